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

#define ZWNJ "\xe2\x80\x8c"
#define ZWJ "\xe2\x80\x8d"
#define VS16 "\xef\xb8\x8f"
#define KEYCAP "\xe2\x83\xa3"

enum { ROWS = 60, COLS = 160, NARROW = 24 };

/* The words before the first '|' are drawn by libvterm as they are. It takes combining marks
 * that came after Unicode 5.0, and what is joined to an emoji, for characters of their own,
 * which are then painted over: the rest is looked for in what was written. */
static const char *const titles[] = {
	"Ca\xcc\xa7" "a e\xcc\x81te\xcc\xa3\xcc\x81 o\xcc\x88|",	/* Latin */
	"Καλημέρα Ελλάδα|", "Новости и\xcc\x81 дня|", "أخبار العَالَم|", "حֲדָשׁוֹת|",
	"می" ZWNJ "خواهم کتاب" ZWNJ "ها|",
	"हिन्दी समाचार क्षत्रिय कि|", "বাংলা খবর কি র" ZWJ "্যাব|", "ਪੰਜਾਬੀ ਖ਼ਬਰਾਂ|", "ગુજરાતી સમાચાર|",
	"ଓଡ଼ିଆ ସମାଚାର|", "தமிழ் செய்திகள்|", "తెలుగు వార్తలు|", "ಕನ್ನಡ ಸುದ್ದಿ|", "മലയാളം വാര്ത്ത|",
	"ශ්" ZWJ "රී ලංකා පුවත්|", "น้ำท่วมที่นี่|", "ຂ່າວລາວ|", "བོད་ཀྱི་གསར|",
	"|မြန်မာ သတင်း", "ព័ត៌មានថ្មី|", "საქართველო|", "Հայաստան|", "ኢትዮጵያ ዜና|", "한국 뉴스|",
	"\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab\xe1\x84\x80\xe1\x85\xae\xe1\x86\xa8|",	/* jamo */
	"中国新闻 葛\xf3\xa0\x84\x80城|", "ニュースか\xe3\x82\x99です|", "ᠮᠣᠩᠭᠣᠯ\xe1\xa0\x8b|", "ᏣᎳᎩ ᎦᏬ|",
	"ߒߞߏ ߞߌߓߊ߬|", "ދިވެހި ޚަބަރު|", "|ꦧꦱꦗꦮ ꦏꦧꦂ", "|ᬩᬮᬶ ᬓᬩᬃ", "ܣܘܪܝܝܐ|", "𞤀𞤣𞤤𞤢𞤥|",
	"🇩🇪 🇫🇷 🇯🇵|", "👍🏽 👋🏿 ☝🏽|", "1" VS16 KEYCAP " #" VS16 KEYCAP " x|", "❤" VS16 " ☀" VS16 " x|",
	"😀 🎉 ⌚|", "x|👨" ZWJ "👩" ZWJ "👧 👩" ZWJ "👩" ZWJ "👧" ZWJ "👦",
	"x|👩🏽" ZWJ "🚀 ❤" VS16 ZWJ "🔥 y",
};

enum { TITLES = sizeof(titles) / sizeof(titles[0]) };

static void
write_articles(const struct reader *r)
{
	for (int i = 0; i < TITLES; i++) {
		char name[32];
		const char *bar = strchr(titles[i], '|');

		snprintf(name, sizeof(name), "scripts/%02d.md", i);
		reader_writef(r, name, "---\ntitle: \"%.*s%s\"\nheat: 77\n"
			"date: 2020-02-02T02:02:%02dZ\nprovider: {name: P%02d}\n---\n",
			(int)(bar - titles[i]), titles[i], bar + 1, TITLES - i, i);
	}
}

static void
assert_written(const char *out, size_t n, const char *title)
{
	size_t len = strlen(title);
	int width;

	for (size_t i = 0, used; i < len; i += used) {
		used = nr_utf8_cluster(title + i, len - i, &width);
		if (title[i] != '|' && memmem(out, n, title + i, used) == NULL)
			fail_msg("%s: %.*s is not written", title, (int)used, title + i);
	}
}

static int
divider(struct pty *p)
{
	int col = 0;

	while (col < COLS && strcmp(pty_part(p, 2, col, col + 1), "│") != 0)
		col++;
	return col;
}

static void
assert_rows(struct pty *p)
{
	int edge = divider(p);

	assert_in_range(edge, 40, COLS - 1);
	for (int i = 0; i < TITLES; i++) {
		size_t len = strcspn(titles[i], "|");
		char shown[256], heat[8];

		snprintf(shown, sizeof(shown), "%.*s", (int)len, titles[i]);
		if (strstr(pty_part(p, i + 2, 0, edge), shown) == NULL)
			fail_msg("%s\n%s", titles[i], pty_row(p, i + 2));
		snprintf(heat, sizeof(heat), "%s", pty_part(p, i + 2, edge - 2, edge));
		if (strcmp(heat, " █") != 0
			|| strcmp(pty_part(p, i + 2, edge, edge + 1), "│") != 0)
			fail_msg("heat is not where it belongs\n%s", pty_row(p, i + 2));
	}
}

static void
test_titles_of_all_scripts_are_shown(void **state)
{
	struct reader *r = *state;
	char last[16];
	size_t n;

	write_articles(r);
	r->rows = ROWS;
	r->cols = COLS;
	snprintf(last, sizeof(last), "P%02d", TITLES - 1);
	struct pty *p = reader_open(r, "scripts", last);
	pty_settle(p);
	assert_rows(p);
	const char *out = pty_output(p, &n);

	for (int i = 0; i < TITLES; i++)
		assert_written(out, n, titles[i]);
	/* Each row is painted when it becomes the current one and when it was that. */
	for (int i = 2; i <= TITLES; i++) {
		pty_keys(p, "j");
		snprintf(last, sizeof(last), " %d/%d,", i, TITLES);
		pty_wait_text(p, last);
	}
	pty_settle(p);
	assert_rows(p);
	reader_quit(p);
}

/* What is joined takes six cells in libvterm, four of them in the next row. */
static void
test_a_cluster_at_the_edge_spoils_no_other_row(void **state)
{
	struct reader *r = *state;
	char line[NARROW + 1] = "";
	const char *family = "👨" ZWJ "👩" ZWJ "👧";
	size_t n;

	r->rows = 12;
	r->cols = NARROW;
	memset(line, 'a', NARROW - 4);
	reader_writef(r, "edge/a.md", "---\ntitle: Edge\ndate: 2020-02-02\n---\n"
		"<pre>\n%s%s\nbbbbbbbbbb\n%s%s\n</pre>\n<p>end</p>\n", line, family, line, family);
	struct pty *p = reader_open(r, "edge", "Edge");

	pty_keys(p, "Enter");
	pty_wait_text(p, "end");
	pty_settle(p);
	int row = pty_find(p, "bbbbbbbbbb");

	assert_string_equal(pty_row(p, row), " bbbbbbbbbb");
	assert_non_null(strstr(pty_row(p, row - 1), line));
	assert_non_null(strstr(pty_row(p, row + 1), line));
	const char *out = pty_output(p, &n);

	assert_written(out, n, family);
	reader_quit(p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_titles_of_all_scripts_are_shown,
			reader_setup, reader_teardown),
		cmocka_unit_test_setup_teardown(test_a_cluster_at_the_edge_spoils_no_other_row,
			reader_setup, reader_teardown),
	};

	return cmocka_run_group_tests_name("clusters", tests, NULL, NULL);
}
