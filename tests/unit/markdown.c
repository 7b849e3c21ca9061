#include "config.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "newsreader/html.h"
#include "markup/markdown_inline.h"

struct text_case {
	const char *markdown, *expected, *why;
};

/* A document on a line: blocks parted by '|', each with the letter of its kind, '>' for a
 * quote, its marker, its text; newlines as '/'. */
static void
dump(const char *markdown, size_t n, struct nr_buf *out)
{
	struct nr_doc d = NR_DOC_INIT;

	nr_markdown_to_doc(markdown, n, &d);
	nr_doc_end(&d);
	for (size_t i = 0; i < d.n; i++) {
		const struct nr_block *b = &d.blocks[i];

		nr_buf_addf(out, "%s%c%s%s ", i > 0 ? "|" : "", "PHIFMRmTTT"[b->kind],
			b->quote > 0 ? ">" : "", b->marker != NULL ? b->marker : "");
		for (size_t k = 0; k < b->len; k++)
			nr_buf_addch(out, b->text[k] == '\n' ? '/' : b->text[k]);
	}
	nr_doc_release(&d);
}

static void
check(const struct text_case *cases, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct nr_buf out = NR_BUF_INIT;

		dump(cases[i].markdown, strlen(cases[i].markdown), &out);
		if (strcmp(nr_buf_str(&out), cases[i].expected) != 0)
			print_message("%s\n", cases[i].why);
		assert_string_equal(nr_buf_str(&out), cases[i].expected);
		nr_buf_release(&out);
	}
}

#define CHECK(cases) check(cases, sizeof(cases) / sizeof((cases)[0]))

static void
test_footnotes_stand_at_the_end(void **state)
{
	static const struct text_case cases[] = {
		{ "See[^b] `[^a]` [^no].\n\n[^a]: never\n[^B]: one\nmore\n\n    second *par*\n\nEnd.",
			"P See¹ [^a] [^no].|P End.|R |I1. one more|I second par",
			"cut out, with what is set in; unused ones are left out" },
		{ "```\n[^a]: code\n```\nx[^a]", "F [^a]: code|P x[^a]", "no notes in code" },
		{ "x[^1]y[^1]\n\n[^1]: see[^2]\n[^2]: last\n", "P x¹y¹|R |I1. see²|I2. last",
			"a note refers to another" },
	};

	(void)state;
	CHECK(cases);
}

static void
test_terms_and_meanings_are_a_list(void **state)
{
	static const struct text_case cases[] = {
		{ "Oak\n: A *tree*.\n: Wood.\n\n  Of it.\n\nEnd", "P Oak|I A tree.|I Wood.|P Of it.|P End",
			"meanings under a term; what is not set in far enough ends them" },
		{ "Oak\n: A tree.\n\n    Tall.\n\nElm\n: Another.",
			"P Oak|I A tree.|I Tall.|P Elm|I Another.", "paragraphs of a meaning" },
		{ "# Head\n: no\n\n- a\n: b", "H Head|P : no|I\xe2\x80\xa2 a : b",
			"headings and items are no terms" },
		{ "    a\n    : b", "F a/: b", "code is none" },
	};

	(void)state;
	CHECK(cases);
}

static void
test_mathematics_stays_as_written(void **state)
{
	static const struct text_case cases[] = {
		{ "$a*b*c$ and \\(d_1*e_2\\)", "P $a*b*c$ and \\(d_1*e_2\\)", "within a line" },
		{ "$$\nx_1\n+ y*2*\n= z\n$$", "P $$/x_1/+ y*2*/= z/$$", "lines stay apart" },
		{ "\\begin{align}\na &= *b* \\\\\n\\end{align}", "P \\begin{align}/a &= *b* \\\\/\\end{align}",
			"an environment" },
		{ "$5 *or* $6, \\(no\\), \\[1\\]", "P $5 or $6, (no), [1]", "prices, brackets" },
		{ "$5 [*a*](http://a.b/$c)", "P $5 a [1]", "a link is not mathematics" },
		{ "`$a*b$` $`c`$", "P $a*b$ $c$", "code is none" },
	};

	(void)state;
	CHECK(cases);
}

static void
test_shortcodes_are_never_shown_raw(void **state)
{
	static const struct text_case cases[] = {
		{ "{{< figure src=\"p.png\" caption=\"A *pier*\" >}}", "M [image: A *pier*] [1]",
			"a picture" },
		{ "a {{< tabs >}}{{% tab \"x\" %}}*b*{{% /tab %}}{{< /tabs >}} c", "P a b c",
			"what is between tags stays" },
		{ "{{< highlight c >}}\nint *a, *b;\n\n{{ x }}\n{{< /highlight >}}\n\nz",
			"F int *a, *b;//{{ x }}|P z", "code of Hugo" },
		{ "- a\n  {% highlight c %}\n  b *c*\n  {% endhighlight %}\n", "I\xe2\x80\xa2 a|F b *c*",
			"code of Liquid, in a list" },
		{ "a{% comment %}b\n\nc{% endcomment %}d {{/* e */}}{# f #}", "P ad", "comments" },
		{ "{% raw %}{{ x }}{% endraw %} {{</* y */>}} {{ z }}", "P {{ x }} {{< y >}}",
			"what is to be shown" },
		{ "`{% raw %}{{ x }}{% endraw %}` `{{</* y */>}}` `{{ z }}`",
			"P {{ x }} {{< y >}} {{ z }}", "the same in code" },
		{ "[a]({{< ref \"b.md\" >}}) [c]({{ '/d' | relative_url }})", "P a [1] c [2]", "addresses" },
		{ "{{< youtube abc-1 >}}", "P https://www.youtube.com/watch?v=abc-1 [1]", "a video" },
		{ "{{< tweet user=\"ann_b\" id=\"12\" >}} {{< tweet 12 >}}",
			"P https://twitter.com/ann_b/status/12 [1] https://twitter.com/i/status/12 [2]",
			"a post, with or without its author" },
		{ "{% twitter https://example.com/ann/status/12?s=20 maxwidth=500 %}",
			"P https://example.com/ann/status/12?s=20 [1]", "a post by its address" },
		{ "{{< gist ann 0a1b >}} {% gist ann/0a1b x.rb %} {% gist 0a1b x.rb %}",
			"P https://gist.github.com/ann/0a1b [1] https://gist.github.com/ann/0a1b [1] "
			"https://gist.github.com/0a1b [2]", "a file of Hugo and of Jekyll" },
		{ "a {{< gist \"b>c\" \"d e\" >}}{{< youtube >}}", "P a", "what names nothing" },
		{ "{{ open and {% open and {{< open", "P {{ open and {% open and {{< open",
			"what does not end is text" },
		{ "{{ a\n\nb }}", "P {{ a|P b }}", "nor does it reach over a blank line" },
	};

	(void)state;
	CHECK(cases);
}

static void
test_attributes_are_left_out(void **state)
{
	static const struct text_case cases[] = {
		{ "# H {#id}\n\nT\n{: .note #x}\n\n[l](/u){:target=\"_blank\"} ![](p.png){width=5}\n",
			"H H|P T|P l [1]|M [image] [2]", "of headings, paragraphs, links, pictures" },
		{ "* toc\n{:toc}\n\nz", "P z", "a table of contents" },
		{ "a{.b}\n\n[l](/u){.b}", "P a{.b}|P l [1]", "not after a letter" },
		{ "Use ${#a[@]} and {a, b} and {.c} d", "P Use ${#a[@]} and {a, b} and {.c} d",
			"braces that are none" },
	};

	(void)state;
	CHECK(cases);
}

static void
test_tables_and_tasks_as_github_has_them(void **state)
{
	static const struct text_case cases[] = {
		{ "a ~~b~~ c", "P a b c", "struck through" },
		{ "![](/a.png)", "M [image] [1]", "a picture without text" },
		{ "<p>a</p>\n\n*b*\n\n- c", "P a|P b|I\xe2\x80\xa2 c", "Markdown behind HTML" },
		{ "a\r\n\r\n[^1]: b\r\n", "P a", "lines of DOS" },
		{ "<div>\n<p>a</p>\n\n    <p>b <i>c</i>\n    d</p>\n\n</div>", "P a|P b c d",
			"HTML that is set in goes on behind a blank line" },
		{ "a\n\n    <p>b</p>", "P a|F <p>b</p>", "code, where no HTML goes on" },
		{ "|a|b|\n|-|--|\n|1|2|\n|3|4|", "T a \xe2\x94\x82 b/1 \xe2\x94\x82 2/3 \xe2\x94\x82 4",
			"a table with a hyphen a cell" },
		{ "a|b\n-|-\n1|2\n\nc|d\n:-:|-:\n3|4", "T a \xe2\x94\x82 b/1 \xe2\x94\x82 2|"
			"T c \xe2\x94\x82 d/3 \xe2\x94\x82 4", "without bars at its sides, and two of them" },
		{ "|a|\n|:-|\n|1|", "T a/1", "of one column" },
		{ "> - a|b\n>   --|--\n>   1|2", "T> a \xe2\x94\x82 b/1 \xe2\x94\x82 2",
			"in a quote and a list" },
		{ "a|b\n-\n\nc\n-\n\nd\n-|-\n\ne|f\n\n-|-", "H a|b|H c|P d -|-|P e|f|P -|-",
			"no table: headings, a row without a head" },
		{ "```\na|b\n-|-\n```\n\n    c|d\n    -|-\n", "F a|b/-|-|F c|d/-|-", "nor in code" },
		{ "a|b|c\n-|-\nd", "P a|b|c -|- d", "nor where the columns differ" },
		{ "> - a\n>   :-:|-", "I>\xe2\x80\xa2 a :-:|-", "nor in a quote and a list" },
	};

	(void)state;
	CHECK(cases);
}

/* The bytes that are shown, and how many lines tell that it is plain text. */
static size_t
shown(const char *s, size_t n, size_t *told)
{
	struct nr_doc d = NR_DOC_INIT;
	size_t bytes = 0;

	*told = 0;
	nr_markdown_to_doc(s, n, &d);
	nr_doc_end(&d);
	for (size_t i = 0; i < d.n; i++) {
		bool tells = strstr(d.blocks[i].text, "shown as plain text") != NULL;

		*told += tells;
		bytes += tells ? 0 : d.blocks[i].len;
	}
	nr_doc_release(&d);
	return bytes;
}

static void
repeat(struct nr_buf *b, const char *s, size_t n)
{
	nr_buf_clear(b);
	while (b->len + strlen(s) <= n)
		nr_buf_addz(b, s);
}

static void
test_long_paragraphs_are_plain_and_said_to_be(void **state)
{
	static const struct {
		const char *piece;
		size_t n;
		bool plain;
	} cases[] = {
		{ "*a* ", TEXT_PARAGRAPH_MAX, false },
		{ "*a* ", TEXT_PARAGRAPH_MAX + 4, true },
		{ "*a*\n", 4 * TEXT_PARAGRAPH_LINES_MAX, false },
		{ "*a*\n", 4 * (TEXT_PARAGRAPH_LINES_MAX + 1), true },
		{ "[a", 2 * TEXT_PARAGRAPH_BRACKETS_MAX, false },
		{ "[a", 2 * (TEXT_PARAGRAPH_BRACKETS_MAX + 1), true },
		{ "- *a*\n", 2 * TEXT_PARAGRAPH_MAX, false },
		{ "*a*\n\n", 2 * TEXT_PARAGRAPH_MAX, false },
		{ "{% comment %}\n\n{% endcomment %}*a*", 16 * TEXT_PARAGRAPH_MAX, true },
	};
	struct nr_buf b = NR_BUF_INIT;
	size_t told;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		repeat(&b, cases[i].piece, cases[i].n);
		assert_true(shown(b.data, b.len, &told) > 0);
		if (told != (cases[i].plain ? 1U : 0U))
			print_message("case %zu: %s\n", i, cases[i].piece);
		assert_int_equal(told, cases[i].plain ? 1 : 0);
	}
	repeat(&b, "*a*\n\n", NR_MARKDOWN_MAX + 5);
	assert_true(shown(b.data, b.len, &told) > b.len / 2);
	assert_int_equal(told, 1);
	nr_buf_release(&b);
}

static void
test_long_code_and_tables_are_no_paragraphs(void **state)
{
	struct nr_buf b = NR_BUF_INIT, code = NR_BUF_INIT;
	size_t told;

	(void)state;
	repeat(&b, "code\n", 2 * TEXT_PARAGRAPH_MAX);
	nr_buf_addf(&code, "```\n%s```\n", nr_buf_str(&b));
	assert_int_equal(shown(code.data, code.len, &told), b.len - 1);
	assert_int_equal(told, 0);
	nr_buf_clear(&code);
	repeat(&b, "  &lt;\n", 2 * TEXT_PARAGRAPH_MAX);
	nr_buf_addf(&code, "- a\n\n  ```\n%s  ```\n", nr_buf_str(&b));
	assert_in_range(shown(code.data, code.len, &told), b.len / 7 * 5, 2 * b.len);
	assert_int_equal(told, 0);
	nr_buf_clear(&code);
	repeat(&b, "| a | b |\n", 2 * TEXT_PARAGRAPH_MAX);
	nr_buf_addf(&code, "| x | y |\n|---|---|\n%s", nr_buf_str(&b));
	assert_true(shown(code.data, code.len, &told) > b.len / 10 * 3);
	assert_int_equal(told, 0);
	nr_buf_release(&b);
	nr_buf_release(&code);
}

/* A definition may be long and be used often. */
static void
test_what_references_make_is_bounded(void **state)
{
	struct nr_buf b = NR_BUF_INIT, text = NR_BUF_INIT;
	size_t told;

	(void)state;
	repeat(&b, "x", 30000);
	nr_buf_addf(&text, "[a]: http://h/%s\n\n", nr_buf_str(&b));
	repeat(&b, "[a]\n\n", 100000);
	nr_buf_addz(&text, nr_buf_str(&b));
	assert_in_range(shown(text.data, text.len, &told), 1, 1 << 20);
	nr_buf_release(&b);
	nr_buf_release(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_footnotes_stand_at_the_end),
		cmocka_unit_test(test_terms_and_meanings_are_a_list),
		cmocka_unit_test(test_mathematics_stays_as_written),
		cmocka_unit_test(test_shortcodes_are_never_shown_raw),
		cmocka_unit_test(test_attributes_are_left_out),
		cmocka_unit_test(test_tables_and_tasks_as_github_has_them),
		cmocka_unit_test(test_long_paragraphs_are_plain_and_said_to_be),
		cmocka_unit_test(test_long_code_and_tables_are_no_paragraphs),
		cmocka_unit_test(test_what_references_make_is_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
