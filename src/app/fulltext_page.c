/* Classifies a source's answer: is the page the article's text? */
#include "config.h"

#include <string.h>

#include "app/article.h"
#include "app/fulltext_work.h"
#include "newsreader/date.h"
#include "newsreader/extract.h"
#include "newsreader/mem.h"
#include "newsreader/utf8.h"

/* Begin the report's part on the current source. */
static void
begin(struct app_fulltext_item *item)
{
	nr_buf_addf(&item->report, "%s%s ", item->report.len ? " · " : "",
		app_source_name(item->sources.v[item->at].source));
}

static void
add_clean(struct nr_buf *b, const char *s)
{
	nr_utf8_clean_line(b, s, strlen(s));
}

void
app_fulltext_refuse(struct app_fulltext_item *item, const struct nr_error *why)
{
	begin(item);
	nr_buf_addz(&item->report, "refused: ");
	add_clean(&item->report, why->text);
}

/* Append the plain text for the search, one line per paragraph. */
static void
gather_text(const struct nr_doc *doc, struct nr_buf *out)
{
	for (size_t i = 0; i < doc->n; i++) {
		nr_block_plain(&doc->blocks[i], out);
		nr_buf_addch(out, '\n');
	}
}

/* Build the page to store; moves the page's strings. */
static void
make_saved(struct app_fulltext_item *item, const struct nr_response *r, struct nr_page *page,
	struct nr_saved *out)
{
	*out = (struct nr_saved){
		.id = item->id,
		.key = nr_strdup(item->key),
		.url = nr_strdup(r->url),
		.source = item->sources.v[item->at].source,
		.status = r->status,
		.fetched = nr_date_now(),
		.etag = nr_strdup(r->etag),
		.last_modified = nr_strdup(r->last_modified),
		.title = page->title,
		.byline = page->byline,
		.site = page->site,
		.date = page->date,
		.canonical = page->canonical,
		.language = page->language,
		.words = page->words,
	};
	page->title = page->byline = page->site = page->date = NULL;
	page->canonical = page->language = NULL;
	nr_doc_pack(&page->doc, &out->doc);
	gather_text(&page->doc, &out->text);
}

static enum nr_page_is
compare(const struct app_fulltext_item *item, const struct nr_response *r,
	struct nr_page *page)
{
	/* The URL after redirects also shows that the page is a front page. */
	if (!page->canonical)
		page->canonical = nr_strdup(r->url);
	return nr_page_compare(page, item->title, item->excerpt);
}

static void
classify_page(struct app_fulltext_item *item, struct nr_response *r, struct nr_saved *out)
{
	struct nr_error err = NR_ERROR_INIT;
	struct nr_page page = { .doc = NR_DOC_INIT };
	enum nr_page_is is = NR_PAGE_EMPTY;

	if (nr_extract_bytes(nr_buf_str(&r->body), r->body.len, r->type, r->url, &page, &err) == 0)
		is = compare(item, r, &page);
	nr_buf_release(&r->body);
	nr_buf_addf(&item->report, "%u, ", r->status);
	if (is == NR_PAGE_ARTICLE) {
		app_fulltext_add_words(page.words, &item->report);
		make_saved(item, r, &page, out);
		item->found = item->fresh = true;
	} else if (err.code == NR_ERR_INPUT || page.refresh) {
		add_clean(&item->report, err.text);
	} else {
		nr_buf_addz(&item->report, nr_page_is_text(is));
	}
	nr_page_release(&page);
}

void
app_fulltext_classify(struct app_fulltext_item *item, struct nr_response *r, struct nr_saved *page)
{
	struct nr_buf *b = &item->report;

	begin(item);
	switch (r->outcome) {
	case NR_FETCH_OK:
		classify_page(item, r, page);
		break;
	case NR_FETCH_NOT_MODIFIED:
		nr_buf_addz(b, "304, unchanged");
		item->found = true;
		break;
	case NR_FETCH_STATUS:
		nr_buf_addf(b, "%u", r->status);
		break;
	case NR_FETCH_REFUSED:
		add_clean(b, r->message);	/* says that it is refused */
		break;
	case NR_FETCH_BAD_REDIRECT:
	case NR_FETCH_SYSTEM:
		nr_buf_addf(b, "%s: ", nr_fetch_outcome_name(r->outcome));
		add_clean(b, r->message);
		break;
	default:
		nr_buf_addz(b, nr_fetch_outcome_name(r->outcome));
	}
	if (item->found)
		item->source = item->sources.v[item->at].source;
}
