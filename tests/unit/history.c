#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/positions.h"

static struct app_history_entry
at(int64_t article)
{
	return (struct app_history_entry){ .article = article,
		.place = { .offset = (size_t)article * 10 }, .focus = (int)article % 3 };
}

/* Follow from `from` on. */
static void
push(struct app_history *h, int64_t from)
{
	struct app_history_entry here = at(from);

	app_history_push(h, &here);
}

/* Go from `here`; 0 if there is nowhere to go. */
static int64_t
back(struct app_history *h, int64_t here)
{
	struct app_history_entry from = at(here), to = at(0);

	return app_history_go(h, true, &from, &to) ? to.article : 0;
}

static int64_t
forward(struct app_history *h, int64_t here)
{
	struct app_history_entry from = at(here), to = at(0);

	return app_history_go(h, false, &from, &to) ? to.article : 0;
}

static void
test_empty_history_leads_nowhere(void **state)
{
	struct app_history h = APP_HISTORY_INIT;

	(void)state;
	assert_int_equal(back(&h, 1), 0);
	assert_int_equal(forward(&h, 1), 0);
	app_history_release(&h);
}

static void
test_back_and_forward_walk_the_same_places(void **state)
{
	struct app_history h = APP_HISTORY_INIT;

	(void)state;
	push(&h, 1);
	push(&h, 2);
	assert_int_equal(back(&h, 3), 2);
	assert_int_equal(back(&h, 2), 1);
	assert_int_equal(back(&h, 1), 0);
	assert_int_equal(forward(&h, 1), 2);
	assert_int_equal(forward(&h, 2), 3);
	assert_int_equal(forward(&h, 3), 0);
	app_history_release(&h);
}

static void
test_place_comes_back_whole(void **state)
{
	struct app_history h = APP_HISTORY_INIT;
	struct app_history_entry here = { .article = 1, .selected = 2, .related = 3,
		.place = { 4, 5, 6 }, .focus = 7 };
	struct app_history_entry from = at(9), to;

	(void)state;
	app_history_push(&h, &here);
	assert_true(app_history_go(&h, true, &from, &to));
	assert_memory_equal(&to, &here, sizeof(to));
	app_history_release(&h);
}

/* The reader may have scrolled since. */
static void
test_place_left_by_going_back_is_the_newer_one(void **state)
{
	struct app_history h = APP_HISTORY_INIT;
	struct app_history_entry from = at(2), to;

	(void)state;
	push(&h, 1);
	from.place.offset = 1234;
	assert_true(app_history_go(&h, true, &from, &to));
	from = at(1);
	assert_true(app_history_go(&h, false, &from, &to));
	assert_int_equal(to.article, 2);
	assert_int_equal(to.place.offset, 1234);
	app_history_release(&h);
}

static void
test_following_forgets_what_was_ahead(void **state)
{
	struct app_history h = APP_HISTORY_INIT;

	(void)state;
	push(&h, 1);
	push(&h, 2);
	assert_int_equal(back(&h, 3), 2);
	push(&h, 2);
	assert_int_equal(forward(&h, 4), 0);
	assert_int_equal(back(&h, 4), 2);
	assert_int_equal(back(&h, 2), 1);
	app_history_release(&h);
}

static void
test_oldest_place_is_forgotten_one_over_the_limit(void **state)
{
	struct app_history h = APP_HISTORY_INIT;

	(void)state;
	for (int64_t i = 1; i <= APP_HISTORY_MAX; i++)
		push(&h, i);
	assert_int_equal(h.n, APP_HISTORY_MAX);
	assert_int_equal(h.v[0].article, 1);
	push(&h, APP_HISTORY_MAX + 1);
	assert_int_equal(h.n, APP_HISTORY_MAX);
	assert_int_equal(h.v[0].article, 2);
	assert_int_equal(back(&h, 5000), APP_HISTORY_MAX + 1);
	app_history_release(&h);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_empty_history_leads_nowhere),
		cmocka_unit_test(test_back_and_forward_walk_the_same_places),
		cmocka_unit_test(test_place_comes_back_whole),
		cmocka_unit_test(test_place_left_by_going_back_is_the_newer_one),
		cmocka_unit_test(test_following_forgets_what_was_ahead),
		cmocka_unit_test(test_oldest_place_is_forgotten_one_over_the_limit),
	};

	return cmocka_run_group_tests_name("history", tests, NULL, NULL);
}
