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
	char *refresh;		/* the address where a page without text sends its readers */
	size_t words;		/* of the text; for scripts without spaces an estimate */
};

/* Find the article in a page (UTF-8). `url` is where the page is from, for what is
 * relative; it may be NULL. NR_ERR_NOT_FOUND if there is no text at all, or hardly any and
 * a "refresh" that sends readers elsewhere (page->refresh). *page must be released in any
 * case. */
int nr_extract(const char *html, size_t n, const char *url, struct nr_page *page,
	struct nr_error *err);
/* The same for the bytes of a file or an answer: content_type is the header's value or
 * NULL. Plain text is taken as it is. NR_ERR_INPUT for pictures, archives and other data
 * that is no text. */
int nr_extract_bytes(const char *bytes, size_t n, const char *content_type, const char *url,
	struct nr_page *page, struct nr_error *err);
/* Words of a document; of scripts without spaces two letters are about one. */
size_t nr_page_count_words(const struct nr_doc *doc);
void nr_page_release(struct nr_page *page);

/* What a page is, that was fetched for an article. */
enum nr_page_is {
	NR_PAGE_ARTICLE,	/* it, or at least nothing speaks against that */
	NR_PAGE_EMPTY,		/* hardly any text */
	NR_PAGE_CONSENT,	/* it asks for consent to cookies */
	NR_PAGE_TEASER,		/* the beginning, and an offer to subscribe or sign in */
	NR_PAGE_MISSING,	/* it says that there is no such page */
	NR_PAGE_HOME,		/* the front page of a site */
	NR_PAGE_OTHER		/* another article */
};

/* Compare with the article's title and excerpt; each may be NULL or empty. */
enum nr_page_is nr_page_compare(const struct nr_page *page, const char *title,
	const char *excerpt);
/* "consent page", "no text", ...: why it is not the article; "article" if it is. */
const char *nr_page_is_text(enum nr_page_is is);

#endif
