/*
 * The article of a page, in output formats for scripts.
 */
#ifndef CLI_EXTRACT_H
#define CLI_EXTRACT_H

#include "newsreader/buf.h"
#include "newsreader/error.h"
#include "newsreader/extract.h"
#include "newsreader/options.h"

/* A page as received. */
struct cli_source {
	struct nr_buf bytes;
	char *type;		/* Content-Type, or NULL */
	char *url;		/* address after redirects, or NULL */
};

/* Append the source that an operand names: a web address in the form that is requested,
 * if it begins with a URL scheme, else the file name, unchanged. -1 and NR_ERR_USAGE: an
 * address with a scheme other than http and https, or without a valid host. */
int cli_source_name(const char *operand, struct nr_buf *out, struct nr_error *err);

/* Read a file, standard input for "-", or fetch a web address; `name` as made by
 * cli_source_name. *out must be released in any case. */
int cli_source_read(const struct nr_options *options, const char *name,
	struct cli_source *out, struct nr_error *err);
void cli_source_release(struct cli_source *source);

#endif
