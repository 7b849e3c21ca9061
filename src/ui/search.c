/* The incremental search in list, article or related panel. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "newsreader/mem.h"
#include "newsreader/utf8.h"
#include "ui/screen.h"

void
ui_search_clear(struct ui *ui)
{
	NR_FREE(ui->search.text);
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
	const char *text = nr_buf_str(&ui->prompt.text);

	ui_go(ui, &ui->search.origin);
	ui->search.failed = *text && !find(ui, text, ui->search.step, true);
}

void
ui_search_narrow(struct ui *ui)
{
	if (!ui_await_matches(ui, ui->search.text))
		return;
	app_session_narrow(ui->s, ui->search.text);
	app_say(&ui->s->messages, APP_INFO, APP_MSG(ONLY_MATCHES));
}

static void
accept(struct ui *ui)
{
	const char *text = nr_buf_str(&ui->prompt.text);

	if (!*text) {
		ui_search_again(ui, 1, 1);
		return;
	}
	if (ui->search.failed)
		app_say(&ui->s->messages, APP_WARNING, APP_MSG(NOT_FOUND), text);
	ui_history_add(&ui->searches, text);
	free(ui->search.text);
	ui->search.text = nr_strdup(text);
	if (ui->search.narrows && !ui->search.failed)
		ui_search_narrow(ui);
}

/* Return to where the search began, and to the match of the search before. */
static void
cancel(struct ui *ui)
{
	ui_go(ui, &ui->search.origin);
	if (ui->article_id == ui->search.origin.article) {
		ui->article.match = ui->search.match;
		ui->article.matched = ui->search.matched;
	}
}

static enum app_action
take(struct ui *ui, uint32_t key, enum ui_prompt_result result)
{
	(void)key;
	if (result == UI_PROMPT_EDITED) {
		search_now(ui);
	} else if (result == UI_PROMPT_ACCEPTED) {
		ui->input = NULL;
		accept(ui);
	} else if (result == UI_PROMPT_CANCELLED) {
		ui->input = NULL;
		cancel(ui);
	}
	return APP_ACTION_NONE;
}

static void
draw(struct ui *ui)
{
	const char *failed = APP_MSG(IS_NOT_FOUND);
	struct ui_rect line = ui->frame.bottom;
	int cols = nr_utf8_width(failed, strlen(failed));

	if (ui->search.failed && line.cols > 3 * cols) {
		line.cols -= cols + 1;
		ui_canvas_puts(&ui->canvas, &ui->frame.bottom, 0, line.cols + 1,
			UI_STYLE_WARNING, failed, strlen(failed));
	}
	ui_prompt_draw(&ui->prompt, &ui->canvas, &line, 0, UI_STYLE_NORMAL);
}

static const struct ui_input input = { .searches = true, .take = take, .draw = draw };

void
ui_search_begin(struct ui *ui, int step)
{
	ui->search.step = step;
	ui->search.narrows = false;
	ui->search.failed = false;
	ui->search.origin = ui_here(ui);
	ui->search.match = ui->article.match;
	ui->search.matched = ui->article.matched;
	ui_ask(ui, &input, step > 0 ? "/" : "\\", &ui->searches);
}

bool
ui_search_widen(struct ui *ui)
{
	struct nr_filter f = ui->s->filter;

	if (!f.text)
		return false;
	f.text = NULL;
	app_session_set_filter(ui->s, &f);
	app_say(&ui->s->messages, APP_INFO, APP_MSG(NOT_ONLY_MATCHES));
	return true;
}

static bool
is_before(const struct app_text_position *a, const struct app_text_position *b)
{
	return a->block < b->block || (a->block == b->block && a->offset < b->offset);
}

static bool
is_same(const struct app_text_position *a, const struct app_text_position *b)
{
	return !is_before(a, b) && !is_before(b, a);
}

/* Find the match `times` matches on. Once the first one has come again, whole rounds are
 * left out. */
static bool
find_on(struct ui *ui, int step, size_t times)
{
	struct app_text_position first = { 0, 0, 0 }, at;

	if (ui->focus == UI_PANEL_LIST && times > 1)
		return app_session_search_on(ui->s, ui->search.text, step, times,
			ui_panel_rows(ui, UI_PANEL_LIST));
	for (size_t i = 1; i <= times; i++) {
		if (!find(ui, ui->search.text, step, false))
			return false;
		ui_fit(ui);
		at = ui_panels[ui->focus]->position(ui);
		if (i == 1)
			first = at;
		else if (is_same(&at, &first))
			times = i + (times - i) % (i - 1);
	}
	return true;
}

void
ui_search_again(struct ui *ui, int direction, size_t times)
{
	int step = direction * ui->search.step;
	struct app_text_position before, after;

	if (!ui->search.text) {
		app_say(&ui->s->messages, APP_INFO, APP_MSG(NO_SEARCH));
		return;
	}
	if (ui->focus == UI_PANEL_LIST && times > 1 && !ui_await_matches(ui, ui->search.text))
		return;
	before = ui_panels[ui->focus]->position(ui);
	if (!find_on(ui, step, times)) {
		app_say(&ui->s->messages, APP_WARNING, APP_MSG(NOT_FOUND), ui->search.text);
		return;
	}
	after = ui_panels[ui->focus]->position(ui);
	if (step > 0 ? !is_before(&before, &after) : !is_before(&after, &before))
		app_say(&ui->s->messages, APP_INFO, step > 0 ? APP_MSG(WRAPPED_TO_TOP)
			: APP_MSG(WRAPPED_TO_BOTTOM));
}
