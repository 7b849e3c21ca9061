/* Scans folders of article files into the index. */
#include "config.h"

#include "newsreader/clock.h"
#include "newsreader/log.h"
#include "newsreader/scan.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "load/batch.h"
#include "newsreader/load.h"
#include "newsreader/mem.h"
#include "newsreader/url.h"

enum { FLUSH_MS = 30, FLUSH_MS_MAX = 1000, REPORT_MS = 100, STOPPED = 1 };

/* The stamp of a problem has this size, which no file has, and a hash of the problem's
 * text as its time: so the index can tell whether the problem is still the same. */
enum { PROBLEM_SIZE = -2 };

struct run {
	struct nr_store *store;
	const struct nr_scan *scan;
	struct nr_scan_progress *done;
	struct nr_error *err;
	const char *root;		/* root of the walk */
	struct nr_known_files known;	/* indexed files of the folder being walked */
	size_t at;			/* index of the next one expected */
	struct nr_batch *batch;		/* batch being filled, or NULL */
	struct nr_readers readers;
	size_t met;			/* number of files met */
	int64_t flushed, reported;		/* milliseconds */
	int64_t pause;			/* current flush interval, milliseconds */
};

static void
report(struct run *r)
{
	if (r->scan->progress)
		r->scan->progress(r->scan->ctx, r->done);
	r->reported = nr_clock_ms();
}

/* Called between files: flush, report progress, and check for cancellation. The first
 * flush is early, to show rows; later intervals grow, because a flush writes every index
 * page that was touched. */
static int
tick(struct run *r)
{
	int64_t now = nr_clock_ms();

	if (now - r->flushed >= r->pause) {
		if (nr_store_scan_flush(r->store, r->err) < 0)
			return -1;
		report(r);
		r->flushed = r->reported;
		if (r->pause < FLUSH_MS_MAX)
			r->pause *= 2;
	} else if (now - r->reported >= REPORT_MS) {
		report(r);
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

static struct nr_fs_stamp
problem_stamp(const char *text)
{
	return (struct nr_fs_stamp){ .size = PROBLEM_SIZE, .mtime = nr_url_id(text) };
}

static bool
same_stamp(const struct nr_fs_stamp *a, const struct nr_fs_stamp *b)
{
	return a->dev == b->dev && a->ino == b->ino && a->size == b->size &&
		a->mtime == b->mtime;
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

/* Put a file or folder that cannot be read. It is counted in every scan, but written
 * once. */
static int
put_problem(struct run *r, const char *path, const char *text)
{
	struct nr_fs_stamp stamp = problem_stamp(text);
	struct nr_diags diags = NR_DIAGS_INIT;
	int rc;

	if (nr_store_scan_is_fresh(r->store, path, &stamp)) {
		r->done->failed++;
		r->done->problems++;
		return 0;
	}
	nr_diag_add(&diags, NR_FAILURE, path, 0, 0, "%s", text);
	rc = put(r, path, &stamp, NULL, &diags);
	nr_diags_release(&diags);
	return rc;
}

static int
put_failure(struct run *r, const struct nr_reading *f)
{
	/* A change of permissions does not change the stamp, so the file is tried in each
	 * scan. */
	if (f->why.code == NR_ERR_SYSTEM)
		return put_problem(r, f->path, f->diags.v[0].text);
	return put(r, f->path, &f->stamp, NULL, &f->diags);
}

static int
put_reading(struct run *r, const struct nr_reading *f)
{
	if (f->rc == 0)
		return put(r, f->path, &f->stamp, f->article, &f->diags);
	/* A pipe can be read only once: later scans keep its article. */
	if (is_stdin(f->path) && nr_store_find(r->store, f->path))
		return nr_store_scan_keep(r->store, f->path, r->err);
	return is_stdin(f->path) || is_there(f->path) ? put_failure(r, f) : 0;
}

/* ---- finished batches ---- */

static int
put_batch(struct run *r, struct nr_batch *b)
{
	int rc = 0;

	for (size_t i = 0; i < b->n && rc == 0; i++) {
		rc = put_reading(r, &b->v[i]);
		r->done->seen++;
		if (rc == 0)
			rc = tick(r);
	}
	nr_readers_keep(&r->readers, b);
	return rc;
}

/* Put one finished batch, and more while the workers have enough queued; with `all`, wait
 * for the rest. Putting all finished batches at once would leave the workers idle. */
static int
put_ready(struct run *r, bool all)
{
	bool more = true;
	int rc = 0;

	while (rc == 0 && more) {
		bool wait = all || nr_readers_are_busy(&r->readers);
		struct nr_batch *b = nr_readers_take(&r->readers, wait);

		rc = b ? put_batch(r, b) : 0;
		more = b && wait;
	}
	return rc;
}

static int
send_batch(struct run *r)
{
	struct nr_batch *b = r->batch;

	r->batch = NULL;
	if (b && nr_readers_start(&r->readers, b, r->err) < 0)
		return -1;
	return put_ready(r, false);
}

static int
add_file(struct run *r, const char *path, const struct nr_fs_stamp *stamp)
{
	if (!r->batch)
		r->batch = nr_readers_batch(&r->readers);
	nr_batch_add(r->batch, path, stamp);
	return nr_batch_is_full(r->batch) ? send_batch(r) : 0;
}

/* ---- the walk ---- */

/* Advance to this name: the files of a folder and the known ones are in the same
 * order. */
static const struct nr_known_file *
find_known(struct run *r, const char *name)
{
	int order = 1;

	while (r->at < r->known.n &&
		(order = strcmp(r->known.v[r->at].name, name)) < 0)
		r->at++;
	return order == 0 ? &r->known.v[r->at++] : NULL;
}

static int
visit_file(struct run *r, const struct nr_fs_entry *e, bool in_folder)
{
	const struct nr_known_file *known = in_folder ? find_known(r, e->name) : NULL;
	bool fresh = known ? same_stamp(&known->stamp, e->stamp)
		: !in_folder && nr_store_scan_is_fresh(r->store, e->path, e->stamp);

	r->met++;
	if (!fresh || r->scan->reparse)
		return add_file(r, e->path, e->stamp);
	if (known)
		nr_store_scan_visited(r->store, known->id);
	r->done->seen++;
	return 0;
}

static bool
enter(void *ctx, const char *path, const char *name)
{
	struct run *r = ctx;

	if (strcmp(name, "_data") == 0)
		return false;
	return !r->scan->folders || !nr_store_scan_knows_folder(r->store, path);
}

static int
visit(void *ctx, const struct nr_fs_entry *e)
{
	struct run *r = ctx;
	bool is_root = strcmp(e->path, r->root) == 0;
	int rc = 0;

	if (!e->stamp) {
		/* A folder that cannot be read keeps the files known below it. */
		rc = nr_store_scan_keep(r->store, e->path, r->err);
		if (rc == 0)
			rc = put_problem(r, e->path, e->problem);
	} else if (is_root || nr_load_is_article_name(e->name)) {
		rc = visit_file(r, e, !is_root);
	}
	return rc == 0 ? tick(r) : rc;
}

static int
enter_folder(void *ctx, const char *path)
{
	struct run *r = ctx;

	if (r->scan->folder)
		r->scan->folder(r->scan->ctx, path);
	r->at = 0;
	if (!nr_store_scan_knows_folder(r->store, path))
		r->done->changed = true;
	return nr_store_scan_list(r->store, path, &r->known, r->err);
}

static int
walk(struct run *r, const char *root, const char *top, struct nr_error *why)
{
	const struct nr_fs_walker walker = {
		.ctx = r, .visit = visit, .enter = enter, .folder = enter_folder, .top = top
	};

	r->root = root;
	return nr_fs_walk(root, &walker, why);
}

/* Record that a path could not be walked, and keep its files. */
static int
put_unwalked(struct run *r, const char *path, const struct nr_error *why)
{
	const char *text = why->text;
	size_t n = strlen(path);

	if (strncmp(text, path, n) == 0)
		text += n + strspn(text + n, ": ");
	if (nr_store_scan_keep(r->store, path, r->err) < 0)
		return -1;
	return put_problem(r, path, text);
}

static int
walk_root(struct run *r, const char *root)
{
	struct nr_error why = NR_ERROR_INIT;
	static const struct nr_fs_stamp no_stamp = { 0, 0, 0, 0 };
	int rc;

	if (is_stdin(root)) {
		r->met++;
		return add_file(r, root, &no_stamp);
	}
	rc = walk(r, root, NULL, &why);
	return rc < 0 && why.code != NR_ERR_NONE ? put_unwalked(r, root, &why) : rc;
}

/* ---- single folders ---- */

static bool
is_gone(const char *folder)
{
	struct stat st;

	if (stat(folder, &st) == 0)
		return !S_ISDIR(st.st_mode);
	return errno == ENOENT || errno == ENOTDIR;
}

/* The root that contains the folder; NULL if none does. */
static const char *
root_of(const struct run *r, const char *folder)
{
	for (size_t i = 0; i < r->scan->n_roots; i++) {
		const char *root = r->scan->roots[i];
		size_t n = strlen(root);

		while (n > 0 && root[n - 1] == '/')
			n--;
		if (strncmp(folder, root, n) == 0 && (folder[n] == '/' || !folder[n]))
			return root;
	}
	return NULL;
}

/* A root that is gone is a problem, and its files stay; the files of another folder that
 * is gone are forgotten. */
static int
walk_folder(struct run *r, const char *folder)
{
	const char *root = root_of(r, folder);
	struct nr_error why = NR_ERROR_INIT;
	int rc;

	if (!root)
		return 0;
	if (is_gone(root) || strcmp(root, folder) == 0) {
		if (is_gone(root))
			return walk_root(r, root);
	} else if (is_gone(folder)) {
		return nr_store_scan_below(r->store, folder, is_gone, r->err);
	}
	rc = walk(r, folder, root, &why);
	if (rc < 0 && why.code != NR_ERR_NONE)
		rc = put_unwalked(r, folder, &why);
	return rc == 0 ? nr_store_scan_below(r->store, folder, is_gone, r->err) : rc;
}

static int
walk_all(struct run *r)
{
	const struct nr_scan *scan = r->scan;
	int rc = 0;

	for (size_t i = 0; !scan->folders && i < scan->n_roots && rc == 0; i++)
		rc = walk_root(r, scan->roots[i]);
	for (size_t i = 0; scan->folders && i < scan->n_folders && rc == 0; i++)
		rc = walk_folder(r, scan->folders[i]);
	if (rc != 0)
		return rc;
	r->done->total = r->met;
	rc = send_batch(r);
	return rc == 0 ? put_ready(r, true) : rc;
}

/* ---- stale files ---- */

static int
revisit(void *ctx, const struct nr_fs_entry *e)
{
	struct nr_reading f = { .path = e->path };
	int rc;

	if (!e->stamp)
		return 0;
	f.stamp = *e->stamp;
	nr_reading_run(&f);
	rc = put_reading(ctx, &f);
	nr_reading_release(&f);
	return rc;
}

static int
forget_gone(struct run *r)
{
	const struct nr_fs_walker again = { .ctx = r, .visit = revisit };
	size_t gone = 0;
	char *path;
	int rc = nr_store_scan_forget(r->store, !r->scan->folders, &gone, r->err);

	r->done->changed |= gone > 0;
	while (rc == 0 && (path = nr_store_scan_stale(r->store)) != NULL) {
		struct nr_error missing = NR_ERROR_INIT;

		rc = nr_fs_walk(path, &again, &missing);
		if (missing.code != NR_ERR_NONE)
			rc = 0;
		free(path);
	}
	return rc;
}

static void
end_reading(struct run *r)
{
	nr_readers_release(&r->readers);
	nr_batch_free(r->batch);
	r->batch = NULL;
	r->readers = (struct nr_readers){ .workers = r->scan->workers };
	nr_known_files_release(&r->known);
}

static int
run_once(struct run *r)
{
	struct nr_error unused = NR_ERROR_INIT;
	int rc;

	*r->done = (struct nr_scan_progress){ .seen = 0 };
	r->met = 0;
	r->readers.workers = r->scan->workers;
	r->flushed = r->reported = nr_clock_ms();
	r->pause = FLUSH_MS;
	if (nr_store_scan_begin(r->store, r->err) < 0)
		return -1;
	rc = walk_all(r);
	end_reading(r);
	if (rc == 0)
		rc = forget_gone(r);
	if (rc == 0) {
		rc = nr_store_scan_end(r->store, false, r->err);
		return rc == 0 && r->scan->reparse && !r->scan->folders
			? nr_store_scan_check(r->store, r->err) : rc;
	}
	nr_store_scan_end(r->store, false, &unused);
	return rc == STOPPED ? nr_error_set(r->err, NR_ERR_CANCELLED, "cancelled") : rc;
}

int
nr_scan_run(struct nr_store *store, const struct nr_scan *scan,
	struct nr_scan_progress *done, struct nr_error *err)
{
	struct nr_error first = NR_ERROR_INIT;
	struct run r = {
		.store = store, .scan = scan, .done = done, .err = &first
	};
	int rc;

	nr_log("scan", "begins: %zu roots, %zu of their folders (0: all)%s", scan->n_roots,
		scan->n_folders, scan->reparse ? ", every file again" : "");
	rc = run_once(&r);
	/* The index was damaged and is empty now: scan once more. */
	if (rc < 0 && first.code == NR_ERR_INPUT) {
		r.err = err;
		rc = run_once(&r);
	} else if (rc < 0) {
		*err = first;
	}
	report(&r);
	nr_log("scan", "ends with %d: %zu files seen, %zu problems", rc, done->seen,
		done->problems);
	return rc;
}
