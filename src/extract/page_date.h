/*
 * Page date: the publication date of an article, from text or URL of its page.
 */
#ifndef EXTRACT_PAGE_DATE_H
#define EXTRACT_PAGE_DATE_H

#include <stdbool.h>
#include <stddef.h>

/* The date in a text, as ISO 8601 beginning with the year; a longer ISO form is kept.
 * Accepts "Published: May 12, 2024", but not "PT7M". NULL if not found; the caller
 * frees it. */
char *nr_text_page_date(const char *s, size_t n);

/* The date in the path of a URL ("/2024/05/12/lights"), in the same form. url may be
 * NULL. */
char *nr_text_page_date_in_address(const char *url);

#endif
