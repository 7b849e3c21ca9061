/*
 * Load: parses article files.
 */
#ifndef NEWSREADER_LOAD_H
#define NEWSREADER_LOAD_H

#include <stdbool.h>
#include <stddef.h>

#include "newsreader/article.h"
#include "newsreader/diag.h"
#include "newsreader/error.h"

/* Limits, inclusive. A file over one of size or depth has no article; entries and text
 * over the other limits are left out with a warning. */
enum {
	NR_LOAD_FILE_MAX = 16 << 20,		/* bytes of a file */
	NR_LOAD_FRONT_MATTER_MAX = 4 << 20,	/* bytes between the --- lines */
	NR_LOAD_DEPTH_MAX = 16,			/* nested collections */
	NR_LOAD_RELATED_MAX = 10000,		/* entries; further ones are left out */
	NR_LOAD_LIST_MAX = 10000,		/* topics, images, ...; likewise */
	/* bytes of a LINE field; cut after a whole cluster */
	NR_LOAD_LINE_MAX = 4096,
	NR_LOAD_TEXT_MAX = 256 << 10		/* bytes of a TEXT field; likewise */
};

/* Parse the bytes of a file, in UTF-8 or otherwise in the charset that nr_charset_decode
 * detects, mostly Windows-1252. Format: optional BOM, blank lines and HTML comments,
 * "---", YAML, "---" or "..." or the end, then the body. A JSON object may replace the
 * YAML and its "---" lines; .yml and .yaml files may be YAML from the first line on.
 * `path` is used in messages, for a title or date missing in the front matter, and for
 * the kind of the body: it follows from the extension; if that is not specific (.txt,
 * others), a body that begins with a tag is HTML. Problems of single fields are added to
 * *diags as warnings, up to NR_DIAGS_PER_FILE and one that counts the rest. If the file
 * has no article, returns -1 with *err as path:line:col, and adds no warnings. */
int nr_load_parse(const char *path, const char *data, size_t n, struct nr_article **out,
	struct nr_diags *diags, struct nr_error *err);

/* Read and parse a file. "-" is standard input; if that is a regular file it may be read
 * several times, even by several threads at once. */
int nr_load_file(const char *path, struct nr_article **out, struct nr_diags *diags,
	struct nr_error *err);
/* The same, into an article that was used before, to reuse its memory; after an error its
 * content is undefined. */
int nr_load_again(const char *path, struct nr_article *a, struct nr_diags *diags,
	struct nr_error *err);

/* Append front matter, from "---" to "---", that reads as this article again: all fields it
 * has but for those whose bit (1 << NR_FIELD_x) is in `skip`, and the unknown keys. What is
 * sealed is not kept, so it is missing. */
void nr_load_write(const struct nr_article *a, uint64_t skip, struct nr_buf *out);

/* True for the usual extensions of Markdown (.md .markdown .mdown .mkd ...), HTML (.html
 * .htm) and YAML (.yml .yaml) and for .txt, ignoring case. */
bool nr_load_is_article_name(const char *name);

/* Version of libyaml: "0.2.5". */
const char *nr_load_version(void);

#endif
