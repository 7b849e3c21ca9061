/* Makes the document that shows the kept full text of an article. */
#include "config.h"

#include "app/article.h"

#include <string.h>

#include "app/source_list.h"
#include "newsreader/date.h"

/* Append 4120 as "4,120". */
static void
add_count(struct nr_buf *out, size_t n)
{
	if (n < 1000) {
		nr_buf_addf(out, "%zu", n);
		return;
	}
	add_count(out, n / 1000);
	nr_buf_addf(out, ",%03zu", n % 1000);
}

void
app_fulltext_add_words(size_t n, struct nr_buf *out)
{
	add_count(out, n);
	nr_buf_addz(out, n == 1 ? " word" : " words");
}

static const char dot[] = " · ";

/* The part of the report on the last source. */
static const char *
last_part(const char *report)
{
	const char *part = report, *next;

	while ((next = strstr(part, dot)) != NULL)
		part = next + strlen(dot);
	return part;
}

/* Append "web 403 · amp 200, 4,120 words · fetched 2 hours ago". */
static void
add_origin(struct nr_doc *doc, const struct app_fulltext_text *text, int64_t now)
{
	const struct nr_saved *page = text->page;
	struct nr_date fetched = { page->fetched, NR_DATE_TIME };
	struct nr_buf b = NR_BUF_INIT;
	char age[NR_DATE_TEXT];
	bool is_last;

	if (page->source < APP_SOURCES)
		nr_buf_addf(&b, "%s %u, ", app_source_name((enum app_source_kind)page->source),
			page->status);
	app_fulltext_add_words(page->words, &b);
	/* The report may be of a later fetch that found no other text. */
	is_last = text->report && strcmp(last_part(text->report), nr_buf_str(&b)) == 0;
	if (is_last) {
		nr_buf_clear(&b);
		nr_buf_addz(&b, text->report);
	}
	nr_date_age(&fetched, now, age);
	nr_buf_addf(&b, "%sfetched %s", dot, age);
	if (!is_last && text->report)
		nr_buf_addf(&b, "%slast: %s", dot, text->report);
	nr_doc_begin(doc, NR_BLOCK_META);
	nr_doc_add(doc, NR_SPAN_DIM, b.data, b.len);
	nr_buf_release(&b);
}

void
app_fulltext_add_report(const char *report, struct nr_buf *out)
{
	while (*report) {
		const char *end = strstr(report, dot);
		size_t n = end ? (size_t)(end - report) : strlen(report);

		nr_buf_addch(out, '\n');
		nr_buf_add(out, report, n);
		report += n + (end ? strlen(dot) : 0);
	}
}

/* Append the page's byline if the article's file names no authors. */
static void
add_byline(struct nr_doc *doc, const struct app_article *a, const struct nr_saved *page)
{
	if (!*page->byline || (a->full && a->full->provider.authors.n))
		return;
	nr_doc_begin(doc, NR_BLOCK_META);
	nr_doc_addz(doc, NR_SPAN_PLAIN, page->byline);
}

int
app_fulltext_doc(const struct app_article *a, const struct app_fulltext_text *text, int64_t now,
	struct nr_doc *doc, struct nr_error *err)
{
	const struct nr_saved *page = text->page;
	struct nr_doc head = NR_DOC_INIT;

	if (nr_doc_unpack(page->doc.data, page->doc.len, doc, err) < 0)
		return -1;
	app_article_head(a, now, &head);
	add_byline(&head, a, page);
	add_origin(&head, text, now);
	app_article_news(a, &head);
	app_article_notes(&head, text->notes);
	nr_doc_end(&head);
	nr_doc_put_before(doc, &head);
	nr_doc_begin(doc, NR_BLOCK_RULE);
	app_article_address(doc, "Page", page->url);
	nr_doc_end(doc);
	return 0;
}
