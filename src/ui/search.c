/* The incremental search in list, article or related panel. */
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
	ui->search.failed = false;
	ui->search.origin = ui_here(ui);
	ui_prompt_release(&ui->prompt);
	ui_prompt_init(&ui->prompt, step > 0 ? "/" : "\\", &ui->searches);
}

static bool
find_related(struct ui *ui, const char *text, int step, bool fresh)
{
	const struct nr_edges *edges = &ui->s->article.edges;
	struct nr_ids ids = { nr_calloc(edges->n + 1, sizeof(*ids.v)), edges->n };
	size_t i, from = ui->related.cursor;
	int64_t at;

	for (i = 0; i < edges->n; i++)
		ids.v[i] = edges->v[i].id;
	if (fresh && ids.n)
		from = (from + ids.n - (size_t)step) % ids.n;
	at = nr_store_search(ui->s->store, &ids, from, step, text);
	if (at >= 0)
		ui->related.cursor = (size_t)at;
	nr_ids_release(&ids);
	return at >= 0;
}

static bool
find(struct ui *ui, const char *text, int step, bool fresh)
{
	bool found;

	if (ui->focus == UI_PANEL_ARTICLE)
		return ui_pager_search(&ui->article, text, step, fresh);
	if (ui->focus == UI_PANEL_RELATED)
		return find_related(ui, text, step, fresh);
	found = app_session_search(ui->s, text, step, fresh);
	if (found)
		ui_select(ui, ui->s->cursor);
	return found;
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
	ui_fit(ui);
}

void
ui_search_key(struct ui *ui, uint32_t key)
{
	follow(ui, ui_prompt_key(&ui->prompt, key));
}

void
ui_search_paste(struct ui *ui, const char *text, size_t n)
{
	follow(ui, ui_prompt_paste(&ui->prompt, text, n));
}

/* The position of the search in the focused panel; increases from beginning to end. */
static struct ui_text_position
position(const struct ui *ui)
{
	if (ui->focus == UI_PANEL_ARTICLE)
		return ui->article.match;
	return (struct ui_text_position){
		.block = ui->focus == UI_PANEL_RELATED ? ui->related.cursor
			: ui->s->cursor
	};
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
	struct ui_text_position before = position(ui), after;

	if (!ui->search.text) {
		app_session_set_message(ui->s, APP_INFO, "Nothing to search for");
		return false;
	}
	if (!find(ui, ui->search.text, step, false)) {
		app_session_set_message(ui->s, APP_WARNING, "Not found: %s", ui->search.text);
		return false;
	}
	after = position(ui);
	if (step > 0 ? !is_before(&before, &after) : !is_before(&after, &before))
		app_session_set_message(ui->s, APP_INFO, "The search went on from the %s",
			step > 0 ? "beginning" : "end");
	return true;
}
