/* Letters over the links in view, to open one by typing. */
#include "config.h"

#include <string.h>

#include "ui/screen.h"

/* The home row comes first. */
static const char letters[] = "asdfghjklqwertyuiopzxcvbnm";

enum { LETTERS = sizeof(letters) - 1 };

/* The letters of hint `at`. All hints have equally many letters, so that none is a prefix
 * of another. */
static void
name(const struct ui_hints *h, size_t at, char out[2])
{
	out[0] = letters[h->letters == 1 ? at : at / LETTERS];
	out[1] = letters[at % LETTERS];
}

void
ui_hints_begin(struct ui *ui)
{
	struct ui_hints *h = &ui->hints;
	const struct ui_rect *panel = &ui->frame.panel[UI_PANEL_ARTICLE];

	h->n = ui_pager_links(&ui->article, panel, h->links, UI_HINTS_MAX);
	h->letters = h->n > LETTERS ? 2 : 1;
	h->typed = 0;
	h->first = 0;
	if (h->n == 0)
		app_say(&ui->s->messages, APP_INFO, APP_MSG(NO_LINK_IN_VIEW));
}

void
ui_hints_end(struct ui *ui)
{
	ui->hints.n = 0;
}

/* Take a typed letter: either it opens a link, or it leaves LETTERS links from `first`
 * on. */
static enum app_action
take(struct ui *ui, size_t letter)
{
	struct ui_hints *h = &ui->hints;
	bool more = h->letters == 2 && h->typed == 0;
	size_t at = more ? letter * LETTERS : h->first + letter;

	if (at >= h->n) {
		ui_hints_end(ui);
		app_say(&ui->s->messages, APP_WARNING, APP_MSG(NO_LINK_LETTER));
		return APP_ACTION_NONE;
	}
	if (more) {
		h->first = at;
		h->typed = 1;
		return APP_ACTION_NONE;
	}
	ui->count = h->links[at].number;
	ui_hints_end(ui);
	return APP_ACTION_BROWSE;
}

enum app_action
ui_hints_key(struct ui *ui, uint32_t key)
{
	const char *at = key > 0 && key < 0x80 ? strchr(letters, (int)key) : NULL;

	if (at)
		return take(ui, (size_t)(at - letters));
	ui_hints_end(ui);
	return APP_ACTION_NONE;
}

void
ui_hints_draw(struct ui *ui)
{
	const struct ui_hints *h = &ui->hints;
	const struct ui_rect *panel = &ui->frame.panel[UI_PANEL_ARTICLE];
	size_t end = h->typed ? h->first + LETTERS : h->n, i;

	for (i = h->first; i < end && i < h->n; i++) {
		char text[2];

		name(h, i, text);
		ui_canvas_puts(&ui->canvas, panel, h->links[i].row, h->links[i].col,
			UI_STYLE_HINT, text + h->typed, h->letters - h->typed);
	}
}
