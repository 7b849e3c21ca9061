#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <malloc.h>
#include <sys/stat.h>

#include "newsreader/scan.h"
#include "newsreader/url.h"
#include "store_util.h"

enum { MANY = 1000 };

/* The test's folder holds n/ with a.md, and n/sub with b.md. */
struct place {
	char *dir, *root;
	struct nr_store *store;
};

static void
write_article(const struct place *p, const char *name, const char *title)
{
	char *text = util_format("---\ntitle: %s\nwebUrl: https://x.com/%s\n---\n", title,
		title);

	util_write(p->root, name, text);
	free(text);
}

static void
make_folder(const struct place *p, const char *name)
{
	char *path = nr_fs_join(p->root, name);

	assert_int_equal(mkdir(path, 0700), 0);
	free(path);
}

static void
move(const struct place *p, const char *from, const char *to)
{
	char *a = nr_fs_join(p->root, from), *b = nr_fs_join(p->root, to);

	assert_int_equal(rename(a, b), 0);
	free(a);
	free(b);
}

static void
link_to(const struct place *p, const char *target, const char *name)
{
	char *path = nr_fs_join(p->root, name);

	assert_int_equal(symlink(target, path), 0);
	free(path);
}

static int
setup(void **state)
{
	struct place *p = nr_calloc(1, sizeof *p);

	p->dir = util_make_folder();
	p->root = nr_fs_join(p->dir, "n");
	assert_int_equal(mkdir(p->root, 0700), 0);
	make_folder(p, "sub");
	write_article(p, "a.md", "alpha");
	write_article(p, "sub/b.md", "bravo");
	p->store = util_open(p->dir, false, NULL);
	*state = p;
	return 0;
}

static int
teardown(void **state)
{
	struct place *p = *state;

	nr_store_close(p->store);
	util_drop_folder(p->dir);
	free(p->root);
	free(p);
	return 0;
}

static struct nr_scan_progress
run(const struct place *p, struct nr_scan scan)
{
	const char *const roots[] = { p->root };
	struct nr_scan_progress done;
	struct nr_error err = NR_ERROR_INIT;

	scan.roots = roots;
	scan.n_roots = 1;
	assert_int_equal(nr_scan_run(p->store, &scan, &done, &err), 0);
	return done;
}

static struct nr_scan_progress
scan_all(const struct place *p)
{
	return run(p, (struct nr_scan){ .workers = 2 });
}

/* The folder `name` below the root only; "" is the root. */
static struct nr_scan_progress
scan_folder(const struct place *p, const char *name)
{
	char *folder = *name ? nr_fs_join(p->root, name) : nr_strdup(p->root);
	const char *const folders[] = { folder };
	struct nr_scan_progress done = run(p,
		(struct nr_scan){ .folders = folders, .n_folders = 1 });

	free(folder);
	return done;
}

static void
expect(const struct place *p, const char *titles)
{
	struct nr_filter f = NR_FILTER_INIT;

	f.order = NR_ORDER_TITLE;
	util_expect(p->store, &f, titles);
}

static void
test_only_the_folder_itself_is_looked_at(void **state)
{
	struct place *p = *state;

	scan_all(p);
	write_article(p, "c.md", "charlie");
	write_article(p, "sub/d.md", "delta");
	assert_int_equal(scan_folder(p, "").parsed, 1);
	expect(p, "alpha bravo charlie");
	assert_int_equal(scan_folder(p, "sub").parsed, 1);
	expect(p, "alpha bravo charlie delta");
}

static void
test_new_folders_in_it_are_walked(void **state)
{
	struct place *p = *state;

	scan_all(p);
	make_folder(p, "new");
	make_folder(p, "new/deep");
	make_folder(p, "_data");
	write_article(p, "new/deep/c.md", "charlie");
	write_article(p, "_data/d.md", "delta");
	scan_folder(p, "");
	expect(p, "alpha bravo charlie");
}

static void
test_deleted_and_changed_files_are_seen(void **state)
{
	struct place *p = *state;
	struct nr_scan_progress done;

	scan_all(p);
	move(p, "sub/b.md", "../b.md");
	done = scan_folder(p, "");
	assert_false(done.changed);
	expect(p, "alpha bravo");
	done = scan_folder(p, "sub");
	assert_true(done.changed);
	expect(p, "alpha");
	move(p, "../b.md", "a.md");
	scan_folder(p, "");
	expect(p, "bravo");
}

static void
test_a_renamed_file_keeps_its_marks(void **state)
{
	struct place *p = *state;
	int64_t id = nr_url_id("https://x.com/bravo");

	scan_all(p);
	util_mark(p->store, id, NR_MARK_STARRED, 0);
	move(p, "sub/b.md", "sub/z.md");
	scan_folder(p, "sub");
	expect(p, "alpha bravo");
	assert_int_equal(nr_store_marks(p->store, id), NR_MARK_STARRED);
	move(p, "sub", "other");
	scan_all(p);
	expect(p, "alpha bravo");
	assert_int_equal(nr_store_marks(p->store, id), NR_MARK_STARRED);
}

static void
test_a_folder_that_is_gone_takes_what_is_below_it_along(void **state)
{
	struct place *p = *state;

	make_folder(p, "sub/deep");
	write_article(p, "sub/deep/c.md", "charlie");
	scan_all(p);
	move(p, "sub", "../away");
	scan_folder(p, "");
	expect(p, "alpha");
	move(p, "../away", "sub");
	scan_folder(p, "");
	expect(p, "alpha bravo charlie");
	move(p, "sub", "../away");
	scan_folder(p, "sub/deep");
	expect(p, "alpha bravo");
	scan_folder(p, "sub");
	expect(p, "alpha");
}

static void
test_a_root_that_is_gone_keeps_its_files(void **state)
{
	struct place *p = *state;
	char *away = nr_fs_join(p->dir, "away");

	scan_all(p);
	assert_int_equal(rename(p->root, away), 0);
	scan_folder(p, "");
	expect(p, "alpha bravo");
	scan_folder(p, "sub");
	expect(p, "alpha bravo");
	assert_int_equal(rename(away, p->root), 0);
	scan_folder(p, "");
	expect(p, "alpha bravo");
	free(away);
}

/* What an index of so many files takes in memory and on the disk, in bytes. */
struct taken {
	int64_t memory, disk;
};

static struct taken
measure(const struct place *p)
{
	char *path = nr_fs_join(p->dir, "index.db");
	struct taken t;
	struct stat st;

	assert_int_equal(stat(path, &st), 0);
	t.disk = (int64_t)st.st_size;
	t.memory = (int64_t)mallinfo2().uordblks;	/* 0 with a sanitizer */
	free(path);
	return t;
}

static void
mark_each_third(const struct place *p)
{
	for (int i = 0; i < MANY; i += 3) {
		char *url = util_format("https://x.com/t%d", i);

		util_mark(p->store, nr_url_id(url), i % 2 ? NR_MARK_READ : NR_MARK_STARRED, 0);
		free(url);
	}
}

static size_t
count_marks(const struct place *p)
{
	size_t n = 0;

	for (int i = 0; i < MANY; i++) {
		char *url = util_format("https://x.com/t%d", i);

		n += nr_store_marks(p->store, nr_url_id(url))
			== (i % 3 ? 0 : i % 2 ? NR_MARK_READ : NR_MARK_STARRED);
		free(url);
	}
	return n;
}

/* Marks, ids and order are the same each time, and no round takes more than the one
 * before. */
static void
test_a_thousand_files_go_and_come_back(void **state)
{
	enum { ROUNDS = 5 };
	struct place *p = *state;
	struct taken first = { 0, 0 }, last = { 0, 0 };
	struct nr_scan_progress done;
	char *before, *after;

	for (int i = 0; i < MANY; i++) {
		char *name = util_format("sub/%04d.md", i), *title = util_format("t%d", i);

		write_article(p, name, title);
		free(name);
		free(title);
	}
	assert_int_equal(scan_all(p).parsed, MANY + 2);
	mark_each_third(p);
	before = util_dump(p->store);
	for (int round = 0; round < ROUNDS; round++) {
		move(p, "sub", "../away");
		scan_all(p);
		assert_int_equal(util_count(p->store), 1);
		move(p, "../away", "sub");
		done = scan_all(p);
		assert_int_equal(done.parsed, MANY + 1);
		after = util_dump(p->store);
		assert_string_equal(after, before);
		free(after);
		assert_int_equal(count_marks(p), MANY);
		last = measure(p);
		first = round == 1 ? last : first;
	}
	assert_true(last.memory <= first.memory + 65536);
	assert_true(last.disk <= first.disk + first.disk / 4);
	done = scan_all(p);
	assert_int_equal(done.parsed, 0);
	assert_false(done.changed);
	free(before);
}

static void
test_folders_outside_of_the_roots_are_left_alone(void **state)
{
	struct place *p = *state;

	scan_all(p);
	write_article(p, "../e.md", "echo");
	assert_int_equal(scan_folder(p, "..").parsed, 1);
	assert_int_equal(run(p, (struct nr_scan){
		.folders = (const char *const[]){ p->dir }, .n_folders = 1 }).seen, 0);
}

static void
test_links_that_lead_up_are_not_followed_from_below(void **state)
{
	struct place *p = *state;

	scan_all(p);
	link_to(p, "..", "sub/up");
	link_to(p, ".", "sub/self");
	assert_int_equal(scan_folder(p, "sub").parsed, 0);
	assert_int_equal(scan_all(p).parsed, 0);
	expect(p, "alpha bravo");
}

/* Nothing happens in the folder of the link. */
static void
test_a_link_to_a_file_that_changed_is_read_again(void **state)
{
	struct place *p = *state;
	static const char text[] = "---\ntitle: zulu\nwebUrl: https://x.com/alpha\n---\n";

	util_write(p->dir, "target", "---\ntitle: charlie\n---\n");
	link_to(p, "../target", "c.md");
	scan_all(p);
	expect(p, "alpha bravo charlie");
	util_write(p->dir, "target", "---\ntitle: delta is longer\n---\n");
	assert_int_equal(scan_all(p).parsed, 1);
	expect(p, "alpha bravo delta is longer");
	/* Another target, and none. */
	util_write(p->dir, "other", text);
	link_to(p, "../other", "next.md");
	move(p, "next.md", "c.md");
	move(p, "a.md", "../away.md");
	scan_all(p);
	expect(p, "bravo zulu");
}

static off_t
log_size(const struct place *p)
{
	char *path = nr_fs_join(p->dir, "index.db-wal");
	struct stat st;

	assert_int_equal(stat(path, &st), 0);
	free(path);
	return st.st_size;
}

/* What cannot be read is told as long as it is so, but written once. */
static void
test_nothing_is_written_when_nothing_changed(void **state)
{
	struct place *p = *state;
	char *fifo = nr_fs_join(p->root, "pipe.md");
	struct nr_scan_progress done;
	struct nr_totals t;
	struct nr_error err = NR_ERROR_INIT;
	off_t size;

	make_folder(p, "empty");
	link_to(p, "nowhere", "broken.md");
	link_to(p, "round.md", "round.md");
	util_write(p->root, "bad.md", "no front matter\n");
	assert_int_equal(mkfifo(fifo, 0600), 0);
	scan_all(p);
	size = log_size(p);
	done = scan_all(p);
	assert_false(done.changed);
	assert_int_equal(done.parsed, 0);
	assert_int_equal(done.failed, 2);
	assert_int_equal(log_size(p), size);
	assert_int_equal(nr_store_totals(p->store, &t, &err), 0);
	assert_int_equal(t.failed, 3);
	assert_int_equal(t.problems, 3);
	expect(p, "alpha bravo");
	free(fifo);
}

static void
note_folder(void *ctx, const char *path)
{
	struct nr_buf *b = ctx;

	nr_buf_addf(b, "%s;", nr_fs_basename(path));
}

static void
test_each_folder_is_told_before_it_is_listed(void **state)
{
	struct place *p = *state;
	struct nr_buf b = NR_BUF_INIT;

	make_folder(p, "zero");
	run(p, (struct nr_scan){ .ctx = &b, .folder = note_folder });
	assert_string_equal(nr_buf_str(&b), "n;sub;zero;");
	nr_buf_release(&b);
}

static bool
stop_in_the_middle(void *ctx)
{
	return ++*(size_t *)ctx > MANY;
}

static void
test_what_a_cancelled_scan_did_is_not_done_again(void **state)
{
	struct place *p = *state;
	const char *const roots[] = { p->root };
	size_t asked = 0;
	struct nr_scan scan = { .roots = roots, .n_roots = 1, .ctx = &asked,
		.cancelled = stop_in_the_middle };
	struct nr_scan_progress done;
	struct nr_error err = NR_ERROR_INIT;

	for (int i = 0; i < MANY - 2; i++) {
		char *name = util_format("%04d.md", i), *title = util_format("t%d", i);

		write_article(p, name, title);
		free(name);
		free(title);
	}
	assert_int_equal(nr_scan_run(p->store, &scan, &done, &err), -1);
	assert_int_equal(err.code, NR_ERR_CANCELLED);
	assert_true(done.parsed > 0 && done.parsed < MANY);
	assert_int_equal(util_count(p->store), done.parsed);
	assert_int_equal(scan_all(p).parsed, MANY - done.parsed);
	assert_int_equal(util_count(p->store), MANY);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_only_the_folder_itself_is_looked_at),
		TEST(test_new_folders_in_it_are_walked),
		TEST(test_deleted_and_changed_files_are_seen),
		TEST(test_a_renamed_file_keeps_its_marks),
		TEST(test_a_folder_that_is_gone_takes_what_is_below_it_along),
		TEST(test_a_root_that_is_gone_keeps_its_files),
		TEST(test_a_thousand_files_go_and_come_back),
		TEST(test_folders_outside_of_the_roots_are_left_alone),
		TEST(test_links_that_lead_up_are_not_followed_from_below),
		TEST(test_a_link_to_a_file_that_changed_is_read_again),
		TEST(test_nothing_is_written_when_nothing_changed),
		TEST(test_each_folder_is_told_before_it_is_listed),
		TEST(test_what_a_cancelled_scan_did_is_not_done_again),
	};

	return cmocka_run_group_tests_name("scan_folders", tests, NULL, NULL);
}
