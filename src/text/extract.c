#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "newsreader/extract.h"
#include "newsreader/mem.h"
#include "text/article.h"
#include "text/tree.h"
#include "text/walk.h"

enum { ENOUGH = 500 };		/* letters of an article */

static size_t
try(struct text_outline *o, unsigned flags, struct text_article *article)
{
	size_t text = 0;

	nr_text_article_strip(o, flags);
	nr_text_outline_count(o);
	nr_text_article_find(o, flags, article);
	for (size_t i = 0; i < article->n; i++)
		nr_text_article_clean(o, article->picks[i], flags);
	nr_text_outline_count(o);
	for (size_t i = 0; i < article->n; i++)
		text += o->v[article->picks[i]].all.text;
	return text;
}

int
nr_extract(const char *html, size_t n, const char *url, struct nr_page *page,
	struct nr_error *err)
{
	static const unsigned tries[] = { 7, 6, 4, 0 };
	struct nr_text_tree tree;
	struct text_outline o;
	struct text_article best = { .n = 0 }, now;
	const GumboNode *nodes[TEXT_PICKS_MAX];
	size_t most = 0;
	bool *hidden, *gone;

	(void)url;
	(void)err;
	*page = (struct nr_page){ .doc = NR_DOC_INIT };
	nr_text_tree_parse(&tree, html, n, NULL);
	nr_text_outline_make(&o, tree.root);
	hidden = nr_calloc(o.n, sizeof *hidden);
	gone = nr_calloc(o.n, sizeof *gone);
	memcpy(hidden, o.gone, o.n);
	for (size_t i = 0; i < 4 && most < ENOUGH; i++) {
		memcpy(o.gone, hidden, o.n);
		size_t text = try(&o, tries[i], &now);

		if (text > most) {
			most = text;
			best = now;
			memcpy(gone, o.gone, o.n);
		}
	}
	for (size_t i = 0; i < best.n; i++) {
		const GumboElement *e = o.v[best.picks[i]].e;

		nodes[i] = (const GumboNode *)((const char *)e - offsetof(GumboNode, v));
	}
	nr_text_walk(&(struct nr_text_picks){ .nodes = nodes, .n = best.n,
		.left_out = gone }, &page->doc);
	nr_doc_end(&page->doc);
	free(hidden);
	free(gone);
	nr_text_outline_release(&o);
	nr_text_tree_release(&tree);
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
	*page = (struct nr_page){ .doc = NR_DOC_INIT };
}
