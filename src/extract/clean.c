/* Marks elements of a page that are not article text: by name, role, or kind of text. */
#include "config.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "extract/article.h"
#include "extract/hints.h"
#include "markup/media.h"
#include "markup/sanitize.h"
#include "markup/table.h"

enum {
	BYLINE_MAX = 100,	/* letters */
	SMALL = 500,	/* letters of an element that may be removed by its name only */
	COMMAS = 10,		/* commas in text that is never clutter */
	CONSENT_MAX = 2000,	/* letters of a consent banner */
	CONSENT_EVERY = 250,	/* letters for each mention of cookies in one */
	CREDIT_MAX = 40,	/* letters of an image credit, as opposed to a caption */
	CORE_PART = 6,		/* 1/6 of the article's text is too much to remove */
	COLON_MAX = 200,	/* letters of a paragraph that introduces a list */
	SCRAP = 25		/* letters of a fragment without content */
};

static bool
is_beside_by_role(const struct text_node *node)
{
	static const char *const roles[] = {
		"menu", "menubar", "complementary", "navigation", "alert", "alertdialog",
		"dialog", "banner", "contentinfo", "search",
	};
	const char *role = nr_text_media_attr(node->e, "role");

	for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++) {
		if (strcasecmp(role, roles[i]) == 0)
			return true;
	}
	return false;
}

static bool
is_short(const struct text_node *node)
{
	return node->all.text > 0 && node->all.text < BYLINE_MAX && !node->in_heading;
}

static bool
is_byline(const struct text_node *node)
{
	return (node->hints & TEXT_HINT_BYLINE) != 0
		|| strcmp(nr_text_media_attr(node->e, "rel"), "author") == 0
		|| strstr(nr_text_media_attr(node->e, "itemprop"), "author") != NULL;
}

static bool
is_in(const struct text_element_stats *o, size_t at, GumboTag tag)
{
	while (at != 0) {
		at = o->v[at].parent;
		if (o->v[at].e->tag == tag)
			return true;
	}
	return false;
}

/* True if most of the page's text is in the element, so its name must be misleading. */
static bool
is_most(const struct text_element_stats *o, size_t at)
{
	return !(o->v[at].hints & TEXT_HINT_COMMENTS) && !o->v[at].in_list
		&& o->v[at].all.running * 2 > o->v[0].all.running;
}

static bool
is_unlikely(const struct text_element_stats *o, size_t at)
{
	const struct text_node *node = &o->v[at];

	/* For headings and links, names describe the style or the target. */
	return (node->hints & TEXT_HINT_UNLIKELY) && !(node->hints & TEXT_HINT_MAYBE)
		&& !nr_text_is_heading(node->e->tag) && node->e->tag != TEXT_TAG_LINK
		&& !is_most(o, at)
		&& !is_in(o, at, GUMBO_TAG_TABLE) && !is_in(o, at, TEXT_TAG_CODE);
}

size_t
nr_text_article_byline(const struct text_element_stats *o)
{
	for (size_t i = 1; i < o->n; i++) {
		if (o->gone[i])
			i = o->v[i].end - 1;
		else if (is_short(&o->v[i]) && is_byline(&o->v[i]))
			return i;
	}
	return 0;
}

/* A short line with the author or date. */
static bool
is_meta(const struct text_node *node)
{
	return is_short(node) && ((node->hints & TEXT_HINT_META) || is_byline(node));
}

/* A small box that mentions cookies more than once. */
static bool
is_consent(const struct text_node *node)
{
	return node->all.cookies >= 2 && node->all.text < CONSENT_MAX
		&& node->all.text < CONSENT_EVERY * node->all.cookies && !node->is_inline
		&& node->e->tag != GUMBO_TAG_BODY;
}

void
nr_text_article_strip(struct text_element_stats *o, unsigned flags)
{
	for (size_t i = 1; i < o->n; i++) {
		const struct text_node *node = &o->v[i];

		if (!o->gone[i])
			o->gone[i] = is_meta(node)
				|| (is_consent(node) && !(flags & TEXT_COOKIES))
				|| ((flags & TEXT_STRIP)
				&& (is_beside_by_role(node) || is_unlikely(o, i)));
		if (o->gone[i])
			i = node->end - 1;
	}
}

/* Elements that do not contain article text. */
static bool
is_beside(const struct text_node *node)
{
	switch (node->e->tag) {
	case GUMBO_TAG_FOOTER:
	case GUMBO_TAG_ASIDE:
	case GUMBO_TAG_NAV:
		return true;
	case GUMBO_TAG_FIGCAPTION:
		return node->all.text < CREDIT_MAX;
	default:
		return (node->hints & TEXT_HINT_SHARE) != 0 && node->all.text < SMALL;
	}
}

static bool
is_container(GumboTag tag)
{
	return tag == GUMBO_TAG_DIV || tag == GUMBO_TAG_UL || tag == GUMBO_TAG_OL
		|| tag == GUMBO_TAG_TABLE || tag == TEXT_TAG_FORM || tag == GUMBO_TAG_SECTION;
}

/* True by the proportions of links, list items and headings. */
static bool
is_clutter(const struct text_element_stats *o, size_t at, int weight)
{
	const struct text_stats *s = &o->v[at].all;
	float links = nr_text_element_stats_links(s);
	bool list = o->v[at].in_list || s->listed * 10 > s->text * 9;

	if (s->commas >= COMMAS)
		return false;
	if (!list && s->items > s->paras + 100)
		return true;
	if (!list && s->headed * 10 < s->text * 9 && s->text < SCRAP
			&& (s->images == 0 || s->images > 2) && links > 0)
		return true;
	if (!list && weight < 25 && links > 0.2f)
		return true;
	if (weight >= 25 && links > 0.5f)
		return true;
	return list && links > 0.5f;
}

static bool
is_data(const struct text_element_stats *o, size_t at)
{
	return o->v[at].e->tag == GUMBO_TAG_TABLE && nr_text_table_is_data(o->v[at].e);
}

/* A paragraph that is only a link, usually to another article. */
static bool
is_link_alone(const struct text_element_stats *o, size_t at)
{
	const struct text_own *own = &o->v[at].own;

	return o->v[at].e->tag == GUMBO_TAG_P && own->text > 0
		&& own->linked * 10 > own->text * 9;
}

/* True if the element has much of the article's text. */
static bool
is_core(const struct text_element_stats *o, size_t at, size_t pick)
{
	return o->v[at].all.running * CORE_PART > o->v[pick].all.running;
}

/* True for a list after a paragraph that ends with a colon. */
static bool
is_announced(const struct text_element_stats *o, size_t at)
{
	GumboTag tag = o->v[at].e->tag;
	size_t before = o->v[at].before;
	struct nr_buf text = NR_BUF_INIT;
	bool colon;

	if (tag != GUMBO_TAG_UL && tag != GUMBO_TAG_OL)
		return false;
	if (before == 0 || o->gone[before] || o->v[before].e->tag != GUMBO_TAG_P
			|| o->v[before].all.text > COLON_MAX)
		return false;
	nr_text_element_stats_text(o->v[before].e, &text, COLON_MAX * 4);
	while (text.len > 0 && (unsigned char)text.data[text.len - 1] <= ' ')
		text.len--;
	colon = (text.len > 0 && text.data[text.len - 1] == ':')
		|| (text.len >= 3 && memcmp(text.data + text.len - 3, "\xef\xbc\x9a", 3) == 0);
	nr_buf_release(&text);
	return colon;
}

static bool
is_left_out(const struct text_element_stats *o, size_t at, size_t pick, unsigned flags)
{
	const struct text_node *node = &o->v[at];
	int weight = nr_text_article_weight(node, flags);

	if (is_beside(node))
		return true;
	if (!(flags & TEXT_CLEAN))
		return false;
	if ((node->hints & TEXT_HINT_JUNK) && node->all.text < SMALL)
		return true;
	if ((node->hints & TEXT_HINT_BYLINE) && is_container(node->e->tag)
			&& node->all.text < SMALL
			&& node->all.running * 2 < o->v[pick].all.running)
		return true;
	if (is_link_alone(o, at))
		return true;
	if (!is_container(node->e->tag) || is_data(o, at) || is_announced(o, at))
		return false;
	return (weight < 0 || is_clutter(o, at, weight)) && !is_core(o, at, pick);
}

void
nr_text_article_clean(struct text_element_stats *o, size_t pick, unsigned flags)
{
	for (size_t i = pick + 1; i < o->v[pick].end; i++) {
		if (o->gone[i] || is_data(o, i)) {
			i = o->v[i].end - 1;
		} else if (is_left_out(o, i, pick, flags)) {
			o->gone[i] = true;
			i = o->v[i].end - 1;
		}
	}
}
