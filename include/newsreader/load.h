/*
 * Load: article files to articles.
 */
#ifndef NEWSREADER_LOAD_H
#define NEWSREADER_LOAD_H

#include <stdbool.h>
#include <stddef.h>

#include "newsreader/article.h"
#include "newsreader/diag.h"
#include "newsreader/error.h"

/* Limits. At the limit all is good. One over it the file gives no article (size, depth),
 * or what is over it is left out with a warning (entries, lengths of text). */
enum {
	NR_LOAD_FILE_MAX = 16 << 20,		/* bytes of a file */
	NR_LOAD_FRONT_MATTER_MAX = 4 << 20,	/* bytes between the --- lines */
	NR_LOAD_DEPTH_MAX = 16,			/* nested collections */
	NR_LOAD_RELATED_MAX = 10000,		/* entries; those over it are left out */
	NR_LOAD_LIST_MAX = 10000,		/* topics, images, ...; likewise */
	NR_LOAD_LINE_MAX = 4096,		/* bytes of a LINE field; cut at a cluster's end */
	NR_LOAD_TEXT_MAX = 256 << 10		/* bytes of a TEXT field; likewise */
};

/* Parse the bytes of one file, in UTF-8 or else in the charset that nr_charset_decode
 * finds, mostly Windows-1252: optional BOM, blank lines and HTML comments, "---",
 * YAML, "---" or "..." or the end, then the body. An object of JSON may take the place
 * of the YAML and its lines; .yml and .yaml may be YAML from the first line on. `path`
 * is for messages, for a title or date that the front matter lacks, and for the kind
 * of the body: by the ending, but where that says nothing (.txt, others) a body that
 * begins with a tag is HTML. What is wrong with single fields goes to *diags as
 * warnings, NR_DIAGS_PER_FILE of them and one that counts the rest. When the file
 * gives no article: -1, *err filled as path:line:col, and no warnings. */
int nr_load_parse(const char *path, const char *data, size_t n, struct nr_article **out,
	struct nr_diags *diags, struct nr_error *err);

/* Read and parse a file. "-" is standard input; where that is a file it may be read again,
 * by several threads at once. */
int nr_load_file(const char *path, struct nr_article **out, struct nr_diags *diags,
	struct nr_error *err);
/* The same, into an article that was used before and whose memory is used again; after an
 * error what it holds is not defined. */
int nr_load_again(const char *path, struct nr_article *a, struct nr_diags *diags,
	struct nr_error *err);

/* True for the usual endings of Markdown (.md .markdown .mdown .mkd ...), HTML (.html .htm)
 * and YAML (.yml .yaml) and for .txt, in any case. */
bool nr_load_is_article_name(const char *name);

/* Of libyaml: "0.2.5". */
const char *nr_load_version(void);

#endif
