#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <unistd.h>

#include "net/address.h"
#include "net/endpoint.h"
#include "unit/fetch_util.h"

#define LOOPBACK "a loopback address"
#define PRIVATE "a private address"
#define LINK "a link-local address"
#define MULTI "a multicast address"
#define DOC "an address for documentation"
#define NONE "an unspecified address"
#define RESERVED "a reserved address"
#define CARRIER "an address behind a carrier's NAT"
#define BENCH "an address for benchmarks"

/* As it is connected to. */
static const char *
special(const char *ip)
{
	struct sockaddr_in in = { .sin_family = AF_INET };
	struct sockaddr_in6 in6 = { .sin6_family = AF_INET6 };

	if (inet_pton(AF_INET, ip, &in.sin_addr) == 1)
		return nr_address_special((const struct sockaddr *)&in);
	if (inet_pton(AF_INET6, ip, &in6.sin6_addr) != 1)
		fail_msg("%s is no address", ip);
	return nr_address_special((const struct sockaddr *)&in6);
}

static void
check(const char *what, const char *got, const char *expected)
{
	if (got != expected && (!got || !expected || strcmp(got, expected) != 0))
		fail_msg("%s is %s, not %s", what, got ? got : "ordinary",
			expected ? expected : "ordinary");
}

static void
test_special_addresses(void **state)
{
	static const struct { const char *ip, *expected; } cases[] = {
		{ "0.0.0.0", NONE }, { "0.255.255.255", NONE }, { "1.0.0.0", NULL },
		{ "9.255.255.255", NULL }, { "10.0.0.0", PRIVATE },
		{ "10.255.255.255", PRIVATE }, { "11.0.0.0", NULL },
		{ "100.63.255.255", NULL }, { "100.64.0.0", CARRIER },
		{ "100.127.255.255", CARRIER }, { "100.128.0.0", NULL },
		{ "126.255.255.255", NULL }, { "127.0.0.0", LOOPBACK },
		{ "127.255.255.255", LOOPBACK }, { "128.0.0.0", NULL },
		{ "169.253.255.255", NULL }, { "169.254.0.0", LINK },
		{ "169.254.169.254", LINK }, { "169.255.0.0", NULL },
		{ "172.15.255.255", NULL }, { "172.16.0.0", PRIVATE },
		{ "172.31.255.255", PRIVATE }, { "172.32.0.0", NULL },
		{ "192.0.0.0", RESERVED }, { "192.0.1.0", NULL }, { "192.0.2.255", DOC },
		{ "192.0.3.0", NULL }, { "192.88.99.1", RESERVED },
		{ "192.167.255.255", NULL }, { "192.168.0.0", PRIVATE },
		{ "192.168.255.255", PRIVATE }, { "192.169.0.0", NULL },
		{ "198.17.255.255", NULL }, { "198.18.0.0", BENCH },
		{ "198.19.255.255", BENCH }, { "198.20.0.0", NULL },
		{ "198.51.100.1", DOC }, { "203.0.113.1", DOC }, { "203.0.114.0", NULL },
		{ "223.255.255.255", NULL }, { "224.0.0.0", MULTI },
		{ "239.255.255.255", MULTI }, { "240.0.0.0", RESERVED },
		{ "255.255.255.255", RESERVED },

		{ "::", NONE }, { "::1", LOOPBACK }, { "::2", RESERVED },
		{ "::127.0.0.1", RESERVED }, { "::8.8.8.8", RESERVED },
		{ "::ffff:127.0.0.1", LOOPBACK }, { "::ffff:10.1.2.3", PRIVATE },
		{ "::ffff:8.8.8.8", NULL }, { "::ffff:0:127.0.0.1", RESERVED },
		{ "64:ff9b::192.168.1.1", PRIVATE }, { "64:ff9b::8.8.8.8", NULL },
		{ "64:ff9b:1::8.8.8.8", RESERVED }, { "100::1", RESERVED },
		{ "2001::1", RESERVED }, { "2001:1ff:ffff::", RESERVED },
		{ "2001:200::", NULL }, { "2001:db7:ffff::", NULL }, { "2001:db8::1", DOC },
		{ "2001:db9::", NULL }, { "2002:7f00:1::", LOOPBACK },
		{ "2002:c0a8:101::1", PRIVATE }, { "2002:a00::1", PRIVATE },
		{ "2002:808:808::1", NULL }, { "2606:4700::1111", NULL },
		{ "3ffe::1", NULL }, { "3fff::1", DOC }, { "3fff:1000::", NULL },
		{ "4000::", RESERVED }, { "5f00::1", RESERVED }, { "fc00::1", PRIVATE },
		{ "fdff::1", PRIVATE }, { "fe00::1", RESERVED }, { "fe80::1", LINK },
		{ "febf::1", LINK }, { "fec0::1", PRIVATE }, { "ff02::1", MULTI },
	};
	static const struct sockaddr local = { .sa_family = AF_UNIX };

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		check(cases[i].ip, special(cases[i].ip), cases[i].expected);
		check(cases[i].ip, nr_address_special_host(cases[i].ip), cases[i].expected);
	}
	check("a local socket", nr_address_special(&local), RESERVED);
}

/* A place that a URL leads to. */
static struct nr_endpoint
place(const char *url)
{
	struct nr_endpoint p = NR_ENDPOINT_INIT;
	struct nr_error err = NR_ERROR_INIT;
	struct nr_curl curl;

	if (nr_curl_load(&curl, &err) < 0 || nr_endpoint_resolve(&p, &curl, url, &err) < 0)
		fail_msg("%s: %s", url, err.text);
	return p;
}

static void
test_spellings_of_hosts(void **state)
{
	static const char machine[] = "this machine";
	static const struct { const char *url, *host, *expected; } cases[] = {
		{ "http://127.0.0.1/", NULL, LOOPBACK },
		{ "http://127.1/", NULL, LOOPBACK },
		{ "http://0x7f.1/", NULL, LOOPBACK },
		{ "http://0X7F000001/", NULL, LOOPBACK },
		{ "http://2130706433/", NULL, LOOPBACK },
		{ "http://0177.0.0.01/", NULL, LOOPBACK },
		{ "http://127.0.0.1./", NULL, LOOPBACK },
		{ "http://%31%32%37.0.0.1/", NULL, LOOPBACK },
		{ "http://0/", NULL, NONE },
		{ "http://10.1/", NULL, PRIVATE },
		{ "http://[::1]/", "::1", LOOPBACK },
		{ "http://[0:0:0:0:0:0:0:1]/", "::1", LOOPBACK },
		{ "http://[::ffff:127.0.0.1]/", "::ffff:127.0.0.1", LOOPBACK },
		{ "http://[::FFFF:7f00:1]/", "::ffff:127.0.0.1", LOOPBACK },
		{ "http://[fe80::1%25eth0]/", "fe80::1", LINK },
		{ "http://localhost/", "localhost", machine },
		{ "http://LocalHost./", "localhost", machine },
		{ "http://a.b.LOCALHOST/", "a.b.localhost", machine },
		{ "http://notlocalhost/", "notlocalhost", NULL },
		{ "http://localhost.example/", "localhost.example", NULL },
		{ "http://xn--bcher-kva.example/", "xn--bcher-kva.example", NULL },
		{ "http://Example.ORG.:80/", "example.org", NULL },
		{ "http://8.8.8.8/", "8.8.8.8", NULL },
		{ "http://[2606:4700::1111]/", "2606:4700::1111", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct nr_endpoint p = place(cases[i].url);

		check(cases[i].url, nr_address_special_host(p.host), cases[i].expected);
		if (cases[i].host)
			assert_string_equal(p.host, cases[i].host);
		nr_endpoint_release(&p);
	}
}

static void
test_lists_of_hosts(void **state)
{
	static const struct { const char *url, *entry; bool expected; } cases[] = {
		{ "http://nas.example/", "nas.example", true },
		{ "http://NAS.example.:99/", "nas.example", true },
		{ "http://nas.example/", "Nas.Example.", true },
		{ "http://nas.example/", "example", false },
		{ "http://x.nas.example/", "nas.example", false },
		{ "http://nas.example/", "nas.example:80", true },
		{ "https://nas.example/", "nas.example:443", true },
		{ "https://nas.example/", "nas.example:80", false },
		{ "http://nas.example:8/", "nas.example:80", false },
		{ "http://nas.example/", "nas.example:", false },
		{ "http://nas.example/", "", false },
		{ "http://[::1]/", "::1", true },
		{ "http://[::1]/", "[::1]", true },
		{ "http://[::1]/", "[0:0::1]:80", true },
		{ "http://[::1]/", "[::1]:81", false },
		{ "http://[::1]/", "[::1", false },
		{ "http://127.0.0.1/", "127.0.0.1", true },
		{ "http://127.0.0.2/", "127.0.0.1", false },
		{ "http://localhost/", "127.0.0.1", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct nr_endpoint p = place(cases[i].url);
		const char *list[] = { "other.example", cases[i].entry, NULL };

		if (nr_endpoint_is_listed(p.host, p.port, list) != cases[i].expected)
			fail_msg("%s in %s", cases[i].url, cases[i].entry);
		assert_false(nr_endpoint_is_listed(p.host, p.port, NULL));
		nr_endpoint_release(&p);
	}
}

static void
test_exceptions_from_the_proxy(void **state)
{
	static const struct { const char *url, *list; bool expected; } cases[] = {
		{ "http://e.org/", NULL, false }, { "http://e.org/", "", false },
		{ "http://e.org/", "*", true }, { "http://e.org/", "e.org", true },
		{ "http://a.E.org/", "x.org, e.ORG", true },
		{ "http://a.e.org/", "x.org .e.org", true },
		{ "http://e.org/", ".e.org", true }, { "http://e.org/", "e.org.", true },
		{ "http://ae.org/", "e.org", false }, { "http://e.org/", "a.e.org", false },
		{ "http://e.org/", ",, ,", false }, { "http://e.org/", ".", false },
		{ "http://10.1.2.3/", "10.1.2.3", true },
		{ "http://10.1.2.3/", "2.3", false },
		{ "http://10.1.2.3/", "10.0.0.0/8", true },
		{ "http://10.1.2.3/", "10.1.2.2/31", true },
		{ "http://10.1.2.3/", "10.1.2.0/31", false },
		{ "http://10.1.2.3/", "0.0.0.0/0", true },
		{ "http://10.1.2.3/", "10.0.0.0/33", false },
		{ "http://10.1.2.3/", "10.0.0.0/", false },
		{ "http://10.1.2.3/", "10.0.0.0/8x", false },
		{ "http://10.1.2.3/", "fe80::/0", false },
		{ "http://[fd00::1]/", "[fd00::1]", true },
		{ "http://[fd00::1]/", "fd00::/8", true },
		{ "http://[fd00::1]/", "fd00::1", true },
		{ "http://e.org/", "0.0.0.0/0", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct nr_endpoint p = place(cases[i].url);

		if (nr_endpoint_in_no_proxy(&p, cases[i].list) != cases[i].expected)
			fail_msg("%s in '%s'", cases[i].url, cases[i].list);
		nr_endpoint_release(&p);
	}
}

/* ---- on the wire ------------------------------------------------------------------- */

static const struct httpd_route routes[] = {
	{ .path = "/", .body = "page" },
};

/* Without being allowed nothing even connects, whatever the name is. */
static void
test_this_machine_is_refused(void **state)
{
	static const struct { const char *host, *message; } cases[] = {
		{ "127.0.0.1", "127.0.0.1: refused: it is " LOOPBACK },
		{ "0x7f.1", "127.0.0.1: refused: it is " LOOPBACK },
		{ "localhost.", "localhost: refused: it is this machine" },
		{ "[::ffff:127.0.0.1]", "::ffff:127.0.0.1: refused: it is " LOOPBACK },
	};
	static const char *const others[] = { "other.example", "localhost:1", NULL };
	struct nr_fetch_options options = { .allow_private = others };
	struct httpd *h = httpd_start(&(struct httpd_config){ .routes = routes, .n_routes = 1 });
	char url[HTTPD_URL_MAX];
	struct got g;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		httpd_url(h, cases[i].host, "/", url);
		get(&options, url, &g);
		check_outcome(&g, NR_FETCH_REFUSED);
		check_message(&g, cases[i].message);
		got_release(&g);
	}
	assert_int_equal(httpd_connections(h), 0);
	httpd_free(h);
}

/* A name that /etc/hosts has for loopback and that does not look so; false if not found. */
static bool
find_name_of_loopback(char name[256], bool *v6)
{
	char line[1024], ip[64];
	FILE *f = fopen("/etc/hosts", "r");
	bool found = false;

	while (f && !found && fgets(line, sizeof(line), f)) {
		line[strcspn(line, "#\n")] = '\0';
		found = sscanf(line, "%63s %255s", ip, name) == 2
			&& (strcmp(ip, "127.0.0.1") == 0 || strcmp(ip, "::1") == 0)
			&& !nr_address_special_host(name);
	}
	if (f)
		fclose(f);
	*v6 = found && ip[0] == ':';
	return found;
}

/* Only connecting tells what such a name stands for. */
static void
test_name_of_a_special_address_is_refused(void **state)
{
	char name[256], url[HTTPD_URL_MAX + 256];
	const char *allowed[] = { name, NULL };
	struct nr_fetch_options options = { 0 };
	struct httpd *h;
	struct got g;
	bool v6;

	(void)state;
	if (!find_name_of_loopback(name, &v6))
		skip();
	h = httpd_start(&(struct httpd_config){ .routes = routes, .n_routes = 1 });
	snprintf(url, sizeof(url), "http://%s:%u/", name, httpd_port(h));
	get(&options, url, &g);
	check_outcome(&g, NR_FETCH_REFUSED);
	assert_memory_equal(g.r.message, name, strlen(name));
	assert_non_null(strstr(g.r.message, v6 ? ": refused: it is ::1, " LOOPBACK
		: ": refused: it is 127.0.0.1, " LOOPBACK));
	assert_int_equal(httpd_connections(h), 0);
	got_release(&g);
	options.allow_private = allowed;
	get(&options, url, &g);
	if (!v6)
		check_outcome(&g, NR_FETCH_OK);
	got_release(&g);
	httpd_free(h);
}

static void
test_host_allowed_by_name_and_port(void **state)
{
	struct httpd *h = httpd_start(&(struct httpd_config){ .routes = routes, .n_routes = 1 });
	char url[HTTPD_URL_MAX], entry[64];
	const char *allowed[] = { entry, NULL };
	struct nr_fetch_options options = { .allow_private = allowed };
	struct got g;

	(void)state;
	snprintf(entry, sizeof(entry), "a.localhost:%u", httpd_port(h));
	httpd_url(h, "A.localhost", "/", url);
	get(&options, url, &g);
	check_outcome(&g, NR_FETCH_OK);
	got_release(&g);
	httpd_url(h, "b.localhost", "/", url);
	get(&options, url, &g);
	check_outcome(&g, NR_FETCH_REFUSED);
	got_release(&g);
	httpd_free(h);
}

/* ---- through a proxy --------------------------------------------------------------- */

static const char proxied_page[] = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\npage";

/* A server that answers whatever it is asked, and the variable that makes it the proxy. */
static struct rawd *
start_proxy(const char *variable, const char *answer)
{
	struct rawd *r = rawd_start(&(struct rawd_script){ .bytes = answer });
	char value[64];

	snprintf(value, sizeof(value), "http://127.0.0.1:%u", rawd_port(r));
	setenv(variable, value, 1);
	return r;
}

static void
check_received(struct rawd *r, const char *expected)
{
	char text[512] = "";

	rawd_received(r, text, sizeof(text) - 1);
	if (strncmp(text, expected, strlen(expected)) != 0)
		fail_msg("%s", text);
}

static void
test_proxy_is_asked_and_may_have_any_address(void **state)
{
	struct rawd *r = start_proxy("http_proxy", proxied_page);
	struct nr_fetch_options options = { 0 };
	struct got g;

	(void)state;
	get(&options, "http://page.example/x", &g);
	check_outcome(&g, NR_FETCH_OK);
	check_received(r, "GET http://page.example/x HTTP/1.1\r\n");
	assert_string_equal(nr_buf_str(&g.r.body), "page");
	got_release(&g);
	rawd_free(r);
	forget_proxies(state);
}

static void
test_hosts_written_out_are_refused_through_a_proxy(void **state)
{
	static const char *const urls[] = { "http://192.168.1.1/", "http://0x7f.1/",
		"http://localhost/", "http://x.localhost./", "http://[::1]/" };
	struct rawd *r = start_proxy("http_proxy", proxied_page);
	struct nr_fetch_options options = { 0 };
	struct got g;

	(void)state;
	for (size_t i = 0; i < sizeof(urls) / sizeof(*urls); i++) {
		get(&options, urls[i], &g);
		check_outcome(&g, NR_FETCH_REFUSED);
		got_release(&g);
	}
	check_received(r, "");
	rawd_free(r);
	forget_proxies(state);
}

static void
test_tunnel_through_a_proxy(void **state)
{
	struct rawd *r = start_proxy("HTTPS_PROXY",
		"HTTP/1.1 403 Forbidden\r\nContent-Type: image/png\r\nContent-Length: 0\r\n\r\n");
	struct nr_fetch_options options = { 0 };
	struct got g;

	(void)state;
	get(&options, "https://page.example/", &g);
	check_outcome(&g, NR_FETCH_CONNECT);
	check_message(&g, "page.example: proxy: status 403");
	check_received(r, "CONNECT page.example:443 HTTP/1.1\r\n");
	assert_int_equal(g.r.status, 0);
	assert_string_equal(g.r.type, "");
	got_release(&g);
	rawd_free(r);
	forget_proxies(state);
}

static void
test_exception_is_asked_directly_and_checked(void **state)
{
	struct rawd *r = start_proxy("all_proxy", proxied_page);
	struct httpd *h = httpd_start(&(struct httpd_config){ .routes = routes, .n_routes = 1 });
	struct nr_fetch_options options = local_options();
	char url[HTTPD_URL_MAX];
	struct got g;

	(void)state;
	setenv("NO_PROXY", "localhost", 1);
	httpd_url(h, "a.localhost", "/", url);
	get(&options, url, &g);
	check_outcome(&g, NR_FETCH_OK);
	assert_int_equal(httpd_requests(h, "/"), 1);
	got_release(&g);
	options.allow_private = NULL;
	get(&options, url, &g);
	check_outcome(&g, NR_FETCH_REFUSED);
	got_release(&g);
	check_received(r, "");
	httpd_free(h);
	rawd_free(r);
	forget_proxies(state);
}

/* Or libcurl would connect directly to what was not checked. */
static void
test_variables_count_as_they_were_in_the_beginning(void **state)
{
	struct rawd *r = start_proxy("http_proxy", proxied_page);
	struct nr_fetch_options options = local_options();
	struct nr_fetcher *f = new_fetcher(&options);
	struct got g = { 0 };

	(void)state;
	setenv("no_proxy", "*", 1);
	add_url(f, "http://a.localhost:1/", &g);
	run_all(f);
	nr_fetcher_free(f);
	check_outcome(&g, NR_FETCH_OK);
	check_received(r, "GET http://a.localhost:1/ HTTP/1.1\r\n");
	got_release(&g);
	rawd_free(r);
	forget_proxies(state);
}

static void
test_proxy_that_is_not_there(void **state)
{
	struct nr_fetch_options options = { 0 };
	char value[64];
	unsigned port;
	int closed = rawd_closed(&port);
	struct got g;

	(void)state;
	snprintf(value, sizeof(value), "127.0.0.1:%u", port);
	setenv("http_proxy", value, 1);
	get(&options, "http://page.example/", &g);
	check_outcome(&g, NR_FETCH_CONNECT);
	check_message(&g, "page.example: proxy: cannot connect: Connection refused");
	got_release(&g);
	close(closed);
	forget_proxies(state);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_special_addresses),
		cmocka_unit_test(test_spellings_of_hosts),
		cmocka_unit_test(test_lists_of_hosts),
		cmocka_unit_test(test_exceptions_from_the_proxy),
		cmocka_unit_test(test_this_machine_is_refused),
		cmocka_unit_test(test_name_of_a_special_address_is_refused),
		cmocka_unit_test(test_host_allowed_by_name_and_port),
		cmocka_unit_test(test_proxy_is_asked_and_may_have_any_address),
		cmocka_unit_test(test_hosts_written_out_are_refused_through_a_proxy),
		cmocka_unit_test(test_tunnel_through_a_proxy),
		cmocka_unit_test(test_exception_is_asked_directly_and_checked),
		cmocka_unit_test(test_variables_count_as_they_were_in_the_beginning),
		cmocka_unit_test(test_proxy_that_is_not_there),
	};

	return cmocka_run_group_tests_name("fetch_address", tests, forget_proxies, NULL);
}
