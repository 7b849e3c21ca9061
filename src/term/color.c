/* Determines the colour depth, and what the roles look like in it. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "newsreader/clock.h"
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

static bool
is_same(const struct app_look *a, const struct app_look *b)
{
	return a->fg == b->fg && a->bg == b->bg && a->attrs == b->attrs;
}

static void
set_looks(struct term *t)
{
	static const int colors[] = {
		[TERM_DEPTH_NONE] = 0, [TERM_DEPTH_8] = 8, [TERM_DEPTH_16] = 16,
		[TERM_DEPTH_256] = 256, [TERM_DEPTH_RGB] = APP_COLOR_RGB
	};

	for (int i = 0; i < UI_STYLE_COUNT; i++) {
		struct app_look before = t->looks[i];

		t->looks[i] = app_theme_fit(&t->theme, t->background, (enum app_role)i,
			colors[t->depth]);
		if (is_same(&before, &t->looks[i]))
			continue;
		for (int j = 0; j < TERM_ATTRS; j++)
			nr_buf_clear(&t->styles[i][j]);
		t->stale = true;
	}
}

/* What the environment says about the background: "fg;bg" or "fg;x;bg", numbers of the
 * palette. */
static enum app_background
background_by_environment(void)
{
	const char *value = getenv("COLORFGBG");
	const char *last = value != NULL ? strrchr(value, ';') : NULL;
	char *end;
	long number;

	if (last == NULL || last[1] < '0' || last[1] > '9')
		return APP_BACKGROUND_UNKNOWN;
	number = strtol(last + 1, &end, 10);
	if (*end != '\0' || number > 15)
		return APP_BACKGROUND_UNKNOWN;
	return number < 7 || number == 8 ? APP_BACKGROUND_DARK : APP_BACKGROUND_LIGHT;
}

/* True for a terminal that answers the question, or is silent. The Linux console may print
 * it. */
static bool
may_be_asked(const struct term *t)
{
	const char *type = getenv("TERM");

	return t->caps.ansi && t->depth != TERM_DEPTH_NONE && type != NULL
		&& strncmp(type, "linux", 5) != 0;
}

void
term_color_set_theme(struct term *t, const struct app_theme *theme)
{
	t->theme = *theme;
	if (theme->by_background && t->background == APP_BACKGROUND_UNKNOWN)
		t->background = background_by_environment();
	t->asks = theme->by_background && t->asked_at == 0 && may_be_asked(t);
	set_looks(t);
}

void
term_color_ask(struct term *t)
{
	/* Every terminal answers the question after it (DA1), so that the program knows
	 * when there is nothing more to come. */
	static const char question[] = "\033]11;?\033\\" "\033[c";

	if (!t->asks)
		return;
	nr_buf_add(&t->frame, question, sizeof(question) - 1);
	t->asks = false;
	t->asked_at = nr_clock_ms();
}

bool
term_color_take_background(struct term *t, uint32_t rgb)
{
	enum app_background background = app_color_contrast(rgb, 0xffffff)
		> app_color_contrast(rgb, 0x000000) ? APP_BACKGROUND_DARK
		: APP_BACKGROUND_LIGHT;

	if (t->asked_at == 0 || background == t->background)
		return false;
	t->background = background;
	set_looks(t);
	return t->theme.by_background;
}

void
term_color_add(const struct term *t, unsigned role, unsigned attrs, struct nr_buf *out)
{
	struct app_look look = t->looks[role];

	look.attrs |= attrs;
	if (app_color_is_spoilt_by_bold(&look))
		look.attrs &= ~(unsigned)UI_BOLD;
	term_info_look(out, &look);
}
