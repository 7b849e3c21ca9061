/* Extracts the article from an HTML page. */
#include "config.h"

#include "newsreader/extract.h"

#include <stdlib.h>
#include <string.h>

#include "newsreader/html.h"
#include "newsreader/mem.h"
#include "newsreader/utf8.h"
#include "extract/article.h"
#include "extract/labels.h"
#include "extract/metadata.h"
#include "extract/same.h"
#include "extract/standfirst.h"
#include "markup/tree.h"
#include "markup/walk.h"
#include "text/href.h"

enum {
	ENOUGH = 500,		/* letters of an article that was found reliably */
	SCRAP = 120,	/* letters of a fragment that may be part of a very short page */
	BYLINE_BYTES = 400,
	SHORT_WORDS = 80,	/* words; below, <noscript> may have more */
	FEW_WORDS = 20,		/* words of a page that may only be a redirect */
	WIDE_FROM = 0x2e80	/* scripts without spaces between words */
};

static const float LINKS_MAX = 0.1f;	/* share of linked text in a fragment */

struct extraction {
	struct nr_text_tree tree;
	struct text_meta_tags head;
	struct text_json_ld ld;
	struct text_element_stats o;
	struct nr_buf title, summary;	/* letters only, for comparisons */
	struct text_article article;
	uint32_t text;			/* number of letters in it */
};

static void
begin(struct extraction *x, const char *html, size_t n, bool noscript)
{
	struct nr_text_tag_handler hook = { &x->head, nr_text_meta_tags_take, noscript };

	nr_text_tree_parse(&x->tree, html, n, &hook);
	nr_text_element_stats_make(&x->o, x->tree.root);
	for (size_t i = 0; i < x->head.n_scripts; i++)
		nr_text_json_ld_read(&x->ld, x->head.scripts[i].s, x->head.scripts[i].n);
}

static void
end(struct extraction *x)
{
	nr_buf_release(&x->title);
	nr_buf_release(&x->summary);
	nr_text_element_stats_release(&x->o);
	nr_text_json_ld_release(&x->ld);
	nr_text_tree_release(&x->tree);
}

static void
learn(struct extraction *x, struct nr_page *page, const char *url)
{
	const struct text_value *said = &x->head.facts[TEXT_FACT_SUMMARY];
	char *summary = said->n > 0 ? nr_text_meta_tags_decode(said->s, said->n) : NULL;
	size_t byline = nr_text_article_byline(&x->o);

	if (byline != 0) {
		struct nr_buf text = NR_BUF_INIT, clean = NR_BUF_INIT;

		nr_text_element_stats_text(x->o.v[byline].e, &text, BYLINE_BYTES);
		nr_utf8_clean_line(&clean, nr_buf_str(&text), text.len);
		page->byline = nr_buf_take(&clean);
		nr_buf_release(&text);
	}
	nr_text_metadata_fill(page, &x->head, &x->ld, url);
	if (summary != NULL)
		nr_text_same_letters(&x->summary, summary, strlen(summary));
	if (page->title != NULL)
		nr_text_same_letters(&x->title, page->title, strlen(page->title));
	free(summary);
}

/* Find the article and mark elements to leave out; returns the number of its letters. */
static uint32_t
try(struct extraction *x, unsigned flags, struct text_article *article)
{
	struct text_element_stats *o = &x->o;
	uint32_t text = 0;

	nr_text_article_strip(o, flags);
	nr_text_element_stats_count(o);
	nr_text_article_find(o, flags, article);
	for (size_t i = 0; i < article->n; i++)
		nr_text_article_clean(o, article->picks[i], flags);
	nr_text_element_stats_count(o);
	for (size_t i = 0; i < article->n; i++)
		nr_text_labels_clean(o, article->picks[i], &x->title);
	nr_text_element_stats_count(o);
	for (size_t i = 0; i < article->n; i++)
		text += o->v[article->picks[i]].all.text;
	return text;
}

/* Each try leaves out less. The first one with enough text wins, otherwise the last one
 * that found much more text than those before. */
static void
choose(struct extraction *x)
{
	static const unsigned tries[] = {
		TEXT_STRIP | TEXT_WEIGH | TEXT_CLEAN, TEXT_WEIGH | TEXT_CLEAN, TEXT_CLEAN, 0,
		TEXT_STRIP | TEXT_WHOLE, TEXT_WHOLE,
	};
	bool *hidden = nr_calloc(x->o.n, sizeof *hidden);
	bool *best = nr_calloc(x->o.n, sizeof *best);
	unsigned about = memmem(nr_buf_str(&x->title), x->title.len, "cookie", 6) != NULL
		? TEXT_COOKIES : 0;
	struct text_article now;

	memcpy(hidden, x->o.gone, x->o.n);
	memcpy(best, x->o.gone, x->o.n);
	x->article = (struct text_article){ .n = 0 };
	for (size_t i = 0; i < sizeof tries / sizeof tries[0]; i++) {
		if (x->text >= ENOUGH || ((tries[i] & TEXT_WHOLE) && x->text >= SCRAP))
			break;
		memcpy(x->o.gone, hidden, x->o.n);
		uint32_t text = try(x, tries[i] | about, &now);

		/* All of a fragment may be the article, but not all of a page with links
		 * around it. */
		if ((tries[i] & TEXT_WHOLE) && x->text > 0
				&& nr_text_element_stats_links(&x->o.v[0].all) > LINKS_MAX)
			continue;
		if (text > x->text + x->text / 2) {
			x->text = text;
			x->article = now;
			memcpy(best, x->o.gone, x->o.n);
		}
	}
	memcpy(x->o.gone, best, x->o.n);
	nr_text_element_stats_count(&x->o);
	free(hidden);
	free(best);
}

static void
put_elements(struct extraction *x, const char *base, struct nr_doc *doc)
{
	const GumboNode *nodes[TEXT_PICKS_MAX];

	nr_text_standfirst_find(&x->o, &x->summary, &x->article);
	for (size_t i = 0; i < x->article.n; i++)
		nodes[i] = x->o.v[x->article.picks[i]].node;
	nr_text_walk(&(struct nr_text_picks){ .nodes = nodes, .n = x->article.n,
		.left_out = x->o.gone, .base = base, .cut = !x->tree.whole }, doc);
}

/* Use the article body in the page's metadata, with or without markup. */
static void
put_body(const struct nr_buf *body, struct nr_doc *doc)
{
	struct nr_buf html = NR_BUF_INIT;

	for (size_t i = 0; i < body->len; i++) {
		if (body->data[i] != '\n')
			nr_buf_addch(&html, body->data[i]);
		else if (i > 0 && body->data[i - 1] != '\n')
			nr_buf_addz(&html, "<p>");
	}
	nr_html_to_doc(nr_buf_str(&html), html.len, doc);
	nr_buf_release(&html);
}

/* In scripts without spaces two letters count as a word; numbers of links are none. */
size_t
nr_page_count_words(const struct nr_doc *doc)
{
	size_t words = 0, wide = 0;

	for (size_t i = 0; i < doc->n; i++) {
		const struct nr_block *b = &doc->blocks[i];
		const struct nr_span *span = b->spans, *end = b->n_spans ? span + b->n_spans : span;
		bool inside = false;
		uint32_t cp;

		if (b->kind == NR_BLOCK_IMAGE || b->kind == NR_BLOCK_RULE)
			continue;
		for (size_t at = 0; at < b->len;) {
			while (span < end && (span->style != NR_SPAN_REF || span->end <= at))
				span++;
			if (span < end && at >= span->start) {
				at = span->end;
				continue;
			}
			at += nr_utf8_decode(b->text + at, b->len - at, &cp);
			bool letter = cp > ' ' && cp < WIDE_FROM;

			words += letter && !inside;
			wide += cp >= WIDE_FROM;
			inside = letter;
		}
	}
	return words + (wide + 1) / 2;
}

static void
fill_page(struct extraction *x, const char *url, struct nr_page *page)
{
	const struct nr_buf *body = &x->ld.facts[TEXT_LD_BODY];
	struct nr_buf base = NR_BUF_INIT;

	nr_text_metadata_base(&x->head, url, &base);
	if (body->len / 2 > x->text && body->len > ENOUGH)
		put_body(body, &page->doc);
	else
		put_elements(x, base.data, &page->doc);
	nr_doc_end(&page->doc);
	page->words = nr_page_count_words(&page->doc);
	if (page->words < FEW_WORDS)
		page->refresh = nr_text_metadata_refresh(&x->head, base.data);
	nr_buf_release(&base);
}

static void
extract(const char *html, size_t n, const char *url, bool noscript, struct nr_page *page)
{
	struct extraction x = { .text = 0 };

	*page = (struct nr_page){ .doc = NR_DOC_INIT };
	begin(&x, html, n, noscript);
	learn(&x, page, url);
	choose(&x);
	fill_page(&x, url, page);
	end(&x);
}

int
nr_extract(const char *html, size_t n, const char *url, struct nr_page *page,
	struct nr_error *err)
{
	size_t at, len;

	extract(html, n, url, false, page);
	/* Scripts are not executed here, so the <noscript> content may be the article. */
	if (page->words < SHORT_WORDS && nr_utf8_find(html, n, 0, "<noscript", &at, &len)) {
		struct nr_page other;

		extract(html, n, url, true, &other);
		if (other.words > page->words * 2 + FEW_WORDS) {
			nr_page_release(page);
			*page = other;
		} else {
			nr_page_release(&other);
		}
	}
	if (page->refresh != NULL)
		return nr_error_set(err, NR_ERR_NOT_FOUND, "the page only points to %s",
			page->refresh);
	if (page->words == 0)
		return nr_error_set(err, NR_ERR_NOT_FOUND, "there is no text in the page");
	return 0;
}

void
nr_page_release(struct nr_page *page)
{
	nr_doc_release(&page->doc);
	free(page->title);
	free(page->byline);
	free(page->site);
	free(page->date);
	free(page->language);
	free(page->canonical);
	free(page->refresh);
	*page = (struct nr_page){ .doc = NR_DOC_INIT };
}
