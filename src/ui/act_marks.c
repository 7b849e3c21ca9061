/* Actions that set marks. */
#include "config.h"

#include "ui/screen.h"

/* The articles to mark: in the list as many as were counted from the cursor on, else the
 * one that keys act on, which is stored in *one. Returns how many. */
static size_t
subjects(const struct ui *ui, const int64_t **ids, int64_t *one)
{
	*one = ui_subject(ui);
	*ids = one;
	if (ui->focus != UI_PANEL_LIST || ui->count < 2)
		return *one != 0;
	return app_list_articles(&ui->s->list, ui->s->list.scroll.cursor, ui->count,
		ids);
}

static const struct toggle {
	unsigned mark;
	const char *on, *off;
} toggles[] = {
	{ NR_MARK_READ, "read", "unread" },
	{ NR_MARK_STARRED, "starred", "not starred" },
	{ NR_MARK_HIDDEN, "hidden", "shown again" },
};

/* Toggle a mark: all articles get the new state of the first one. */
void
ui_do_toggle(struct ui *ui, int mark)
{
	const struct toggle *t = toggles;
	const int64_t *ids;
	int64_t one;
	size_t n = subjects(ui, &ids, &one);
	unsigned marks;
	bool set;

	while (t->mark != (unsigned)mark)
		t++;
	if (n == 0) {
		app_say(&ui->s->messages, APP_INFO, "No article is selected");
		return;
	}
	marks = nr_store_marks(ui->s->store, ids[0]);
	set = t->mark == NR_MARK_READ ? nr_is_unread(marks) : !(marks & t->mark);
	app_session_mark(ui->s, ids, n, set ? t->mark : 0, set ? 0 : t->mark,
		set ? t->on : t->off);
	if (t->mark == NR_MARK_HIDDEN)
		app_session_refresh(ui->s);
}

void
ui_do_all_read(struct app_session *s)
{
	const int64_t *ids;
	size_t n = app_list_articles(&s->list, 0, SIZE_MAX, &ids);

	app_session_mark(s, ids, n, NR_MARK_READ, 0, "read");
}
