/*
 * Session: the state of the program without a screen: the list and its filter, the
 * article shown, marks, history, the scan. Only the UI thread uses it.
 *
 * Functions without an error parameter report errors through session->messages.
 */
#ifndef APP_SESSION_H
#define APP_SESSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/collection.h"
#include "app/fulltext.h"
#include "app/list.h"
#include "app/marks.h"
#include "app/messages.h"
#include "app/resume.h"
#include "app/scanner.h"
#include "app/shown.h"
#include "app/visit.h"
#include "newsreader/job.h"
#include "newsreader/options.h"
#include "newsreader/pages.h"
#include "newsreader/store.h"

struct app_session {
	struct nr_options *options;		/* borrowed */
	struct app_keymap *keymap;		/* borrowed, or own_keymap */
	struct app_keymap own_keymap;
	const struct app_roots *roots;		/* borrowed */
	struct nr_store *store;
	struct nr_jobs *jobs;

	struct nr_filter filter;		/* set by app_session_set_filter alone */
	char *topic_hint;			/* hint on an unknown topic of the filter
						 * and similar ones; NULL if all are
						 * known */
	struct app_list list;
	struct app_shown shown;
	unsigned given;				/* APP_GIVEN_*: by the command line */
	struct app_resume resume;		/* its filter is empty meanwhile */
	struct app_visit visit;

	struct app_online online;
	struct app_fulltext *full;
	struct nr_pages *pages;
	bool ahead;				/* the texts of the whole list are being
						 * fetched */

	struct app_marks marks;
	int64_t keep_at;			/* time of the next try to write marks
						 * and positions, in ms; 0: none is due */
	int64_t keep_wait;			/* delay before it, in ms; 0: no marks
						 * have failed to be written */

	struct app_scanner scanner;
	struct app_messages messages;
};

struct app_session_config {
	struct nr_options *options;
	const struct app_roots *roots;
	const struct nr_filter *filter;		/* copied; may contain unknown topics */
	bool read_only;
	int patience;				/* as in struct app_shown */
	struct app_keymap *keymap;		/* borrowed; NULL: the preset newsreader */
	unsigned given;				/* APP_GIVEN_*: what the command line gives of
						 * filter and options */
};

int app_session_open(const struct app_session_config *config, struct app_session **out,
	struct nr_error *err);
/* Restore what the last run over these roots left: the filter with its order, the place in
 * the list, and `resume`, from which the user interface takes layout and zoom. Called by
 * app_session_open. */
void app_session_resume(struct app_session *s);
/* Keep all that for the next run; the caller has put layout and zoom into `resume`. It is
 * written with the next marks, or when the session is closed. `configured`: the options as
 * the configuration has them. What an option sets too (order, layout, unpublished) is restored
 * only as long as the configuration gives it the same value. */
void app_session_leave(struct app_session *s, const struct nr_options *configured);
/* Note that the user has done something, other than to quit. */
void app_session_touch(struct app_session *s);
/* True if a list by date has the articles since the last visit before or after the row of
 * this date. */
bool app_session_is_new(const struct app_session *s, const struct nr_date *date);
/* Cancel the running jobs, wait for them and free the session. */
void app_session_close(struct app_session *s);

/* ---- the list ---- */

/* Read only as much of the list as a screen shows, around the place where the last run
 * ended. For the first screen: marks of other articles cost nothing, and the rows above are
 * skipped in 5 ms a hundred thousand. With topics, the ids of their articles are read. */
void app_session_preview(struct app_session *s);
/* Read the list after app_session_preview: the rest of a preview by a job, otherwise all
 * of it at once. */
void app_session_read_list(struct app_session *s);
/* Read all of the list at once if it is a preview. */
void app_session_complete(struct app_session *s);
/* Read list and totals again after the user changed marks. The selected article stays
 * selected, or else its nearest neighbour. Articles that only a mark would remove stay in
 * the list. */
void app_session_refresh(struct app_session *s);
/* The same by a job, after files changed or other programs changed marks; the article
 * being read stays too. If a key reloads the list meanwhile, that result wins. */
void app_session_update(struct app_session *s);
/* The length of the list, of which a preview is only the beginning. */
size_t app_session_length(const struct app_session *s);
/* Read the totals again and count the list. */
void app_session_count(struct app_session *s);
/* Append "12 articles, 3 unread, 1 starred": the totals of the whole index, including
 * hidden articles. */
void app_session_add_totals(const struct app_session *s, struct nr_buf *out);
/* Use a copy of another filter, which may borrow from the present one, and read the list;
 * the selection is kept as in app_session_refresh, in another order only if the user has
 * put the cursor there. */
void app_session_set_filter(struct app_session *s, const struct nr_filter *filter);
/* Leave only the rows that a search for the text finds, as the filter's text does, but without
 * reading the list. */
void app_session_narrow(struct app_session *s, const char *text);
/* Select by position (clamped) and show that article. */
void app_session_select(struct app_session *s, size_t position);
/* Select by id; false, without a change, if the list does not contain it. */
bool app_session_select_id(struct app_session *s, int64_t id);
/* Read the row of an article; the caller releases it. False if it is gone. */
bool app_session_row(struct app_session *s, int64_t id, struct nr_row *out);
/* As nr_store_cached_row: borrowed; NULL if the article is gone. */
const struct nr_row *app_session_cached_row(struct app_session *s, int64_t id);

/* Select the next unread article after the cursor (step 1) or before it (-1), wrapping;
 * relative to the article shown if that has left the list. False if not found. */
bool app_session_select_unread(struct app_session *s, int step);
/* Select the next article with the text in title or excerpt. `inclusive`: the search
 * begins with the article at the cursor. */
bool app_session_search(struct app_session *s, const char *text, int step, bool inclusive);
/* As app_session_search, or without a text (NULL) app_session_select_unread, done `times`
 * times, but only the last article is shown. The list of `rows` rows in view scrolls with
 * each. Takes no longer than one round through the list, however often. */
bool app_session_search_on(struct app_session *s, const char *text, int step, size_t times,
	int rows);

/* Count the matches of a search for the text (NULL: no search) in the list, in a long list
 * by a job. Does nothing if the matches of this text are counted already. */
void app_session_count_matches(struct app_session *s, const char *text);
/* To be called before the list is searched as a whole, which takes long for frequent words:
 * have a job find what the text finds, unless that is known. False if it takes longer than
 * a part of a frame; app_session_is_seeking tells until when. */
bool app_session_seek(struct app_session *s, const char *text);
bool app_session_is_seeking(const struct app_session *s);
void app_session_stop_seeking(struct app_session *s);
/* *n: the number of matches in the list. *at: which of them is at the cursor, from 1; 0 if
 * the article at the cursor is no match. Returns false while the matches are not counted. */
bool app_session_match(const struct app_session *s, size_t *at, size_t *n);

/* Select, for the next command, all articles that a search for the text finds, or without
 * a text (NULL) the whole list. */
void app_session_pick_all(struct app_session *s, const char *text);

/* ---- the article ---- */

/* Show an article, which need not be in the list. False if there is no such article. */
bool app_session_show(struct app_session *s, int64_t id);
/* Prefetch the article at a position of the list, unless it is shown. The cached article,
 * borrowed until the next call; NULL without one, or while its file is being read. */
struct app_article *app_session_prefetch(struct app_session *s, size_t position);
/* Load an article for a look-up without showing it. Borrowed, or stored in *read, which
 * the caller releases in any case. NULL, with a message, if there is no such article. */
const struct app_article *app_session_look_at(struct app_session *s, int64_t id,
	struct app_article *read);
/* Give up reading the file once its time is over; true if it did. */
bool app_session_give_up_file(struct app_session *s);
void app_session_show_nothing(struct app_session *s);
/* Show the article at the cursor unless it is shown already. */
void app_session_show_selected(struct app_session *s);
/* Reload the article shown, with its marks. If it is gone, the old one stays and a notice
 * says so. */
void app_session_reload_article(struct app_session *s);

/* ---- the full text ---- */

/* Toggle between full text and excerpt of the article shown, or back to it from the answer
 * of a command. A text that is not kept is
 * fetched; the excerpt stays until it has arrived. */
void app_session_toggle_fulltext(struct app_session *s);
/* Fetch the full text of the article shown; `how` is for a text that is kept. */
void app_session_fetch(struct app_session *s, enum app_fulltext_how how);
/* True if the document of the article shown is its full text. */
bool app_session_shows_fulltext(const struct app_session *s);
/* The document of the article shown, in the current view. *doc need not be initialized;
 * *layout is set if the document was prefetched, which says whether it is of ASCII only;
 * no other document is. */
void app_session_doc(struct app_session *s, struct nr_doc *doc, struct nr_layout *layout);
/* Append the origin of the article's kept full text, or why it could not be fetched;
 * nothing if it was never asked for. */
void app_session_add_origin(const struct app_session *s, int64_t id, struct nr_buf *out);
/* The related article whose full text is the best replacement, or 0. */
int64_t app_session_best(struct app_session *s);
/* Append the progress of fetching: "Fetching web ... 3 of 50, 1 failed, 120 kB". */
void app_session_add_fetching(const struct app_session *s, struct nr_buf *out);
/* Fetch the full texts of all articles of the list. */
void app_session_fetch_list(struct app_session *s);
/* True if there was something to stop. */
bool app_session_stop_fetching(struct app_session *s);
/* Handles the messages of the full-text job; its owner is the session. */
bool app_session_take_fulltext(void *session, struct nr_msg *msg);
/* Load reading positions and kept page; to be called when another article is shown, or
 * the same was reloaded. */
void app_session_find_page(struct app_session *s);

/* The reading position of the article shown, in the current view. */
struct app_text_position app_session_position(const struct app_session *s);
/* Record the reading position in one view of an article that is shown, or was. */
void app_session_keep_position(struct app_session *s, int64_t id, enum app_text view,
	const struct app_text_position *spot);

/* ---- the answer of a command ---- */

/* Show what a program wrote, unchecked, in place of the article's text, until it is
 * dropped or another article is shown. */
void app_session_answer(struct app_session *s, const char *program, const struct nr_buf *text);
/* Show the article again; false if that is so already. */
bool app_session_drop_answer(struct app_session *s);
bool app_session_shows_answer(const struct app_session *s);
/* The document of the answer; *doc is empty. */
void app_session_answer_doc(const struct app_session *s, struct nr_doc *doc);

/* ---- marks ---- */

/* Set and clear marks of n articles; the message says so and how to undo it. If it
 * takes several steps, app_session_follow does the rest; the same for undo and redo,
 * which reload the list and select the article that has come back. */
void app_session_mark(struct app_session *s, const int64_t *ids, size_t n, unsigned set,
	unsigned clear);
/* Mark the article read because it was opened; no message. */
void app_session_mark_read(struct app_session *s, int64_t id);
/* Do the next step of a marking, if any; do all the rest at once; stop it. The first and
 * last return true if there was something to do or to stop. */
bool app_session_go_on_marking(struct app_session *s);
void app_session_finish_marking(struct app_session *s);
bool app_session_stop_marking(struct app_session *s);
/* Write marks and positions that wait, when that is due, or when marks are missing after
 * the state file was removed; report what the store noted. True if there was
 * something. */
bool app_session_keep_marks(struct app_session *s);
/* Watch the state file for marks of other programs; to be called at the start and when
 * the file or its folder may have been replaced. */
void app_session_watch_marks(struct app_session *s);
void app_session_undo(struct app_session *s);
void app_session_redo(struct app_session *s);

/* ---- the scan ---- */

/* Scan all roots and read changed files, or with `reparse` every file; if a scan of some
 * folders is running, do so after it. */
void app_session_start_scan(struct app_session *s, bool reparse);
void app_session_cancel_scan(struct app_session *s);
/* Deliver the messages of the jobs. True if anything on screen may have changed. */
bool app_session_take_messages(struct app_session *s);

/* ---- changes on the disk ---- */

/* How long to poll scanner.watch and the jobs, in ms; -1: without an end. */
int app_session_timeout(const struct app_session *s);
/* To be called after every poll: take changes reported by the kernel, and when due scan
 * the changed folders and look at marks of other programs. True if anything on screen may
 * have changed. */
bool app_session_follow(struct app_session *s);

#endif
