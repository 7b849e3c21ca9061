#include "config.h"

#include "html_util.h"

static void
test_struck_text_is_a_style(void **state)
{
	static const struct text_case cases[] = {
		{ "<p>costs <del>10</del> <ins>8</ins>", "P costs -10- 8", "", "del, ins" },
		{ "<p><s>a</s> <strike>b</strike>", "P -a- -b-", "", "the older ones" },
		{ "<p><s>a <b>b</b></s> c", "P -a --*b*- c", "", "with another style" },
		{ "<p><s><a href=/x>l</a></s>", "P -{l}- [1]", "/x", "a link" },
		{ "<pre>a<s>b</s></pre>", "F a-b-", "", "in code" },
		{ "<s><pre>a\n\n</pre></s>", "F -a-", "", "not the lines cut at its end" },
		{ "<pre>a\n<s>\n</s><s><b>\n</b></s></pre>", "F a", "", "nor where they are all" },
	};

	(void)state;
	CHECK(nr_html_to_doc, cases);
}

static void
marked_to_doc(const char *s, size_t n, struct nr_doc *d)
{
	d->marks_struck = true;
	nr_html_to_doc(s, n, d);
}

static void
test_struck_text_is_marked_where_there_are_no_styles(void **state)
{
	static const struct text_case cases[] = {
		{ "<p>costs <del>10</del> 8", "P costs -[-10-]- 8", "", "" },
		{ "<p>a<s></s>b<s>c<s>d</s></s>", "P ab-[-cd-]-", "", "once, around something" },
	};

	(void)state;
	CHECK(marked_to_doc, cases);
}

static void
test_quotations_have_their_marks(void **state)
{
	static const struct text_case cases[] = {
		{ "<p>He <q>said</q>.", "P He “said”.", "", "one" },
		{ "<p><q>a <q>b</q> c</q>", "P “a ‘b’ c”", "", "nested" },
		{ "<p><q>a <b>b</b></q>", "P “a *b*”", "", "styled" },
	};

	(void)state;
	CHECK(nr_html_to_doc, cases);
}

static void
test_powers_and_indices_are_told_from_numbers(void **state)
{
	static const struct text_case cases[] = {
		{ "10<sup>80</sup>, 2<sup>-1</sup>, Ca<sup>2+</sup>", "P 10⁸⁰, 2⁻¹, Ca²⁺", "",
			"as characters" },
		{ "H<sub>2</sub>O, x<sub>i</sub>", "P H₂O, xᵢ", "", "indices" },
		{ "x<sup>k/2</sup>, y<sub>A</sub>, 2<sup>1.5</sup>", "P x^(k/2), y_A, 2^1.5", "",
			"what has no characters" },
		{ "2<sup>2<sup>3</sup></sup>", "P 2^(2³)", "", "nested" },
		{ "1<sup>st</sup>, M<sup>me</sup>, XX<sup>e</sup>", "P 1st, Mme, XXᵉ", "",
			"endings" },
		{ "a<sup>[1]</sup> b<sup>*</sup> c<sup>†</sup>", "P a[1] b* c†", "", "notes" },
		{ "a<sup><a href=/n>1</a></sup>", "P a{¹} [1]", "/n", "a link stays one" },
		{ "<sup>1</sup> a <sup>note</sup>", "P ¹ a note", "", "behind nothing" },
		{ "a<sup>in small print here</sup>", "P ain small print here", "", "words" },
		{ "a<sup></sup>b<sub> </sub>c", "P ab c", "", "empty" },
		{ "a<sup><img src=/x alt=y></sup>", "P a|M {[image: y]} [1]", "/x", "a picture" },
	};

	(void)state;
	CHECK(nr_html_to_doc, cases);
}

static void
ascii_to_doc(const char *s, size_t n, struct nr_doc *d)
{
	nr_html_to_doc(s, n, d);
	nr_doc_end(d);
	nr_doc_ascii(d);
}

static void
test_powers_of_ascii_have_a_sign(void **state)
{
	static const struct text_case cases[] = {
		{ "10<sup>80</sup>, H<sub>2</sub>O, x<sup>-1</sup>, x<sup>n</sup>",
			"P 10^80, H_2O, x^(-1), x^n", "", "" },
		{ "1<sup>st</sup>, <sup>1</sup> a", "P 1st, 1 a", "", "nothing to be told" },
		{ "2<sup>2<sup>3</sup></sup>, 2<sup>−<i>k</i></sup>", "P 2^(2^3), 2^(-_k)_", "",
			"nested, styled" },
		{ "<b>a</b><sup><a href=/n>1</a></sup> b", "P *a*{^1} [1] b", "/n", "links" },
		{ "m², CO₂, x₁², t ʰ", "P m^2, CO_2, x_1^2, t h", "", "written as characters" },
		{ "<pre>m²</pre>", "F m^2", "", "in code" },
		{ "<table><tr><th>m²<th>€<tr><td>1<td>2₀</table>", "T ![*m^2*]![*€*];[1][2_0]", "",
			"in cells" },
		{ "<ol><li><input type=checkbox checked> a<li><input type=checkbox> b</ol>",
			"I(1.) [x] a|I(2.) [ ] b", "", "checkboxes" },
	};

	(void)state;
	CHECK(ascii_to_doc, cases);
}

static void
test_readings_are_apart_from_words(void **state)
{
	static const struct text_case cases[] = {
		{ "<ruby>東<rt>とう</rt>京<rt>きょう</rt></ruby>です", "P 東(とう)京(きょう)です", "",
			"" },
		{ "<ruby>漢<rp>（</rp><rt>kan</rt><rp>）</rp></ruby>", "P 漢(kan)", "",
			"with brackets for those that do not know it" },
		{ "<ruby>漢<rp>(<rt>kan<rp>)<rt></ruby>字", "P 漢(kan)字", "", "without end tags" },
		{ "<ruby><rb>漢</rb><rt>a</rt></ruby><rt>b</rt>", "P 漢(a)(b)", "", "around" },
	};

	(void)state;
	CHECK(nr_html_to_doc, cases);
}

static void
test_tasks_have_boxes(void **state)
{
	static const struct text_case cases[] = {
		{ "<ul><li><input type=checkbox disabled> a<li><input type=CHECKBOX checked>b"
			"<li>c</ul>", "I(☐) a|I(☑) b|I(•) c", "", "in place of a bullet" },
		{ "<ul><li><p><input type='checkbox'> a</p><p>b</ul>", "I(☐) a|I b", "",
			"in a paragraph" },
		{ "<ol><li><input type=checkbox checked> a</ol>", "I(1.) ☑ a", "",
			"behind a number" },
		{ "<p><input type=checkbox> a <input type=text value=b>", "P a", "",
			"controls of a form are none" },
	};

	(void)state;
	CHECK(nr_html_to_doc, cases);
}

static void
test_abbreviations_are_explained_once(void **state)
{
	static const struct text_case cases[] = {
		{ "<abbr title='World Wide Web'>WWW</abbr>, <abbr title='World Wide Web'>WWW</abbr>",
			"P WWW (World Wide Web), WWW", "", "" },
		{ "<acronym title=b>a</acronym> <abbr>c</abbr>", "P a (b) c", "", "the older one" },
		{ "<abbr title=2020-01-02T03:04>yesterday</abbr>", "P yesterday", "",
			"a date for programs" },
	};

	(void)state;
	CHECK(nr_html_to_doc, cases);
}

static void
test_formulas_are_their_tex(void **state)
{
	static const struct text_case cases[] = {
		{ "a <math alttext='{\\displaystyle x&lt;y}'><mi>x</mi></math> b", "P a x<y b", "",
			"an attribute" },
		{ "<math><semantics><mi>z</mi><annotation encoding='text/plain'>no</annotation>"
			"<annotation encoding='application/x-tex'> z_1 </annotation></semantics></math>!",
			"P z_1!", "", "an annotation" },
		{ "<math><mi>a</mi><mo>+</mo><mi>b</mi></math>", "P a+b", "", "neither" },
		{ "<math><mi>a</mi><p>b", "P a|P b", "", "without end" },
		{ "<math alttext='a<b>c'>x</math>", "P a<b>c", "", "no markup in it" },
	};

	(void)state;
	CHECK(nr_html_to_doc, cases);
}

static void
test_details_and_captions_are_paragraphs(void **state)
{
	static const struct text_case cases[] = {
		{ "<details><summary>More</summary>text</details>", "P *More*|P text", "",
			"a summary" },
		{ "<figure><img src=/i alt=a><figcaption>c</figcaption></figure>",
			"M {[image: a]} [1]|P _c_", "/i", "a caption" },
		{ "<p><kbd>x</kbd> <mark>y</mark> <samp>z</samp>", "P `x` *y* `z`", "", "styles" },
		{ "<dl><dt>t<dt>u<dd>d<dd><p>e<p>f</dl>", "P *t*|P *u*|I d|I e|I f", "",
			"terms and meanings" },
	};

	(void)state;
	CHECK(nr_html_to_doc, cases);
}

static void
test_bare_addresses_are_links(void **state)
{
	static const struct text_case cases[] = {
		{ "<p>See https://a.example/b for", "P See {https://a.example/b} [1] for",
			"https://a.example/b", "in text" },
		{ "<p>(http://a.example/(b)). <b>www.a.example</b>, WWW.x.example!",
			"P ({http://a.example/(b)} [1]). {www.a.example} [2], {WWW.x.example} [3]!",
			"http://a.example/(b) https://www.a.example https://WWW.x.example",
			"without the punctuation around" },
		{ "<p>[http://a.example] http://[::1]/x \"http://b.example\"…",
			"P [{http://a.example} [1]] {http://[::1]/x} [2] \"{http://b.example} [3]\"…",
			NULL, "brackets and quotes" },
		{ "<p>見るhttp://a.example/、次。www.b.example。", "P 見る{http://a.example/} [1]、次。"
			"{www.b.example} [2]。", NULL, "without spaces" },
		{ "<p>http://a.example/👩\u200d💻 x", "P {http://a.example/👩} [1]💻 x", NULL,
			"a joiner after the number has nothing to join" },
		{ "<p>http://a.example http://a.example", "P {http://a.example} [1] "
			"{http://a.example} [1]", "http://a.example", "one number" },
		{ "<p><s>http://a.example/x</s>", "P -{http://a.example/x}- [1]", NULL, "struck" },
		{ "<p>a@www.b.example xhttp://c http:// http://. www. www.d /www.e.example",
			"P a@www.b.example xhttp://c http:// http://. www. www.d /www.e.example", "",
			"none" },
		{ "<a href=/x>http://a.example</a> <code>http://b.example</code>"
			"<pre>http://c.example</pre>",
			"P {http://a.example} [1] `http://b.example`|F http://c.example", "/x",
			"not in links and code" },
	};

	(void)state;
	CHECK(nr_html_to_doc, cases);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_struck_text_is_a_style),
		cmocka_unit_test(test_struck_text_is_marked_where_there_are_no_styles),
		cmocka_unit_test(test_quotations_have_their_marks),
		cmocka_unit_test(test_powers_and_indices_are_told_from_numbers),
		cmocka_unit_test(test_powers_of_ascii_have_a_sign),
		cmocka_unit_test(test_readings_are_apart_from_words),
		cmocka_unit_test(test_tasks_have_boxes),
		cmocka_unit_test(test_abbreviations_are_explained_once),
		cmocka_unit_test(test_formulas_are_their_tex),
		cmocka_unit_test(test_details_and_captions_are_paragraphs),
		cmocka_unit_test(test_bare_addresses_are_links),
	};

	return cmocka_run_group_tests_name("html_inline", tests, NULL, NULL);
}
