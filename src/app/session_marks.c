#include "config.h"

#include "app/session.h"

/* Marks changed: what is shown and counted follows. */
static void
update(struct app_session *s)
{
	struct nr_error err = NR_ERROR_INIT;

	if (s->article.row.id)
		s->article.row.marks = nr_store_marks(s->store, s->article.row.id);
	if (nr_store_totals(s->store, &s->totals, &err) < 0)
		app_session_say(s, APP_ERROR, "%s", err.text);
}

void
app_session_mark(struct app_session *s, const int64_t *ids, size_t n, unsigned set,
	unsigned clear, const char *what)
{
	struct nr_error err = NR_ERROR_INIT;
	size_t changed = 0;
	int rc = app_marks_change(&s->marks, s->store, ids, n, set, clear, what, &changed,
		&err);

	update(s);
	if (rc < 0)
		app_session_say(s, APP_ERROR, "%s", err.text);
	else if (changed == 0)
		app_session_say(s, APP_INFO, "Nothing to change");
	else if (changed == 1)
		app_session_say(s, APP_INFO, "Marked %s; U undoes", what);
	else
		app_session_say(s, APP_INFO, "Marked %zu articles %s; U undoes", changed, what);
}

void
app_session_mark_read(struct app_session *s, int64_t id)
{
	struct nr_error err = NR_ERROR_INIT;

	if (!id || nr_store_marks(s->store, id) & NR_MARK_READ)
		return;
	if (app_marks_change(&s->marks, s->store, &id, 1, NR_MARK_READ, 0, "read", NULL,
		&err) < 0)
		app_session_say(s, APP_ERROR, "%s", err.text);
	update(s);
}

void
app_session_undo(struct app_session *s)
{
	struct nr_error err = NR_ERROR_INIT;
	const char *what;
	int rc = app_marks_undo(&s->marks, s->store, &what, &err);

	update(s);
	if (rc < 0)
		app_session_say(s, APP_ERROR, "%s", err.text);
	else if (what)
		app_session_say(s, APP_INFO, "Undone: %s", what);
	else
		app_session_say(s, APP_INFO, "Nothing to undo");
}

void
app_session_redo(struct app_session *s)
{
	struct nr_error err = NR_ERROR_INIT;
	const char *what;
	int rc = app_marks_redo(&s->marks, s->store, &what, &err);

	update(s);
	if (rc < 0)
		app_session_say(s, APP_ERROR, "%s", err.text);
	else if (what)
		app_session_say(s, APP_INFO, "Done again: %s", what);
	else
		app_session_say(s, APP_INFO, "Nothing to do again");
}
