/*
 * Source list: the addresses of an article, in the order in which its full text is
 * requested from them.
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
	char *tells;		/* the original address contained in the archive url, or
				 * NULL */
};

struct app_source_list {
	struct app_source v[APP_SOURCES];	/* without duplicate addresses */
	size_t n;
	char *host;		/* host of the article's own address, or "": key of the
				 * per-host record of which sources worked */
	bool redirected;	/* web or original is a redirector's address: AMP always
				 * goes first */
};

/* Build the source list. archive_url may contain {timestamp} (YYYYMMDDhhmmss, UTC, of the
 * article's date or else now) and {url}; empty: no archive. */
void app_source_list_make(const struct nr_article *a, const char *archive_url,
	struct app_source_list *out);
void app_source_list_release(struct app_source_list *l);
/* Sort the list into the order of `sources`; if redirected, AMP sources still go
 * first. */
void app_source_list_order(struct app_source_list *l, const unsigned *sources, size_t n);
/* Rotate the list so that it begins with the source, or with the one after it if
 * `past`. No change if the source is not there. */
void app_source_list_rotate(struct app_source_list *l, enum app_source_kind source,
	bool past);

#endif
