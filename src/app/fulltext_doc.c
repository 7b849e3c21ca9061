/* Makes the document that shows the kept full text of an article. */
#include "config.h"

#include "app/article.h"

#include <string.h>

#include "app/texts.h"
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
	struct nr_buf count = NR_BUF_INIT;

	add_count(&count, n);
	nr_buf_addf(out, APP_MSG_N(N_WORDS, n), nr_buf_str(&count));
	nr_buf_release(&count);
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

/* Append what the reader sees as the name of a source. */
static void
add_source(const char *name, size_t n, struct nr_buf *out)
{
	static const struct {
		const char *name, *label;
	} labels[] = { { "amp", "AMP" }, { "cdn", "cache" } };

	for (size_t i = 0; i < sizeof(labels) / sizeof(*labels); i++) {
		if (strlen(labels[i].name) == n && strncmp(name, labels[i].name, n) == 0) {
			nr_buf_addz(out, labels[i].label);
			return;
		}
	}
	nr_buf_add(out, name, n);
}

void
app_fulltext_add_source(enum app_source_kind source, struct nr_buf *out)
{
	const char *name = app_source_name(source);

	add_source(name, strlen(name), out);
}

/* Append "AMP: 404" for the part "amp 404". */
static void
add_part(const char *part, size_t n, struct nr_buf *out)
{
	size_t name = strcspn(part, " ");

	if (name >= n) {
		nr_buf_add(out, part, n);
		return;
	}
	add_source(part, name, out);
	nr_buf_addch(out, ':');
	nr_buf_add(out, part + name, n - name);
}

void
app_fulltext_add_report(const char *report, struct nr_buf *out)
{
	while (*report) {
		const char *end = strstr(report, dot);
		size_t n = end ? (size_t)(end - report) : strlen(report);

		add_part(report, n, out);
		nr_buf_addz(out, end ? dot : "");
		report += n + (end ? strlen(dot) : 0);
	}
}

void
app_fulltext_add_origin(const struct nr_saved *page, const char *report, int64_t now,
	struct nr_buf *out)
{
	struct nr_date fetched = { page->fetched, NR_DATE_TIME };
	struct nr_buf b = NR_BUF_INIT;
	char age[NR_DATE_TEXT];
	bool is_last;

	if (page->source < APP_SOURCES)
		nr_buf_addf(&b, "%s %u, ", app_source_name((enum app_source_kind)page->source),
			page->status);
	app_fulltext_add_words(page->words, &b);
	/* The report may be of a later fetch that found no other text. */
	is_last = report && strcmp(last_part(report), nr_buf_str(&b)) == 0;
	app_fulltext_add_report(is_last ? report : nr_buf_str(&b), out);
	nr_date_age(&fetched, now, age);
	nr_buf_addz(out, dot);
	nr_buf_addf(out, APP_MSG(FETCHED_AGO), age);
	nr_buf_clear(&b);
	if (!is_last && report) {
		app_fulltext_add_report(report, &b);
		nr_buf_addz(out, dot);
		nr_buf_addf(out, APP_MSG(LAST_TRY), nr_buf_str(&b));
	}
	nr_buf_release(&b);
}

int
app_fulltext_doc(const struct app_article *a, const struct app_fulltext_text *text,
	struct nr_doc *doc, struct nr_error *err)
{
	const struct nr_saved *page = text->page;
	struct nr_doc head = NR_DOC_INIT;

	if (nr_doc_unpack(page->doc.data, page->doc.len, doc, err) < 0)
		return -1;
	app_article_head(a, page->byline, &head);
	app_article_news(a, &head);
	app_article_notes(&head, text->notes);
	nr_doc_end(&head);
	nr_doc_put_before(doc, &head);
	app_article_tail(a, page->url, text->urls_key, doc);
	nr_doc_end(doc);
	return 0;
}
