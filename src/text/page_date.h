/*
 * Page date: when an article was published, from what its page says.
 */
#ifndef TEXT_PAGE_DATE_H
#define TEXT_PAGE_DATE_H

#include <stdbool.h>
#include <stddef.h>

/* The date in a piece of text, as ISO 8601 from the year on; a longer ISO form stays as it
 * is. "Published: May 12, 2024" is one, "PT7M" is not. NULL for none; the caller frees it. */
char *nr_text_page_date(const char *s, size_t n);

/* The date in the path of an address ("/2024/05/12/lights"), as above. url may be NULL. */
char *nr_text_page_date_in_address(const char *url);

#endif
