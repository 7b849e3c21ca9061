#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "lib/reader.h"

/* Pasted text is no keys: with brackets about it, and without them. */

enum { PROSE = 5000, PARTS = 3 };

static const char said[] = "Pasted text ignored";

/* Where text may be pasted: the keys that lead there, what shows that they did, and what
 * still is there afterwards. */
static const struct spot {
	const char *keys, *text, *after;
	bool takes_text;
} spots[] = {
	{ "", "? help", "1/5,", false },
	{ "Enter U", "Undid: mark read", "83%", false },
	{ "t", "Topics 1/", "Topics", true },
	{ "u", "Addresses 2/", "Addresses 2/", false },
	{ "?", "Keys 4/", "Keys 4/", false },
	{ "i", "Fields of the file", "Fields of the file", false },
	{ "/", "/", "/", true },
	{ ": q", ":q", ":", true },
	{ "? /", "Esc closes", "Nothing matches", true },
};

/* Every letter, words, lines with ^M as terminals paste them. */
static void
fill_prose(char *s)
{
	static const char words[] = "Ad hello\rQ the quick brown fox jumps over a lazy dog, "
		"xenon Zulu meXico UnRead STAR.\rTab\tbed: 2 4 /usr/bin ?\r\r";

	for (int i = 0; i < PROSE; i++)
		s[i] = words[i % (int)(sizeof(words) - 1)];
}

static void
paste_prose(struct pty *p)
{
	char prose[PROSE];

	fill_prose(prose);
	for (int i = 0; i < PARTS; i++)
		pty_sendn(p, prose + i * PROSE / PARTS,
			(size_t)((i + 1) * PROSE / PARTS - i * PROSE / PARTS));
}

static void
paste_in_brackets(struct pty *p)
{
	pty_send(p, "\033[200~Ad hello\rQ\033[201~");
}

/* Nothing was marked, opened, edited or quit. */
static void
assert_untouched(struct pty *p)
{
	for (int i = 0; i < 3; i++) {
		pty_keys(p, "Esc");
		pty_settle(p);
	}
	pty_keys(p, "g U");
	pty_wait_text(p, "Nothing to undo");
	assert_int_equal(access("started", F_OK), -1);
	reader_quit(p);
}

static void
paste_everywhere(struct reader *r, void (*paste)(struct pty *p), const char *inserted)
{
	reader_seeds(r);
	reader_script(r, "mark-start", "echo \"$@\" >>started");
	reader_setenv(r, "EDITOR=mark-start");
	reader_setenv(r, "BROWSER=mark-start");
	for (size_t i = 0; i < sizeof(spots) / sizeof(spots[0]); i++) {
		const struct spot *s = &spots[i];
		struct pty *p = reader_open(r, "seeds", "1/5,");

		/* From the file: no key has to wait for it. */
		pty_wait_text(p, "[image 828");
		pty_keys(p, s->keys);
		pty_wait_text(p, s->text);
		pty_settle(p);
		paste(p);
		pty_wait_text(p, s->takes_text ? inserted : said);
		pty_wait_text(p, s->after);
		assert_untouched(p);
	}
}

static void
test_a_bracketed_paste_does_nothing_but_fill_a_prompt(void **state)
{
	paste_everywhere(*state, paste_in_brackets, "Ad hello Q");
}

static void
test_prose_without_brackets_does_nothing_but_fill_a_prompt(void **state)
{
	paste_everywhere(*state, paste_prose, "quick brown");
}

static void
test_a_huge_paste_is_ignored(void **state)
{
	enum { SIZE = 10 << 20 };
	char *text = malloc(SIZE);
	struct reader *r = *state;
	struct pty *p;

	reader_seeds(r);
	memset(text, 'A', SIZE);
	p = reader_open(r, "seeds", "1/5,");
	pty_send(p, "\033[200~");
	pty_sendn(p, text, SIZE);
	pty_send(p, "\033[201~");
	pty_wait_text(p, said);
	free(text);
	assert_untouched(p);
}

static void
test_keys_typed_ahead_all_count(void **state)
{
	struct reader *r = *state;
	struct pty *p;

	reader_write_many(r, 50);
	p = reader_open(r, "many", "1/50,");
	pty_send(p, "jmjmjmjmjmjmjmjmjmjmjmjmjmjmjmjmjmjmjmjm");
	pty_wait_text(p, "21/50, 30 unread");
	pty_send(p, "/climate change\r");
	pty_wait_text(p, "Not found: climate change");
	reader_quit(p);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, reader_setup, reader_teardown)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(test_a_bracketed_paste_does_nothing_but_fill_a_prompt),
		TEST(test_prose_without_brackets_does_nothing_but_fill_a_prompt),
		TEST(test_a_huge_paste_is_ignored),
		TEST(test_keys_typed_ahead_all_count),
	};

	return cmocka_run_group_tests_name("newsreader_paste", tests, NULL, NULL);
}
