/*
 * Store: the index of articles (index.db, a cache that is rebuilt if it is missing,
 * damaged or of another version) and the state (state.db: marks, snapshots and reading
 * positions by canonical URL, and settings; never rebuilt).
 *
 * A store is used by one thread. Several stores may have the same files open, in one
 * process or in several: SQLite's write-ahead log lets them read without waiting for a
 * writer. All results are copies that the caller releases, unless they are called
 * borrowed.
 */
#ifndef NEWSREADER_STORE_H
#define NEWSREADER_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "newsreader/article.h"
#include "newsreader/buf.h"
#include "newsreader/diag.h"
#include "newsreader/error.h"
#include "newsreader/filter.h"
#include "newsreader/fs.h"
#include "newsreader/ids.h"

struct nr_pages;
struct nr_store;

struct nr_store_config {
	const char *index_path;	/* NULL: an index in memory, shared by `name` */
	const char *pages_path;	/* kept full texts, see pages.h; NULL: none */
	const char *state_path;	/* NULL: marks are in memory only */
	/* index in memory: stores of this process with the same name share it */
	const char *name;
	bool read_only;		/* state_path is not written */
	/* do not read very many marks until all are needed; look up single ones */
	bool quick;
};

/* Open, make or rebuild the files. Deviations from the configuration (index rebuilt,
 * state opened read-only because a later version wrote it or the folder cannot be
 * written, damaged state set aside as state.db.damaged-<UTC time>) are added to *notes as
 * warnings of one line each. Fails only if no index can be opened, even in memory. */
int nr_store_open(const struct nr_store_config *config, struct nr_store **out,
	struct nr_diags *notes, struct nr_error *err);
void nr_store_close(struct nr_store *s);

/* False if marks are kept for this run only (read-only, or the file cannot be
 * written). */
bool nr_store_state_is_kept(const struct nr_store *s);
/* False if opened with `quick` and marks are missing: the first totals, or the first list
 * that needs all marks, then take longer. Rows do not need all marks, nor does a list
 * with a limit that shows all articles. */
bool nr_store_has_all_marks(const struct nr_store *s);


/* Path of the index; NULL if in memory. Borrowed. */
const char *nr_store_index_path(const struct nr_store *s);
/* Checkpoint: move committed pages from the log next to the index at `path` into the
 * index, as far as no read transaction prevents it. Needs no store; errors are ignored,
 * because a later checkpoint catches up. */
void nr_store_checkpoint(const char *path);

/* "SQLite 3.40.1". */
const char *nr_store_version(void);

/* ---- writing the index: one scan ---- */

/* Each function of this header with *err may fail with NR_ERR_INPUT: the index was
 * damaged. It is then empty, and a full scan has to fill it. */

/* Begin a scan. Files not seen before nr_store_scan_end are forgotten then. */
int nr_store_scan_begin(struct nr_store *s, struct nr_error *err);
/* Commit what was put so far, so that others can read it. The scan continues. */
int nr_store_scan_flush(struct nr_store *s, struct nr_error *err);

/* A file in the index. */
struct nr_known_file {
	int64_t id;
	const char *name;
	struct nr_fs_stamp stamp;
};

struct nr_known_files {
	struct nr_known_file *v;	/* sorted by name */
	size_t n, cap;
	struct nr_arena arena;
};

void nr_known_files_release(struct nr_known_files *k);

/* Begin the listing of a folder: *out receives the files that the index has in it. The
 * folder is known to the index from now on. */
int nr_store_scan_list(struct nr_store *s, const char *folder, struct nr_known_files *out,
	struct nr_error *err);
bool nr_store_scan_knows_folder(struct nr_store *s, const char *path);
/* Of the folder at `path` and the known folders below it, treat those that are gone as
 * listed and empty. */
int nr_store_scan_below(struct nr_store *s, const char *path,
	bool (*is_gone)(const char *folder), struct nr_error *err);
/* Mark a file as seen and unchanged. */
void nr_store_scan_visited(struct nr_store *s, int64_t file);
/* If the index has this path with this stamp, mark the file as seen and return true. */
bool nr_store_scan_is_fresh(struct nr_store *s, const char *path,
	const struct nr_fs_stamp *stamp);
/* Replace the indexed content of this file. article is NULL if the file has none. The
 * texts of the diagnostics are copied. Related entries become edges, and ghosts if
 * they have no file. If two files have the same article, the one whose path sorts first
 * is used; the other gets a warning and takes over when the first is gone. A missing
 * digest is computed. */
int nr_store_scan_put(struct nr_store *s, const char *path,
	const struct nr_fs_stamp *stamp, const struct nr_article *article,
	const struct nr_diags *diags, struct nr_error *err);
/* Mark the file or folder at `path`, and known files below it, as seen, because it cannot
 * be read now. */
int nr_store_scan_keep(struct nr_store *s, const char *path, struct nr_error *err);
/* Forget the files not seen, of all folders if `complete`, otherwise of the listed ones;
 * *n is their number. */
int nr_store_scan_forget(struct nr_store *s, bool complete, size_t *n,
	struct nr_error *err);
/* The next unchanged file that must be put again, because the other file with its article
 * is gone, or NULL. Call it after nr_store_scan_forget until it returns
 * NULL. The caller frees the path. */
char *nr_store_scan_stale(struct nr_store *s);
/* Forget the files not seen if `complete` and nr_store_scan_forget was not called, drop
 * ghosts without a lister, and commit. A bulk load stays in the log until
 * nr_store_checkpoint, a later scan that writes much, or the close of the last store. */
int nr_store_scan_end(struct nr_store *s, bool complete, struct nr_error *err);
/* Check the index after a scan that put every file again, for damage that SQLite does not
 * notice, such as a changed byte. NR_ERR_INPUT if the index is inconsistent. */
int nr_store_scan_check(struct nr_store *s, struct nr_error *err);

/* Scan summary, as of the end of the scan. A moved file changes nothing in it. */
struct nr_scan_summary {
	struct nr_ids added;	/* articles that have a file now, ascending */
	size_t updated;		/* number of other articles with a new version */
	size_t gone;		/* number of articles that lost their last file */
};

void nr_store_scan_summary(struct nr_store *s, struct nr_scan_summary *out);
void nr_scan_summary_release(struct nr_scan_summary *news);

/* ---- reading ---- */

/* Calls between these two read one version of the index. They are faster, too, because
 * SQLite checks once for changes, not in every call. Marks of other programs are not seen
 * before a mark is written. Keep it short: no checkpoint can complete meanwhile. */
void nr_store_begin_read(struct nr_store *s);
void nr_store_end_read(struct nr_store *s);

enum {
	NR_MARK_READ = 1 << 0,
	NR_MARK_STARRED = 1 << 1,
	NR_MARK_HIDDEN = 1 << 2,
	NR_MARKS_STORED = NR_MARK_READ | NR_MARK_STARRED | NR_MARK_HIDDEN,
	/* read, and the file changed since; computed, never set */
	NR_MARK_UPDATED = 1 << 3
};

/* Not read, or another version of it was read. */
static inline bool
nr_is_unread(unsigned marks)
{
	return (marks & (NR_MARK_READ | NR_MARK_UPDATED)) != NR_MARK_READ;
}

/* True if a list of `show` has an article with these marks. */
static inline bool
nr_is_shown(enum nr_show show, unsigned marks)
{
	if (marks & NR_MARK_HIDDEN || show == NR_SHOW_HIDDEN)
		return marks & NR_MARK_HIDDEN && show == NR_SHOW_HIDDEN;
	return show == NR_SHOW_UNREAD ? nr_is_unread(marks)
		: show == NR_SHOW_UPDATED ? (marks & NR_MARK_UPDATED) != 0
		: show == NR_SHOW_STARRED ? (marks & NR_MARK_STARRED) != 0 : true;
}

enum { NR_NEAR_ABOVE = 400, NR_NEAR_BELOW = 2000 };	/* of nr_store_list_near */

/* A row of a list. Strings are never NULL. The excerpt of a ghost is "": only the
 * file that lists it has it. */
struct nr_row {
	int64_t id;
	char *key;		/* canonical URL or its substitute */
	char *title;
	char *excerpt;
	char *provider;
	char *type;
	char *url;		/* for the browser; "" if none */
	struct nr_date date;
	int64_t heat;		/* quality for a ghost, 0 if not known */
	bool has_heat;
	bool unpublished;	/* published: false */
	bool ghost;		/* ghost */
	unsigned marks;		/* NR_MARK_* */
	unsigned n_related;	/* number of related entries */
	int64_t version;	/* nr_article_version; 0 for a ghost */
	char *path;		/* its file; for a ghost that of the newest lister */
	size_t entry;		/* ghost: index of the entry in that file, from 0 */
};

void nr_row_release(struct nr_row *row);

/* Ids of the articles with a file that pass the filter, in its order. Hidden articles are
 * only listed by NR_SHOW_HIDDEN. */
int nr_store_list(struct nr_store *s, const struct nr_filter *f, struct nr_ids *out,
	struct nr_error *err);
/* A part of that list for a first screen: the articles near this rank, in the same order,
 * up to `limit` of them from the rank on. Looks at NR_NEAR_ABOVE articles above it and
 * NR_NEAR_BELOW below at most, so in a list of few of very many it may find none. Reads no
 * more marks than theirs. */
int nr_store_list_near(struct nr_store *s, const struct nr_filter *f, size_t rank, size_t limit,
	struct nr_ids *out, struct nr_error *err);
/* The rank of an article: how many articles are before it in the order of the filter that
 * pass the filter, whatever their marks are. False if it does not pass. Looks at all of
 * these articles. */
bool nr_store_rank(struct nr_store *s, const struct nr_filter *f, int64_t id, size_t *rank);
/* Append the ids of the articles with a file and a date after `since`, up to `until`. */
void nr_store_list_since(struct nr_store *s, int64_t since, int64_t until, struct nr_ids *out);
/* Read a row. NR_ERR_NOT_FOUND if there is no such article. Its marks are as of the last
 * call that lists, counts, or asks for marks or changes. */
int nr_store_get(struct nr_store *s, int64_t id, struct nr_row *out,
	struct nr_error *err);
/* The same from the row cache, without path ("") and entry (0). Borrowed until the next
 * call. Cheap for recent rows, especially between nr_store_begin_read and _end_read. */
const struct nr_row *nr_store_cached_row(struct nr_store *s, int64_t id, struct nr_error *err);
/* The epoch: changes when the content of the index may have changed. Marks do not
 * count. */
uint64_t nr_store_epoch(struct nr_store *s);
/* The article with this canonical URL, any of its four URLs, file path (as given or
 * resolved), 16-digit hexadecimal id, or key; 0 if no article has it. */
int64_t nr_store_find(struct nr_store *s, const char *url_or_path);

/* Search `ids` from position `from` (exclusive), wrapping around to `from` itself, in
 * steps of `step` (+1, -1). Returns the position of the first article that has all
 * words of `text` in title and excerpt, or all in its kept full text, in any order; those in
 * quotes in sequence. The last word, unless closing quotes follow it, is a prefix:
 * "bid joe" does not find "Joe Biden's", "joe bid" does. Case, diacritics and characters
 * between words are ignored. Titles of ghosts are searched in lists up to 2,048 ids. Returns
 * -1 if nothing is found or `text` has no words. */
int64_t nr_store_search(struct nr_store *s, const struct nr_ids *ids, size_t from,
	int step, const char *text);
/* Append to *out the positions, ascending, of all articles of `ids` that such a search
 * finds. Takes as long as one search for the rarest of words if there are few, but in a
 * list of 100,000 ids some tenths of a second for the most frequent ones. */
void nr_store_matches(struct nr_store *s, const struct nr_ids *ids, const char *text,
	struct nr_ids *out);
/* True if the full-text index need not be asked for this text, which takes long for
 * frequent words: it is as it was when it was asked last, and that was for the same words. */
bool nr_store_has_found(struct nr_store *s, const char *text);
/* Search in the same way for the first unread article; which ones are updated is as of
 * the last call that lists or counts. */
int64_t nr_store_next_unread(struct nr_store *s, const struct nr_ids *ids, size_t from,
	int step);
/* Append to *out the positions, ascending, of all unread articles of `ids`. */
void nr_store_unread(struct nr_store *s, const struct nr_ids *ids, struct nr_ids *out);

/* the article lists it; it lists the article */
enum { NR_EDGE_OUT = 1, NR_EDGE_IN = 2 };

struct nr_edge {
	int64_t id;
	unsigned dir;		/* NR_EDGE_OUT, NR_EDGE_IN or both */
};

struct nr_edges {
	struct nr_edge *v;
	size_t n;
};

/* The articles that article `id` lists, in its order, then those that list it, newest
 * first (these are missing during the bulk load). Each article once, never `id`
 * itself. */
int nr_store_related(struct nr_store *s, int64_t id, struct nr_edges *out,
	struct nr_error *err);
void nr_edges_release(struct nr_edges *e);

struct nr_count {
	char *name;
	size_t n;		/* articles with a file that are not hidden */
	size_t unread;
};

struct nr_counts {
	struct nr_count *v;
	size_t n;
};

/* The topic with this name, compared folded, in the spelling of the index, or NULL.
 * The caller frees it. */
char *nr_store_topic(struct nr_store *s, const char *name, struct nr_error *err);
/* All topics or providers, by falling number of articles, then by name. */
int nr_store_topics(struct nr_store *s, struct nr_counts *out, struct nr_error *err);
int nr_store_providers(struct nr_store *s, struct nr_counts *out, struct nr_error *err);
void nr_counts_release(struct nr_counts *c);

/* Numbers of: articles with a file; of these the hidden ones; of the others the unread
 * (including updated), updated, starred and unpublished ones; files without an article;
 * diagnostics. */
struct nr_totals {
	size_t articles, unread, updated, starred, unpublished, hidden, failed, problems;
};

int nr_store_totals(struct nr_store *s, struct nr_totals *out, struct nr_error *err);
/* The same, with the articles as of the last count and the current marks. Cheap, because
 * it does not read all articles after a change of the index. */
int nr_store_counted(struct nr_store *s, struct nr_totals *out, struct nr_error *err);
/* The number of these articles that are unread or updated, as of the last totals. */
size_t nr_store_count_unread(struct nr_store *s, const struct nr_ids *ids);
/* The heat that about one in twenty of these articles reaches, found out from a few dozen
 * of them however many there are; of few articles the highest one. 0 if none has heat, or
 * on an error, which the next list reports. */
int64_t nr_store_high_heat(struct nr_store *s, const struct nr_ids *ids);

/* A list query that runs on a worker while the store stays in use. It works on a copy of
 * the marks, or reads them itself if the store has not read all of them; marks that
 * change meanwhile are applied at its end. One at a time. */
struct nr_list_query;

/* Called by the store's thread. */
struct nr_list_query *nr_list_query_begin(struct nr_store *s);
/* Set a function that is polled during the query; the query stops when it returns
 * true. */
void nr_list_query_set_cancel(struct nr_list_query *l, bool (*cancelled)(void *ctx), void *ctx);
/* Called once, by any thread; works as nr_store_list and nr_store_totals together. */
int nr_list_query_read(struct nr_list_query *l, const struct nr_filter *f, struct nr_ids *out,
	struct nr_error *err);
/* Called by the store's thread after a successful read: the store takes over the marks
 * and totals. False, with nothing taken over, if all marks were reloaded from disk
 * meanwhile or the query could not read them. */
bool nr_list_query_end(struct nr_store *s, struct nr_list_query *l);
/* May be called at any time. */
void nr_list_query_free(struct nr_list_query *l);

/* nr_store_matches on a worker, on copies of ids and text. */
struct nr_match_query;

/* Called by the store's thread. */
struct nr_match_query *nr_match_query_begin(struct nr_store *s, const struct nr_ids *ids,
	const char *text);
/* As nr_list_query_set_cancel. */
void nr_match_query_set_cancel(struct nr_match_query *q, bool (*cancelled)(void *ctx),
	void *ctx);
/* Called once, by any thread. After it was cancelled, *out is not complete. */
int nr_match_query_read(struct nr_match_query *q, struct nr_ids *out, struct nr_error *err);
/* Called by the store's thread after a read that was not cancelled: what lists and searches
 * for the same words then take from the query, even after the index has changed, until
 * another one of these or a list query with the words ends. */
void nr_match_query_end(struct nr_store *s, struct nr_match_query *q);
void nr_match_query_free(struct nr_match_query *q);

/* The number of diagnostics in the index, and of files without an article. */
int nr_store_count_problems(struct nr_store *s, size_t *problems, size_t *failed,
	struct nr_error *err);
/* Append every diagnostic in the index, sorted by path and line. */
int nr_store_problems(struct nr_store *s, struct nr_diags *out, struct nr_error *err);

/* ---- the state: marks, snapshots, reading positions, settings ---- */

/* Snapshot: what was known of an article when it was read. */
struct nr_snapshot {
	int64_t id;
	/* nr_article_version; 0: neither it nor the rest is known */
	int64_t version;
	char *title;		/* NULL: only the version is known */
	int64_t heat;
	bool has_heat;
	uint64_t excerpt;	/* hash of the excerpt */
	struct nr_ids related;	/* sorted */
};

void nr_snapshot_release(struct nr_snapshot *seen);
/* The snapshot of an identified article. */
void nr_snapshot_of_article(const struct nr_article *a, struct nr_snapshot *out);
/* The snapshot of article `id` as it is in the index; version 0 if it has no file. */
int nr_store_snapshot_now(struct nr_store *s, int64_t id, struct nr_snapshot *out,
	struct nr_error *err);
/* The snapshot kept when the article was read; its version is 0 without one. */
void nr_store_snapshot(struct nr_store *s, int64_t id, struct nr_snapshot *out);
/* Only its version; cheap. */
int64_t nr_store_version_read(struct nr_store *s, int64_t id);

/* Set the marks in `set`, then clear those in `clear`, for n articles, in one transaction
 * that is on disk when this returns. For NR_MARK_READ the snapshot is taken from the
 * index. NR_ERR_STATE: could not be written, maybe because another program was writing
 * for 200 ms; the marks then hold for this run and are written when this function,
 * nr_store_mark_read, _retry or _keep next succeeds. */
int nr_store_mark(struct nr_store *s, const int64_t *ids, size_t n, unsigned set,
	unsigned clear, struct nr_error *err);
/* Mark read with these snapshots. A snapshot with a version only is completed from the
 * index if that has the same version. */
int nr_store_mark_read(struct nr_store *s, const struct nr_snapshot *seen, size_t n,
	struct nr_error *err);
/* Change marks of one article in memory; the next call of a function that writes marks
 * writes them. */
void nr_store_set(struct nr_store *s, int64_t id, unsigned set, unsigned clear);
void nr_store_set_read(struct nr_store *s, const struct nr_snapshot *seen);

/* Reading position in the text of an article; the caller defines what the numbers
 * mean. */
struct nr_position {
	bool fulltext;		/* in the full text, not in the excerpt */
	size_t block, offset;
	size_t above;		/* number of blank lines in view above it */
};

enum { NR_PLACES_MAX = 10000 };	/* older ones are dropped */

/* False if no position is known. */
bool nr_store_position(struct nr_store *s, int64_t id, struct nr_position *out);
/* Set in memory, or delete with NULL; written with the next marks. */
void nr_store_set_position(struct nr_store *s, int64_t id, const struct nr_position *place);

/* Settings: what the program itself remembers from run to run, as texts by name, such as
 * where the divider is. One that belongs to one set of roots has the id of its index in its
 * name. Neither exported nor merged. */

enum { NR_SETTINGS_MAX = 1000 };	/* those written longest ago are dropped */

/* Append the value to *out. False, with nothing appended, if there is no such setting. */
bool nr_store_setting(struct nr_store *s, const char *name, struct nr_buf *out);
/* Set in memory, or delete with NULL; written with the next marks, at the latest when the
 * store is closed. Of several programs the last to write wins. If the state is not written,
 * the value holds for this run. */
void nr_store_set_setting(struct nr_store *s, const char *name, const char *value);

/* True if marks are not on disk yet, but may be written later. */
bool nr_store_is_unkept(const struct nr_store *s);
/* Write pending changes. NR_ERR_STATE if that fails again. */
int nr_store_retry(struct nr_store *s, struct nr_error *err);
/* The same at the end of a run: also writes all marks again if the file was removed
 * meanwhile, and waits a few seconds for another program. */
int nr_store_keep(struct nr_store *s, struct nr_error *err);
/* Marks of one article, 0 if not found. */
unsigned nr_store_marks(struct nr_store *s, int64_t id);
/* True if another connection changed the index or the state since the last call. */
bool nr_store_changed(struct nr_store *s);
/* True once after the index was damaged, removed or replaced: a scan has to fill it. */
bool nr_store_take_loss(struct nr_store *s);
/* Append the diagnostics that were collected since the last call (a damaged state was
 * recovered, ...), one line each. */
void nr_store_take_notes(struct nr_store *s, struct nr_diags *out);

/* The state of one article. Times are in seconds; 0 for a mark that is not set or a
 * position that is not known. */
struct nr_kept {
	char *key;		/* "" if not known */
	int64_t id;
	int64_t read, starred, hidden;
	struct nr_snapshot seen;	/* version 0 if not read or not known */
	int64_t placed;		/* time of the reading position */
	struct nr_position place;
};

/* Call each() for each article with marks or a reading position, by key and then id,
 * until it returns false. It may take over the row's texts and set them to NULL.
 * NR_ERR_STATE: the file cannot be read to its end. */
int nr_store_state_export(struct nr_store *s, bool (*each)(void *ctx, struct nr_kept *kept),
	void *ctx, struct nr_error *err);
/* Merge rows: for each mark and position the newest time wins, for the snapshot the
 * newest reading. *changed is increased by the number of articles changed. One
 * transaction, all or nothing. NR_ERR_STATE if it fails. */
int nr_store_state_merge(struct nr_store *s, const struct nr_kept *v, size_t n,
	size_t *changed, struct nr_error *err);

#endif
