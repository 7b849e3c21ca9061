#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "newsreader/host.h"
#include "newsreader/url.h"

/* A case that expects NULL expects a refusal. */
struct spelling {
	const char *host, *expected;
};

static void
test_hosts_have_one_spelling(void **state)
{
	static const struct spelling cases[] = {
		{ "example.org", "example.org" },
		{ "Example.ORG", "example.org" },
		{ "example.org.", "example.org" },
		{ "example.org...", "example.org" },
		{ "ex%61mple.org", "example.org" },
		{ "a_b.example.org", "a_b.example.org" },
		{ "m\xc3\xbchle.example", "xn--mhle-0ra.example" },
		{ "M\xc3\x9cHLE.example.", "xn--mhle-0ra.example" },
		{ "mu\xcc\x88hle.example", "xn--mhle-0ra.example" },	/* two characters */
		{ "m%C3%BChle.example", "xn--mhle-0ra.example" },
		{ "xn--mhle-0ra.example", "xn--mhle-0ra.example" },
		{ "XN--MHLE-0RA.example", "xn--mhle-0ra.example" },
		{ "gru\xc3\x9f.example", "xn--gru-7ka.example" },	/* not "gruss" */
		{ "news\xe3\x80\x82" "example", "news.example" },	/* ideographic full stop */
		{ "\xef\xbd\x8e\xef\xbd\x85\xef\xbd\x97\xef\xbd\x93.example", "news.example" },
		{ "lo\xc2\xad" "calhost", "localhost" },		/* a soft hyphen */

		{ "127.0.0.1..", "127.0.0.1" }, { "127.1", "127.0.0.1" }, { "127.0.1", "127.0.0.1" },
		{ "2130706433", "127.0.0.1" }, { "0x7F000001", "127.0.0.1" },
		{ "017700000001", "127.0.0.1" }, { "0x7f.0.0.0x1", "127.0.0.1" },
		{ "%31%32%37.0.0.1", "127.0.0.1" }, { "127%2e0%2E0.1", "127.0.0.1" },
		{ "\xef\xbc\x91\xef\xbc\x92\xef\xbc\x97.0.0.1", "127.0.0.1" },
		{ "\xe2\x91\xa0\xe2\x91\xa1\xe2\x91\xa6.0.0.1", "127.0.0.1" },
		{ "127\xe3\x80\x82" "0\xef\xbd\xa1" "0\xef\xbc\x8e" "1", "127.0.0.1" },
		{ "0", "0.0.0.0" }, { "[::1]", "[::1]" }, { "[0:0:0:0:0:0:0:1]", "[::1]" },
		{ "[::FFFF:7f00:1]", "[::ffff:127.0.0.1]" }, { "[fe80::1%25eth0]", "[fe80::1]" },

		{ "", NULL }, { ".", NULL }, { "...", NULL }, { ".example", NULL },
		{ "a..example", NULL }, { "-a.example", NULL }, { "a b.example", NULL },
		{ "a%20b.example", NULL }, { "a%00.example", NULL }, { "a%2fb.example", NULL },
		{ "a%2540b.example", NULL }, { "%zz.example", NULL }, { "a@b", NULL },
		{ "m\xc3.example", NULL }, { "m%C3.example", NULL },
		{ "\xef\xbc\x8f.example", NULL },
		{ "256.0.0.1", NULL }, { "1.2.3.4.5", NULL }, { "10.0.0.08", NULL },
		{ "4294967296", NULL }, { "news.0x", NULL }, { "a.1", NULL },
		{ "[::g]", NULL }, { "[]", NULL }, { "[::1", NULL }, { "::1", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct spelling *c = &cases[i];
		struct nr_buf out = NR_BUF_INIT;
		int rc = nr_host_ascii(c->host, strlen(c->host), &out);

		if (rc != (c->expected ? 0 : -1)
			|| strcmp(nr_buf_str(&out), c->expected ? c->expected : "") != 0)
			fail_msg("%s: %d, %s", c->host, rc, nr_buf_str(&out));
		nr_buf_release(&out);
	}
}

static void
test_length_of_a_host_is_limited(void **state)
{
	char host[NR_HOST_MAX + 2];
	struct nr_buf out = NR_BUF_INIT;

	(void)state;
	memset(host, 'a', sizeof(host));
	assert_int_equal(nr_host_ascii(host, NR_HOST_MAX, &out), 0);
	nr_buf_clear(&out);
	assert_int_equal(nr_host_ascii(host, NR_HOST_MAX + 1, &out), -1);
	assert_int_equal(out.len, 0);
	nr_buf_release(&out);
}

/* What the host becomes in ASCII, and that on the screen; NULL: the same punycode. */
static void
test_hosts_are_shown_unless_they_could_be_another(void **state)
{
	static const struct { const char *host, *why; bool shown; } cases[] = {
		{ "m\xc3\xbchle.example", "Latin", true },
		{ "\xe6\x96\xb0\xe8\x81\x9e.example", "Han", true },
		{ "\xe3\x83\x8b\xe3\x83\xa5\xe3\x83\xbc\xe3\x82\xb9\xe3\x81\xae\xe6\x9c\xac.example",
			"katakana, hiragana and Han", true },
		{ "news\xe3\x83\x8b\xe3\x83\xa5\xe3\x83\xbc\xe3\x82\xb9.example",
			"Latin and katakana", true },
		{ "\xeb\x89\xb4\xec\x8a\xa4\xe6\x96\xb0.example", "Hangul and Han", true },
		{ "\xd0\xbd\xd0\xbe\xd0\xb2\xd0\xbe\xd1\x81\xd1\x82\xd0\xb8.example",
			"Cyrillic", true },
		{ "\xce\xbd\xce\xad\xce\xb1.example", "Greek", true },
		{ "\xd7\x97\xd7\x93\xd7\xa9\xd7\x95\xd7\xaa.example", "Hebrew", true },
		{ "\xe0\xa4\xb8\xe0\xa4\xae\xe0\xa4\xbe\xe0\xa4\x9a\xe0\xa4\xbe\xe0\xa4\xb0.example",
			"Devanagari with vowel signs", true },
		{ "col\xc2\xb7lecci\xc3\xb3.example", "a middle dot between letters", true },
		{ "\xd0\xbd\xd0\xbe\xd0\xb2\xd0\xbe\xd1\x81\xd1\x82\xd0\xb8.m\xc3\xbchle.example",
			"each label in a script of its own", true },

		{ "p\xd0\xb0ypal.example", "Latin and Cyrillic", false },
		{ "\xd0\xb0\xd1\x80\xd1\x80\xd3\x8f\xd0\xb5.example",
			"Cyrillic that looks like apple", false },
		{ "g\xce\xbfogle.example", "Latin and Greek", false },
		{ "\xce\xbd\xd0\xbe\xd0\xb2.example", "Greek and Cyrillic", false },
		{ "\xe3\x83\x8b\xeb\x89\xb4.example", "katakana and Hangul", false },
		{ "\xc9\xa1oogle.example", "a letter for linguists", false },
		{ "\xe1\x8f\xa4\xe1\x8e\xa1\xe1\x8e\xac.example", "Cherokee", false },
		{ "com\xe3\x83\x8e" "evil.example", "kana that looks like a slash", false },
		{ "\xe0\xa4\xad" "1\xe0\xa5\xa7.example", "digits of two kinds", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct nr_buf ascii = NR_BUF_INIT, shown = NR_BUF_INIT;

		if (nr_host_ascii(cases[i].host, strlen(cases[i].host), &ascii) < 0)
			fail_msg("%s is refused", cases[i].host);
		nr_host_show(ascii.data, ascii.len, &shown);
		if (strcmp(shown.data, cases[i].shown ? cases[i].host : ascii.data) != 0)
			fail_msg("%s: %s", cases[i].why, shown.data);
		nr_buf_release(&ascii);
		nr_buf_release(&shown);
	}
}

static void
test_what_is_no_punycode_is_shown_as_it_is(void **state)
{
	static const char *const cases[] = {
		"example.org", "xn--.example", "xn--zzzzzzz99.example", "xn--a.example", "xn--abc-.example",
		"127.0.0.1", "[::1]", "a", "", "..",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct nr_buf shown = NR_BUF_INIT;

		nr_host_show(cases[i], strlen(cases[i]), &shown);
		assert_string_equal(nr_buf_str(&shown), cases[i]);
		nr_buf_release(&shown);
	}
}

static void
check_text(void (*call)(const char *, struct nr_buf *), const struct spelling *cases, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct nr_buf out = NR_BUF_INIT;

		call(cases[i].host, &out);
		if (strcmp(nr_buf_str(&out), cases[i].expected) != 0)
			fail_msg("%s: %s", cases[i].host, nr_buf_str(&out));
		nr_buf_release(&out);
	}
}

static void
clean(const char *url, struct nr_buf *out)
{
	nr_url_clean(url, strlen(url), out);
}

static void
test_addresses_are_cleaned_as_by_browsers(void **state)
{
	static const struct spelling cases[] = {
		{ "https://Example.org/A?b#c", "https://Example.org/A?b#c" },
		{ "https://m\xc3\xbchle.example/\xc3\xbc", "https://xn--mhle-0ra.example/%C3%BC" },
		{ "HTTP://m%C3%BChle.example:80/", "HTTP://xn--mhle-0ra.example:80/" },
		{ "//m\xc3\xbchle.example/x", "//xn--mhle-0ra.example/x" },
		{ "http://u\xc3\xbc@m\xc3\xbchle.example/", "http://u%C3%BC@xn--mhle-0ra.example/" },
		{ "http://m\xc3\xbchle.example?\xc3\xbc", "http://xn--mhle-0ra.example?%C3%BC" },
		{ "http://m\xc3\xbchle.example#@x", "http://xn--mhle-0ra.example#@x" },
		{ "ht\ntp://a\t.example/ b\r", "http://a.example/%20b" },
		{ "http://[::1]/\xc3\xbc", "http://[::1]/%C3%BC" },
		{ "http://[fe80::1%25eth0]/", "http://[fe80::1%25eth0]/" },
		{ "/m\xc3\xbchle.example/", "/m%C3%BChle.example/" },
		{ "mailto:\xc3\xbc@m\xc3\xbchle.example", "mailto:%C3%BC@m%C3%BChle.example" },
		{ "http://m\xc3\xbc hle.example/", "http://m%C3%BC%20hle.example/" },
		{ "http://%31%32%37.1/", "http://127.0.0.1/" },
		{ "http://", "http://" }, { "", "" }, { "http://\xc3", "http://%C3" },
	};

	(void)state;
	check_text(clean, cases, sizeof(cases) / sizeof(*cases));
}

static void
test_addresses_are_shown_with_their_hosts(void **state)
{
	static const struct spelling cases[] = {
		{ "https://xn--mhle-0ra.example:8080/%C3%BC", "https://m\xc3\xbchle.example:8080/%C3%BC" },
		{ "https://m\xc3\xbchle.example/\xc3\xbc", "https://m\xc3\xbchle.example/\xc3\xbc" },
		{ "https://p\xd0\xb0ypal.example/", "https://xn--pypal-4ve.example/" },
		{ "https://Example.ORG./a", "https://Example.ORG./a" },
		{ "https://example.org/xn--mhle-0ra", "https://example.org/xn--mhle-0ra" },
		{ "http://a%20b/", "http://a%20b/" },
		{ "mailto:x@xn--mhle-0ra.example", "mailto:x@xn--mhle-0ra.example" },
		{ "story.md", "story.md" }, { "", "" },
	};

	(void)state;
	check_text(nr_url_show, cases, sizeof(cases) / sizeof(*cases));
}

static void
test_addresses_are_shown_short_without_scheme_and_www(void **state)
{
	(void)state;
	assert_string_equal(nr_url_short("https://www.a.example/b"), "a.example/b");
	assert_string_equal(nr_url_short("HTTP://A.example"), "A.example");
	assert_string_equal(nr_url_short("https://wwwa.example/www."), "wwwa.example/www.");
	assert_string_equal(nr_url_short("mailto:a@www.example"), "mailto:a@www.example");
	assert_string_equal(nr_url_short(""), "");
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_hosts_have_one_spelling),
		cmocka_unit_test(test_length_of_a_host_is_limited),
		cmocka_unit_test(test_hosts_are_shown_unless_they_could_be_another),
		cmocka_unit_test(test_what_is_no_punycode_is_shown_as_it_is),
		cmocka_unit_test(test_addresses_are_cleaned_as_by_browsers),
		cmocka_unit_test(test_addresses_are_shown_with_their_hosts),
		cmocka_unit_test(test_addresses_are_shown_short_without_scheme_and_www),
	};

	return cmocka_run_group_tests_name("host", tests, NULL, NULL);
}
