#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "unit/roots.h"

/* Compare the roots, those of the working folder by what follows it. */
static void
expect_roots(struct fixture *f, const char *expected)
{
	size_t n;
	char **v = words(expected, &n);

	assert_int_equal(f->roots.n, n);
	for (size_t i = 0; i < n; i++) {
		char *path = *v[i] == '/' || *v[i] == '-' ? nr_strdup(v[i]) :
			nr_fs_join(f->dir, v[i]);

		assert_string_equal(f->roots.v[i], path);
		free(path);
	}
	free_words(v, n);
}

static void
expect_found(struct fixture *f, const char *roots, const char *source, const char *label)
{
	if (resolve(f, "") != 0)
		fail_msg("%s", f->err.text);
	expect_roots(f, roots);
	assert_string_equal(f->roots.source, source);
	assert_string_equal(f->roots.label, label);
}

static void
test_operands_are_resolved_once_each_in_their_order(void **state)
{
	struct fixture *f = *state;
	static const struct { const char *operands, *expected; } cases[] = {
		{ "a", "a" },
		{ "./a/../a/", "a" },
		{ "f.txt a", "f.txt a" },
		{ "link", "a" },
		{ "a link a/ a", "a" },
		{ "f.txt f.txt", "f.txt" },
		{ "- a -", "- a" },
		{ "a/b a", "a" },
		{ "a a/b", "a" },
		{ "a a/x.md", "a" },
		{ "a/x.md a-b a", "a-b a" },
		{ "a-b a/b", "a-b a/b" },
		{ "a / a/b", "/" },
		{ "home/news home", "home" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		assert_int_equal(resolve(f, cases[i].operands), 0);
		expect_roots(f, cases[i].expected);
		assert_string_equal(f->roots.source, "");
	}
}

static void
test_operand_that_a_walk_leaves_out_stays(void **state)
{
	struct fixture *f = *state;
	static const struct { const char *operands, *expected; } cases[] = {
		{ "a a/.h", "a a/.h" },
		{ "a a/.h/y.md", "a a/.h/y.md" },
		{ "a/.h/y.md a a/.h", "a a/.h" },
		{ "a a/.h a/b a/x.md", "a a/.h" },
		{ "a a/_data", "a a/_data" },
		{ "a a/x.log", "a a/x.log" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		assert_int_equal(resolve(f, cases[i].operands), 0);
		expect_roots(f, cases[i].expected);
	}
}

static void
test_operands_that_cannot_be_opened_are_named_each(void **state)
{
	static const char *const expected[][2] = {
		{ "no/such", "No such file or directory" },
		{ "fifo", "neither a file nor a folder" },
		{ "f.txt/x", "Not a directory" },
	};
	struct fixture *f = *state;

	assert_int_equal(mkfifo("fifo", 0600), 0);
	assert_int_equal(resolve(f, "no/such a fifo f.txt/x -"), 0);
	expect_roots(f, "a -");
	assert_string_equal(f->roots.label, "a and 1 more");
	assert_int_equal(f->roots.missing.n, 3);
	for (size_t i = 0; i < 3; i++) {
		assert_string_equal(f->roots.missing.v[i].path, expected[i][0]);
		assert_string_equal(f->roots.missing.v[i].text, expected[i][1]);
	}
}

static void
test_operands_of_which_none_can_be_opened_are_an_error(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(resolve(f, "no/such nor\x1b[2J"), -1);
	assert_int_equal(f->err.code, NR_ERR_INPUT);
	assert_string_equal(f->err.text, "no/such: No such file or directory; "
		"nor: No such file or directory");
	assert_null(f->roots.v);
	assert_int_equal(f->roots.missing.n, 0);
}

static void
test_label_is_short(void **state)
{
	struct fixture *f = *state;
	static const struct { const char *operands, *expected; } cases[] = {
		{ "a", "a" },
		{ ".", NULL },
		{ "a/b f.txt", "b and 1 more" },
		{ "home a f.txt", "home and 2 more" },
		{ "a a/b", "a" },
		{ "-", "standard input" },
		{ "- a", "standard input and 1 more" },
		{ "/", "/" },
		{ "/usr/bin", "/usr/bin" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const char *expected = cases[i].expected;

		assert_int_equal(resolve(f, cases[i].operands), 0);
		assert_string_equal(f->roots.label,
			expected ? expected : nr_fs_basename(f->dir));
	}
}

static void
test_label_of_the_home_folder_has_a_tilde(void **state)
{
	struct fixture *f = *state;

	use_home(f);
	assert_int_equal(resolve(f, getenv("HOME")), 0);
	assert_string_equal(f->roots.label, "~");
	assert_int_equal(nr_options_set(f->o, "path", "~/news", &f->err), 0);
	expect_found(f, "home/news", "option path", "~/news");
}

static void
test_label_has_no_control_characters(void **state)
{
	struct fixture *f = *state;

	make_folder("e\x1b[2J\n");
	assert_int_equal(resolve(f, "e\x1b[2J\n"), 0);
	assert_string_equal(f->roots.label, "e");
}

static void
test_first_place_that_is_there_is_read(void **state)
{
	struct fixture *f = *state;
	char *seeds = nr_fs_join(f->dir, "a-b");

	assert_int_equal(resolve(f, ""), -1);
	assert_int_equal(f->err.code, NR_ERR_NOT_FOUND);
	setenv("NEWSREADER_SAMPLES", seeds, 1);
	expect_found(f, "a-b", "the sample articles", "a-b");
	use_home(f);
	expect_found(f, "a-b", "the sample articles", "a-b");
	make_folder("home/.local");
	make_folder("home/.local/share");
	make_folder("home/.local/share/newsreader");
	make_folder("home/.local/share/newsreader/articles");
	expect_found(f, "home/.local/share/newsreader/articles", "the data folder",
		"~/.local/share/newsreader/articles");
	setenv("NEWSREADER_PATH", "/dev/null/none:", 1);
	expect_found(f, "home/.local/share/newsreader/articles", "the data folder",
		"~/.local/share/newsreader/articles");
	setenv("NEWSREADER_PATH", "a:~/news", 1);
	expect_found(f, "a home/news", "$NEWSREADER_PATH", "a and 1 more");
	assert_int_equal(nr_options_set(f->o, "path", "~/news", &f->err), 0);
	expect_found(f, "home/news", "option path", "~/news");
	free(seeds);
}

static void
test_every_place_looked_in_is_named_when_nothing_is_there(void **state)
{
	struct fixture *f = *state;
	struct nr_buf expected = NR_BUF_INIT;

	use_home(f);
	setenv("NEWSREADER_PATH", "/dev/null/none/a::b", 1);
	assert_int_equal(resolve(f, ""), -1);
	assert_int_equal(f->err.code, NR_ERR_NOT_FOUND);
	nr_buf_addf(&expected, "no articles to read: name a folder; looked in "
		"option path (not set), $NEWSREADER_PATH (/dev/null/none/a:b), "
		"the data folder (%s/home/.local/share/newsreader/articles), "
		"the sample articles (/dev/null/none)", f->dir);
	assert_string_equal(f->err.text, nr_buf_str(&expected));
	nr_buf_release(&expected);
}

static void
test_folder_that_is_away_stays_in_the_set(void **state)
{
	struct fixture *f = *state;

	setenv("NEWSREADER_PATH", "a:/dev/null/none/x:nope", 1);
	expect_found(f, "a /dev/null/none/x", "$NEWSREADER_PATH", "a and 1 more");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_operands_are_resolved_once_each_in_their_order),
		TEST(test_operand_that_a_walk_leaves_out_stays),
		TEST(test_operands_that_cannot_be_opened_are_named_each),
		TEST(test_operands_of_which_none_can_be_opened_are_an_error),
		TEST(test_label_is_short),
		TEST(test_label_of_the_home_folder_has_a_tilde),
		TEST(test_label_has_no_control_characters),
		TEST(test_first_place_that_is_there_is_read),
		TEST(test_every_place_looked_in_is_named_when_nothing_is_there),
		TEST(test_folder_that_is_away_stays_in_the_set),
	};

	return cmocka_run_group_tests_name("roots", tests, NULL, NULL);
}
