/*
 * Same: whether two texts say the same, whatever their punctuation, spaces and case.
 */
#ifndef TEXT_SAME_H
#define TEXT_SAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <gumbo.h>

#include "newsreader/buf.h"

/* A letter or digit of folded text, in any script. */
bool nr_text_same_is_letter(uint32_t cp);

/* Append the letters and digits of a text alone, folded. */
void nr_text_same_letters(struct nr_buf *out, const char *s, size_t n);

/* The same of the text in an element, of about `max` bytes. */
void nr_text_same_element(struct nr_buf *out, const GumboElement *e, size_t max);

/* Of letters made by it: true if one is the other, or most of it in front. */
bool nr_text_same_begins(const struct nr_buf *a, const struct nr_buf *b);

#endif
