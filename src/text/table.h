/*
 * Table: tells tables of data from tables that only arrange a page.
 */
#ifndef TEXT_TABLE_H
#define TEXT_TABLE_H

#include <stdbool.h>

#include <gumbo.h>

/* True if its cells can be shown side by side. */
bool nr_text_table_is_data(const GumboElement *table);

#endif
