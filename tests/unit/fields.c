#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "unit/result.h"

static const char every_field[] =
	"---\ntitle: T\nname: N\nexcerpt: E\ncategory: news\ntype: video\n"
	"publishedDateTime: 2021-04-13T18:15:00Z\noriginalUrl: https://o.com/\n"
	"webUrl: https://w.com/\nampWebUrl: https://a.com/\ncdnAmpWebUrl: "
	"https://c.com/\n"
	"quality: 114\nheat: -1\npublished: false\n"
	"provider: {name: P, domain: p.com, images: [{url: /p.png, width: 50, height: "
	"40}],"
	" authors: [{name: A}, B]}\n"
	"topics: [X, Y]\nimages:\n- url: https://i.com/\n  width: 640\n  height: 480\n"
	"  isCached: true\nfeaturedContent: <iframe>\nlength: PT15M28S\nprice: 9.99\n"
	"levels: Beginner\nratings: {average: 4.4396553, count: 464}\n"
	"actions: [{url: /d, type: download, title: D, attribution: W}]\n"
	"items: [i/1]\nmembers: 8400\nsecured: AAAA\n---\n";

static void
test_every_single_value_is_read(void **state)
{
	struct result r = parse_well(every_field);
	const struct nr_article *a = r.a;

	(void)state;
	assert_string_equal(a->title, "T");
	assert_string_equal(a->name, "N");
	assert_string_equal(a->excerpt, "E");
	assert_string_equal(a->category, "news");
	assert_string_equal(a->type, "video");
	assert_int_equal(a->date.seconds, 1618337700);
	assert_int_equal(a->date.kind, NR_DATE_TIME);
	assert_string_equal(a->original_url, "https://o.com/");
	assert_string_equal(a->web_url, "https://w.com/");
	assert_string_equal(a->amp_url, "https://a.com/");
	assert_string_equal(a->cdn_amp_url, "https://c.com/");
	assert_int_equal(a->quality, 114);
	assert_int_equal(a->heat, -1);
	assert_false(a->published);
	assert_string_equal(a->featured, "<iframe>");
	assert_int_equal(a->length, 928);
	assert_string_equal(a->price, "9.99");
	assert_int_equal(a->members, 8400);
	assert_true(a->secured);
	assert_int_equal(a->has, ((UINT64_C(1) << NR_FIELD_COUNT) - 1) &
		~(UINT64_C(1) << NR_FIELD_RELATED));
	assert_int_equal(a->extras.n, 0);
	release(&r);
}

static void
test_every_field_with_parts_is_read(void **state)
{
	struct result r = parse_well(every_field);
	const struct nr_article *a = r.a;

	(void)state;
	assert_string_equal(a->provider.name, "P");
	assert_string_equal(a->provider.domain, "p.com");
	assert_int_equal(a->provider.images.n, 1);
	assert_string_equal(a->provider.images.v[0].url, "/p.png");
	assert_int_equal(a->provider.images.v[0].height, 40);
	assert_int_equal(a->provider.authors.n, 2);
	assert_string_equal(a->provider.authors.v[0], "A");
	assert_string_equal(a->provider.authors.v[1], "B");
	assert_int_equal(a->topics.n, 2);
	assert_string_equal(a->topics.v[1], "Y");
	assert_int_equal(a->images.n, 1);
	assert_int_equal(a->images.v[0].width, 640);
	assert_true(a->images.v[0].is_cached);
	assert_int_equal(a->levels.n, 1);
	assert_true(a->ratings.average == 4.4396553);
	assert_int_equal(a->ratings.count, 464);
	assert_int_equal(a->actions.n, 1);
	assert_string_equal(a->actions.v[0].url, "/d");
	assert_string_equal(a->actions.v[0].attribution, "W");
	assert_string_equal(a->items.v[0], "i/1");
	release(&r);
}

static const struct {
	const char *field, *warning;
	enum nr_field lost;
} wrong_types[] = {
	{ "excerpt: [a]", "a.md:3:10: excerpt: expected text, found a list",
		NR_FIELD_EXCERPT },
	{ "name: {a: b}", "a.md:3:7: name: expected text, found a mapping",
		NR_FIELD_NAME },
	{ "heat: hot", "a.md:3:7: heat: expected a whole number, found \"hot\"",
		NR_FIELD_HEAT },
	{ "heat: 1.5", "a.md:3:7: heat: expected a whole number, found \"1.5\"",
		NR_FIELD_HEAT },
	{ "heat: 9223372036854775808",
		"a.md:3:7: heat: expected a whole number, "
		"found \"9223372036854775808\"",
		NR_FIELD_HEAT },
	{ "published: perhaps",
		"a.md:3:12: published: expected true or false, "
		"found \"perhaps\"",
		NR_FIELD_PUBLISHED },
	{ "publishedDateTime: 2021-02-30",
		"a.md:3:20: publishedDateTime: expected an "
		"ISO 8601 date, found \"2021-02-30\"",
		NR_FIELD_PUBLISHED_AT },
	{ "date: soon",
		"a.md:3:7: date: expected an ISO 8601 date, found \"soon\"",
		NR_FIELD_PUBLISHED_AT },
	{ "length: 15:28",
		"a.md:3:9: length: expected an ISO 8601 duration as PT15M28S, "
		"found \"15:28\"",
		NR_FIELD_LENGTH },
	{ "webUrl: javascript:alert(1)",
		"a.md:3:9: webUrl: expected a web address, "
		"found \"javascript:alert(1)\"",
		NR_FIELD_WEB_URL },
	{ "topics: {a: b}",
		"a.md:3:9: topics: expected text or a list, found a mapping",
		NR_FIELD_TOPICS },
	{ "images: x", "a.md:3:9: images: expected a list of images, found \"x\"",
		NR_FIELD_IMAGES },
	{ "provider: CNN",
		"a.md:3:11: provider: expected a mapping of name, domain, "
		"images, "
		"authors, found \"CNN\"",
		NR_FIELD_PROVIDER },
	{ "actions: {a: b}",
		"a.md:3:10: actions: expected a list of actions, "
		"found a mapping",
		NR_FIELD_ACTIONS },
	{ "ratings: 5",
		"a.md:3:10: ratings: expected a mapping of average and count, "
		"found \"5\"",
		NR_FIELD_RATINGS },
	{ "related: R",
		"a.md:3:10: related: expected a list of articles, found \"R\"",
		NR_FIELD_RELATED },
};

static void
test_the_first_refused_address_is_kept_to_be_told(void **state)
{
	static const char text[] = "---\ntitle: T\noriginalUrl: javascript:alert(1)\n"
		"webUrl: file:///etc/passwd\nrelated:\n  - title: R\n"
		"    webUrl: \"mailto:x@y.com\"\n  - title: S\n    webUrl: https://x.com/\n"
		"---\n";
	struct result r = parse("a.md", text);

	(void)state;
	assert_null(r.a->original_url);
	assert_string_equal(r.a->refused, "originalUrl: \"javascript:alert(1)\"");
	assert_string_equal(r.a->related.v[0].refused, "webUrl: \"mailto:x@y.com\"");
	assert_null(r.a->related.v[1].refused);
	release(&r);
}

static void
test_wrong_type_loses_that_field_only(void **state)
{
	struct nr_buf text = NR_BUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(wrong_types) / sizeof(wrong_types[0]); i++) {
		struct result r;

		nr_buf_clear(&text);
		nr_buf_addf(&text, "---\ntitle: T\n%s\nprice: Free\n---\n",
			wrong_types[i].field);
		r = parse_with_warning(nr_buf_str(&text), wrong_types[i].warning);
		assert_false(nr_article_has(r.a, wrong_types[i].lost));
		assert_string_equal(r.a->title, "T");
		assert_string_equal(r.a->price, "Free");
		release(&r);
	}
	nr_buf_release(&text);
}

static void
test_wrong_entry_loses_that_entry_only(void **state)
{
	struct result r = parse("a.md",
		"---\ntitle: T\ntopics:\n- A\n- [B]\n- C\nrelated:\n"
		"- title: R\n- R2\n- title: R3\nimages:\n- width: 5\n- url: /i\n  width: "
		"wide\n---\n");

	(void)state;
	assert_int_equal(r.diags.n, 4);
	check_diag(&r.diags, 0, "a.md:5:3: topics: expected text, found a list");
	check_diag(&r.diags, 1,
		"a.md:9:3: related: expected a mapping of fields, found \"R2\"");
	check_diag(&r.diags, 2, "a.md:12:3: images: an entry without url is left out");
	check_diag(&r.diags, 3,
		"a.md:14:10: width: expected a whole number, found \"wide\"");
	assert_int_equal(r.a->topics.n, 2);
	assert_string_equal(r.a->topics.v[1], "C");
	assert_int_equal(r.a->related.n, 2);
	assert_string_equal(r.a->related.v[1].title, "R3");
	assert_int_equal(r.a->images.n, 1);
	release(&r);
}

static void
test_empty_and_null_fields_are_missing(void **state)
{
	struct result r = parse_well("---\ntitle: T\nexcerpt: \"\"\nname:\nheat: "
				     "~\nimages: null\n"
				     "webUrl: \"  \"\nprice: "
				     "\"\xe2\x80\x8b\"\nsecured:\n---\n");

	(void)state;
	assert_int_equal(r.a->has, UINT64_C(1) << NR_FIELD_TITLE);
	assert_null(r.a->excerpt);
	assert_null(r.a->web_url);
	assert_null(r.a->price);
	assert_false(r.a->secured);
	release(&r);
}

static void
test_last_of_duplicate_keys_counts(void **state)
{
	struct result r = parse_with_warning("---\ntitle: A\nheat: 1\ntitle: B\n---\n",
		"a.md:4:1: duplicate key 'title', the last one counts");

	(void)state;
	assert_string_equal(r.a->title, "B");
	release(&r);
	r = parse_with_warning("---\ntitle: A\nx: 1\nx: 2\n---\n",
		"a.md:4:1: duplicate key 'x', the last one counts");
	assert_int_equal(r.a->extras.n, 1);
	assert_string_equal(r.a->extras.v[0].value, "2");
	release(&r);
}

static void
test_unknown_keys_are_kept_on_one_line(void **state)
{
	struct result r = parse_well("---\ntitle: T\nremoved: true\nx: [a, {b: [c, d]}, "
				     "{}]\n"
				     "y: |\n  one\n  \"\\e two\n\"k\\tz\": \nprovider: "
				     "{id: 7}\n---\n");

	(void)state;
	assert_int_equal(r.a->extras.n, 5);
	assert_string_equal(r.a->extras.v[0].key, "removed");
	assert_string_equal(r.a->extras.v[0].value, "true");
	assert_string_equal(r.a->extras.v[1].value, "[a, {b: [c, d]}, {}]");
	assert_string_equal(r.a->extras.v[2].value, "one \"\\e two");
	assert_string_equal(r.a->extras.v[3].key, "k z");
	assert_string_equal(r.a->extras.v[3].value, "");
	assert_string_equal(r.a->extras.v[4].key, "provider.id");
	release(&r);
}

static void
test_jekyll_and_hugo_posts_are_articles(void **state)
{
	struct result r = parse_well("---\nlayout: post\ntitle: J\ndate: 2021-04-13 "
				     "18:15:00 +0200\n"
				     "description: D\nsummary: S\ncategories: jekyll "
				     "update\ntags: [a b, c]\n"
				     "draft: true\n---\n# Body\n");

	(void)state;
	assert_int_equal(r.a->date.seconds, 1618330500);
	assert_string_equal(r.a->excerpt, "D");
	assert_int_equal(r.a->topics.n, 4);
	assert_string_equal(r.a->topics.v[0], "jekyll");
	assert_string_equal(r.a->topics.v[2], "a b");
	assert_false(r.a->published);
	assert_int_equal(r.a->extras.n, 3);
	assert_string_equal(r.a->extras.v[1].key, "summary");
	assert_int_equal(r.a->body_kind, NR_BODY_MARKDOWN);
	release(&r);
}

static void
test_own_names_of_fields_win_over_aliases(void **state)
{
	struct result r = parse_well("---\ntitle: T\ntags: x, y z\ntopics: "
				     "[A]\ncategories: [b]\n"
				     "description: D\nexcerpt: E\n---\n");

	(void)state;
	assert_int_equal(r.a->topics.n, 1);
	assert_string_equal(r.a->topics.v[0], "A");
	assert_string_equal(r.a->excerpt, "E");
	assert_int_equal(r.a->extras.n, 1);
	assert_string_equal(r.a->extras.v[0].key, "categories");
	release(&r);
}

static void
test_related_entries_are_articles(void **state)
{
	struct result r = parse_well("---\ntitle: T\nrelated:\n- title: R\n  quality: 5\n"
		"  provider: {name: P}\n  x: y\n  related: [{title: deep}, scalar]\n"
		"- webUrl: https://x.com/\n  published: no\n---\n");
	const struct nr_articles *related = &r.a->related;

	(void)state;
	assert_int_equal(related->n, 2);
	assert_string_equal(related->v[0].provider.name, "P");
	assert_int_equal(related->v[0].quality, 5);
	assert_int_equal(related->v[0].line, 4);
	assert_true(related->v[0].published);
	assert_int_equal(related->v[0].related.n, 0);
	assert_string_equal(related->v[0].extras.v[0].value, "y");
	assert_int_equal(related->v[1].line, 9);
	assert_false(related->v[1].published);
	release(&r);
}

static void
test_scalars_are_read_as_people_write_them(void **state)
{
	static const struct {
		const char *text;
		int64_t heat;
		bool published;
	} cases[] = {
		{ "heat: +5\npublished: YES", 5, true },
		{ "heat: 134.00\npublished: Off", 134, false },
		{ "heat: \"7\"\npublished: \"false\"", 7, false },
		{ "heat: -9223372036854775808\npublished: on", INT64_MIN, true },
		{ "heat: 9223372036854775807\npublished: No", INT64_MAX, false },
	};
	struct nr_buf text = NR_BUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct result r;

		nr_buf_clear(&text);
		nr_buf_addf(&text, "---\ntitle: T\n%s\n---\n", cases[i].text);
		r = parse_well(nr_buf_str(&text));
		assert_int_equal(r.a->heat, cases[i].heat);
		assert_int_equal(r.a->published, cases[i].published);
		release(&r);
	}
	nr_buf_release(&text);
}

static void
test_addresses_are_encoded_as_browsers_do(void **state)
{
	struct result r = parse_well("---\noriginalUrl: \" https://x.com/a "
				     "b/\xc3\xa9\\e\\n\"\n---\n");

	(void)state;
	assert_string_equal(r.a->original_url, "https://x.com/a%20b/%C3%A9%1B");
	release(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_single_value_is_read),
		cmocka_unit_test(test_every_field_with_parts_is_read),
		cmocka_unit_test(test_the_first_refused_address_is_kept_to_be_told),
		cmocka_unit_test(test_wrong_type_loses_that_field_only),
		cmocka_unit_test(test_wrong_entry_loses_that_entry_only),
		cmocka_unit_test(test_empty_and_null_fields_are_missing),
		cmocka_unit_test(test_last_of_duplicate_keys_counts),
		cmocka_unit_test(test_unknown_keys_are_kept_on_one_line),
		cmocka_unit_test(test_jekyll_and_hugo_posts_are_articles),
		cmocka_unit_test(test_own_names_of_fields_win_over_aliases),
		cmocka_unit_test(test_related_entries_are_articles),
		cmocka_unit_test(test_scalars_are_read_as_people_write_them),
		cmocka_unit_test(test_addresses_are_encoded_as_browsers_do),
	};

	return cmocka_run_group_tests_name("fields", tests, NULL, NULL);
}
