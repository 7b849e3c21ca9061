/*
 * Labels: short lines in an article that are not part of it, such as "Read also". The
 * table is labels.def.
 */
#ifndef EXTRACT_LABELS_H
#define EXTRACT_LABELS_H

#include "extract/element_stats.h"

/* Mark the labels in a pick, the links after them, headings that repeat the title (given
 * as letters) and headings at the end. The counts must be up to date, and are outdated
 * afterwards. */
void nr_text_labels_clean(struct text_element_stats *o, size_t pick, const struct nr_buf *title);

#endif
