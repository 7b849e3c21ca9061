#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "newsreader/diag.h"

static void
test_diagnostic_reads_path_line_column_text(void **state)
{
	static const struct {
		unsigned line, col;
		const char *expected;
	} cases[] = {
		{ 3, 7, "a.md:3:7: 'heat' is no number" },
		{ 3, 0, "a.md:3: 'heat' is no number" },
		{ 0, 7, "a.md: 'heat' is no number" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct nr_diags d = NR_DIAGS_INIT;
		struct nr_buf out = NR_BUF_INIT;

		nr_diag_add(&d, NR_WARNING, "a.md", cases[i].line, cases[i].col,
			"'%s' is no number", "heat");
		nr_diag_format(&d.v[0], &out);
		assert_string_equal(nr_buf_str(&out), cases[i].expected);
		nr_buf_release(&out);
		nr_diags_release(&d);
	}
}

static void
test_hostile_path_and_text_are_printed_clean(void **state)
{
	struct nr_diags d = NR_DIAGS_INIT;
	struct nr_buf out = NR_BUF_INIT;

	(void)state;
	nr_diag_add(&d, NR_FAILURE, "a\x1b[2J\n.md", 1, 2, "key '\a\b%s'\n",
		"\xe2\x80\xae");
	assert_string_equal(d.v[0].path, "a\x1b[2J\n.md");
	assert_string_equal(d.v[0].text, "key ''");
	nr_diag_format(&d.v[0], &out);
	assert_string_equal(nr_buf_str(&out), "a .md:1:2: key ''");
	nr_buf_release(&out);
	nr_diags_release(&d);
}

static void
test_spaces_of_a_path_are_kept(void **state)
{
	struct nr_diags d = NR_DIAGS_INIT;
	struct nr_buf out = NR_BUF_INIT;

	(void)state;
	nr_diag_add(&d, NR_WARNING, "a  b .md", 1, 2, "odd");
	nr_diag_format(&d.v[0], &out);
	assert_string_equal(nr_buf_str(&out), "a  b .md:1:2: odd");
	nr_buf_release(&out);
	nr_diags_release(&d);
}

static void
test_moved_diagnostics_keep_their_order(void **state)
{
	struct nr_diags to = NR_DIAGS_INIT;
	struct nr_diags from = NR_DIAGS_INIT;

	(void)state;
	nr_diag_add(&to, NR_WARNING, "a", 1, 0, "first");
	for (unsigned i = 0; i < 20; i++)
		nr_diag_add(&from, NR_FAILURE, "b", i, 0, "second");
	nr_diags_move(&to, &from);
	assert_int_equal(from.n, 0);
	assert_null(from.v);
	assert_int_equal(to.n, 21);
	assert_int_equal(to.v[0].severity, NR_WARNING);
	assert_string_equal(to.v[0].text, "first");
	for (unsigned i = 0; i < 20; i++) {
		assert_int_equal(to.v[i + 1].line, i);
		assert_int_equal(to.v[i + 1].severity, NR_FAILURE);
	}
	nr_diags_move(&to, &from);
	assert_int_equal(to.n, 21);
	nr_diags_release(&to);
	assert_int_equal(to.n, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_diagnostic_reads_path_line_column_text),
		cmocka_unit_test(test_hostile_path_and_text_are_printed_clean),
		cmocka_unit_test(test_spaces_of_a_path_are_kept),
		cmocka_unit_test(test_moved_diagnostics_keep_their_order),
	};

	return cmocka_run_group_tests_name("diag", tests, NULL, NULL);
}
