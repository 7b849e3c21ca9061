/*
 * Ladder: the addresses of an article, in the order in which its text is asked for.
 */
#ifndef APP_SOURCE_LIST_H
#define APP_SOURCE_LIST_H

#include <stdbool.h>
#include <stddef.h>

#include "newsreader/article.h"

enum app_source_kind {
	APP_SOURCE_AMP,
	APP_SOURCE_CDN_AMP,
	APP_SOURCE_WEB,
	APP_SOURCE_ORIGINAL,
	APP_SOURCE_ARCHIVE,
	APP_SOURCES
};

/* "amp", "cdn", "web", "original", "archive". */
const char *app_source_name(enum app_source_kind source);

struct app_source {
	enum app_source_kind source;
	char *url;
	char *tells;		/* the address that url names to an archive, or NULL */
};

struct app_source_list {
	struct app_source v[APP_SOURCES];	/* each address once */
	size_t n;
	char *host;		/* of the article's own address, or "": what the memory of
				 * what worked goes by */
	bool redirected;	/* web or original is a redirector's: AMP goes first always */
};

/* archive_url may hold {timestamp} (YYYYMMDDhhmmss, of the article or else now) and {url};
 * empty: no archive. */
void app_source_list_make(const struct nr_article *a, const char *archive_url,
	struct app_source_list *out);
void app_source_list_release(struct app_source_list *l);
/* Bring the sources into this order; AMP forms go first all the same if redirected. */
void app_source_list_order(struct app_source_list *l, const unsigned *sources, size_t n);
/* Begin with the source, or with the one after it, and go around. Nothing if it is not
 * there. */
void app_source_list_rotate(struct app_source_list *l, enum app_source_kind source, bool behind);

#endif
