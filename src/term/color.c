/* Determines the colour depth, and what the roles look like in it. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "term/state.h"
#include "term/terminfo.h"

/* True if the variable is set and not empty. */
static bool
is_set(const char *name)
{
	const char *value = getenv(name);

	return value != NULL && *value != '\0';
}

/* True if the environment promises direct colours. screen passes the variable on from the
 * terminal that it runs in, but not the colours; tmux converts them. */
static bool
promises_direct(void)
{
	const char *promise = getenv("COLORTERM"), *type = getenv("TERM");

	if (promise == NULL || (strcmp(promise, "truecolor") != 0
			&& strcmp(promise, "24bit") != 0))
		return false;
	return type == NULL || strncmp(type, "screen", 6) != 0 || is_set("TMUX");
}

void
term_color_init(struct term *t, enum term_color mode)
{
	bool wanted = mode == TERM_COLOR_ALWAYS
		|| (mode == TERM_COLOR_AUTO && !is_set("NO_COLOR"));
	int colors = wanted ? t->caps.colors : 0;

	if (colors < 8)
		t->depth = TERM_DEPTH_NONE;
	else if (t->caps.ansi && (t->caps.rgb || promises_direct()))
		t->depth = TERM_DEPTH_RGB;
	else if (colors >= 0x1000000)
		t->depth = TERM_DEPTH_8;
	else
		t->depth = colors >= 256 ? TERM_DEPTH_256
			: colors >= 16 ? TERM_DEPTH_16 : TERM_DEPTH_8;
}

/* The colour nearest to this one that the terminal has. `background` is one that it has,
 * on which a foreground must be readable. */
static int
fitting(const struct term *t, int color, int background)
{
	static const int numbers[] = {
		[TERM_DEPTH_8] = 8, [TERM_DEPTH_16] = 16, [TERM_DEPTH_256] = 256
	};

	if (color == APP_COLOR_NONE)
		return color;
	if (t->depth == TERM_DEPTH_RGB)
		/* Terminfo of direct colours has the first 8 of the palette alone. */
		return color < 8 || color >= APP_COLOR_RGB ? color
			: (int)(APP_COLOR_RGB | app_color_rgb(color));
	if (color < numbers[t->depth])
		return color;
	return app_color_nearest(color >= APP_COLOR_RGB ? (uint32_t)color & 0xffffff
		: app_color_rgb(color), numbers[t->depth], background);
}

void
term_color_theme(struct term *t, const struct app_theme *theme)
{
	for (int i = 0; i < UI_STYLE_COUNT; i++) {
		struct app_look *look = &t->looks[i];

		if (t->depth == TERM_DEPTH_NONE) {
			*look = (struct app_look){ APP_COLOR_NONE, APP_COLOR_NONE,
				app_theme_attrs(theme, (enum app_role)i) };
		} else {
			*look = app_theme_look(theme, APP_BACKGROUND_UNKNOWN,
				(enum app_role)i);
			look->bg = fitting(t, look->bg, APP_COLOR_NONE);
			look->fg = fitting(t, look->fg, look->bg);
		}
		for (int j = 0; j < TERM_ATTRS; j++)
			nr_buf_clear(&t->styles[i][j]);
	}
	t->stale = true;
}

void
term_color_add(const struct term *t, unsigned role, unsigned attrs, struct nr_buf *out)
{
	struct app_look look = t->looks[role];

	look.attrs |= attrs;
	term_info_look(out, &look);
}
