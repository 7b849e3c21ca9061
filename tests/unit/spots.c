#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/positions.h"

enum { MANY = 300 };

/* Ids that come in no order: a multiple of a number that is prime to MANY. */
static int64_t
id_of(int i)
{
	return (int64_t)i * 7 % MANY - MANY / 2;
}

static void
test_places_are_found_by_article(void **state)
{
	struct app_positions p = APP_POSITIONS_INIT;
	struct app_article_position k;

	(void)state;
	for (int i = 0; i < MANY; i++) {
		k = (struct app_article_position){ .id = id_of(i), .view = APP_TEXT_FULL };
		k.spot[APP_TEXT_FULL].block = (size_t)i;
		app_positions_set(&p, &k);
	}
	assert_int_equal(p.n, MANY);
	for (int i = 0; i < MANY; i++) {
		assert_true(app_positions_find(&p, id_of(i), &k));
		assert_int_equal(k.id, id_of(i));
		assert_int_equal(k.spot[APP_TEXT_FULL].block, i);
	}
	assert_false(app_positions_find(&p, MANY, &k));
	app_positions_release(&p);
}

static void
test_a_new_place_replaces_the_old_one(void **state)
{
	struct app_positions p = APP_POSITIONS_INIT;
	struct app_article_position k = { .id = 5, .view = APP_TEXT_FULL };

	(void)state;
	app_positions_set(&p, &k);
	k.view = APP_TEXT_EXCERPT;
	k.spot[APP_TEXT_EXCERPT].offset = 9;
	app_positions_set(&p, &k);
	assert_int_equal(p.n, 1);
	assert_true(app_positions_find(&p, 5, &k));
	assert_int_equal(k.view, APP_TEXT_EXCERPT);
	assert_int_equal(k.spot[APP_TEXT_EXCERPT].offset, 9);
	app_positions_release(&p);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_places_are_found_by_article),
		cmocka_unit_test(test_a_new_place_replaces_the_old_one),
	};

	return cmocka_run_group_tests_name("spots", tests, NULL, NULL);
}
