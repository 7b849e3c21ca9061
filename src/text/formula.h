/*
 * Formula: the TeX that a formula of MathML has beside it, as text.
 */
#ifndef TEXT_FORMULA_H
#define TEXT_FORMULA_H

#include "newsreader/buf.h"
#include "text/tag.h"

/* s is after the tag <math>. If the element has TeX, in its attribute alttext or as an
 * annotation, append that to *out as HTML and return the place after </math>; else return
 * s. *searched, NULL at first, is the end of what was looked at: formulas before it are part
 * of another one, and s is returned at once. */
const char *nr_text_formula_add(struct nr_buf *out, const struct nr_text_tag *tag,
	const char *s, const char *end, const char **searched);

#endif
