/*
 * Scans of a session: starts them, takes their messages, and follows changes on the disk.
 */
#include "config.h"

#include <stdlib.h>

#include "app/actions.h"
#include "app/jobs.h"
#include "app/session.h"
#include "newsreader/clock.h"
#include "newsreader/date.h"
#include "newsreader/fs.h"
#include "newsreader/mem.h"

enum { MANY = 1000 };	/* files read by a scan that require a checkpoint */

static nr_msg_fn take_progress, take_count;

/* `only` may be NULL: everything. */
static void
start(struct app_session *s, struct nr_changes *only, bool reparse)
{
	struct app_scanner *sc = &s->scanner;
	struct app_scan_task task = {
		.roots = s->roots,
		.only = only && !only->all && !sc->index_lost ? only : NULL,
		.watch = sc->watch,
		.reparse = reparse,
	};

	sc->progress = (struct nr_scan_progress){ .seen = 0 };
	if (sc->index_lost)
		sc->complete = sc->had_articles = false;
	else if (!sc->complete)
		sc->had_articles = s->list.totals.articles > 0;
	sc->index_lost = false;
	sc->all = task.only == NULL;
	sc->job = app_scan_start(s->jobs, &task, take_progress);
	sc->began = nr_clock_ms();
	sc->to_scan = 0;
	if (!sc->complete && !sc->had_articles)
		app_count_start(s->jobs, s->roots, take_count);
}

void
app_session_start_scan(struct app_session *s, bool reparse)
{
	struct app_scanner *sc = &s->scanner;

	if (!sc->job) {
		start(s, NULL, reparse);
	} else if (sc->all && !reparse) {
		app_say(&s->messages, APP_INFO, APP_MSG(ALREADY_SCANNING));
	} else {
		sc->again = true;
		sc->reparse |= reparse;
	}
}

void
app_session_cancel_scan(struct app_session *s)
{
	if (s->scanner.job)
		nr_job_cancel(s->scanner.job);
}

/* Check the topics of the filter after a full scan, which has found all that exist. An
 * unknown topic stays in the filter: articles may have it later. */
static void
check_topics(struct app_session *s)
{
	struct nr_error err = NR_ERROR_INIT;

	NR_FREE(s->topic_hint);
	if (app_topics_check(s->store, &s->filter, &err) == 0)
		return;
	if (err.code != NR_ERR_NOT_FOUND) {
		app_fail(&s->messages, &err);
		return;
	}
	app_tell(&s->messages, APP_WARNING, err.text);
	s->topic_hint = nr_strdup(s->messages.text);
}

static void
say_stopped(struct app_session *s, const struct nr_scan_progress *p)
{
	struct app_key_name key = app_action_key(s->keymap, APP_ACTION_RELOAD);

	if (p->total)
		app_say(&s->messages, APP_WARNING, APP_MSG(STOPPED_SCAN_OF), p->seen, p->total,
			key.text);
	else
		app_say(&s->messages, APP_WARNING, APP_MSG_N(STOPPED_SCAN, p->seen), p->seen,
			key.text);
}

static struct nr_buf *
next(struct nr_buf *out)
{
	if (out->len)
		nr_buf_addz(out, ", ");
	return out;
}

/* Mark the articles that are new since the last visit: by their date, or found by the
 * first scan. Returns their number. */
static size_t
mark_new(struct app_session *s, const struct nr_ids *added)
{
	struct nr_ids ids = NR_IDS_INIT;
	size_t n;

	nr_store_list_since(s->store, s->visit.since, nr_date_now(), &ids);
	nr_ids_append(&ids, added->v, added->n);
	nr_ids_sort(&ids);
	app_list_add_fresh(&s->list, &ids);
	n = ids.n;
	nr_ids_release(&ids);
	return n;
}

/* Add what a scan has found to what has changed since the last key. */
static void
add_summary(struct app_session *s, const struct nr_scan_summary *news, bool first)
{
	struct app_messages *m = &s->messages;

	if (!s->scanner.complete && !s->scanner.had_articles)
		return;
	m->since_visit |= first && s->visit.since;
	m->added += first && s->visit.since ? mark_new(s, &news->added) : news->added.n;
	m->updated += news->updated;
	m->gone += news->gone;
}

/* "12 new, 3 updated", "12 new since yesterday 22:40", "Nothing new since 22:40". */
static void
format_summary(const struct app_session *s, struct nr_buf *out)
{
	const struct app_messages *m = &s->messages;
	struct nr_buf parts = NR_BUF_INIT;
	char since[NR_DATE_TEXT];

	if (m->added)
		nr_buf_addf(next(&parts), APP_MSG(N_NEW), m->added);
	if (m->updated)
		nr_buf_addf(next(&parts), APP_MSG(N_UPDATED), m->updated);
	if (m->gone)
		nr_buf_addf(next(&parts), APP_MSG(N_GONE), m->gone);
	nr_date_moment(s->visit.since, nr_date_now(), since);
	if (!m->since_visit)
		nr_buf_addz(out, nr_buf_str(&parts));
	else if (parts.len)
		nr_buf_addf(out, APP_MSG(NEWS_SINCE), nr_buf_str(&parts), since);
	else
		nr_buf_addf(out, APP_MSG(NOTHING_SINCE), since);
	nr_buf_release(&parts);
}

/* Say what has changed since the last key, but do not replace an answer to it. Bad news
 * stay as long as they are true. */
static void
report_summary(struct app_session *s, const struct app_scan_msg *msg)
{
	bool first = s->scanner.all && !s->scanner.complete, reported = false;
	struct nr_buf b = NR_BUF_INIT, before = NR_BUF_INIT;

	add_summary(s, &msg->news, first);
	if (s->messages.since_visit || s->messages.added || s->messages.updated
		|| s->messages.gone)
		format_summary(s, &b);
	if (b.len)
		nr_buf_addf(&before, "%s; ", nr_buf_str(&b));
	if (first || msg->progress.failed || s->messages.of_files)
		reported = app_messages_report_files(&s->messages, s->roots, s->store,
			nr_buf_str(&before));
	if (reported) {
		s->messages.of_files = true;
	} else if (s->messages.of_files || (b.len && s->messages.unasked)) {
		app_say(&s->messages, APP_INFO, "%s", nr_buf_str(&b));
		s->messages.unasked = true;
	}
	nr_buf_release(&b);
	nr_buf_release(&before);
}

static void
tell_end(struct app_session *s, const struct app_scan_msg *msg, bool again)
{
	if (msg->error.code == NR_ERR_CANCELLED) {
		say_stopped(s, &msg->progress);
	} else if (msg->error.code != NR_ERR_NONE) {
		app_fail(&s->messages, &msg->error);
	} else {
		report_summary(s, msg);
		if (again)
			return;
		/* Answer the key that asked for the scan, if no other message is shown. */
		if (s->scanner.asked && s->messages.unasked && !*s->messages.text)
			app_say(&s->messages, APP_INFO, APP_MSG(NOTHING_CHANGED));
	}
	s->scanner.asked = false;
}

static void
report_unwatched(struct app_session *s)
{
	struct app_scanner *sc = &s->scanner;
	const char *why = nr_watch_unwatched(sc->watch);

	app_live_set_polling(&sc->live, why != NULL, nr_clock_ms());
	if (!why || sc->blind_reported)
		return;
	sc->blind_reported = true;
	app_say(&s->messages, APP_WARNING, APP_MSG(NOT_WATCHED), why,
		app_action_key(s->keymap, APP_ACTION_RELOAD).text);
}

void
app_session_watch_marks(struct app_session *s)
{
	char *state = nr_fs_xdg(NR_FS_STATE, "state.db");

	if (state)
		s->scanner.marks_blind = !nr_watch_file(s->scanner.watch, state);
	free(state);
}

static void
hear_changes(struct app_scanner *sc)
{
	struct nr_changes found = NR_CHANGES_INIT;

	nr_watch_read(sc->watch, &found);
	app_live_note(&sc->live, &found, nr_clock_ms());
}

static void
end_scan(struct app_session *s, const struct app_scan_msg *msg)
{
	struct app_scanner *sc = &s->scanner;
	bool reparse = sc->reparse, again = sc->again;

	sc->job = NULL;
	sc->again = sc->reparse = false;
	tell_end(s, msg, again);
	if (sc->complete)
		app_list_add_fresh(&s->list, &msg->news.added);
	if (sc->all) {
		check_topics(s);
		sc->complete |= msg->error.code == NR_ERR_NONE;
	}
	sc->untidy |= msg->progress.parsed >= MANY;
	/* Changes in folders that the scan has begun to watch. */
	hear_changes(sc);
	report_unwatched(s);
	if (again && msg->error.code != NR_ERR_CANCELLED)
		start(s, NULL, reparse);
}

/* Reload the list if index or marks have changed. During a scan this must not take all
 * the time. */
static bool
look(struct app_session *s)
{
	if (s->list.job || !(s->list.due || nr_clock_ms() >= s->list.next))
		return false;
	s->list.due = false;
	if (!nr_store_changed(s->store))
		return false;
	app_session_update(s);
	return true;
}

/* Until the scan knows the total itself, the count's is shown. */
static void
use_count(struct app_scanner *sc)
{
	if (sc->job && !sc->progress.total && sc->to_scan >= sc->progress.seen)
		sc->progress.total = sc->to_scan;
}

static bool
take_progress(void *session, struct nr_msg *base)
{
	const struct app_scan_msg *msg = (const struct app_scan_msg *)base;
	struct app_session *s = session;

	if (base->job != s->scanner.job)
		return false;
	s->scanner.progress = msg->progress;
	if (base->last) {
		s->list.due = true;
		end_scan(s, msg);
	}
	use_count(&s->scanner);
	return true;
}

static bool
take_count(void *session, struct nr_msg *base)
{
	struct app_session *s = session;

	s->scanner.to_scan = ((const struct app_scan_msg *)base)->progress.total;
	use_count(&s->scanner);
	return true;
}

/* Start a checkpoint, not during a list query: its older view of the index would block
 * it. */
static void
tidy(struct app_session *s)
{
	const char *path = nr_store_index_path(s->store);

	if (!s->scanner.untidy || s->scanner.job || s->list.job)
		return;
	s->scanner.untidy = false;
	if (path)
		app_checkpoint_start(s->jobs, path);
}

bool
app_session_take_messages(struct app_session *s)
{
	bool any = nr_jobs_deliver(s->jobs, s);

	if (any)
		look(s);
	tidy(s);
	return any;
}

int
app_session_timeout(const struct app_session *s)
{
	int64_t now = nr_clock_ms(), left = s->keep_at > now ? s->keep_at - now : 0;
	int timeout = app_live_timeout(&s->scanner.live, s->scanner.job != NULL, now);

	if (s->marks.doing && !s->keep_wait)
		return 0;
	if (s->keep_at && (timeout < 0 || left < timeout))
		timeout = (int)left;
	left = s->shown.wanted.until > now ? s->shown.wanted.until - now : 0;
	return s->shown.wanted.job && (timeout < 0 || left < timeout) ? (int)left : timeout;
}

/* Rebuild a lost index, which is empty now. Articles found again are not counted as
 * new. */
static bool
restore_index(struct app_session *s)
{
	if (!nr_store_take_loss(s->store))
		return false;
	app_say(&s->messages, APP_WARNING, APP_MSG(INDEX_DAMAGED));
	s->scanner.index_lost = true;
	if (s->scanner.job)
		s->scanner.again = true;
	else
		start(s, NULL, false);
	return true;
}

static void
look_at_changes(struct app_session *s)
{
	struct app_scanner *sc = &s->scanner;
	struct nr_changes only = NR_CHANGES_INIT;

	if (app_live_take_round(&sc->live, nr_clock_ms())) {
		nr_watch_add_unwatched(sc->watch, &only);
		app_live_note(&sc->live, &only, nr_clock_ms());
	}
	if (app_live_take_folders(&sc->live, nr_clock_ms(), &only))
		start(s, &only, false);
	nr_changes_release(&only);
}

bool
app_session_follow(struct app_session *s)
{
	struct app_scanner *sc = &s->scanner;
	bool changed;

	hear_changes(sc);
	changed = app_session_give_up_file(s);
	changed = app_session_go_on_marking(s) || changed;
	changed = restore_index(s) || changed;
	if (!sc->job)
		look_at_changes(s);
	if (app_live_take_marks(&sc->live, nr_clock_ms()) || sc->marks_blind) {
		s->list.due = true;
		/* Writes of this program itself do not count as changes. */
		changed = look(s) || changed;
		app_session_watch_marks(s);
	}
	/* Problems found while looking at the marks. */
	return app_session_keep_marks(s) || changed;
}
