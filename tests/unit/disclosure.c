#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <arpa/inet.h>
#include <netdb.h>
#include <string.h>

#include "net/lookup.h"
#include "net/disclosure.h"

#define ADDRESS(ip, what) ip ", " what " address"
#define LOOPBACK "127.0.0.1, a loopback address"
#define PRIVATE "10.0.0.1, a private address"
#define LOCAL(name) name ", a name of a local network"
#define PARAMETER(name) "an address with a parameter \"" name "\""
#define USER "an address with a user name"
#define NO_HOST "an address whose host cannot be one"
#define NO_WEB "an address that is not one of the web"
#define LISTED(host) host ", which allow-private-hosts has"

static const char *const allowed[] = { "nas.example", "m\xc3\xbchle.example:8080", "[2606:4700::1]:80",
	NULL };

/* `why` NULL: it may be disclosed. */
struct judged {
	const char *url, *why;
};

static void
check(const struct judged *cases, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct nr_error err = NR_ERROR_INIT;
		struct nr_buf hosts = NR_BUF_INIT;
		int rc = nr_disclosure_check(cases[i].url, allowed, &hosts, &err);

		if (rc != (cases[i].why ? -1 : 0)
			|| strcmp(err.text, cases[i].why ? cases[i].why : "") != 0)
			fail_msg("%s: %d, %s", cases[i].url, rc, err.text);
		nr_buf_release(&hosts);
	}
}

static void
test_public_addresses_may_be_disclosed(void **state)
{
	static const struct judged cases[] = {
		{ "https://news.example/2021/05/story.html?id=7&page=2#comments", NULL },
		{ "HTTPS://News.Example.:8443/", NULL },
		{ "http://m\xc3\xbchl.example/\xc3\xbc", NULL },
		{ "https://8.8.8.8/", NULL }, { "https://[2606:4700::1111]/", NULL },
		{ "https://0x08080808/", NULL },
		{ "https://local.example/localhost.html", NULL },
		{ "https://news.example/internal/lan/local", NULL },
		{ "https://news.example/who-keeps-the-keys/", NULL },
		{ "https://news.example/#key-points", NULL },
		{ "https://news.example/?id=token", NULL },
		{ "https://news.example/@token/story", NULL },
		{ "https://news.example/mail?to=me@news.example", NULL },
		{ "https://news.example/version-10.0.0.1/", NULL },
		{ "https://news.example/?u=https%3A%2F%2Fother.example%2Fa", NULL },
		{ "https://archive.example/web/2021/https://news.example/a", NULL },
		{ "https://www.google.com/amp/s/news.example/a", NULL },
		{ "https://news.example/http:/", NULL }, { "https://news.example/100%", NULL },
	};

	(void)state;
	check(cases, sizeof(cases) / sizeof(*cases));
}

static void
test_private_hosts_are_not_disclosed(void **state)
{
	static const struct judged cases[] = {
		{ "http://10.0.0.1/", PRIVATE }, { "http://10.0.0.1../", PRIVATE },
		{ "http://10.1/", PRIVATE }, { "http://167772161/", PRIVATE },
		{ "http://0xa.0.0.1/", PRIVATE }, { "http://012.0.0.1/", PRIVATE },
		{ "http://%31%30.0.0.1/", PRIVATE },
		{ "http://\xef\xbc\x91\xef\xbc\x90\xef\xbc\x8e" "0.0.1/", PRIVATE },
		{ "http://127.0.0.1:8080/", LOOPBACK },
		{ "http://172.16.0.1/", ADDRESS("172.16.0.1", "a private") },
		{ "http://192.168.0.1/", ADDRESS("192.168.0.1", "a private") },
		{ "http://169.254.169.254/", ADDRESS("169.254.169.254", "a link-local") },
		{ "http://100.64.0.1/", "100.64.0.1, an address behind a carrier's NAT" },
		{ "http://0.0.0.0/", ADDRESS("0.0.0.0", "an unspecified") },
		{ "http://224.0.0.1/", ADDRESS("224.0.0.1", "a multicast") },
		{ "http://240.0.0.1/", ADDRESS("240.0.0.1", "a reserved") },
		{ "http://192.0.2.1/", "192.0.2.1, an address for documentation" },
		{ "http://198.18.0.1/", "198.18.0.1, an address for benchmarks" },
		{ "http://[::1]/", ADDRESS("::1", "a loopback") },
		{ "http://[::]/", ADDRESS("::", "an unspecified") },
		{ "http://[::ffff:10.0.0.1]/", ADDRESS("::ffff:10.0.0.1", "a private") },
		{ "http://[::10.0.0.1]/", ADDRESS("::10.0.0.1", "a reserved") },
		{ "http://[64:ff9b::a00:1]/", ADDRESS("64:ff9b::a00:1", "a private") },
		{ "http://[2002:a00:1::]/", ADDRESS("2002:a00:1::", "a private") },
		{ "http://[2001:0:a00:1::]/", ADDRESS("2001:0:a00:1::", "a reserved") },
		{ "http://[fd00::1]/", ADDRESS("fd00::1", "a private") },
		{ "http://[fe80::1]/", ADDRESS("fe80::1", "a link-local") },
		{ "http://localhost/", "localhost, this machine" },
		{ "http://a.LOCALHOST./", "a.localhost, this machine" },
		{ "http://intranet/", LOCAL("intranet") }, { "http://Nas.LOCAL/", LOCAL("nas.local") },
		{ "http://a.internal/", LOCAL("a.internal") }, { "http://a.lan/", LOCAL("a.lan") },
		{ "http://a.home.arpa/", LOCAL("a.home.arpa") },
		{ "http://a.l%6Fcal/", LOCAL("a.local") },
		{ "http://nas.example/", LISTED("nas.example") },
		{ "http://NAS.example.:99/", LISTED("nas.example") },
		{ "http://m\xc3\xbchle.example/", LISTED("xn--mhle-0ra.example") },
		{ "http://[2606:4700:0::1]/", LISTED("2606:4700::1") },
		{ "http://256.1.1.1/", NO_HOST }, { "http://a..example/", NO_HOST },
		{ "http://[fe80::1%25eth0]/", NO_WEB }, { "http://a\\@b.example/", NO_WEB },
		{ "ftp://news.example/", NO_WEB }, { "news.example", NO_WEB }, { "", NO_WEB },
		{ "http://", NO_WEB }, { "http://a%00.example/", NO_WEB },
	};

	(void)state;
	check(cases, sizeof(cases) / sizeof(*cases));
}

static void
test_secrets_in_an_address_are_not_disclosed(void **state)
{
	static const struct judged cases[] = {
		{ "https://me:pw@news.example/", USER }, { "https://me@news.example/", USER },
		{ "https://@news.example/", USER },
		{ "https://news.example/?token=1", PARAMETER("token") },
		{ "https://news.example/?a=1&Access_TOKEN=2", PARAMETER("Access_TOKEN") },
		{ "https://news.example/?a=1;apikey=2", PARAMETER("apikey") },
		{ "https://news.example/?X-Amz-Signature=1", PARAMETER("X-Amz-Signature") },
		{ "https://news.example/?auth", PARAMETER("auth") },
		{ "https://news.example/?client%5Fsecret=1", PARAMETER("client%5Fsecret") },
		{ "https://news.example/?p%61ss=1", PARAMETER("pass") },
		{ "https://news.example/?%2570assword=1", PARAMETER("password") },
		{ "https://news.example/?a=1&amp;token=1", PARAMETER("token") },
		{ "https://news.example/?path/token=1", PARAMETER("path/token") },
		{ "https://news.example/a;jsessionid=1/b", PARAMETER("jsessionid") },
		{ "https://news.example/a%3Bsession=1", PARAMETER("session") },
		{ "https://news.example/#access_token=1", PARAMETER("access_token") },
		{ "https://news.example/?u=https%3A%2F%2Fother.example%2F%3Fkey%3D1", PARAMETER("key") },
	};

	(void)state;
	check(cases, sizeof(cases) / sizeof(*cases));
}

static void
test_private_addresses_within_others_are_not_disclosed(void **state)
{
	static const struct judged cases[] = {
		{ "https://news.example/?u=http://10.0.0.1/", PRIVATE },
		{ "https://news.example/?u=http%3A%2F%2F10.0.0.1%2F", PRIVATE },
		{ "https://news.example/?u=http%253A%252F%252F10.1", PRIVATE },
		{ "https://archive.example/web/2021/http:/127.1/x", LOOPBACK },
		{ "https://news.example/?u=HTTPS://me:pw@other.example", USER },
		{ "https://news.example/?u=http://intranet&x=1", LOCAL("intranet") },
		{ "https://news.example/?u=http://a%2Finternal", NO_HOST },
		{ "https://news.example/?u=http://nas.example/", LISTED("nas.example") },
		{ "https://news.example/?u=http://[::1]:80/", ADDRESS("::1", "a loopback") },
		{ "https://news.example/view/10.0.0.1/a", PRIVATE },
		{ "https://news.example/view?host=10.0.0.1:8080", PRIVATE },
		{ "https://news.example/view/wiki.Internal/a", LOCAL("wiki.internal") },
		{ "https://news.example/view/localhost/", "localhost, this machine" },
		{ "https://news.example/view?u=http:10.0.0.1:80", PRIVATE },
		{ "https://news.example/view?u=me@10.0.0.1", PRIVATE },
		{ "https://news.example/view/NAS.example/a", LISTED("nas.example") },
		{ "https://news.example/view/[::1]/", ADDRESS("::1", "a loopback") },
		{ "https://www.google.com/amp/s/intranet/a", LOCAL("intranet") },
		{ "https://www.google.co.uk/amp/2130706433/a", LOOPBACK },
		{ "https://x.cdn.ampproject.org/c/s/intranet/a", LOCAL("intranet") },
		{ "https://a.example/?http://b.example/http://c.example/http://d.example/"
			"http://e.example/http://f.example/http://g.example/http://h.example/"
			"http://i.example/", "more than 8 addresses in one" },
		{ "https://a.example/?%25252525252525252541", "an address encoded too often" },
	};

	(void)state;
	check(cases, sizeof(cases) / sizeof(*cases));
}

static void
test_hosts_are_named_that_have_to_be_looked_up(void **state)
{
	struct nr_error err = NR_ERROR_INIT;
	struct nr_buf hosts = NR_BUF_INIT;

	(void)state;
	assert_int_equal(nr_disclosure_check("https://www.google.com/amp/s/News.example./a"
		"?u=https%3A%2F%2Fother.example:8080/", NULL, &hosts, &err), 0);
	assert_string_equal(hosts.data, "www.google.com\nother.example\nnews.example\nother.example\n");
	nr_buf_release(&hosts);
}

static void
test_address_within_an_address_is_found(void **state)
{
	static const struct { const char *url, *found; } cases[] = {
		{ "https://a.example/web/2021id_/http://b.example/x?y=1",
			"http://b.example/x?y=1" },
		{ "https://a.example/?u=https%3A%2F%2Fb.example%2Fx", "https://b.example/x" },
		{ "https://a.example/?u=http%253A%252F%252Fb.example", "http://b.example" },
		{ "https://a.example/web/http:/b.example/", "http:/b.example/" },
		{ "https://a.example/http/https", NULL }, { "https://a.example", NULL },
		{ "nothing", NULL }, { "", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct nr_buf found = NR_BUF_INIT;

		if (nr_disclosure_find(cases[i].url, &found) != (cases[i].found != NULL)
			|| strcmp(nr_buf_str(&found), cases[i].found ? cases[i].found : "") != 0)
			fail_msg("%s: %s", cases[i].url, nr_buf_str(&found));
		nr_buf_release(&found);
	}
}

/* ---- what a resolver says ---------------------------------------------------------- */

/* The list that getaddrinfo makes of these addresses. */
static void
make_list(const char *const ips[2], struct sockaddr_in in[2], struct addrinfo list[2])
{
	for (size_t i = 0; i < 2 && ips[i]; i++) {
		in[i] = (struct sockaddr_in){ .sin_family = AF_INET };
		assert_int_equal(inet_pton(AF_INET, ips[i], &in[i].sin_addr), 1);
		list[i] = (struct addrinfo){ .ai_family = AF_INET,
			.ai_addr = (struct sockaddr *)&in[i],
			.ai_next = i == 0 && ips[1] ? &list[1] : NULL };
	}
}

static void
test_answers_of_a_resolver(void **state)
{
	static const struct {
		int code;
		const char *ips[2];
		const char *why;	/* its beginning; NULL: it may be disclosed */
	} cases[] = {
		{ 0, { "8.8.8.8" }, NULL },
		{ 0, { "8.8.8.8", "1.1.1.1" }, NULL },
		{ 0, { "10.0.0.1" }, "a.example, which is " PRIVATE },
		{ 0, { "8.8.8.8", "10.0.0.1" }, "a.example, which is " PRIVATE },
		{ EAI_NONAME, { NULL }, NULL },
#ifdef EAI_NODATA
		{ EAI_NODATA, { NULL }, NULL },
#endif
		{ EAI_AGAIN, { NULL }, "a.example, which cannot be looked up: " },
		{ EAI_FAIL, { NULL }, "a.example, which cannot be looked up: " },
		{ EAI_MEMORY, { NULL }, "a.example, which cannot be looked up: " },
		{ EAI_SYSTEM, { NULL }, "a.example, which cannot be looked up: " },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct nr_lookup_answer answer;
		struct addrinfo list[2];
		struct sockaddr_in in[2];

		make_list(cases[i].ips, in, list);
		nr_lookup_classify("a.example", cases[i].code, cases[i].ips[0] ? list : NULL, &answer);
		assert_int_equal(answer.may_disclose, !cases[i].why);
		if (cases[i].why)
			assert_memory_equal(answer.why, cases[i].why, strlen(cases[i].why));
		else
			assert_string_equal(answer.why, "");
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_public_addresses_may_be_disclosed),
		cmocka_unit_test(test_private_hosts_are_not_disclosed),
		cmocka_unit_test(test_secrets_in_an_address_are_not_disclosed),
		cmocka_unit_test(test_private_addresses_within_others_are_not_disclosed),
		cmocka_unit_test(test_hosts_are_named_that_have_to_be_looked_up),
		cmocka_unit_test(test_address_within_an_address_is_found),
		cmocka_unit_test(test_answers_of_a_resolver),
	};

	return cmocka_run_group_tests_name("disclosure", tests, NULL, NULL);
}
