/* The incremental search in list, article or related panel. */
#include "config.h"

#include <stdlib.h>

#include "newsreader/mem.h"
#include "ui/screen.h"

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
	ui->search.failed = false;
	ui->search.origin = ui_here(ui);
	ui_prompt_release(&ui->prompt);
	ui_prompt_init(&ui->prompt, step > 0 ? "/" : "\\", &ui->searches);
}

static bool
find(struct ui *ui, const char *text, int step, bool fresh)
{
	return ui_panels[ui->focus]->search(ui, text, step, fresh);
}

/* Search from where the user was, so that deleting a letter goes back. */
static void
search_now(struct ui *ui)
{
	const char *text = ui_prompt_text(&ui->prompt);

	ui_go(ui, &ui->search.origin);
	ui->search.failed = *text && !find(ui, text, ui->search.step, true);
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
	if (ui->search.failed)
		app_session_set_message(ui->s, APP_WARNING, "Not found: %s", text);
	ui_history_add(&ui->searches, text);
	free(ui->search.text);
	ui->search.text = nr_strdup(text);
}

static void
follow(struct ui *ui, enum ui_prompt_result result)
{
	switch (result) {
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
}

enum app_action
ui_search_key(struct ui *ui, uint32_t key)
{
	follow(ui, ui_prompt_key(&ui->prompt, key));
	return APP_ACTION_NONE;
}

void
ui_search_paste(struct ui *ui, const char *text, size_t n)
{
	follow(ui, ui_prompt_paste(&ui->prompt, text, n));
}

static bool
is_before(const struct ui_text_position *a, const struct ui_text_position *b)
{
	return a->block < b->block || (a->block == b->block && a->offset < b->offset);
}

bool
ui_search_again(struct ui *ui, int direction)
{
	int step = direction * ui->search.step;
	struct ui_text_position before = ui_panels[ui->focus]->position(ui), after;

	if (!ui->search.text) {
		app_session_set_message(ui->s, APP_INFO, "Nothing to search for");
		return false;
	}
	if (!find(ui, ui->search.text, step, false)) {
		app_session_set_message(ui->s, APP_WARNING, "Not found: %s", ui->search.text);
		return false;
	}
	after = ui_panels[ui->focus]->position(ui);
	if (step > 0 ? !is_before(&before, &after) : !is_before(&after, &before))
		app_session_set_message(ui->s, APP_INFO, "The search went on from the %s",
			step > 0 ? "beginning" : "end");
	return true;
}
