#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <zlib.h>

#include "unit/fetch_util.h"

enum { MOST = 8 << 20 };	/* bytes of a body */

static char *zeros;		/* MOST + 1 of them */

static struct httpd_route routes[] = {
	{ .path = "/100", .body = "0123456789012345678901234567890123456789"
		"012345678901234567890123456789012345678901234567890123456789" },
	{ .path = "/chunks", .way = HTTPD_STALLS, .body = "01234567890" },
	{ .path = "/most", .length = MOST },
	{ .path = "/more", .length = MOST + 1 },
	{ .path = "/zip-most", .encoding = "gzip", .length = MOST },
	{ .path = "/zip-more", .encoding = "gzip", .length = MOST + 1 },
	{ .path = "/zip-zip", .encoding = "gzip, gzip", .length = MOST + 1 },
	{ .path = "/endless", .way = HTTPD_ENDLESS, .body = "<p>and so on" },
	{ .path = "/stalls", .way = HTTPD_STALLS, .body = "<p>begin" },
	{ .path = "/loop", .status = 301, .location = "/loop" },
	{ .path = "/slow-hop", .status = 302, .location = "/100", .way = HTTPD_STALLS,
		.body = "<p>begin" },
};

static struct httpd *server;

static char *
zip(const char *data, size_t *length)
{
	size_t size = *length / 500 + 1024;
	char *out = malloc(size);
	unsigned char *in = malloc(*length);
	z_stream z = { 0 };

	assert_true(out && in);
	memcpy(in, data, *length);
	assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
	z.next_in = in;
	z.avail_in = (unsigned)*length;
	z.next_out = (unsigned char *)out;
	z.avail_out = (unsigned)size;
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	*length = z.total_out;
	deflateEnd(&z);
	free(in);
	return out;
}

/* Bodies that are too long to be written down. */
static void
make_body(struct httpd_route *route)
{
	char *once;

	route->body = zeros;
	if (!route->encoding)
		return;
	once = zip(zeros, &route->length);
	route->body = once;
	if (strchr(route->encoding, ',')) {
		route->body = zip(once, &route->length);
		free(once);
	}
}

static int
start(void **state)
{
	zeros = calloc(1, MOST + 1);
	if (!zeros)
		return -1;
	for (size_t i = 0; i < sizeof(routes) / sizeof(*routes); i++)
		if (routes[i].length)
			make_body(&routes[i]);
	server = httpd_start(&(struct httpd_config){ .routes = routes,
		.n_routes = sizeof(routes) / sizeof(*routes) });
	return forget_proxies(state);
}

static int
stop(void **state)
{
	(void)state;
	httpd_free(server);
	for (size_t i = 0; i < sizeof(routes) / sizeof(*routes); i++) {
		char *body;

		memcpy(&body, &routes[i].body, sizeof(body));
		if (routes[i].encoding)
			free(body);
	}
	free(zeros);
	return 0;
}

static struct got
fetch(const char *path, struct nr_fetch_limits limits)
{
	struct nr_fetch_options options = local_options();
	char url[HTTPD_URL_MAX];
	struct got g;

	options.limits = limits;
	httpd_url(server, "localhost", path, url);
	get(&options, url, &g);
	return g;
}

static void
test_size_at_the_limit_and_over_it(void **state)
{
	static const struct {
		const char *path;
		size_t max;
		enum nr_fetch_outcome outcome;
		const char *message;
	} cases[] = {
		{ "/100", 100, NR_FETCH_OK, "" },
		{ "/100", 99, NR_FETCH_TOO_BIG, "localhost: page larger than 99 bytes" },
		{ "/100", 1, NR_FETCH_TOO_BIG, "localhost: page larger than 1 bytes" },
		{ "/chunks", 10, NR_FETCH_TOO_BIG, "localhost: page larger than 10 bytes" },
		{ "/chunks", 11, NR_FETCH_STALLED, NULL },
		{ "/most", 0, NR_FETCH_OK, "" },
		{ "/more", 0, NR_FETCH_TOO_BIG, "localhost: page larger than 8388608 bytes" },
		{ "/zip-most", 0, NR_FETCH_OK, "" },
		{ "/zip-more", 0, NR_FETCH_TOO_BIG,
			"localhost: page larger than 8388608 bytes" },
		{ "/zip-zip", 0, NR_FETCH_TOO_BIG,
			"localhost: page larger than 8388608 bytes" },
		{ "/endless", 0, NR_FETCH_TOO_BIG,
			"localhost: page larger than 8388608 bytes" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct got g = fetch(cases[i].path, (struct nr_fetch_limits){
			.max_bytes = cases[i].max,
			.stall_ms = cases[i].message ? 0 : 100 });

		check_outcome(&g, cases[i].outcome);
		if (cases[i].message)
			check_message(&g, cases[i].message);
		if (g.r.outcome == NR_FETCH_TOO_BIG)
			assert_int_equal(g.r.status, 200);
		if (g.r.outcome == NR_FETCH_OK)
			assert_int_equal(g.r.body.len, cases[i].max ? cases[i].max : MOST);
		got_release(&g);
	}
}

static void
test_request_may_have_a_limit_of_its_own(void **state)
{
	struct nr_fetch_options options = local_options();
	char url[HTTPD_URL_MAX];
	struct nr_fetch_request request = { .url = url, .max_bytes = 100 };
	struct got g;

	(void)state;
	options.limits.max_bytes = 1;
	httpd_url(server, "localhost", "/100", url);
	get_with(&options, &request, &g);
	check_outcome(&g, NR_FETCH_OK);
	got_release(&g);
	request.max_bytes = 99;
	get_with(&options, &request, &g);
	check_outcome(&g, NR_FETCH_TOO_BIG);
	got_release(&g);
}

/* Looked at all the time: libcurl's clock must not run out before ours. */
static void
test_page_that_does_not_end_in_time(void **state)
{
	char url[HTTPD_URL_MAX], message[64];

	(void)state;
	httpd_url(server, "localhost", "/stalls", url);
	for (unsigned ms = 10; ms < 40; ms++) {
		struct nr_fetch_options options = local_options();
		struct got g = { 0 };
		struct nr_fetcher *f;

		options.limits.total_ms = ms;
		f = new_fetcher(&options);
		add_url(f, url, &g);
		while (nr_fetcher_run(f, 0) > 0)
			;
		nr_fetcher_free(f);
		snprintf(message, sizeof(message), "localhost: not complete after %g s",
			ms / 1000.0);
		check_outcome(&g, NR_FETCH_TIMEOUT);
		check_message(&g, message);
		got_release(&g);
	}
}

static void
test_page_that_stalls(void **state)
{
	struct got g = fetch("/stalls", (struct nr_fetch_limits){ .stall_ms = 500,
		.stall_bytes = 1 });

	(void)state;
	check_outcome(&g, NR_FETCH_STALLED);
	check_message(&g, "localhost: fewer than 1 bytes in 0.5 s");
	got_release(&g);
}

static void
test_redirect_may_stall_behind_its_headers(void **state)
{
	struct got g = fetch("/slow-hop", (struct nr_fetch_limits){ .stall_ms = 2000,
		.stall_bytes = 1 });

	(void)state;
	check_outcome(&g, NR_FETCH_OK);
	assert_int_equal(g.r.body.len, 100);
	got_release(&g);
}

static void
test_time_of_redirects_adds_up(void **state)
{
	struct got g = fetch("/loop", (struct nr_fetch_limits){ .total_ms = 500,
		.redirects = 1000000 });

	(void)state;
	check_outcome(&g, NR_FETCH_TIMEOUT);
	check_message(&g, "localhost: not complete after 0.5 s");
	assert_true(g.r.redirects > 0);
	got_release(&g);
}

static void
test_connection_that_does_not_come_in_time(void **state)
{
	struct rawd *r = rawd_start(&(struct rawd_script){ .any = true, .bytes = "",
		.then = RAWD_STALL });
	struct nr_fetch_options options = local_options();
	char url[HTTPD_URL_MAX];
	struct got g;

	(void)state;
	options.limits.connect_ms = 100;
	options.limits.stall_ms = 10;	/* counts only from the request on */
	snprintf(url, sizeof(url), "https://localhost:%u/", rawd_port(r));
	get(&options, url, &g);
	check_outcome(&g, NR_FETCH_TIMEOUT);
	check_message(&g, "localhost: no connection within 0.1 s");
	got_release(&g);
	rawd_free(r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_size_at_the_limit_and_over_it),
		cmocka_unit_test(test_request_may_have_a_limit_of_its_own),
		cmocka_unit_test(test_page_that_does_not_end_in_time),
		cmocka_unit_test(test_page_that_stalls),
		cmocka_unit_test(test_redirect_may_stall_behind_its_headers),
		cmocka_unit_test(test_time_of_redirects_adds_up),
		cmocka_unit_test(test_connection_that_does_not_come_in_time),
	};

	return cmocka_run_group_tests_name("fetch_limits", tests, start, stop);
}
