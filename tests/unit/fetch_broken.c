#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "unit/fetch_util.h"

/* Servers that do what no decent one does. */

static struct got
fetch_within(unsigned stall_ms, const struct rawd_script *script,
	struct nr_fetch_request request)
{
	struct nr_fetch_options options = local_options();
	struct rawd *r = rawd_start(script);
	char url[HTTPD_URL_MAX];
	struct got g;

	options.limits.stall_ms = stall_ms;
	options.limits.stall_bytes = 10;
	snprintf(url, sizeof(url), "http://localhost:%u/", rawd_port(r));
	request.url = url;
	get_with(&options, &request, &g);
	rawd_free(r);
	return g;
}

static struct got
fetch_from(const struct rawd_script *script, struct nr_fetch_request request)
{
	return fetch_within(0, script, request);
}

static void
test_answers_that_are_none(void **state)
{
	static const struct { const char *bytes; enum rawd_then then; } cases[] = {
		{ "", RAWD_CLOSE },
		{ "", RAWD_RESET },
		{ "\r\n\r\n", RAWD_CLOSE },
		{ "this is no HTTP\r\n\r\n", RAWD_CLOSE },
		{ "\x16\x03\x01\x02\x00\x01", RAWD_CLOSE },
		{ "HTTP/1.1 200 OK\r\n", RAWD_CLOSE },
		{ "HTTP/1.1 200 OK\r\n", RAWD_RESET },
		{ "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort", RAWD_CLOSE },
		{ "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort", RAWD_RESET },
		{ "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nx", RAWD_CLOSE },
		{ "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nx", RAWD_CLOSE },
		{ "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nshort\r\n",
			RAWD_CLOSE },
		{ "HTTP/1.1 200 OK\r\nContent-Encoding: unheard-of\r\n\r\nx", RAWD_CLOSE },
		{ "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n", RAWD_CLOSE },
		{ "HTTP/9.9 200 OK\r\n\r\n", RAWD_CLOSE },
		{ "HTTP/1.1 2000 OK\r\n\r\n", RAWD_CLOSE },
		{ "HTTP/1.1 20 OK\r\n\r\n", RAWD_CLOSE },
		{ "HTTP/1.1 20x OK\r\n\r\n", RAWD_CLOSE },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct got g = fetch_from(&(struct rawd_script){ .bytes = cases[i].bytes,
			.then = cases[i].then }, (struct nr_fetch_request){ 0 });

		if (g.r.outcome != NR_FETCH_BROKEN)
			fail_msg("%s: %s %s", cases[i].bytes,
				nr_fetch_outcome_name(g.r.outcome), g.r.message);
		assert_memory_equal(g.r.message, "localhost: ", 11);
		got_release(&g);
	}
}

static void
test_old_and_odd_answers_are_read(void **state)
{
	static const struct { const char *bytes, *body; } cases[] = {
		{ "HTTP/1.0 200 OK\r\n\r\nuntil the end", "until the end" },
		{ "HTTP/1.0 200\n\nbare newlines", "bare newlines" },
		{ "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nright and more", "right" },
		{ "HTTP/1.1 100 Continue\r\nETag: \"x\"\r\n\r\n"
			"HTTP/1.1 103 Early Hints\r\nContent-Type: a/b\r\nLink: <x>\r\n\r\n"
			"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1\r\n\r\nx",
			"x" },
		{ "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: ETag\r\n\r\n"
			"2\r\nab\r\n0\r\nETag: \"x\"\r\nContent-Type: a/b\r\n\r\n", "ab" },
		{ "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Type: a/b\r\n"
			"ETag: a\x01 b\r\n\r\n", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct got g = fetch_from(&(struct rawd_script){ .bytes = cases[i].bytes },
			(struct nr_fetch_request){ .accept = "text/html" });

		check_outcome(&g, NR_FETCH_OK);
		assert_int_equal(g.r.status, 200);
		assert_string_equal(nr_buf_str(&g.r.body), cases[i].body);
		assert_string_equal(g.r.etag, "");
		got_release(&g);
	}
}

static void
test_server_that_falls_silent(void **state)
{
	static const char *const cases[] = {
		"", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n",
		"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nhalf",
		"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct got g = fetch_within(300, &(struct rawd_script){ .bytes = cases[i],
			.then = RAWD_STALL }, (struct nr_fetch_request){ 0 });

		check_outcome(&g, NR_FETCH_STALLED);
		check_message(&g, "localhost: fewer than 10 bytes in 0.3 s");
		got_release(&g);
	}
}

/* What the body would have been does not matter. */
static void
test_server_that_falls_silent_behind_a_status(void **state)
{
	struct got g = fetch_within(2000, &(struct rawd_script){ .then = RAWD_STALL,
		.bytes = "HTTP/1.1 404 No\r\nContent-Length: 99\r\n\r\nhalf" },
		(struct nr_fetch_request){ 0 });

	(void)state;
	check_outcome(&g, NR_FETCH_STATUS);
	check_message(&g, "localhost: status 404");
	got_release(&g);
	g = fetch_from(&(struct rawd_script){ .then = RAWD_RESET,
		.bytes = "HTTP/1.1 302 No\r\nContent-Length: 99\r\n"
			"Location: http://10.0.0.1/\r\n\r\nhalf" },
		(struct nr_fetch_request){ 0 });
	if (g.r.outcome != NR_FETCH_BROKEN) {	/* a reset may overtake what was sent */
		check_outcome(&g, NR_FETCH_REFUSED);
		check_message(&g, "10.0.0.1: refused: it is a private address");
	}
	got_release(&g);
}

static void
test_headers_without_end(void **state)
{
	static const char *const again[] = {
		"X-Header: and another one\r\n", "endless", "\r\n ",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(again) / sizeof(*again); i++) {
		struct got g = fetch_from(&(struct rawd_script){ .then = RAWD_REPEAT,
			.bytes = "HTTP/1.1 200 OK\r\nX: ", .again = again[i] },
			(struct nr_fetch_request){ 0 });

		check_outcome(&g, NR_FETCH_TOO_BIG);
		got_release(&g);
	}
}

/* Nothing that a server says breaks out of the line of a message. */
static void
test_messages_are_clean(void **state)
{
	static const struct rawd_script scripts[] = {
		{ .bytes = "HTTP/1.1 302 x\r\nLocation: gopher://\x9b" "2J\x1f\r\n\r\n" },
		{ .bytes = "HTTP/1.1 302 x\r\nLocation: gopher://\x9b" "2J\xc3\xa4\r\n\r\n" },
		{ .bytes = "HTTP/1.1 200 x\r\nContent-Type: \x9b" "2J\xe2\x80\xae\r\n\r\n" },
		{ .bytes = "HTTP/1.1 200 x\r\nContent-Encoding: \x1b[2J\r\n\r\nx" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(scripts) / sizeof(*scripts); i++) {
		struct got g = fetch_from(&scripts[i],
			(struct nr_fetch_request){ .accept = "text/html" });

		assert_int_not_equal(g.r.outcome, NR_FETCH_OK);
		for (const char *c = g.r.message; *c; c++)
			assert_true((unsigned char)*c >= ' ' && *c != 0x7f);
		for (const char *c = g.r.type; *c; c++)
			assert_true(*c >= ' ' && *c <= '~');
		assert_null(strstr(g.r.message, "\xe2\x80\xae"));
		assert_null(strstr(g.r.message, "\x9b" "2J"));
		got_release(&g);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_answers_that_are_none),
		cmocka_unit_test(test_old_and_odd_answers_are_read),
		cmocka_unit_test(test_server_that_falls_silent),
		cmocka_unit_test(test_server_that_falls_silent_behind_a_status),
		cmocka_unit_test(test_headers_without_end),
		cmocka_unit_test(test_messages_are_clean),
	};

	return cmocka_run_group_tests_name("fetch_broken", tests, forget_proxies, NULL);
}
