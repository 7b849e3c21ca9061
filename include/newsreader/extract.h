/*
 * Extract: finds the article in an HTML page, without the navigation around it. Nothing
 * is fetched or executed.
 */
#ifndef NEWSREADER_EXTRACT_H
#define NEWSREADER_EXTRACT_H

#include <stddef.h>

#include "newsreader/doc.h"
#include "newsreader/error.h"

struct nr_page {
	struct nr_doc doc;	/* text of the article, without its title */
	/* Metadata of the page; clean, NULL if missing. */
	char *title, *byline, *site, *date, *language;
	char *canonical;	/* an absolute URL */
	char *refresh;		/* URL that a page without text redirects to */
	size_t words;	/* number of words; an estimate for scripts without spaces */
};

/* Find the article in a page (UTF-8). `url` is the page's URL, for relative links; may be
 * NULL. NR_ERR_NOT_FOUND if there is no text, or hardly any and a "refresh" that
 * redirects to another page (page->refresh). *page must be released in any case. */
int nr_extract(const char *html, size_t n, const char *url, struct nr_page *page,
	struct nr_error *err);
/* The same for the bytes of a file or response; content_type is the header's value or
 * NULL. Plain text is not searched but taken whole. NR_ERR_INPUT for images, archives and
 * other binary data. */
int nr_extract_bytes(const char *bytes, size_t n, const char *content_type, const char *url,
	struct nr_page *page, struct nr_error *err);
/* Number of words in a document; in scripts without spaces, two letters count as a
 * word. The numbers of links are none. */
size_t nr_page_count_words(const struct nr_doc *doc);
void nr_page_release(struct nr_page *page);

/* The kind of a page that was fetched for an article. */
enum nr_page_is {
	NR_PAGE_ARTICLE,	/* the article, or no sign of anything else */
	NR_PAGE_EMPTY,		/* hardly any text */
	NR_PAGE_CONSENT,	/* asks for consent to cookies */
	NR_PAGE_TEASER,		/* the beginning, and an offer to subscribe or sign in */
	NR_PAGE_MISSING,	/* says that the page does not exist */
	NR_PAGE_HOME,		/* the front page of a site */
	NR_PAGE_OTHER		/* another article */
};

/* Compare a page with the article's title and excerpt; each may be NULL or empty. */
enum nr_page_is nr_page_compare(const struct nr_page *page, const char *title,
	const char *excerpt);
/* Why the page is not the article: "consent page", "no text", ...; "article" if it is. */
const char *nr_page_is_text(enum nr_page_is is);

#endif
