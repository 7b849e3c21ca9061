/*
 * Ladder: the addresses of an article, in the order in which its text is asked for.
 */
#ifndef APP_LADDER_H
#define APP_LADDER_H

#include <stdbool.h>
#include <stddef.h>

#include "newsreader/article.h"

enum app_rung {
	APP_RUNG_AMP,
	APP_RUNG_CDN_AMP,
	APP_RUNG_WEB,
	APP_RUNG_ORIGINAL,
	APP_RUNG_ARCHIVE,
	APP_RUNG_N
};

/* "amp", "cdn", "web", "original", "archive". */
const char *app_rung_name(enum app_rung rung);

struct app_step {
	enum app_rung rung;
	char *url;
	char *tells;		/* the address that url names to an archive, or NULL */
};

struct app_ladder {
	struct app_step v[APP_RUNG_N];	/* each address once */
	size_t n;
	char *host;		/* of the article's own address, or "": what the memory of
				 * what worked goes by */
	bool redirected;	/* web or original is a redirector's: AMP goes first always */
};

/* archive_url may hold {timestamp} (YYYYMMDDhhmmss, of the article or else now) and {url};
 * empty: no archive. */
void app_ladder_make(const struct nr_article *a, const char *archive_url,
	struct app_ladder *out);
void app_ladder_release(struct app_ladder *l);
/* Bring the rungs into this order; AMP forms go first all the same if redirected. */
void app_ladder_order(struct app_ladder *l, const unsigned *rungs, size_t n);
/* Begin with the rung, or with the one after it, and go around. Nothing if it is not
 * there. */
void app_ladder_turn(struct app_ladder *l, enum app_rung rung, bool behind);

#endif
