/* Determines the colour depth and sets colours. */
#include "config.h"

#include <stdlib.h>

#include "term/state.h"
#include "term/terminfo.h"

void
term_color_init(struct term *t, enum term_color mode)
{
	const char *no = getenv("NO_COLOR");
	bool wanted = mode == TERM_COLOR_ALWAYS
		|| (mode == TERM_COLOR_AUTO && (no == NULL || *no == '\0'));
	int colors = wanted ? t->caps.colors : 0;

	if (colors < 8)
		t->depth = TERM_DEPTH_NONE;
	else if (colors >= 0x1000000)
		t->depth = t->caps.rgb ? TERM_DEPTH_RGB : TERM_DEPTH_8;
	else
		t->depth = colors >= 256 ? TERM_DEPTH_256 : TERM_DEPTH_8;
}

void
term_color_add(const struct term *t, unsigned role, unsigned attrs, struct nr_buf *out)
{
	const struct ui_style_info *info = ui_style_info((enum ui_role)role);
	struct term_look look = { .attrs = info->attrs | attrs, .fg = -1, .bg = -1 };

	if (t->depth == TERM_DEPTH_8) {
		look.fg = info->fg8;
		look.bg = info->bg8;
	} else if (t->depth == TERM_DEPTH_256) {
		look.fg = info->fg256;
		look.bg = info->bg256;
	} else if (t->depth == TERM_DEPTH_RGB) {
		look.fg = info->fg_rgb;
		look.bg = info->bg_rgb;
	}
	term_info_look(out, &look);
}
