/* The table of styles. */
#include "config.h"

#include "ui/canvas.h"

static const struct ui_style_info styles[UI_STYLE_COUNT] = {
#define UI_STYLE(id, name, f8, f256, frgb, b8, b256, brgb, attrs) \
	[UI_STYLE_##id] = { name, f8, f256, frgb, b8, b256, brgb, attrs },
#include "ui/styles.def"
#undef UI_STYLE
};

const struct ui_style_info *
ui_style_info(enum ui_role role)
{
	return &styles[role < UI_STYLE_COUNT ? role : UI_STYLE_NORMAL];
}
