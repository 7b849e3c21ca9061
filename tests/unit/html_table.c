#include "config.h"

#include "html_util.h"

static void
test_cells_know_their_place(void **state)
{
	static const struct text_case cases[] = {
		{ "<table><tr><th>a<th>b<tr><td>1<td><p>2</p></table>",
			"T ![*a*]![*b*];[1][2]", "", "data" },
		{ "<table><tr><td><td>b<td><tr><td><tr><td>c<td></table>", "T 1[b];[c]", "",
			"empty cells keep a place, empty rows do not" },
		{ "<table><tr><td colspan=2>a<td>b<tr><td>c<td>d<td>e</table>",
			"T x2[a][b];[c][d][e]", "", "over columns" },
		{ "<table><tr><td rowspan=2>a<td>b<tr><td>c<tr><td>d</table>",
			"T [a][b];1[c];[d]", "", "over rows" },
		{ "<table><tr><td>x<td rowspan=3>a<tr><td colspan=9>b<tr><td>c<td>d</table>",
			"T [x][a];[b];[c]2[d]", "", "over columns up to one over rows" },
		{ "<table><tr><td>a<td colspan=0>b<tr><td rowspan=-1>c<td colspan=x>d</table>",
			"T [a][b];[c][d]", "", "numbers that are none" },
		{ "<table><tr><td align=RIGHT>a<td style='text-align: center'>b<td align=left>c"
			"<td align=middle>d</table>", "T >[a]=[b]<[c][d]", "", "alignment" },
		{ "<table><tr><td>a<br>b<br><br>c<br><td><p>d</p><p>e</p></table>",
			"T [a/b/c][d/e]", "", "lines" },
		{ "<table><tr><td>a <b>b </b> c<td><a href=/x>d</a> e</table>",
			"T [a *b* c][{d} [1] e]", "/x", "styles and links" },
		{ "<p>x<table><caption>t</caption><tr><td>a<td>b</table>y",
			"P x|P _t_|T [a][b]|P y", "", "the caption is above" },
		{ "<ul><li>x<table><tr><td>a<td>b</table></ul>",
			"I(•) x|T+ [a][b]", "", "in a list" },
		{ "<blockquote><table><tr><td>a<td>b</table></blockquote>", "T> [a][b]", "",
			"in a quote" },
		{ "<table><tr><th>a<th>b<tr><td><ul><li>1<li>2</ul><td>x</table>",
			"T ![*a*]![*b*];[• 1/• 2][x]", "", "lists where columns have names" },
		{ "<table><tr><td>a<td><pre>b\n c</pre></table>", "P a|F b/ c", "",
			"but no code" },
		{ "<table><tr><td>a<td><img src=/i alt=p></table>",
			"T [a][{[image: p]} [1]]", "/i", "pictures" },
	};

	(void)state;
	CHECK(nr_html_to_doc, cases);
}

static void
test_tables_for_arrangement_are_blocks(void **state)
{
	static const struct text_case cases[] = {
		{ "<table><tr><td><table><tr><td>a<td>b</table><td>c</table>",
			"T [a][b]|P c", "", "nested" },
		{ "<table><tr><td>a<tr><td>b</table>", "P a|P b", "", "one column" },
		{ "<table><tr><th>a<tr><td>b</table>", "T ![*a*];[b]", "",
			"unless it has a name" },
		{ "<table><tr><td>a<td><h2>b</h2></table>", "P a|H2 b", "", "headings" },
		{ "<table><tr><td>a<td><ul><li>b</ul></table>", "P a|I(•) b", "", "lists" },
	};

	(void)state;
	CHECK(nr_html_to_doc, cases);
}

static void
add_times(struct nr_buf *b, const char *s, size_t times)
{
	for (size_t i = 0; i < times; i++)
		nr_buf_addz(b, s);
}

static void
test_running_text_is_no_cell(void **state)
{
	(void)state;
	for (int headed = 0; headed < 2; headed++) {
		size_t max = headed ? 2000 : 400;

		for (size_t n = max; n <= max + 1; n++) {
			struct nr_buf html = NR_BUF_INIT;
			struct nr_doc d = NR_DOC_INIT;

			nr_buf_addf(&html, "<table><tr>%s", headed ? "<th>h<th>i<tr>" : "");
			nr_buf_addz(&html, "<td>x<td>");
			add_times(&html, "a", n);
			nr_html_to_doc(html.data, html.len, &d);
			nr_doc_end(&d);
			assert_int_equal(d.blocks[0].kind,
				n == max ? NR_BLOCK_TABLE : NR_BLOCK_PARA);
			nr_doc_release(&d);
			nr_buf_release(&html);
		}
	}
}

static void
test_columns_over_the_limit_share_the_last_cell(void **state)
{
	struct nr_buf html = NR_BUF_INIT;
	struct nr_doc d = NR_DOC_INIT;
	const struct nr_block *b;

	(void)state;
	nr_buf_addz(&html, "<table><tr>");
	add_times(&html, "<td>a", NR_DOC_COLUMNS_MAX);
	nr_buf_addz(&html, "<tr>");
	add_times(&html, "<td>b", NR_DOC_COLUMNS_MAX + 2);
	nr_buf_addf(&html, "<tr><td>c<td colspan=%d>d<td>e", NR_DOC_COLUMNS_MAX);
	nr_html_to_doc(html.data, html.len, &d);
	nr_doc_end(&d);
	assert_int_equal(d.n, 1);
	b = &d.blocks[0];
	assert_int_equal(b->n_cells, 2 * NR_DOC_COLUMNS_MAX + 2);
	assert_int_equal(b->cells[NR_DOC_COLUMNS_MAX - 1].end
		- b->cells[NR_DOC_COLUMNS_MAX - 1].start, 1);
	const struct nr_cell *last = &b->cells[2 * NR_DOC_COLUMNS_MAX - 1];

	assert_int_equal(last->col, NR_DOC_COLUMNS_MAX - 1);
	assert_int_equal(last->end - last->start, strlen("b │ b │ b"));
	assert_memory_equal(b->text + last->start, "b │ b │ b", last->end - last->start);
	assert_int_equal(last[2].cols, NR_DOC_COLUMNS_MAX - 1);
	assert_memory_equal(b->text + last[2].start, "d │ e", last[2].end - last[2].start);
	nr_doc_release(&d);
	nr_buf_release(&html);
}

static void
test_rows_over_the_limit_are_another_table(void **state)
{
	struct nr_buf html = NR_BUF_INIT;

	(void)state;
	nr_buf_addz(&html, "<table>");
	/* Markup is bounded by its bytes, too. */
	add_times(&html, "<tr class='                              '><td>a<td>b",
		NR_DOC_ROWS_MAX);
	for (size_t n = 1; n <= 2; n++) {
		struct nr_doc d = NR_DOC_INIT;

		nr_html_to_doc(html.data, html.len, &d);
		nr_doc_end(&d);
		assert_int_equal(d.n, n);
		assert_int_equal(d.blocks[0].n_cells, 2 * NR_DOC_ROWS_MAX);
		assert_int_equal(d.blocks[n - 1].kind, NR_BLOCK_TABLE);
		nr_doc_release(&d);
		nr_buf_addz(&html, "<tr><td>c<td>d");
	}
	nr_buf_release(&html);
}

static void
test_plain_text_has_a_row_a_line(void **state)
{
	static const char html[] = "<table><tr><th>a<th>b<tr><td>1<br>2<td><a href=/x>c</a>"
		"<br>d<tr><td><td>e</table>";
	struct nr_doc d = NR_DOC_INIT;
	struct nr_buf text = NR_BUF_INIT;

	(void)state;
	nr_html_to_doc(html, strlen(html), &d);
	nr_doc_end(&d);
	nr_block_plain(&d.blocks[0], &text);
	assert_string_equal(nr_buf_str(&text), "a │ b\n1 2 │ c d\n │ e");
	nr_buf_release(&text);
	nr_doc_release(&d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cells_know_their_place),
		cmocka_unit_test(test_tables_for_arrangement_are_blocks),
		cmocka_unit_test(test_running_text_is_no_cell),
		cmocka_unit_test(test_columns_over_the_limit_share_the_last_cell),
		cmocka_unit_test(test_rows_over_the_limit_are_another_table),
		cmocka_unit_test(test_plain_text_has_a_row_a_line),
	};

	return cmocka_run_group_tests_name("html_table", tests, NULL, NULL);
}
