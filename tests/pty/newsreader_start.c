#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "lib/reader.h"

enum { FILES = 1500 };	/* more articles, and more marks, than a first screen reads */

/* All of them are read, and Article 0000 is the last one. */
static int
setup(void **state)
{
	const struct reader *r;
	struct pty *p;

	if (reader_setup(state) != 0)
		return -1;
	r = *state;
	for (int i = 0; i < FILES; i++) {
		char name[32];

		snprintf(name, sizeof name, "many/%04d.md", i);
		reader_writef(r, name, "---\ntitle: Article %04d\nwebUrl: https://x.com/%d\n"
			"publishedDateTime: 2021-01-01T00:%02d:%02dZ\n---\n", i, i, i / 60,
			i % 60);
	}
	p = reader_open(r, "many", " 1/1500, 1500 unread");
	pty_send(p, "A");
	pty_wait_text(p, ", 0 unread");
	reader_quit(p);
	return 0;
}

static void
test_keys_typed_before_the_first_screen_see_the_whole_list(void **state)
{
	static const char *const args[] = { "many", NULL };
	struct pty *p = reader_start(*state, args);

	pty_send(p, "jGf");
	pty_wait_text(p, "1500/1500, 0 unread");
	pty_wait_text(p, "Starred; ");
	reader_quit(p);
	p = reader_start(*state, args);
	/* The starred ones. */
	pty_send(p, "@jjj\r");
	pty_wait_text(p, "1/1, 0 unread");
	pty_wait_text(p, "Article 0000");
	reader_quit(p);
}

static void
test_list_of_the_first_screen_becomes_the_whole_one(void **state)
{
	static const char *const args[] = { "many", NULL };
	struct pty *p = reader_start(*state, args);

	pty_send(p, "jj");
	pty_wait_text(p, "3/1500, 0 unread");
	pty_wait_text(p, "Article 1499");
	reader_quit(p);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, reader_teardown)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(test_keys_typed_before_the_first_screen_see_the_whole_list),
		TEST(test_list_of_the_first_screen_becomes_the_whole_one),
	};

	return cmocka_run_group_tests_name("newsreader_start", tests, NULL, NULL);
}
