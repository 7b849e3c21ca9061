/*
 * Script: superscripts and subscripts as Unicode characters.
 */
#ifndef TEXT_SCRIPT_H
#define TEXT_SCRIPT_H

#include <stdbool.h>
#include <stddef.h>

#include "newsreader/buf.h"

enum nr_text_script { TEXT_SCRIPT_NONE, TEXT_SCRIPT_SUP, TEXT_SCRIPT_SUB };

/* How to write a <sup> or <sub>. */
enum nr_text_script_as {
	TEXT_SCRIPT_AS_TEXT,	/* plain: "1st", small print, references in brackets */
	TEXT_SCRIPT_AS_CHARS,	/* "10⁸⁰": each character has such a form */
	TEXT_SCRIPT_AS_SIGN,	/* "x^k" */
	TEXT_SCRIPT_AS_GROUP	/* "x^(a+b)" */
};

/* Choose the form of n bytes; `before` is the byte of text before them, '\0' for none.
 * AS_CHARS only if with_chars. */
enum nr_text_script_as nr_text_script_form(enum nr_text_script script, const char *s,
	size_t n, char before, bool with_chars);
/* Append text in superscript or subscript characters. */
void nr_text_script_add(struct nr_buf *out, enum nr_text_script script, const char *s,
	size_t n);
/* The ASCII character and the script of a superscript or subscript of n bytes; '\0' for
 * other characters. */
char nr_text_script_plain(const char *s, size_t n, enum nr_text_script *script);

#endif
