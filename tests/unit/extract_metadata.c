#include "config.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "newsreader/extract.h"

#define URL "https://news.example/2021/05/gulls.html"

struct facts {
	const char *title, *byline, *site, *date, *language, *canonical;
};

static bool
same(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static void
check(const char *html, const struct facts *want, const char *why)
{
	struct nr_error err = NR_ERROR_INIT;
	struct nr_page page;

	nr_extract(html, strlen(html), URL, &page, &err);
	if (!same(page.title, want->title) || !same(page.byline, want->byline)
			|| !same(page.site, want->site) || !same(page.date, want->date)
			|| !same(page.language, want->language)
			|| !same(page.canonical, want->canonical))
		fail_msg("%s: %s | %s | %s | %s | %s | %s", why, page.title, page.byline,
			page.site, page.date, page.language, page.canonical);
	nr_page_release(&page);
}

struct known {
	const char *html;
	struct facts want;
	const char *why;
};

static void
check_all(const struct known *cases, size_t n)
{
	for (size_t i = 0; i < n; i++)
		check(cases[i].html, &cases[i].want, cases[i].why);
}

static void
test_facts_come_from_the_best_source(void **state)
{
	static const struct known cases[] = {
		{ "<p>x", { .title = NULL }, "nothing" },
		{ "<title>Gulls &amp;\n walls</title>", { .title = "Gulls & walls" }, "title" },
		{ "<title>Gulls wait on walls - The Gull</title>",
			{ .title = "Gulls wait on walls" }, "the site's name is cut" },
		{ "<title>Re - The Gull</title>", { .title = "Re - The Gull" },
			"but a word alone is no title" },
		{ "<title>Other</title><meta property=og:title content='Gulls | The Gull'>"
			"<meta property='og:site_name' content='The Gull'>",
			{ .title = "Gulls", .site = "The Gull" }, "og" },
		{ "<meta name=twitter:title content=B><meta property=og:title content=A>",
			{ .title = "A" }, "by rank" },
		{ "<meta name=author content='Ada Quay'><div class=author>Bo</div>",
			{ .byline = "Ada Quay" }, "byline in the head" },
		{ "<meta property=article:author content='https://a.example/ada'><p>x<div "
			"class=byline>By <b>Ada</b> Quay</div>", { .byline = "By Ada Quay" },
			"an address is no name; one in the text" },
		{ "<html lang=de><meta property=og:locale content=en_GB>",
			{ .language = "de" }, "language of the document" },
		{ "<meta property=og:locale content=en_GB>", { .language = "en-GB" },
			"language by og" },
		{ "<time datetime=2021-05-02>2 May</time>", { .date = "2021-05-02" }, "time" },
		{ "<time datetime=2021-05-02>x</time><meta property=article:published_time "
			"content=2021-05-01T10:00:00Z>", { .date = "2021-05-01T10:00:00Z" },
			"published" },
		{ "<link rel=canonical href='/a?b=1&amp;c=2'>",
			{ .canonical = "https://news.example/a?b=1&c=2" }, "canonical" },
		{ "<link rel=canonical href='javascript:x'>", { .canonical = NULL },
			"none to open" },
		{ "<svg><title>icon</title></svg><p>x", { .title = NULL }, "a picture's title" },
	};

	(void)state;
	check_all(cases, sizeof cases / sizeof cases[0]);
}

static void
test_dates_come_from_wherever_they_stand(void **state)
{
	static const struct known cases[] = {
		{ "<time datetime=PT5M>5 min</time><time datetime=2021-05-02>x</time>",
			{ .date = "2021-05-02" }, "a duration is no date" },
		{ "<time>May 2, 2021</time>", { .date = "2021-05-02" }, "the text of a time" },
		{ "<span itemprop=datePublished content=2021-05-02>Sunday</span>",
			{ .date = "2021-05-02" }, "a property of the text" },
		{ "<span itemprop=datePublished>2 May 2021</span>", { .date = "2021-05-02" },
			"the text of a property" },
		{ "<p class='post-date'>Published: 2 May 2021</p>", { .date = "2021-05-02" },
			"a class" },
		{ "<p class=updated>2 May 2021</p>", { .date = NULL }, "of an update" },
		{ "<p class=date>a quiet day</p>", { .date = NULL }, "words are no date" },
		{ "<meta name=citation_publication_date content='2021/05/02'>",
			{ .date = "2021-05-02" }, "a citation" },
		{ "<meta property=article:published_time content=soon><time "
			"datetime=2021-05-02>x</time>", { .date = "2021-05-02" },
			"what is no date gives way" },
		{ "<link rel=canonical href=/2021/05/02/boats><p class=date>1 May 2021</p>",
			{ .canonical = "https://news.example/2021/05/02/boats",
				.date = "2021-05-02" }, "an address" },
		{ "<link rel=canonical href=/a-20210502-b>",
			{ .canonical = "https://news.example/a-20210502-b",
				.date = "2021-05-02" }, "digits in an address" },
		{ "<link rel=canonical href=/id-20211399>",
			{ .canonical = "https://news.example/id-20211399", .date = NULL },
			"a number in an address" },
	};

	(void)state;
	check_all(cases, sizeof cases / sizeof cases[0]);
}

static void
test_titles_do_not_end_in_the_name_of_the_site(void **state)
{
	static const struct known cases[] = {
		{ "<title>\xe6\xb8\xaf\xe3\x81\xae\xe6\x9c\x9d\xef\xbc\x9a\xe6\xb8\xaf"
			"\xe6\x96\xb0\xe8\x81\x9e</title><meta property=og:site_name "
			"content='\xe6\xb8\xaf\xe6\x96\xb0\xe8\x81\x9e'>",
			{ .title = "\xe6\xb8\xaf\xe3\x81\xae\xe6\x9c\x9d",
				.site = "\xe6\xb8\xaf\xe6\x96\xb0\xe8\x81\x9e" },
			"a wide colon before the site" },
		{ "<title>The Gull</title><meta property=og:site_name content='The Gull'>",
			{ .title = "The Gull", .site = "The Gull" }, "the name of the site alone" },
	};

	(void)state;
	check_all(cases, sizeof cases / sizeof cases[0]);
}

static void
test_json_ld_is_read_leniently(void **state)
{
#define LD(json) "<script type='application/ld+json'>" json "</script>"
	static const struct known cases[] = {
		{ LD("{\"@type\":\"NewsArticle\",\"headline\":\"A \\u201cB\\u201d\",\"author\":"
			"[{\"@type\":\"Person\",\"name\":\"Ada\"},{\"name\":\"Bo\"}],"
			"\"publisher\":{\"name\":\"The Gull\",\"logo\":{\"name\":\"x\"}},"
			"\"datePublished\":\"2021-05-01\",\"inLanguage\":\"en\"}"),
			{ "A \xe2\x80\x9c" "B\xe2\x80\x9d", "Ada, Bo", "The Gull", "2021-05-01",
				"en", NULL }, "an article" },
		{ LD("{\"@graph\":[{\"@type\":\"WebPage\",\"headline\":\"no\"},{\"headline\":"
			"\"yes\",\"@type\":[\"Thing\",\"BlogPosting\"]}]}"),
			{ .title = "yes" }, "in a graph, its type at the end" },
		{ LD("<!-- {\"@type\":\"Article\",,\"headline\":\"line\nbreak\",} -->"),
			{ .title = "line break" }, "comment, commas, bare line break" },
		{ LD("{\"@type\":\"Article\",\"author\":\"Ada\",\"headline\":\"\\ud83d\\ude00\"}"),
			{ .title = "\xf0\x9f\x98\x80", .byline = "Ada" }, "surrogates" },
		{ LD("{\"@type\":\"Article\",\"headline\":\"\\ud83dx\\u00"), { .title = "x00" },
			"cut" },
		{ LD("{\"@type\":\"NewsArticle\",\"datePublished\":\"May 2, 2021\"}"),
			{ .date = "2021-05-02" }, "words in structured data" },
		{ LD("[}]]{[\"@type\":\"Article\""), { .title = NULL }, "wrong brackets" },
		{ LD("{\"@type\":\"Organization\",\"headline\":\"x\"}"), { .title = NULL },
			"no article" },
	};

	(void)state;
	check_all(cases, sizeof cases / sizeof cases[0]);
}

static void
test_links_are_absolute_where_the_page_is_known(void **state)
{
	static const struct {
		const char *head, *href, *want;
	} cases[] = {
		{ "", "/x", "https://news.example/x" },
		{ "", "x", "https://news.example/2021/05/x" },
		{ "", "../x?y#z", "https://news.example/2021/x?y#z" },
		{ "", "../../../../x", "https://news.example/x" },
		{ "", "./a/./b/..", "https://news.example/2021/05/a/" },
		{ "", "?q=1", "https://news.example/2021/05/gulls.html?q=1" },
		{ "", "//cdn.example/x", "https://cdn.example/x" },
		{ "", "http://a.example/../b", "http://a.example/../b" },
		{ "", "mailto:a@b.example", "mailto:a@b.example" },
		{ "<base href=/deep/er/>", "x", "https://news.example/deep/er/x" },
		{ "<base href=https://o.example>", "x", "https://o.example/x" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct nr_buf html = NR_BUF_INIT;
		struct nr_error err = NR_ERROR_INIT;
		struct nr_page page;

		nr_buf_addf(&html, "%s<p>A line with <a href='%s'>a link</a>, and words.",
			cases[i].head, cases[i].href);
		assert_int_equal(nr_extract(html.data, html.len, URL, &page, &err), 0);
		assert_int_equal(page.doc.n_links, 1);
		assert_string_equal(page.doc.links[0], cases[i].want);
		nr_page_release(&page);
		nr_buf_release(&html);
	}
}

static void
test_words_are_counted_in_any_script(void **state)
{
	static const struct {
		const char *html;
		size_t words;
	} cases[] = {
		{ "<p>One two, three-four <b>fi</b>ve.", 4 },
		{ "<p>日本語です", 3 },
		{ "<p>один два", 2 },
		{ "<p>x<img src=a.jpg alt='no words of it'>", 1 },
		{ "<p>One <a href=/1>two</a>, <a href=/2>three</a> four <a href=/3>five</a>.", 5 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct nr_error err = NR_ERROR_INIT;
		struct nr_page page;

		assert_int_equal(nr_extract(cases[i].html, strlen(cases[i].html), NULL, &page,
			&err), 0);
		assert_int_equal(page.words, cases[i].words);
		nr_page_release(&page);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_facts_come_from_the_best_source),
		cmocka_unit_test(test_dates_come_from_wherever_they_stand),
		cmocka_unit_test(test_titles_do_not_end_in_the_name_of_the_site),
		cmocka_unit_test(test_json_ld_is_read_leniently),
		cmocka_unit_test(test_links_are_absolute_where_the_page_is_known),
		cmocka_unit_test(test_words_are_counted_in_any_script),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
