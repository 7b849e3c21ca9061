#include "config.h"

#include "newsreader/scan.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "newsreader/arena.h"
#include "newsreader/fs.h"
#include "newsreader/load.h"
#include "newsreader/mem.h"

enum { FLUSH_MS = 50, FLUSH_MS_MAX = 250, STOPPED = 1 };

static const struct nr_fs_stamp no_stamp = { 0, 0, 0, 0 };

struct target {
	const char *path;
	struct nr_fs_stamp stamp;
};

struct run {
	struct nr_store *store;
	const struct nr_scan *scan;
	struct nr_scan_progress *done;
	struct nr_error *err;
	struct nr_arena arena;		/* of the paths */
	struct target *v;
	size_t n, cap;
	const char *root;		/* that is walked */
	int64_t flushed;		/* milliseconds */
	int64_t pause;			/* milliseconds to the next flush */
};

static int64_t
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void
tell(struct run *r)
{
	if (r->scan->progress)
		r->scan->progress(r->scan->ctx, r->done);
	r->flushed = now_ms();
}

/* Between two files: show what was done, and hear whether to go on. The first rows come
 * at once; later flushes are fewer, for each writes every page of the index that its
 * articles hit. */
static int
tick(struct run *r)
{
	if (now_ms() - r->flushed >= r->pause) {
		if (nr_store_scan_flush(r->store, r->err) < 0)
			return -1;
		tell(r);
		if (r->pause < FLUSH_MS_MAX)
			r->pause += FLUSH_MS;
	}
	if (r->scan->cancelled && r->scan->cancelled(r->scan->ctx))
		return STOPPED;
	return 0;
}

/* ---- one file ---- */

static bool
is_stdin(const char *path)
{
	return strcmp(path, "-") == 0;
}

static bool
is_there(const char *path)
{
	return access(path, F_OK) == 0 || errno != ENOENT;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The place that an error's text begins with has fields of its own in a diagnostic. */
static void
add_failure(struct nr_diags *diags, const char *path, const struct nr_error *why)
{
	size_t n = strlen(path);
	const char *text = why->text;
	unsigned at[2] = { 0, 0 };

	if (strncmp(text, path, n) == 0 && text[n] == ':') {
		text += n;
		for (int i = 0; i < 2 && text[0] == ':' && is_digit(text[1]); i++) {
			char *end;

			at[i] = (unsigned)strtoul(text + 1, &end, 10);
			text = end;
		}
		text += strspn(text, ": ");
	}
	nr_diag_add(diags, NR_FAILURE, path, at[0], at[1], "%s", text);
}

static int
put(struct run *r, const char *path, const struct nr_fs_stamp *stamp,
	const struct nr_article *a, const struct nr_diags *diags)
{
	if (nr_store_scan_put(r->store, path, stamp, a, diags, r->err) < 0)
		return -1;
	r->done->changed = true;
	r->done->parsed++;
	r->done->failed += a == NULL;
	r->done->problems += diags->n;
	return 0;
}

static int
put_loaded(struct run *r, const struct target *t, int loaded, struct nr_article *a,
	struct nr_diags *diags, const struct nr_error *why)
{
	/* Permissions change without a trace in the stamp: without one it is tried again
	 * each time. */
	const struct nr_fs_stamp *stamp =
		loaded < 0 && why->code == NR_ERR_SYSTEM ? &no_stamp : &t->stamp;

	if (loaded < 0)
		add_failure(diags, t->path, why);
	else
		nr_article_identify(a, t->path);
	return put(r, t->path, stamp, loaded < 0 ? NULL : a, diags);
}

static int
read_file(struct run *r, const struct target *t)
{
	struct nr_diags diags = NR_DIAGS_INIT;
	struct nr_error why = NR_ERROR_INIT;
	struct nr_article *a = NULL;
	int loaded = nr_load_file(t->path, &a, &diags, &why);
	int rc = 0;

	/* A pipe gives its text once: a later scan keeps what came. */
	if (loaded < 0 && is_stdin(t->path) && nr_store_find(r->store, t->path))
		rc = nr_store_scan_keep(r->store, t->path, r->err);
	else if (loaded == 0 || is_stdin(t->path) || is_there(t->path))
		rc = put_loaded(r, t, loaded, a, &diags, &why);
	nr_article_free(a);
	nr_diags_release(&diags);
	return rc;
}

static int
read_target(struct run *r, const struct target *t)
{
	if (!is_stdin(t->path) && nr_store_scan_is_fresh(r->store, t->path, &t->stamp))
		return 0;
	return read_file(r, t);
}

static int
read_targets(struct run *r)
{
	int rc = 0;

	r->done->seen = 0;
	r->done->total = r->n;
	for (size_t i = 0; i < r->n && rc == 0; i++) {
		rc = read_target(r, &r->v[i]);
		r->done->seen++;
		if (rc == 0)
			rc = tick(r);
	}
	return rc;
}

/* ---- the walk ---- */

static void
add_target(struct run *r, const char *path, const struct nr_fs_stamp *stamp)
{
	r->v = nr_grow(r->v, &r->cap, r->n + 1, sizeof *r->v);
	r->v[r->n++] = (struct target){
		.path = nr_arena_strndup(&r->arena, path, strlen(path)), .stamp = *stamp
	};
	r->done->seen = r->n;
}

/* A folder that cannot be looked at now keeps the files known below it. */
static int
put_problem(struct run *r, const char *path, const char *text)
{
	struct nr_diags diags = NR_DIAGS_INIT;
	int rc = nr_store_scan_keep(r->store, path, r->err);

	nr_diag_add(&diags, NR_FAILURE, path, 0, 0, "%s", text);
	if (rc == 0)
		rc = put(r, path, &no_stamp, NULL, &diags);
	nr_diags_release(&diags);
	return rc;
}

static bool
enter(void *ctx, const char *name)
{
	(void)ctx;
	return strcmp(name, "_data") != 0;
}

static int
visit(void *ctx, const struct nr_fs_entry *e)
{
	struct run *r = ctx;
	int rc = 0;

	if (!e->stamp)
		rc = put_problem(r, e->path, e->problem);
	else if (nr_load_is_article_name(e->name) || strcmp(e->path, r->root) == 0)
		add_target(r, e->path, e->stamp);
	return rc == 0 ? tick(r) : rc;
}

static int
walk_root(struct run *r, const char *root)
{
	struct nr_error why = NR_ERROR_INIT;
	size_t n = strlen(root);
	const char *text = why.text;
	int rc;

	if (is_stdin(root)) {
		add_target(r, root, &no_stamp);
		return 0;
	}
	r->root = root;
	rc = nr_fs_walk(root, enter, visit, r, &why);
	if (rc >= 0 || why.code == NR_ERR_NONE)
		return rc;
	if (strncmp(text, root, n) == 0)
		text += n + strspn(text + n, ": ");
	return put_problem(r, root, text);
}

static int
walk_roots(struct run *r)
{
	int rc = 0;

	for (size_t i = 0; i < r->scan->n_roots && rc == 0; i++)
		rc = walk_root(r, r->scan->roots[i]);
	return rc;
}

/* ---- what went away ---- */

static int
revisit(void *ctx, const struct nr_fs_entry *e)
{
	struct target t = { .path = e->path };

	if (!e->stamp)
		return 0;
	t.stamp = *e->stamp;
	return read_file(ctx, &t);
}

static int
forget_gone(struct run *r)
{
	size_t gone = 0;
	char *path;
	int rc = nr_store_scan_forget(r->store, &gone, r->err);

	r->done->changed |= gone > 0;
	while (rc == 0 && (path = nr_store_scan_stale(r->store)) != NULL) {
		struct nr_error missing = NR_ERROR_INIT;

		rc = nr_fs_walk(path, NULL, revisit, r, &missing);
		if (missing.code != NR_ERR_NONE)
			rc = 0;
		free(path);
	}
	return rc;
}

static int
run_once(struct run *r)
{
	struct nr_error unused = NR_ERROR_INIT;
	int rc;

	*r->done = (struct nr_scan_progress){ .seen = 0 };
	r->n = 0;
	r->flushed = now_ms();
	r->pause = FLUSH_MS;
	if (nr_store_scan_begin(r->store, r->err) < 0)
		return -1;
	rc = walk_roots(r);
	if (rc == 0)
		rc = read_targets(r);
	if (rc == 0)
		rc = forget_gone(r);
	if (rc == 0)
		return nr_store_scan_end(r->store, true, r->err);
	nr_store_scan_end(r->store, false, &unused);
	return rc == STOPPED ? nr_error_set(r->err, NR_ERR_CANCELLED, "cancelled") : rc;
}

int
nr_scan_run(struct nr_store *store, const struct nr_scan *scan,
	struct nr_scan_progress *done, struct nr_error *err)
{
	struct nr_error first = NR_ERROR_INIT;
	struct run r = {
		.store = store, .scan = scan, .done = done, .err = &first,
		.arena = NR_ARENA_INIT
	};
	int rc = run_once(&r);

	/* The index was damaged and is empty now. */
	if (rc < 0 && first.code == NR_ERR_INPUT) {
		r.err = err;
		rc = run_once(&r);
	} else if (rc < 0) {
		*err = first;
	}
	tell(&r);
	nr_arena_release(&r.arena);
	free(r.v);
	return rc;
}
