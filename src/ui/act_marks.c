/* Actions that set marks. */
#include "config.h"

#include "ui/screen.h"

/* The articles to mark: in the list `count` articles from the cursor on, else the one
 * that keys act on, which is stored in *one. Returns how many. */
static size_t
subjects(const struct ui *ui, size_t count, const int64_t **ids, int64_t *one)
{
	const struct nr_ids *list = &ui->s->ids;

	*one = ui_subject(ui);
	*ids = one;
	if (ui->focus != UI_PANEL_LIST || count < 2 || ui->s->cursor >= list->n)
		return *one != 0;
	*ids = list->v + ui->s->cursor;
	return count < list->n - ui->s->cursor ? count : list->n - ui->s->cursor;
}

struct toggle {
	unsigned mark;
	const char *on, *off;
};

/* Toggle a mark: all articles get the new state of the first one. */
static void
toggle(struct ui *ui, size_t count, const struct toggle *t)
{
	const int64_t *ids;
	int64_t one;
	size_t n = subjects(ui, count, &ids, &one);
	unsigned marks;
	bool set;

	if (n == 0) {
		app_session_set_message(ui->s, APP_INFO, "No article is selected");
		return;
	}
	marks = nr_store_marks(ui->s->store, ids[0]);
	set = t->mark == NR_MARK_READ ? nr_is_unread(marks) : !(marks & t->mark);
	app_session_mark(ui->s, ids, n, set ? t->mark : 0, set ? 0 : t->mark,
		set ? t->on : t->off);
}

bool
ui_act_marks(struct ui *ui, enum app_action action, size_t count)
{
	static const struct toggle read = { NR_MARK_READ, "read", "unread" };
	static const struct toggle star = { NR_MARK_STARRED, "starred", "not starred" };
	static const struct toggle hide = { NR_MARK_HIDDEN, "hidden", "shown again" };

	switch (action) {
	case APP_ACTION_TOGGLE_READ:
		toggle(ui, count, &read);
		return true;
	case APP_ACTION_TOGGLE_STAR:
		toggle(ui, count, &star);
		return true;
	case APP_ACTION_HIDE:
		toggle(ui, count, &hide);
		app_session_refresh(ui->s);
		return true;
	case APP_ACTION_ALL_READ:
		app_session_mark(ui->s, ui->s->ids.v, ui->s->ids.n, NR_MARK_READ, 0, "read");
		return true;
	case APP_ACTION_UNDO:
		app_session_undo(ui->s);
		return true;
	case APP_ACTION_REDO:
		app_session_redo(ui->s);
		return true;
	default:
		return false;
	}
}
