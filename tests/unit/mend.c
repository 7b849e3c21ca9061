#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "unit/result.h"

/* The other lines count, and one warning tells of line 3. */
static void
assert_rest(const struct result *r, unsigned col)
{
	assert_int_equal(r->a->heat, 5);
	assert_int_equal(r->a->date.seconds, 1618272000);
	assert_int_equal(r->a->topics.n, 1);
	assert_string_equal(r->a->body, "body");
	assert_int_equal(r->diags.n, 1);
	assert_int_equal(r->diags.v[0].severity, NR_WARNING);
	assert_int_equal(r->diags.v[0].line, 3);
	if (col)
		assert_int_equal(r->diags.v[0].col, col);
}

static void
test_one_bad_line_is_read_as_text(void **state)
{
	static const struct {
		const char *line, *title;
		unsigned col;
	} cases[] = {
		{ "title: News: all of it", "News: all of it", 12 },
		{ "title: [New] Old", "[New] Old", 14 },
		{ "title: {New} Old", "{New} Old", 14 },
		{ "title: \"Said\" and done", "\"Said\" and done", 15 },
		{ "title: 'Said' and done", "'Said' and done", 15 },
		{ "title: \"not closed", "\"not closed", 0 },
		{ "title: [not closed", "[not closed", 0 },
		{ "title: @home", "@home", 8 },
		{ "title: %d left", "%d left", 8 },
		{ "title: `code`", "`code`", 8 },
		{ "title: !important words", "!important words", 8 },
		{ "title: *star* of the day", "*star* of the day", 0 },
		{ "title: *star", "*star", 8 },
		{ "title: &amp; more", "& more", 0 },
		{ "title: | more", "| more", 0 },
		{ "title: > more", "> more", 0 },
		{ "title: , more", ", more", 0 },
		{ "title: ] more", "] more", 0 },
		{ "title: a\\b: \"c\"", "a\\b: \"c\"", 11 },
		{ "title: \"a \\q b\"", "a \\q b", 0 },
		{ "title: 'It's broken'", "It's broken", 0 },
		{ "title: 'Rock 'n' Roll'", "Rock 'n' Roll", 0 },
		{ "title: \"Say \"hello\" to all\"", "Say \"hello\" to all", 0 },
		{ "title: \"Yes\" and \"no\"", "\"Yes\" and \"no\"", 0 },
		{ "title:No blank", "No blank", 0 },
		{ "\"title\": a: b", "a: b", 11 },
	};
	struct nr_buf text = NR_BUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct result r;

		nr_buf_clear(&text);
		nr_buf_addf(&text, "---\nheat: 5\n%s\ndate: 2021-04-13\ntags: [a]\n---\nbody",
			cases[i].line);
		r = parse_buf(&text);
		if (!r.a || !r.a->title || strcmp(r.a->title, cases[i].title) != 0)
			fail_msg("%s: %s", cases[i].line, r.a ? r.a->title : r.err.text);
		assert_rest(&r, cases[i].col);
		release(&r);
	}
	nr_buf_release(&text);
}

static void
test_the_problem_is_told_with_its_place(void **state)
{
	struct result r = parse_with_warning("---\ntitle: a: b\n---\n",
		"a.md:2:9: mapping values are not allowed in this context; "
		"the line is read as text");

	(void)state;
	release(&r);
	r = parse_with_warning("---\ntitle: T\ntags:\n\t- one\n\t- two\n---\n",
		"a.md:4:1: a tab indents a line; it is read as spaces");
	assert_int_equal(r.a->topics.n, 2);
	release(&r);
	r = parse_with_warning("---\ntitle: T\n@@\n---\n",
		"a.md:3:1: found character that cannot start any token while scanning "
		"for the next token, which begins on line 3; the line is left out");
	release(&r);
}

static void
test_a_bad_line_in_a_list_costs_no_other_entry(void **state)
{
	struct result r = parse("a.md", "---\ntitle: T\nrelated:\n  - title: A\n"
		"    webUrl: http://a.example/\n  - title: [B] c\n"
		"    webUrl: http://b.example/\n  - title: C\n---\n");

	(void)state;
	assert_non_null(r.a);
	assert_int_equal(r.a->related.n, 3);
	assert_string_equal(r.a->related.v[1].title, "[B] c");
	assert_string_equal(r.a->related.v[1].web_url, "http://b.example/");
	assert_string_equal(r.a->related.v[2].title, "C");
	assert_int_equal(r.diags.n, 1);
	assert_int_equal(r.diags.v[0].line, 6);
	release(&r);
}

static void
test_several_bad_lines_are_all_told(void **state)
{
	struct result r = parse("a.md", "---\ntitle: a: b\nexcerpt: @c\nheat: 3\n"
		"topics:\n\t- x\n---\n");

	(void)state;
	assert_non_null(r.a);
	assert_string_equal(r.a->title, "a: b");
	assert_string_equal(r.a->excerpt, "@c");
	assert_int_equal(r.a->heat, 3);
	assert_string_equal(r.a->topics.v[0], "x");
	assert_int_equal(r.diags.n, 3);
	release(&r);
}

static void
test_anchors_and_merges_mean_what_they_name(void **state)
{
	struct result r = parse_well("---\nbase: &b\n  name: Example\n  domain: example.org\n"
		"provider: *b\ntitle: &t Hello\nexcerpt: *t\ntopics: &l [x, y]\n"
		"levels: *l\n---\n");

	(void)state;
	assert_string_equal(r.a->provider.name, "Example");
	assert_string_equal(r.a->provider.domain, "example.org");
	assert_string_equal(r.a->excerpt, "Hello");
	assert_int_equal(r.a->levels.n, 2);
	release(&r);
	r = parse_well("---\nbase: &b {name: Base, domain: base.org}\ntitle: T\n"
		"provider:\n  domain: own.org\n  <<: *b\n---\n");
	assert_string_equal(r.a->provider.name, "Base");
	assert_string_equal(r.a->provider.domain, "own.org");
	release(&r);
	r = parse_well("---\n<<: [{title: A}, {title: B, heat: 4}]\nheat: 5\n---\n");
	assert_string_equal(r.a->title, "A");
	assert_int_equal(r.a->heat, 5);
	release(&r);
}

static void
test_aliases_are_counted_as_what_they_stand_for(void **state)
{
	struct nr_buf text = NR_BUF_INIT;
	struct result r;

	(void)state;
	nr_buf_addz(&text, "---\ntitle: T\na0: &a0 [laugh, laugh, laugh]\n");
	for (int i = 1; i < 12; i++)
		nr_buf_addf(&text, "a%d: &a%d [*a%d, *a%d, *a%d, *a%d, *a%d, *a%d]\n", i, i,
			i - 1, i - 1, i - 1, i - 1, i - 1, i - 1);
	nr_buf_addz(&text, "---\n");
	r = parse_buf(&text);
	assert_null(r.a);
	assert_int_equal(r.err.code, NR_ERR_LIMIT);
	assert_non_null(strstr(r.err.text,
		"front matter larger than 4 MiB with its aliases expanded"));
	release(&r);
	r = parse("a.md", "---\ntitle: T\nextra: &a [*a]\n---\n");
	assert_non_null(r.a);
	check_diag(&r.diags, 0, "a.md:3:12: the alias *a stands in what it names; "
		"the line is read as text");
	release(&r);
	nr_buf_clear(&text);
	nr_buf_addz(&text, "---\ntitle: T\n");
	for (int i = 0; i < 129; i++)
		nr_buf_addf(&text, "a%d: &a%d x\n", i, i);
	r = parse_buf(&text);
	assert_string_equal(r.err.text, "a.md:131:7: more than 128 anchors");
	release(&r);
	nr_buf_release(&text);
}

static void
test_text_behind_a_front_matter_that_is_not_closed_is_kept(void **state)
{
	static const struct {
		const char *front, *body;
	} cases[] = {
		{ "title: T\ndate: 2021-04-13\n", "\nThe text.\n\nMore: text here.\n" },
		{ "title: T\ndate: 2021-04-13\n", "\n# A heading\n\nThe text.\n" },
		{ "title: T\ndate: 2021-04-13\n", "\nNote: a word.\n\nThe text.\n" },
		{ "title: T\ndate: 2021-04-13\n", "\n- one\n- two: 2\n" },
		{ "title: T\ndate: 2021-04-13\n", "\n    code\n\nThe text: a: b\n" },
		{ "title: T\ndate: 2021-04-13\n", "Text at once, and\ndate: none" },
		{ "title: T\ndate: 2021-04-13\n", "http://a.example/\n" },
		{ "title: T\r\ndate: 2021-04-13\r\n", "\r\nThe text.\r\n" },
		{ "title: T\n\n# kept\ndate: 2021-04-13\n", "\n> The text.\n" },
		{ "title: T\nlist:\n- a\n\ndate: 2021-04-13\n", "\nThe *text*.\n" },
		{ "title: T\ndate: 2021-04-13\nrelated:\n  - title: A\n\n  - title: B\n",
			"\nThe text.\n" },
		{ "title: T\ndate: 2021-04-13\n", "\nA \x01 character.\n" },
	};
	struct nr_buf text = NR_BUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *front = cases[i].front;
		unsigned line = 2;
		struct result r;

		for (const char *s = front; *s; s++)
			line += *s == '\n';
		nr_buf_clear(&text);
		nr_buf_addf(&text, "---\n%s%s", front, cases[i].body);
		r = parse_buf(&text);
		if (!r.a || !r.a->body || strcmp(r.a->body, cases[i].body) != 0)
			fail_msg("%zu: %s", i, r.a ? r.a->body : r.err.text);
		assert_string_equal(r.a->title, "T");
		assert_int_equal(r.a->date.seconds, 1618272000);
		assert_int_equal(r.diags.n, 1);
		assert_int_equal(r.diags.v[0].line, line);
		assert_non_null(strstr(r.diags.v[0].text, "is not closed"));
		release(&r);
	}
	nr_buf_release(&text);
}

static void
test_a_front_matter_alone_needs_no_closing_line(void **state)
{
	struct result r = parse("a.md", "---\ntitle: a: b\n\n# more\nheat: 5\n\nown: x\n");

	(void)state;
	check_diag(&r.diags, 0, "a.md:2:9: mapping values are not allowed in this context; "
		"the line is read as text");
	assert_int_equal(r.diags.n, 1);
	assert_int_equal(r.a->heat, 5);
	assert_null(r.a->body);
	release(&r);
	r = parse("a.yml", "---\ntitle: T\n@@\nheat: 5\n");
	assert_int_equal(r.a->heat, 5);
	assert_int_equal(r.diags.n, 1);
	assert_null(r.a->body);
	release(&r);
}

static void
test_a_list_that_is_not_closed_has_its_words(void **state)
{
	static const char *const lines[] = { "tags: [a, b", "topics: [a, b", "tags: ['a', \"b\", @]",
		"Keywords: [a, b  " };
	struct nr_buf text = NR_BUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		struct result r;

		nr_buf_clear(&text);
		nr_buf_addf(&text, "---\ntitle: T\n%s\nheat: 5\n---\n", lines[i]);
		r = parse_buf(&text);
		assert_non_null(r.a);
		assert_int_equal(r.a->heat, 5);
		assert_string_equal(r.a->topics.v[0], "a");
		assert_string_equal(r.a->topics.v[1], "b");
		release(&r);
	}
	nr_buf_release(&text);
}

static void
test_a_field_indented_below_a_value_counts(void **state)
{
	struct result r = parse_with_warning("---\ntitle:\tT\n\tdate: 2021-04-13\n---\nB\n",
		"a.md:3:2: a key is indented below a value; it is read as one that is not");

	(void)state;
	assert_string_equal(r.a->title, "T");
	assert_int_equal(r.a->date.seconds, 1618272000);
	release(&r);
	r = parse_with_warning("---\ntitle: T\n  tags:\n    - a\n    - b\n  heat: 5\n---\n",
		"a.md:3:3: a key is indented below a value; it is read as one that is not");
	assert_int_equal(r.a->topics.n, 2);
	assert_int_equal(r.a->heat, 5);
	release(&r);
}

/* Time that grew with the square would not end here. */
static void
test_hostile_front_matters_are_read_in_bounded_time(void **state)
{
	static const char *const lines[] = { "a: [b]\n", "a: b: c\n", "\t@\n", "a: \"\n",
		"- [\n", "a: *b\n", "a: &b c\n", "  - a: b: c\n", "a:\n\t- b\n" };
	struct nr_buf text = NR_BUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		struct result r;

		nr_buf_clear(&text);
		nr_buf_addz(&text, "---\ntitle: a: b\n");
		while (text.len < 256 << 10)
			nr_buf_addz(&text, lines[i]);
		r = parse_buf(&text);
		assert_true(r.diags.n <= NR_DIAGS_PER_FILE + 1);
		assert_true(r.a || r.err.code != NR_ERR_NONE);
		release(&r);
	}
	nr_buf_release(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_one_bad_line_is_read_as_text),
		cmocka_unit_test(test_the_problem_is_told_with_its_place),
		cmocka_unit_test(test_a_bad_line_in_a_list_costs_no_other_entry),
		cmocka_unit_test(test_several_bad_lines_are_all_told),
		cmocka_unit_test(test_anchors_and_merges_mean_what_they_name),
		cmocka_unit_test(test_aliases_are_counted_as_what_they_stand_for),
		cmocka_unit_test(test_text_behind_a_front_matter_that_is_not_closed_is_kept),
		cmocka_unit_test(test_a_front_matter_alone_needs_no_closing_line),
		cmocka_unit_test(test_a_list_that_is_not_closed_has_its_words),
		cmocka_unit_test(test_a_field_indented_below_a_value_counts),
		cmocka_unit_test(test_hostile_front_matters_are_read_in_bounded_time),
	};

	return cmocka_run_group_tests_name("mend", tests, NULL, NULL);
}
