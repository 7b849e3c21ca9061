/*
 * Formula: replaces MathML by the TeX source that it includes.
 */
#ifndef MARKUP_FORMULA_H
#define MARKUP_FORMULA_H

#include "newsreader/buf.h"
#include "markup/tag.h"

/* s is after the tag <math>. If the element has TeX, in its attribute alttext or as an
 * annotation, appends that to *out as HTML and returns the position after </math>;
 * otherwise returns s. *searched, initially NULL, is the end of the part already
 * searched: formulas before it are nested in another one, and s is returned at once. */
const char *nr_text_formula_add(struct nr_buf *out, const struct nr_text_tag *tag,
	const char *s, const char *end, const char **searched);

#endif
