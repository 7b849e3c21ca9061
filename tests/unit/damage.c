#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "lib/effort.h"
#include "newsreader/scan.h"
#include "newsreader/url.h"
#include "store_util.h"

/*
 * Files in which one byte after another is changed, and that end at every page. They are
 * small: with pages of 512 bytes there are few that nothing is in.
 */
enum {
	ARTICLES = 4, MARKED = 60, PAGE = 512, STATE_PAGE = 4096, SECONDS = 60,
	STRIDE = 61,		/* bytes between two that are hurt in a quick run */
	THOROUGH_STRIDE = 7,	/* and in a thorough one */
	SHARES = 2		/* processes among which the bytes are dealt out */
};

struct place {
	char *dir;
	struct nr_buf file;	/* all of it */
	char *fresh;		/* what the index tells */
	size_t least;		/* marks that are still told */
};

static void
exec_on(const char *path, const char *sql)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(db));
	sqlite3_close(db);
}

static int
scan(struct nr_store *s, const char *dir, bool reparse, struct nr_error *err)
{
	char *root = nr_fs_join(dir, "n");
	const char *const roots[] = { root };
	struct nr_scan what = { .roots = roots, .n_roots = 1, .reparse = reparse, .workers = 1 };
	struct nr_scan_progress done;
	int rc = nr_scan_run(s, &what, &done, err);

	free(root);
	return rc;
}

static unsigned
nth_mark(size_t i)
{
	return i % 2 ? NR_MARK_READ : NR_MARK_STARRED;
}

static void
mark_all(struct nr_store *s)
{
	for (size_t i = 0; i < MARKED; i++)
		util_mark(s, util_id(i), nth_mark(i), 0);
}

/* Tidy the file up by this SQL, and keep it. */
static void
take_file(struct place *p, const char *name, const char *sql)
{
	char *path = nr_fs_join(p->dir, name);
	struct nr_error err = NR_ERROR_INIT;

	exec_on(path, sql);
	assert_int_equal(nr_fs_read(path, 1 << 20, &p->file, &err), 0);
	free(path);
}

static void
write_articles(const char *dir)
{
	char *folder = nr_fs_join(dir, "n");

	assert_int_equal(mkdir(folder, 0700), 0);
	for (size_t i = 0; i < ARTICLES; i++) {
		char *name = util_format("%zu.md", i);
		char *text = util_format("---\ntitle: \"Title %zu\"\nheat: %zu\n"
			"date: 2021-01-0%zu\nwebUrl: \"https://x.com/%zu\"\n"
			"excerpt: words\ntopics:\n  - Topic\nprovider:\n"
			"  name: P%zu\nrelated:\n"
			"  - title: Ghost\n    webUrl: \"https://y.com/%zu\"\n---\n",
			i, i, i + 1, i, i % 2, i % 2);

		util_write(folder, name, text);
		free(name);
		free(text);
	}
	free(folder);
}

static int
setup_index(void **state)
{
	struct place *p = nr_calloc(1, sizeof *p);
	struct nr_error err = NR_ERROR_INIT;
	struct nr_store *s;

	p->dir = util_make_folder();
	write_articles(p->dir);
	s = util_open(p->dir, false, NULL);
	assert_int_equal(scan(s, p->dir, false, &err), 0);
	p->fresh = util_dump(s);
	mark_all(s);
	nr_store_close(s);
	take_file(p, "index.db", "PRAGMA journal_mode=DELETE; PRAGMA page_size=512; VACUUM;"
		" PRAGMA journal_mode=WAL");
	*state = p;
	return 0;
}

/* Marks of articles that the index knows: with their keys. */
static int
setup_state(void **state)
{
	struct place *p = nr_calloc(1, sizeof *p);
	struct nr_error err = NR_ERROR_INIT;
	struct nr_store *s;

	p->dir = util_make_folder();
	s = util_open(p->dir, false, NULL);
	assert_int_equal(nr_store_scan_begin(s, &err), 0);
	for (size_t i = 0; i <= MARKED; i++) {
		char *url = util_format("https://x.com/%zu", i);
		const struct util_article a = { .path = url + 6, .url = url };

		util_put(s, &a);
		free(url);
	}
	assert_int_equal(nr_store_scan_end(s, true, &err), 0);
	mark_all(s);
	nr_store_close(s);
	take_file(p, "state/state.db", "VACUUM");
	*state = p;
	return 0;
}

static int
teardown(void **state)
{
	struct place *p = *state;

	util_drop_folder(p->dir);
	nr_buf_release(&p->file);
	free(p->fresh);
	free(p);
	return 0;
}

/* ---- what is done with a damaged file ---- */

static void
put_file(const char *dir, const char *name, const char *data, size_t n)
{
	static const char *const beside[] = { "-wal", "-shm", "" };
	char *path = nr_fs_join(dir, name);
	int fd;

	for (size_t i = 0; i < sizeof beside / sizeof beside[0]; i++) {
		char *other = util_format("%s%s", path, beside[i]);

		assert_true(unlink(other) == 0 || errno == ENOENT);
		free(other);
	}
	fd = open(path, O_WRONLY | O_CREAT | O_EXCL, 0600);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, data, n), n);
	close(fd);
	free(path);
}

static void
read_list(struct nr_store *s, const struct nr_filter *f)
{
	struct nr_error err = NR_ERROR_INIT;
	struct nr_edges edges = { NULL, 0 };
	struct nr_ids ids = NR_IDS_INIT;
	struct nr_row row;

	if (nr_store_list(s, f, &ids, &err) < 0)
		return;
	for (size_t i = 0; i < ids.n; i++) {
		if (nr_store_get(s, ids.v[i], &row, &err) == 0)
			nr_row_release(&row);
		if (nr_store_related(s, ids.v[i], &edges, &err) == 0)
			nr_edges_release(&edges);
	}
	nr_store_search(s, &ids, 0, 1, "title 3");
	nr_store_next_unread(s, &ids, 0, 1);
	nr_ids_release(&ids);
}

static void
read_all(struct nr_store *s)
{
	struct nr_diags diags = NR_DIAGS_INIT;
	struct nr_error err = NR_ERROR_INIT;
	struct nr_filter f = NR_FILTER_INIT;
	struct nr_counts counts = { NULL, 0 };
	struct nr_snapshot seen;
	struct nr_totals totals;

	for (int order = 0; order < NR_ORDERS; order++) {
		f.order = (enum nr_order)order;
		read_list(s, &f);
	}
	if (nr_store_topics(s, &counts, &err) == 0)
		nr_counts_release(&counts);
	if (nr_store_providers(s, &counts, &err) == 0)
		nr_counts_release(&counts);
	nr_store_totals(s, &totals, &err);
	nr_store_problems(s, &diags, &err);
	if (nr_store_snapshot_now(s, util_id(1), &seen, &err) == 0)
		nr_snapshot_release(&seen);
	nr_store_find(s, "https://y.com/1");
	nr_diags_release(&diags);
}

static size_t
marks_kept(struct nr_store *s)
{
	size_t kept = 0;

	for (size_t i = 0; i < MARKED; i++)
		kept += (nr_store_marks(s, util_id(i)) & NR_MARKS_STORED) == nth_mark(i);
	return kept;
}

/* How a topic is spelled stands in one place only, and may be wrong. */
static void
expect_index(const struct place *p, struct nr_store *s, size_t at)
{
	size_t same = (size_t)(strrchr(p->fresh, '\n') - p->fresh) + 1;
	char *have = util_dump(s);

	if (strncmp(have, p->fresh, same) != 0)
		fail_msg("byte %zu: the index has\n%s\nand not\n%s", at, have, p->fresh);
	free(have);
}

/* Whatever the index holds, a scan of all files makes it right again. */
static void
use_index(const struct place *p, size_t at)
{
	struct nr_store *s = util_open(p->dir, false, NULL);
	struct nr_error err = NR_ERROR_INIT;

	read_all(s);
	if (scan(s, p->dir, false, &err) < 0)
		fail_msg("byte %zu: scan: %s", at, err.text);
	read_all(s);
	if (scan(s, p->dir, true, &err) < 0)
		fail_msg("byte %zu: scan of all: %s", at, err.text);
	read_all(s);
	expect_index(p, s, at);
	assert_int_equal(marks_kept(s), MARKED);
	nr_store_close(s);
}

/* One row is lost with the byte that belongs to it, and no other; what is marked then is
 * kept, or it was said that it would not be. */
static void
use_state(const struct place *p, size_t at)
{
	int64_t id = util_id(MARKED);
	struct nr_store *s;
	char *said;
	bool kept;

	s = util_open(p->dir, false, &said);
	if (marks_kept(s) < p->least)
		fail_msg("byte %zu: %zu marks are left; %s", at, marks_kept(s), said);
	kept = nr_store_state_is_kept(s);
	assert_true(kept || *said);
	util_mark(s, id, NR_MARK_HIDDEN, 0);
	nr_store_close(s);
	s = util_open(p->dir, false, NULL);
	if (kept && (nr_store_marks(s, id) != NR_MARK_HIDDEN || marks_kept(s) < p->least))
		fail_msg("byte %zu: %zu marks are left afterwards", at, marks_kept(s));
	nr_store_close(s);
	util_empty_folder(p->dir, "state");
	free(said);
}

typedef void use_fn(const struct place *p, size_t at);

struct victim {
	int (*setup)(void **state);
	const char *name;
	use_fn *use;
};

static const struct victim of_index = { setup_index, "index.db", use_index };
static const struct victim of_state = { setup_state, "state/state.db", use_state };

static void
flip_share(const struct victim *v, size_t share)
{
	size_t step = effort(STRIDE, THOROUGH_STRIDE);
	void *state = NULL;
	struct place *p;
	char *data;

	assert_int_equal(v->setup(&state), 0);
	p = state;
	data = p->file.data;
	p->least = MARKED - 1;
	for (size_t at = share * step; at < p->file.len; at += SHARES * step) {
		alarm(SECONDS);		/* a hang is a failure */
		data[at] ^= (char)0xff;
		put_file(p->dir, v->name, data, p->file.len);
		data[at] ^= (char)0xff;
		v->use(p, at);
	}
	teardown(&state);
}

static void
flip_each(const struct victim *v)
{
	pid_t pid[SHARES];
	int status;

	fflush(NULL);
	for (size_t i = 0; i < SHARES; i++) {
		pid[i] = fork();
		assert_true(pid[i] >= 0);
		if (pid[i] == 0) {
			/* What fails ends the process, and does not go on with it. */
			setenv("CMOCKA_TEST_ABORT", "1", 1);
			flip_share(v, i);
			exit(0);
		}
	}
	for (size_t i = 0; i < SHARES; i++) {
		assert_int_equal(waitpid(pid[i], &status, 0), pid[i]);
		assert_int_equal(status, 0);
	}
}

/* How many rows are in the first n bytes. */
static size_t
count_rows(const struct place *p, size_t n)
{
	enum { REST = 24 };	/* of a row, at most, from its key's number on */
	static const char key[] = "https://x.com/";
	const char *s = p->file.data;
	size_t rows = 0, left = n;

	while (left && (s = memmem(s, left, key, sizeof key - 1))) {
		s += sizeof key - 1;
		left = n - (size_t)(s - p->file.data);
		rows += left >= REST;
	}
	return rows;
}

static void
cut_each(struct place *p, size_t step, const struct victim *v)
{
	for (size_t n = 0; n < p->file.len; n += step) {
		alarm(SECONDS);
		p->least = count_rows(p, n);
		put_file(p->dir, v->name, p->file.data, n);
		v->use(p, n);
	}
	alarm(0);
}

static void
test_bytes_of_the_index_may_be_others(void **state)
{
	(void)state;
	flip_each(&of_index);
}

static void
test_the_index_may_end_at_every_page(void **state)
{
	cut_each(*state, PAGE, &of_index);
}

static void
test_bytes_of_the_state_may_be_others(void **state)
{
	(void)state;
	flip_each(&of_state);
}

static void
test_the_state_may_end_at_every_page(void **state)
{
	cut_each(*state, STATE_PAGE / 2, &of_state);
}

#define TEST(f, setup) cmocka_unit_test_setup_teardown(f, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bytes_of_the_index_may_be_others),
		TEST(test_the_index_may_end_at_every_page, setup_index),
		cmocka_unit_test(test_bytes_of_the_state_may_be_others),
		TEST(test_the_state_may_end_at_every_page, setup_state),
	};

	return cmocka_run_group_tests_name("damage", tests, NULL, NULL);
}
