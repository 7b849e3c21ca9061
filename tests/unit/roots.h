/*
 * Roots: a folder of folders and files to resolve roots in, for tests.
 */
#ifndef TESTS_UNIT_ROOTS_H
#define TESTS_UNIT_ROOTS_H

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/collection.h"
#include "newsreader/fs.h"
#include "newsreader/mem.h"

struct fixture {
	struct nr_options *o;
	struct nr_error err;
	struct app_roots roots;
	struct nr_diags notes;
	char *dir;		/* the working folder */
};

static inline void
make_folder(const char *name)
{
	assert_int_equal(mkdir(name, 0700), 0);
}

static inline void
make_file(const char *name)
{
	FILE *f = fopen(name, "w");

	assert_non_null(f);
	assert_int_equal(fclose(f), 0);
}

static inline int
setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));
	char dir[] = "/tmp/collection-XXXXXX";

	if (!mkdtemp(dir) || chdir(dir) < 0)
		return -1;
	f->dir = realpath(dir, NULL);
	f->o = nr_options_new();
	make_folder("home");
	make_folder("home/news");
	make_folder("a");
	make_folder("a/b");
	make_folder("a/.h");
	make_folder("a/_data");
	make_folder("a-b");
	make_file("a/x.md");
	make_file("a/x.log");
	make_file("a/.h/y.md");
	make_file("f.txt");
	assert_int_equal(symlink("a", "link"), 0);
	setenv("HOME", "home", 1);	/* relative: no home */
	unsetenv("XDG_CACHE_HOME");
	unsetenv("XDG_STATE_HOME");
	unsetenv("XDG_DATA_HOME");
	unsetenv("NEWSREADER_PATH");
	setenv("NEWSREADER_SAMPLES", "/dev/null/none", 1);
	*state = f;
	return 0;
}

static inline int
remove_one(const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
	(void)st;
	(void)kind;
	(void)ftw;
	return remove(path);
}

static inline int
teardown(void **state)
{
	struct fixture *f = *state;

	if (chdir("/") < 0 || nftw(f->dir, remove_one, 16, FTW_DEPTH | FTW_PHYS) != 0)
		return -1;
	app_roots_release(&f->roots);
	nr_diags_release(&f->notes);
	nr_options_free(f->o);
	free(f->dir);
	free(f);
	return 0;
}

/* Split at blanks; free each and the array. */
static inline char **
words(const char *text, size_t *n)
{
	char **v = nr_calloc(strlen(text) + 1, sizeof(*v));

	*n = 0;
	for (const char *p = text; *p; p += *p == ' ') {
		size_t len = strcspn(p, " ");

		v[(*n)++] = nr_strndup(p, len);
		p += len;
	}
	return v;
}

static inline void
free_words(char **v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		free(v[i]);
	free(v);
}

static inline int
resolve(struct fixture *f, const char *operands)
{
	size_t n;
	char **v = words(operands, &n);
	int rc;

	app_roots_release(&f->roots);
	rc = app_roots_resolve(f->o, v, n, &f->roots, &f->err);
	free_words(v, n);
	return rc;
}

static inline void
use_home(const struct fixture *f)
{
	char *home = nr_fs_join(f->dir, "home");

	setenv("HOME", home, 1);
	free(home);
}

#endif
