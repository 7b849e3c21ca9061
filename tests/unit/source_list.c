#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "app/source_list.h"
#include "newsreader/buf.h"

static void
check(const struct app_source_list *l, const char *expected)
{
	struct nr_buf b = NR_BUF_INIT;

	for (size_t i = 0; i < l->n; i++)
		nr_buf_addf(&b, "%s%s %s", i ? "\n" : "", app_source_name(l->v[i].source), l->v[i].url);
	assert_string_equal(nr_buf_str(&b), expected);
	nr_buf_release(&b);
}

static void
check_order(const struct app_source_list *l, const char *expected)
{
	struct nr_buf b = NR_BUF_INIT;

	for (size_t i = 0; i < l->n; i++)
		nr_buf_addf(&b, "%s%s", i ? " " : "", app_source_name(l->v[i].source));
	assert_string_equal(nr_buf_str(&b), expected);
	nr_buf_release(&b);
}

#define SAVED "https://archive.example/{timestamp}id_/{url}"

static void
test_addresses_of_an_article(void **state)
{
	static const struct {
		struct nr_article a;
		const char *archive, *expected, *host;
	} cases[] = {
		{ { .amp_url = "https://a.example/amp/1", .cdn_amp_url = "https://c.example/1",
			.web_url = "https://a.example/1", .original_url = "https://o.example/1",
			.date = { 1618337700, NR_DATE_TIME } }, SAVED,
			"amp https://a.example/amp/1\ncdn https://c.example/1\n"
			"web https://a.example/1\noriginal https://o.example/1\n"
			"archive https://archive.example/20210413181500id_/https://a.example/1",
			"a.example" },
		{ { .web_url = "https://a.example/1", .original_url = "https://a.example/1#x" },
			"", "web https://a.example/1", "a.example" },
		{ { .web_url = "http://rss.cnn.com/~r/x", .original_url = "https://o.example/1" },
			"{url}", "web http://rss.cnn.com/~r/x\noriginal https://o.example/1",
			"o.example" },
		{ { .web_url = "http://rss.cnn.com/~r/x",
			.amp_url = "https://amp.cnn.example/story" }, "http://s/{url}",
			"amp https://amp.cnn.example/story\nweb http://rss.cnn.com/~r/x\n"
			"archive http://s/https://cnn.example/story", "cnn.example" },
		{ { .web_url = "http://rss.cnn.com/~r/x" }, "http://s/{url}",
			"web http://rss.cnn.com/~r/x", "rss.cnn.com" },
		{ { .web_url = "https://a.example/1", .date = { 1618272000, NR_DATE_DAY } },
			"http://s/{timestamp}/{other}/{url}{url}",
			"web https://a.example/1\narchive http://s/20210413000000/{other}/"
			"https://a.example/1https://a.example/1", "a.example" },
		{ { .web_url = "https://a.example/1" }, "http://s/{timestamp}",
			"web https://a.example/1\narchive http://s/20210608000000", "a.example" },
		{ { .web_url = "https://a.example/1", .date = { -62135596800, NR_DATE_DAY } },
			"http://s/{timestamp}",
			"web https://a.example/1\narchive http://s/00010101000000", "a.example" },
		{ { .title = "nothing" }, SAVED, "", "" },
		{ { .web_url = "" }, SAVED, "", "" },
	};

	(void)state;
	setenv("NEWSREADER_NOW", "2021-06-08T00:00:00Z", 1);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct app_source_list l;

		app_source_list_make(&cases[i].a, cases[i].archive, &l);
		check(&l, cases[i].expected);
		assert_string_equal(l.host, cases[i].host);
		app_source_list_release(&l);
	}
}

/* With every source but the archive. */
static void
make(struct app_source_list *l, const char *web)
{
	const struct nr_article a = { .amp_url = "https://a.example/amp/1",
		.cdn_amp_url = "https://c.example/1", .web_url = web,
		.original_url = "https://o.example/1" };

	app_source_list_make(&a, "", l);
}

static void
test_rungs_are_brought_into_an_order(void **state)
{
	static const unsigned order[] = { APP_SOURCE_ARCHIVE, APP_SOURCE_WEB, APP_SOURCE_CDN_AMP,
		APP_SOURCE_AMP, APP_SOURCE_ORIGINAL };
	struct app_source_list l;

	(void)state;
	make(&l, "https://a.example/1");
	app_source_list_order(&l, order, APP_SOURCES);
	check_order(&l, "web cdn amp original");
	app_source_list_release(&l);
}

static void
test_amp_stays_before_a_redirector(void **state)
{
	static const unsigned order[] = { APP_SOURCE_WEB, APP_SOURCE_CDN_AMP, APP_SOURCE_AMP };
	struct app_source_list l;

	(void)state;
	make(&l, "http://rss.cnn.com/~r/x");
	app_source_list_order(&l, order, 3);
	check_order(&l, "cdn amp web original");
	app_source_list_release(&l);
}

static void
test_ladder_turns_around(void **state)
{
	static const struct {
		enum app_source_kind source;
		bool behind;
		const char *expected;
	} cases[] = {
		{ APP_SOURCE_AMP, false, "amp cdn web original" },
		{ APP_SOURCE_AMP, true, "cdn web original amp" },
		{ APP_SOURCE_WEB, false, "web original amp cdn" },
		{ APP_SOURCE_ORIGINAL, false, "original amp cdn web" },
		{ APP_SOURCE_ORIGINAL, true, "amp cdn web original" },
		{ APP_SOURCE_ARCHIVE, true, "amp cdn web original" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct app_source_list l;

		make(&l, "https://a.example/1");
		app_source_list_rotate(&l, cases[i].source, cases[i].behind);
		check_order(&l, cases[i].expected);
		app_source_list_release(&l);
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_addresses_of_an_article),
		cmocka_unit_test(test_rungs_are_brought_into_an_order),
		cmocka_unit_test(test_amp_stays_before_a_redirector),
		cmocka_unit_test(test_ladder_turns_around),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
