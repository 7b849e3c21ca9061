/*
 * Extract: the article of a page of HTML, without what surrounds it. Nothing is fetched
 * or run.
 */
#ifndef NEWSREADER_EXTRACT_H
#define NEWSREADER_EXTRACT_H

#include <stddef.h>

#include "newsreader/doc.h"
#include "newsreader/error.h"

struct nr_page {
	struct nr_doc doc;	/* the article's text, without its title */
	/* What the page says of itself; clean, NULL where it says nothing. */
	char *title, *byline, *site, *date, *language;
	char *canonical;	/* an absolute address */
	size_t words;		/* of the text; for scripts without spaces an estimate */
};

/* Find the article in a page (UTF-8). `url` is where the page is from, for what is
 * relative; it may be NULL. NR_ERR_NOT_FOUND if there is no text at all. *page must be
 * released in any case. */
int nr_extract(const char *html, size_t n, const char *url, struct nr_page *page,
	struct nr_error *err);
void nr_page_release(struct nr_page *page);

#endif
