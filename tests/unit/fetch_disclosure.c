#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <limits.h>
#include <microhttpd.h>
#include <pthread.h>
#include <sys/socket.h>

#include "newsreader/url.h"
#include "unit/fetch_util.h"
#include "unit/fulltext_util.h"
#include "unit/names.h"

/* ---- who is asked: an archive and a proxy that write down what for ------------------ */

struct recorder {
	struct MHD_Daemon *daemon;
	unsigned port;
	pthread_mutex_t lock;	/* of all below */
	struct nr_buf asked;	/* a line each, as it stood in the request */
};

static void *
record(void *ctx, const char *uri, struct MHD_Connection *c)
{
	struct recorder *r = ctx;

	(void)c;
	pthread_mutex_lock(&r->lock);
	nr_buf_addf(&r->asked, "%s\n", uri);
	pthread_mutex_unlock(&r->lock);
	return nr_strdup(uri);
}

/* The archive has every page, no one else has any; but who is asked for /to/... leads there. */
static enum MHD_Result
answer(void *ctx, struct MHD_Connection *c, const char *url, const char *method,
	const char *version, const char *data, size_t *n, void **state)
{
	const char *uri = *state, *to = strstr(uri, "/to/");
	const char *body = strstr(uri, "/web/") ? GOOD : "nothing";
	struct MHD_Response *response = MHD_create_response_from_buffer(strlen(body),
		nr_strdup(body), MHD_RESPMEM_MUST_FREE);
	enum MHD_Result rc;

	(void)ctx, (void)url, (void)method, (void)version, (void)data, (void)n;
	MHD_add_response_header(response, "Content-Type", "text/html");
	if (to)
		MHD_add_response_header(response, "Location", to + 4);
	rc = MHD_queue_response(c, to ? 302 : strstr(uri, "/web/") ? 200 : 404, response);
	MHD_destroy_response(response);
	return rc;
}

static void
forget_uri(void *ctx, struct MHD_Connection *c, void **state,
	enum MHD_RequestTerminationCode code)
{
	(void)ctx, (void)c, (void)code;
	free(*state);
}

static void
recorder_start(struct recorder *r)
{
	const struct sockaddr_in loopback = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };

	*r = (struct recorder){ .asked = NR_BUF_INIT };
	pthread_mutex_init(&r->lock, NULL);
	r->daemon = MHD_start_daemon(MHD_USE_INTERNAL_POLLING_THREAD, 0, NULL, NULL, answer, NULL,
		MHD_OPTION_SOCK_ADDR, &loopback, MHD_OPTION_URI_LOG_CALLBACK, record, r,
		MHD_OPTION_NOTIFY_COMPLETED, forget_uri, NULL, MHD_OPTION_END);
	assert_non_null(r->daemon);
	r->port = MHD_get_daemon_info(r->daemon, MHD_DAEMON_INFO_BIND_PORT)->port;
}

static void
recorder_stop(struct recorder *r)
{
	MHD_stop_daemon(r->daemon);
	pthread_mutex_destroy(&r->lock);
	nr_buf_release(&r->asked);
}

static void
check_asked(struct recorder *r, const char *expected)
{
	pthread_mutex_lock(&r->lock);
	assert_string_equal(nr_buf_str(&r->asked), expected);
	nr_buf_clear(&r->asked);
	pthread_mutex_unlock(&r->lock);
}

/* ---- articles ---------------------------------------------------------------------- */

/* Nobody has to be asked for the page of any of these to know that it is a private one. */
static const char *const private_hosts[] = {
	"http://10.0.0.1/a", "http://10.0.0.1./a", "http://10.0.0.1../a", "http://10.1/a",
	"http://167772161/a", "http://0xa000001/a", "http://012.0.0.1/a", "http://0xA.0.0.0x1/a",
	"http://%31%30.0.0.1/a", "http://10%2e0%2e0%2e1/a",
	("http://\xef\xbc\x91\xef\xbc\x90\xe3\x80\x82" "0.0.1/a"),
	"http://127.0.0.1/a", "http://127.0.0.1../a", "http://127.1:80/a", "http://2130706433/a",
	"http://0177.0.0.1/a", "http://0/a", "http://172.31.255.255/a", "http://192.168.1.1/a",
	"http://169.254.169.254/a", "http://100.64.0.1/a", "http://198.18.0.1/a",
	"http://203.0.113.1/a", "http://224.0.0.1/a", "http://255.255.255.255/a",
	"http://[::1]/a", "http://[::]/a", "http://[0:0::127.0.0.1]/a", "http://[::ffff:10.0.0.1]/a",
	"http://[64:ff9b::10.0.0.1]/a", "http://[2002:a00:1::1]/a", "http://[2001::1]/a",
	"http://[fd12::1]/a", "http://[fe80::1]/a", "http://LocalHost/a", "http://a.localhost/a",
	"http://me:pw@gone.example/a", "http://me@gone.example/a", "http://10.0.0.08/a",
	"http://256.256.256.256/a",
};

/* And these are by their names; without a proxy a resolver may think otherwise. */
static const char *const local_names[] = {
	"http://intranet/a", "http://Intranet./a", "http://nas.local/a", "http://wiki.internal/a",
	"http://wiki.INTERNAL./a", "http://router.lan/a", "http://tv.home.arpa/a",
	"http://w%69ki.internal/a",
};

/* Their own hosts are asked, but nobody else. */
static const char *const secrets[] = {
	"http://gone.example/a?token=abc", "http://gone.example/a?x=1&API_Key=abc",
	"http://gone.example/a?s%69g=abc", "http://gone.example/a;jsessionid=abc",
	"http://gone.example/a?u=http%3A%2F%2F10.0.0.1%2F", "http://gone.example/a?auth=abc",
};

#define COUNT(list) (sizeof(list) / sizeof(*(list)))

/* The address as the loader of articles takes it. */
static struct full_end
ask(struct full_fixture *f, const char *url)
{
	struct nr_buf clean = NR_BUF_INIT;
	struct nr_article a = { .title = TITLE, .date = { 1618337700, NR_DATE_TIME } };
	struct full_end end;

	nr_url_clean(url, strlen(url), &clean);
	a.web_url = clean.data;
	end = full_ask(f, &a, APP_FULLTEXT_WANT);
	nr_arena_release(&a.arena);
	nr_buf_release(&clean);
	return end;
}

static void
ask_all(struct full_fixture *f, const char *const *urls, size_t n, const char *report)
{
	for (size_t i = 0; i < n; i++) {
		struct full_end end = ask(f, urls[i]);

		if (end.found || !strstr(end.report, report))
			fail_msg("%s: %s", urls[i], end.report);
	}
}

static void
set_port(struct full_fixture *f, const char *name, const char *format, unsigned port)
{
	struct nr_buf b = NR_BUF_INIT;

	nr_buf_addz(&b, format);
	nr_buf_addf(&b, ":%u/web/{timestamp}id_/{url}", port);
	full_reopen(f, name, nr_buf_str(&b));
	nr_buf_release(&b);
}

/* ---- without a proxy --------------------------------------------------------------- */

#define REFUSED "archive 127.0.0.1: refused: it would learn of "

static void
test_archive_learns_of_public_addresses_alone(void **state)
{
	struct full_fixture *f = *state;
	struct recorder archive;
	struct full_end end;

	recorder_start(&archive);
	full_set(f, "allow-private-hosts", "127.0.0.1 nas.example");
	set_port(f, "archive-url", "http://127.0.0.1", archive.port);
	ask_all(f, private_hosts, COUNT(private_hosts), "refused");
	ask_all(f, local_names, COUNT(local_names), REFUSED);
	ask_all(f, secrets, COUNT(secrets), REFUSED);
	ask_all(f, (const char *const[]){ "http://inside.example/a", "http://inside6.example/a",
		"http://later.example/a", "http://never.example/a", "http://nas.example/a" }, 5,
		REFUSED);
	check_asked(&archive, "");
	end = ask(f, "http://Gone.example./a?b=c#d");
	assert_true(end.found);
	check_asked(&archive, "/web/20210413181500id_/http://Gone.example./a?b=c\n");
	full_close(f);
	full_open(f);
	recorder_stop(&archive);
}

static void
test_reason_is_reported(void **state)
{
	static const struct { const char *url, *why; } cases[] = {
		{ "http://10.0.0.1/a", "10.0.0.1, a private address" },
		{ "http://inside.example/a", "inside.example, which is 10.1.2.3, a private address" },
		{ "http://gone.example/a?token=b", "an address with a parameter \"token\"" },
	};
	struct full_fixture *f = *state;
	struct recorder archive;

	recorder_start(&archive);
	full_set(f, "allow-private-hosts", "127.0.0.1");
	set_port(f, "archive-url", "http://127.0.0.1", archive.port);
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct full_end end = ask(f, cases[i].url);
		const char *reason = strstr(end.report, " · " REFUSED);

		assert_non_null(reason);
		assert_string_equal(reason + strlen(" · " REFUSED), cases[i].why);
	}
	check_asked(&archive, "");
	recorder_stop(&archive);
}

/* ---- through a proxy --------------------------------------------------------------- */

static void
test_proxy_is_asked_for_public_addresses_alone(void **state)
{
	struct full_fixture *f = *state;
	struct recorder proxy;
	struct full_end end;
	char value[64];

	recorder_start(&proxy);
	snprintf(value, sizeof(value), "http://127.0.0.1:%u", proxy.port);
	setenv("http_proxy", value, 1);
	full_set(f, "allow-private-hosts", "nas.example");
	full_reopen(f, "archive-url", "http://archive.example/web/{url}");
	ask_all(f, private_hosts, COUNT(private_hosts), "refused");
	ask_all(f, local_names, COUNT(local_names), "a name of a local network");
	check_asked(&proxy, "");
	ask_all(f, secrets, 1, "it would learn of ");
	check_asked(&proxy, "http://gone.example/a?token=abc\n");
	ask_all(f, (const char *const[]){ "http://nas.example/a" }, 1, "it would learn of ");
	check_asked(&proxy, "http://nas.example/a\n");
	/* Nothing is looked up: this name cannot be. */
	end = ask(f, "http://later.example/a");
	assert_true(end.found);
	check_asked(&proxy, "http://later.example/a\n"
		"http://archive.example/web/http://later.example/a\n");
	forget_proxies(state);
	full_close(f);
	full_open(f);
	recorder_stop(&proxy);
}

/* What the variables leave to direct connections is looked up. */
static void
test_name_that_the_proxy_is_not_for_is_looked_up(void **state)
{
	struct full_fixture *f = *state;
	struct recorder proxy;
	char value[64];

	recorder_start(&proxy);
	snprintf(value, sizeof(value), "http://127.0.0.1:%u", proxy.port);
	setenv("http_proxy", value, 1);
	setenv("no_proxy", "inside.example", 1);
	full_reopen(f, "archive-url", "http://archive.example/web/{url}");
	ask_all(f, (const char *const[]){ "http://inside.example/a" }, 1,
		"it would learn of inside.example, which is 10.1.2.3");
	check_asked(&proxy, "");
	forget_proxies(state);
	full_close(f);
	full_open(f);
	recorder_stop(&proxy);
}

/* ---- other third parties, through a proxy that stands for them ---------------------- */

static struct got
fetch(const char *url, const char *archive)
{
	static const char *const allowed[] = { "nas.example", NULL };
	struct nr_fetch_options options = { .allow_private = allowed, .archive_url = archive };
	struct got g;

	get(&options, url, &g);
	return g;
}

static void
test_caches_viewers_and_redirects_are_held_to_the_same(void **state)
{
	static const char archive[] = "http://archive.example/web/{url}";
	static const struct { const char *url, *asked; } cases[] = {
		{ "http://cdn.ampproject.org/c/s/intranet/a", "" },
		{ "http://cdn.ampproject.org/c/s/nas.example/a", "" },
		{ "http://www.google.com/amp/s/10.0.0.1/a", "" },
		{ "http://www.google.de/amp/wiki.internal/a?b", "" },
		{ "http://www.google.com/amp/s/news.example/a?token=b", "" },
		{ "http://www.google.com/amp/s/news.example/web/",
			"http://www.google.com/amp/s/news.example/web/\n" },
		{ "http://archive.example/web/http://intranet/", "" },
		{ "http://archive.example:80/save?u=http%3A%2F%2F10.1%2F", "" },
		{ "http://archive.example/web/http://news.example/",
			"http://archive.example/web/http://news.example/\n" },
		{ "http://a.example/to/http://archive.example/web/http://nas.example/",
			"http://a.example/to/http://archive.example/web/http://nas.example/\n" },
		{ "http://a.example/to/http://cdn.ampproject.org/c/127.0.0.1/",
			"http://a.example/to/http://cdn.ampproject.org/c/127.0.0.1/\n" },
		{ "http://a.example/to/http://127.0.0.1../",
			"http://a.example/to/http://127.0.0.1../\n" },
		/* No third party learns of these. */
		{ "http://a.example/web/?u=http://intranet/",
			"http://a.example/web/?u=http://intranet/\n" },
	};
	struct recorder proxy;
	char value[64];

	recorder_start(&proxy);
	snprintf(value, sizeof(value), "http://127.0.0.1:%u", proxy.port);
	setenv("http_proxy", value, 1);
	for (size_t i = 0; i < COUNT(cases); i++) {
		bool good = strstr(cases[i].asked, "/web/") && !strstr(cases[i].asked, "/to/");
		struct got g = fetch(cases[i].url, archive);

		check_outcome(&g, good ? NR_FETCH_OK : NR_FETCH_REFUSED);
		check_asked(&proxy, cases[i].asked);
		got_release(&g);
	}
	forget_proxies(state);
	recorder_stop(&proxy);
}

/* ---- lookups on their way ----------------------------------------------------------- */

static void
test_cancelled_and_abandoned_lookups_leave_nothing(void **state)
{
	struct nr_fetch_options options = local_options();
	struct recorder archive;
	char url[64];

	(void)state;
	recorder_start(&archive);
	snprintf(url, sizeof(url), "http://127.0.0.1:%u/web/", archive.port);
	for (int i = 0; i < 2; i++) {
		struct nr_fetcher *f = new_fetcher(&options);
		struct got g = { 0 };
		uint64_t id = add_request(f, &(struct nr_fetch_request){ .url = url,
			.tells = "http://public.example/", .done = take, .ctx = &g });

		/* It is up to the resolver whether the answer was there before. */
		nr_fetcher_run(f, 0);
		if (i == 0) {
			nr_fetcher_cancel(f, id);
			run_all(f);
		}
		nr_fetcher_free(f);
		assert_int_equal(g.calls, 1);
		got_release(&g);
	}
	recorder_stop(&archive);
}

static void
test_many_are_looked_up_at_once(void **state)
{
	enum { N = 30 };
	struct nr_fetch_options options = local_options();
	struct nr_fetcher *f = new_fetcher(&options);
	struct recorder archive;
	struct got g[N] = { 0 };
	char url[64];

	(void)state;
	recorder_start(&archive);
	snprintf(url, sizeof(url), "http://127.0.0.1:%u/web/", archive.port);
	for (size_t i = 0; i < N; i++)
		add_request(f, &(struct nr_fetch_request){ .url = url, .done = take, .ctx = &g[i],
			.tells = i % 2 ? "http://public.example/" : "http://inside.example/" });
	run_all(f);
	nr_fetcher_free(f);
	for (size_t i = 0; i < N; i++) {
		check_outcome(&g[i], i % 2 ? NR_FETCH_OK : NR_FETCH_REFUSED);
		got_release(&g[i]);
	}
	recorder_stop(&archive);
}

/* A socket that listens, and its port. */
static int
listen_on(unsigned *port)
{
	struct sockaddr_in in = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t n = sizeof(in);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);

	assert_int_equal(bind(fd, (struct sockaddr *)&in, n), 0);
	assert_int_equal(listen(fd, 1), 0);
	assert_int_equal(getsockname(fd, (struct sockaddr *)&in, &n), 0);
	*port = ntohs(in.sin_port);
	return fd;
}

/* The lookup begins while libcurl has nothing to wait for: the redirect that leads to it is
 * there before it is polled for. */
static void
test_lookup_without_an_answer_is_given_up(void **state)
{
	static const char redirect[] = "HTTP/1.1 302 Found\r\nContent-Length: 0\r\n"
		"Location: http://cdn.ampproject.org/c/stuck.example/\r\n\r\n";
	struct nr_fetch_options options = local_options();
	struct got g = { 0 };
	struct nr_fetcher *f;
	char text[512];
	unsigned port;
	int listener = listen_on(&port), site, fds[2];

	(void)state;
	assert_int_equal(pipe(fds), 0);
	stuck_pipe = fds[0];	/* stays open: the thread of the lookup outlives the fetcher */
	options.limits.connect_ms = 1000;
	f = new_fetcher(&options);
	snprintf(text, sizeof(text), "http://127.0.0.1:%u/", port);
	add_url(f, text, &g);
	alarm(PATIENCE / 1000);	/* a hang is a failure */
	while ((site = accept(listener, NULL, NULL)) < 0)
		nr_fetcher_run(f, 0);
	while (recv(site, text, sizeof(text), MSG_DONTWAIT) < 0)
		nr_fetcher_run(f, 0);
	assert_int_equal(write(site, redirect, strlen(redirect)), strlen(redirect));
	while (nr_fetcher_run(f, UINT_MAX) > 0)
		;
	alarm(0);
	nr_fetcher_free(f);
	close(fds[1]);
	close(site);
	close(listener);
	check_outcome(&g, NR_FETCH_REFUSED);
	assert_string_equal(g.r.message, "cdn.ampproject.org: refused: it would learn of a host"
		" that is not found within 1 s");
	got_release(&g);
}

static int
start(void **state)
{
	full_ca = httpd_ca_new();	/* full_setup wants one */
	return forget_proxies(state);
}

static int
stop(void **state)
{
	(void)state;
	httpd_ca_free(full_ca);
	return 0;
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_archive_learns_of_public_addresses_alone,
			full_setup, full_teardown),
		cmocka_unit_test_setup_teardown(test_reason_is_reported, full_setup, full_teardown),
		cmocka_unit_test_setup_teardown(test_proxy_is_asked_for_public_addresses_alone,
			full_setup, full_teardown),
		cmocka_unit_test_setup_teardown(test_name_that_the_proxy_is_not_for_is_looked_up,
			full_setup, full_teardown),
		cmocka_unit_test(test_caches_viewers_and_redirects_are_held_to_the_same),
		cmocka_unit_test(test_cancelled_and_abandoned_lookups_leave_nothing),
		cmocka_unit_test(test_many_are_looked_up_at_once),
		cmocka_unit_test(test_lookup_without_an_answer_is_given_up),
	};

	return cmocka_run_group_tests_name("fetch_disclosure", tests, start, stop);
}
