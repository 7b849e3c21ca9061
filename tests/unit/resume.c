#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "app/resume.h"

#include "newsreader/mem.h"

enum { WIDE = 1, NARROW = 2 };

static struct nr_options *options;

static int
setup(void **state)
{
	(void)state;
	options = nr_options_new();
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	nr_options_free(options);
	return 0;
}

static void
set(const char *name, const char *value)
{
	struct nr_error err = NR_ERROR_INIT;

	assert_int_equal(nr_options_set(options, name, value, &err), 0);
}

static char *
write(const struct app_resume *r, const char *before, unsigned given)
{
	struct nr_buf b = NR_BUF_INIT;

	app_resume_write(r, before, given, options, &b);
	return nr_buf_take(&b);
}

static struct app_resume
read(const char *text, unsigned given)
{
	struct app_resume r = { .filter = NR_FILTER_INIT };

	app_resume_read(&r, text, given, options);
	return r;
}

/* All that can be kept. */
static struct app_resume
make(void)
{
	struct app_resume r = { .filter = NR_FILTER_INIT, .layout = NARROW, .zoomed = true,
		.place = { INT64_MIN + 7, 120, 100, 9 } };

	nr_filter_add_topic(&r.filter, "Joe Biden");
	nr_filter_add_topic(&r.filter, "Élection  2020");
	r.filter.all_topics = true;
	r.filter.provider = nr_strdup("The Hindu");
	r.filter.show = NR_SHOW_STARRED;
	r.filter.with_unpublished = false;
	r.filter.order = NR_ORDER_HEAT;
	r.filter.reverse = true;
	return r;
}

static void
test_what_is_written_is_read_again(void **state)
{
	struct app_resume r = make(), again;
	char *text = write(&r, "", 0), *second;

	(void)state;
	again = read(text, 0);
	second = write(&again, "", 0);
	assert_string_equal(text, second);
	assert_int_equal(again.filter.n_topics, 2);
	assert_string_equal(again.filter.topics[1], "Élection  2020");
	assert_true(again.filter.all_topics && again.filter.reverse && again.zoomed);
	assert_string_equal(again.filter.provider, "The Hindu");
	assert_int_equal(again.filter.show, NR_SHOW_STARRED);
	assert_false(again.filter.with_unpublished);
	assert_int_equal(again.filter.order, NR_ORDER_HEAT);
	assert_int_equal(again.layout, NARROW);
	assert_true(again.place.article == r.place.article && again.place.rank == 120
		&& again.place.position == 100 && again.place.row == 9);
	free(text);
	free(second);
	nr_filter_release(&r.filter);
	nr_filter_release(&again.filter);
}

static void
test_an_option_that_was_changed_since_counts(void **state)
{
	struct app_resume r = make(), again;
	char *text = write(&r, "", 0);

	(void)state;
	set("order", "title");
	set("layout", "wide");
	set("show-unpublished", "no");
	again = read(text, 0);
	assert_int_equal(again.filter.order, NR_ORDER_DATE);	/* the caller's */
	assert_false(again.filter.reverse);
	assert_int_equal(again.layout, 0);
	assert_true(again.filter.with_unpublished);
	assert_int_equal(again.filter.n_topics, 2);
	free(text);
	nr_filter_release(&r.filter);
	nr_filter_release(&again.filter);
}

static void
test_what_the_command_line_gives_is_neither_read_nor_replaced(void **state)
{
	static const struct {
		unsigned given;
		const char *text;
	} cases[] = {
		{ APP_GIVEN_TOPICS, "show starred\ntopic Joe Biden\ntopic Élection  2020\n"
			"all-topics yes\nprovider The Hindu\nunpublished yes yes\norder date date\n"
			"layout auto wide\nplace 8000000000000007 120 100 9\n" },
		{ APP_GIVEN_ORDER, "show all\nunpublished yes yes\n"
			"order date reversed heat\nlayout auto wide\n"
			"place 8000000000000007 120 100 9\n" },
		{ APP_GIVEN_LAYOUT, "show all\nunpublished yes yes\norder date date\n"
			"layout auto narrow\nzoomed yes\n" },
		{ APP_GIVEN_UNPUBLISHED, "show all\nunpublished yes no\norder date date\n"
			"layout auto wide\n" },
	};
	struct app_resume r = make();
	char *text = write(&r, "", 0);

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct app_resume now = { .filter = NR_FILTER_INIT, .layout = WIDE };
		struct app_resume again = read(text, cases[i].given);
		char *after = write(&now, text, cases[i].given);

		assert_string_equal(after, cases[i].text);
		assert_int_equal(again.filter.n_topics,
			cases[i].given == APP_GIVEN_TOPICS ? 0 : 2);
		assert_int_equal(again.filter.order, cases[i].given == APP_GIVEN_ORDER
			? NR_ORDER_DATE : NR_ORDER_HEAT);
		assert_int_equal(again.layout, cases[i].given == APP_GIVEN_LAYOUT ? 0 : NARROW);
		assert_int_equal(again.filter.with_unpublished,
			cases[i].given == APP_GIVEN_UNPUBLISHED);
		assert_int_equal(again.place.article != 0,
			!(cases[i].given & (APP_GIVEN_TOPICS | APP_GIVEN_ORDER)));
		nr_filter_release(&again.filter);
		free(after);
	}
	free(text);
	nr_filter_release(&r.filter);
}

static void
test_what_cannot_be_read_is_ignored(void **state)
{
	static const char text[] = "show nothing\norder date weight\norder date\norder\n\n"
		"layout auto round\nplace 12 x\nplace\nfuture 1\n sort x\nprovider X";
	struct app_resume r = read(text, 0);

	(void)state;
	assert_int_equal(r.filter.show, NR_SHOW_ALL);
	assert_int_equal(r.filter.order, NR_ORDER_DATE);
	assert_int_equal(r.layout, 0);
	assert_int_equal(r.place.article, 0);
	assert_string_equal(r.filter.provider, "X");
	nr_filter_release(&r.filter);
}

static void
test_a_name_with_a_line_end_or_without_an_end_is_not_kept(void **state)
{
	struct app_resume r = { .filter = NR_FILTER_INIT };
	char name[1002], *text;

	(void)state;
	memset(name, 'x', sizeof(name));
	name[1001] = '\0';
	nr_filter_add_topic(&r.filter, "a\nshow starred");
	nr_filter_add_topic(&r.filter, name);
	text = write(&r, "", 0);
	assert_null(strstr(text, "topic"));
	free(text);
	nr_filter_add_topic(&r.filter, name + 1);
	text = write(&r, "", 0);
	assert_non_null(strstr(text, name + 1));
	free(text);
	nr_filter_release(&r.filter);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_what_is_written_is_read_again),
		TEST(test_an_option_that_was_changed_since_counts),
		TEST(test_what_the_command_line_gives_is_neither_read_nor_replaced),
		TEST(test_what_cannot_be_read_is_ignored),
		TEST(test_a_name_with_a_line_end_or_without_an_end_is_not_kept),
	};

	return cmocka_run_group_tests_name("resume", tests, NULL, NULL);
}
