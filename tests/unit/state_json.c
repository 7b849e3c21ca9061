#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "cli/state_json.h"
#include "newsreader/mem.h"
#include "newsreader/url.h"

#define URL "\"url\": \"https://x.com/a\""
#define READ "\"read\": \"2021-05-01T00:00:00Z\""
#define PLACE(view, block, offset) "\"place\": {\"left\": \"2021-05-03T00:00:00Z\"," \
	" \"view\": " view ", \"block\": " block ", \"offset\": " offset "}"
#define SEEN(rest) "{" URL ", " READ ", \"seen\": {\"version\": \"0000000000000009\"" rest "}}"

static int
parse(const char *line, struct nr_kept *out, struct cli_state_error *why)
{
	return cli_state_parse(line, strlen(line), out, why);
}

static void
test_line_is_the_same_after_reading_and_writing(void **state)
{
	static const char *const lines[] = {
		"{" URL ", " READ "}",
		"{" URL ", \"starred\": \"1970-01-01T00:00:01Z\"}",
		"{" URL ", " READ ", \"hidden\": \"2021-05-02T03:04:05Z\"}",
		"{\"id\": \"000000000000000f\", " READ "}",
		"{\"url\": \"title:x.com:a \\\"title\\\" \\u0001\", " READ "}",
		"{\"url\": \"file:/tmp/a b\", " READ "}",
		SEEN(""),
		"{" URL ", " PLACE("0", "12", "2147483647") "}",
		"{" URL ", " READ ", " PLACE("1", "0", "0") "}",
		"{" URL ", " PLACE("1, \"above\": 2", "3", "4") "}",
		SEEN(", \"title\": \"T é\", \"excerpt\": \"ffffffffffffffff\", \"related\": []"),
		SEEN(", \"title\": \"\", \"heat\": -1, \"excerpt\": \"0000000000000000\","
			" \"related\": [\"0000000000000001\", \"7fffffffffffffff\"]"),
	};

	(void)state;
	for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
		struct cli_state_error why;
		struct nr_buf b = NR_BUF_INIT;
		struct nr_kept kept;

		if (parse(lines[i], &kept, &why) < 0)
			fail_msg("%s: %s", lines[i], why.text);
		cli_state_format(&kept, &b);
		assert_string_equal(nr_buf_str(&b), lines[i]);
		cli_state_release(&kept);
		nr_buf_release(&b);
	}
}

/* Of those that were exported with one number, too. */
static void
test_view_of_a_place_is_the_file_or_the_full_text(void **state)
{
	struct cli_state_error why;
	struct nr_buf b = NR_BUF_INIT;
	struct nr_kept kept;

	(void)state;
	assert_int_equal(parse("{" URL ", " PLACE("5", "3", "4") "}", &kept, &why), 0);
	assert_true(kept.place.fulltext);
	assert_int_equal(kept.place.above, 2);
	cli_state_format(&kept, &b);
	assert_string_equal(nr_buf_str(&b), "{" URL ", " PLACE("1, \"above\": 2", "3", "4") "}");
	nr_buf_release(&b);
	cli_state_release(&kept);
}

static void
test_article_is_named_by_its_canonical_address(void **state)
{
	struct cli_state_error why;
	struct nr_kept kept;

	(void)state;
	assert_int_equal(parse("{\"url\": \"https://X.com/a?utm_id=1#b\", " READ "}", &kept,
		&why), 0);
	assert_string_equal(kept.key, "https://x.com/a");
	assert_true(kept.id == nr_url_id("https://x.com/a"));
	cli_state_release(&kept);
}

static void
test_unknown_keys_and_nulls_are_passed_over(void **state)
{
	struct cli_state_error why;
	struct nr_kept kept;

	(void)state;
	assert_int_equal(parse("{" URL ", " READ ", \"starred\": null, \"seen\": null,"
		" \"mood\": {\"a\": [1]}}", &kept, &why), 0);
	assert_true(kept.read == 1619827200);
	assert_true(kept.starred == 0);
	cli_state_release(&kept);
}

static void
test_related_are_put_in_order(void **state)
{
	struct cli_state_error why;
	struct nr_kept kept;

	(void)state;
	assert_int_equal(parse(SEEN(", \"title\": \"T\", \"excerpt\": \"0000000000000000\","
		" \"related\": [\"0000000000000002\", \"0000000000000001\","
		" \"0000000000000002\"]"), &kept, &why), 0);
	assert_int_equal(kept.seen.related.n, 2);
	assert_true(kept.seen.related.v[0] == 1);
	cli_state_release(&kept);
}

struct wrong {
	const char *line, *why;
};

static void
expect_wrong(const struct wrong *cases, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct cli_state_error why;
		struct nr_kept kept;

		if (parse(cases[i].line, &kept, &why) == 0)
			fail_msg("taken: %s", cases[i].line);
		if (strstr(why.text, cases[i].why) == NULL)
			fail_msg("%s: %s", cases[i].line, why.text);
	}
}

static void
test_wrong_places_say_why(void **state)
{
	static const struct wrong cases[] = {
		{ "{" URL ", \"place\": 7}", "place" },
		{ "{" URL ", \"place\": {\"view\": 0, \"block\": 0, \"offset\": 0}}", "left" },
		{ "{" URL ", " PLACE("0", "1.5", "0") "}", "block" },
		{ "{" URL ", " PLACE("0", "0", "-1") "}", "offset" },
		{ "{" URL ", " PLACE("2147483648", "0", "0") "}", "view" },
		{ "{" URL ", " PLACE("0, \"above\": -1", "0", "0") "}", "above" },
		{ "{" URL ", \"place\": {\"left\": \"9999-12-31\", \"view\": 0, \"block\": 0,"
			" \"offset\": 0}}", "at which" },
	};

	(void)state;
	expect_wrong(cases, sizeof cases / sizeof cases[0]);
}

static void
test_wrong_lines_say_why(void **state)
{
	static const struct wrong cases[] = {
		{ "{", "'}' expected" },
		{ "nonsense", "expected" },
		{ "[1]", "no object" },
		{ "{" URL ", " READ "} more", "end of file expected" },
		{ "{" URL ", " READ ", " READ "}", "duplicate" },
		{ "{" READ "}", "no url" },
		{ "{\"url\": 7, " READ "}", "no url" },
		{ "{\"url\": \"javascript:alert(1)\", " READ "}", "no web address" },
		{ "{\"url\": \"a\\u0000b\", " READ "}", "\\u0000" },
		{ "{\"url\": \"https://x.com/\xff\", " READ "}", "decode" },
		{ "{\"id\": \"0\", " READ "}", "16 hexadecimal" },
		{ "{\"id\": \"0000000000000000\", " READ "}", "range" },
		{ "{\"id\": \"8000000000000000\", " READ "}", "range" },
		{ "{" URL "}", "no mark" },
		{ "{" URL ", \"read\": 1619827200}", "no time" },
		{ "{" URL ", \"read\": \"yesterday\"}", "no time" },
		{ "{" URL ", \"read\": \"1969-12-31\"}", "at which" },
		{ "{" URL ", \"read\": \"9999-12-31\"}", "at which" },
		{ "{" URL ", " READ ", \"seen\": []}", "no object" },
		{ "{" URL ", \"starred\": \"2021-05-01\", \"seen\": {\"version\":"
			" \"0000000000000009\"}}", "not read" },
		{ "{" URL ", " READ ", \"seen\": {}}", "version" },
		{ "{" URL ", " READ ", \"seen\": {\"version\": \"000000000000000g\"}}",
			"version" },
		{ SEEN(", \"title\": 3"), "title" },
		{ SEEN(", \"title\": \"T\""), "excerpt" },
		{ SEEN(", \"title\": \"T\", \"heat\": 1.5, \"excerpt\": \"0000000000000000\""),
			"heat" },
		{ SEEN(", \"title\": \"T\", \"heat\": 99999999999999999999,"
			" \"excerpt\": \"0000000000000000\""), "big integer" },
		{ SEEN(", \"title\": \"T\", \"excerpt\": \"0000000000000000\","
			" \"related\": {}"), "related" },
		{ SEEN(", \"title\": \"T\", \"excerpt\": \"0000000000000000\","
			" \"related\": [\"0000000000000001\", 2]"), "related" },
	};

	(void)state;
	expect_wrong(cases, sizeof cases / sizeof cases[0]);
}

static void
test_deep_line_is_refused(void **state)
{
	enum { DEPTH = 100000 };
	struct cli_state_error why;
	struct nr_buf b = NR_BUF_INIT;
	struct nr_kept kept;

	(void)state;
	nr_buf_addz(&b, "{\"a\": ");
	for (size_t i = 0; i < DEPTH; i++)
		nr_buf_addch(&b, '[');
	assert_int_equal(cli_state_parse(b.data, b.len, &kept, &why), -1);
	assert_non_null(strstr(why.text, "depth"));
	nr_buf_release(&b);
}

/* Text of n times the same byte between two others. */
static struct nr_buf
long_line(const char *before, char byte, size_t n, const char *after)
{
	struct nr_buf b = NR_BUF_INIT;

	nr_buf_addz(&b, before);
	for (size_t i = 0; i < n; i++)
		nr_buf_addch(&b, byte);
	nr_buf_addz(&b, after);
	return b;
}

static void
test_limits_hold_at_one_over(void **state)
{
	static const struct {
		const char *before, *after;
		size_t max;
	} cases[] = {
		{ "{\"url\": \"title:", "\", " READ "}", CLI_STATE_KEY_MAX - 6 },
		{ "{" URL ", " READ ", \"seen\": {\"version\": \"0000000000000009\","
			" \"excerpt\": \"0000000000000000\", \"title\": \"", "\"}}",
			CLI_STATE_TITLE_MAX },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		for (size_t over = 0; over < 2; over++) {
			struct nr_buf b = long_line(cases[i].before, 'x',
				cases[i].max + over, cases[i].after);
			struct cli_state_error why;
			struct nr_kept kept;

			assert_int_equal(cli_state_parse(b.data, b.len, &kept, &why),
				over ? -1 : 0);
			if (over)
				assert_non_null(strstr(why.text, "too long"));
			else
				cli_state_release(&kept);
			nr_buf_release(&b);
		}
	}
}

static void
test_too_many_related_are_refused(void **state)
{
	(void)state;
	for (size_t over = 0; over < 2; over++) {
		struct nr_buf b = NR_BUF_INIT;
		struct cli_state_error why;
		struct nr_kept kept;

		nr_buf_addz(&b, "{" URL ", " READ ", \"seen\": {\"version\":"
			" \"0000000000000009\", \"excerpt\": \"0000000000000000\","
			" \"title\": \"T\", \"related\": [");
		for (size_t i = 0; i < CLI_STATE_RELATED_MAX + over; i++)
			nr_buf_addf(&b, "%s\"%016zx\"", i ? "," : "", i + 1);
		nr_buf_addz(&b, "]}}");
		assert_int_equal(cli_state_parse(b.data, b.len, &kept, &why), over ? -1 : 0);
		if (!over)
			cli_state_release(&kept);
		nr_buf_release(&b);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_line_is_the_same_after_reading_and_writing),
		cmocka_unit_test(test_article_is_named_by_its_canonical_address),
		cmocka_unit_test(test_unknown_keys_and_nulls_are_passed_over),
		cmocka_unit_test(test_related_are_put_in_order),
		cmocka_unit_test(test_wrong_lines_say_why),
		cmocka_unit_test(test_view_of_a_place_is_the_file_or_the_full_text),
		cmocka_unit_test(test_wrong_places_say_why),
		cmocka_unit_test(test_deep_line_is_refused),
		cmocka_unit_test(test_limits_hold_at_one_over),
		cmocka_unit_test(test_too_many_related_are_refused),
	};

	return cmocka_run_group_tests_name("state_json", tests, NULL, NULL);
}
