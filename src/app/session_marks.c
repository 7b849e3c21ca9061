/* Marks of a session: changes with undo, retried writes, and messages about them. */
#include "config.h"

#include "app/actions.h"
#include "app/session.h"

#include <stdlib.h>

#include "newsreader/clock.h"
#include "newsreader/mem.h"

/* Report notes of the store and of the pages. The store's replace other messages; the
 * pages' do not replace a warning or an error. */
static bool
tell_notes(struct app_session *s)
{
	struct nr_diags notes = NR_DIAGS_INIT;
	bool any;

	nr_store_take_notes(s->store, &notes);
	any = notes.n > 0;
	for (size_t i = 0; i < notes.n; i++)
		app_tell(&s->messages, APP_WARNING, notes.v[i].text);
	nr_diags_release(&notes);
	nr_pages_take_notes(s->pages, &notes);
	any = any || notes.n > 0;
	for (size_t i = 0; i < notes.n; i++) {
		if (s->messages.tone == APP_INFO)
			app_note(&s->messages, &notes.v[i]);
		else
			app_log(&s->messages, &notes.v[i]);
	}
	nr_diags_release(&notes);
	return any;
}

/* Record whether marks wait to be written. Retries start soon and become less
 * frequent. */
static void
set_unkept(struct app_session *s, bool unkept)
{
	enum { SOON = 250, SELDOM = 8000 };

	s->keep_wait = !unkept ? 0 : !s->keep_wait ? SOON
		: s->keep_wait < SELDOM ? s->keep_wait * 2 : SELDOM;
	s->keep_at = unkept ? nr_clock_ms() + s->keep_wait : 0;
}

static void
keep(struct app_session *s)
{
	struct nr_error err = NR_ERROR_INIT;
	int rc = nr_store_retry(s->store, &err);

	if (rc == 0 && s->keep_wait)
		app_say(&s->messages, APP_INFO, APP_MSG(MARKS_WRITTEN));
	else if (rc < 0 && !s->keep_wait)
		app_fail(&s->messages, &err);
	set_unkept(s, rc < 0);
}

bool
app_session_keep_marks(struct app_session *s)
{
	bool unkept = s->keep_wait;

	if (s->keep_at ? nr_clock_ms() >= s->keep_at : nr_store_is_unkept(s->store))
		keep(s);
	return tell_notes(s) || (s->keep_wait != 0) != unkept;
}

/* Record the result of writing marks; true on success. */
static bool
is_written(struct app_session *s, int rc, const struct nr_error *err)
{
	set_unkept(s, rc < 0);
	if (rc < 0)
		app_tell(&s->messages, APP_ERROR, err->text);
	return rc == 0;
}

/* Reload the marks of the article shown. When it is read, the description of its changes
 * stays; otherwise it is recomputed if the marks ask for one. */
static void
update_article(struct app_session *s)
{
	struct app_article *a = &s->shown.article;

	a->row.marks = nr_store_marks(s->store, a->row.id);
	if (!nr_is_unread(a->row.marks) || !(a->changes || a->row.marks & NR_MARK_UPDATED))
		return;
	app_article_explain(s->store, a);
	s->shown.version++;
}

/* Update the article shown and the counts after a change of marks. */
static void
update(struct app_session *s)
{
	if (s->shown.article.row.id)
		update_article(s);
	app_session_count(s);
}

/* What a change does, by the mark that it sets or clears. */
enum kind { READ, UNREAD, STARRED, UNSTARRED, HIDDEN, UNHIDDEN };

static enum kind
kind_of(const struct app_marks *m)
{
	unsigned marks = m->set | m->clear;
	enum kind kind = marks & NR_MARK_READ ? READ : marks & NR_MARK_STARRED ? STARRED : HIDDEN;

	return m->set ? kind : kind + 1;
}

static void
say_marked(struct app_session *s, size_t n)
{
	struct app_key_name name = app_action_key(s->keymap, APP_ACTION_UNDO);
	struct app_messages *m = &s->messages;
	const char *key = name.text;

	if (n == 0) {
		app_say(m, APP_INFO, APP_MSG(NOTHING_TO_CHANGE));
		return;
	}
	switch (kind_of(&s->marks)) {
	case READ:
		app_say(m, APP_INFO, APP_MSG_N(READ, n), key, n);
		break;
	case UNREAD:
		app_say(m, APP_INFO, APP_MSG_N(UNREAD, n), key, n);
		break;
	case STARRED:
		app_say(m, APP_INFO, APP_MSG_N(STARRED, n), key, n);
		break;
	case UNSTARRED:
		app_say(m, APP_INFO, APP_MSG_N(UNSTARRED, n), key, n);
		break;
	case HIDDEN:
		app_say(m, APP_INFO, APP_MSG_N(HIDDEN, n), key, n);
		break;
	case UNHIDDEN:
		app_say(m, APP_INFO, APP_MSG_N(UNHIDDEN, n), key, n);
		break;
	}
}

/* Report an undo, or with `back` false a redo. */
static void
say_walked(struct app_session *s, size_t n, bool back)
{
	struct app_messages *m = &s->messages;

	switch (kind_of(&s->marks)) {
	case READ:
		app_say(m, APP_INFO, back ? APP_MSG_N(UNDID_READ, n)
			: APP_MSG_N(REDID_READ, n), n);
		break;
	case UNREAD:
		app_say(m, APP_INFO, back ? APP_MSG_N(UNDID_UNREAD, n)
			: APP_MSG_N(REDID_UNREAD, n), n);
		break;
	case STARRED:
		app_say(m, APP_INFO, back ? APP_MSG_N(UNDID_STARRED, n)
			: APP_MSG_N(REDID_STARRED, n), n);
		break;
	case UNSTARRED:
		app_say(m, APP_INFO, back ? APP_MSG_N(UNDID_UNSTARRED, n)
			: APP_MSG_N(REDID_UNSTARRED, n), n);
		break;
	case HIDDEN:
		app_say(m, APP_INFO, back ? APP_MSG_N(UNDID_HIDDEN, n)
			: APP_MSG_N(REDID_HIDDEN, n), n);
		break;
	case UNHIDDEN:
		app_say(m, APP_INFO, back ? APP_MSG_N(UNDID_UNHIDDEN, n)
			: APP_MSG_N(REDID_UNHIDDEN, n), n);
		break;
	}
}

/* Reload the list after an undo, and select an article that came back. */
static void
show_again(struct app_session *s)
{
	size_t n, i = 0, at;
	const int64_t *ids = app_marks_undone(&s->marks, &n);
	int64_t lost = s->list.lost;

	while (i < n && app_list_position(&s->list, ids[i], &at))
		i++;
	if (i == n || n > APP_MARKS_STEP) {
		app_session_refresh(s);
		return;
	}
	app_list_want(&s->list, ids[i]);
	app_session_refresh(s);
	/* The filter may leave it out. */
	if (!app_session_select_id(s, ids[i]) && s->list.lost)
		s->list.lost = lost;
}

/* Report a marking that is finished, and reload the list after undo and redo. */
static void
end_marking(struct app_session *s, enum app_marks_doing what)
{
	if (what == APP_MARKS_CHANGE) {
		say_marked(s, s->marks.changed);
	} else if (what == APP_MARKS_UNDO) {
		show_again(s);
		say_walked(s, s->marks.total, true);
	} else {
		app_session_refresh(s);
		say_walked(s, s->marks.total, false);
	}
}

/* Report one step of the operation `what`. */
static void
take_step(struct app_session *s, enum app_marks_doing what, int rc,
	const struct nr_error *err)
{
	update(s);
	if (!is_written(s, rc, err)) {
		if (!s->marks.doing && what != APP_MARKS_CHANGE)
			app_session_refresh(s);
	} else if (s->marks.doing) {
		app_say(&s->messages, APP_INFO, APP_MSG(MARKING),
			s->marks.done, s->marks.total,
			app_action_key(s->keymap, APP_ACTION_STOP).text);
	} else {
		end_marking(s, what);
	}
	tell_notes(s);
}

static bool
is_marking(struct app_session *s)
{
	if (s->marks.doing)
		app_say(&s->messages, APP_WARNING, APP_MSG(STILL_MARKING),
			app_action_key(s->keymap, APP_ACTION_STOP).text);
	return s->marks.doing != APP_MARKS_NOTHING;
}

void
app_session_mark(struct app_session *s, const int64_t *ids, size_t n, unsigned set,
	unsigned clear)
{
	struct nr_error err = NR_ERROR_INIT;
	int rc;

	if (is_marking(s))
		return;
	rc = app_marks_change(&s->marks, s->store, ids, n, set, clear, &err);
	take_step(s, APP_MARKS_CHANGE, rc, &err);
}

static void
step(struct app_session *s, size_t max)
{
	enum app_marks_doing what = s->marks.doing;
	struct nr_error err = NR_ERROR_INIT;
	int rc = app_marks_step(&s->marks, s->store, max, &err);

	take_step(s, what, rc, &err);
}

bool
app_session_go_on_marking(struct app_session *s)
{
	if (!s->marks.doing || s->keep_wait)
		return false;
	step(s, APP_MARKS_STEP);
	return true;
}

void
app_session_finish_marking(struct app_session *s)
{
	if (s->marks.doing)
		step(s, SIZE_MAX);
}

bool
app_session_stop_marking(struct app_session *s)
{
	if (!s->marks.doing)
		return false;
	app_marks_stop(&s->marks);
	app_session_refresh(s);
	app_say(&s->messages, APP_WARNING, APP_MSG(STOPPED_MARKING), s->marks.done,
		s->marks.total);
	return true;
}

/* Mark an article read in the version shown, which may be newer than the index. */
static int
mark_read(struct app_session *s, int64_t id, struct nr_error *err)
{
	struct nr_snapshot seen;
	int rc;

	if (id == s->shown.article.row.id)
		app_article_snapshot(&s->shown.article, &seen);
	else if (nr_store_snapshot_now(s->store, id, &seen, err) < 0)
		return -1;
	rc = app_marks_read(&s->marks, s->store, &seen, err);
	nr_snapshot_release(&seen);
	return rc;
}

void
app_session_mark_read(struct app_session *s, int64_t id)
{
	struct nr_error err = NR_ERROR_INIT;
	int rc;

	if (!id || !nr_is_unread(nr_store_marks(s->store, id)))
		return;
	rc = mark_read(s, id, &err);
	is_written(s, rc, &err);
	update(s);
	tell_notes(s);
}

static void
walk(struct app_session *s, bool back)
{
	struct nr_error err = NR_ERROR_INIT;
	int rc;

	if (is_marking(s))
		return;
	if (app_marks_can_walk(&s->marks, back)) {
		rc = app_marks_walk(&s->marks, s->store, back, &err);
		take_step(s, back ? APP_MARKS_UNDO : APP_MARKS_REDO, rc, &err);
	} else {
		app_say(&s->messages, APP_INFO, back ? APP_MSG(NOTHING_TO_UNDO)
			: APP_MSG(NOTHING_TO_REDO));
	}
}

void
app_session_undo(struct app_session *s)
{
	walk(s, true);
}

void
app_session_redo(struct app_session *s)
{
	walk(s, false);
}
