/*
 * Store: the index of articles (index.db, a cache that is rebuilt whenever it is missing,
 * damaged or of another version) and the reader's state (state.db: read, starred, hidden,
 * by canonical URL, never rebuilt).
 *
 * A store is used by one thread. Two stores may have the same files open, in one process
 * or in several: SQLite's write-ahead log keeps readers from waiting for the writer.
 * Everything returned is a copy that the caller releases.
 */
#ifndef NEWSREADER_STORE_H
#define NEWSREADER_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "newsreader/article.h"
#include "newsreader/diag.h"
#include "newsreader/error.h"
#include "newsreader/filter.h"
#include "newsreader/fs.h"

struct nr_pages;
struct nr_store;

struct nr_store_config {
	const char *index_path;	/* NULL: a private index in memory, shared by `name` */
	const char *pages_path;	/* fetched pages, see pages.h; NULL: there are none */
	const char *state_path;	/* NULL: marks live in memory only */
	const char *name;	/* for an index in memory: stores of this process with the
				 * same name share it */
	bool read_only;		/* nothing is written to state_path */
	bool quick;		/* of many marks, look up those asked for until all are needed */
};

/* Open, make or rebuild. What had to be done instead of what was asked (index rebuilt,
 * state opened read-only because a later version wrote it or the folder cannot be
 * written, damaged state set aside as state.db.damaged-<UTC time>) is added to *notes as
 * warnings, one clear line each. Fails only if nothing works. */
int nr_store_open(const struct nr_store_config *config, struct nr_store **out,
	struct nr_diags *notes, struct nr_error *err);
void nr_store_close(struct nr_store *s);

/* False: marks are kept for this run only (read-only, or no place to write). */
bool nr_store_state_is_kept(const struct nr_store *s);
/* False: opened quickly, and the first total, or the first list that needs all marks, takes
 * the longer. A list with a limit that shows all does without, and so do rows. */
bool nr_store_has_all_marks(const struct nr_store *s);


/* Where the index is; NULL if in memory. */
const char *nr_store_index_path(const struct nr_store *s);
/* Move what was committed from the log beside the index at `path` into the index, as far as
 * no reader is in the way. It needs no store; what fails is left for the next time. */
void nr_store_checkpoint(const char *path);

/* "SQLite 3.40.1". */
const char *nr_store_version(void);

/* ---- writing the index: one scan ---- */

/* Each of these functions and of the reading ones that takes *err may fail with
 * NR_ERR_INPUT: the index was found damaged. It is empty then, and filled by a scan from
 * the beginning. */

/* Begin a scan. Files not seen until nr_store_scan_end are forgotten then. */
int nr_store_scan_begin(struct nr_store *s, struct nr_error *err);
/* Write what was put so far, so that readers see it. The scan goes on. */
int nr_store_scan_flush(struct nr_store *s, struct nr_error *err);

/* A file as the index has it. */
struct nr_known_file {
	int64_t id;
	const char *name;
	struct nr_fs_stamp stamp;
};

struct nr_known_files {
	struct nr_known_file *v;	/* by name */
	size_t n, cap;
	struct nr_arena arena;
};

#define NR_KNOWN_FILES_INIT { NULL, 0, 0, NR_ARENA_INIT }
void nr_known_files_clear(struct nr_known_files *k);
void nr_known_files_release(struct nr_known_files *k);

/* A folder is looked at: what the index knows of it replaces what is in *out. The folder
 * itself is known from now on. */
int nr_store_scan_list(struct nr_store *s, const char *folder, struct nr_known_files *out,
	struct nr_error *err);
bool nr_store_scan_knows_folder(struct nr_store *s, const char *path);
/* Of the folder at `path` and those known below it, those that are gone count as looked at
 * and empty. */
int nr_store_scan_below(struct nr_store *s, const char *path,
	bool (*is_gone)(const char *folder), struct nr_error *err);
/* This file is there and unchanged. */
void nr_store_scan_visited(struct nr_store *s, int64_t file);
/* Seen and unchanged: true if the index has this path with this stamp, and nothing else
 * is to do. */
bool nr_store_scan_is_fresh(struct nr_store *s, const char *path,
	const struct nr_fs_stamp *stamp);
/* Replace what the index has of this file. article may be NULL: the file gave none.
 * Takes the diagnostics' texts as copies. Related entries become edges, and articles of
 * their own where there is no file ("ghosts"). Of two files of one article the one whose
 * path sorts first counts; the other is remembered with a warning and takes over when
 * the first goes away. What nr_article_digest makes is made here if it is missing. */
int nr_store_scan_put(struct nr_store *s, const char *path,
	const struct nr_fs_stamp *stamp, const struct nr_article *article,
	const struct nr_diags *diags, struct nr_error *err);
/* Count the file or folder at `path`, and what is known below it, as seen: it cannot be
 * looked at now. */
int nr_store_scan_keep(struct nr_store *s, const char *path, struct nr_error *err);
/* Forget the files not seen, of all folders if `complete`, else of those looked at; *n is
 * how many. */
int nr_store_scan_forget(struct nr_store *s, bool complete, size_t *n,
	struct nr_error *err);
/* The next unchanged file that must be put again, because it has an article whose other
 * file went away; NULL if no file is left. Asked after nr_store_scan_forget, until NULL. The
 * caller frees it. */
char *nr_store_scan_stale(struct nr_store *s);
/* Forget the files not seen if `complete` and nothing was forgotten yet, drop ghosts that
 * nobody lists, and commit. What filled an empty index then waits in the log for
 * nr_store_checkpoint, for a later scan that writes much, or for the last store to be
 * closed. */
int nr_store_scan_end(struct nr_store *s, bool complete, struct nr_error *err);
/* After a scan that put every file again: a byte that became another one may be damage of
 * which SQLite knows nothing. NR_ERR_INPUT if the index contradicts itself. */
int nr_store_scan_check(struct nr_store *s, struct nr_error *err);

struct nr_ids {
	int64_t *v;
	size_t n;
};

void nr_ids_release(struct nr_ids *ids);

/* What a scan brought, as of its end. A file that was moved is no news. */
struct nr_scan_summary {
	struct nr_ids added;	/* articles that have a file now, ascending */
	size_t updated;		/* how many others tell something else now */
	size_t gone;		/* how many have no file any more */
};

void nr_store_scan_summary(struct nr_store *s, struct nr_scan_summary *out);
void nr_scan_summary_release(struct nr_scan_summary *news);

/* ---- reading ---- */

/* What is read between the two is of one moment, and takes less time: SQLite looks once,
 * not at every call, whether the index has changed. Marks that others make meanwhile are not
 * seen before a mark is written. Not for long: the index cannot be tidied up meanwhile. */
void nr_store_begin_read(struct nr_store *s);
void nr_store_end_read(struct nr_store *s);

enum {
	NR_MARK_READ = 1 << 0,
	NR_MARK_STARRED = 1 << 1,
	NR_MARK_HIDDEN = 1 << 2,
	NR_MARKS_STORED = NR_MARK_READ | NR_MARK_STARRED | NR_MARK_HIDDEN,
	NR_MARK_UPDATED = 1 << 3	/* read, and its file has changed since; found
					 * out, never set */
};

/* Never read, or another version of it. */
static inline bool
nr_is_unread(unsigned marks)
{
	return (marks & (NR_MARK_READ | NR_MARK_UPDATED)) != NR_MARK_READ;
}

/* What a list shows of an article. Strings are never NULL. A ghost's excerpt is in the file
 * that lists it only, "" here. */
struct nr_row {
	int64_t id;
	char *key;		/* canonical URL or its substitute */
	char *title;
	char *excerpt;
	char *provider;
	char *type;
	char *url;		/* what a browser opens; "" if none */
	struct nr_date date;
	int64_t heat;		/* quality for a ghost, 0 if not known */
	bool has_heat;
	bool unpublished;	/* published: false */
	bool ghost;		/* known from a related entry only */
	unsigned marks;		/* NR_MARK_* */
	unsigned n_related;	/* edges from it */
	int64_t version;	/* nr_article_version of its file, 0 for a ghost */
	char *path;		/* its file; for a ghost that of the newest lister */
	size_t entry;		/* ghost: which related entry of that file, from 0 */
};

void nr_row_release(struct nr_row *row);

/* Ids of the articles with a file that pass the filter, in order, not more than `limit` of
 * them (0: all). Hidden ones are only in the list of hidden ones. */
int nr_store_list(struct nr_store *s, const struct nr_filter *f, size_t limit,
	struct nr_ids *out, struct nr_error *err);
/* NR_ERR_NOT_FOUND if there is no such article. Its marks are as of the last call that
 * lists, counts, asks for marks or for changes. */
int nr_store_get(struct nr_store *s, int64_t id, struct nr_row *out,
	struct nr_error *err);
/* The same without path ("") and entry (0), and lent: valid until the next call. Cheap for
 * rows that were lent lately, while the store is held. */
const struct nr_row *nr_store_cached_row(struct nr_store *s, int64_t id, struct nr_error *err);
/* Another number whenever the index may tell something else than before; marks do not
 * count. */
uint64_t nr_store_epoch(struct nr_store *s);
/* The article with this canonical URL, any of its four URLs, file path (as given, or
 * resolved), 16-digit hexadecimal id, or key; 0 if none. */
int64_t nr_store_find(struct nr_store *s, const char *url_or_path);

/* In `ids` from position `from` (exclusive) on, wrapping around, `from` itself last, in
 * steps of `step` (+1, -1): the position of the first article whose title or excerpt has
 * the words of the text one after the other, the last one as the beginning of a word:
 * "joe bid" finds "Joe Biden's". Case, diacritics and what stands between words do not
 * count. Full texts that were fetched are searched, too. Of a ghost without one the title
 * is, in lists up to 2,048 ids. -1 if there is none, or no word in the text. */
int64_t nr_store_search(struct nr_store *s, const struct nr_ids *ids, size_t from,
	int step, const char *text);
/* In the same way the first unread one; which of those read are updated is as of the last
 * call that lists or counts. */
int64_t nr_store_next_unread(struct nr_store *s, const struct nr_ids *ids, size_t from,
	int step);

enum { NR_EDGE_OUT = 1, NR_EDGE_IN = 2 };	/* lists it; is listed by it */

struct nr_edge {
	int64_t id;
	unsigned dir;		/* NR_EDGE_OUT, _IN or both */
};

struct nr_edges {
	struct nr_edge *v;
	size_t n;
};

/* What article `id` lists, in its order, then who lists it, newest first (not before the
 * index was filled for the first time); each article once, never itself. */
int nr_store_related(struct nr_store *s, int64_t id, struct nr_edges *out,
	struct nr_error *err);
void nr_edges_release(struct nr_edges *e);

struct nr_count {
	char *name;
	size_t n;		/* articles with a file, not hidden */
	size_t unread;
};

struct nr_counts {
	struct nr_count *v;
	size_t n;
};

/* The topic of this name, compared folded, as the index spells it; NULL if there is none.
 * The caller frees it. */
char *nr_store_topic(struct nr_store *s, const char *name, struct nr_error *err);
/* All topics, or providers, most articles first, then by name. */
int nr_store_topics(struct nr_store *s, struct nr_counts *out, struct nr_error *err);
int nr_store_providers(struct nr_store *s, struct nr_counts *out, struct nr_error *err);
void nr_counts_release(struct nr_counts *c);

/* How many articles with a file there are; how many are hidden, and of the others unread
 * (with the updated ones), updated, starred, unpublished; files that gave none;
 * diagnostics. */
struct nr_totals {
	size_t articles, unread, updated, starred, unpublished, hidden, failed, problems;
};

int nr_store_totals(struct nr_store *s, struct nr_totals *out, struct nr_error *err);
/* The same with the articles as of the last time they were counted, and the marks as they
 * are: at no cost, where that would go through all articles. */
int nr_store_counted(struct nr_store *s, struct nr_totals *out, struct nr_error *err);
/* The number of these that are unread or updated, as of the last totals. */
size_t nr_store_count_unread(struct nr_store *s, const struct nr_ids *ids);

/* A look: list and totals are read by another thread, while the store goes on being used.
 * It goes by a copy of the marks, or if the store has not read all of them it does so for
 * it; what becomes of them meanwhile is put in at its end. One at a time. */
struct nr_list_query;

/* By the thread that uses the store. */
struct nr_list_query *nr_list_query_begin(struct nr_store *s);
/* Ask this while it is read, and read no further if it is true. */
void nr_list_query_set_cancel(struct nr_list_query *l, bool (*cancelled)(void *ctx), void *ctx);
/* By any one thread, once; as nr_store_list and nr_store_totals. */
int nr_list_query_read(struct nr_list_query *l, const struct nr_filter *f, struct nr_ids *out,
	struct nr_error *err);
/* By the thread that uses the store, once it was read well: the store counts and judges by
 * it from now on. False: all marks were read from the disk since it began, or it could not
 * read them, and it tells nothing. */
bool nr_list_query_end(struct nr_store *s, struct nr_list_query *l);
/* At any time. */
void nr_list_query_free(struct nr_list_query *l);

/* The number of diagnostics of all files in the index, and of files without an article. */
int nr_store_count_problems(struct nr_store *s, size_t *problems, size_t *failed,
	struct nr_error *err);
/* Every diagnostic of the files in the index, by path and line; appended to *out. */
int nr_store_problems(struct nr_store *s, struct nr_diags *out, struct nr_error *err);

/* ---- the reader's state ---- */

/* Facts of an article when it was read. */
struct nr_snapshot {
	int64_t id;
	int64_t version;	/* nr_article_version; 0: not known, nor is what follows */
	char *title;		/* NULL: the version alone is known */
	int64_t heat;
	bool has_heat;
	uint64_t excerpt;	/* a hash of it */
	int64_t *related;	/* ids, ascending */
	size_t n_related;
};

void nr_snapshot_release(struct nr_snapshot *seen);
/* Sort the related ids and leave each there once. */
void nr_snapshot_order(struct nr_snapshot *seen);
/* The facts of an identified article. */
void nr_snapshot_of_article(const struct nr_article *a, struct nr_snapshot *out);
/* The facts that the index has of article `id`; version 0 if it has no file. */
int nr_store_snapshot_now(struct nr_store *s, int64_t id, struct nr_snapshot *out,
	struct nr_error *err);
/* Its facts when it was read; version 0 if it was not read, or they were not kept. */
void nr_store_snapshot(struct nr_store *s, int64_t id, struct nr_snapshot *out);
/* The version alone, at no cost. */
int64_t nr_store_version_read(struct nr_store *s, int64_t id);

/* Set the marks in `set`, then clear those in `clear`, for n articles, in one transaction
 * that is on disk when this returns. What is marked read was read as the index has it.
 * NR_ERR_STATE: could not be written, maybe because another program was at it for 200 ms;
 * the marks then hold for this run and go to the disk as soon as a call of this or one of
 * the next three succeeds. */
int nr_store_mark(struct nr_store *s, const int64_t *ids, size_t n, unsigned set,
	unsigned clear, struct nr_error *err);
/* The same for articles that were read as `seen` tells. Where that is a version alone and
 * the index has the same, the index tells the rest. */
int nr_store_mark_read(struct nr_store *s, const struct nr_snapshot *seen, size_t n,
	struct nr_error *err);
/* These two change marks of one article in memory; the next of the others writes them. */
void nr_store_set(struct nr_store *s, int64_t id, unsigned set, unsigned clear);
void nr_store_set_read(struct nr_store *s, const struct nr_snapshot *seen);

/* Where the reader was in the text of an article; what the numbers mean is the caller's. */
struct nr_position {
	unsigned view;
	size_t block, offset;
};

enum { NR_PLACES_MAX = 10000 };	/* the newest are kept */

/* False if there is none. */
bool nr_store_position(struct nr_store *s, int64_t id, struct nr_position *out);
/* In memory, NULL to forget it; the next of those that write marks writes it. */
void nr_store_set_position(struct nr_store *s, int64_t id, const struct nr_position *place);


/* True if marks are not on disk yet and writing them may succeed later. */
bool nr_store_is_unkept(const struct nr_store *s);
/* Write what was not written yet. NR_ERR_STATE: that fails again. */
int nr_store_retry(struct nr_store *s, struct nr_error *err);
/* The same at the end of a run: writes all marks again if the file was removed meanwhile, and
 * waits some seconds for another program. */
int nr_store_keep(struct nr_store *s, struct nr_error *err);
/* Marks of one article; 0 if there are none. */
unsigned nr_store_marks(struct nr_store *s, int64_t id);
/* Changes whenever another connection changed index or state since the last call. */
bool nr_store_changed(struct nr_store *s);
/* True once after the index was found damaged, or removed or replaced by another program: it
 * is to be filled by a scan. */
bool nr_store_take_loss(struct nr_store *s);
/* Move the notes on what was done instead of what was asked (a damaged state was recovered,
 * ...) to the end of *out, one line each. */
void nr_store_take_notes(struct nr_store *s, struct nr_diags *out);

/* All that is kept of one article. A time is in seconds, 0 for a mark that is not set, or
 * a place that is not known. */
struct nr_kept {
	char *key;		/* "" if it is not known */
	int64_t id;
	int64_t read, starred, hidden;
	struct nr_snapshot seen;	/* version 0 if not read, or not known */
	int64_t placed;		/* when the reader was at this place */
	struct nr_position place;
};

/* Each article that has marks or a place, by key and then id; `each` returns false to end
 * it. NR_ERR_STATE: the file cannot be read, or not to its end. */
int nr_store_state_export(struct nr_store *s,
	bool (*each)(void *ctx, const struct nr_kept *kept), void *ctx, struct nr_error *err);
/* Merge: of each mark and place the newest time counts, and of what was read that of the
 * newest reading. *changed is raised by the number of articles that changed. One
 * transaction, all or nothing. NR_ERR_STATE. */
int nr_store_state_merge(struct nr_store *s, const struct nr_kept *v, size_t n,
	size_t *changed, struct nr_error *err);

#endif
