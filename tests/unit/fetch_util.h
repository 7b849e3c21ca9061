/*
 * One fetched page as a test looks at it. Include it behind <cmocka.h>.
 */
#ifndef UNIT_FETCH_UTIL_H
#define UNIT_FETCH_UTIL_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/httpd.h"
#include "newsreader/fetch.h"
#include "newsreader/mem.h"

/* Only reached when something is broken. */
enum { PATIENCE = 20000 };	/* milliseconds */

/* A copy of a response. */
struct got {
	unsigned calls;
	struct nr_response r;
};

static inline void
take(void *ctx, struct nr_response *r)
{
	struct got *g = ctx;

	g->calls++;
	g->r = *r;
	g->r.url = nr_strdup(r->url);
	g->r.type = nr_strdup(r->type);
	g->r.etag = nr_strdup(r->etag);
	g->r.last_modified = nr_strdup(r->last_modified);
	g->r.message = nr_strdup(r->message);
	r->body = (struct nr_buf)NR_BUF_INIT;
}

static inline void
got_release(struct got *g)
{
	char *text[5];

	memcpy(text, (const char *[]){ g->r.url, g->r.type, g->r.etag, g->r.last_modified,
		g->r.message }, sizeof(text));
	for (size_t i = 0; i < 5; i++)
		free(text[i]);
	nr_buf_release(&g->r.body);
	*g = (struct got){ 0 };
}

static const char *const every_host[] = { "localhost", "a.localhost", "b.localhost",
	"c.localhost", "d.localhost", "127.0.0.1", NULL };

/* Loopback is allowed; the limits are as always. */
static inline struct nr_fetch_options
local_options(void)
{
	return (struct nr_fetch_options){ .allow_private = every_host };
}

static inline struct nr_fetcher *
new_fetcher(const struct nr_fetch_options *options)
{
	struct nr_error err = NR_ERROR_INIT;
	struct nr_fetcher *f;

	if (nr_fetcher_new(options, &f, &err) < 0)
		fail_msg("%s", err.text);
	return f;
}

static inline uint64_t
add_request(struct nr_fetcher *f, const struct nr_fetch_request *request)
{
	struct nr_error err = NR_ERROR_INIT;
	uint64_t id = 0;

	if (nr_fetcher_add(f, request, &id, &err) < 0)
		fail_msg("%s: %s", request->url, err.text);
	return id;
}

static inline void
add_url(struct nr_fetcher *f, const char *url, struct got *g)
{
	add_request(f, &(struct nr_fetch_request){ .url = url, .done = take, .ctx = g });
}

static inline void
run_all(struct nr_fetcher *f)
{
	while (nr_fetcher_run(f, PATIENCE) > 0)
		;
}

/* One page by a fetcher of its own; request needs no done. */
static inline void
get_with(const struct nr_fetch_options *options, const struct nr_fetch_request *request,
	struct got *g)
{
	struct nr_fetcher *f = new_fetcher(options);
	struct nr_fetch_request r = *request;

	*g = (struct got){ 0 };
	r.done = take;
	r.ctx = g;
	add_request(f, &r);
	run_all(f);
	nr_fetcher_free(f);
	assert_int_equal(g->calls, 1);
}

static inline void
get(const struct nr_fetch_options *options, const char *url, struct got *g)
{
	get_with(options, &(struct nr_fetch_request){ .url = url }, g);
}

static inline void
check_outcome(const struct got *g, enum nr_fetch_outcome expected)
{
	if (g->r.outcome != expected)
		fail_msg("%s: %s (%s), not %s", g->r.url, nr_fetch_outcome_name(g->r.outcome),
			g->r.message, nr_fetch_outcome_name(expected));
	if (expected != NR_FETCH_OK)
		assert_int_equal(g->r.body.len, 0);
	if (expected == NR_FETCH_OK || expected == NR_FETCH_NOT_MODIFIED)
		assert_string_equal(g->r.message, "");
	else
		assert_string_not_equal(g->r.message, "");
}

/* The message, with the host at its beginning. */
static inline void
check_message(const struct got *g, const char *expected)
{
	assert_string_equal(g->r.message, expected);
}

/* Nothing around the tests decides where they go. */
static inline int
forget_proxies(void **state)
{
	static const char *const names[] = { "http_proxy", "https_proxy", "all_proxy",
		"no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY" };

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		unsetenv(names[i]);
	return 0;
}

#endif
