/*
 * Tag: one tag of HTML source, as split by the HTML5 tokenizer.
 */
#ifndef MARKUP_TAG_H
#define MARKUP_TAG_H

#include <stdbool.h>
#include <stddef.h>

#include <gumbo.h>

enum text_attr {
	/* Attributes kept in the tree. */
	TEXT_ATTR_ALIGN,
	TEXT_ATTR_ALT,
	TEXT_ATTR_ARIA_HIDDEN,
	TEXT_ATTR_CHECKED,
	TEXT_ATTR_CLASS,
	TEXT_ATTR_COLSPAN,
	TEXT_ATTR_DATA_SRC,
	TEXT_ATTR_HEIGHT,
	TEXT_ATTR_HIDDEN,
	TEXT_ATTR_HREF,
	TEXT_ATTR_ID,
	TEXT_ATTR_ITEMPROP,
	TEXT_ATTR_REL,
	TEXT_ATTR_ROLE,
	TEXT_ATTR_ROWSPAN,
	TEXT_ATTR_SRC,
	TEXT_ATTR_START,
	TEXT_ATTR_STYLE,
	TEXT_ATTR_TITLE,
	TEXT_ATTR_WIDTH,
	/* Attributes with metadata. */
	TEXT_ATTR_CHARSET,
	TEXT_ATTR_CONTENT,
	TEXT_ATTR_DATETIME,
	TEXT_ATTR_HTTP_EQUIV,
	TEXT_ATTR_LANG,
	TEXT_ATTR_NAME,
	TEXT_ATTR_PROPERTY,
	TEXT_ATTR_TYPE,
	/* Attribute of a formula with its TeX. */
	TEXT_ATTR_ALTTEXT,
	TEXT_ATTRS,
	TEXT_ATTRS_OF_TREE = TEXT_ATTR_CHARSET
};

struct text_value {
	const char *s;	/* range of the source, entities not decoded; NULL if missing */
	size_t n;
};

struct nr_text_tag {
	const char *name;	/* range of the source, in any case */
	size_t n_name;
	GumboTag id;		/* GUMBO_TAG_UNKNOWN if it is not an HTML element */
	bool end;		/* </name> */
	bool closed;		/* <name/> */
	struct text_value attrs[TEXT_ATTRS];
};

/* Read the tag at s, which begins with '<' or "</" and a letter. Returns the position
 * after its '>', or NULL if the source ends before. */
const char *nr_text_tag_read(const char *s, const char *end, struct nr_text_tag *tag);

extern const char *const text_attr_names[TEXT_ATTRS];

#endif
