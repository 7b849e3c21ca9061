/*
 * Table: distinguishes data tables from layout tables.
 */
#ifndef MARKUP_TABLE_H
#define MARKUP_TABLE_H

#include <stdbool.h>

#include <gumbo.h>

/* True for a data table, whose cells can be shown side by side. */
bool nr_text_table_is_data(const GumboElement *table);

#endif
