/*
 * Meta tags: metadata of a page, in its head and in attributes of its elements.
 */
#ifndef EXTRACT_META_TAGS_H
#define EXTRACT_META_TAGS_H

#include <stddef.h>

#include "newsreader/buf.h"
#include "markup/tag.h"

enum text_fact {
	TEXT_FACT_TITLE,
	TEXT_FACT_BYLINE,
	TEXT_FACT_SITE,
	TEXT_FACT_DATE,
	TEXT_FACT_LANGUAGE,
	TEXT_FACT_CANONICAL,
	TEXT_FACT_SUMMARY,
	TEXT_FACT_BASE,
	TEXT_FACT_DATE_SHOWN,	/* in the text of an element, not in an attribute */
	TEXT_FACT_REFRESH,	/* "0; url=...": redirect of the page */
	TEXT_FACTS
};

enum {
	TEXT_HEAD_SCRIPTS = 16,
	TEXT_FACT_MAX = 4096	/* bytes of a fact; longer ones are ignored */
};

struct text_meta_tags {
	/* ranges of the source, entities not decoded */
	struct text_value facts[TEXT_FACTS];
	unsigned ranks[TEXT_FACTS];	/* rank of the source of each fact; 0: none */
	struct text_value document;		/* content of <title> */
	struct text_value scripts[TEXT_HEAD_SCRIPTS];	/* JSON-LD */
	size_t n_scripts;
};

/* The callback of struct nr_text_tag_handler. */
void nr_text_meta_tags_take(void *head, const struct nr_text_tag *tag, const char *content,
	size_t n);

/* The text of a piece of HTML without tags: entities decoded, one clean line. NULL if it
 * has no text. The caller frees it. */
char *nr_text_meta_tags_decode(const char *s, size_t n);

#endif
