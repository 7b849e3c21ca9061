#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "newsreader/net.h"

static void
test_web_addresses_pass(void **state)
{
	static const char *const cases[] = {
		"http://example.org", "https://example.org/",
		"HTTPS://Example.ORG/A%20b?c=d#e",
		"http://example.org:8080/", "http://127.0.0.1/", "http://[::1]:80/x",
		"http://localhost",
		"https://e.org/?q=a@b&u=http://c/", "https://e.org/#a@b",
		"https://e.org/@user", "https://e.org/a\\b",
		"https://xn--bcher-kva.example/",
		"https://e.org/$(reboot);`reboot`|'\"<>{}^", "https://e.org/%s%u%%",
		"http://e.org/..//./-oProxyCommand",
	};
	struct nr_error err = NR_ERROR_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		if (nr_net_check_url(cases[i], &err) != 0)
			fail_msg("%s: %s", cases[i], err.text);
		assert_int_equal(err.code, NR_ERR_NONE);
	}
}

#define PREFIX "not a web address: "

static void
test_other_addresses_are_refused_with_the_reason(void **state)
{
	static const char scheme[] = PREFIX "it does not begin with http:// or https://";
	static const char user[] = PREFIX "it has a user name in it";
	static const char no_host[] = PREFIX "it has no host";
	static const struct { const char *url, *expected; } cases[] = {
		{ NULL, PREFIX "it is empty" },
		{ "", PREFIX "it is empty" },
		{ "example.org", scheme },
		{ "//example.org/", scheme },
		{ "/etc/passwd", scheme },
		{ "-oProxyCommand=x", scheme },
		{ "--help", scheme },
		{ "javascript:alert(1)", scheme },
		{ "javascript://example.org/%0aalert(1)", scheme },
		{ "data:text/html,x", scheme },
		{ "file:///etc/passwd", no_host },
		{ "file://localhost/etc/passwd", scheme },
		{ "ftp://example.org/", scheme },
		{ "httpx://example.org/", scheme },
		{ "view-source://example.org/", scheme },
		{ "http:example.org", scheme },
		{ "http:/example.org", scheme },
		{ "http:///example.org", no_host },
		{ "http://", no_host },
		{ "http://?q", no_host },
		{ "http://#f", no_host },
		{ "http://user:pw@example.org/", user },
		{ "http://user@example.org/", user },
		{ "http://@example.org/", user },
		{ "http://host\\@evil/", user },
		{ "http://host\\.evil/", PREFIX "backslash before the path" },
		{ "http://host\\/@evil/", PREFIX "backslash before the path" },
		{ "http://e.org/a b", PREFIX "byte 0x20 in it" },
		{ " http://e.org/", PREFIX "byte 0x20 in it" },
		{ "http://e.org/\n", PREFIX "byte 0x0a in it" },
		{ "http://e.org/\x1b]52;c;x\a", PREFIX "byte 0x1b in it" },
		{ "http://e.org/\x7f", PREFIX "byte 0x7f in it" },
		{ "http://b\xc3\xbc" "cher.example/", PREFIX "byte 0xc3 in it" },
		{ "http://e.org/\x9b", PREFIX "byte 0x9b in it" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct nr_error err = NR_ERROR_INIT;

		if (nr_net_check_url(cases[i].url, &err) != -1)
			fail_msg("%s passed", cases[i].url);
		assert_int_equal(err.code, NR_ERR_INPUT);
		assert_string_equal(err.text, cases[i].expected);
	}
}

static void
test_what_libcurl_cannot_read_is_refused(void **state)
{
	static const char *const cases[] = {
		"http://:80/", "http://e.org:99999/", "http://e.org:8o/", "http://[::1/",
		"http://e.org%00.evil/", "http://a\"b/", "http://$(reboot)/",
		"http://e;rm/",
		"http://[fe80::g]/", "://e.org/", "1http://e.org/",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct nr_error err = NR_ERROR_INIT;

		if (nr_net_check_url(cases[i], &err) != -1)
			fail_msg("%s passed", cases[i]);
		assert_int_equal(err.code, NR_ERR_INPUT);
		assert_memory_equal(err.text, PREFIX, strlen(PREFIX));
	}
}

static void
test_length_is_limited(void **state)
{
	static const char begin[] = "http://e.org/";
	struct nr_error err = NR_ERROR_INIT;
	char *url = malloc(NR_NET_URL_MAX + 2);

	(void)state;
	assert_non_null(url);
	memset(url, 'a', NR_NET_URL_MAX + 1);
	memcpy(url, begin, strlen(begin));
	url[NR_NET_URL_MAX] = '\0';
	assert_int_equal(nr_net_check_url(url, &err), 0);
	url[NR_NET_URL_MAX] = 'a';
	url[NR_NET_URL_MAX + 1] = '\0';
	assert_int_equal(nr_net_check_url(url, &err), -1);
	assert_int_equal(err.code, NR_ERR_LIMIT);
	assert_string_equal(err.text, "address longer than 8192 bytes");
	free(url);
}

static void
test_version_names_the_library(void **state)
{
	(void)state;
	assert_memory_equal(nr_net_version(), "libcurl ", 8);
	assert_true(nr_net_version()[8] >= '0' && nr_net_version()[8] <= '9');
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_web_addresses_pass),
		cmocka_unit_test(test_other_addresses_are_refused_with_the_reason),
		cmocka_unit_test(test_what_libcurl_cannot_read_is_refused),
		cmocka_unit_test(test_length_is_limited),
		cmocka_unit_test(test_version_names_the_library),
	};

	return cmocka_run_group_tests_name("net", tests, NULL, NULL);
}
