#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <pthread.h>
#include <time.h>

#include "unit/fetch_util.h"

static const struct httpd_route routes[] = {
	{ .path = "/", .body = "a page" },
	{ .path = "/by-8", .body = "a page", .hold = 8 },
	{ .path = "/by-2", .body = "a page", .hold = 2 },
	{ .path = "/never", .body = "a page", .hold = 1000 },
	{ .path = "/stalls", .body = "<p>begin", .way = HTTPD_STALLS },
	{ .path = "/hop", .status = 302, .location = "/" },
};

struct fixture {
	struct httpd *h;
	struct nr_fetcher *f;
};

static int
set_up(void **state)
{
	struct fixture *x = calloc(1, sizeof(*x));
	struct nr_fetch_options options = local_options();

	if (!x)
		return -1;
	x->h = httpd_start(&(struct httpd_config){ .routes = routes,
		.n_routes = sizeof(routes) / sizeof(*routes) });
	x->f = new_fetcher(&options);
	*state = x;
	return 0;
}

static int
tear_down(void **state)
{
	struct fixture *x = *state;

	nr_fetcher_free(x->f);
	httpd_free(x->h);
	free(x);
	return 0;
}

/* A response that is only counted. */
static void
count(void *ctx, struct nr_response *r)
{
	unsigned *n = ctx;

	n[r->outcome]++;
}

static uint64_t
add(struct fixture *x, const char *host, const char *path, unsigned *n)
{
	char url[HTTPD_URL_MAX];

	httpd_url(x->h, host, path, url);
	return add_request(x->f, &(struct nr_fetch_request){ .url = url, .done = count,
		.ctx = n });
}

static const char *const hosts[] = { "a.localhost", "b.localhost", "c.localhost",
	"d.localhost", "localhost" };

static void
test_two_connections_a_host_and_eight_in_all(void **state)
{
	struct fixture *x = *state;
	unsigned n[NR_FETCH_N] = { 0 };

	for (int i = 0; i < 40; i++)
		add(x, hosts[i % 4], "/by-8", n);
	run_all(x->f);
	assert_int_equal(n[NR_FETCH_OK], 40);
	assert_int_equal(httpd_connections(x->h), 8);
	assert_int_equal(httpd_most_connections(x->h), 8);
	for (int i = 0; i < 4; i++)
		assert_int_equal(httpd_most_at(x->h, hosts[i]), 2);
}

/* Connections to one host make room for another. */
static void
test_more_hosts_than_connections(void **state)
{
	struct fixture *x = *state;
	unsigned n[NR_FETCH_N] = { 0 };

	for (int i = 0; i < 40; i++)
		add(x, hosts[i % 5], "/by-8", n);
	run_all(x->f);
	assert_int_equal(n[NR_FETCH_OK], 40);
}

static void
test_one_host_has_two_connections_for_all(void **state)
{
	struct fixture *x = *state;
	unsigned n[NR_FETCH_N] = { 0 };

	for (int i = 0; i < 10; i++)
		add(x, i % 2 ? "LOCALHOST" : "localhost", "/by-2", n);
	run_all(x->f);
	assert_int_equal(n[NR_FETCH_OK], 10);
	assert_int_equal(httpd_most_connections(x->h), 2);
}

static void
test_connections_are_used_again(void **state)
{
	struct fixture *x = *state;
	unsigned n[NR_FETCH_N] = { 0 };

	for (int i = 0; i < 5; i++) {
		add(x, "localhost", i == 2 ? "/nothing" : "/hop", n);
		run_all(x->f);
	}
	assert_int_equal(n[NR_FETCH_OK], 4);
	assert_int_equal(n[NR_FETCH_STATUS], 1);
	assert_int_equal(httpd_requests(x->h, NULL), 9);
	assert_int_equal(httpd_connections(x->h), 1);
}

static void
test_limits_of_connections_can_be_set(void **state)
{
	static const struct nr_fetch_limits limits[] = {
		{ .per_host = 1 }, { .in_all = 1 }, { .per_host = 3, .in_all = 1 },
	};
	struct fixture *x = *state;

	for (unsigned i = 0; i < sizeof(limits) / sizeof(*limits); i++) {
		struct nr_fetch_options options = local_options();
		unsigned n[NR_FETCH_N] = { 0 };

		nr_fetcher_free(x->f);
		options.limits = limits[i];
		x->f = new_fetcher(&options);
		for (int j = 0; j < 6; j++)
			add(x, "localhost", "/hop", n);
		run_all(x->f);
		assert_int_equal(n[NR_FETCH_OK], 6);
		assert_int_equal(httpd_connections(x->h), i + 1);
	}
}

static void
note_order(void *ctx, struct nr_response *r)
{
	struct nr_buf *order = ctx;

	nr_buf_addf(order, "%u ", (unsigned)r->id);
}

static void
fetch_one_at_a_time(struct fixture *x)
{
	struct nr_fetch_options options = local_options();

	nr_fetcher_free(x->f);
	options.limits.in_all = 1;
	x->f = new_fetcher(&options);
}

static void
test_pages_come_in_order_with_their_redirects(void **state)
{
	struct fixture *x = *state;
	struct nr_buf order = NR_BUF_INIT;

	fetch_one_at_a_time(x);
	for (int i = 0; i < 4; i++) {
		char url[HTTPD_URL_MAX];

		httpd_url(x->h, "localhost", i % 2 ? "/" : "/hop", url);
		add_request(x->f, &(struct nr_fetch_request){ .url = url, .done = note_order,
			.ctx = &order });
	}
	run_all(x->f);
	assert_string_equal(nr_buf_str(&order), "1 2 3 4 ");
	nr_buf_release(&order);
}

static void
test_who_is_waited_for_goes_first(void **state)
{
	struct fixture *x = *state;
	struct nr_buf order = NR_BUF_INIT;
	char url[HTTPD_URL_MAX];

	fetch_one_at_a_time(x);
	httpd_url(x->h, "localhost", "/hop", url);
	for (int i = 1; i <= 3; i++)
		add_request(x->f, &(struct nr_fetch_request){ .url = url, .first = i == 3,
			.done = note_order, .ctx = &order });
	run_all(x->f);
	assert_string_equal(nr_buf_str(&order), "3 1 2 ");
	nr_buf_release(&order);
}

static void
test_who_is_waited_for_only_now_goes_first_too(void **state)
{
	struct fixture *x = *state;
	struct nr_buf order = NR_BUF_INIT;
	char url[HTTPD_URL_MAX];

	fetch_one_at_a_time(x);
	httpd_url(x->h, "localhost", "/hop", url);
	for (int i = 1; i <= 4; i++)
		add_request(x->f, &(struct nr_fetch_request){ .url = url,
			.done = note_order, .ctx = &order });
	nr_fetcher_hurry(x->f, 3);
	nr_fetcher_hurry(x->f, 5);	/* no such request */
	run_all(x->f);
	nr_fetcher_hurry(x->f, 1);	/* not any more */
	run_all(x->f);
	assert_string_equal(nr_buf_str(&order), "3 1 2 4 ");
	nr_buf_release(&order);
}

static void
test_connections_are_kept_back_for_who_is_waited_for(void **state)
{
	struct fixture *x = *state;
	struct nr_fetch_options options = local_options();
	unsigned n[NR_FETCH_N] = { 0 };
	char url[HTTPD_URL_MAX];
	uint64_t never[2];

	nr_fetcher_free(x->f);
	options.limits = (struct nr_fetch_limits){ .in_all = 2, .kept_back = 1,
		.total_ms = PATIENCE };
	x->f = new_fetcher(&options);
	never[0] = add(x, "a.localhost", "/never", n);
	never[1] = add(x, "b.localhost", "/never", n);
	while (httpd_requests(x->h, "/never") == 0)
		nr_fetcher_run(x->f, 10);
	httpd_url(x->h, "c.localhost", "/", url);
	add_request(x->f, &(struct nr_fetch_request){ .url = url, .first = true,
		.done = count, .ctx = n });
	while (n[NR_FETCH_OK] == 0)
		nr_fetcher_run(x->f, PATIENCE);
	assert_int_equal(httpd_requests(x->h, "/never"), 1);
	for (int i = 0; i < 2; i++)
		nr_fetcher_cancel(x->f, never[i]);
	run_all(x->f);
	assert_int_equal(n[NR_FETCH_CANCELLED], 2);
}

/* A redirect to a host without room waits like a new page, and is not forgotten. */
static void
test_redirect_waits_for_its_new_host(void **state)
{
	struct fixture *x = *state;
	char to[HTTPD_URL_MAX];
	struct httpd_route route = { .path = "/", .status = 302, .location = to };
	struct fixture other = { .f = x->f };
	unsigned n[NR_FETCH_N] = { 0 };
	uint64_t busy[2];

	httpd_url(x->h, "a.localhost", "/", to);
	other.h = httpd_start(&(struct httpd_config){ .routes = &route, .n_routes = 1 });
	for (int i = 0; i < 2; i++)
		busy[i] = add(x, "a.localhost", "/never", n);
	add(&other, "b.localhost", "/", n);
	while (httpd_requests(other.h, "/") == 0)
		nr_fetcher_run(x->f, 10);
	for (int i = 0; i < 3; i++)	/* until its answer is there */
		nr_fetcher_run(x->f, 50);
	add(x, "a.localhost", "/", n);
	assert_int_equal(nr_fetcher_run(x->f, 10), 4);
	assert_int_equal(httpd_requests(x->h, "/"), 0);
	for (int i = 0; i < 2; i++)
		nr_fetcher_cancel(x->f, busy[i]);
	run_all(x->f);
	assert_int_equal(n[NR_FETCH_OK], 2);
	httpd_free(other.h);
}

/* ---- done() ------------------------------------------------------------------------ */

struct chain {
	struct fixture *x;
	unsigned left, ok;
};

static void
go_on(void *ctx, struct nr_response *r)
{
	struct chain *c = ctx;
	char url[HTTPD_URL_MAX];

	c->ok += r->outcome == NR_FETCH_OK;
	if (c->left-- == 0)
		return;
	httpd_url(c->x->h, "localhost", "/hop", url);
	add_request(c->x->f, &(struct nr_fetch_request){ .url = url, .done = go_on, .ctx = c });
}

static void
test_done_may_ask_for_more(void **state)
{
	struct fixture *x = *state;
	struct chain c = { .x = x, .left = 20 };
	char url[HTTPD_URL_MAX];

	httpd_url(x->h, "localhost", "/", url);
	add_request(x->f, &(struct nr_fetch_request){ .url = url, .done = go_on, .ctx = &c });
	run_all(x->f);
	assert_int_equal(c.ok, 21);
}

struct killer {
	struct fixture *x;
	uint64_t victim;
};

static void
cancel_victim(void *ctx, struct nr_response *r)
{
	struct killer *k = ctx;

	(void)r;
	nr_fetcher_cancel(k->x->f, k->victim);
}

static void
test_done_may_cancel(void **state)
{
	struct fixture *x = *state;
	struct killer k = { .x = x };
	unsigned n[NR_FETCH_N] = { 0 };
	char url[HTTPD_URL_MAX];

	k.victim = add(x, "a.localhost", "/never", n);
	httpd_url(x->h, "localhost", "/", url);
	add_request(x->f, &(struct nr_fetch_request){ .url = url, .done = cancel_victim,
		.ctx = &k });
	run_all(x->f);
	assert_int_equal(n[NR_FETCH_CANCELLED], 1);
}

static void
ask_in_vain(void *ctx, struct nr_response *r)
{
	struct killer *k = ctx;
	struct nr_error err = NR_ERROR_INIT;

	assert_int_equal(r->outcome, NR_FETCH_CANCELLED);
	assert_int_equal(nr_fetcher_add(k->x->f, &(struct nr_fetch_request){
		.url = "http://localhost/", .done = ask_in_vain, .ctx = k }, NULL, &err), -1);
	assert_int_equal(err.code, NR_ERR_CANCELLED);
	nr_fetcher_cancel(k->x->f, r->id + 1);
	k->victim++;
}

static void
test_freeing_cancels_what_is_left(void **state)
{
	struct fixture *x = *state;
	struct nr_fetch_options options = local_options();
	struct killer k = { .x = x };
	char url[HTTPD_URL_MAX];

	httpd_url(x->h, "localhost", "/never", url);
	for (int i = 0; i < 5; i++)
		add_request(x->f, &(struct nr_fetch_request){ .url = url, .done = ask_in_vain,
			.ctx = &k });
	for (int i = 0; i < 2; i++)
		assert_int_equal(nr_fetcher_run(x->f, 0), 5);
	add_request(x->f, &(struct nr_fetch_request){ .url = url, .done = ask_in_vain,
		.ctx = &k });
	nr_fetcher_free(x->f);
	assert_int_equal(k.victim, 6);
	x->f = new_fetcher(&options);
}

/* ---- cancelling -------------------------------------------------------------------- */

static void
test_cancelling_one_leaves_the_others(void **state)
{
	struct fixture *x = *state;
	unsigned n[NR_FETCH_N] = { 0 }, m[NR_FETCH_N] = { 0 };
	uint64_t running = add(x, "localhost", "/never", n);
	uint64_t other = add(x, "localhost", "/stalls", n);
	uint64_t waiting = add(x, "localhost", "/never", n);
	uint64_t last = add(x, "localhost", "/", m);

	while (httpd_requests(x->h, "/never") == 0)
		nr_fetcher_run(x->f, 10);
	nr_fetcher_cancel(x->f, waiting);
	nr_fetcher_cancel(x->f, 0);
	nr_fetcher_cancel(x->f, last + 1);
	while (n[NR_FETCH_CANCELLED] == 0)
		nr_fetcher_run(x->f, PATIENCE);
	nr_fetcher_cancel(x->f, waiting);
	nr_fetcher_cancel(x->f, running);
	while (m[NR_FETCH_OK] == 0)
		assert_true(nr_fetcher_run(x->f, PATIENCE) > 0 || m[NR_FETCH_OK]);
	assert_int_equal(n[NR_FETCH_CANCELLED], 2);
	nr_fetcher_cancel(x->f, other);
	run_all(x->f);
	assert_int_equal(n[NR_FETCH_CANCELLED], 3);
}

/* ---- other threads ----------------------------------------------------------------- */

static uint64_t
milliseconds(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (uint64_t)ts.tv_sec * 1000 + (uint64_t)ts.tv_nsec / 1000000;
}

static void *
cancel_when_asked(void *ctx)
{
	struct fixture *x = ctx;

	httpd_wait_requests(x->h, "/never", 2);
	for (uint64_t id = 1; id <= 4; id++)
		nr_fetcher_cancel(x->f, id);
	return NULL;
}

static void
test_cancelling_from_another_thread(void **state)
{
	struct fixture *x = *state;
	unsigned n[NR_FETCH_N] = { 0 };
	uint64_t began = milliseconds();
	pthread_t thread;

	for (int i = 0; i < 4; i++)
		add(x, "localhost", "/never", n);
	assert_int_equal(pthread_create(&thread, NULL, cancel_when_asked, x), 0);
	run_all(x->f);
	assert_int_equal(pthread_join(thread, NULL), 0);
	assert_int_equal(n[NR_FETCH_CANCELLED], 4);
	assert_true(milliseconds() - began < PATIENCE);
}

static void *
wake(void *ctx)
{
	nr_fetcher_wake(ctx);
	return NULL;
}

static void
test_waking_from_another_thread(void **state)
{
	struct fixture *x = *state;
	uint64_t began = milliseconds();
	pthread_t thread;

	assert_int_equal(pthread_create(&thread, NULL, wake, x->f), 0);
	assert_int_equal(nr_fetcher_run(x->f, PATIENCE), 0);
	assert_int_equal(pthread_join(thread, NULL), 0);
	assert_true(milliseconds() - began < PATIENCE);
}

struct adder {
	struct fixture *x;
	unsigned n[NR_FETCH_N];
	const char *host;
	pthread_t thread;
};

static void *
add_many(void *ctx)
{
	struct adder *a = ctx;

	for (int i = 0; i < 50; i++) {
		uint64_t id = add(a->x, a->host, i % 2 ? "/hop" : "/", a->n);

		if (i % 5 == 0)
			nr_fetcher_cancel(a->x->f, id);
	}
	return NULL;
}

static void
test_adding_from_other_threads(void **state)
{
	struct fixture *x = *state;
	struct adder adders[] = {
		{ .x = x, .host = "a.localhost" }, { .x = x, .host = "b.localhost" },
		{ .x = x, .host = "c.localhost" },
	};
	unsigned sum = 0;

	for (size_t i = 0; i < 3; i++)
		assert_int_equal(pthread_create(&adders[i].thread, NULL, add_many, &adders[i]), 0);
	for (size_t i = 0; i < 3; i++) {
		while (adders[i].n[NR_FETCH_OK] + adders[i].n[NR_FETCH_CANCELLED] < 50)
			nr_fetcher_run(x->f, 10);
		assert_int_equal(pthread_join(adders[i].thread, NULL), 0);
		assert_true(adders[i].n[NR_FETCH_OK] >= 40);
		sum += adders[i].n[NR_FETCH_OK] + adders[i].n[NR_FETCH_CANCELLED];
	}
	assert_int_equal(nr_fetcher_run(x->f, 0), 0);
	assert_int_equal(sum, 150);
}

/* ---- leaks ------------------------------------------------------------------------- */

static unsigned
count_descriptors(void)
{
	DIR *d = opendir("/proc/self/fd");
	unsigned n = 0;

	while (d && readdir(d))
		n++;
	if (d)
		closedir(d);
	return n;
}

static void
test_no_descriptor_is_left(void **state)
{
	static const char *const paths[] = { "/", "/hop", "/nothing", "/stalls", "/never" };
	struct nr_fetch_options options = local_options();
	unsigned before = 0;

	(void)state;
	options.limits.stall_ms = 50;
	for (int round = 0; round < 3; round++) {
		struct fixture x = { .h = httpd_start(&(struct httpd_config){ .routes = routes,
			.n_routes = sizeof(routes) / sizeof(*routes) }),
			.f = new_fetcher(&options) };
		unsigned n[NR_FETCH_N] = { 0 };

		for (int i = 0; i < 10; i++)
			add(&x, i % 2 ? "localhost" : "a.localhost", paths[i % 5], n);
		run_all(x.f);
		nr_fetcher_free(x.f);
		httpd_free(x.h);
		if (round == 0)
			before = count_descriptors();
	}
	assert_int_equal(count_descriptors(), before);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_two_connections_a_host_and_eight_in_all),
		TEST(test_more_hosts_than_connections),
		TEST(test_one_host_has_two_connections_for_all),
		TEST(test_connections_are_used_again),
		TEST(test_limits_of_connections_can_be_set),
		TEST(test_pages_come_in_order_with_their_redirects),
		TEST(test_who_is_waited_for_goes_first),
		TEST(test_who_is_waited_for_only_now_goes_first_too),
		TEST(test_connections_are_kept_back_for_who_is_waited_for),
		TEST(test_redirect_waits_for_its_new_host),
		TEST(test_done_may_ask_for_more),
		TEST(test_done_may_cancel),
		TEST(test_freeing_cancels_what_is_left),
		TEST(test_cancelling_one_leaves_the_others),
		TEST(test_cancelling_from_another_thread),
		TEST(test_waking_from_another_thread),
		TEST(test_adding_from_other_threads),
		cmocka_unit_test(test_no_descriptor_is_left),
	};

	return cmocka_run_group_tests_name("fetch_many", tests, forget_proxies, NULL);
}
