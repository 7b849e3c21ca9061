/*
 * The document that shows the full text of an article, from its kept page.
 */
#ifndef APP_FULLTEXT_DOC_H
#define APP_FULLTEXT_DOC_H

#include <stdint.h>

#include "app/article.h"
#include "newsreader/doc.h"
#include "newsreader/error.h"
#include "newsreader/pages.h"

/* All borrowed. */
struct app_fulltext_text {
	const struct nr_saved *page;
	const char *report;		/* result of the last fetch, by source: "web 403 ·
					 * amp 200, 4,120 words"; or NULL */
	const char *notes;		/* lines shown to the user, or "" */
};

/* Make a document of title, authors and date, origin of the text, changes of the article,
 * notes, text, and the page's address. *doc need not be initialized, and is NR_DOC_INIT
 * on failure. NR_ERR_INPUT: the kept text is damaged. */
int app_fulltext_doc(const struct app_article *a, const struct app_fulltext_text *text, int64_t now,
	struct nr_doc *doc, struct nr_error *err);
/* Append "4,120 words". */
void app_fulltext_add_words(size_t n, struct nr_buf *out);
/* Append the report, one line for each source. */
void app_fulltext_add_report(const char *report, struct nr_buf *out);

#endif
