#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <sys/resource.h>
#include <unistd.h>
#include <zlib.h>

#include "unit/fetch_util.h"

static const char page[] = "<p>A page</p>";
static unsigned char zipped[256];

static struct httpd_route routes[] = {
	{ .path = "/", .body = page },
	{ .path = "/empty" },
	{ .path = "/203", .status = 203, .body = page },
	{ .path = "/204", .status = 204 },
	{ .path = "/410", .status = 410, .body = page, .etag = "\"gone\"" },
	{ .path = "/503", .status = 503, .body = page },
	{ .path = "/300", .status = 300, .body = page, .location = "/" },
	{ .path = "/304", .status = 304 },
	{ .path = "/dated", .body = page, .etag = "W/\"a b\"",
		.last_modified = "Sat, 01 May 2021 10:00:00 GMT" },
	{ .path = "/zip", .body = (const char *)zipped, .encoding = "gzip" },
	{ .path = "/zip-bad", .body = "this is no gzip", .encoding = "gzip" },
	{ .path = "/cookie", .status = 302, .location = "/after",
		.header = "Set-Cookie: id=1; Path=/" },
	{ .path = "/after", .body = page },
	{ .path = "/pdf", .body = "%PDF", .type = "application/PDF; x=\"\xff\"" },
	{ .path = "/untyped", .body = page, .type = "" },
	{ .path = "/xhtml", .body = page, .type = "Application/XHTML+xml;charset=utf-8" },
	{ .path = "/hop", .status = 301, .location = "next?q=\xc3\xa4 b#part" },
	{ .path = "/next", .body = page },
	{ .path = "/loop", .status = 302, .location = "/loop" },
	{ .path = "/9", .status = 307, .location = "/8" },
	{ .path = "/8", .status = 308, .location = "/7" },
	{ .path = "/7", .status = 303, .location = "/6" },
	{ .path = "/6", .status = 302, .location = "/5" },
	{ .path = "/5", .status = 301, .location = "/4" },
	{ .path = "/4", .status = 301, .location = "/3" },
	{ .path = "/3", .status = 301, .location = "/2" },
	{ .path = "/2", .status = 301, .location = "/1" },
	{ .path = "/1", .status = 301, .location = "/0" },
	{ .path = "/0", .status = 301, .location = "/" },
	{ .path = "/10", .status = 301, .location = "/9" },
	{ .path = "/nowhere", .status = 301 },
	{ .path = "/file", .status = 301, .location = "file:///etc/passwd" },
	{ .path = "/ftp", .status = 301, .location = "ftp://e.org/" },
	{ .path = "/script", .status = 301, .location = "javascript:alert(1)" },
	{ .path = "/user", .status = 301, .location = "http://me:pw@localhost/" },
	{ .path = "/wide", .status = 301, .location = "http://\xef\xbc\x91\xef\xbc\x90.0.0.1/" },
	{ .path = "/dots", .status = 301, .location = "http://10.0.0.1../" },
	{ .path = "/digits", .status = 301, .location = "http://10.0.0.08/" },
	{ .path = "/raw", .status = 301, .location = "http://192.168.1.1/\xc3\xa4 b" },
	{ .path = "/private", .status = 301, .location = "http://192.168.1.1/admin" },
	{ .path = "/meta", .status = 301, .location = "//169.254.169.254/latest" },
	{ .path = "/other", .status = 301, .location = "http://x.localhost/" },
	{ .path = "/endless-404", .status = 404, .body = page, .way = HTTPD_ENDLESS },
	{ .path = "/endless-301", .status = 301, .location = "/", .body = page,
		.way = HTTPD_ENDLESS },
};

static struct httpd *server;

static int
start(void **state)
{
	z_stream z = { 0 };

	if (deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
		return -1;
	z.next_in = (unsigned char *)nr_strdup(page);
	z.avail_in = sizeof(page) - 1;
	z.next_out = zipped;
	z.avail_out = sizeof(zipped);
	unsigned char *plain = z.next_in;
	int rc = deflate(&z, Z_FINISH);

	free(plain);
	deflateEnd(&z);
	if (rc != Z_STREAM_END)
		return -1;
	for (size_t i = 0; i < sizeof(routes) / sizeof(*routes); i++)
		if (routes[i].body == (const char *)zipped)
			routes[i].length = z.total_out;
	server = httpd_start(&(struct httpd_config){ .routes = routes,
		.n_routes = sizeof(routes) / sizeof(*routes) });
	return forget_proxies(state);
}

static int
stop(void **state)
{
	(void)state;
	httpd_free(server);
	return 0;
}

/* A page of the server, by the request given, which needs no url. */
static struct got
fetch_with(const char *path, struct nr_fetch_request request)
{
	struct nr_fetch_options options = local_options();
	char url[HTTPD_URL_MAX];
	struct got g;

	httpd_url(server, "localhost", path, url);
	request.url = url;
	get_with(&options, &request, &g);
	return g;
}

static struct got
fetch(const char *path)
{
	return fetch_with(path, (struct nr_fetch_request){ 0 });
}

static void
check_header(const char *path, const char *name, const char *expected)
{
	char *value = httpd_last_header(server, path, name);

	if (expected) {
		assert_non_null(value);
		assert_string_equal(value, expected);
	} else {
		assert_null(value);
	}
	free(value);
}

static void
test_page_comes_with_what_is_known_of_it(void **state)
{
	struct got g = fetch("/dated?q#f");

	(void)state;
	check_outcome(&g, NR_FETCH_OK);
	assert_int_equal(g.r.status, 200);
	assert_true(g.r.id > 0);
	assert_string_equal(nr_buf_str(&g.r.body), page);
	assert_string_equal(g.r.type, "text/html; charset=utf-8");
	assert_string_equal(g.r.etag, "W/\"a b\"");
	assert_string_equal(g.r.last_modified, "Sat, 01 May 2021 10:00:00 GMT");
	assert_non_null(strstr(g.r.url, "/dated?q"));
	assert_true(g.r.received > strlen(page) + 100);
	assert_int_equal(g.r.redirects, 0);
	got_release(&g);
}

static void
test_statuses(void **state)
{
	static const struct {
		const char *path;
		unsigned status;
		enum nr_fetch_outcome outcome;
		const char *message;
	} cases[] = {
		{ "/empty", 200, NR_FETCH_OK, "" },
		{ "/203", 203, NR_FETCH_OK, "" },
		{ "/204", 204, NR_FETCH_STATUS, "localhost: status 204" },
		{ "/300", 300, NR_FETCH_STATUS, "localhost: status 300" },
		{ "/304", 304, NR_FETCH_STATUS, "localhost: status 304" },
		{ "/404", 404, NR_FETCH_STATUS, "localhost: status 404" },
		{ "/410", 410, NR_FETCH_STATUS, "localhost: status 410" },
		{ "/503", 503, NR_FETCH_STATUS, "localhost: status 503" },
		{ "/endless-404", 404, NR_FETCH_STATUS, "localhost: status 404" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct got g = fetch(cases[i].path);

		check_outcome(&g, cases[i].outcome);
		assert_int_equal(g.r.status, cases[i].status);
		check_message(&g, cases[i].message);
		got_release(&g);
	}
}

static void
test_request_says_what_it_has_to_and_no_more(void **state)
{
	struct got g = fetch_with("/", (struct nr_fetch_request){ .accept = "text/html, */*" });

	(void)state;
	check_outcome(&g, NR_FETCH_OK);
	check_header("/", "User-Agent", PACKAGE_NAME "/" PACKAGE_VERSION);
	check_header("/", "Accept", "text/html, */*");
	check_header("/", "Cookie", NULL);
	check_header("/", "Referer", NULL);
	check_header("/", "Authorization", NULL);
	check_header("/", "If-None-Match", NULL);
	check_header("/", "If-Modified-Since", NULL);
	char *encodings = httpd_last_header(server, "/", "Accept-Encoding");

	assert_non_null(strstr(encodings, "gzip"));
	assert_non_null(strstr(encodings, "deflate"));
	free(encodings);
	got_release(&g);
}

static void
test_cookies_and_referrers_do_not_come_back(void **state)
{
	struct got g = fetch("/cookie");

	(void)state;
	check_outcome(&g, NR_FETCH_OK);
	check_header("/after", "Cookie", NULL);
	check_header("/after", "Referer", NULL);
	got_release(&g);
}

static void
test_netrc_gives_no_password(void **state)
{
	static const char text[] = "default login me password pw\n";
	char home[] = "/tmp/newsreader-netrc-XXXXXX", path[64];
	char *old = getenv("HOME") ? nr_strdup(getenv("HOME")) : NULL;

	(void)state;
	assert_non_null(mkdtemp(home));
	snprintf(path, sizeof(path), "%s/.netrc", home);
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	fputs(text, f);
	assert_int_equal(fclose(f), 0);
	setenv("HOME", home, 1);
	struct got g = fetch("/");

	if (old)
		setenv("HOME", old, 1);
	free(old);
	unlink(path);
	rmdir(home);
	check_outcome(&g, NR_FETCH_OK);
	check_header("/", "Authorization", NULL);
	got_release(&g);
}

static void
test_what_is_there_already_is_not_sent_again(void **state)
{
	static const struct nr_fetch_request requests[] = {
		{ .etag = "W/\"a b\"" },
		{ .last_modified = "Sat, 01 May 2021 10:00:00 GMT" },
		{ .etag = "\"x\"", .last_modified = "Sat, 01 May 2021 10:00:00 GMT" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(requests) / sizeof(*requests); i++) {
		struct got g = fetch_with("/dated", requests[i]);

		check_outcome(&g, NR_FETCH_NOT_MODIFIED);
		assert_int_equal(g.r.status, 304);
		assert_string_equal(g.r.etag, "W/\"a b\"");
		check_header("/dated", "If-None-Match", requests[i].etag);
		check_header("/dated", "If-Modified-Since", requests[i].last_modified);
		got_release(&g);
	}
	struct got g = fetch_with("/dated", (struct nr_fetch_request){ .etag = "\"old\"",
		.last_modified = "" });

	check_outcome(&g, NR_FETCH_OK);
	check_header("/dated", "If-Modified-Since", NULL);
	got_release(&g);
}

static void
test_headers_cannot_be_smuggled(void **state)
{
	static const struct nr_fetch_request requests[] = {
		{ .etag = "\"a\"\r\nCookie: x" }, { .last_modified = "x\ny" },
		{ .accept = "text/html\x7f" },
	};
	struct nr_fetch_options options = local_options();
	struct nr_fetcher *f = new_fetcher(&options);

	(void)state;
	for (size_t i = 0; i < sizeof(requests) / sizeof(*requests); i++) {
		struct nr_fetch_request r = requests[i];
		struct nr_error err = NR_ERROR_INIT;

		r.url = "http://localhost/";
		r.done = take;
		assert_int_equal(nr_fetcher_add(f, &r, NULL, &err), -1);
		assert_int_equal(err.code, NR_ERR_INPUT);
		assert_memory_equal(err.text, "control character in ", 21);
	}
	nr_fetcher_free(f);
}

static void
test_what_is_no_web_address_is_not_taken(void **state)
{
	static const char *const urls[] = { "file:///etc/passwd", "http://me@localhost/",
		"gopher://localhost/", "", NULL };
	struct nr_fetch_options options = local_options();
	struct nr_fetcher *f = new_fetcher(&options);

	(void)state;
	for (size_t i = 0; i < sizeof(urls) / sizeof(*urls); i++) {
		struct nr_error err = NR_ERROR_INIT;

		assert_int_equal(nr_fetcher_add(f, &(struct nr_fetch_request){
			.url = urls[i], .done = take }, NULL, &err), -1);
		assert_memory_equal(err.text, "not a web address: ", 19);
	}
	assert_int_equal(nr_fetcher_run(f, 0), 0);
	nr_fetcher_free(f);
}

static void
test_compressed_page_is_unpacked(void **state)
{
	struct got g = fetch("/zip");

	(void)state;
	check_outcome(&g, NR_FETCH_OK);
	assert_string_equal(nr_buf_str(&g.r.body), page);
	got_release(&g);
	g = fetch("/zip-bad");
	check_outcome(&g, NR_FETCH_BROKEN);
	got_release(&g);
}

static void
test_only_types_asked_for_are_loaded(void **state)
{
	static const char html[] = "text/html;q=1.0 ,application/xhtml+xml";
	static const struct {
		const char *path, *accept;
		enum nr_fetch_outcome outcome;
	} cases[] = {
		{ "/", html, NR_FETCH_OK },
		{ "/xhtml", html, NR_FETCH_OK },
		{ "/untyped", html, NR_FETCH_OK },
		{ "/pdf", html, NR_FETCH_WRONG_TYPE },
		{ "/pdf", NULL, NR_FETCH_OK },
		{ "/pdf", "text/html, */*;q=0.1", NR_FETCH_OK },
		{ "/pdf", "application/*", NR_FETCH_OK },
		{ "/pdf", "text/*", NR_FETCH_WRONG_TYPE },
		{ "/", "text/h", NR_FETCH_WRONG_TYPE },
		{ "/", "text/html5", NR_FETCH_WRONG_TYPE },
		{ "/404", "image/png", NR_FETCH_STATUS },
		{ "/hop", "text/html", NR_FETCH_OK },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct got g = fetch_with(cases[i].path,
			(struct nr_fetch_request){ .accept = cases[i].accept });

		check_outcome(&g, cases[i].outcome);
		if (g.r.outcome == NR_FETCH_WRONG_TYPE && cases[i].path[1])
			check_message(&g, "localhost: sends application/PDF; x=\"?\"");
		got_release(&g);
	}
}

static void
test_redirects_are_followed(void **state)
{
	struct got g = fetch("/hop");

	(void)state;
	check_outcome(&g, NR_FETCH_OK);
	assert_int_equal(g.r.redirects, 1);
	assert_non_null(strstr(g.r.url, "/next?q=%C3%A4%20b#part"));
	got_release(&g);
	g = fetch("/endless-301");
	check_outcome(&g, NR_FETCH_OK);
	got_release(&g);
	g = fetch("/9");
	check_outcome(&g, NR_FETCH_OK);
	assert_int_equal(g.r.redirects, 10);
	assert_string_equal(nr_buf_str(&g.r.body), page);
	got_release(&g);
}

static void
test_redirects_end(void **state)
{
	unsigned before = httpd_requests(server, "/loop");
	struct got g = fetch("/10");

	(void)state;
	check_outcome(&g, NR_FETCH_TOO_MANY_REDIRECTS);
	check_message(&g, "localhost: more than 10 redirects");
	assert_int_equal(g.r.status, 301);
	got_release(&g);
	g = fetch("/loop");
	check_outcome(&g, NR_FETCH_TOO_MANY_REDIRECTS);
	assert_int_equal(httpd_requests(server, "/loop") - before, 11);
	got_release(&g);
}

static void
test_redirects_lead_only_to_the_web(void **state)
{
	static const struct {
		const char *path;
		enum nr_fetch_outcome outcome;
		const char *message;
	} cases[] = {
		{ "/nowhere", NR_FETCH_BAD_REDIRECT, "localhost: redirect without an address" },
		{ "/file", NR_FETCH_BAD_REDIRECT, "localhost: redirect to file:///etc/passwd: "
			"not a web address: it has no host" },
		{ "/ftp", NR_FETCH_BAD_REDIRECT, "localhost: redirect to ftp://e.org/: "
			"not a web address: it does not begin with http:// or https://" },
		{ "/script", NR_FETCH_BAD_REDIRECT, NULL },
		{ "/user", NR_FETCH_BAD_REDIRECT, "localhost: redirect to "
			"http://me:pw@localhost/: not a web address: it has a user name in it" },
		{ "/wide", NR_FETCH_REFUSED, "10.0.0.1: refused: it is a private address" },
		{ "/dots", NR_FETCH_REFUSED, "10.0.0.1: refused: it is a private address" },
		{ "/digits", NR_FETCH_BAD_REDIRECT, "localhost: redirect to http://10.0.0.08/: "
			"not a web address: its host cannot be one" },
		{ "/private", NR_FETCH_REFUSED, "192.168.1.1: refused: it is a private address" },
		{ "/meta", NR_FETCH_REFUSED,
			"169.254.169.254: refused: it is a link-local address" },
		{ "/other", NR_FETCH_REFUSED, "x.localhost: refused: it is this machine" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct got g = fetch(cases[i].path);

		check_outcome(&g, cases[i].outcome);
		if (cases[i].message)
			check_message(&g, cases[i].message);
		got_release(&g);
	}
}

static void
test_bytes_of_a_location_are_encoded(void **state)
{
	struct got g = fetch("/raw");

	(void)state;
	check_outcome(&g, NR_FETCH_REFUSED);
	assert_string_equal(g.r.url, "http://192.168.1.1/%C3%A4%20b");
	got_release(&g);
}

static void
test_hosts_that_cannot_be_reached(void **state)
{
	/* No resolver asks anybody for a label of 64 characters. */
	static const char no_name[] = "http://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
		"aaaaaaaaaaaaaa.example/";
	struct nr_fetch_options options = local_options();
	char url[HTTPD_URL_MAX];
	unsigned port;
	int closed = rawd_closed(&port);
	struct got g;

	(void)state;
	get(&options, no_name, &g);
	check_outcome(&g, NR_FETCH_DNS);
	assert_non_null(strstr(g.r.message, "a.example: host not found"));
	got_release(&g);
	snprintf(url, sizeof(url), "http://127.0.0.1:%u/", port);
	get(&options, url, &g);
	check_outcome(&g, NR_FETCH_CONNECT);
	check_message(&g, "127.0.0.1: cannot connect: Connection refused");
	assert_int_equal(g.r.status, 0);
	got_release(&g);
	close(closed);
}

static void
test_no_descriptor_left_to_connect_with(void **state)
{
	struct nr_fetch_options options = local_options();
	struct nr_fetcher *f = new_fetcher(&options);
	struct got g = { 0 };
	struct rlimit limit, few;
	char url[HTTPD_URL_MAX];

	(void)state;
	httpd_url(server, "127.0.0.1", "/", url);
	add_url(f, url, &g);
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &limit), 0);
	few = limit;
	few.rlim_cur = 3;
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &few), 0);
	run_all(f);
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &limit), 0);
	check_outcome(&g, NR_FETCH_SYSTEM);
	check_message(&g, "127.0.0.1: Too many open files");
	got_release(&g);
	nr_fetcher_free(f);
}

static void
test_missing_ca_file_is_said_at_once(void **state)
{
	struct nr_fetch_options options = { .ca_file = "/nonexistent/ca.pem" };
	struct nr_error err = NR_ERROR_INIT;
	struct nr_fetcher *f;

	(void)state;
	assert_int_equal(nr_fetcher_new(&options, &f, &err), -1);
	assert_string_equal(err.text, "/nonexistent/ca.pem: No such file or directory");
}

static void
test_every_outcome_has_a_name(void **state)
{
	(void)state;
	for (int i = 0; i < NR_FETCH_N; i++)
		for (int j = 0; j < i; j++)
			assert_string_not_equal(nr_fetch_outcome_name(i), nr_fetch_outcome_name(j));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_page_comes_with_what_is_known_of_it),
		cmocka_unit_test(test_statuses),
		cmocka_unit_test(test_request_says_what_it_has_to_and_no_more),
		cmocka_unit_test(test_cookies_and_referrers_do_not_come_back),
		cmocka_unit_test(test_netrc_gives_no_password),
		cmocka_unit_test(test_what_is_there_already_is_not_sent_again),
		cmocka_unit_test(test_headers_cannot_be_smuggled),
		cmocka_unit_test(test_what_is_no_web_address_is_not_taken),
		cmocka_unit_test(test_compressed_page_is_unpacked),
		cmocka_unit_test(test_only_types_asked_for_are_loaded),
		cmocka_unit_test(test_redirects_are_followed),
		cmocka_unit_test(test_redirects_end),
		cmocka_unit_test(test_redirects_lead_only_to_the_web),
		cmocka_unit_test(test_bytes_of_a_location_are_encoded),
		cmocka_unit_test(test_hosts_that_cannot_be_reached),
		cmocka_unit_test(test_no_descriptor_left_to_connect_with),
		cmocka_unit_test(test_missing_ca_file_is_said_at_once),
		cmocka_unit_test(test_every_outcome_has_a_name),
	};

	return cmocka_run_group_tests_name("fetch", tests, start, stop);
}
