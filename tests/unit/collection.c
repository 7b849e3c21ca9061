#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <inttypes.h>

#include "newsreader/load.h"
#include "newsreader/url.h"
#include "unit/roots.h"

static struct nr_store *
open_store(struct fixture *f, const char *operands)
{
	struct nr_store *store = NULL;

	assert_int_equal(resolve(f, operands), 0);
	if (app_store_open(&f->roots, 0, &store, &f->notes, &f->err) != 0)
		fail_msg("%s", f->err.text);
	return store;
}

static void
add_article(struct fixture *f, struct nr_store *store, const char *topics)
{
	struct nr_buf text = NR_BUF_INIT;
	struct nr_diags diags = NR_DIAGS_INIT;
	struct nr_fs_stamp stamp = { .size = 1 };
	struct nr_article *article;

	nr_buf_addf(&text, "---\ntitle: T\ntopics: [%s]\n---\n", topics);
	assert_int_equal(nr_load_parse("/t.md", nr_buf_str(&text), text.len, &article,
		&diags, &f->err), 0);
	nr_article_identify(article, "/t.md");
	assert_int_equal(nr_store_scan_begin(store, &f->err), 0);
	assert_int_equal(
		nr_store_scan_put(store, "/t.md", &stamp, article, &diags, &f->err), 0);
	assert_int_equal(nr_store_scan_end(store, true, &f->err), 0);
	nr_article_free(article);
	nr_diags_release(&diags);
	nr_buf_release(&text);
}

static size_t
count_articles(struct fixture *f, struct nr_store *store)
{
	struct nr_totals totals;

	assert_int_equal(nr_store_totals(store, &totals, &f->err), 0);
	return totals.articles;
}

/* Whether the index file of the roots `names`, in this order, is there. */
static bool
has_index(struct fixture *f, const char *const *names)
{
	struct nr_buf key = NR_BUF_INIT;
	struct nr_buf path = NR_BUF_INIT;
	bool found;

	for (; *names; names++)
		nr_buf_addf(&key, "%s%s/%s", key.len > 0 ? "\n" : "", f->dir, *names);
	nr_buf_addf(&path, "home/.cache/newsreader/%016" PRIx64 "/index.db",
		(uint64_t)nr_url_id(nr_buf_str(&key)));
	found = access(nr_buf_str(&path), F_OK) == 0;
	nr_buf_release(&key);
	nr_buf_release(&path);
	return found;
}

static void
test_index_of_a_folder_is_a_file_of_its_own(void **state)
{
	struct fixture *f = *state;
	static const char *const alone[] = { "a", NULL };
	static const char *const both[] = { "a", "a-b", NULL };

	use_home(f);
	nr_store_close(open_store(f, "a"));
	assert_true(has_index(f, alone));
	assert_false(has_index(f, both));
	nr_store_close(open_store(f, "a-b a"));
	assert_true(has_index(f, both));
	assert_int_equal(access("home/.local/state/newsreader/state.db", F_OK), 0);
	assert_int_equal(f->notes.n, 0);
}

static void
test_order_of_the_roots_makes_no_other_index(void **state)
{
	struct fixture *f = *state;
	struct nr_store *store;

	use_home(f);
	store = open_store(f, "a a-b f.txt");
	add_article(f, store, "x");
	nr_store_close(store);
	store = open_store(f, "f.txt a-b a");
	assert_int_equal(count_articles(f, store), 1);
	nr_store_close(store);
	store = open_store(f, "a a-b");
	assert_int_equal(count_articles(f, store), 0);
	nr_store_close(store);
}

static void
test_index_of_files_or_standard_input_is_in_memory(void **state)
{
	struct fixture *f = *state;
	static const char *const cases[] = { "f.txt", "f.txt a/x.md", "-", "a -" };

	use_home(f);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct nr_store *store = open_store(f, cases[i]);
		struct nr_store *again = open_store(f, cases[i]);
		struct nr_store *other = open_store(f, "a/x.md");

		add_article(f, store, "x");
		assert_int_equal(count_articles(f, again), 1);
		assert_int_equal(count_articles(f, other), 0);
		nr_store_close(store);
		nr_store_close(again);
		nr_store_close(other);
	}
	assert_int_equal(access("home/.cache/newsreader", F_OK), -1);
	assert_int_equal(f->notes.n, 0);
}

static void
test_without_a_home_all_is_kept_in_memory_with_a_note(void **state)
{
	struct fixture *f = *state;
	struct nr_store *store = open_store(f, "a");

	add_article(f, store, "x");
	assert_int_equal(count_articles(f, store), 1);
	assert_false(nr_store_state_is_kept(store));
	assert_int_equal(f->notes.n, 1);
	assert_string_equal(f->notes.v[0].text,
		"there is no home folder: marks are kept for this run only");
	nr_store_close(store);
}

static void
test_read_only_writes_no_state(void **state)
{
	struct fixture *f = *state;
	struct nr_store *store;

	use_home(f);
	assert_int_equal(resolve(f, "a"), 0);
	assert_int_equal(app_store_open(&f->roots, APP_STORE_READ_ONLY, &store, &f->notes, &f->err), 0);
	assert_false(nr_store_state_is_kept(store));
	nr_store_close(store);
	assert_int_equal(access("home/.local/state/newsreader/state.db", F_OK), -1);
}

static void
test_topics_are_spelt_as_the_store_does(void **state)
{
	struct fixture *f = *state;
	struct nr_store *store = open_store(f, "f.txt");
	struct nr_filter filter = NR_FILTER_INIT;

	assert_int_equal(app_topics_check(store, &filter, &f->err), 0);
	add_article(f, store, "Joe Biden, \xc3\x9c" "bersee, Democratic Voice");
	nr_filter_add_topic(&filter, "joe BIDEN");
	nr_filter_add_topic(&filter, "u\xcc\x88" "bersee");
	nr_filter_add_topic(&filter, "Democratic Voice");
	assert_int_equal(app_topics_check(store, &filter, &f->err), 0);
	assert_int_equal(filter.n_topics, 3);
	assert_string_equal(filter.topics[0], "Joe Biden");
	assert_string_equal(filter.topics[1], "\xc3\x9c" "bersee");
	assert_string_equal(filter.topics[2], "Democratic Voice");
	nr_filter_release(&filter);
	nr_store_close(store);
}

static void
test_unknown_topic_names_the_nearest(void **state)
{
	struct fixture *f = *state;
	static const struct { const char *typed, *expected; } cases[] = {
		{ "Jo Biden", "no topic \"Jo Biden\"; did you mean \"Joe Biden\"?" },
		{ "BIDEN", "no topic \"BIDEN\"; did you mean \"Joe Biden\"?" },
		{ "elect", "no topic \"elect\"; did you mean \"Election 2020\" or "
			"\"Presidential election\"?" },
		{ "Joe Biden news", "no topic \"Joe Biden news\"; did you mean "
			"\"Joe Biden\"?" },
		{ "tax", "no topic \"tax\"; did you mean \"Max\", \"Tax law\" or "
			"\"Taxes\"?" },
		{ "zebra", "no topic \"zebra\"" },
		{ "", "no topic \"\"" },
		{ "\x1b[2J\n", "no topic \"\"" },
	};
	struct nr_store *store = open_store(f, "f.txt");

	add_article(f, store, "Joe Biden, Presidential election, Election 2020, US, Max, "
		"Taxes, Tax law, Syntax");
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct nr_filter filter = NR_FILTER_INIT;

		nr_filter_add_topic(&filter, "us");
		nr_filter_add_topic(&filter, cases[i].typed);
		assert_int_equal(app_topics_check(store, &filter, &f->err), -1);
		assert_int_equal(f->err.code, NR_ERR_NOT_FOUND);
		assert_string_equal(f->err.text, cases[i].expected);
		nr_filter_release(&filter);
	}
	nr_store_close(store);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_index_of_a_folder_is_a_file_of_its_own),
		TEST(test_order_of_the_roots_makes_no_other_index),
		TEST(test_index_of_files_or_standard_input_is_in_memory),
		TEST(test_without_a_home_all_is_kept_in_memory_with_a_note),
		TEST(test_read_only_writes_no_state),
		TEST(test_topics_are_spelt_as_the_store_does),
		TEST(test_unknown_topic_names_the_nearest),
	};

	return cmocka_run_group_tests_name("collection", tests, NULL, NULL);
}
