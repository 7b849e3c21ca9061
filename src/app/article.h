/*
 * Article: everything known of one article, from the index and from its file, and the
 * document that shows it.
 */
#ifndef APP_ARTICLE_H
#define APP_ARTICLE_H

#include <stdbool.h>
#include <stdint.h>

#include "newsreader/article.h"
#include "newsreader/diag.h"
#include "newsreader/doc.h"
#include "newsreader/store.h"
#include "newsreader/wrap.h"

struct app_article {
	struct nr_row row;
	struct nr_edges edges;
	struct nr_article *file;	/* the article of row.path; owned; NULL if it cannot be read any more */
	const struct nr_article *full;	/* *file, or for a ghost its entry in it; NULL with it */
	char *problem;			/* why file is NULL, or what has happened to it
					 * since; NULL if all is well */
	char *changes;			/* what it says that it did not when it was read; NULL
					 * if it is not an updated one */
	bool reading;			/* the file is still being read; file, full and problem
					 * are NULL until then */
	struct nr_buf body;		/* the text of *full by nr_doc_pack; empty if it has not
					 * been made yet */
	struct nr_fs_stamp stamp;	/* of row.path just before it was read */
	uint64_t epoch;		/* of the index then */
	struct nr_doc doc;		/* made ahead; empty if it is not */
	struct nr_layout layout;	/* of doc */
	int64_t doc_now;		/* when that was */
};

/* What the index knows. NR_ERR_NOT_FOUND if it has no such article. */
int app_article_load_index(struct nr_store *store, int64_t id, struct app_article *out,
	struct nr_error *err);
/* Read the file of row.path and make its text, in any thread. Of the row only id, path,
 * ghost and entry are used. A file that is gone or changed is no error: see problem. */
void app_article_read(struct app_article *a);
/* Move the results of app_article_read from another article, whose stamp stays. *a has no
 * file and no problem before. */
void app_article_take_file(struct app_article *a, struct app_article *from);
/* app_article_load_index, then the file; the text is made when it is asked for. */
int app_article_load(struct nr_store *store, int64_t id, struct app_article *out,
	struct nr_error *err);
/* Of the file at `path`; all 0 if there is none. */
struct nr_fs_stamp app_article_stamp(const char *path);
bool app_article_same_stamp(const struct nr_fs_stamp *a, const struct nr_fs_stamp *b);
void app_article_release(struct app_article *a);
/* Find `changes` again: which version was read may be another one by now. */
void app_article_explain(struct nr_store *store, struct app_article *a);
/* What one who reads it has seen; version 0 for a ghost. */
void app_article_snapshot(const struct app_article *a, struct nr_snapshot *out);

/* Append the article for reading: title, facts, excerpt, body, pictures, addresses.
 * `notes` are lines about its full text, or NULL; `now` is for the age of its date. */
void app_article_doc(const struct app_article *a, const char *notes, int64_t now,
	struct nr_doc *doc);
/* Parts of it: title, who and when; what has become of it since it was read; each line of
 * `notes`; an address with its number. */
void app_article_head(const struct app_article *a, int64_t now, struct nr_doc *doc);
void app_article_news(const struct app_article *a, struct nr_doc *doc);
void app_article_notes(struct nr_doc *doc, const char *notes);
void app_article_address(struct nr_doc *doc, const char *label, const char *url);
/* Make `body`. */
void app_article_make_body(struct app_article *a);
/* Make it without notes and lay it out before it is wanted; not if that would take long. */
void app_article_doc_prefetch(struct app_article *a, int64_t now, int width, bool ascii);
/* Take the document made ahead, with its layout; else, or if it no longer holds, make it
 * now, with no layout. Both *doc and *layout are empty before. */
void app_article_doc_take(struct app_article *a, int64_t now, struct nr_doc *doc,
	struct nr_layout *layout);
/* Append why it is here: key, file, rank, the `totals` of all that is read, every field of
 * the file, unknown ones too. */
void app_article_info(const struct app_article *a, const char *totals, int64_t now,
	struct nr_doc *doc);

#endif
