/*
 * Fields: converts a mapping of the front matter to an article.
 */
#ifndef LOAD_FIELDS_H
#define LOAD_FIELDS_H

#include "load/yaml.h"
#include "newsreader/article.h"

/* Read the mapping that begins with the current event into *a, which is empty. */
int nr_fields_read(struct nr_yaml *y, struct nr_article *a);

#endif
