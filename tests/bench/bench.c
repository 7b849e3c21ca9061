#include "config.h"

#include <getopt.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench/floor.h"
#include "bench/pages.h"
#include "bench/session.h"
#include "bench/term.h"
#include "newsreader/buf.h"
#include "newsreader/fs.h"
#include "newsreader/mem.h"

/*
 * bench [-d FOLDER] PROGRAM N...: measure the newsreader PROGRAM on generated collections
 * of N articles, which are kept in FOLDER, and on the pages of the folder NEWSREADER_PAGES.
 */

enum { SIZES_MAX = 8, LEAST = 1000 };

/* The programs run as in a terminal of nobody's home. */
static void
set_environment(void)
{
	static const char *const env[][2] = {
		{ "TERM", "xterm-256color" }, { "LC_ALL", "C.UTF-8" }, { "TZ", "UTC" },
		{ "NEWSREADER_NOW", "2021-06-10T12:00:00Z" },
	};
	const char *path = getenv("PATH");
	char *keep = nr_strdup(path != NULL ? path : "/usr/bin:/bin");

	clearenv();
	setenv("PATH", keep, 1);
	for (size_t i = 0; i < sizeof(env) / sizeof(env[0]); i++)
		setenv(env[i][0], env[i][1], 1);
	free(keep);
}

static char *
resolve(const char *path)
{
	struct nr_error err = NR_ERROR_INIT;
	char *real = nr_fs_resolve(path, &err);

	if (real == NULL)
		bench_fail("%s", err.text);
	return real;
}

/* Another program of the folder that this one is in. */
static char *
beside(const char *self, const char *name)
{
	char *real = resolve(self);
	char *slash = strrchr(real, '/');
	char *path;

	*slash = '\0';
	path = nr_fs_join(real, name);
	free(real);
	return path;
}

struct programs {
	char *newsreader, *generate, *bare, *select;
	char *data;
	char *pages;		/* NULL: none */
};

static void
measure(const struct programs *p, size_t n, struct bench_results *r)
{
	struct bench_collection c;
	struct bench_session s = {
		.collection = &c, .program = p->newsreader, .results = r
	};

	r->articles = n;
	bench_collection_open(&c, p->data, n, p->generate);
	fprintf(stderr, "bench: %zu articles: floors", n);
	bench_floors(&c, p->bare, p->select, r);
	fprintf(stderr, ", scans");
	bench_scans(&s);
	fprintf(stderr, ", starts");
	bench_starts(&s);
	fprintf(stderr, ", keys");
	bench_keys(&s);
	fprintf(stderr, ", marks");
	bench_read_starts(&s);
	fprintf(stderr, ", done\n");
	bench_collection_forget(&c);
	bench_collection_release(&c);
}

/* They are the same for every collection, and stand in the column of the first. */
static void
measure_pages(const struct programs *p, struct bench_results *r)
{
	if (p->pages == NULL)
		return;
	fprintf(stderr, "bench: pages\n");
	bench_pages(p->pages, r);
}

static void
usage(void)
{
	fprintf(stderr, "usage: bench [-d FOLDER] PROGRAM N...\n");
	exit(2);
}

int
main(int argc, char **argv)
{
	struct bench_results results[SIZES_MAX] = { { .articles = 0 } };
	struct nr_error err = NR_ERROR_INIT;
	static const char self[] = "/proc/self/exe";
	const char *data = "bench-data";
	struct programs p;
	size_t n = 0;
	int option;

	while ((option = getopt(argc, argv, "d:")) != -1) {
		if (option != 'd')
			usage();
		data = optarg;
	}
	if (argc - optind < 2 || argc - optind > 1 + SIZES_MAX)
		usage();
	if (nr_fs_mkdirs(data, &err) < 0)
		bench_fail("%s", err.text);
	p = (struct programs){
		.newsreader = resolve(argv[optind]),
		.generate = beside(self, "generate"),
		.bare = beside(self, "bare"),
		.select = beside(self, "select"),
		.data = resolve(data),
	};
	if (getenv("NEWSREADER_PAGES") != NULL)
		p.pages = resolve(getenv("NEWSREADER_PAGES"));
	set_environment();
	for (int i = optind + 1; i < argc; i++) {
		unsigned long articles = strtoul(argv[i], NULL, 10);

		if (articles < LEAST)
			bench_fail("%s: fewer than %d articles", argv[i], LEAST);
		measure(&p, articles, &results[n++]);
	}
	measure_pages(&p, &results[0]);
	bench_table_print(results, n);
	if (p.pages == NULL)
		puts("articles of pages: not measured, NEWSREADER_PAGES names no folder");
	for (size_t i = 0; i < n; i++)
		bench_results_release(&results[i]);
	free(p.newsreader);
	free(p.generate);
	free(p.bare);
	free(p.select);
	free(p.data);
	free(p.pages);
	return 0;
}
