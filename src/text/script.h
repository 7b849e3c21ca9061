/*
 * Script: superscripts and subscripts as characters.
 */
#ifndef TEXT_SCRIPT_H
#define TEXT_SCRIPT_H

#include <stddef.h>

#include <gumbo.h>

#include "newsreader/buf.h"

enum nr_text_script { TEXT_SCRIPT_NONE, TEXT_SCRIPT_SUP, TEXT_SCRIPT_SUB };

/* How a <sup> or <sub> is written. */
enum nr_text_script_as {
	TEXT_SCRIPT_AS_TEXT,	/* "1st", small print, references in brackets */
	TEXT_SCRIPT_AS_CHARS,	/* "10⁸⁰": each character has such a one */
	TEXT_SCRIPT_AS_SIGN,	/* "x^k" */
	TEXT_SCRIPT_AS_GROUP	/* "x^(a+b)" */
};

/* `before` is the byte of text before the element, '\0' for none. */
enum nr_text_script_as nr_text_script_look(const GumboElement *e, char before);
/* The same for text that is not to be written as those characters. */
enum nr_text_script_as nr_text_script_without_chars(enum nr_text_script script,
	const struct nr_buf *text, char before);
/* Append text with those characters in the place of others. */
void nr_text_script_add(struct nr_buf *out, enum nr_text_script script, const char *s,
	size_t n);
/* The ASCII character and script of such a character, which has n bytes; '\0' for others. */
char nr_text_script_plain(const char *s, size_t n, enum nr_text_script *script);

#endif
