/*
 * Derive: title and date of an article whose front matter has none, as Jekyll and Hugo do.
 */
#ifndef LOAD_DERIVE_H
#define LOAD_DERIVE_H

#include "newsreader/article.h"

/* The title from the first heading of the body, else from the file's name, and the date from
 * the name: "2017-05-06-untitled-walk.md" is "Untitled Walk". "-" has no name; a file named
 * index or README has that of its folder. The body has to be set. */
void nr_derive_title(struct nr_article *a, const char *path);
void nr_derive_date(struct nr_article *a, const char *path);

#endif
