/*
 * Session: what the reader is looking at, without a screen: the list and its filter, the
 * article shown, marks, history, the scan. The UI thread alone uses it.
 *
 * Functions without an error parameter report through session->message.
 */
#ifndef APP_SESSION_H
#define APP_SESSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/article.h"
#include "app/collection.h"
#include "app/fulltext.h"
#include "app/history.h"
#include "app/live.h"
#include "app/marks.h"
#include "app/positions.h"
#include "app/article_cache.h"
#include "newsreader/job.h"
#include "newsreader/options.h"
#include "newsreader/pages.h"
#include "newsreader/scan.h"
#include "newsreader/store.h"
#include "newsreader/watch.h"

enum app_tone { APP_INFO, APP_WARNING, APP_ERROR };

/* A file is being read. */
struct app_reading {
	struct nr_job *job;			/* NULL: none is */
	struct app_article a;			/* what the index knows of it */
	int64_t until;				/* given up then: ms of nr_clock_ms */
	bool ahead;				/* begun before it was asked for last */
};

enum { APP_LOG_MAX = 500 };	/* messages kept, the last ones */

struct app_session {
	struct nr_options *options;		/* borrowed */
	const struct app_roots *roots;		/* borrowed */
	struct nr_store *store;
	struct nr_jobs *jobs;

	struct nr_filter filter;
	char *topic_hint;			/* of a topic that no article has: which one, and what
						 * is near it; NULL if there is none */
	struct nr_ids ids;			/* the list */
	unsigned list_version;			/* another one whenever it was read again, */
	unsigned list_wanted;			/* and whenever that was asked for by a key */
	struct nr_job *listing;			/* reads it, or NULL */
	bool list_due;				/* no longer to be put off */
	size_t cursor;				/* position in it; 0 when it is empty */
	bool moved;				/* the reader has chosen a place; until then it
						 * is the top, whatever a scan brings */
	int64_t lost;				/* selected until it went away, or 0; */
	bool lost_after;			/* its place was after the cursor, not before it */
	struct nr_ids fresh;			/* ascending: brought by updates of this run, and
						 * the cursor was on none of them yet */
	size_t listed;				/* how many it has, */
	size_t unread;				/* and of them unread, with updated ones */
	bool previewed;				/* it is only the first of them, whose number is
						 * expected, */
	bool counted;				/* if it is known, as the totals are, */
	bool unread_counted;			/* and of them the unread ones */
	struct nr_totals totals;
	struct app_article article;		/* shown; row.id 0: none */
	struct app_article_cache cache;			/* others */
	struct app_reading wanted, prefetch;	/* for what is shown; for what the next key may
						 * show */
	int64_t prefetch_tried;			/* the article that was read ahead last */
	int patience;				/* ms that a key waits for a file */
	unsigned article_version;		/* another one whenever it was read again */
	bool reading;				/* set it: the reader is in the article, which
						 * no update takes away then */
	struct app_article_position here, before;		/* how it is wanted, and how far it was read when
						 * it came; the same of the one before it */
	struct nr_saved page;			/* its full text; key NULL: none is kept */

	struct app_fulltext *full;
	struct nr_pages *pages;
	struct app_positions places;
	bool ahead;				/* the list's articles are being fetched */

	struct app_history history;
	struct app_marks marks;
	char *marking;				/* what is being done to them, or was last */
	bool unkept;				/* some could not be written yet, */
	int64_t keep_at, keep_wait;		/* and are tried again then, after so many ms */

	struct nr_job *scan;			/* running, or NULL */
	bool scan_all;				/* it looks at everything */
	bool scan_again;			/* set it: look once more when it has ended, */
	bool scan_anew;				/* and at unchanged files too */
	bool scan_asked;			/* set it: a key has asked for it, and is answered */
	bool untidy;				/* it wrote much, and nothing has tidied up */
	bool complete;				/* one has been through everything in this run */
	bool had_articles;			/* the index, before any scan */
	bool index_lost;			/* and has none until the next one */
	size_t to_scan;				/* files that the first scan will meet; 0: not
						 * known yet */
	struct nr_scan_progress progress;	/* of it, or of the last one */
	int64_t refresh_began, refresh_next;	/* the list is read again, and is not before
						 * then while a scan goes on */

	struct nr_watch *watch;
	struct app_live live;
	bool blind_told;			/* that some folders cannot be watched */
	bool marks_blind;			/* nor that other programs make marks: they are
						 * looked for whenever there is something else
						 * to do */

	enum app_tone tone;
	char *message;				/* shown until the next key; never NULL */
	bool unasked;				/* it is no answer to a key, and may give way */
	bool of_files;				/* a scan has said what was wrong with files */
	size_t added, updated, gone;		/* articles since then */
	struct nr_diags log;			/* every warning and error of this run, */
	size_t n_notes;				/* those of its start first */
};

struct app_session_config {
	struct nr_options *options;
	const struct app_roots *roots;
	const struct nr_filter *filter;		/* copied; topics may be unknown */
	bool read_only;
	int patience;				/* as in struct app_session */
};

int app_session_open(const struct app_session_config *config, struct app_session **out,
	struct nr_error *err);
/* Cancels the scan and waits for it. */
void app_session_close(struct app_session *s);

/* Say something on the status line; warnings and errors are logged too. It begins with a
 * capital. */
void app_session_set_message(struct app_session *s, enum app_tone tone, const char *fmt, ...)
	NR_PRINTF(3, 4);

/* Say it with its place, which the log keeps apart. */
void app_session_note(struct app_session *s, const struct nr_diag *d);

/* Log what was wrong when the program started, and say it: a single problem with its place,
 * of several how many there are. */
void app_session_report_start(struct app_session *s, const struct nr_diags *notes);
/* The same with the problems of files; nothing if all of them gave an article. `before`
 * is put before it. False if there was nothing to say. */
bool app_session_report_problems(struct app_session *s, const char *before);
/* The same for the text of an error or a note, which begins in lower case where it is no
 * name. */
void app_session_tell(struct app_session *s, enum app_tone tone, const char *text);
/* The part of a path that tells problems apart: without the only folder that is read. */
const char *app_session_short_path(const struct app_session *s, const char *path);

/* Log it without a word. */
void app_session_log(struct app_session *s, const struct nr_diag *d);

/* Say what the store could not do; but that the index was damaged app_session_follow says,
 * and has it built again. */
void app_session_fail(struct app_session *s, const struct nr_error *err);

/* Take the message back. */
void app_session_clear_message(struct app_session *s);

/* ---- the list ---- */

/* Read no more of the list than a screen shows: for the first screen, which is there as
 * soon for a hundred thousand articles, all of them marked, as for a thousand. */
void app_session_preview(struct app_session *s);
/* Read the list after that: what there is more to a preview by a job, and at once what was
 * none. */
void app_session_read_list(struct app_session *s);
/* Have all of the list now, if it is a preview. */
void app_session_complete(struct app_session *s);
/* Read list and totals again because the reader changed marks; the selected article stays
 * selected, or its nearest neighbour. What a mark alone would take away stays. */
void app_session_refresh(struct app_session *s);
/* The same because files changed, or marks elsewhere, by a job: what is being read stays
 * too. What a key asks for meanwhile counts. */
void app_session_update(struct app_session *s);
/* Read the totals again, and count the list. */
int app_session_count(struct app_session *s, struct nr_error *err);
/* Append "12 articles, 3 unread, 1 starred", of all that is read, hidden ones too. */
void app_session_add_totals(const struct app_session *s, struct nr_buf *out);
struct app_list_msg;
/* The job has ended. */
void app_session_take_list(struct app_session *s, struct app_list_msg *msg);
/* Read the list again because the filter changed; the selected article likewise. */
void app_session_filter(struct app_session *s);
/* Select by position (clamped), and show that article. */
void app_session_select(struct app_session *s, size_t position);
/* Select by id; false (and nothing changes) if the list does not hold it. */
bool app_session_select_id(struct app_session *s, int64_t id);
/* The first of n articles that the list does not hold, 0 if it holds all. */
int64_t app_session_find_missing(const struct app_session *s, const int64_t *ids, size_t n);
/* Brought by an update, not read, and the cursor has not been on it. */
bool app_session_is_fresh(const struct app_session *s, const struct nr_row *row);
void app_session_add_fresh(struct app_session *s, const struct nr_ids *ids);
/* Id at the cursor; 0 when the list is empty. */
int64_t app_session_selected(const struct app_session *s);
/* Row of an article: borrowed from nowhere, release it. False if it is gone. */
bool app_session_row(struct app_session *s, int64_t id, struct nr_row *out);
/* As nr_store_cached_row gives it, NULL if it is gone. */
const struct nr_row *app_session_cached_row(struct app_session *s, int64_t id);

/* By how many places the cursor moves to the article `by` places after the one shown, before
 * it if `by` is negative. One less than `by` if the one shown has left the list and the cursor
 * is on its neighbour on that side. `by` is not 0. */
long app_session_distance(const struct app_session *s, long by);
/* Next unread article of the list after the cursor (step 1) or before it (-1), wrapping;
 * after or before the one shown if that has left the list.
 * False if there is none. */
bool app_session_select_unread(struct app_session *s, int step);
/* The same for the text in title or excerpt. `inclusive`: the cursor's own article
 * counts first. */
bool app_session_search(struct app_session *s, const char *text, int step, bool inclusive);

/* ---- the article ---- */

/* Show an article that need not be in the list. False if there is no such. */
bool app_session_show(struct app_session *s, int64_t id);
/* Have the article at a position of the list ready to be shown, if there is one that is
 * not shown. Where it is; borrowed until the next call. NULL if there is none, or as long as
 * its file is being read. */
struct app_article *app_session_prefetch(struct app_session *s, size_t position);
/* The one that was asked for last is not ready yet. */
bool app_session_is_prefetching(const struct app_session *s);
/* An article that need not be shown, to look something up in it: borrowed, or in *read,
 * which the caller releases in any case. NULL, and it is said, if there is no such. */
const struct app_article *app_session_look_at(struct app_session *s, int64_t id,
	struct app_article *read);
/* The message of such a job; true if it is of the article shown. */
bool app_session_take_file(struct app_session *s, struct nr_msg *msg);
/* Once it is time, do without the text; true if it was. */
bool app_session_give_up_file(struct app_session *s);
void app_session_show_nothing(struct app_session *s);
/* Show the article at the cursor, if another one is shown. */
void app_session_show_selected(struct app_session *s);
/* Read the article shown again, marks and all. What is gone stays, and says so. */
void app_session_reload_article(struct app_session *s);

/* ---- the full text ---- */

/* Show the full text of the article shown, or its excerpt again. A text that is not kept is
 * fetched; the excerpt stays until it is there. */
void app_session_toggle_fulltext(struct app_session *s);
/* Fetch the full text from the next source. */
void app_session_next_source(struct app_session *s);
/* Ask the source of the text that is kept whether it has changed, and take what is new. */
void app_session_fetch_again(struct app_session *s);
/* The document of the article shown is its full text. */
bool app_session_shows_fulltext(const struct app_session *s);
/* The article shown, as it is wanted; *doc is made from scratch, and *layout if it was laid out
 * ahead. */
void app_session_doc(struct app_session *s, struct nr_doc *doc, struct nr_layout *layout);
/* Which related article to read when there is no full text; 0 if it is there, or none is. */
int64_t app_session_best(struct app_session *s);
/* Append what is going on: "Fetching web ... 3 of 50, 1 failed, 120 kB". */
void app_session_add_fetching(const struct app_session *s, struct nr_buf *out);
/* Fetch the full texts of all articles of the list. */
void app_session_fetch_list(struct app_session *s);
/* True if there was something to stop. */
bool app_session_stop_fetching(struct app_session *s);
/* A message of the jobs, if it is one of these. */
bool app_session_take_fulltext(struct app_session *s, const struct nr_msg *msg);
/* The article shown is another one, or was read again: find its page. */
void app_session_find_page(struct app_session *s);

/* Where the reader left the article shown, as it is wanted now. */
struct app_text_position app_session_position(const struct app_session *s);
/* The reader leaves an article, or this way of reading it, here: the one shown, or the one
 * shown before it. */
void app_session_keep_position(struct app_session *s, int64_t id, enum app_text view,
	const struct app_text_position *spot);

/* ---- marks ---- */

/* Set and clear marks of n articles; the status line says `what` and how to undo. What is
 * too many for one go is finished by app_session_follow; the same for undo and redo, which
 * read the list again and put the cursor on what has come back. */
void app_session_mark(struct app_session *s, const int64_t *ids, size_t n, unsigned set,
	unsigned clear, const char *what);
/* Without a word: opening an article marks it read. */
void app_session_mark_read(struct app_session *s, int64_t id);
/* Opening an updated article marks it read, and what changed stays told as long as it is
 * open: `a` is about to take the place of the article shown. */
void app_session_keep_changes(struct app_session *s, struct app_article *a);
/* The next step, if one is due; what is left, in one go; none of that: true if there was
 * something to stop. */
bool app_session_go_on_marking(struct app_session *s);
void app_session_finish_marking(struct app_session *s);
bool app_session_stop_marking(struct app_session *s);
/* Try again to write what could not be written, and say what the store has found. */
void app_session_keep_marks(struct app_session *s);
/* Say what the store has found out meanwhile, and write what is left of a file that went
 * away. True if there was something. */
bool app_session_report_marks(struct app_session *s);
/* Hear of the marks that other programs make: at the start, and when the file or its folder
 * may be another one. */
void app_session_watch_marks(struct app_session *s);
void app_session_undo(struct app_session *s);
void app_session_redo(struct app_session *s);

/* ---- the scan ---- */

/* Look at everything, and read what changed; or after the scan that runs, if that looks
 * at some folders only. */
void app_session_start_scan(struct app_session *s);
/* The same, and read every file again. */
void app_session_rescan(struct app_session *s);
void app_session_cancel_scan(struct app_session *s);
/* Take what the jobs have posted. True if anything on screen may have changed. */
bool app_session_take_messages(struct app_session *s);

/* ---- what changes on the disk ---- */

/* What to poll for reading, -1 for nothing, and for how many milliseconds, -1 for ever. */
int app_session_watch_fd(const struct app_session *s);
int app_session_timeout(const struct app_session *s);
/* After every poll: hear what has changed, and once it is time look at those files and at
 * marks that another program made. True if anything on screen may have changed. */
bool app_session_follow(struct app_session *s);

#endif
