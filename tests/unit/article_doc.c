#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/open_article.h"
#include "newsreader/mem.h"
#include "newsreader/wrap.h"

enum { NOW = 1623240000 };	/* 2021-06-09T12:00:00Z */

/* The lines at a width, joined by newlines. */
static char *
lines_of(const struct nr_doc *d, int width)
{
	struct nr_layout l = NR_LAYOUT_INIT;
	struct nr_buf b = NR_BUF_INIT;

	nr_layout_make(d, width, 0, &l);
	for (size_t i = 0; i < l.n; i++) {
		nr_layout_line_text(&l, i, &b);
		nr_buf_addch(&b, '\n');
	}
	nr_layout_release(&l);
	return nr_buf_take(&b);
}

static char *
read_article(const struct app_article *a)
{
	struct nr_doc d = NR_DOC_INIT;

	app_article_doc(a, NULL, "u", &d);
	char *text = lines_of(&d, 76);
	nr_doc_release(&d);
	return text;
}

static char *
read_info(const struct app_article *a)
{
	struct nr_doc d = NR_DOC_INIT;

	app_article_info(a, &(struct app_article_context){ "5 articles, 2 unread",
		"AMP: 404 · web: 200, 643 words", NOW }, &d);
	char *text = lines_of(&d, 76);
	nr_doc_release(&d);
	return text;
}

static void
expect_part(const char *text, const char *part, bool there)
{
	if ((strstr(text, part) != NULL) != there)
		fail_msg("%s: '%s' in\n%s", there ? "missing" : "not to be there", part,
			text);
}

struct part {
	const char *yaml, *part;
	bool there;
};

static void
expect_parts(const struct part *v, size_t n, char *(*read)(const struct app_article *))
{
	for (size_t i = 0; i < n; i++) {
		struct nr_buf b = NR_BUF_INIT;

		nr_buf_addf(&b, "---\ntitle: T\n%s---\n", v[i].yaml);
		struct app_article a = open_article("/a.md", nr_buf_str(&b));
		char *text = read(&a);
		expect_part(text, v[i].part, v[i].there);
		free(text);
		app_article_release(&a);
		nr_buf_release(&b);
	}
}

static void
test_every_fact_has_its_words(void **state)
{
	static const struct part parts[] = {
		{ "provider: {name: CNN, domain: cnn.com, authors: [A, B]}\n",
			"CNN · A · B\n", true },
		{ "publishedDateTime: 2021-06-09T10:00:00Z\n",
			"\nWed 9 Jun 2021, 10:00\n", true },
		{ "publishedDateTime: 2021-06-09\n", "\nWed 9 Jun 2021\n", true },
		{ "type: video\nlength: PT15M28S\nprice: Free\n",
			"video · 15:28 · Free\n",
			true },
		{ "levels: [Easy, Hard]\nmembers: 3\n",
			"Easy · Hard · 3 members\n", true },
		{ "ratings: {average: 4.5, count: 12}\n", "rated 4.5 by 12\n", true },
		{ "topics: [A, B c]\n", "T\nA, B c\n", true },
		{ "type: article\n", "article", false },
		{ "quality: 125\nheat: 125\n", "125", false },
		{ "items: [one, two]\n", "• one\n• two\n", true },
		{ "excerpt: Some words.\n", "\n\nSome words.\n", true },
		{ "published: false\nheat: -1\n",
			"Unpublished: replaced by a better article of the same story\n", true },
		{ "published: false\nheat: 54\n",
			"Unpublished: below the site's heat threshold of 70\n", true },
		{ "published: false\nheat: 70\n", "Unpublished by its site\n", true },
		{ "published: true\n", "npublished", false },
		{ "secured: abcdef\n", "abcdef", false },
	};

	(void)state;
	expect_parts(parts, sizeof(parts) / sizeof(parts[0]), read_article);
}

static void
test_tail_is_one_address(void **state)
{
	static const struct part parts[] = {
		{ "originalUrl: https://www.a.example/1\nwebUrl: https://www.a.example/1\n",
			"\n\na.example/1 [1]\n", true },
		{ "originalUrl: http://a.example/\nwebUrl: https://b.example/1\n",
			"\n\na.example [1]   u: 1 more address\n", true },
		{ "originalUrl: https://a.example/1\nampWebUrl: https://a.example/amp\n"
			"cdnAmpWebUrl: https://c.example/c\n"
			"actions: [{title: Buy, url: 'https://a.example/b'}]\n",
			"\n\na.example/1 [1]   u: 3 more addresses\n", true },
		{ "webUrl: https://m\xc3\xbchle.example/\xc3\xbc\n",
			"\nm\xc3\xbchle.example/%C3%BC [1]\n", true },
		{ "webUrl: https://p\xd0\xb0ypal.example/x\n",
			"\nxn--pypal-4ve.example/x [1]\n", true },
		{ "webUrl: https://a.example/2021/04/13/politics/joe-biden-vladimir-putin\n",
			"\na.example/2021/04/13/politics/jo… [1]\n", true },
		{ "images: [{url: 'https://a.example/i', width: 3, height: 4}]\n",
			"\n\n[image 3×4] [1]\n", true },
		{ "images: [{url: 'https://a.example/i', isCached: true}]\n",
			"\n\n[image] [1]\n", true },
		{ "category: none\n", "[1]", false },
	};

	(void)state;
	expect_parts(parts, sizeof(parts) / sizeof(parts[0]), read_article);
}

static void
test_tail_breaks_only_before_its_hint(void **state)
{
	struct app_article a = open_article("/a.md", "---\ntitle: T\n"
		"webUrl: https://a.example/2021/04/13/politics/joe-biden-vladimir-putin\n"
		"ampWebUrl: https://a.example/amp\n---\n");
	struct nr_doc d = NR_DOC_INIT;
	char *text;

	(void)state;
	app_article_doc(&a, NULL, "u", &d);
	text = lines_of(&d, 38);	/* a screen of 40 columns */
	assert_string_equal(text, "T\n\na.example/2021/04/13/politics/jo… [1]\n"
		"u: 1 more address\n");
	free(text);
	nr_doc_release(&d);
	app_article_release(&a);
}

static void
test_printed_address_is_whole(void **state)
{
	static const char url[] = "https://a.example/2021/04/13/politics/joe-biden-vladimir-putin";
	struct nr_buf yaml = NR_BUF_INIT;
	struct nr_doc d = NR_DOC_INIT;

	(void)state;
	nr_buf_addf(&yaml, "---\ntitle: T\nwebUrl: %s\nampWebUrl: https://a.example/amp\n---\n",
		url);
	struct app_article a = open_article("/a.md", nr_buf_str(&yaml));
	app_article_doc(&a, NULL, NULL, &d);
	char *text = lines_of(&d, 76);
	nr_buf_clear(&yaml);
	nr_buf_addf(&yaml, "T\n\n%s [1]\n", url);
	assert_string_equal(text, nr_buf_str(&yaml));
	assert_int_equal(d.n_links, 1);
	app_article_links(&a, &d);
	assert_int_equal(d.n_links, 2);
	assert_string_equal(d.links[1], "https://a.example/amp");
	free(text);
	nr_doc_release(&d);
	nr_buf_release(&yaml);
	app_article_release(&a);
}

static void
test_report_has_the_words_of_the_reader(void **state)
{
	static const struct {
		const char *report, *expected;
	} cases[] = {
		{ "", "" },
		{ "amp host not found · cdn timed out · web 404",
			"AMP: host not found · cache: timed out · web: 404" },
		{ "web 200, 1,234 words", "web: 200, 1,234 words" },
		{ "odd", "odd" },
		{ "odd · amp 404", "odd · AMP: 404" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct nr_buf b = NR_BUF_INIT;

		app_fulltext_add_report(cases[i].report, &b);
		assert_string_equal(nr_buf_str(&b), cases[i].expected);
		nr_buf_release(&b);
	}
}

static void
test_parts_stand_in_order(void **state)
{
	struct app_article a = open_article("/a.md", "---\ntitle: The title\n"
		"excerpt: The excerpt.\nwebUrl: https://a.example/1\n"
		"images: [{url: 'https://a.example/i'}]\ntopics: [A]\n---\nThe *body*.\n");
	char *text = read_article(&a);

	(void)state;
	assert_string_equal(text, "The title\nA\n\nThe excerpt.\n\nThe body.\n\n"
		"[image] [1]\n\na.example/1 [2]\n");
	free(text);
	app_article_release(&a);
}

static void
test_excerpt_with_which_the_body_begins_is_shown_once(void **state)
{
	static const struct {
		const char *path, *excerpt, *body, *text;
	} cases[] = {
		{ "/a.md", "One two.", "One two.\n\nMore.\n", "One two.\n\nMore.\n" },
		{ "/a.md", "One two …", "One *two* three.\n", "One two three.\n" },
		{ "/a.md", "One two...", "One two three.\n", "One two three.\n" },
		{ "/a.md", "One two. More […]", "One\n  two.\n\nMore and more.\n",
			"One two.\n\nMore and more.\n" },
		{ "/a.html", "One two.", "<h1>T</h1><p>One <a href='https://b.example'>two</a>.",
			"\nT\n\nOne two [1].\n" },
		{ "/a.md", "One two.", "One three.\n", "One two.\n\nOne three.\n" },
		{ "/a.md", "One two.", "One\n", "One two.\n\nOne\n" },
		{ "/a.md", "One two.", "Before.\n\nOne two.\n",
			"One two.\n\nBefore.\n\nOne two.\n" },
		{ "/a.md", "…", "One.\n", "…\n\nOne.\n" },
		{ "/a.md", "At https://b.example", "At https://b.example\n",
			"At https://b.example [1]\n\nAt https://b.example [1]\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char *file = NULL, *text;
		struct nr_buf b = NR_BUF_INIT;

		nr_buf_addf(&b, "---\ntitle: T\nexcerpt: '%s'\n---\n%s", cases[i].excerpt,
			cases[i].body);
		file = nr_buf_take(&b);
		struct app_article a = open_article(cases[i].path, file);
		nr_buf_addf(&b, "T\n\n%s", cases[i].text);
		text = read_article(&a);
		assert_string_equal(text, nr_buf_str(&b));
		/* The body that a job prepares is the same. */
		app_article_make_body(&a);
		free(text);
		text = read_article(&a);
		assert_string_equal(text, nr_buf_str(&b));
		free(text);
		free(file);
		app_article_release(&a);
		nr_buf_release(&b);
	}
}

static void
test_body_is_read_as_what_it_is(void **state)
{
	static const struct {
		const char *path, *body, *part;
	} cases[] = {
		{ "/a.md", "**bold** [x](https://l.example)\n", "bold x [1]\n" },
		{ "/a.html", "<p>one<p>two &amp; three", "one\n\ntwo & three\n" },
		{ "/a.md", "<p>one<p>two", "one\n\ntwo\n" },
		{ "/a.txt", "**as it stands**\n", "as it stands" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct nr_buf b = NR_BUF_INIT;

		nr_buf_addf(&b, "---\ntitle: T\n---\n%s", cases[i].body);
		struct app_article a = open_article(cases[i].path, nr_buf_str(&b));
		char *text = read_article(&a);
		expect_part(text, cases[i].part, true);
		free(text);
		app_article_release(&a);
		nr_buf_release(&b);
	}
}

/* The file is gone: what the index has is shown, and why there is no more. */
static void
test_article_without_its_file_says_why(void **state)
{
	struct app_article a = open_article("/a.md", "---\ntitle: T\nexcerpt: Words.\n"
		"webUrl: https://a.example/1\ntopics: [Lost]\n---\nLost.\n");

	(void)state;
	nr_article_free(a.file);
	a.file = NULL;
	a.full = NULL;
	a.problem = nr_strdup("no such file");
	char *text = read_article(&a);
	expect_part(text, "no such file", true);
	expect_part(text, "\n\nWords.\n", true);
	expect_part(text, "\na.example/1 [1]\n", true);
	expect_part(text, "Lost", false);
	free(text);
	text = read_info(&a);
	expect_part(text, "Problem no such file\n", true);
	expect_part(text, "Fields", false);
	free(text);
	app_article_release(&a);
}

static void
test_updated_article_says_what_changed(void **state)
{
	struct app_article a = open_article("/a.md", "---\ntitle: T\n---\n");
	struct nr_doc d = NR_DOC_INIT;
	char *text;

	(void)state;
	a.changes = nr_strdup("heat 1 → 2");
	app_article_doc(&a, NULL, "u", &d);
	text = lines_of(&d, 60);
	assert_non_null(strstr(text, "Updated: heat 1 → 2\n"));
	free(text);
	nr_doc_release(&d);
	app_article_release(&a);
}

static void
test_ghost_says_that_it_has_no_file(void **state)
{
	struct app_article a = open_article("/a.md", "---\ntitle: T\n---\n");

	(void)state;
	a.row.ghost = true;
	a.row.entry = 4;
	char *text = read_article(&a);
	expect_part(text, "Only mentioned by other articles; you have no file for it\n", true);
	free(text);
	text = read_info(&a);
	expect_part(text, "Listed in /a.md\n", true);
	expect_part(text, "Entry 5\n", true);
	free(text);
	app_article_release(&a);
}

static void
test_information_tells_every_field_and_unknown_keys(void **state)
{
	static const struct part parts[] = {
		{ "webUrl: https://a.example/1?utm_source=x\n",
			"Key https://a.example/1\n", true },
		{ "webUrl: https://a.example/1?utm_source=x\n",
			"webUrl https://a.example/1?utm_source=x\n", true },
		{ "category: news\n", "category news\n", true },
		{ "mood: calm\nplace: [a, b]\n", "mood calm\n", true },
		{ "mood: calm\n", "Other keys\n", true },
		{ "secured: abcdef\n", "secured sealed\n", true },
		{ "secured: abcdef\n", "abcdef", false },
		{ "published: false\n", "published false\n", true },
		{ "images: [{url: 'https://a.example/i', width: 3, height: 4}]\n",
			"images https://a.example/i (3×4)\n", true },
		{ "related: [{title: A}, {title: B}]\n", "related 2\n", true },
		{ "category: news\n", "File /a.md:1\n", true },
		{ "category: news\n", "Marks unread\n", true },
		{ "category: news\n", "Other keys", false },
		{ "category: news\n", "Heat unknown\n", true },
		{ "quality: 7\n", "Heat unknown, quality 7\n", true },
		{ "quality: 7\nheat: 7\n", "Heat 7 (quality 7, no related articles)\n", true },
		{ "category: news\n", "Full text AMP: 404 · web: 200, 643 words\n", true },
		{ "images: [{url: 'https://a.example/i', isCached: true}]\n",
			"images https://a.example/i, cached\n", true },
	};

	(void)state;
	expect_parts(parts, sizeof(parts) / sizeof(parts[0]), read_info);
}

static void
test_information_tells_marks_and_edges(void **state)
{
	struct nr_edge edges[] = { { 1, NR_EDGE_OUT }, { 2, NR_EDGE_OUT | NR_EDGE_IN },
		{ 3, NR_EDGE_IN } };
	struct app_article a = open_article("/a.md", "---\ntitle: T\n---\n");

	(void)state;
	a.row.marks = NR_MARK_READ | NR_MARK_STARRED | NR_MARK_HIDDEN;
	a.edges = (struct nr_edges){ edges, 3 };
	char *text = read_info(&a);
	a.edges = (struct nr_edges){ NULL, 0 };
	expect_part(text, "Marks read, starred, hidden\n", true);
	expect_part(text, "In all 5 articles, 2 unread\n", true);
	expect_part(text, "Related links to 2, linked from 2\n", true);
	free(text);
	app_article_release(&a);
}

static void
test_document_made_ahead_is_taken_while_it_holds(void **state)
{
	static const struct {
		int64_t size;
		const char *problem;
		bool taken;
	} cases[] = {
		{ 100, NULL, true },
		{ 100, "its file is gone", false },
		{ 64 * 1024, NULL, true },
		{ 64 * 1024 + 1, NULL, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct app_article a = open_article("x.yaml", "title: One\n"
			"link: https://example.com/1\nexcerpt: Some words\n");
		struct nr_doc d = NR_DOC_INIT;
		struct nr_layout l = NR_LAYOUT_INIT;
		char *text;

		a.stamp.size = cases[i].size;
		app_article_doc_prefetch(&a, "u", 20, false);
		app_article_doc_prefetch(&a, "u", 30, false);
		a.problem = cases[i].problem ? nr_strdup(cases[i].problem) : NULL;
		app_article_doc_take(&a, "u", &d, &l);
		assert_int_equal(l.n > 0 && l.width == 30, cases[i].taken);
		assert_int_equal(a.doc.n, 0);
		text = lines_of(&d, 76);
		assert_non_null(strstr(text, "One\n"));
		assert_int_equal(strstr(text, "File gone, last version shown\n") != NULL,
			cases[i].problem != NULL);
		free(text);
		nr_layout_release(&l);
		nr_doc_release(&d);
		app_article_release(&a);
	}
}

static void
test_control_characters_reach_no_text(void **state)
{
	static const char evil[] = "---\ntitle: \"a\\e[2Jb\\u202E\\u009B\"\n"
		"excerpt: \"\\e]52;c\\a\"\nprovider: {name: \"\\e[1m\"}\n\"k\\e[m\": \"\\e[m\"\n"
		"webUrl: \"https://a.example/\\e[m\"\ntopics: [\"\\r\\b\"]\n---\nbody \x1b[m\n";
	struct app_article a = open_article("/a\x1b[m.md", evil);
	char *texts[] = { read_article(&a), read_info(&a) };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		for (const char *p = texts[i]; *p != '\0'; p++)
			assert_true(*p == '\n' || (unsigned char)*p >= ' ');
		assert_null(strstr(texts[i], "\xe2\x80\xae"));
		assert_null(strstr(texts[i], "\xc2\x9b"));
		free(texts[i]);
	}
	app_article_release(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_fact_has_its_words),
		cmocka_unit_test(test_tail_is_one_address),
		cmocka_unit_test(test_tail_breaks_only_before_its_hint),
		cmocka_unit_test(test_printed_address_is_whole),
		cmocka_unit_test(test_report_has_the_words_of_the_reader),
		cmocka_unit_test(test_parts_stand_in_order),
		cmocka_unit_test(test_excerpt_with_which_the_body_begins_is_shown_once),
		cmocka_unit_test(test_body_is_read_as_what_it_is),
		cmocka_unit_test(test_article_without_its_file_says_why),
		cmocka_unit_test(test_updated_article_says_what_changed),
		cmocka_unit_test(test_ghost_says_that_it_has_no_file),
		cmocka_unit_test(test_information_tells_every_field_and_unknown_keys),
		cmocka_unit_test(test_information_tells_marks_and_edges),
		cmocka_unit_test(test_document_made_ahead_is_taken_while_it_holds),
		cmocka_unit_test(test_control_characters_reach_no_text),
	};

	return cmocka_run_group_tests_name("article_doc", tests, use_utc, NULL);
}
