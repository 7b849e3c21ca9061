/* Finds standfirsts: paragraphs before the article that summarise it. */
#include "config.h"

#include <stdbool.h>
#include <string.h>

#include "extract/hints.h"
#include "extract/same.h"
#include "extract/standfirst.h"
#include "markup/media.h"
#include "markup/walk.h"

enum {
	LEADS_MAX = 3,
	SAME_MIN = 40,		/* bytes of letters that do not match by chance */
	TEXT_MIN = 40,
	SENTENCE_MIN = 80,
	TEXT_MAX = 1500,
	LEVELS = 6		/* ancestors of the article that are searched */
};

/* True if the element begins like the summary, for at least SAME_MIN bytes. */
static bool
says(const struct nr_buf *summary, const GumboElement *e)
{
	struct nr_buf text = NR_BUF_INIT;
	size_t n;
	bool same;

	nr_text_same_element(&text, e, 4 * TEXT_MAX);
	n = text.len < summary->len ? text.len : summary->len;
	same = n >= SAME_MIN && memcmp(text.data, summary->data, n < 2 * SAME_MIN ? n
		: 2 * SAME_MIN) == 0;
	nr_buf_release(&text);
	return same;
}

/* True if the element or its parent is named as a standfirst. */
static bool
is_named(const struct text_element_stats *o, size_t at)
{
	const struct text_node *node = &o->v[at], *up = &o->v[node->parent];

	return (node->hints & TEXT_HINT_LEAD) || ((up->hints & TEXT_HINT_LEAD)
			&& up->all.text <= TEXT_MAX)
		|| strcmp(nr_text_media_attr(node->e, "itemprop"), "description") == 0;
}

/* True for a sentence in the article's own header. */
static bool
is_in_header(const struct text_element_stats *o, size_t at)
{
	const struct text_node *node = &o->v[at];
	bool header = false;

	if (node->own.text < SENTENCE_MIN || node->own.linked > 0)
		return false;
	for (size_t up = node->parent; up != 0; up = o->v[up].parent) {
		if ((o->v[up].hints & TEXT_HINT_JUNK) || o->v[up].e->tag == GUMBO_TAG_FIGURE)
			return false;
		header |= o->v[up].e->tag == GUMBO_TAG_HEADER;
		if (o->v[up].e->tag == GUMBO_TAG_ARTICLE || o->v[up].e->tag == GUMBO_TAG_MAIN)
			return header;
	}
	return false;
}

static bool
is_lead(const struct text_element_stats *o, size_t at, const struct nr_buf *summary)
{
	const struct text_node *node = &o->v[at];

	if (node->is_inline || node->e->tag == GUMBO_TAG_H1 || node->own.text < TEXT_MIN
			|| node->all.text > TEXT_MAX || node->own.linked * 3 > node->own.text)
		return false;
	return is_named(o, at) || is_in_header(o, at) || says(summary, node->e);
}

/* Headers are left out usually, but may contain standfirsts. */
static bool
is_header(const struct text_node *node)
{
	return (node->e->tag == GUMBO_TAG_HEADER || (node->hints & TEXT_HINT_HEADER))
		&& !nr_text_walk_hides(node->e);
}

/* Search from an ancestor of the article up to its first paragraph. Within the pick only
 * elements left out matter: the rest is shown anyway. */
static size_t
look(const struct text_element_stats *o, size_t from, size_t pick, const struct nr_buf *summary,
	size_t leads[LEADS_MAX])
{
	size_t n = 0, header_end = 0;

	for (size_t i = from + 1; i < o->v[pick].end && n < LEADS_MAX; i++) {
		const struct text_node *node = &o->v[i];
		bool within = i >= pick && i >= header_end;

		if (o->gone[i] && !is_header(node)) {
			i = node->end - 1;
		} else if (o->gone[i]) {
			header_end = node->end;
		} else if (within && node->own.text >= TEXT_MIN) {
			break;
		} else if (!within && !(i < pick && node->end > pick)
				&& is_lead(o, i, summary)) {
			leads[n++] = i;
			i = node->end - 1;
		}
	}
	return n;
}

void
nr_text_standfirst_find(const struct text_element_stats *o, const struct nr_buf *summary,
	struct text_article *article)
{
	size_t leads[LEADS_MAX], n, from;

	if (article->n == 0)
		return;
	from = article->picks[0];
	for (int level = 0; level < LEVELS && from != 0; level++)
		from = o->v[from].parent;
	n = look(o, from, article->picks[0], summary, leads);
	if (article->n + n > TEXT_PICKS_MAX)
		return;
	memmove(article->picks + n, article->picks, article->n * sizeof leads[0]);
	memcpy(article->picks, leads, n * sizeof leads[0]);
	article->n += n;
}
