/*
 * Extract: the article of a page in the forms that scripts read.
 */
#ifndef CLI_EXTRACT_H
#define CLI_EXTRACT_H

#include "newsreader/buf.h"
#include "newsreader/extract.h"

/* Append the text alone: a paragraph, item, heading or row of a table a line. */
void cli_extract_text(const struct nr_page *page, struct nr_buf *out);
/* One object of JSON and a newline. */
void cli_extract_json(const struct nr_page *page, struct nr_buf *out);
void cli_extract_markdown(const struct nr_page *page, struct nr_buf *out);

#endif
