/*
 * Labels: short lines that stand in articles and are none of them. The table is
 * labels.def.
 */
#ifndef TEXT_LABELS_H
#define TEXT_LABELS_H

#include "text/element_stats.h"

/* Mark the labels in an element of the article, the links that they head, headings that
 * repeat the title (its letters) and those at the end. Needs a fresh count, and leaves
 * none. */
void nr_text_labels_clean(struct text_element_stats *o, size_t pick, const struct nr_buf *title);

#endif
