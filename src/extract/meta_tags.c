/* Collects metadata of a page from <meta>, <link> and attributes of elements. */
#include "config.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "newsreader/html.h"
#include "newsreader/mem.h"
#include "extract/meta_tags.h"
#include "extract/page_date.h"

/* Names of <meta> tags; the source with the lowest rank wins. */
static const struct {
	const char *name;
	enum text_fact fact;
	unsigned rank;
} metas[] = {
	{ "og:title", TEXT_FACT_TITLE, 1 },
	{ "twitter:title", TEXT_FACT_TITLE, 2 },
	{ "dc.title", TEXT_FACT_TITLE, 3 },
	{ "dcterms.title", TEXT_FACT_TITLE, 3 },
	{ "parsely-title", TEXT_FACT_TITLE, 3 },
	{ "author", TEXT_FACT_BYLINE, 1 },
	{ "parsely-author", TEXT_FACT_BYLINE, 2 },
	{ "dc.creator", TEXT_FACT_BYLINE, 2 },
	{ "dcterms.creator", TEXT_FACT_BYLINE, 2 },
	{ "sailthru.author", TEXT_FACT_BYLINE, 2 },
	{ "byl", TEXT_FACT_BYLINE, 2 },
	{ "article:author", TEXT_FACT_BYLINE, 3 },
	{ "og:site_name", TEXT_FACT_SITE, 1 },
	{ "application-name", TEXT_FACT_SITE, 2 },
	{ "dc.publisher", TEXT_FACT_SITE, 3 },
	{ "article:published_time", TEXT_FACT_DATE, 1 },
	{ "datepublished", TEXT_FACT_DATE, 2 },
	{ "citation_publication_date", TEXT_FACT_DATE, 3 },
	{ "citation_online_date", TEXT_FACT_DATE, 3 },
	{ "citation_date", TEXT_FACT_DATE, 3 },
	{ "dc.date", TEXT_FACT_DATE, 3 },
	{ "dcterms.created", TEXT_FACT_DATE, 3 },
	{ "dc.date.issued", TEXT_FACT_DATE, 3 },
	{ "parsely-pub-date", TEXT_FACT_DATE, 3 },
	{ "sailthru.date", TEXT_FACT_DATE, 3 },
	{ "publish-date", TEXT_FACT_DATE, 3 },
	{ "pubdate", TEXT_FACT_DATE, 3 },
	{ "date", TEXT_FACT_DATE, 4 },
	{ "og:locale", TEXT_FACT_LANGUAGE, 3 },
	{ "content-language", TEXT_FACT_LANGUAGE, 2 },
	{ "og:url", TEXT_FACT_CANONICAL, 2 },
	{ "refresh", TEXT_FACT_REFRESH, 1 },
	{ "og:description", TEXT_FACT_SUMMARY, 1 },
	{ "description", TEXT_FACT_SUMMARY, 2 },
	{ "twitter:description", TEXT_FACT_SUMMARY, 3 },
};

static bool
is_date(const struct text_value *v)
{
	char *date = nr_text_page_date(v->s, v->n);

	free(date);
	return date != NULL;
}

static void
keep(struct text_meta_tags *h, enum text_fact fact, unsigned rank, struct text_value value)
{
	while (value.n > 0 && (unsigned char)*value.s <= ' ') {
		value.s++;
		value.n--;
	}
	if (value.n == 0 || value.n > TEXT_FACT_MAX)
		return;
	if (h->ranks[fact] != 0 && h->ranks[fact] <= rank)
		return;
	if ((fact == TEXT_FACT_DATE || fact == TEXT_FACT_DATE_SHOWN) && !is_date(&value))
		return;
	h->ranks[fact] = rank;
	h->facts[fact] = value;
}

static bool
is(const struct text_value *v, const char *word)
{
	return v->s != NULL && strlen(word) == v->n && strncasecmp(v->s, word, v->n) == 0;
}

/* True if the space-separated list contains the word. */
static bool
has_word(const struct text_value *v, const char *word)
{
	size_t n = strlen(word);

	for (size_t i = 0; v->s != NULL && i + n <= v->n; i++) {
		if (strncasecmp(v->s + i, word, n) == 0
				&& (i == 0 || (unsigned char)v->s[i - 1] <= ' ')
				&& (i + n == v->n || (unsigned char)v->s[i + n] <= ' '))
			return true;
	}
	return false;
}

/* "article:author" often has the URL of a profile. */
static bool
is_address(const struct text_value *v)
{
	return v->n > 7 && strncasecmp(v->s, "http", 4) == 0;
}

static void
see_meta(struct text_meta_tags *h, const struct nr_text_tag *tag)
{
	static const enum text_attr named_by[] = {
		TEXT_ATTR_PROPERTY, TEXT_ATTR_NAME, TEXT_ATTR_ITEMPROP, TEXT_ATTR_HTTP_EQUIV,
	};
	const struct text_value *content = &tag->attrs[TEXT_ATTR_CONTENT];

	if (content->s == NULL)
		return;
	for (size_t i = 0; i < sizeof metas / sizeof metas[0]; i++) {
		for (size_t k = 0; k < sizeof named_by / sizeof named_by[0]; k++) {
			if (has_word(&tag->attrs[named_by[k]], metas[i].name)
					&& !(metas[i].fact == TEXT_FACT_BYLINE
						&& is_address(content)))
				keep(h, metas[i].fact, metas[i].rank, *content);
		}
	}
}

static void
see_script(struct text_meta_tags *h, const struct nr_text_tag *tag, const char *content, size_t n)
{
	if (h->n_scripts < TEXT_HEAD_SCRIPTS && n > 0
			&& is(&tag->attrs[TEXT_ATTR_TYPE], "application/ld+json"))
		h->scripts[h->n_scripts++] = (struct text_value){ content, n };
}

/* True for class names such as "post-date" or "published". */
static bool
is_date_class(const struct text_value *v)
{
	static const char *const parts[] = { "date", "published", "datum", "fecha" };

	for (size_t i = 0; v->s != NULL && i < sizeof parts / sizeof parts[0]; i++) {
		size_t n = strlen(parts[i]);

		for (size_t at = 0; at + n <= v->n; at++) {
			if (strncasecmp(v->s + at, parts[i], n) == 0
					&& (at < 2 || strncasecmp(v->s + at - 2, "up", 2) != 0))
				return true;
		}
	}
	return false;
}

/* Handle an element that may have the publication date. */
static void
see_date(struct text_meta_tags *h, const struct nr_text_tag *tag, struct text_value shown)
{
	const struct text_value *v = tag->attrs;
	bool published = has_word(&v[TEXT_ATTR_ITEMPROP], "datePublished");
	bool is_time = tag->id == GUMBO_TAG_TIME;

	if (published || is_time)
		keep(h, TEXT_FACT_DATE, published ? 2 : 5, v[TEXT_ATTR_DATETIME]);
	if (published) {
		keep(h, TEXT_FACT_DATE, 2, v[TEXT_ATTR_CONTENT]);
		keep(h, TEXT_FACT_DATE_SHOWN, 1, shown);
	} else if (is_time) {
		keep(h, TEXT_FACT_DATE_SHOWN, 2, shown);
	} else if (is_date_class(&v[TEXT_ATTR_CLASS]) || is_date_class(&v[TEXT_ATTR_ID])) {
		keep(h, TEXT_FACT_DATE_SHOWN, 3, shown);
	}
}

void
nr_text_meta_tags_take(void *ctx, const struct nr_text_tag *tag, const char *content, size_t n)
{
	struct text_meta_tags *h = ctx;
	const struct text_value *v = tag->attrs;

	switch (tag->id) {
	case GUMBO_TAG_HTML:
		keep(h, TEXT_FACT_LANGUAGE, 1, v[TEXT_ATTR_LANG]);
		break;
	case GUMBO_TAG_BASE:
		keep(h, TEXT_FACT_BASE, 1, v[TEXT_ATTR_HREF]);
		break;
	case GUMBO_TAG_META:
		see_meta(h, tag);
		break;
	case GUMBO_TAG_LINK:
		if (has_word(&v[TEXT_ATTR_REL], "canonical"))
			keep(h, TEXT_FACT_CANONICAL, 1, v[TEXT_ATTR_HREF]);
		break;
	case GUMBO_TAG_TITLE:
		if (h->document.n == 0 && n <= TEXT_FACT_MAX)
			h->document = (struct text_value){ content, n };
		break;
	case GUMBO_TAG_SCRIPT:
		see_script(h, tag, content, n);
		break;
	default:
		see_date(h, tag, (struct text_value){ content, n });
		break;
	}
}

char *
nr_text_meta_tags_decode(const char *s, size_t n)
{
	struct nr_buf html = NR_BUF_INIT;
	struct nr_doc doc = NR_DOC_INIT;
	char *text = NULL;

	for (size_t i = 0; i < n; i++) {
		if (s[i] == '<')
			nr_buf_addz(&html, "&lt;");
		else
			nr_buf_addch(&html, s[i]);
	}
	nr_html_to_doc(nr_buf_str(&html), html.len, &doc);
	nr_doc_end(&doc);
	nr_buf_clear(&html);
	if (doc.n > 0) {
		nr_block_plain(&doc.blocks[0], &html);
		text = nr_strdup(nr_buf_str(&html));
	}
	nr_doc_release(&doc);
	nr_buf_release(&html);
	return text;
}
