/*
 * One article as loaded for display: its index row, its parsed file, and the document
 * that shows it.
 */
#ifndef APP_ARTICLE_H
#define APP_ARTICLE_H

#include <stdbool.h>
#include <stdint.h>

#include "app/source_list.h"
#include "newsreader/article.h"
#include "newsreader/diag.h"
#include "newsreader/doc.h"
#include "newsreader/pages.h"
#include "newsreader/store.h"
#include "newsreader/wrap.h"

struct app_article {
	struct nr_row row;
	struct nr_edges edges;
	struct nr_article *file;	/* parsed from row.path; owned; NULL if the file
					 * cannot be read any more */
	const struct nr_article *full;	/* *file, or for a ghost its entry in it;
					 * NULL if file is */
	char *problem;			/* why file is NULL, or what happened to the file
					 * since; NULL if there is no problem */
	char *changes;			/* what changed since it was read, as text; NULL
					 * unless it is marked updated */
	bool reading;			/* the file is still being read: file, full and
					 * problem are NULL until then */
	struct nr_buf body;		/* the text of *full, packed by nr_doc_pack; empty
					 * if not made yet */
	struct nr_fs_stamp stamp;	/* of row.path, taken just before the file was
					 * read */
	uint64_t epoch;		/* of the index at the time row was loaded */
	struct nr_doc doc;		/* empty if not prefetched */
	struct nr_layout layout;	/* layout of doc */
};

/* Load row and edges from the index, not the file. NR_ERR_NOT_FOUND: the index has no
 * such article. */
int app_article_load_index(struct nr_store *store, int64_t id, struct app_article *out,
	struct nr_error *err);
/* The article of the row in its file; NULL if the file now has another one. */
const struct nr_article *app_article_in_file(const struct nr_article *file,
	const struct nr_row *row);
/* Read the file of row.path and make its body; may run in any thread. Only id, path,
 * ghost and entry of the row are used. A file that is gone or changed is not an error:
 * see problem. */
void app_article_read(struct app_article *a);
/* Move the results of app_article_read from another article into *a, including the stamp,
 * which stays valid in *from. *a must have no file and no problem. */
void app_article_take_file(struct app_article *a, struct app_article *from);
/* app_article_load_index and then read the file. The body is not made. */
int app_article_load(struct nr_store *store, int64_t id, struct app_article *out,
	struct nr_error *err);
/* The stamp of the file at `path`; all 0 if not found. */
struct nr_fs_stamp app_article_stamp(const char *path);
bool app_article_same_stamp(const struct nr_fs_stamp *a, const struct nr_fs_stamp *b);
void app_article_release(struct app_article *a);
/* Recompute `changes`; needed when the version that was read may have changed. */
void app_article_explain(struct nr_store *store, struct app_article *a);
/* The snapshot to store when this article is marked read; version 0 for a ghost
 * article. */
void app_article_snapshot(const struct app_article *a, struct nr_snapshot *out);

/* Append the article to doc: title, facts, notices, excerpt, body, pictures, address.
 * `notes` are lines about its full text, or NULL. For the screen `urls_key` is the key that
 * lists all addresses: then the address is cut to one line, with a hint on the others. NULL:
 * it is whole, for output. */
void app_article_doc(const struct app_article *a, const char *notes, const char *urls_key,
	struct nr_doc *doc);
/* Parts of that document: title and facts, with `byline` (or NULL) if the file names no
 * authors; what changed since it was read, and problems; one block for each line of
 * `notes`; the address (none if it is NULL or ""). */
void app_article_head(const struct app_article *a, const char *byline, struct nr_doc *doc);
void app_article_news(const struct app_article *a, struct nr_doc *doc);
void app_article_notes(struct nr_doc *doc, const char *notes);
void app_article_tail(const struct app_article *a, const char *url, const char *urls_key,
	struct nr_doc *doc);
/* Add the addresses of the article itself to the links of doc: that for the browser
 * first, then the others of its page, then its actions. */
void app_article_links(const struct app_article *a, struct nr_doc *doc);
/* Fill `body` from *full. */
void app_article_make_body(struct app_article *a);
/* Prefetch: make the document without notes, with `ascii` of ASCII only, and lay it out at
 * `width` cells, unless the file is so large that this would take long. */
void app_article_doc_prefetch(struct app_article *a, const char *urls_key, int width,
	bool ascii);
/* Drop what was prefetched. */
void app_article_doc_drop(struct app_article *a);
/* Move the prefetched document and its layout out of *a; if it is missing or outdated,
 * make the document now and leave *layout empty. *doc and *layout must be empty. */
void app_article_doc_take(struct app_article *a, const char *urls_key, struct nr_doc *doc,
	struct nr_layout *layout);

/* What the info page says that article and file do not. */
struct app_article_context {
	const char *totals;		/* of the whole index, as text */
	const char *fulltext;		/* origin of the kept full text, or why there is
					 * none; "": it was never asked for */
	int64_t now;			/* seconds since the epoch, UTC */
};

/* Append the info page: key, file, rank, the context, and all fields of the file
 * including unknown ones. */
void app_article_info(const struct app_article *a, const struct app_article_context *context,
	struct nr_doc *doc);

/* Append to the empty buffer the differences as one clean line: `heat 125 → 225, 3 new
 * related, title was "Old"`. Never empty: the caller knows that the versions differ. */
void app_changes_explain(const struct nr_snapshot *seen, const struct nr_snapshot *now,
	struct nr_buf *out);

/* ---- the document of the full text (fulltext_doc.c) ---- */

/* The full text of an article. All borrowed. */
struct app_fulltext_text {
	const struct nr_saved *page;
	const char *notes;		/* lines shown to the user, or "" */
	const char *urls_key;		/* as in app_article_doc */
};

/* Make a document of title and facts, changes of the article, notes, text, and the page's
 * address. *doc need not be initialized, and is NR_DOC_INIT on failure. NR_ERR_INPUT: the
 * kept text is damaged. */
int app_fulltext_doc(const struct app_article *a, const struct app_fulltext_text *text,
	struct nr_doc *doc, struct nr_error *err);
/* Append the origin of a kept text: "AMP: 404 · web: 200, 1,234 words · fetched 2 hours
 * ago". `report` may be NULL. */
void app_fulltext_add_origin(const struct nr_saved *page, const char *report, int64_t now,
	struct nr_buf *out);
/* Append "4,120 words". */
void app_fulltext_add_words(size_t n, struct nr_buf *out);
/* Append a source's name as the reader sees it: "AMP", "cache", "web". */
void app_fulltext_add_source(enum app_source_kind source, struct nr_buf *out);
/* Append the report of a fetch ("amp 404 · cdn timed out") as the reader sees it: "AMP:
 * 404 · cache: timed out". */
void app_fulltext_add_report(const char *report, struct nr_buf *out);

#endif
