#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "newsreader/mem.h"
#include "newsreader/url.h"

static void
test_web_addresses_are_told_from_others(void **state)
{
	static const struct {
		const char *url;
		bool is_web;
		const char *why;
	} cases[] = {
		{ "http://example.com", true, "no path" },
		{ "HTTPS://Example.COM/a", true, "any case" },
		{ "https://example.com:8443/a?b#c", true, "all parts" },
		{ "https://user@example.com/", true, "a user" },
		{ "https://[2001:db8::1]:80/", true, "IPv6" },
		{ "https://ex%C3%A4mple.com/", true, "encoded host" },
		{ "https://ex%C3mple.com/", false, "half a character" },
		{ "https://ex%20mple.com/", false, "an encoded blank" },
		{ "https://ex%2Fmple.com/", false, "an encoded slash" },
		{ "https://example.com:/", true, "an empty port is the default" },
		{ "", false, "nothing" },
		{ "example.com", false, "no scheme" },
		{ "//example.com/", false, "no scheme" },
		{ "https://", false, "no host" },
		{ "https:///path", false, "no host" },
		{ "https://?q", false, "no host" },
		{ "https://#f", false, "no host" },
		{ "https://user@/", false, "a user without host" },
		{ "https://:80/", false, "a port without host" },
		{ "https://./", false, "dots are no host" },
		{ "https://-x/", false, "looks like an option" },
		{ "https://[]/", false, "empty IPv6" },
		{ "https://[::1/", false, "open bracket" },
		{ "https://[::1]x/", false, "text behind the bracket" },
		{ "https://example.com:65536/", false, "port too large" },
		{ "https://example.com:8a/", false, "port no number" },
		{ "https://evil.com\\@example.com/", false,
			"browsers take \\ for a slash" },
		{ "https://evil.com\\x/", false, "backslash in the host" },
		{ "ftp://example.com/", false, "scheme" },
		{ "file:///etc/passwd", false, "scheme" },
		{ "javascript:alert(1)", false, "scheme" },
		{ "https://example.com/a b", false, "space" },
		{ " https://example.com/", false, "leading space" },
		{ "https://example.com/\n", false, "newline" },
		{ "https://example.com/\x1b", false, "control" },
		{ "https://example.com/\x7f", false, "DEL" },
		{ "https://example.com/\xc3\xa4", false, "not ASCII" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		if (nr_url_is_web(cases[i].url) != cases[i].is_web)
			fail_msg("%s: %s", cases[i].url, cases[i].why);
}

struct canonical {
	const char *url, *expected, *why;
};

static void
check_canonical(const struct canonical *cases, size_t n)
{
	struct nr_buf got = NR_BUF_INIT, again = NR_BUF_INIT;

	for (size_t i = 0; i < n; i++) {
		nr_buf_clear(&got);
		nr_buf_clear(&again);
		if (nr_url_canonical(cases[i].url, &got) < 0)
			fail_msg("%s: refused (%s)", cases[i].url, cases[i].why);
		if (strcmp(nr_buf_str(&got), cases[i].expected) != 0)
			fail_msg("%s: %s, not %s (%s)", cases[i].url, nr_buf_str(&got),
				cases[i].expected, cases[i].why);
		assert_int_equal(nr_url_canonical(nr_buf_str(&got), &again), 0);
		assert_string_equal(nr_buf_str(&again), nr_buf_str(&got));
	}
	nr_buf_release(&got);
	nr_buf_release(&again);
}

static void
test_spelling_that_does_not_matter_is_dropped(void **state)
{
	static const struct canonical cases[] = {
		{ "HTTP://Example.COM/A", "http://example.com/A",
			"case of scheme and host" },
		{ "https://x.com", "https://x.com/", "empty path" },
		{ "https://x.com?a=1", "https://x.com/?a=1",
			"empty path before a query" },
		{ "https://x.com:443/", "https://x.com/", "default port" },
		{ "http://x.com:80/", "http://x.com/", "default port" },
		{ "http://x.com:443/", "http://x.com:443/", "not the default port" },
		{ "http://x.com:0080/", "http://x.com/", "zeros before the port" },
		{ "http://x.com:/", "http://x.com/", "empty port" },
		{ "https://x.com./a", "https://x.com/a", "the root's dot" },
		{ "https://x.com/a#b?c", "https://x.com/a", "fragment" },
		{ "https://x.com/a?", "https://x.com/a", "empty query" },
		{ "https://x.com/a?&&", "https://x.com/a", "empty parameters" },
		{ "https://Me@X.com/", "https://Me@x.com/", "the user's case counts" },
		{ "https://x.com/a//b/", "https://x.com/a//b/", "paths stay" },
		{ "https://M%c3%9Chle.com/%c3%9c", "https://xn--mhle-0ra.com/%c3%9c",
			"a host that is not ASCII" },
		{ "https://%78.com/", "https://x.com/", "an encoded host" },
		{ "https://%61mp.x.com/", "https://x.com/", "an encoded AMP host" },
		{ "https://cdn.ampproject.org/c/s/%61mp.m%c3%bchle.com/amp/a",
			"https://xn--mhle-0ra.com/a", "an encoded host within another" },
	};

	(void)state;
	check_canonical(cases, sizeof(cases) / sizeof(cases[0]));
}

static void
test_tracking_parameters_are_dropped(void **state)
{
	static const struct canonical cases[] = {
		{ "https://x.com/a?utm_source=b&utm_medium=c", "https://x.com/a",
			"utm_*" },
		{ "https://x.com/a?id=1&fbclid=2&page=3", "https://x.com/a?id=1&page=3",
			"the others stay in order" },
		{ "https://x.com/a?UTM_Source=b", "https://x.com/a", "any case" },
		{ "https://x.com/a?gclid&b=1", "https://x.com/a?b=1", "without value" },
		{ "https://x.com/a?autm_x=1", "https://x.com/a?autm_x=1",
			"another name" },
		{ "https://x.com/watch?v=utm_x", "https://x.com/watch?v=utm_x",
			"a value" },
		{ "https://x.com/a?b=1?utm_x=1", "https://x.com/a?b=1?utm_x=1",
			"a second ? belongs to the value" },
	};

	(void)state;
	check_canonical(cases, sizeof(cases) / sizeof(cases[0]));
}

static const struct canonical amp_forms[] = {
	{ "https://amp.cnn.com/cnn/2021/x", "https://cnn.com/cnn/2021/x",
		"host" },
	{ "https://amp.dev/about", "https://amp.dev/about", "a site called amp" },
	{ "https://amp.amp.x.com/", "https://x.com/", "twice" },
	{ "https://ampere.com/a", "https://ampere.com/a", "a longer label" },
	{ "https://www.cbsnews.com/amp/news/x/",
		"https://www.cbsnews.com/news/x/", "leading" },
	{ "https://x.com/2021/y/amp/", "https://x.com/2021/y/",
		"trailing with slash" },
	{ "https://x.com/2021/y/amp", "https://x.com/2021/y", "trailing" },
	{ "https://x.com/article/amp/id1", "https://x.com/article/amp/id1",
		"in the middle it names something" },
	{ "https://x.com/amplifier", "https://x.com/amplifier",
		"a longer segment" },
	{ "https://x.com/a/clamp", "https://x.com/a/clamp", "a longer segment" },
	{ "https://x.com/y.amp", "https://x.com/y", "ending" },
	{ "https://x.com/y.amp.html", "https://x.com/y.html",
		"ending before .html" },
	{ "https://x.com/y.ampx", "https://x.com/y.ampx", "a longer ending" },
	{ "https://x.com/y?amp=1", "https://x.com/y", "parameter" },
	{ "https://x.com/y?amp", "https://x.com/y", "bare parameter" },
	{ "https://x.com/y?outputType=amp&z=1", "https://x.com/y?z=1",
		"parameter" },
	{ "https://x.com/y?context=amp", "https://x.com/y", "parameter" },
	{ "https://x.com/y?context=ampere", "https://x.com/y?context=ampere",
		"a longer value" },
	{ "https://x.com/y?amp=50", "https://x.com/y?amp=50",
		"a current, perhaps" },
	{ "https://www-usnews-com.cdn.ampproject.org/c/s/www.usnews.com/"
	  "p?context=amp",
		"https://www.usnews.com/p", "cache and parameter" },
	{ "https://amp-cnn-com.cdn.ampproject.org/c/s/amp.cnn.com/cnn/x",
		"https://cnn.com/cnn/x", "cache and host" },
	{ "https://x-com.cdn.ampproject.org/c/x.com/y", "http://x.com/y",
		"without s: http" },
	{ "https://x-com.cdn.ampproject.org/v/s/x.com/y?amp_js_v=0.1#z=1",
		"https://x.com/y", "viewer" },
	{ "https://cdn.ampproject.org/c/s/x.com", "https://x.com/",
		"without path" },
	{ "https://cdn.ampproject.org/c/s/", "https://cdn.ampproject.org/c/s/",
		"nothing inside" },
	{ "https://www.google.com/amp/s/x.com/y/amp/", "https://x.com/y/",
		"Google's viewer" },
	{ "https://x.cdn.ampproject.org/amp/c/s/y.com/", "https://y.com/",
		"a form inside another" },
	{ "https://cdn.ampproject.org/c/s/y.com:80.amp", "https://y.com:80/",
		"a form that hides another" },
	{ "https://cdn.ampproject.org.evil.com/c/s/y.com/",
		"https://cdn.ampproject.org.evil.com/c/s/y.com/",
		"not the cache" },
};

static void
test_amp_forms_are_unwrapped(void **state)
{
	(void)state;
	check_canonical(amp_forms, sizeof(amp_forms) / sizeof(amp_forms[0]));
}

static void
test_refused_address_appends_nothing(void **state)
{
	struct nr_buf out = NR_BUF_INIT;

	(void)state;
	nr_buf_addz(&out, "before");
	assert_int_equal(nr_url_canonical("mailto:x@example.com", &out), -1);
	assert_string_equal(nr_buf_str(&out), "before");
	nr_buf_release(&out);
}

/* An address of n bytes with this beginning. */
static char *
long_url(const char *begin, size_t n)
{
	char *url = nr_malloc(n + 1);

	memset(url, 'a', n);
	memcpy(url, begin, strlen(begin));
	url[n] = '\0';
	return url;
}

static void
test_longest_address_is_one_and_a_longer_one_is_none(void **state)
{
	char *at = long_url("https://x.com/", NR_URL_MAX);
	char *over = long_url("https://x.com/", NR_URL_MAX + 1);
	char *grows = long_url("https://x.com?", NR_URL_MAX);
	struct nr_buf out = NR_BUF_INIT;

	(void)state;
	assert_true(nr_url_is_web(at));
	assert_false(nr_url_is_web(over));
	assert_int_equal(nr_url_canonical(at, &out), 0);
	assert_int_equal(out.len, NR_URL_MAX);
	nr_buf_clear(&out);
	assert_int_equal(nr_url_canonical(grows, &out), -1);
	assert_int_equal(out.len, 0);
	nr_buf_release(&out);
	free(at);
	free(over);
	free(grows);
}

static void
test_redirectors_are_known(void **state)
{
	(void)state;
	assert_true(nr_url_is_redirector("http://rss.cnn.com/~r/rss/x/~3/y/index.html"));
	assert_true(nr_url_is_redirector("https://FEEDS.feedburner.com/~r/a/b"));
	assert_false(nr_url_is_redirector("https://rss.cnn.com/rss/cnn_allpolitics"));
	assert_false(nr_url_is_redirector("https://www.cnn.com/~r/rss"));
	assert_false(nr_url_is_redirector("not an address"));
}

static void
test_article_is_named_by_its_best_address(void **state)
{
	static const char redirector[] = "http://rss.cnn.com/~r/rss/x";
	static const struct {
		struct nr_urls urls;
		const char *expected, *why;
	} cases[] = {
		{ { "https://w.com/", "https://o.com/", "https://a.com/", NULL },
			"https://w.com/", "web first" },
		{ { NULL, "https://o.com/", "https://a.com/", NULL }, "https://o.com/",
			"then original" },
		{ { redirector, redirector, "https://amp.cnn.com/c", NULL },
			"https://cnn.com/c", "AMP instead of redirectors" },
		{ { redirector, "https://o.com/", "https://a.com/", NULL },
			"https://o.com/", "original instead of a redirector" },
		{ { redirector, NULL, NULL, "https://x.cdn.ampproject.org/c/s/w.com/c" },
			"https://w.com/c", "the cache tells as well" },
		{ { redirector, NULL, NULL, NULL }, redirector, "better than nothing" },
		{ { "nonsense", NULL, "https://a.com/", NULL }, "https://a.com/",
			"no address is passed over" },
		{ { NULL, NULL, NULL, NULL }, NULL, "none" },
		{ { "nonsense", "x", "y", "z" }, NULL, "none" },
	};
	struct nr_buf out = NR_BUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		int rc = nr_url_identify(&cases[i].urls, &out);

		if ((rc == 0) != (cases[i].expected != NULL) ||
			strcmp(nr_buf_str(&out),
				cases[i].expected ? cases[i].expected : "") != 0)
			fail_msg("%s: got \"%s\"", cases[i].why, nr_buf_str(&out));
		nr_buf_clear(&out);
	}
	nr_buf_release(&out);
}

static void
test_ids_are_the_same_for_ever(void **state)
{
	(void)state;
	/* In every reader's state.db: these numbers must never change. */
	assert_int_equal(nr_url_id(""), INT64_C(8056974233673738534));
	assert_int_equal(nr_url_id("a"), INT64_C(189900332573052507));
	assert_int_equal(nr_url_id("https://example.com/"), INT64_C(2753455381098477785));
}

static void
test_ids_are_positive_and_differ(void **state)
{
	int64_t ids[1000];
	char key[32];

	(void)state;
	for (size_t i = 0; i < 1000; i++) {
		snprintf(key, sizeof(key), "https://x.com/%zu", i);
		ids[i] = nr_url_id(key);
		assert_true(ids[i] > 0);
		for (size_t k = 0; k < i; k++)
			assert_true(ids[k] != ids[i]);
	}
}

static void
test_caches_and_viewers_tell_the_page(void **state)
{
	static const struct { const char *url, *expected; } cases[] = {
		{ "https://www-x-org.cdn.ampproject.org/c/s/www.x.org/a?b", "https://www.x.org/a?b" },
		{ "https://www.google.com/amp/s/x.org/a", "https://x.org/a" },
		{ "https://www.google.co.uk/amp/x.org/a", "http://x.org/a" },
		{ "https://google.de/amp/s/10.0.0.1", "https://10.0.0.1/" },
		{ "https://cdn.ampproject.org/v0.js", NULL },
		{ "https://amp.x.org/amp/a", NULL },
		{ "https://www.google.com/search?q=amp", NULL },
		{ "nothing", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct nr_buf out = NR_BUF_INIT;

		if (nr_url_inner(cases[i].url, &out) != (cases[i].expected != NULL)
			|| strcmp(nr_buf_str(&out), cases[i].expected ? cases[i].expected : "") != 0)
			fail_msg("%s: %s", cases[i].url, nr_buf_str(&out));
		nr_buf_release(&out);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_web_addresses_are_told_from_others),
		cmocka_unit_test(test_spelling_that_does_not_matter_is_dropped),
		cmocka_unit_test(test_tracking_parameters_are_dropped),
		cmocka_unit_test(test_amp_forms_are_unwrapped),
		cmocka_unit_test(test_refused_address_appends_nothing),
		cmocka_unit_test(test_longest_address_is_one_and_a_longer_one_is_none),
		cmocka_unit_test(test_redirectors_are_known),
		cmocka_unit_test(test_article_is_named_by_its_best_address),
		cmocka_unit_test(test_ids_are_the_same_for_ever),
		cmocka_unit_test(test_ids_are_positive_and_differ),
		cmocka_unit_test(test_caches_and_viewers_tell_the_page),
	};

	return cmocka_run_group_tests_name("url", tests, NULL, NULL);
}
