/* Finds the elements that hold the article, by scores as in Readability. */
#include "config.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "extract/article.h"
#include "extract/hints.h"
#include "markup/media.h"
#include "markup/sanitize.h"

enum {
	PARA_MIN = 25,		/* letters of a paragraph that is scored */
	PART = 100,		/* letters for one point */
	PARTS_MAX = 3,
	LEVELS = 5,		/* ancestors that a paragraph is scored for */
	TOPS = 5,		/* best candidates to compare */
	NAME_WEIGHT = 25,
	SIBLING_MIN = 10,	/* minimum score of a sibling of the best candidate */
	LONG_PARA = 80		/* letters */
};

int
nr_text_article_weight(const struct text_node *node, unsigned flags)
{
	int weight = 0;

	if (!(flags & TEXT_WEIGH))
		return 0;
	if (node->hints & TEXT_HINT_NEGATIVE)
		weight -= NAME_WEIGHT;
	if (node->hints & TEXT_HINT_POSITIVE)
		weight += NAME_WEIGHT;
	return weight;
}

static float
tag_score(GumboTag tag)
{
	switch (tag) {
	case GUMBO_TAG_DIV:
		return 5;
	case GUMBO_TAG_ARTICLE:
	case GUMBO_TAG_MAIN:
		return 10;
	case GUMBO_TAG_PRE:
	case GUMBO_TAG_TD:
	case GUMBO_TAG_BLOCKQUOTE:
		return 3;
	case GUMBO_TAG_ADDRESS:
	case GUMBO_TAG_OL:
	case GUMBO_TAG_UL:
	case GUMBO_TAG_DL:
	case GUMBO_TAG_DD:
	case GUMBO_TAG_DT:
	case GUMBO_TAG_LI:
	case TEXT_TAG_FORM:
		return -3;
	case GUMBO_TAG_TH:
		return -5;
	default:
		return nr_text_is_heading(tag) ? -5 : 0;
	}
}

/* The next block that contains the element. */
static size_t
block_around(const struct text_element_stats *o, size_t at)
{
	return o->v[o->v[at].parent].block;
}

static bool
has_block_inside(const struct text_element_stats *o, size_t at)
{
	for (size_t i = at + 1; i < o->v[at].end; i++) {
		if (o->gone[i])
			i = o->v[i].end - 1;
		else if (!o->v[i].is_inline)
			return true;
	}
	return false;
}

/* True for a paragraph, which is scored for the block around it; other elements are
 * scored for themselves. */
static bool
is_para(const struct text_element_stats *o, size_t at)
{
	GumboTag tag = o->v[at].e->tag;

	if (tag == GUMBO_TAG_DIV)
		return !has_block_inside(o, at);
	return tag == GUMBO_TAG_P || tag == GUMBO_TAG_TD || tag == GUMBO_TAG_PRE
		|| (nr_text_is_heading(tag) && tag != GUMBO_TAG_H1);
}

static bool
takes_text(GumboTag tag)
{
	return tag != GUMBO_TAG_LI && tag != GUMBO_TAG_BLOCKQUOTE
		&& tag != GUMBO_TAG_UL && tag != GUMBO_TAG_OL;
}

/* Add the score of a paragraph to the elements around it. */
static void
score_para(struct text_element_stats *o, size_t at, unsigned flags)
{
	const struct text_own *own = &o->v[at].own;
	uint32_t parts = own->text / PART;
	float score = 2 + (float)own->commas + (float)(parts < PARTS_MAX ? parts : PARTS_MAX);
	size_t up = at;

	if (is_para(o, at))
		up = block_around(o, at);
	for (int level = 0; level < LEVELS; level++) {
		struct text_node *node = &o->v[up];
		int divider = level == 0 ? 1 : level == 1 ? 2 : level * 3;

		if (node->score == 0)
			node->score = tag_score(node->e->tag)
				+ (float)nr_text_article_weight(node, flags);
		node->score += score / (float)divider;
		if (up == 0)
			break;
		up = block_around(o, up);
	}
}

static bool
is_within(const struct text_element_stats *o, size_t at, size_t outer)
{
	return at >= outer && at < o->v[outer].end;
}

struct tops {
	size_t v[TOPS];
	size_t n;
};

static void
add_top(const struct text_element_stats *o, struct tops *tops, size_t at)
{
	size_t i = tops->n;

	if (i == TOPS && o->v[tops->v[TOPS - 1]].score >= o->v[at].score)
		return;
	if (i == TOPS)
		i--;
	else
		tops->n++;
	for (; i > 0 && o->v[tops->v[i - 1]].score < o->v[at].score; i--)
		tops->v[i] = tops->v[i - 1];
	tops->v[i] = at;
}

static void
find_tops(struct text_element_stats *o, unsigned flags, struct tops *tops)
{
	for (size_t i = 0; i < o->n; i++)
		o->v[i].score = 0;
	for (size_t i = 1; i < o->n; i++) {
		if (o->gone[i])
			i = o->v[i].end - 1;
		else if (!o->v[i].is_inline && o->v[i].own.text >= PARA_MIN
				&& takes_text(o->v[i].e->tag))
			score_para(o, i, flags);
	}
	for (size_t i = 0; i < o->n; i++) {
		if (o->v[i].score == 0)
			continue;
		o->v[i].score *= 1 - nr_text_element_stats_links(&o->v[i].all);
		add_top(o, tops, i);
	}
}

/* The innermost ancestor of the best candidate that contains three other good
 * candidates. */
static size_t
common_around(const struct text_element_stats *o, const struct tops *tops)
{
	float enough = o->v[tops->v[0]].score * 0.75f;

	for (size_t up = o->v[tops->v[0]].parent; up != 0; up = o->v[up].parent) {
		size_t n = 0;

		for (size_t i = 1; i < tops->n; i++)
			n += o->v[tops->v[i]].score >= enough && is_within(o, tops->v[i], up)
				&& tops->v[i] != up;
		if (n >= 3)
			return up;
	}
	return tops->v[0];
}

/* Move to an ancestor with a higher score. */
static size_t
better_around(const struct text_element_stats *o, size_t top)
{
	float last = o->v[top].score, enough = last / 3;

	for (size_t up = o->v[top].parent; up != 0; up = o->v[up].parent) {
		if (o->v[up].score == 0)
			continue;
		if (o->v[up].score < enough)
			break;
		if (o->v[up].score > last)
			return up;
		last = o->v[up].score;
	}
	return top;
}

/* Move to an ancestor with much more running text and little else, for an article in
 * several parts. */
static size_t
wider_around(const struct text_element_stats *o, size_t top)
{
	size_t best = top;

	for (size_t up = o->v[top].parent; up != 0; up = o->v[up].parent) {
		const struct text_stats *in = &o->v[best].all, *out = &o->v[up].all;
		uint32_t more = out->text - in->text;

		if ((out->running - in->running) * 3 >= in->running
				&& (out->linked - in->linked) * 5 < more
				&& (out->running - in->running) * 3 > more * 2)
			best = up;
	}
	return best;
}

static bool
is_alone(const struct text_element_stats *o, size_t at)
{
	size_t up = o->v[at].parent;
	size_t n = 0;

	for (size_t i = up + 1; i < o->v[up].end; i = o->v[i].end)
		n += !o->gone[i];
	return n == 1;
}

static bool
is_joined(const struct text_element_stats *o, size_t top, size_t at)
{
	const struct text_node *node = &o->v[at];
	const char *class = nr_text_media_attr(node->e, "class");
	float enough = o->v[top].score * 0.2f, bonus = 0;
	float links = nr_text_element_stats_links(&node->all);

	if (*class != '\0' && strcmp(class, nr_text_media_attr(o->v[top].e, "class")) == 0)
		bonus = enough;
	if (enough < SIBLING_MIN)
		enough = SIBLING_MIN;
	if (node->score != 0 && node->score + bonus >= enough)
		return true;
	if (node->e->tag != GUMBO_TAG_P)
		return false;
	return node->all.text > LONG_PARA ? links < 0.25f
		: node->all.text > 0 && links == 0 && node->own.commas > 0;
}

static void
join(const struct text_element_stats *o, size_t top, struct text_article *out)
{
	size_t up = o->v[top].parent;

	out->n = 0;
	if (top == 0) {
		out->picks[out->n++] = 0;
		return;
	}
	for (size_t i = up + 1; i < o->v[up].end; i = o->v[i].end) {
		if (o->gone[i])
			continue;
		if (i == top || (out->n < TEXT_PICKS_MAX - 1 && is_joined(o, top, i)))
			out->picks[out->n++] = i;
	}
}

void
nr_text_article_find(struct text_element_stats *o, unsigned flags, struct text_article *out)
{
	struct tops tops = { .n = 0 };
	size_t top;

	*out = (struct text_article){ .picks = { 0 }, .n = (flags & TEXT_WHOLE) != 0 };
	if (flags & TEXT_WHOLE)
		return;
	find_tops(o, flags, &tops);
	if (tops.n == 0)
		return;
	top = common_around(o, &tops);
	top = better_around(o, top);
	top = wider_around(o, top);
	while (top != 0 && o->v[top].parent != 0 && is_alone(o, top))
		top = o->v[top].parent;
	join(o, top, out);
}
