#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "screen/screen.h"

static void
test_screen_is_that_of_the_last_run(void **state)
{
	struct screen *s = *state;
	struct nr_error err = NR_ERROR_INIT;

	assert_int_equal(nr_options_set(s->options, "remember", "yes", &err), 0);
	screen_play(s, "seeds", 24, 80, "a s 9j z snap:resume-left");
	screen_play(s, "seeds", 24, 80, "snap:resume-again Z s snap:resume-goes-on");
}

static void
test_what_is_new_since_the_last_visit_is_parted_from_the_rest(void **state)
{
	struct screen *s = *state;

	setenv("NEWSREADER_NOW", "2021-06-01T12:00:00Z", 1);
	screen_play(s, "seeds", 24, 80, "j k");
	setenv("NEWSREADER_NOW", "2021-06-09T12:00:00Z", 1);
	s->styles = true;
	screen_play(s, "seeds", 24, 80, "snap:resume-new S snap:resume-new-reversed"
		" s snap:resume-by-heat");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, screen_setup, screen_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_screen_is_that_of_the_last_run),
		TEST(test_what_is_new_since_the_last_visit_is_parted_from_the_rest),
	};

	return cmocka_run_group_tests_name("resume", tests, NULL, NULL);
}
