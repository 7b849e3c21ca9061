#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "unit/result.h"

/* "---\ntitle: T\n", then `before`, n times `piece`, and `after`. */
static void
repeat(struct nr_buf *out, const char *before, const char *piece, size_t n,
	const char *after)
{
	nr_buf_clear(out);
	nr_buf_addf(out, "---\ntitle: T\n%s", before);
	while (n-- > 0)
		nr_buf_addz(out, piece);
	nr_buf_addf(out, "%s\n---\n", after);
}

static void
test_nesting_has_a_limit(void **state)
{
	struct nr_buf text = NR_BUF_INIT;
	struct result r;

	(void)state;
	repeat(&text, "x: ", "[", NR_LOAD_DEPTH_MAX - 1, "]]]]]]]]]]]]]]]");
	r = parse_buf(&text);
	assert_string_equal(r.a->extras.v[0].value, "[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]");
	release(&r);
	repeat(&text, "x: ", "[", NR_LOAD_DEPTH_MAX, "]]]]]]]]]]]]]]]]");
	r = parse_buf(&text);
	assert_string_equal(r.err.text, "a.md:3:19: lists and mappings nested too deep");
	assert_int_equal(r.err.code, NR_ERR_LIMIT);
	release(&r);
	repeat(&text, "x: ", "[", 1 << 20, "");
	r = parse_buf(&text);
	assert_int_equal(r.err.code, NR_ERR_LIMIT);
	release(&r);
	nr_buf_release(&text);
}

static void
test_front_matter_has_a_largest_size(void **state)
{
	struct nr_buf text = NR_BUF_INIT;
	struct result r;

	(void)state;
	repeat(&text, "#", "x", NR_LOAD_FRONT_MATTER_MAX - 9 - 2, "");
	r = parse_buf(&text);
	assert_non_null(r.a);
	release(&r);
	repeat(&text, "#", "x", NR_LOAD_FRONT_MATTER_MAX - 9 - 1, "");
	r = parse_buf(&text);
	assert_string_equal(r.err.text, "a.md:2:1: front matter larger than 4 MiB");
	assert_int_equal(r.err.code, NR_ERR_LIMIT);
	release(&r);
	nr_buf_release(&text);
}

static void
test_file_has_a_largest_size(void **state)
{
	struct nr_buf text = NR_BUF_INIT;
	struct result r;

	(void)state;
	repeat(&text, "", "", 0, "");
	memset(nr_buf_reserve(&text, NR_LOAD_FILE_MAX), 'x', NR_LOAD_FILE_MAX);
	text.len = NR_LOAD_FILE_MAX;
	r = parse_buf(&text);
	assert_non_null(r.a);
	release(&r);
	text.len++;
	r = parse_buf(&text);
	assert_string_equal(r.err.text, "a.md: larger than 16 MiB");
	assert_int_equal(r.err.code, NR_ERR_LIMIT);
	release(&r);
	nr_buf_release(&text);
}

static void
test_lists_keep_what_came_before_their_limit(void **state)
{
	struct nr_buf text = NR_BUF_INIT;
	struct result r;

	(void)state;
	repeat(&text, "related:\n", "- title: R\n", NR_LOAD_RELATED_MAX, "heat: 1");
	r = parse_buf(&text);
	assert_int_equal(r.diags.n, 0);
	assert_int_equal(r.a->related.n, NR_LOAD_RELATED_MAX);
	release(&r);
	repeat(&text, "related:\n", "- title: R\n", NR_LOAD_RELATED_MAX + 1, "heat: 1");
	r = parse_buf(&text);
	assert_int_equal(r.diags.n, 1);
	check_diag(&r.diags, 0,
		"a.md:10004:3: related: more than 10000 entries, the rest is left out");
	assert_int_equal(r.a->related.n, NR_LOAD_RELATED_MAX);
	assert_int_equal(r.a->heat, 1);
	release(&r);
	repeat(&text, "levels: [", "a,", NR_LOAD_LIST_MAX + 5, "]");
	r = parse_buf(&text);
	assert_int_equal(r.diags.n, 1);
	assert_int_equal(r.a->levels.n, NR_LOAD_LIST_MAX);
	release(&r);
	nr_buf_release(&text);
}

static void
test_long_text_is_cut_between_clusters(void **state)
{
	/* An e with an accent that is a character of its own: 3 bytes, one cluster. */
	static const char cluster[] = "e\xcc\x81";
	struct nr_buf text = NR_BUF_INIT;
	struct result r;

	(void)state;
	repeat(&text, "name: a", cluster, NR_LOAD_LINE_MAX / 3, "");
	r = parse_buf(&text);
	assert_int_equal(r.diags.n, 0);
	assert_int_equal(strlen(r.a->name), NR_LOAD_LINE_MAX);
	release(&r);
	repeat(&text, "name: ab", cluster, NR_LOAD_LINE_MAX / 3, "");
	r = parse_buf(&text);
	assert_int_equal(r.diags.n, 1);
	check_diag(&r.diags, 0,
		"a.md:3:7: name: longer than 4096 bytes, the rest is left out");
	assert_int_equal(strlen(r.a->name), NR_LOAD_LINE_MAX - 2);
	release(&r);
	repeat(&text, "excerpt: ", "x", NR_LOAD_TEXT_MAX + 1, "");
	r = parse_buf(&text);
	assert_int_equal(r.diags.n, 1);
	assert_int_equal(strlen(r.a->excerpt), NR_LOAD_TEXT_MAX);
	release(&r);
	repeat(&text, "x: ", "x", NR_LOAD_LINE_MAX + 1, "");
	r = parse_buf(&text);
	assert_int_equal(r.diags.n, 0);
	assert_int_equal(strlen(r.a->extras.v[0].value), NR_LOAD_LINE_MAX);
	release(&r);
	nr_buf_release(&text);
}

static void
test_unknown_keys_have_a_limit(void **state)
{
	struct nr_buf text = NR_BUF_INIT;
	struct result r;

	(void)state;
	nr_buf_addz(&text, "---\ntitle: T\n");
	for (int i = 0; i < 150; i++)
		nr_buf_addf(&text, "k%d: v\n", i);
	r = parse_buf(&text);
	assert_int_equal(r.a->extras.n, 100);
	assert_int_equal(r.diags.n, 1);
	check_diag(&r.diags, 0,
		"a.md:103:1: more than 100 unknown keys, the rest is left out");
	release(&r);
	nr_buf_release(&text);
}

static void
test_further_warnings_are_counted(void **state)
{
	struct nr_buf text = NR_BUF_INIT;
	struct result r;

	(void)state;
	repeat(&text, "related:\n", "- x\n", NR_DIAGS_PER_FILE, "");
	r = parse_buf(&text);
	assert_int_equal(r.diags.n, NR_DIAGS_PER_FILE);
	release(&r);
	repeat(&text, "related:\n", "- x\n", NR_DIAGS_PER_FILE + 3, "");
	r = parse_buf(&text);
	assert_int_equal(r.diags.n, NR_DIAGS_PER_FILE + 1);
	check_diag(&r.diags, NR_DIAGS_PER_FILE, "a.md: 3 more problems");
	release(&r);
	nr_buf_release(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nesting_has_a_limit),
		cmocka_unit_test(test_front_matter_has_a_largest_size),
		cmocka_unit_test(test_file_has_a_largest_size),
		cmocka_unit_test(test_lists_keep_what_came_before_their_limit),
		cmocka_unit_test(test_long_text_is_cut_between_clusters),
		cmocka_unit_test(test_unknown_keys_have_a_limit),
		cmocka_unit_test(test_further_warnings_are_counted),
	};

	return cmocka_run_group_tests_name("load_limits", tests, NULL, NULL);
}
