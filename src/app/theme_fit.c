/* Fits the looks of a theme to the number of colours that a terminal has. */
#include "config.h"

#include "app/theme.h"

enum { FEW = 16, BRIGHT = 8 };

static uint32_t
rgb_of(int color)
{
	return color >= APP_COLOR_RGB ? (uint32_t)color & 0xffffff : app_color_rgb(color);
}

bool
app_color_is_spoilt_by_bold(const struct app_look *look)
{
	return (look->attrs & APP_BOLD) != 0 && look->fg >= 0 && look->fg < BRIGHT
		&& look->bg >= 0
		&& !app_color_is_readable(app_color_rgb(look->fg + BRIGHT), rgb_of(look->bg));
}

/* The colour nearest to this one of the first n of the palette, or of all, that goes with
 * the other. */
static int
fitting(int color, int n, int other)
{
	if (color == APP_COLOR_NONE)
		return color;
	if (n == APP_COLOR_RGB)
		/* Terminfo of direct colours has the first 8 of the palette alone. */
		return color < BRIGHT || color >= APP_COLOR_RGB ? color
			: (int)(APP_COLOR_RGB | app_color_rgb(color));
	if (color < n)
		return color;
	/* Black and white are the most that the terminal's own colour can be. */
	if (other == APP_COLOR_NONE)
		other = (int)(APP_COLOR_RGB | (app_color_is_readable(rgb_of(color), 0x000000)
			? 0x000000 : 0xffffff));
	return app_color_nearest(rgb_of(color), n, rgb_of(other));
}

static struct app_look
fit_colors(struct app_look look, int n)
{
	look.bg = fitting(look.bg, n, look.fg);
	look.fg = fitting(look.fg, n, look.bg);
	return look;
}

static bool
has_colors_of(const struct app_look *a, const struct app_look *b)
{
	return a->fg == b->fg && a->bg == b->bg;
}

/* What few colours show as ordinary text although the theme does not: by its attributes of
 * mono, and by the colour of signs where it is bold and cannot be. */
static void
tell_apart(const struct app_theme *theme, enum app_background background, enum app_role role,
	int n, struct app_look *look)
{
	struct app_look own = app_theme_look(theme, background, role);
	struct app_look own_normal = app_theme_look(theme, background, APP_ROLE_NORMAL);
	struct app_look normal = fit_colors(own_normal, n);

	if (has_colors_of(&own, &own_normal) || !has_colors_of(look, &normal))
		return;
	look->attrs |= app_theme_attrs(theme, role);
	if (app_color_is_spoilt_by_bold(look)) {
		look->attrs &= ~(unsigned)APP_BOLD;
		look->fg = fit_colors(app_theme_look(theme, background, APP_ROLE_MARK), n).fg;
	}
}

struct app_look
app_theme_fit(const struct app_theme *theme, enum app_background background,
	enum app_role role, int colors)
{
	struct app_look look;

	if (colors < BRIGHT)
		return (struct app_look){ APP_COLOR_NONE, APP_COLOR_NONE,
			app_theme_attrs(theme, role) };
	look = fit_colors(app_theme_look(theme, background, role), colors);
	if (colors <= FEW)
		tell_apart(theme, background, role, colors, &look);
	return look;
}
