#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <locale.h>
#include <string.h>

#include "unit/result.h"

static void
assert_topics(const char *yaml, const char *expected)
{
	struct nr_buf text = NR_BUF_INIT, topics = NR_BUF_INIT;
	struct result r;

	nr_buf_addf(&text, "---\ntitle: T\n%s\n---\n", yaml);
	r = parse_well(nr_buf_str(&text));
	for (size_t i = 0; i < r.a->topics.n; i++)
		nr_buf_addf(&topics, "%s%s", i > 0 ? "|" : "", r.a->topics.v[i]);
	if (strcmp(nr_buf_str(&topics), expected) != 0)
		fail_msg("%s: %s", yaml, nr_buf_str(&topics));
	assert_true(r.a->topics.n == 0 || nr_article_has(r.a, NR_FIELD_TOPICS));
	release(&r);
	nr_buf_release(&topics);
	nr_buf_release(&text);
}

static void
test_topics_are_of_all_keys_and_each_is_there_once(void **state)
{
	(void)state;
	assert_topics("tags: [a, b]\ncategories: [c]", "a|b|c");
	assert_topics("tags: a b", "a|b");
	assert_topics("tags: a b, c ,d", "a b|c|d");
	assert_topics("tag: New York", "New York");
	assert_topics("tag: [pear]\ncategory: [fruit, garden]", "pear|fruit|garden");
	assert_topics("tag: pear\ncategory: fruit", "pear|fruit");
	assert_topics("keywords: red roses, soil", "red roses|soil");
	assert_topics("tags:\n- a\n- b", "a|b");
	assert_topics("tags: [News, Harbour]\ncategories: [News]", "News|Harbour");
	assert_topics("tags: [Élan, news, élan, NEWS]", "Élan|news");
	assert_topics("topics: [x, x]\ntags: [y]\ncategory: z", "x");
	assert_topics("tags: [y]\ntopics: [x]\ncategory: [z]", "x");
	assert_topics("TAGS: [y]", "y");
	assert_topics("tags: []", "");
}

static void
test_many_topics_are_there_once_each(void **state)
{
	struct nr_buf text = NR_BUF_INIT;
	struct result r;

	(void)state;
	nr_buf_addz(&text, "---\ntitle: T\ntags:\n");
	for (int i = 0; i < 9000; i++)
		nr_buf_addf(&text, "- t%d\n", i % 3000);
	nr_buf_addz(&text, "---\n");
	r = parse_buf(&text);
	assert_int_equal(r.a->topics.n, 3000);
	assert_string_equal(r.a->topics.v[2999], "t2999");
	release(&r);
	nr_buf_release(&text);
}

static void
test_keys_are_read_in_any_case(void **state)
{
	struct result r = parse_well("---\nTitle: T\nDATE: 2020-02-03\nDescription: D\n"
		"Draft: True\nweburl: http://a.example/\n---\n");

	(void)state;
	assert_string_equal(r.a->title, "T");
	assert_int_equal(r.a->date.seconds, 1580688000);
	assert_string_equal(r.a->excerpt, "D");
	assert_string_equal(r.a->web_url, "http://a.example/");
	assert_false(r.a->published);
	release(&r);
	r = parse_well("---\ntitle: exact\nTitle: other\nDate: 2020-01-01\ndate: 2020-02-03\n"
		"Excerpt: own\ndescription: alias\n---\n");
	assert_string_equal(r.a->title, "exact");
	assert_int_equal(r.a->date.seconds, 1580688000);
	assert_string_equal(r.a->excerpt, "own");
	release(&r);
	r = parse_well("---\nTitle: other\ntitle: exact\n---\n");
	assert_string_equal(r.a->title, "exact");
	release(&r);
}

static void
test_title_is_of_the_body_or_the_name(void **state)
{
	static const struct {
		const char *path, *body, *title;
	} cases[] = {
		{ "/p/2017-05-06-untitled-walk.md", "Text.", "Untitled Walk" },
		{ "/p/2019-01-02-Empty-Front.markdown", "", "Empty Front" },
		{ "/p/a_b c.html", "", "A B C" },
		{ "/p/NASA-and-ESA.md", "", "NASA And ESA" },
		{ "/p/élan-vital.md", "", "Élan Vital" },
		{ "/p/2017-05-06.md", "", "2017-05-06" },
		{ "/p/2017-13-06-x.md", "", "2017 13 06 X" },
		{ "/p/my-post/index.md", "", "My Post" },
		{ "/p/2017-05-06-my-post/_index.html", "", "My Post" },
		{ "/index.md", "", "Index" },
		{ "name.md", "", "Name" },
		{ "/p/x.md", "\n# First\n\n## Second\n", "First" },
		{ "/p/x.md", "Words.\n\n## Later ##\n", "Later" },
		{ "/p/x.md", "First *line*\n====\n", "First line" },
		{ "/p/x.md", "Second\n---\n", "Second" },
		{ "/p/x.md", "a\nb\n---\n", "X" },
		{ "/p/x.md", "```\n# no\n```\n# **Yes** [link](http://a/) `c` {#id}\n",
			"Yes link c" },
		{ "/p/x.md", "    # code\n\n#no\n", "X" },
		{ "/p/x.md", "# \n# T &amp; U\n", "T & U" },
		{ "/p/x.md", "# C#\n", "C#" },
		{ "/p/x.html", "<p>a</p>\n<h2 class=x>Two <b>b</b></h2>", "Two b" },
		{ "/p/x.html", "<H1>One</H1><h2>two</h2>", "One" },
		{ "/p/x.html", "<H1></H1><h2>Two</H2>", "Two" },
		{ "/p/x.html", "<header>a</header><h1>", "X" },
	};
	struct nr_buf text = NR_BUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct result r;

		nr_buf_clear(&text);
		nr_buf_addf(&text, "---\n---\n%s", cases[i].body);
		r = parse(cases[i].path, nr_buf_str(&text));
		if (!r.a || strcmp(r.a->title, cases[i].title) != 0)
			fail_msg("%s: %s", cases[i].body, r.a ? r.a->title : r.err.text);
		nr_article_identify(r.a, cases[i].path);
		assert_memory_equal(r.a->key, "file:", 5);
		release(&r);
	}
	nr_buf_release(&text);
}

static void
test_date_is_of_the_name_where_there_is_no_other(void **state)
{
	struct result r = parse("/p/2020-2-3-x.md", "---\ntitle: T\n---\n");

	(void)state;
	assert_int_equal(r.a->date.seconds, 1580688000);
	assert_int_equal(r.a->date.kind, NR_DATE_DAY);
	assert_true(nr_article_has(r.a, NR_FIELD_PUBLISHED_AT));
	assert_string_equal(r.a->title, "T");
	release(&r);
	r = parse("/p/2020-02-03/index.md", "---\ntitle: T\n---\n");
	assert_int_equal(r.a->date.seconds, 1580688000);
	release(&r);
	r = parse("/p/2020-02-03-x.md", "---\ntitle: T\ndate: 2021-04-13\n---\n");
	assert_int_equal(r.a->date.seconds, 1618272000);
	release(&r);
	r = parse("/p/2020-02-3000-x.md", "---\ntitle: T\n---\n");
	assert_int_equal(r.a->date.kind, NR_DATE_NONE);
	release(&r);
}

static void
test_front_matter_may_be_opened_in_other_ways(void **state)
{
	static const char *const texts[] = {
		"---yaml\ntitle: T\n---\nbody", "--- YAML \ntitle: T\n---\nbody",
		"---yml\ntitle: T\n---\nbody", "--- # comment\ntitle: T\n---\nbody",
		"<!-- licence -->\n---\ntitle: T\n---\nbody",
		"\n<!--\nlicence\n-->\n\n<!-- two -->\n---\ntitle: T\n---\nbody",
		"---json\n{\"title\": \"T\"}\n---\nbody",
		"{\"title\": \"T\"}body",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct result r = parse_well(texts[i]);

		assert_string_equal(r.a->title, "T");
		assert_string_equal(r.a->body, "body");
		release(&r);
	}
}

/* In the locale of a country that writes "4,5", if there is one. */
static void
test_numbers_of_json_are_read_in_any_locale(void **state)
{
	struct result r;

	(void)state;
	setlocale(LC_NUMERIC, "de_DE.UTF-8");
	r = parse_well("{\"title\": \"T\", \"heat\": 5.0, \"quality\": -2, \"name\": 1.10,\n"
		"\"ratings\": {\"average\": 4.5, \"count\": 3}}\n");
	setlocale(LC_NUMERIC, "C");
	assert_int_equal(r.a->heat, 5);
	assert_int_equal(r.a->quality, -2);
	assert_string_equal(r.a->name, "1.1");
	assert_true(r.a->ratings.average > 4.4 && r.a->ratings.average < 4.6);
	assert_int_equal(r.a->ratings.count, 3);
	release(&r);
}

static void
test_json_is_read(void **state)
{
	struct result r = parse("a.md", "{\n  \"title\": \"T \\ud83d\\ude00\",\n"
		"  \"date\": \"2020-02-03\", \"heat\": 5, \"published\": false,\n"
		"  \"tags\": [\"a\", \"b\"], \"quality\": null, \"members\": \"x\",\n"
		"  \"provider\": {\"name\": \"P\"}\n}\n\nbody\n");

	(void)state;
	assert_non_null(r.a);
	assert_string_equal(r.a->title, "T 😀");
	assert_int_equal(r.a->date.seconds, 1580688000);
	assert_int_equal(r.a->heat, 5);
	assert_false(r.a->published);
	assert_int_equal(r.a->topics.n, 2);
	assert_string_equal(r.a->provider.name, "P");
	assert_string_equal(r.a->body, "\n\nbody\n");
	assert_int_equal(r.diags.n, 1);
	assert_int_equal(r.a->line, 1);
	release(&r);
	r = parse("a.md", "{\"title\": \"T\", \"x\": [[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]}");
	assert_int_equal(r.err.code, NR_ERR_LIMIT);
	release(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_topics_are_of_all_keys_and_each_is_there_once),
		cmocka_unit_test(test_many_topics_are_there_once_each),
		cmocka_unit_test(test_keys_are_read_in_any_case),
		cmocka_unit_test(test_title_is_of_the_body_or_the_name),
		cmocka_unit_test(test_date_is_of_the_name_where_there_is_no_other),
		cmocka_unit_test(test_front_matter_may_be_opened_in_other_ways),
		cmocka_unit_test(test_json_is_read),
		cmocka_unit_test(test_numbers_of_json_are_read_in_any_locale),
	};

	return cmocka_run_group_tests_name("posts", tests, NULL, NULL);
}
