#include "config.h"

#include <stdlib.h>

#include "newsreader/mem.h"
#include "ui/screen.h"

const char *
ui_search_text(const struct ui *ui)
{
	if (ui->search.prompting)
		return ui->prompt.text.len ? ui_prompt_text(&ui->prompt) : NULL;
	return ui->search.text;
}

void
ui_search_clear(struct ui *ui)
{
	NR_FREE(ui->search.text);
}

void
ui_search_begin(struct ui *ui, int step)
{
	ui->search.step = step;
	ui->search.prompting = true;
	ui->search.pane = ui->focus;
	ui->search.origin = ui_here(ui);
	ui_prompt_release(&ui->prompt);
	ui_prompt_init(&ui->prompt, step > 0 ? "/" : "\\", &ui->searches);
}

static bool
find(struct ui *ui, const char *text, int step, bool fresh)
{
	bool found;

	if (ui->focus == UI_PANE_ARTICLE)
		return ui_pager_search(&ui->article, text, step, fresh);
	found = app_session_search(ui->s, text, step, fresh);
	if (found)
		ui_select(ui, ui->s->cursor);
	return found;
}

/* Every key searches from where the reader was, so that deleting a letter goes back. */
static void
search_now(struct ui *ui)
{
	const char *text = ui_prompt_text(&ui->prompt);

	ui_go(ui, &ui->search.origin);
	if (*text && !find(ui, text, ui->search.step, true))
		app_session_say(ui->s, APP_WARNING, "Not found: %s", text);
}

static void
accept(struct ui *ui)
{
	const char *text = ui_prompt_text(&ui->prompt);

	ui->search.prompting = false;
	if (!*text) {
		ui_search_again(ui, 1);
		return;
	}
	ui_history_add(&ui->searches, text);
	free(ui->search.text);
	ui->search.text = nr_strdup(text);
}

void
ui_search_key(struct ui *ui, uint32_t key)
{
	switch (ui_prompt_key(&ui->prompt, key)) {
	case UI_PROMPT_EDITED:
		search_now(ui);
		break;
	case UI_PROMPT_ACCEPTED:
		accept(ui);
		break;
	case UI_PROMPT_CANCELLED:
		ui->search.prompting = false;
		ui_go(ui, &ui->search.origin);
		break;
	case UI_PROMPT_MOVED:
	case UI_PROMPT_IGNORED:
		break;
	}
	ui_fit(ui);
}

bool
ui_search_again(struct ui *ui, int direction)
{
	if (!ui->search.text) {
		app_session_say(ui->s, APP_INFO, "Nothing to search for");
		return false;
	}
	if (find(ui, ui->search.text, direction * ui->search.step, false))
		return true;
	app_session_say(ui->s, APP_WARNING, "Not found: %s", ui->search.text);
	return false;
}
