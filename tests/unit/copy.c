#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "app/command.h"
#include "newsreader/mem.h"
#include "unit/recorder.h"

enum { ENOUGH = 60, BIG = 1 << 20 };	/* seconds; bytes */

struct terminal {
	bool works;
	char got[64];
};

static int
feed(const char *what, const char *text, size_t n, int seconds, struct nr_error *err)
{
	struct app_argv argv;
	int rc;

	setenv("RECORD", what, 1);
	make_argv(RECORDER, &argv);
	rc = app_command_feed(&argv, text, n, seconds, err);
	app_argv_release(&argv);
	return rc;
}

static bool
take(void *self, const char *text, size_t n)
{
	struct terminal *t = self;

	if (t->works)
		snprintf(t->got, sizeof(t->got), "%.*s", (int)n, text);
	return t->works;
}

static void
test_text_is_fed_whole(void **state)
{
	struct fixture *f = *state;
	static const size_t sizes[] = { 0, 1, 65536, 65537, BIG };
	char *text = nr_malloc(BIG);

	for (size_t i = 0; i < BIG; i++)
		text[i] = (char)(i * 31 >> 3);
	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
		assert_int_equal(feed("input", text, sizes[i], ENOUGH, &f->err), 0);
		expect_record(f, text, sizes[i]);
	}
	free(text);
}

static void
test_fed_program_need_not_read(void **state)
{
	struct fixture *f = *state;
	char *text = nr_calloc(1, BIG);

	assert_int_equal(feed("argv", text, BIG, ENOUGH, &f->err), 0);
	assert_int_equal(feed("fail", text, BIG, ENOUGH, &f->err), -1);
	assert_string_equal(f->err.text, "exe failed (exit status 7)");
	free(text);
}

static void
test_fed_program_says_nothing_to_the_terminal(void **state)
{
	struct fixture *f = *state;
	static const char expected[] = "session=ours group=own null=011";

	disturb();
	assert_int_equal(feed("state", "x", 1, ENOUGH, &f->err), 0);
	calm();
	expect_record(f, expected, strlen(expected));
}

static void
test_fed_program_that_never_ends_is_ended(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(feed("hang", "x", 1, 0, &f->err), -1);
	assert_string_equal(f->err.text,
		"'/proc/self/exe' did not end within 0 seconds");
	expect_no_child();
}

static void
test_copy_goes_to_the_terminal_without_a_command(void **state)
{
	struct fixture *f = *state;
	struct nr_options *o = nr_options_new();
	struct terminal t = { .works = true };

	assert_int_equal(app_copy(o, take, &t, "http://e.org/x", 13, &f->err), 0);
	assert_string_equal(t.got, "http://e.org/");
	t.works = false;
	assert_int_equal(app_copy(o, take, &t, "x", 1, &f->err), -1);
	assert_int_equal(app_copy(o, NULL, NULL, "x", 1, &f->err), -1);
	assert_string_equal(f->err.text,
		"cannot copy: set the option copy-command");
	nr_options_free(o);
}

static void
test_copy_goes_to_the_command_that_is_set(void **state)
{
	struct fixture *f = *state;
	struct nr_options *o = nr_options_new();
	struct terminal t = { .works = true };

	setenv("RECORD", "input", 1);
	assert_int_equal(nr_options_set(o, "copy-command", RECORDER, &f->err), 0);
	assert_int_equal(app_copy(o, take, &t, "a\n$(b)", 6, &f->err), 0);
	expect_record(f, "a\n$(b)", 6);
	assert_string_equal(t.got, "");
	assert_int_equal(nr_options_set(o, "copy-command", "'", &f->err), 0);
	assert_int_equal(app_copy(o, take, &t, "x", 1, &f->err), -1);
	assert_int_equal(f->err.code, NR_ERR_USAGE);
	assert_string_equal(t.got, "");
	nr_options_free(o);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		TEST(test_text_is_fed_whole),
		TEST(test_fed_program_need_not_read),
		TEST(test_fed_program_says_nothing_to_the_terminal),
		TEST(test_fed_program_that_never_ends_is_ended),
		TEST(test_copy_goes_to_the_terminal_without_a_command),
		TEST(test_copy_goes_to_the_command_that_is_set),
	};

	(void)argc;
	recorder_main(argv);
	return cmocka_run_group_tests_name("copy", tests, NULL, NULL);
}
