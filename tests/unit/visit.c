#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/visit.h"

enum { MINUTE = 60 };

static void
expect(const struct app_visit *v, const char *before, int64_t now, const char *text)
{
	struct nr_buf b = NR_BUF_INIT;

	app_visit_write(v, before, now, &b);
	assert_string_equal(nr_buf_str(&b), text);
	nr_buf_release(&b);
}

static void
test_a_run_begins_a_visit_or_goes_on_with_one(void **state)
{
	static const struct {
		const char *text;
		int64_t now, since, last;
		const char *why;
	} cases[] = {
		{ "", 100000, 0, 0, "the first run" },
		{ "nothing", 100000, 0, 0, "what is no time" },
		{ "5", 100000, 0, 0, "half of it" },
		{ "-5 -7", 100000, 0, 0, "no times" },
		{ "0 50000", 100000, 50000, 0, "hours later" },
		{ "20000 50000", 50000 + 30 * MINUTE, 50000, 0, "after the pause" },
		{ "20000 50000", 50000 + 30 * MINUTE - 1, 20000, 50000, "within the pause" },
		{ "0 50000", 50001, 0, 50000, "the first visit goes on" },
		{ "20000 50000", 40000, 20000, 40000, "the clock was set back" },
		{ "45000 50000", 40000, 0, 40000, "both were ahead" },
		{ "20000 4102444800", 40000, 20000, 40000, "a clock in 2099" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct app_visit v = { 1, 1 };

		app_visit_read(&v, cases[i].text, cases[i].now);
		if (v.since != cases[i].since || v.last != cases[i].last)
			fail_msg("%s", cases[i].why);
	}
}

static void
test_a_run_without_a_key_is_no_visit(void **state)
{
	struct app_visit v;

	(void)state;
	app_visit_read(&v, "20000 50000", 100000);
	expect(&v, "20000 50000", 100000, "20000 50000");
	app_visit_touch(&v, 100010);
	expect(&v, "20000 50000", 100010, "50000 100010");
}

static void
test_a_run_that_follows_soon_is_the_same_visit(void **state)
{
	struct app_visit v;

	(void)state;
	app_visit_read(&v, "50000 100010", 100020);
	assert_int_equal(v.since, 50000);
	app_visit_touch(&v, 100030);
	expect(&v, "50000 100010", 100030, "50000 100030");
}

static void
test_a_run_that_was_left_alone_for_long_begins_another_visit(void **state)
{
	struct app_visit v;

	(void)state;
	app_visit_read(&v, "20000 50000", 100000);
	app_visit_touch(&v, 100000);
	app_visit_touch(&v, 101000);
	assert_int_equal(v.since, 50000);
	app_visit_touch(&v, 101000 + 30 * MINUTE);
	assert_int_equal(v.since, 101000);
	app_visit_touch(&v, 101000 + 31 * MINUTE);
	assert_int_equal(v.since, 101000);
}

/* Another instance has ended with a later key. */
static void
test_the_later_of_two_runs_counts(void **state)
{
	struct app_visit v;

	(void)state;
	app_visit_read(&v, "20000 50000", 100000);
	app_visit_touch(&v, 100000);
	expect(&v, "50000 100001", 100002, "50000 100001");
	expect(&v, "50000 99999", 100002, "50000 100000");
	/* That one had a wrong clock. */
	expect(&v, "50000 4102444800", 100002, "50000 100002");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_run_begins_a_visit_or_goes_on_with_one),
		cmocka_unit_test(test_a_run_without_a_key_is_no_visit),
		cmocka_unit_test(test_a_run_that_follows_soon_is_the_same_visit),
		cmocka_unit_test(test_a_run_that_was_left_alone_for_long_begins_another_visit),
		cmocka_unit_test(test_the_later_of_two_runs_counts),
	};

	return cmocka_run_group_tests_name("visit", tests, NULL, NULL);
}
