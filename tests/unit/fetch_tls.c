#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "unit/fetch_util.h"

static const struct httpd_route routes[] = {
	{ .path = "/", .body = "a safe page" },
};

static struct httpd_ca *ca;

static int
make_ca(void **state)
{
	ca = httpd_ca_new();
	return forget_proxies(state);
}

static int
free_ca(void **state)
{
	(void)state;
	httpd_ca_free(ca);
	return 0;
}

/* "/" of a server with this certificate, by somebody who trusts this file. */
static struct got
fetch_from(struct httpd_config config, const char *ca_file, const char *host)
{
	struct nr_fetch_options options = local_options();
	struct httpd *h;
	char url[HTTPD_URL_MAX];
	struct got g;

	config.routes = routes;
	config.n_routes = sizeof(routes) / sizeof(*routes);
	h = httpd_start(&config);
	options.ca_file = ca_file;
	httpd_url(h, host, "/", url);
	assert_memory_equal(url, "https:", 6);
	get(&options, url, &g);
	assert_int_equal(httpd_requests(h, "/"), g.r.outcome == NR_FETCH_OK);
	httpd_free(h);
	return g;
}

static void
test_own_authority_is_trusted_through_its_file(void **state)
{
	struct got g = fetch_from((struct httpd_config){ .ca = ca }, httpd_ca_file(ca),
		"localhost");

	(void)state;
	check_outcome(&g, NR_FETCH_OK);
	assert_string_equal(nr_buf_str(&g.r.body), "a safe page");
	got_release(&g);
}

static void
test_unknown_authority_is_not_trusted(void **state)
{
	struct httpd_ca *other = httpd_ca_new();
	struct got g = fetch_from((struct httpd_config){ .ca = ca }, NULL, "localhost");

	(void)state;
	check_outcome(&g, NR_FETCH_TLS);
	assert_memory_equal(g.r.message, "localhost: ", 11);
	assert_non_null(strstr(g.r.message, "certificate"));
	got_release(&g);
	g = fetch_from((struct httpd_config){ .ca = ca }, httpd_ca_file(other), "localhost");
	check_outcome(&g, NR_FETCH_TLS);
	got_release(&g);
	httpd_ca_free(other);
}

static void
test_certificate_of_another_host_is_not_taken(void **state)
{
	struct got g = fetch_from((struct httpd_config){ .ca = ca, .certified = "b.localhost" },
		httpd_ca_file(ca), "a.localhost");

	(void)state;
	check_outcome(&g, NR_FETCH_TLS);
	got_release(&g);
	g = fetch_from((struct httpd_config){ .ca = ca, .certified = "b.localhost" },
		httpd_ca_file(ca), "b.localhost");
	check_outcome(&g, NR_FETCH_OK);
	got_release(&g);
	g = fetch_from((struct httpd_config){ .ca = ca }, httpd_ca_file(ca), "127.0.0.1");
	check_outcome(&g, NR_FETCH_TLS);
	got_release(&g);
}

static void
test_expired_certificate_is_not_taken(void **state)
{
	struct got g = fetch_from((struct httpd_config){ .ca = ca, .expired = true },
		httpd_ca_file(ca), "localhost");

	(void)state;
	check_outcome(&g, NR_FETCH_TLS);
	assert_non_null(strstr(g.r.message, "expired"));
	got_release(&g);
}

/* What a client says first is not encrypted: it names the protocols it would speak. */
static void
test_http2_is_offered_and_no_tls_is_an_error(void **state)
{
	static const char offer[] = "\x02h2\x08http/1.1";
	struct rawd *r = rawd_start(&(struct rawd_script){ .any = true,
		.bytes = "HTTP/1.1 400 Bad Request\r\n\r\n" });
	struct nr_fetch_options options = local_options();
	char url[HTTPD_URL_MAX], hello[4096];
	struct got g;
	size_t n;

	(void)state;
	snprintf(url, sizeof(url), "https://localhost:%u/", rawd_port(r));
	get(&options, url, &g);
	check_outcome(&g, NR_FETCH_TLS);
	n = rawd_received(r, hello, sizeof(hello));
	assert_non_null(memmem(hello, n, offer, sizeof(offer) - 1));
	got_release(&g);
	rawd_free(r);
}

static void
test_https_may_lead_to_http_and_back(void **state)
{
	char plain_url[HTTPD_URL_MAX], safe_url[HTTPD_URL_MAX], down_url[HTTPD_URL_MAX];
	struct nr_fetch_options options = local_options();
	struct httpd *safe, *plain;
	struct httpd_route to_plain[] = {
		{ .path = "/", .body = "a safe page" },
		{ .path = "/down", .status = 301, .location = plain_url },
	};
	struct httpd_route to_safe[] = {
		{ .path = "/up", .status = 301, .location = safe_url },
	};
	struct got g;

	(void)state;
	safe = httpd_start(&(struct httpd_config){ .routes = to_plain, .n_routes = 2, .ca = ca });
	plain = httpd_start(&(struct httpd_config){ .routes = to_safe, .n_routes = 1 });
	httpd_url(safe, "localhost", "/", safe_url);
	httpd_url(plain, "a.localhost", "/up", plain_url);
	httpd_url(safe, "localhost", "/down", down_url);
	options.ca_file = httpd_ca_file(ca);
	get(&options, down_url, &g);
	check_outcome(&g, NR_FETCH_OK);
	assert_int_equal(g.r.redirects, 2);
	assert_string_equal(g.r.url, safe_url);
	got_release(&g);
	httpd_free(safe);
	httpd_free(plain);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_own_authority_is_trusted_through_its_file),
		cmocka_unit_test(test_unknown_authority_is_not_trusted),
		cmocka_unit_test(test_certificate_of_another_host_is_not_taken),
		cmocka_unit_test(test_expired_certificate_is_not_taken),
		cmocka_unit_test(test_http2_is_offered_and_no_tls_is_an_error),
		cmocka_unit_test(test_https_may_lead_to_http_and_back),
	};

	return cmocka_run_group_tests_name("fetch_tls", tests, make_ca, free_ca);
}
