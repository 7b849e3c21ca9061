/*
 * Derive: title and date of an article without them in its front matter, by the rules of
 * Jekyll and Hugo.
 */
#ifndef LOAD_DERIVE_H
#define LOAD_DERIVE_H

#include "newsreader/article.h"

/* Set the title from the first heading of the body, otherwise from the file's name; and
 * the date from the name: "2017-05-06-untitled-walk.md" gives "Untitled Walk". "-" has no
 * name; a file named index or README gets that of its folder. The body has to be set. */
void nr_derive_title(struct nr_article *a, const char *path);
void nr_derive_date(struct nr_article *a, const char *path);

#endif
