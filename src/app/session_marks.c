#include "config.h"

#include "app/session.h"

/* What the store has found out meanwhile outweighs what else there is to say. */
static void
tell_notes(struct app_session *s)
{
	struct nr_diags notes = NR_DIAGS_INIT;

	nr_store_take_notes(s->store, &notes);
	for (size_t i = 0; i < notes.n; i++)
		app_session_say(s, APP_WARNING, "%s", notes.v[i].text);
	nr_diags_release(&notes);
}

/* Whether marks wait to be written. They are tried again soon, then ever less often. */
static void
set_unkept(struct app_session *s, bool unkept)
{
	enum { SOON = 250, SELDOM = 8000 };

	s->keep_wait = !s->unkept ? SOON : s->keep_wait < SELDOM ? s->keep_wait * 2 : SELDOM;
	s->keep_at = unkept ? app_now_ms() + s->keep_wait : 0;
	s->unkept = unkept;
}

void
app_session_keep_marks(struct app_session *s)
{
	struct nr_error err = NR_ERROR_INIT;
	int rc = nr_store_retry(s->store, &err);

	if (rc == 0 && s->unkept)
		app_session_say(s, APP_INFO, "The marks could be written now");
	else if (rc < 0 && !s->unkept)
		app_session_say(s, APP_ERROR, "%s", err.text);
	set_unkept(s, rc < 0);
	tell_notes(s);
}

void
app_session_keep_changes(struct app_session *s, struct app_article *a)
{
	if (a->row.id != s->article.row.id || a->changes || nr_is_unread(a->row.marks))
		return;
	a->changes = s->article.changes;
	s->article.changes = NULL;
}

/* The end of writing marks: true if that went well. */
static bool
is_written(struct app_session *s, int rc, const struct nr_error *err)
{
	set_unkept(s, rc < 0);
	if (rc < 0)
		app_session_say(s, APP_ERROR, "%s", err->text);
	return rc == 0;
}

/* What changed stays told when it is read; else the marks say whether there is something to
 * tell, and since when. */
static void
update_article(struct app_session *s)
{
	struct app_article *a = &s->article;

	a->row.marks = nr_store_marks(s->store, a->row.id);
	if (!nr_is_unread(a->row.marks) || !(a->changes || a->row.marks & NR_MARK_UPDATED))
		return;
	app_article_explain(s->store, a);
	s->article_version++;
}

/* Marks changed: what is shown and counted follows. */
static void
update(struct app_session *s)
{
	struct nr_error err = NR_ERROR_INIT;

	if (s->article.row.id)
		update_article(s);
	if (nr_store_counted(s->store, &s->totals, &err) < 0)
		app_session_say(s, APP_ERROR, "%s", err.text);
}

static void
say_marked(struct app_session *s, size_t changed, const char *what)
{
	if (changed == 0)
		app_session_say(s, APP_INFO, "Nothing to change");
	else if (changed == 1)
		app_session_say(s, APP_INFO, "Marked %s; U undoes", what);
	else
		app_session_say(s, APP_INFO, "Marked %zu articles %s; U undoes", changed, what);
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
	if (is_written(s, rc, &err))
		say_marked(s, changed, what);
	tell_notes(s);
}

/* What was read is what is shown, which may be newer than the index. */
static int
mark_shown(struct app_session *s, struct nr_error *err)
{
	struct nr_seen seen;
	int rc;

	app_article_seen(&s->article, &seen);
	rc = app_marks_read(&s->marks, s->store, &seen, err);
	nr_seen_release(&seen);
	return rc;
}

void
app_session_mark_read(struct app_session *s, int64_t id)
{
	struct nr_error err = NR_ERROR_INIT;
	int rc;

	if (!id || !nr_is_unread(nr_store_marks(s->store, id)))
		return;
	if (id == s->article.row.id)
		rc = mark_shown(s, &err);
	else
		rc = app_marks_change(&s->marks, s->store, &id, 1, NR_MARK_READ, 0, "read",
			NULL, &err);
	is_written(s, rc, &err);
	update(s);
	tell_notes(s);
}

void
app_session_undo(struct app_session *s)
{
	struct nr_error err = NR_ERROR_INIT;
	const char *what;
	int rc = app_marks_undo(&s->marks, s->store, &what, &err);

	update(s);
	if (is_written(s, rc, &err))
		app_session_say(s, APP_INFO, "%s%s", what ? "Undone: " : "Nothing to undo",
			what ? what : "");
	tell_notes(s);
}

void
app_session_redo(struct app_session *s)
{
	struct nr_error err = NR_ERROR_INIT;
	const char *what;
	int rc = app_marks_redo(&s->marks, s->store, &what, &err);

	update(s);
	if (is_written(s, rc, &err))
		app_session_say(s, APP_INFO, "%s%s",
			what ? "Done again: " : "Nothing to do again", what ? what : "");
	tell_notes(s);
}
