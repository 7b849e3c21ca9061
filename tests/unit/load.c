#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "unit/result.h"
#include "unit/store_util.h"

static void
test_front_matter_is_found_behind_bom_and_blank_lines(void **state)
{
	static const char *const texts[] = {
		"---\ntitle: T\n---\nbody",
		"\xef\xbb\xbf---\ntitle: T\n---\nbody",
		"\n \t\n---\ntitle: T\n---\nbody",
		"\xef\xbb\xbf\r\n---\r\ntitle: T\r\n---\r\nbody",
		"--- \ntitle: T\n... \t\nbody",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct result r = parse_well(texts[i]);

		assert_string_equal(r.a->title, "T");
		assert_string_equal(r.a->body, "body");
		assert_int_equal(r.a->body_len, 4);
		release(&r);
	}
}

static void
test_file_without_article_gives_one_placed_error(void **state)
{
	static const struct {
		const char *path, *text, *expected;
	} cases[] = {
		{ "a.md", "", "a.md:1:1: no front matter" },
		{ "a.md", "title: T\n", "a.md:1:1: no front matter" },
		{ "a.md", "----\ntitle: T\n----\n", "a.md:1:1: no front matter" },
		{ "-", "---\n---\n", "-:1:1: no title and no address" },
		{ "-", "\n---\nheat: 3\n---\n", "-:2:1: no title and no address" },
		{ "a.md", "+++\ntitle = 'T'\n+++\n",
			"a.md:1:1: TOML front matter is not supported" },
		{ "a.md", "\n---toml\ntitle = 'T'\n---\n",
			"a.md:2:1: TOML front matter is not supported" },
		{ "a.org", "#+TITLE: T\n", "a.org:1:1: Org files are not supported" },
		{ "a.md", "{\n\"title\": 1,\n", "a.md:3:1: JSON: string or '}' expected near end of file" },
		{ "a.md", "{\"title\": \"T\",\n\"é\": 1\nBody\n}", "a.md:3:1: JSON: '}' expected near 'Body'" },
		{ "a.md", "\n{\"é\": \"\\\"\" \"a text of more than twenty bytes\"}\n",
			"a.md:2:12: JSON: '}' expected" },
		{ "a.md", "{\"title\": [-1.5 -2.5]}\n", "a.md:1:17: JSON: ']' expected near '-2.5'" },
		{ "a.md", "{\"title\": \"T\n\"}\n",
			"a.md:1:11: JSON: unexpected newline near '\"T'" },
		{ "a.md", "{% include x %}\n", "a.md:1:1: no front matter" },
		{ "a.md", "<!-- x\n---\ntitle: T\n---\n", "a.md:1:1: no front matter" },
		{ "a.md", "--- title: T\n---\n", "a.md:1:1: no front matter" },
		{ "a.yml", "", "a.yml:1:1: no title and no address" },
		{ "a.md", "---\n- title: T\n---\n",
			"a.md:2:1: front matter is no mapping of keys to values" },
		{ "a.md", "---\njust text\n---\n",
			"a.md:2:1: front matter is no mapping of keys to values" },
		{ "a.md", "---\n{title: x} y\n---\n",
			"a.md:2:12: did not find expected <document start>" },
		{ "a.md", "---\n- [a\n---\n",
			"a.md:3:1: did not find expected ',' or ']' while parsing a flow "
			"sequence, which begins on line 2" },
		{ "a.md", "---\n@\n%\n`\n---\n",
			"a.md:2:1: found character that cannot start any token while "
			"scanning for the next token, which begins on line 2" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct result r = parse(cases[i].path, cases[i].text);

		assert_null(r.a);
		assert_string_equal(r.err.text, cases[i].expected);
		assert_int_equal(r.diags.n, 0);
		release(&r);
	}
}

static void
test_body_follows_the_object_of_json_on_its_line(void **state)
{
	struct result r = parse("a.md", "{\"title\": \"T\"} Body\n");

	(void)state;
	assert_non_null(r.a);
	assert_string_equal(r.a->title, "T");
	assert_string_equal(r.a->body, " Body\n");
	assert_int_equal(r.diags.n, 0);
	release(&r);
}

static void
test_core_tags_are_harmless(void **state)
{
	struct result r = parse_well("---\ntitle: !!str 1984\nheat: !!int 5\ntopics: "
				     "!!seq [a]\n---\n");

	(void)state;
	assert_string_equal(r.a->title, "1984");
	assert_int_equal(r.a->heat, 5);
	release(&r);
}

static void
test_yaml_file_needs_no_dashes(void **state)
{
	struct result r = parse("a.YAML", "# comment\ntitle: T\nheat: x\n");

	(void)state;
	assert_string_equal(r.a->title, "T");
	assert_int_equal(r.a->body_kind, NR_BODY_NONE);
	check_diag(&r.diags, 0, "a.YAML:3:7: heat: expected a whole number, found \"x\"");
	release(&r);
}

static void
test_body_kind_follows_ending_and_first_tag(void **state)
{
	static const struct {
		const char *path, *body;
		enum nr_body_kind kind;
	} cases[] = {
		{ "a.md", "text", NR_BODY_MARKDOWN },
		{ "a.md", "\n <p>text", NR_BODY_MARKDOWN },
		{ "a.txt", "\n <p>text", NR_BODY_HTML },
		{ "a.txt", "<!-- x -->", NR_BODY_HTML },
		{ "a.txt", "<https://x.com/>", NR_BODY_MARKDOWN },
		{ "a.txt", "< 5", NR_BODY_MARKDOWN },
		{ "a.md", " \r\n\t\n", NR_BODY_NONE },
		{ "a.HTML", "text", NR_BODY_HTML },
		{ "a.txt", "text", NR_BODY_MARKDOWN },
		{ "-", "text", NR_BODY_MARKDOWN },
	};
	struct nr_buf text = NR_BUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct result r;

		nr_buf_clear(&text);
		nr_buf_addf(&text, "---\ntitle: T\n---\n%s", cases[i].body);
		r = parse(cases[i].path, nr_buf_str(&text));
		assert_int_equal(r.a->body_kind, cases[i].kind);
		if (cases[i].kind != NR_BODY_NONE)
			assert_string_equal(r.a->body, cases[i].body);
		release(&r);
	}
	nr_buf_release(&text);
}

static void
test_article_names_are_known_by_their_endings(void **state)
{
	static const char *const yes[] = {
		"a.md",
		"a.markdown",
		"a.txt",
		"a.yml",
		"a.yaml",
		"a.html",
		"a.htm",
		"a.mdown",
		"a.mkd",
		"a.mkdn",
		"a.Rmd",
		"A.MD",
		"a.b.md",
	};
	static const char *const no[] = { "", "md", ".md", "a.mdx", "a.html5", "a",
		"a.md~" };

	(void)state;
	for (size_t i = 0; i < sizeof(yes) / sizeof(yes[0]); i++)
		assert_true(nr_load_is_article_name(yes[i]));
	for (size_t i = 0; i < sizeof(no) / sizeof(no[0]); i++)
		assert_false(nr_load_is_article_name(no[i]));
}

static void
test_escaped_controls_are_cleaned_away(void **state)
{
	struct result r = parse_well("---\ntitle: \"a\\e]52;c;\\x07\\b "
				     "b\\rc\\x9b\\u202e\\u200bd\\0\"\n"
				     "excerpt: \"one\\n\\etwo\\n \\n\"\ntopics: "
				     "[\"\\x1b[2J\"]\n---\n");

	(void)state;
	assert_string_equal(r.a->title, "a b cd");
	assert_string_equal(r.a->excerpt, "one\nwo");
	assert_int_equal(r.a->topics.n, 0);
	release(&r);
}

static void
test_raw_controls_and_invalid_bytes_cost_no_article(void **state)
{
	static const struct {
		const char *bytes, *cleaned;
	} cases[] = {
		{ "\x1b", "x" }, { "\x1b[31;1m", "xy" }, { "\x1b]0;t\x07", "xy" },
		{ "\xc2\x9b" "1m", "xy" }, { "\b", "xy" }, { "\x7f", "xy" }, { "\xc2\x84", "xy" },
		{ "\xc2\x85", "xy" }, { "\r", "x y" }, { "\xff", "x\xef\xbf\xbdy" },
		{ "\xed\xa0\x80", NULL }, { "\xef\xbf\xbf", "x\xef\xbf\xbdy" },
	};
	struct nr_buf text = NR_BUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct result r;

		nr_buf_clear(&text);
		/* Much good UTF-8 makes a bad byte no other charset. */
		nr_buf_addf(&text, "---\ntitle: \xc3\xa9x%sy\nheat: no\n---\näöüßéàäöüßéà",
			cases[i].bytes);
		r = parse_buf(&text);
		assert_non_null(r.a);
		assert_int_equal(r.diags.n, 2);
		assert_int_equal(r.diags.v[0].line, 2);
		assert_int_equal(r.diags.v[0].col, 10);
		check_diag(&r.diags, 1,
			"a.md:3:7: heat: expected a whole number, found \"no\"");
		if (cases[i].cleaned)
			assert_string_equal(r.a->title + 2, cases[i].cleaned);
		release(&r);
	}
	nr_buf_release(&text);
}

static void
test_places_stay_true_among_dropped_bytes(void **state)
{
	static const char alias[] = "\n---\r\ntitle: a\rb\xe2\x80\xa8"
				    "c\r\n\x08x\x08: \x1b\x1b"
				    "1\r\n"
				    "\x07h\x07"
				    "eat:\x07 \x07\xc2\x84*q\0\r\n---\n";
	static const char heat[] = "---\ntitle: a\0\n\x07heat:\x07 \x07z\n";
	struct result r = parse_bytes("a.md", alias, sizeof(alias) - 1);

	(void)state;
	assert_non_null(r.a);
	check_diag(&r.diags, 0, "a.md:5:12: no anchor for the alias *q; the line is read as text");
	release(&r);
	r = parse_bytes("a.md", heat, sizeof(heat) - 1);
	assert_int_equal(r.diags.n, 2);
	check_diag(&r.diags, 0,
		"a.md:2:9: control characters or invalid UTF-8 in the front matter: "
		"4 dropped or replaced");
	check_diag(&r.diags, 1, "a.md:3:10: heat: expected a whole number, found \"z\"");
	release(&r);
}

/* Bytes are looked at several at a time: each byte in each place among others. */
static void
test_each_byte_is_judged_wherever_it_stands(void **state)
{
	static const char letters[] = "abcdefghijklmnopqrst";

	(void)state;
	for (int at = 0; at < 20; at++) {
		for (int c = 1; c < 256; c++) {
			char text[] = "---\nheat: 1\ntitle: 'abcdefghijklmnopqrst'\n---\n"
				      "much good UTF-8: äöüßéà";
			char as_it_is[] = { (char)c, '\0' };
			struct nr_buf expected = NR_BUF_INIT;
			bool is_kept = c >= ' ' && c < 0x7f, is_space = c == '\n' || c == '\r';
			struct result r;

			/* A quote would end the scalar, ESC takes a letter along, and a blank
			 * at the ends is lost. */
			if (c == '\'' || c == 0x1b || c == '\t' || ((is_space || c == ' ') &&
				(at == 0 || at == 19)))
				continue;
			text[20 + at] = (char)c;
			nr_buf_addf(&expected, "%.*s%s%s", at, letters,
				is_kept ? as_it_is : is_space ? " " : c < 0x80 ? ""
				: "\xef\xbf\xbd", &letters[at + 1]);
			r = parse_bytes("a.md", text, sizeof text - 1);
			assert_non_null(r.a);
			assert_string_equal(r.a->title, nr_buf_str(&expected));
			assert_int_equal(r.diags.n, !is_kept && c != '\n');
			nr_buf_release(&expected);
			release(&r);
		}
	}
}

static void
test_other_charsets_are_decoded(void **state)
{
	static const char utf16[] = "\xff\xfe-\0-\0-\0\n\0t\0i\0t\0l\0e\0:\0 \0\xe9\0\n\0"
		"-\0-\0-\0\n\0";
	struct result r = parse_well("---\ntitle: Caf\xe9 \x93x\x94 \x80 5\n---\nD\xe9j\xe0 vu.");

	(void)state;
	assert_string_equal(r.a->title, "Café “x” € 5");
	assert_string_equal(r.a->body, "Déjà vu.");
	release(&r);
	r = parse_well("---\ntitle: T\nexcerpt: body only\n---\nD\xe9j\xe0 vu.");
	assert_string_equal(r.a->body, "Déjà vu.");
	release(&r);
	r = parse_bytes("a.md", utf16, sizeof(utf16) - 1);
	assert_non_null(r.a);
	assert_string_equal(r.a->title, "é");
	release(&r);
}

static void
test_places_count_characters_of_other_charsets(void **state)
{
	struct result r = parse_with_warning("---\ntitle: \xe9\n\"\xe9\xe9\": 1\nheat: \xe9\n---\n",
		"a.md:4:7: heat: expected a whole number, found \"é\"");

	(void)state;
	release(&r);
}

#define BASE64_16 "QUJDREVGR0hJSktM"
#define BASE64_64 BASE64_16 BASE64_16 BASE64_16 BASE64_16

/* A long secret is cut before it is parsed; nothing else may show it. */
static void
test_a_long_secret_moves_no_place(void **state)
{
	static const char *const secrets[] = {
		"\"" BASE64_64 "\"", "\"" BASE64_64 "A==\"", "\"" BASE64_64 "\\\"x\"",
		"\"" BASE64_64 "\" # c", "" BASE64_64, "\"" BASE64_16 "\"",
		"\"" BASE64_64 " 'x': #\"", "\"é" BASE64_64 "\"", "\"" BASE64_64 "é\"",
	};

	struct result lines = parse_with_warning("---\ntitle: a\nsecured: \"" BASE64_64
		"\n  " BASE64_64 "\"\nheat: x\n---\n",
		"a.md:5:7: heat: expected a whole number, found \"x\"");

	(void)state;
	assert_true(lines.a->secured);
	release(&lines);
	for (size_t i = 0; i < 2 * sizeof(secrets) / sizeof(secrets[0]); i++) {
		struct nr_buf text = NR_BUF_INIT;
		struct result r;

		/* What has a comment is libyaml's to read. */
		nr_buf_addf(&text, "---\ntitle: a\nsecured: %s\ntype: b%s\nheat: x\n---\n"
			"body", secrets[i / 2], i % 2 ? " # c" : "");
		r = parse_with_warning(nr_buf_str(&text),
			"a.md:5:7: heat: expected a whole number, found \"x\"");
		assert_true(r.a->secured);
		assert_string_equal(r.a->title, "a");
		assert_string_equal(r.a->type, "b");
		assert_string_equal(r.a->body, "body");
		release(&r);
		nr_buf_release(&text);
	}
}

static void
test_what_looks_like_a_secret_in_a_text_stays(void **state)
{
	struct result r = parse_well("---\ntitle: a\nexcerpt: 'He said:\n"
		"secured: \"this is a sentence of more than sixty-four letters, all told\"\n"
		"bye'\n---\n");

	(void)state;
	assert_false(r.a->secured);
	assert_string_equal(r.a->excerpt, "He said: secured: \"this is a sentence of more "
		"than sixty-four letters, all told\" bye");
	release(&r);
}

static void
test_file_that_is_missing_is_an_error(void **state)
{
	struct result r = { .diags = NR_DIAGS_INIT, .err = NR_ERROR_INIT };

	(void)state;
	assert_int_equal(nr_load_file("/nonexistent/a.md", &r.a, &r.diags, &r.err), -1);
	assert_int_equal(r.err.code, NR_ERR_NOT_FOUND);
	assert_null(r.a);
}

static void
test_article_read_again_keeps_nothing_of_before(void **state)
{
	struct result r = { .diags = NR_DIAGS_INIT, .err = NR_ERROR_INIT };
	char *dir = util_make_folder();
	char *full = nr_fs_join(dir, "full.md"), *bare = nr_fs_join(dir, "bare.md");

	(void)state;
	util_write(dir, "full.md", "---\ntitle: T\nexcerpt: E\npublished: false\nheat: 3\n"
		"topics: [a]\nrelated:\n- title: R\n---\nbody\n");
	util_write(dir, "bare.md", "---\nname: N\n---\n");
	assert_int_equal(nr_load_file(full, &r.a, &r.diags, &r.err), 0);
	assert_int_equal(nr_load_again("/nonexistent/a.md", r.a, &r.diags, &r.err), -1);
	assert_int_equal(nr_load_again(bare, r.a, &r.diags, &r.err), 0);
	assert_string_equal(r.a->name, "N");
	assert_null(r.a->title);
	assert_null(r.a->excerpt);
	assert_null(r.a->body);
	assert_true(r.a->published);
	assert_int_equal(r.a->has, UINT64_C(1) << NR_FIELD_NAME);
	assert_int_equal(r.a->topics.n + r.a->related.n + r.a->body_len, 0);
	free(full);
	free(bare);
	util_drop_folder(dir);
	release(&r);
}

enum { SEEDS = 5 };

static void
load_seeds(struct nr_article *seeds[SEEDS])
{
	static const char *const names[SEEDS] = {
		"000_5b47c46c2437cc24.txt",
		"001_d7571dc3bcdcae78.txt",
		"002_cadc216a56c4450b.txt",
		"003_6b947ac50b98589d.txt",
		"004_6cb4dc83300293be.txt",
	};
	const char *srcdir = getenv("srcdir");

	for (size_t i = 0; i < SEEDS; i++) {
		struct result r = { .diags = NR_DIAGS_INIT, .err = NR_ERROR_INIT };
		char path[4096];

		snprintf(path, sizeof(path), "%s/seeds/%s", srcdir ? srcdir : ".",
			names[i]);
		if (nr_load_file(path, &r.a, &r.diags, &r.err) < 0)
			fail_msg("%s", r.err.text);
		assert_int_equal(r.diags.n, 0);
		seeds[i] = r.a;
		nr_article_identify(seeds[i], path);
	}
}

static void
test_related_entries_of_the_samples_meet_their_files(void **state)
{
	struct nr_article *seeds[SEEDS];
	size_t entries = 0, met = 0;

	(void)state;
	load_seeds(seeds);
	for (size_t i = 0; i < SEEDS; i++) {
		for (size_t k = 0; k < seeds[i]->related.n; k++, entries++)
			for (size_t j = 0; j < SEEDS; j++)
				met += seeds[i]->related.v[k].id == seeds[j]->id;
	}
	assert_int_equal(entries, 13);
	assert_int_equal(met, 2);
	assert_int_equal(seeds[0]->related.v[0].id, seeds[1]->id);
	assert_int_equal(seeds[1]->related.v[0].id, seeds[0]->id);
	assert_string_equal(seeds[2]->key, "https://cnn.com/cnn/2021/04/13/politics/"
		"joe-biden-vladimir-putin-meeting-proposal/index.html");
	for (size_t i = 0; i < SEEDS; i++)
		nr_article_free(seeds[i]);
}

/* Another thread may read it at the same time. */
static void
test_file_on_standard_input_is_read_without_moving_its_offset(void **state)
{
	static const char text[] = "---\ntitle: T\n---\nbody";
	struct nr_diags diags = NR_DIAGS_INIT;
	struct nr_error err = NR_ERROR_INIT;
	struct nr_article *a = NULL;
	int before = dup(STDIN_FILENO);
	FILE *file = tmpfile();

	(void)state;
	assert_non_null(file);
	assert_int_equal(fputs(text, file) < 0 || fflush(file) != 0, 0);
	assert_true(dup2(fileno(file), STDIN_FILENO) >= 0);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(lseek(STDIN_FILENO, 7, SEEK_SET), 7);
		assert_int_equal(nr_load_file("-", &a, &diags, &err), 0);
		assert_string_equal(a->title, "T");
		assert_string_equal(a->body, "body");
		assert_int_equal(lseek(STDIN_FILENO, 0, SEEK_CUR), 7);
		nr_article_free(a);
	}
	assert_true(dup2(before, STDIN_FILENO) >= 0);
	close(before);
	fclose(file);
	nr_diags_release(&diags);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_front_matter_is_found_behind_bom_and_blank_lines),
		cmocka_unit_test(test_file_without_article_gives_one_placed_error),
		cmocka_unit_test(test_body_follows_the_object_of_json_on_its_line),
		cmocka_unit_test(test_core_tags_are_harmless),
		cmocka_unit_test(test_yaml_file_needs_no_dashes),
		cmocka_unit_test(test_body_kind_follows_ending_and_first_tag),
		cmocka_unit_test(test_article_names_are_known_by_their_endings),
		cmocka_unit_test(test_escaped_controls_are_cleaned_away),
		cmocka_unit_test(test_raw_controls_and_invalid_bytes_cost_no_article),
		cmocka_unit_test(test_places_stay_true_among_dropped_bytes),
		cmocka_unit_test(test_each_byte_is_judged_wherever_it_stands),
		cmocka_unit_test(test_other_charsets_are_decoded),
		cmocka_unit_test(test_places_count_characters_of_other_charsets),
		cmocka_unit_test(test_a_long_secret_moves_no_place),
		cmocka_unit_test(test_what_looks_like_a_secret_in_a_text_stays),
		cmocka_unit_test(test_file_that_is_missing_is_an_error),
		cmocka_unit_test(test_article_read_again_keeps_nothing_of_before),
		cmocka_unit_test(
			test_file_on_standard_input_is_read_without_moving_its_offset),
		cmocka_unit_test(test_related_entries_of_the_samples_meet_their_files),
	};

	return cmocka_run_group_tests_name("load", tests, NULL, NULL);
}
