#include "config.h"

#include <curses.h>
#include <stdlib.h>

#include "term/state.h"
#include "term/terminfo.h"

enum depth { DEPTH_NONE, DEPTH_8, DEPTH_256, DEPTH_RGB };

static attr_t
attrs_of(unsigned attrs)
{
	return ((attrs & UI_BOLD) != 0 ? A_BOLD : 0) | ((attrs & UI_DIM) != 0 ? A_DIM : 0)
		| ((attrs & UI_UNDERLINE) != 0 ? A_UNDERLINE : 0)
		| ((attrs & UI_REVERSE) != 0 ? A_REVERSE : 0)
		| ((attrs & UI_ITALIC) != 0 ? A_ITALIC : 0);
}

static bool
wanted(enum term_color mode)
{
	const char *no = getenv("NO_COLOR");

	if (mode == TERM_COLOR_AUTO)
		return no == NULL || *no == '\0';
	return mode == TERM_COLOR_ALWAYS;
}

static enum depth
depth_of(enum term_color mode)
{
	if (!wanted(mode) || !has_colors() || start_color() == ERR || COLORS < 8
		|| use_default_colors() == ERR)
		return DEPTH_NONE;
	if (COLORS >= 0x1000000 && term_info_has_rgb())
		return DEPTH_RGB;
	return COLORS >= 256 && COLORS < 0x1000000 ? DEPTH_256 : DEPTH_8;
}

void
term_color_init(struct term *t, enum term_color mode)
{
	enum depth depth = depth_of(mode);

	for (int i = 0; i < UI_STYLE_COUNT; i++) {
		const struct ui_style_info *info = ui_style_info((enum ui_role)i);
		int fg = -1;
		int bg = -1;

		t->attrs[i] = attrs_of(info->attrs);
		if (depth == DEPTH_8) {
			fg = info->fg8;
			bg = info->bg8;
		} else if (depth == DEPTH_256) {
			fg = info->fg256;
			bg = info->bg256;
		} else if (depth == DEPTH_RGB) {
			fg = info->fg_rgb;
			bg = info->bg_rgb;
		}
		if ((fg >= 0 || bg >= 0) && init_extended_pair(i + 1, fg, bg) == OK)
			t->pairs[i] = i + 1;
	}
}
