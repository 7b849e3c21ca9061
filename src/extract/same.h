/*
 * Same: compares texts without punctuation, spaces and case.
 */
#ifndef EXTRACT_SAME_H
#define EXTRACT_SAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <gumbo.h>

#include "newsreader/buf.h"

/* True for a letter or digit of folded text, in any script. */
bool nr_text_same_is_letter(uint32_t cp);

/* Append only the letters and digits of a text, folded. */
void nr_text_same_letters(struct nr_buf *out, const char *s, size_t n);

/* The same for the text in an element, up to about `max` bytes. */
void nr_text_same_element(struct nr_buf *out, const GumboElement *e, size_t max);

/* Compare results of the above: true if they are equal, or one is the beginning and at
 * least 3/4 of the other. */
bool nr_text_same_begins(const struct nr_buf *a, const struct nr_buf *b);

#endif
