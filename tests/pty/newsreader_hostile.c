#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/reader.h"
#include "newsreader/utf8.h"

enum { LONG = 1 << 20, WIDE_ROWS = 40, WIDE_COLS = 160, HEAT = 123, QUALITY = 77 };

/* ---- the articles ---- */

/* What a terminal must never get, each piece between two signs: as YAML escapes, as
 * characters, and as bytes that no YAML file may hold. */
static const char escaped[] = "@\\e]52;c;ZXZpbA==\\a@\\e[2J@\\b@\\r@\\x7f@\\u202e@"
	"\\u009b31m@\\x9b2J@\\u200b@\\u2028@\\ufeff@\\u2066@\\U000e0041@";
static const char raw[] = "@\xc2\x9b" "31m@\xe2\x80\xae@\xe2\x80\x8b@\xe2\x80\xa8@"
	"\xef\xbb\xbf@\xe2\x81\xa6@\xf3\xa0\x81\x81@";
static const char broken[] = "@\033]52;c;ZXZpbA==\007@\033[2J@\b@\x9b" "2J@\xff@";
/* Never after one another in what is written, whatever ncurses does with the cursor. */
static const char *const never[] = {
	"@\b@", "@\r@", "@\033[2J", "@\033]", "\033]52", "@\x9b",
};

/* Every string field of an article with the text in it. */
static void
write_fields(const struct reader *r, const char *name, const char *text)
{
	static const char *const fields[] = {
		"name", "excerpt", "category", "type", "price", "length", "secured",
	};
	struct nr_buf b = NR_BUF_INIT;

	nr_buf_addf(&b, "---\ntitle: \"%s%s\"\nheat: %d\nquality: %d\ndate: 2021-06-01\n",
		name, text, HEAT, QUALITY);
	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		nr_buf_addf(&b, "%s: \"%s%s\"\n", fields[i], fields[i], text);
	nr_buf_addf(&b, "provider: {name: \"P%s\", domain: \"d%s\", authors: [\"a%s\"]}\n"
		"topics: [\"T%s\", \"U%s\"]\nlevels: [\"l%s\"]\n"
		"images: [{url: \"i%s\"}]\n", text, text, text, text, text, text, text);
	nr_buf_addf(&b, "actions: [{url: \"https://x.org/%s\", title: \"x%s\"}]\n"
		"\"k%s\": \"v%s\"\n"
		"featuredContent: \"<iframe src='https://x.org/%s'></iframe>\"\n"
		"originalUrl: \"https://x.org/o/%s/%s\"\nwebUrl: \"https://x.org/w%s\"\n",
		text, text, text, text, text, name, text, text);
	nr_buf_addf(&b, "related:\n  - title: \"related%s\"\n    excerpt: \"excerpt%s\"\n"
		"    quality: %d\n    webUrl: \"https://x.org/r/%s/%s\"\n"
		"    provider: {name: \"R%s\"}\n    \"k%s\": \"v%s\"\n---\n", text, text,
		QUALITY, name, text, text, text, text);
	nr_buf_addf(&b, "<p title='x'>body %s &#27;[2J &#155; &#x202e; &#8;</p>"
		"<pre>%s</pre><a href='https://x.org/%s'>%s</a>\n", broken, broken,
		broken, broken);
	reader_write(r, name, nr_buf_str(&b), b.len);
	nr_buf_release(&b);
}

/* A field that is a megabyte long: "title", or "provider: {name", closed by "}". */
static void
write_long(const struct reader *r, char *megabyte, const char *name, const char *before,
	const char *after)
{
	reader_writef(r, name, "---\ntitle: %s\nheat: %d\nquality: %d\ndate: 2021-06-01\n"
		"originalUrl: https://x.org/%s\n%s\"%s\"%s\n---\n", name, HEAT, QUALITY,
		name, before, megabyte, after);
}

static void
write_long_ones(const struct reader *r)
{
	static const char *const cases[][2] = {
		{ "title: ", "" }, { "name: ", "" }, { "excerpt: ", "" },
		{ "type: ", "" }, { "category: ", "" }, { "price: ", "" },
		{ "provider: {name: ", "}" }, { "topics: [", "]" },
		{ "unknown: ", "" }, { "", ": value" },
		{ "related: [{quality: 77, webUrl: 'https://y.org/', title: ", "}]" },
		{ "related: [{title: t, quality: 77, webUrl: ", "}]" },
		{ "? ", "\n: value" }, { "unused: a\n---\n", "" },
	};
	char *megabyte = malloc(LONG + 1);
	char name[32];

	assert_non_null(megabyte);
	memset(megabyte, 'w', LONG);
	megabyte[LONG] = '\0';
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		snprintf(name, sizeof(name), "long/%02zu.md", i);
		write_long(r, megabyte, name, cases[i][0], cases[i][1]);
	}
	free(megabyte);
}

static void
write_hostile_ones(const struct reader *r)
{
	write_fields(r, "hostile/escaped.html", escaped);
	write_fields(r, "hostile/raw.html", raw);
	write_fields(r, "hostile/broken@\033[2J@\302\233@\n@.html", broken);
	reader_writef(r, "hostile/markdown.md", "---\nheat: %d\ntitle: M\n---\n%s\n`%s`\n"
		"[%s](https://x.org/%s)\n\n    %s\n\n&#27; &#155;\n", HEAT, broken,
		broken, broken, broken, broken);
	reader_writef(r, "hostile/bad@\033[2J@\302\233@\n@.md",
		"---\nheat: %d\ntitle: [\"%s\"\nquality: %d\n", HEAT, broken, QUALITY);
	reader_writef(r, "hostile/worse.md", "---\n\"%s\": &%s [\n", escaped, "a");
}

/* ---- the screen ---- */

/* The character in a column of a row in which all are one cell wide. */
static uint32_t
char_at(struct pty *p, int row, int col)
{
	const char *s = pty_row(p, row);
	uint32_t cp = ' ';

	for (int i = 0; i <= col; i++) {
		if (*s == '\0')
			return ' ';
		s += nr_utf8_decode(s, strlen(s), &cp);
	}
	return cp;
}

static void
fail_row(struct pty *p, int row, const char *what)
{
	print_error("row %d: %s: %s\n", row, what, pty_row(p, row));
	fail();
}

static int
divider(struct pty *p)
{
	int col = 0;

	while (col < WIDE_COLS && char_at(p, 2, col) != 0x2502)
		col++;
	assert_in_range(col, 40, 100);
	return col;
}

static bool
is_bar(uint32_t c)
{
	return c >= 0x2581 && c <= 0x2588;
}

/* The bar of the heat ends a row of the list at the divider, and one of the related list at
 * the edge of the screen. */
static void
assert_rows_are_whole(struct pty *p, int n)
{
	int col = divider(p);

	for (int row = 2; row < WIDE_ROWS - 1; row++) {
		uint32_t c = char_at(p, row, col);
		if (c != 0x2502 && c != 0x251c && c != 0x2524)
			fail_row(p, row, "the divider is gone");
		if (row <= n + 1 && !is_bar(char_at(p, row, col - 1)))
			fail_row(p, row, "no heat before the divider");
	}
	int related = pty_find(p, "─ Related 1/1 ");
	uint32_t last = char_at(p, related + 1, WIDE_COLS - 1);
	if (related > 0 && (!is_bar(last)
		|| char_at(p, related + 1, col + 1) == ' '))
		fail_row(p, related + 1, "not from edge to edge");
	assert_int_equal(char_at(p, 0, 0), ' ');
	reader_wait_row(p, WIDE_ROWS - 1, " ? help");
}

/* A box over the panes, from corner to corner. */
static void
assert_box_is_whole(struct pty *p, const char *title)
{
	int top = pty_find(p, title), left = 0, right = WIDE_COLS - 1, row;

	assert_true(top > 0);
	while (left < right && char_at(p, top, left) != 0x250c)
		left++;
	while (right > left && char_at(p, top, right) != 0x2510)
		right--;
	assert_true(left < right);
	for (row = top + 1; char_at(p, row, left) == 0x2502; row++) {
		if (char_at(p, row, right) != 0x2502)
			fail_row(p, row, "the box has a hole");
	}
	assert_int_equal(char_at(p, row, left), 0x2514);
	assert_int_equal(char_at(p, row, right), 0x2518);
}

static void
assert_clean(struct pty *p)
{
	size_t n;
	const char *out = pty_output(p, &n);

	reader_clean(p);
	for (size_t i = 0; i < sizeof(never) / sizeof(never[0]); i++)
		assert_null(memmem(out, n, never[i], strlen(never[i])));
	assert_null(pty_clipboard(p));
	pty_output_clear(p);
}

static void
see_box(struct pty *p, const char *key, const char *title, int n)
{
	pty_keys(p, key);
	pty_wait_text(p, title);
	pty_settle(p);
	assert_box_is_whole(p, title);
	pty_keys(p, "G");
	pty_settle(p);
	pty_keys(p, "^G");
	pty_wait_gone(p, title);
	pty_settle(p);
	assert_rows_are_whole(p, n);
}

/* The article that is selected and its related one, in every view. */
static void
see_article(struct pty *p, int n)
{
	pty_keys(p, "Enter");
	pty_wait_text(p, "q back");
	pty_settle(p);
	assert_rows_are_whole(p, n);
	pty_keys(p, "G");
	pty_settle(p);
	assert_rows_are_whole(p, n);
	pty_keys(p, "i");
	pty_wait_text(p, "Details ");
	pty_keys(p, "G");
	pty_wait_text(p, "Details 100%");
	pty_keys(p, "q");
	pty_wait_gone(p, "Details ");
	pty_settle(p);
	assert_rows_are_whole(p, n);
}

static void
see_related(struct pty *p, int n)
{
	pty_keys(p, "Tab");
	pty_wait_text(p, "Enter follow");
	see_box(p, "u", "─ Addresses ", n);
	pty_keys(p, "Enter");
	pty_wait_text(p, "Only mentioned by");
	see_article(p, n);
	pty_keys(p, "<");
	pty_wait_text(p, "Enter follow");
	pty_settle(p);
	assert_rows_are_whole(p, n);
}

static struct pty *
start_wide(struct reader *r, const char *folder, const char *text)
{
	r->rows = WIDE_ROWS;
	r->cols = WIDE_COLS;
	return reader_open(r, folder, text);
}

static void
test_nothing_hostile_reaches_the_terminal(void **state)
{
	struct reader *r = *state;
	struct pty *p;

	write_hostile_ones(r);
	p = start_wide(r, "hostile", "1/5,");
	pty_wait_text(p, "E lists them");
	for (int i = 0; i < 5; i++) {
		see_article(p, 5);
		see_box(p, "u", "─ Addresses ", 5);
		if (pty_find(p, "─ Related 1/1 ") > 0)
			see_related(p, 5);
		pty_keys(p, "q J");
		pty_settle(p);
		assert_clean(p);
	}
	see_box(p, "E", "─ Messages and problems ", 5);
	see_box(p, "t", "─ Topics ", 5);
	see_box(p, "P", "─ Providers ", 5);
	pty_keys(p, "/ 2 J Enter");
	pty_settle(p);
	assert_clean(p);
	reader_quit(p);
}

static void
test_a_megabyte_in_a_field_leaves_rows_whole(void **state)
{
	struct reader *r = *state;
	struct pty *p;

	write_long_ones(r);
	p = start_wide(r, "long", "1/14,");
	for (int i = 0; i < 14; i++) {
		see_article(p, 14);
		pty_keys(p, "q j");
	}
	see_box(p, "E", "─ Messages and problems ", 14);
	see_box(p, "t", "─ Topics ", 14);
	see_box(p, "P", "─ Providers ", 14);
	assert_clean(p);
	reader_quit(p);
}

static void
test_hostile_files_are_ascii_without_utf8(void **state)
{
	struct reader *r = *state;
	struct pty *p;
	const char *out;
	size_t n;

	write_hostile_ones(r);
	reader_setenv(r, "LC_ALL=C");
	p = reader_open(r, "hostile", "1/5,");
	pty_wait_text(p, "E lists them");
	for (int i = 0; i < 4; i++) {
		pty_keys(p, "J Enter");
		pty_settle(p);		/* the file has been read */
		pty_keys(p, "G");
		pty_settle(p);
		pty_keys(p, "i G");
		pty_wait_text(p, "Details 100%");
		pty_keys(p, "q q");
		pty_wait_gone(p, "Details ");
	}
	pty_keys(p, "E");
	pty_wait_text(p, "- Messages and problems ");
	pty_keys(p, "q u");
	pty_wait_text(p, "- Addresses ");
	out = pty_output(p, &n);
	for (size_t i = 0; i < n; i++)
		assert_true((unsigned char)out[i] < 0x80);
	assert_clean(p);
	reader_quit(p);
}

static void
test_what_is_pasted_is_no_better(void **state)
{
	struct reader *r = *state;
	struct pty *p;

	write_hostile_ones(r);
	p = reader_open(r, "hostile", "1/5,");
	/* Which the end of the scan tells, in place of the help that is waited for. */
	pty_wait_text(p, "E lists them");
	pty_send(p, "/");
	pty_wait_cursor(p, 23, 1);
	pty_send(p, "a\xe2\x80\xae" "b\xc2\x9b" "c\033]52;c;ZXZpbA==\a" "d\xff" "e");
	reader_wait_row(p, 23, "/abcde");
	assert_clean(p);
	pty_keys(p, "Esc");
	pty_wait_text(p, "? help");
	reader_quit(p);
}

static void
test_what_is_not_clean_is_found(void **state)
{
	static const char *const clean[] = {
		"", "text ☃ 世界", "\033[H\033[2J", "\033[1;31mx\033(B\033[m",
		"\033[?1049h",
		"a\r\n\b", "\033]104\a", "\xef\xbf\xbd", "\033[10;1H\033[K", "\0337\0338",
	};
	static const char *const dirty[] = {
		"\a", "\x01", "\x7f", "\033", "\033[", "\033[2J", "x\033[2J",
		"\033]52;c;x\a", "\033]0;x\a", "\033Px\033\\", "\033_x", "\033c",
		"\033[5n", "\033[c", "\033[1;", "\xc2\x9b", "\x9b", "\xff",
		"\xe2\x80\xae", "\xe2\x80\x8b", "\xe2\x80\xa8",
		"\xef\xbb\xbf", "\xf3\xa0\x81\x81", "\xe2\x81\xa6", "\xc0\x9b", "\x0e",
	};
	size_t at;

	(void)state;
	for (size_t i = 0; i < sizeof(clean) / sizeof(clean[0]); i++) {
		if (!reader_is_clean(clean[i], strlen(clean[i]), &at))
			fail_msg("clean case %zu is taken for dirty", i);
	}
	for (size_t i = 0; i < sizeof(dirty) / sizeof(dirty[0]); i++) {
		if (reader_is_clean(dirty[i], strlen(dirty[i]), &at))
			fail_msg("dirty case %zu is taken for clean", i);
	}
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, reader_setup, reader_teardown)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_is_not_clean_is_found),
		TEST(test_nothing_hostile_reaches_the_terminal),
		TEST(test_hostile_files_are_ascii_without_utf8),
		TEST(test_what_is_pasted_is_no_better),
		TEST(test_a_megabyte_in_a_field_leaves_rows_whole),
	};

	return cmocka_run_group_tests_name("newsreader_hostile", tests, NULL, NULL);
}
