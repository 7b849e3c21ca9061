/*
 * Extract: the article of a page in the forms that scripts read.
 */
#ifndef CLI_EXTRACT_H
#define CLI_EXTRACT_H

#include "newsreader/buf.h"
#include "newsreader/error.h"
#include "newsreader/extract.h"
#include "newsreader/options.h"

/* A page as it came. */
struct cli_source {
	struct nr_buf bytes;
	char *type;		/* Content-Type, or NULL */
	char *url;		/* after redirects, or NULL */
};

/* Append what an operand names: a web address in the form that is sent, where it begins with
 * one of the web's schemes, else the name of a file, unchanged. -1 and NR_ERR_USAGE: an
 * address with another scheme, or without a valid host. */
int cli_source_name(const char *operand, struct nr_buf *out, struct nr_error *err);

/* Read a file, standard input for "-", or fetch an address of the web; a name is as
 * cli_source_name gives it. *out must be released in any case. */
int cli_source_read(const struct nr_options *options, const char *name,
	struct cli_source *out, struct nr_error *err);
void cli_source_release(struct cli_source *source);

/* Append the text alone: a paragraph, item, heading or row of a table a line. */
void cli_extract_text(const struct nr_page *page, struct nr_buf *out);
/* One object of JSON and a newline. */
void cli_extract_json(const struct nr_page *page, struct nr_buf *out);
void cli_extract_markdown(const struct nr_page *page, struct nr_buf *out);

#endif
