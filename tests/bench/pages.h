/*
 * Pages: extracting articles against gumbo's parse of the same pages.
 */
#ifndef BENCH_PAGES_H
#define BENCH_PAGES_H

#include "bench/table.h"

/* Every file below the folder whose name ends in .html is a page; milliseconds for all. */
void bench_pages(const char *folder, struct bench_results *r);

#endif
