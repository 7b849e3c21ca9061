#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "load/plain.h"

/* Braces and brackets for collections, scalars in their quotes, what their values have in
 * it as it is. */
static void
dump(const struct nr_plain *p, struct nr_buf *out)
{
	static const char quotes[] = {
		[YAML_SINGLE_QUOTED_SCALAR_STYLE] = '\'',
		[YAML_DOUBLE_QUOTED_SCALAR_STYLE] = '"',
		[YAML_PLAIN_SCALAR_STYLE] = '\0',
	};
	static const char marks[] = {
		[YAML_SEQUENCE_START_EVENT] = '[', [YAML_SEQUENCE_END_EVENT] = ']',
		[YAML_MAPPING_START_EVENT] = '{', [YAML_MAPPING_END_EVENT] = '}',
		[YAML_DOCUMENT_END_EVENT] = '.', [YAML_STREAM_END_EVENT] = '.',
	};

	for (size_t i = 0; i < p->n; i++) {
		const struct nr_yaml_event *e = &p->v[i];
		char quote = e->type == YAML_SCALAR_EVENT ? quotes[e->style] : '\0';

		if (e->type != YAML_SCALAR_EVENT) {
			nr_buf_addch(out, marks[e->type]);
			continue;
		}
		assert_int_equal(strlen(e->value), e->len);
		nr_buf_addf(out, " %.1s%s%.1s", &quote, e->value, &quote);
	}
}

static void
test_front_matter_gives_events(void **state)
{
	static const struct {
		const char *text, *expected;
	} cases[] = {
		{ "a: b\n", "{ a b}.." },
		{ "a: b", "{ a b}.." },
		{ "a:", "{ a }.." },
		{ "a: b\r\n\r\nc: d\r\n", "{ a b c d}.." },
		{ "\n  \na_b-C1:  b c  \n\n", "{ a_b-C1 b c}.." },
		{ "a: \"b\\\"\\\\\\/\\n\\tc\"  \n", "{ a \"b\"\\/\n\tc\"}.." },
		{ "a: ''\nb: 'it''s'\nc: ''''\n", "{ a '' b 'it's' c '''}.." },
		{ "a: b:c#d [e], {f} - g\n", "{ a b:c#d [e], {f} - g}.." },
		{ "a: -1\nb: é–\nc: ~\nd: (x)\n", "{ a -1 b é– c ~ d (x)}.." },
		{ "a:\n  b: c\nd: e\n", "{ a{ b c} d e}.." },
		{ "a:\n- b\n- 'c'\nd: e\n", "{ a[ b 'c'] d e}.." },
		{ "a:\n  - b: c\n    d:\n  -   e: f\n      g: h\n",
			"{ a[{ b c d }{ e f g h}]}.." },
		{ "a:\n- b:\n  - c\n- d:\n", "{ a[{ b[ c]}{ d }]}.." },
		{ "a:\nb:\n   c:\n    d:\ne:\n", "{ a  b{ c{ d }} e }.." },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct nr_plain p = NR_PLAIN_INIT;
		struct nr_buf b = NR_BUF_INIT;

		assert_true(nr_plain_read(&p, cases[i].text, strlen(cases[i].text)));
		dump(&p, &b);
		assert_string_equal(nr_buf_str(&b), cases[i].expected);
		nr_buf_release(&b);
		nr_plain_release(&p);
	}
}

static void
test_all_else_is_for_libyaml(void **state)
{
	static const char *const cases[] = {
		"", "\n", "a\n", "- a\n", "  a: b\n", "\"a\": b\n", "? a\n: b\n", "a b: c\n",
		"a : b\n", "a:b\n", "a:\tb\n", "# a\na: b\n", "a: b # c\n", "a: b: c\n",
		"a: b:\n", "a: [b]\n", "a: {b: c}\n", "a: &b c\n", "a: *b\n", "a: !b c\n",
		"a: |\n  b\n", "a: >\n  b\n", "a: %b\n", "a: @b\n", "a: `b`\n", "a: - b\n",
		"a: b\n  c\n", "a:\n  b\n", "a: \"b\n  c\"\n", "a: 'b\n", "a: 'b' c\n",
		"a: \"b\" # c\n", "a: \"\\u00e9\"\n", "a: \"\\\n", "a: b\n  c: d\n",
		"a:\n    b: c\n  d: e\n", "a:\n  - b\n c: d\n", "a: b\n- c\n", "a:\n-\n",
		"a:\n- b\n  - c\n", "a:\n- - b\n", "a:\n  b: c\n  - d\n", "a:\n - b\n - c: d\n e\n",
		"--- a\n", "a: --- b\n",
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct nr_plain p = NR_PLAIN_INIT;

		if (nr_plain_read(&p, cases[i], strlen(cases[i])))
			fail_msg("read: %s", cases[i]);
		nr_plain_release(&p);
	}
}

static void
test_sixteen_levels_are_read(void **state)
{
	struct nr_buf b = NR_BUF_INIT;

	(void)state;
	for (int depth = 1; depth <= 17; depth++) {
		struct nr_plain p = NR_PLAIN_INIT;

		nr_buf_addf(&b, "%*sa:\n", depth - 1, "");
		assert_int_equal(nr_plain_read(&p, b.data, b.len), depth <= 16);
		nr_plain_release(&p);
	}
	nr_buf_release(&b);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_front_matter_gives_events),
		cmocka_unit_test(test_all_else_is_for_libyaml),
		cmocka_unit_test(test_sixteen_levels_are_read),
	};

	return cmocka_run_group_tests_name("plain", tests, NULL, NULL);
}
