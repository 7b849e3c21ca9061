#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "html_util.h"

static void
test_white_space_collapses_across_elements(void **state)
{
	static const struct text_case cases[] = {
		{ "<p> a  <b> b </b> c\n</p>", "P a *b* c", "",
			"one space, at the first place" },
		{ "<p>a<b>b</b>c</p>", "P a*b*c", "", "none where there is none" },
		{ "<p>a <i></i> b</p>", "P a b", "", "an empty element is nothing" },
		{ "a <p> b", "P a|P b", "", "none at borders" },
		{ "<p>a&nbsp;&nbsp; b&#x2003;c</p>", "P a b c", "", "other spaces too" },
		{ "<p>&nbsp;</p><p> </p><p>x", "P x", "", "white space is no paragraph" },
		{ "<p><b>a </b><b>b</b> c</p>", "P *a b* c", "",
			"styled if both sides are" },
		{ "<p>a <output>b</output> c</p>", "P a b c", "", "a line has many elements" },
		{ "<p>a\r\nb\tc</p>", "P a b c", "", "line ends and tabs" },
	};

	(void)state;
	CHECK(nr_html_to_doc, cases);
}

static void
test_two_breaks_part_paragraphs(void **state)
{
	static const struct text_case cases[] = {
		{ "a<br>b", "P a/b", "", "one breaks the line" },
		{ "a <br> b", "P a/b", "", "without spaces around" },
		{ "a<br><br>b", "P a|P b", "", "two part" },
		{ "a<br>&nbsp;<br><br>b", "P a|P b", "", "more are not more" },
		{ "<p><br>a<br></p>", "P a", "", "none at borders" },
		{ "<h2>a<br>b</h2>", "H2 a b", "", "a heading is one line" },
	};

	(void)state;
	CHECK(nr_html_to_doc, cases);
}

static void
test_blocks_keep_their_kind(void **state)
{
	static const struct text_case cases[] = {
		{ "<h1>a</h1><h6>b</h6>", "H1 a|H6 b", "", "headings" },
		{ "a<hr><hr>b", "P a|R |P b", "", "one rule for two" },
		{ "<blockquote>a<blockquote>b</blockquote></blockquote>c",
			"P> a|P>> b|P c", "", "quotes" },
		{ "<pre>\n a\n\tb\n\n</pre>", "F  a/        b", "", "preformatted text" },
		{ "<pre>a<br>b</pre>", "F a/b", "", "a break in it" },
		{ "<dl><dt>t<dd>d</dl>", "P *t*|I d", "", "terms" },
		{ "<figure><figcaption>c</figcaption></figure>", "P _c_", "",
			"captions" },
		{ "<p><strong>Set-up:</strong></p><p>x", "H4 Set-up:|P x", "",
			"a strong paragraph is a heading" },
		{ "<p><strong>Do not.</strong></p>", "P *Do not.*", "",
			"but no sentence" },
		{ "<p><b>Do</b> it</p>", "P *Do* it", "", "and nothing half strong" },
	};

	(void)state;
	CHECK(nr_html_to_doc, cases);
}

static void
test_lists_have_markers_and_depth(void **state)
{
	static const struct text_case cases[] = {
		{ "<ul><li>a<li>b</ul>", "I(\xe2\x80\xa2) a|I(\xe2\x80\xa2) b", "",
			"bullets" },
		{ "<ol start=9><li>a<li>b</ol>", "I(9.) a|I(10.) b", "", "numbers" },
		{ "<ul><li>a<ol><li>b</ol>c</ul>",
			"I(\xe2\x80\xa2) a|I+(1.) b|I c", "",
			"nested; the item goes on" },
		{ "<ul><li><p>a</p><p>b</p></ul>", "I(\xe2\x80\xa2) a|I b", "",
			"paragraphs" },
		{ "<ul><li></li><li> <li>x</ul>", "I(\xe2\x80\xa2) x", "",
			"empty items" },
		{ "<ul><li><h3>a</h3>b</ul>", "I(\xe2\x80\xa2) *a*|I b", "", "headings" },
		{ "<ul><li>a<pre>b</pre></ul>", "I(\xe2\x80\xa2) a|F+ b", "",
			"other blocks" },
		{ "<li>a", "I(\xe2\x80\xa2) a", "", "without a list" },
	};

	(void)state;
	CHECK(nr_html_to_doc, cases);
}

static void
test_links_are_numbered(void **state)
{
	static const struct text_case cases[] = {
		{ "<a href=http://a/>x</a>, <a href=/b>y</a> <a href=http://a/>z</a>",
			"P {x} [1], {y} [2] {z} [1]", "http://a/ /b",
			"one number for one address" },
		{ "a<a href=' //h/a b '> x </a>c", "P a {x} [1] c", "https://h/a%20b",
			"the number follows the text" },
		{ "<a href=http://a/></a><a href=http://b/> </a>x", "P x", "",
			"empty ones" },
		{ "<a href=javascript:x()>j</a> <a href='data:,x'>d</a> "
			"<a href='#a'>p</a> <a name=x>n</a> <a href=''>e</a>", "P j d p n e", "",
			"not to be opened" },
		{ "<a href='java\tscript:x'>j</a>", "P j", "",
			"white space does not hide a scheme" },
		{ "<a href=http://a/><h3>h</h3><p>p</p></a>", "H3 {h} [1]|P {p} [1]",
			"http://a/",
			"in each block" },
		{ "<a href=http://a/>x<a href=http://b/>y</a>", "P {x} [1]{y} [2]",
			"http://a/ http://b/", "an open one ends" },
		{ "<a href='http://a/?x=1&amp;y=\xe2\x80\xae" "2'>x</a>", "P {x} [1]",
			"http://a/?x=1&y=2", "addresses are clean" },
		{ "<a href='MAILTO:a@b'>x</a>", "P {x} [1]", "MAILTO:a@b", "mail" },
	};

	(void)state;
	CHECK(nr_html_to_doc, cases);
}

static void
test_pictures_are_lines(void **state)
{
	static const struct text_case cases[] = {
		{ "a<img src=/i.png alt='An  i' width=640 height=480>b",
			"P a|M {[image: An i]} [1]|P b", "/i.png",
			"a block" },
		{ "<img src=data:x alt=d>", "M ~[image: d]~", "", "without an address" },
		{ "<img data-src=http://a/r.png src=p.gif>", "M {[image]} [1]",
			"http://a/r.png",
			"late ones" },
		{ "a <img alt=':smile:'> b <img class='x-emoji' alt=ok>",
			"P a :smile: b ok", "",
			"signs are text" },
		{ "a<img src=x width=1 height=1 alt=n>b<img src=y alt=''>c", "P abc", "",
			"counters and decoration" },
		{ "<img src='data:x'><img>x", "P x", "", "nothing to tell" },
		{ "<amp-img src=/a alt=x></amp-img>", "M {[image: x]} [1]", "/a", "AMP" },
	};

	(void)state;
	CHECK(nr_html_to_doc, cases);
}

static void
test_players_are_lines_with_the_page_to_watch(void **state)
{
	static const struct text_case cases[] = {
		{ "<iframe src='//www.youtube.com/embed/a-b?x=1'><p>old</p></iframe>x",
			"M {[video: youtube.com]} [1]|P x",
			"https://www.youtube.com/watch?v=a-b", "YouTube" },
		{ "<iframe src='//cdn.embedly.com/widgets/media.html?src=x&amp;url="
			"https%3A%2F%2Fvimeo.com%2F7&amp;k=1'></iframe>",
			"M {[video: vimeo.com]} [1]", "https://vimeo.com/7",
			"embedly" },
		{ "<video><source src=/v.mp4>old</video>", "M {[video]} [1]",
			"/v.mp4",
			"a source" },
		{ "<iframe src=about:blank></iframe>"
			"<iframe src=//a/ width=0 height=0></iframe>",
			"", "", "nothing to see" },
		{ "<span class=videoUrl>watch?v=a1&amp;t</span>",
			"M {[video: youtube.com]} [1]",
			"https://www.youtube.com/watch?v=a1", "what a forum leaves" },
	};

	(void)state;
	CHECK(nr_html_to_doc, cases);
}

static void
test_what_is_not_for_readers_is_left_out(void **state)
{
	static const struct text_case cases[] = {
		{ "<title>t</title><style>s</style><script>if (a<b) '<p>'</script>x",
			"P x", "",
			"not text" },
		{ "<noscript>n</noscript><template><p>t</p></template>"
			"<textarea>a</textarea>x",
			"P x", "", "not shown" },
		{ "a<!-- <p>b --><!--> c<!doctype x><?php ?></3>d", "P a cd", "",
			"comments" },
		{ "<p hidden>a</p><p aria-hidden=true>b"
			"<p style='color:red;display: none'>c<p>d",
			"P d", "", "hidden" },
		{ "<svg><title/><text>a</text></svg><select><option>b</select>"
			"<button>c</button>x", "P x", "", "pictures and controls" },
		{ "a\x1b[2J\x08\x07\xc2\x9b<b>\xe2\x80\xae" "b&#27;</b>", "P a*b*", "",
			"control characters" },
	};

	(void)state;
	CHECK(nr_html_to_doc, cases);
}

static void
test_broken_markup_keeps_its_text(void **state)
{
	static const struct text_case cases[] = {
		{ "a < b &lt; c & d &amp; e <", "P a < b < c & d & e <", "",
			"lone signs" },
		{ "<b>a<p>b</b>c</p>d", "P *a*|P *b*|P cd", "", "crossing elements" },
		{ "<p>a<div>b</p>c", "P a|P bc", "", "what stands open" },
		{ "</p></b></table>a</div>b", "P ab", "", "ends of nothing" },
		{ "a<p title='>'>b", "P a|P b", "", "a '>' in quotes" },
		{ "a<p class=x", "P a", "", "a tag cut off" },
		{ "<x-y>a</x-y><w>b</w>", "P ab", "", "unknown elements" },
		{ "<table><tr><td><div>a</td><td>b</td></tr></table>c",
			"T [a][b]|P c", "", "open in a cell" },
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
test_depth_is_bounded_and_text_stays(void **state)
{
	struct nr_buf html = NR_BUF_INIT, out = NR_BUF_INIT, links = NR_BUF_INIT;

	(void)state;
	add_times(&html, "<div>", 100000);
	nr_buf_addz(&html, "deep");
	add_times(&html, "</div>", 100000);
	nr_buf_addz(&html, "after");
	dump(nr_html_to_doc, html.data, html.len, &out, &links);
	assert_string_equal(out.data, "P deep|P after");
	nr_buf_release(&html);
	nr_buf_release(&out);
	nr_buf_release(&links);
}

static void
test_size_is_bounded_and_said(void **state)
{
	static const char cut[] =
		"~[The text is longer; the rest is left out here.]~";
	struct nr_buf html = NR_BUF_INIT, out = NR_BUF_INIT, links = NR_BUF_INIT;

	(void)state;
	nr_buf_addz(&html, "<p>a");
	add_times(&html, " ", 8 * 1024 * 1024 - 4);
	dump(nr_html_to_doc, html.data, html.len, &out, &links);
	assert_string_equal(out.data, "P a");
	nr_buf_addz(&html, "b");
	nr_buf_clear(&out);
	dump(nr_html_to_doc, html.data, html.len, &out, &links);
	assert_memory_equal(out.data, "P a|P ", 6);
	assert_string_equal(out.data + 6, cut);

	nr_buf_clear(&html);
	nr_buf_clear(&out);
	add_times(&html, "<br>", 33332);	/* 20,000, and a tenth of the bytes */
	nr_buf_addz(&html, "<p>x");
	dump(nr_html_to_doc, html.data, html.len, &out, &links);
	assert_string_equal(out.data, "P x");
	nr_buf_addz(&html, "<p>y");
	nr_buf_clear(&out);
	dump(nr_html_to_doc, html.data, html.len, &out, &links);
	assert_memory_equal(out.data, "P x|P ", 6);
	assert_string_equal(out.data + 6, cut);
	nr_buf_release(&html);
	nr_buf_release(&out);
	nr_buf_release(&links);
}

static void
test_terms_in_terms_stay_in_the_margin(void **state)
{
	static const char html[] = "<dl><dt>a<table><tr><td><dt>b<tr><td>c</table></dl>";
	struct nr_doc d = NR_DOC_INIT;

	(void)state;
	nr_html_to_doc(html, strlen(html), &d);
	nr_doc_end(&d);
	assert_int_equal(d.n, 3);
	for (size_t i = 0; i < d.n; i++)
		assert_in_range(d.blocks[i].indent, 0, 2);
	nr_doc_release(&d);
}

static void
test_links_over_the_limit_are_plain(void **state)
{
	struct nr_buf html = NR_BUF_INIT;
	struct nr_doc d = NR_DOC_INIT;

	(void)state;
	for (int i = 1; i <= NR_DOC_LINKS_MAX + 1; i++)
		nr_buf_addf(&html, "<p><a href=/%d>x</a>", i);
	nr_html_to_doc(html.data, html.len, &d);
	nr_doc_end(&d);
	assert_int_equal(d.n_links, NR_DOC_LINKS_MAX);
	assert_int_equal(d.n, NR_DOC_LINKS_MAX + 1);
	assert_string_equal(d.blocks[NR_DOC_LINKS_MAX - 1].text, "x [10000]");
	assert_string_equal(d.blocks[NR_DOC_LINKS_MAX].text, "x");
	nr_doc_release(&d);
	nr_buf_release(&html);
}

static void
test_markdown_is_common_mark(void **state)
{
	static const struct text_case cases[] = {
		{ "# A\n\nb *c* **d** `e`\nf", "H1 A|P b _c_ *d* `e` f", "", "inline" },
		{ "- a\n- b\n\n> c", "I(\xe2\x80\xa2) a|I(\xe2\x80\xa2) b|P> c", "",
			"blocks" },
		{ "```\nx  y\n```\n\n---", "F x  y|R ", "", "code" },
		{ "[a](http://a/) <http://b/>", "P {a} [1] {http://b/} [2]",
			"http://a/ http://b/",
			"links" },
		{ "a <b>c</b> [x](javascript:y)<script>z</script>", "P a *c* x", "",
			"raw HTML is filtered" },
	};

	(void)state;
	CHECK(nr_markdown_to_doc, cases);
}

static void
test_plain_text_keeps_lines_and_finds_addresses(void **state)
{
	static const struct text_case cases[] = {
		{ "a\nb\n\n \nc", "P a/b|P c", "", "blank lines part" },
		{ "see http://a.b/c, (https://d/e_(f)) xhttp://no http://",
			"P see {http://a.b/c} [1], ({https://d/e_(f)} [2]) "
			"xhttp://no http://",
			"http://a.b/c https://d/e_(f)", "addresses" },
		{ "http://a/\xe3\x80\x80" "b http://c/\xe2\x80\x8d" "d http://\xc3\xa4",
			"P {http://a/} [1]\xe3\x80\x80" "b {http://c/d} [2] "
			"{http://\xc3\xa4} [3]", "http://a/ http://c/d http://\xc3\xa4",
			"not only ASCII, an invisible character is dropped" },
		{ "<b>&amp;\x1b[m", "P <b>&amp;", "", "no markup" },
		{ "", "", "", "nothing" },
	};

	(void)state;
	CHECK(nr_text_to_doc, cases);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_white_space_collapses_across_elements),
		cmocka_unit_test(test_two_breaks_part_paragraphs),
		cmocka_unit_test(test_blocks_keep_their_kind),
		cmocka_unit_test(test_lists_have_markers_and_depth),
		cmocka_unit_test(test_links_are_numbered),
		cmocka_unit_test(test_pictures_are_lines),
		cmocka_unit_test(test_players_are_lines_with_the_page_to_watch),
		cmocka_unit_test(test_what_is_not_for_readers_is_left_out),
		cmocka_unit_test(test_broken_markup_keeps_its_text),
		cmocka_unit_test(test_depth_is_bounded_and_text_stays),
		cmocka_unit_test(test_size_is_bounded_and_said),
		cmocka_unit_test(test_terms_in_terms_stay_in_the_margin),
		cmocka_unit_test(test_links_over_the_limit_are_plain),
		cmocka_unit_test(test_markdown_is_common_mark),
		cmocka_unit_test(test_plain_text_keeps_lines_and_finds_addresses),
	};

	return cmocka_run_group_tests_name("html", tests, NULL, NULL);
}
