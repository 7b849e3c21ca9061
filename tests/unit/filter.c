#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>

#include "newsreader/filter.h"
#include "newsreader/mem.h"

static void
test_topics_compare_without_case(void **state)
{
	struct nr_filter f = NR_FILTER_INIT;

	(void)state;
	nr_filter_add_topic(&f, "Joe Biden");
	nr_filter_add_topic(&f, "JOE BIDEN");
	nr_filter_add_topic(&f, "Élection");
	assert_int_equal(f.n_topics, 2);
	assert_true(nr_filter_has_topic(&f, "joe biden"));
	assert_true(nr_filter_has_topic(&f, "éLECTION"));
	assert_false(nr_filter_has_topic(&f, "joe"));
	nr_filter_release(&f);
}

static void
test_a_copy_is_independent(void **state)
{
	struct nr_filter f = NR_FILTER_INIT, copy = NR_FILTER_INIT;

	(void)state;
	nr_filter_add_topic(&f, "a");
	f.provider = nr_strdup("Reuters");
	f.text = nr_strdup("joe bid");
	f.order = NR_ORDER_HEAT;
	nr_filter_copy(&copy, &f);
	nr_filter_release(&f);
	assert_string_equal(copy.topics[0], "a");
	assert_string_equal(copy.provider, "Reuters");
	assert_string_equal(copy.text, "joe bid");
	assert_int_equal(copy.order, NR_ORDER_HEAT);
	nr_filter_release(&copy);
}

static void
test_description_names_what_differs(void **state)
{
	const struct {
		struct nr_filter f;
		const char *expected, *why;
	} cases[] = {
		{ { .with_unpublished = true }, "", "the whole collection" },
		{ { .with_unpublished = true, .reverse = true }, "oldest first", "" },
		{ { .topics = (char *[]){ (char[]){ "A" }, (char[]){ "B" } }, .n_topics = 2,
			.with_unpublished = true }, "A or B", "any" },
		{ { .topics = (char *[]){ (char[]){ "A" }, (char[]){ "B" } }, .n_topics = 2,
			.all_topics = true, .with_unpublished = true, .show = NR_SHOW_UNREAD,
			.order = NR_ORDER_HEAT }, "A and B · unread · by heat", "all" },
		{ { .provider = (char[]){ "Reuters" }, .show = NR_SHOW_STARRED,
			.order = NR_ORDER_TITLE, .reverse = true },
			"Reuters · starred · published only · by title, reversed", "" },
		{ { .provider = (char[]){ "Reuters" }, .text = (char[]){ "joe bid" },
			.show = NR_SHOW_UNREAD, .with_unpublished = true },
			"Reuters · matching joe bid · unread", "words" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct nr_buf b = NR_BUF_INIT;

		nr_buf_addz(&b, "x: ");
		nr_filter_describe(&cases[i].f, &b);
		assert_string_equal(b.data + 3, cases[i].expected);
		nr_buf_release(&b);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_topics_compare_without_case),
		cmocka_unit_test(test_a_copy_is_independent),
		cmocka_unit_test(test_description_names_what_differs),
	};

	return cmocka_run_group_tests_name("filter", tests, NULL, NULL);
}
