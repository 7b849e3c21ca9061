/*
 * Open article: an article as its file and the index tell of it, without an index.
 */
#ifndef LIB_OPEN_ARTICLE_H
#define LIB_OPEN_ARTICLE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "app/article.h"
#include "newsreader/load.h"
#include "newsreader/mem.h"

/* A setup of cmocka for a group. */
static inline int
use_utc(void **state)
{
	(void)state;
	setenv("TZ", "UTC", 1);
	tzset();
	return 0;
}

/* The article of a file with this path and text. The caller calls app_article_release. */
static inline struct app_article
open_article(const char *path, const char *text)
{
	struct app_article a = { .file = NULL };
	struct nr_diags diags = NR_DIAGS_INIT;
	struct nr_error err = NR_ERROR_INIT;

	if (nr_load_parse(path, text, strlen(text), &a.file, &diags, &err) < 0)
		fail_msg("%s in\n%s", err.text, text);
	nr_diags_release(&diags);
	nr_article_identify(a.file, path);
	a.full = a.file;
	a.row.id = a.file->id;
	a.row.key = nr_strdup(a.file->key);
	a.row.title = nr_strdup(nr_article_title(a.file));
	a.row.excerpt = nr_strdup(a.file->excerpt ? a.file->excerpt : "");
	a.row.provider = nr_strdup(a.file->provider.name ? a.file->provider.name : "");
	a.row.type = nr_strdup(a.file->type ? a.file->type : "");
	a.row.url = nr_strdup(nr_article_url(a.file) ? nr_article_url(a.file) : "");
	a.row.path = nr_strdup(path);
	a.row.date = a.file->date;
	a.row.unpublished = !a.file->published;
	a.row.has_heat = nr_article_has(a.file, NR_FIELD_HEAT);
	a.row.heat = a.file->heat;
	return a;
}

#endif
