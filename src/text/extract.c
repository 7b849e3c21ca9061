#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "newsreader/extract.h"
#include "newsreader/mem.h"
#include "text/article.h"
#include "text/facts.h"
#include "text/labels.h"
#include "text/lead.h"
#include "text/same.h"
#include "text/tree.h"
#include <stdio.h>
#include "text/media.h"
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
		nr_text_labels_clean(o, article->picks[i]);
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

	(void)err;
	struct text_head head = { .n_scripts = 0 };
	struct nr_text_head hook = { &head, nr_text_head_see };
	struct text_ld ld = { .facts = { { .len = 0 } } };
	struct nr_buf summary = NR_BUF_INIT;
	*page = (struct nr_page){ .doc = NR_DOC_INIT };
	nr_text_tree_parse(&tree, html, n, &hook);
	for (size_t i = 0; i < head.n_scripts; i++)
		nr_text_ld_read(&ld, head.scripts[i].s, head.scripts[i].n);
	nr_text_facts_fill(page, &head, &ld, url);
	if (head.facts[TEXT_FACT_SUMMARY].n > 0) {
		char *t = nr_text_head_decode(head.facts[TEXT_FACT_SUMMARY].s, head.facts[TEXT_FACT_SUMMARY].n);
		if (t != NULL) nr_text_same_letters(&summary, t, strlen(t));
		free(t);
	}
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
	memcpy(o.gone, gone, o.n);
	nr_text_lead_find(&o, &summary, &best);
	nr_buf_release(&summary);
	nr_text_ld_release(&ld);
	if (getenv("DBG")) for (size_t i = 0; i < best.n; i++) { size_t u = best.picks[i];
		fprintf(stderr, "PICK%zu text %u lnk %u run %u score %.0f:", i, o.v[u].all.text, o.v[u].all.linked, o.v[u].all.running, (double)o.v[u].score);
		for (int k = 0; k < 7; k++) { fprintf(stderr, " < %s.%.40s#%.20s(%.0f,%u)", gumbo_normalized_tagname(o.v[u].e->tag), nr_text_media_attr(o.v[u].e, "class"), nr_text_media_attr(o.v[u].e, "id"), (double)o.v[u].score,o.v[u].all.running); if (u == 0) break; u = o.v[u].parent; }
		fprintf(stderr, "\n"); }
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
