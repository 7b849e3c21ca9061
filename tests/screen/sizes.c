#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

#include "newsreader/mem.h"
#include "screen/made.h"
#include "screen/screen.h"

/* Every panel with the focus, and the list for lack of articles, in the sizes of small and
 * large terminals. */
static void
play(struct screen *s, int rows, int cols)
{
	char script[200];

	snprintf(script, sizeof(script), "snap:size-%dx%d-list Enter snap:size-%dx%d-article"
		" Tab snap:size-%dx%d-related", cols, rows, cols, rows, cols, rows);
	screen_play(s, "seeds", rows, cols, script);
	made_none(s);
	snprintf(script, sizeof(script), "snap:size-%dx%d-none", cols, rows);
	screen_play(s, "none", rows, cols, script);
	s->filter.provider = nr_strdup("The Hindu");
	s->filter.show = NR_SHOW_UNREAD;
	snprintf(script, sizeof(script), "snap:size-%dx%d-no-match", cols, rows);
	screen_play(s, "seeds", rows, cols, script);
}

static void
test_40x12(void **state)
{
	play(*state, 12, 40);
}

static void
test_80x24(void **state)
{
	play(*state, 24, 80);
}

static void
test_100x30(void **state)
{
	play(*state, 30, 100);
}

static void
test_120x40(void **state)
{
	play(*state, 40, 120);
}

static void
test_140x40(void **state)
{
	play(*state, 40, 140);
}

static void
test_200x60(void **state)
{
	play(*state, 60, 200);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, screen_setup, screen_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_40x12),
		TEST(test_80x24),
		TEST(test_100x30),
		TEST(test_120x40),
		TEST(test_140x40),
		TEST(test_200x60),
	};

	return cmocka_run_group_tests_name("sizes", tests, NULL, NULL);
}
