/* Actions that set marks. */
#include "config.h"

#include "ui/screen.h"

/* Append the articles to mark: those selected, but not from the related panel; else in the
 * list as many as were counted from the cursor on, else the one that keys act on. */
static void
add_subjects(const struct ui *ui, struct nr_ids *out)
{
	const struct app_list *l = &ui->s->list;
	int64_t one = ui_subject(ui);
	const int64_t *ids;
	size_t n;

	if (l->picked.n && ui->focus != UI_PANEL_RELATED) {
		app_list_picked(l, out);
	} else if (ui->focus == UI_PANEL_LIST && ui->count > 1) {
		n = app_list_articles(l, l->scroll.cursor, ui->count, &ids);
		nr_ids_append(out, ids, n);
	} else if (one) {
		nr_ids_add(out, one);
	}
}

/* Mark the articles, after which nothing is selected, unless an earlier marking still
 * goes on. */
static void
change(struct app_session *s, const struct nr_ids *ids, unsigned set, unsigned clear)
{
	if (!s->marks.doing)
		app_list_unpick(&s->list);
	app_session_mark(s, ids->v, ids->n, set, clear);
}

/* The same, but the selection stays where it had no part in it. */
static void
change_subjects(struct ui *ui, const struct nr_ids *ids, unsigned set, unsigned clear)
{
	if (ui->focus == UI_PANEL_RELATED)
		app_session_mark(ui->s, ids->v, ids->n, set, clear);
	else
		change(ui->s, ids, set, clear);
}

/* Toggle a mark: all articles get the new state of the first one. */
void
ui_do_toggle(struct ui *ui, int wanted)
{
	unsigned mark = (unsigned)wanted, marks;
	struct nr_ids ids = NR_IDS_INIT;
	bool set;

	add_subjects(ui, &ids);
	if (ids.n == 0) {
		app_say(&ui->s->messages, APP_INFO, APP_MSG(NOTHING_SELECTED));
		return;
	}
	marks = nr_store_marks(ui->s->store, ids.v[0]);
	set = mark == NR_MARK_READ ? nr_is_unread(marks) : !(marks & mark);
	change_subjects(ui, &ids, set ? mark : 0, set ? 0 : mark);
	nr_ids_release(&ids);
	if (mark == NR_MARK_HIDDEN)
		app_session_refresh(ui->s);
}

/* All of the list, or of the selection. */
void
ui_do_all_read(struct ui *ui)
{
	const struct app_list *l = &ui->s->list;
	struct nr_ids ids = NR_IDS_INIT;
	const int64_t *all;
	size_t n;

	if (l->picked.n) {
		app_list_picked(l, &ids);
	} else {
		n = app_list_articles(l, 0, SIZE_MAX, &all);
		nr_ids_append(&ids, all, n);
	}
	change(ui->s, &ids, NR_MARK_READ, 0);
	nr_ids_release(&ids);
}

/* The article at the cursor stays as it is: the reader has only come to it. */
void
ui_do_read_above(struct ui *ui)
{
	struct app_session *s = ui->s;
	const int64_t *ids;
	size_t n = app_list_articles(&s->list, 0, s->list.scroll.cursor, &ids);

	if (n)
		app_session_mark(s, ids, n, NR_MARK_READ, 0);
	else
		app_say(&s->messages, APP_INFO, APP_MSG(NONE_ABOVE));
}

/* ---- the selection ---- */

/* True if the article that the user looks at is the one at the cursor of the list. */
static bool
is_in_list(struct ui *ui)
{
	if (ui->focus == UI_PANEL_LIST || (ui->focus == UI_PANEL_ARTICLE
			&& ui->s->shown.article.row.id == app_list_selected(&ui->s->list)))
		return true;
	app_say(&ui->s->messages, APP_INFO, APP_MSG(SELECT_IN_LIST));
	return false;
}

void
ui_do_pick(struct ui *ui)
{
	struct app_list *l = &ui->s->list;
	size_t n = ui->count ? ui->count : 1;

	if (!is_in_list(ui))
		return;
	app_list_pick(l, l->scroll.cursor, n);
	app_session_select(ui->s, app_list_reach(l, (long)n));
}

void
ui_do_pick_range(struct ui *ui)
{
	if (is_in_list(ui) && !app_list_pick_range(&ui->s->list, ui->s->list.scroll.cursor))
		app_say(&ui->s->messages, APP_INFO, APP_MSG(RANGE_BEGINS),
			app_action_key(ui->s->keymap, APP_ACTION_PICK_RANGE).text);
}

void
ui_do_pick_all(struct ui *ui)
{
	const char *text = ui_search_text(ui);

	if (text && !ui_await_matches(ui, text))
		return;
	app_session_pick_all(ui->s, text);
	if (text && !ui->s->list.picked.n)
		app_say(&ui->s->messages, APP_WARNING, APP_MSG(NOT_FOUND), text);
}
