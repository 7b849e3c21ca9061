#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "session_util.h"

/* A session is there for its index and files alone: these articles are on a cache of the
 * test. */
struct cache {
	struct fixture *f;
	struct app_article_cache v;
};

enum { ARTICLES = APP_ARTICLE_CACHE_SIZE + 1 };

static int
setup(void **state)
{
	struct cache *t = nr_calloc(1, sizeof(*t));

	t->f = make_home();
	for (int i = 0; i < ARTICLES; i++) {
		char name[] = { (char)('a' + i), '\0' };

		write_day(t->f, name, ARTICLES - i, "");
	}
	begin(t->f);
	*state = t;
	return 0;
}

static int
teardown_cache(void **state)
{
	struct cache *t = *state;

	app_article_cache_release(&t->v);
	*state = t->f;
	teardown(state);
	free(t);
	return 0;
}

static int64_t
id_of(struct cache *t, size_t i)
{
	assert_true(i < length(t->f));
	return *ids_from(t->f, i);
}

static void
load(struct cache *t, size_t i, struct app_article *out)
{
	struct nr_error err = NR_ERROR_INIT;

	assert_int_equal(app_article_load(t->f->s->store, id_of(t, i), out, &err), 0);
}

static void
put(struct cache *t, size_t i)
{
	struct app_article a;

	load(t, i, &a);
	assert_int_equal(app_article_cache_put(&t->v, &a)->row.id, id_of(t, i));
	assert_int_equal(a.row.id, 0);
}

static bool
has(struct cache *t, size_t i)
{
	const struct app_article *a = app_article_cache_find(&t->v, t->f->s->store, id_of(t, i));

	return a && a->row.id == id_of(t, i);
}

static void
test_article_is_there_until_it_is_taken(void **state)
{
	struct cache *t = *state;
	struct app_article a;

	assert_false(has(t, 0));
	put(t, 0);
	assert_true(has(t, 0));
	assert_true(app_article_cache_take(&t->v, t->f->s->store, id_of(t, 0), &a));
	assert_string_equal(a.row.title, "a");
	assert_false(has(t, 0));
	assert_false(app_article_cache_take(&t->v, t->f->s->store, id_of(t, 0), &a));
	app_article_release(&a);
}

static void
test_what_was_not_used_for_the_longest_time_makes_room(void **state)
{
	struct cache *t = *state;

	for (size_t i = 0; i < APP_ARTICLE_CACHE_SIZE; i++)
		put(t, i);
	assert_true(has(t, 0));
	put(t, APP_ARTICLE_CACHE_SIZE);
	for (size_t i = 0; i < ARTICLES; i++)
		assert_int_equal(has(t, i), i != 1);
}

static void
test_article_is_there_once(void **state)
{
	struct cache *t = *state;
	struct app_article a;

	put(t, 0);
	put(t, 1);
	put(t, 0);
	assert_true(app_article_cache_take(&t->v, t->f->s->store, id_of(t, 0), &a));
	assert_false(has(t, 0));
	assert_true(has(t, 1));
	app_article_release(&a);
}

static void
test_article_that_was_marked_since_is_not_there(void **state)
{
	struct cache *t = *state;
	struct nr_error err = NR_ERROR_INIT;
	int64_t id = id_of(t, 0);

	put(t, 0);
	put(t, 1);
	assert_int_equal(nr_store_mark(t->f->s->store, &id, 1, NR_MARK_STARRED, 0, &err), 0);
	assert_false(has(t, 0));
	assert_true(has(t, 1));
}

static void
test_article_whose_file_has_changed_is_not_there(void **state)
{
	struct cache *t = *state;

	put(t, 0);
	put(t, 1);
	write_day(t->f, "a", ARTICLES, "excerpt: another one\n");
	assert_false(has(t, 0));
	assert_true(has(t, 1));
}

static void
test_nothing_is_there_once_the_index_has_changed(void **state)
{
	struct cache *t = *state;

	put(t, 0);
	put(t, 1);
	write_day(t->f, "b", ARTICLES - 1, "excerpt: another one\n");
	scan(t->f);
	assert_false(has(t, 0));
	assert_false(has(t, 1));
}

static void
test_what_has_something_to_tell_is_not_kept(void **state)
{
	struct cache *t = *state;
	struct app_article a, none = { .file = NULL };

	load(t, 0, &a);
	a.changes = nr_strdup("another title");
	assert_null(app_article_cache_put(&t->v, &a));
	load(t, 0, &a);
	a.problem = nr_strdup("its file is gone");
	assert_null(app_article_cache_put(&t->v, &a));
	assert_null(app_article_cache_put(&t->v, &none));
	assert_false(has(t, 0));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown_cache)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(test_article_is_there_until_it_is_taken),
		TEST(test_what_was_not_used_for_the_longest_time_makes_room),
		TEST(test_article_is_there_once),
		TEST(test_article_that_was_marked_since_is_not_there),
		TEST(test_article_whose_file_has_changed_is_not_there),
		TEST(test_nothing_is_there_once_the_index_has_changed),
		TEST(test_what_has_something_to_tell_is_not_kept),
	};

	return cmocka_run_group_tests_name("shelf", tests, NULL, NULL);
}
