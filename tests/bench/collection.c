#include "config.h"

#include "bench/collection.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bench/proc.h"
#include "bench/term.h"
#include "newsreader/buf.h"
#include "newsreader/fs.h"
#include "newsreader/mem.h"

enum { CHANGED = 1000, PER_FOLDER = 1000, FILE_MAX = 1 << 24 };

static const char seed[] = "1";

static void
read_manifest(struct bench_collection *c)
{
	char *path = nr_fs_join(c->folder, "manifest");
	FILE *f = fopen(path, "r");
	char line[128];

	c->bytes = -1;
	while (f != NULL && fgets(line, sizeof(line), f) != NULL) {
		if (strncmp(line, "bytes ", 6) == 0)
			c->bytes = strtod(line + 6, NULL);
		else if (strncmp(line, "election ", 9) == 0)
			c->in_topic = strtol(line + 9, NULL, 10);
	}
	if (f != NULL)
		fclose(f);
	free(path);
}

/* Written by the program as it is now, and nothing changed since. */
static bool
is_whole(const struct bench_collection *c, const char *generate)
{
	char *path = nr_fs_join(c->folder, "manifest");
	struct stat manifest, program;
	bool is_new = stat(path, &manifest) == 0 && stat(generate, &program) == 0
		&& manifest.st_mtime >= program.st_mtime;

	free(path);
	return is_new && c->bytes == bench_tree_bytes(c->articles);
}

static void
make(struct bench_collection *c, const char *generate)
{
	char number[32];
	const char *argv[] = { generate, c->folder, number, seed, NULL };
	double ms;

	fprintf(stderr, "bench: writing %zu articles to %s\n", c->n, c->folder);
	snprintf(number, sizeof(number), "%zu", c->n);
	bench_tree_remove(c->folder);
	ms = bench_proc_run(argv, "/dev/null");
	read_manifest(c);
	fprintf(stderr, "bench: %.0f MB in %.1f s\n", c->bytes / 1e6, ms / 1e3);
	/* Writing back must not go on while something is measured. */
	sync();
}

static void
set(const char *name, const char *value)
{
	if (setenv(name, value, 1) < 0)
		bench_fail("no memory");
}

void
bench_collection_open(struct bench_collection *c, const char *data, size_t n,
	const char *generate)
{
	struct nr_error err = NR_ERROR_INIT;
	struct nr_buf b = NR_BUF_INIT;

	nr_buf_addf(&b, "%s/%zu", data, n);
	*c = (struct bench_collection){ .n = n, .folder = nr_buf_take(&b) };
	c->articles = nr_fs_join(c->folder, "articles");
	c->home = nr_fs_join(c->folder, "home");
	read_manifest(c);
	if (!is_whole(c, generate))
		make(c, generate);
	if (!is_whole(c, generate))
		bench_fail("%s is not whole", c->folder);
	bench_collection_forget(c);
	if (nr_fs_mkdirs(c->home, &err) < 0 || chdir(c->folder) < 0)
		bench_fail("%s: %s", c->folder, strerror(errno));
	set("HOME", c->home);
}

void
bench_collection_release(struct bench_collection *c)
{
	free(c->folder);
	free(c->articles);
	free(c->home);
}

void
bench_collection_forget(const struct bench_collection *c)
{
	struct nr_error err = NR_ERROR_INIT;

	bench_tree_remove(c->home);
	if (nr_fs_mkdirs(c->home, &err) < 0)
		bench_fail("%s", err.text);
}

char *
bench_collection_path(const struct bench_collection *c, size_t i)
{
	struct nr_buf b = NR_BUF_INIT;

	nr_buf_addf(&b, "%s/%04zu/%07zu.md", c->articles, i / PER_FOLDER, i);
	return nr_buf_take(&b);
}

/* As editors and git do, so that nobody reads half a file. */
static void
write_file(const char *path, const struct nr_buf *b)
{
	char *part = nr_strdup(path);
	FILE *f;

	memcpy(part + strlen(part) - 3, ".tm", 3);
	f = fopen(part, "wb");
	if (f == NULL || fwrite(b->data, 1, b->len, f) != b->len || fclose(f) != 0
			|| rename(part, path) < 0)
		bench_fail("%s: %s", path, strerror(errno));
	free(part);
}

/* The last file of the walk, and the last article of the list. */
static void
put_one_more(const struct bench_collection *c, bool more)
{
	char *folder = nr_fs_join(c->articles, "more");
	char *path = nr_fs_join(folder, "one.md");
	struct nr_error err = NR_ERROR_INIT;
	struct nr_buf b = NR_BUF_INIT;

	if (more && nr_fs_mkdirs(folder, &err) == 0) {
		nr_buf_addz(&b, "---\ntitle: One more\nwebUrl: "
			"https://www.example.com/more\n"
			"publishedDateTime: 2001-01-01\n---\n");
		write_file(path, &b);
	} else if (!more) {
		bench_tree_remove(folder);
	}
	nr_buf_release(&b);
	free(path);
	free(folder);
}

void
bench_collection_change(const struct bench_collection *c, bool more)
{
	size_t n = c->n < CHANGED ? c->n : CHANGED;

	for (size_t i = 0; i < n; i++) {
		char *path = bench_collection_path(c, i * (c->n / n));

		if (utimensat(AT_FDCWD, path, NULL, 0) < 0)
			bench_fail("%s: %s", path, strerror(errno));
		free(path);
	}
	put_one_more(c, more);
}

void
bench_collection_retitle(const struct bench_collection *c, const char *title)
{
	static const char key[] = "\ntitle: \"", mark[] = "Rewritten ";
	struct nr_buf old = NR_BUF_INIT, new = NR_BUF_INIT;
	struct nr_error err = NR_ERROR_INIT;
	char *path = bench_collection_path(c, 0);
	const char *at;

	if (nr_fs_read(path, FILE_MAX, &old, &err) < 0)
		bench_fail("%s", err.text);
	at = strstr(nr_buf_str(&old), key);
	if (at == NULL)
		bench_fail("%s has no title", path);
	at += strlen(key);
	nr_buf_add(&new, old.data, (size_t)(at - old.data));
	nr_buf_addz(&new, title);
	if (strncmp(at, mark, strlen(mark)) == 0)
		at = strstr(at, " | ") + 3;
	nr_buf_addz(&new, at);
	write_file(path, &new);
	nr_buf_release(&old);
	nr_buf_release(&new);
	free(path);
}
