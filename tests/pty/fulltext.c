#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "lib/httpd.h"
#include "lib/reader.h"

/* Full texts: fetched, read, followed and kept. */

enum { MANY = 50 };

#define HEAD "<html lang=en><head><title>Summit of the two presidents</title></head>" \
	"<body><nav><a href=/>Home</a></nav><article><h1>Summit of the two presidents</h1>"
#define LEAD "<p>The presidents of two large countries will meet in June, <a href=" \
	"'https://x.example/officials'>officials said</a> on Tuesday, after weeks of talks" \
	" about where and when such a meeting could take place.</p>"
#define LINES "<p>Several topics are on the table, and most of them are not new. Diplomats" \
	" of both sides have prepared papers about each of them over the last month.</p>" \
	"<p>Relations are at their lowest point in decades, analysts say, and nobody" \
	" expects a breakthrough at all, not even those who have asked for the meeting.</p>"
#define TAIL "<p>The hosts have closed the airspace, <a href='https://x.example/second'>the" \
	" government</a> and <a href='https://x.example/third'>the third source</a> said," \
	" and the hotels by the lake are booked out for the whole of the week.</p>" \
	"<p>The last such meeting was held in Reykjavik, and neither side has forgotten" \
	" how it ended after two days and a night without any result.</p></article></body>"

static const char amp_page[] = HEAD LEAD LINES LINES LINES LINES LINES LINES TAIL;
static const char web_page[] = HEAD LEAD "<p>This edition of the text was written for the"
	" web, with a sentence that no other edition has.</p>" LINES LINES TAIL;
/* The bytes that a type is told from are harmless; else the page would be no text. */
static const char evil_page[] = HEAD LEAD LINES LINES LINES LINES "<p>Up \x1b]0;owned\x07 and \x1b[2J away"
	" &#27;[31mred&#x9b;5m&#8238;desrever&#8203; \xc2\x9b" "1m</p><pre>a\tb\r\nc\x0c\x1b[Hd</pre>"
	"<p><a href='https://x.example/&#27;]0;x&#7;'>link \x1b[7m</a><img alt='\x1b[1mold'"
	" src=/a.jpg width=640 height=480></p>" TAIL;

static const struct httpd_route routes[] = {
	{ .path = "/amp", .body = amp_page },
	{ .path = "/web", .body = web_page, .etag = "\"one\"" },
	{ .path = "/evil", .body = evil_page },
	{ .path = "/gone", .status = 404 },
	/* No more than two requests are sent to a host at once. */
	{ .path = "/held", .body = amp_page, .hold = 3 },
};

static struct httpd *
serve(const struct reader *r)
{
	const struct httpd_config config = {
		.routes = routes, .n_routes = sizeof(routes) / sizeof(routes[0])
	};

	reader_script(r, "record", "printf '%s\\0' \"$@\" >part && mv part record");
	return httpd_start(&config);
}

struct addresses {
	const char *amp, *web;
};

static void
write_article(const struct reader *r, struct httpd *h, int minute, const struct addresses *a)
{
	char urls[2][HTTPD_URL_MAX], name[32];

	httpd_url(h, "localhost", a->amp, urls[0]);
	httpd_url(h, "localhost", a->web, urls[1]);
	snprintf(name, sizeof(name), "news/%d.md", minute);
	reader_writef(r, name, "---\ntitle: Summit of the two presidents\n"
		"excerpt: The presidents of two large countries will meet.\n"
		"publishedDateTime: 2021-01-01T%02d:%02d:00Z\nprovider: {name: Example}\n"
		"ampWebUrl: %s\nwebUrl: %s\n---\n", minute / 60, minute % 60, urls[0], urls[1]);
}

static struct pty *
start(const struct reader *r, const char *option, const char *counts)
{
	const char *const args[] = { "-o", "allow-private-hosts=localhost", "-o", "archive-url=",
		"-o", "browser=record", option, "news", NULL };
	struct pty *p = reader_start(r, args);

	pty_wait_text(p, counts);
	return p;
}

static void
assert_opened(const struct reader *r, struct pty *p, const char *url)
{
	struct nr_buf got = NR_BUF_INIT;

	reader_wait_file(r, p, "record", &got);
	assert_string_equal(nr_buf_str(&got), url);
	nr_buf_release(&got);
	assert_int_equal(unlink("record"), 0);
}

static void
test_the_full_text_is_read_and_read_again(void **state)
{
	struct reader *r = *state;
	struct httpd *h = serve(r);
	struct pty *p;
	char *before;

	write_article(r, h, 70, &(struct addresses){ "/amp", "/web" });
	p = start(r, "--", " 1/1,");
	pty_wait_text(p, "countries will meet.");
	pty_keys(p, "x");
	pty_wait_text(p, "June, officials said [1]");
	assert_int_equal(pty_find(p, "countries will meet."), -1);
	pty_keys(p, "X");
	pty_wait_text(p, "This edition of the text");
	pty_keys(p, "x");
	pty_wait_text(p, "countries will meet.");
	assert_int_equal(pty_find(p, "This edition"), -1);
	pty_keys(p, "x");
	pty_wait_text(p, "This edition of the text");

	pty_keys(p, ":");
	pty_send(p, "fetch-again");
	pty_keys(p, "Enter");
	pty_wait_text(p, "No other text (web: 304, unchanged)");
	assert_int_equal(httpd_requests(h, "/web"), 2);

	pty_keys(p, "Enter /");
	pty_send(p, "reykjavik");
	pty_wait_text(p, "was held in Reykjavik");
	pty_keys(p, "Enter 3 o");
	assert_opened(r, p, "https://x.example/third");
	pty_keys(p, ";");
	pty_wait_text(p, "A letter opens its link");
	/* The second link in view; the letter stands where the text of the link begins. */
	pty_wait_text(p, "she third");
	pty_keys(p, "s");
	assert_opened(r, p, "https://x.example/third");
	pty_wait_gone(p, "A letter");
	before = strdup(pty_row(p, 6));
	reader_quit(p);
	httpd_free(h);

	p = start(r, "--offline", " 1/1,");
	pty_wait_text(p, "was held in Reykjavik");
	assert_string_equal(pty_row(p, 6), before);
	assert_true(pty_find(p, "≡") == 2);
	reader_quit(p);
	free(before);
}

static void
test_reasons_are_told_when_there_is_no_text(void **state)
{
	struct reader *r = *state;
	struct httpd *h = serve(r);
	struct pty *p;

	write_article(r, h, 70, &(struct addresses){ "/gone", "/nowhere" });
	p = start(r, "--", " 1/1,");
	pty_keys(p, "x");
	pty_wait_text(p, "Full text not available.");
	assert_true(pty_find(p, "AMP: 404") >= 0);
	assert_true(pty_find(p, "web: 404") >= 0);
	assert_true(pty_find(p, "countries will meet.") >= 0);
	reader_quit(p);
	httpd_free(h);
}

static void
test_what_could_not_be_fetched_ahead_is_told(void **state)
{
	struct reader *r = *state;
	struct httpd *h = serve(r);
	struct pty *p;

	write_article(r, h, 70, &(struct addresses){ "/amp", "/amp" });
	write_article(r, h, 60, &(struct addresses){ "/gone", "/nowhere" });
	p = start(r, "--", " 1/2,");
	pty_keys(p, ":");
	pty_send(p, "fetch");
	pty_keys(p, "Enter");
	pty_wait_text(p, "Fetched 1 of 2 full texts (E shows the errors)");
	pty_keys(p, "E");
	pty_wait_text(p, "60.md: no full text (AMP: 404 · web: 404) of \"Summit of");
	reader_quit(p);
	httpd_free(h);
}

static void
test_keys_answer_while_pages_are_fetched(void **state)
{
	struct reader *r = *state;
	struct httpd *h = serve(r);
	struct pty *p;
	char path[32];

	for (int i = 0; i < MANY; i++) {
		snprintf(path, sizeof(path), "/held?%d", i);
		write_article(r, h, i, &(struct addresses){ path, path });
	}
	write_article(r, h, MANY, &(struct addresses){ "/amp", "/web" });
	p = start(r, "--", " 1/51,");
	pty_keys(p, ":");
	pty_send(p, "fet");
	pty_keys(p, "Tab Enter");
	pty_wait_text(p, "^C cancels");
	/* Two pages are being waited for, and no answer comes as long as these work. */
	httpd_wait_requests(h, "/held", 2);
	pty_keys(p, "j j j");
	pty_wait_text(p, " 4/51,");
	pty_keys(p, "Enter");
	pty_wait_text(p, " 4/51, 50 unread");
	pty_keys(p, "?");
	pty_wait_text(p, "Keys 4/");
	pty_wait_text(p, "Move down, or scroll the article  :down");
	pty_keys(p, "q q G");
	pty_wait_text(p, " 51/51,");
	pty_keys(p, "f");
	pty_wait_text(p, "★");
	assert_int_equal(httpd_requests(h, "/held"), 2);
	pty_keys(p, "^C");
	pty_wait_text(p, "Stopped; ");
	assert_int_equal(httpd_requests(h, "/held"), 2);
	reader_quit(p);
	httpd_free(h);
}

/* Ask for the page as others do. The connection is to be closed. */
static int
ask(struct httpd *h)
{
	static const char request[] = "GET /held HTTP/1.0\r\n\r\n";
	struct sockaddr_in to = {
		.sin_family = AF_INET, .sin_port = htons((uint16_t)httpd_port(h)),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	assert_int_equal(connect(fd, (struct sockaddr *)&to, sizeof(to)), 0);
	assert_int_equal(write(fd, request, strlen(request)), strlen(request));
	return fd;
}

static void
test_one_can_move_on_while_a_text_is_fetched(void **state)
{
	struct reader *r = *state;
	struct httpd *h = serve(r);
	struct pty *p;
	int other;

	write_article(r, h, 70, &(struct addresses){ "/held", "/web" });
	write_article(r, h, 60, &(struct addresses){ "/amp", "/gone" });
	p = start(r, "--", " 1/2,");
	pty_keys(p, "x");
	pty_wait_text(p, "  Fetching full text (AMP) …");
	pty_wait_text(p, " Fetching full text (AMP) …  ^C cancels");
	pty_keys(p, "x");
	pty_wait_text(p, "Already fetching");
	httpd_wait_requests(h, "/held", 1);
	pty_keys(p, "^C");
	pty_wait_text(p, "Stopped; x fetches it again");
	assert_int_equal(pty_find(p, "  Fetching"), -1);
	assert_true(pty_find(p, "countries will meet.") >= 0);

	pty_keys(p, "x");
	pty_wait_text(p, "  Fetching full text (AMP) …");
	httpd_wait_requests(h, "/held", 2);
	pty_keys(p, "j x");
	pty_wait_text(p, "officials said [1]");
	pty_keys(p, "k");
	pty_wait_text(p, "  Fetching full text (AMP) …");
	pty_keys(p, "j");
	pty_wait_text(p, "officials said [1]");
	other = ask(h);		/* the third request, and all are answered */
	pty_wait_text(p, "Full text fetched: Summit");
	pty_keys(p, "k");
	pty_wait_text(p, "officials said [1]");
	pty_wait_text(p, " 1/2,");
	reader_quit(p);
	close(other);
	httpd_free(h);
}

static void
test_links_of_a_text_whose_article_is_gone_can_be_opened(void **state)
{
	struct reader *r = *state;
	struct httpd *h = serve(r);
	struct pty *p;

	write_article(r, h, 70, &(struct addresses){ "/amp", "/gone" });
	p = start(r, "--", " 1/1,");
	pty_keys(p, "x");
	pty_wait_text(p, "officials said [1]");
	pty_keys(p, "Enter");
	pty_wait_text(p, "X next source");
	pty_wait_text(p, " 29%");
	reader_remove(r, "news/70.md");
	pty_wait_text(p, "File gone, last version shown");
	pty_keys(p, "1 o");
	assert_opened(r, p, "https://x.example/officials");
	pty_keys(p, "y");
	pty_wait_text(p, "Copied http://localhost:");
	pty_keys(p, "e");
	pty_wait_text(p, "That article is gone");
	reader_quit(p);
	httpd_free(h);
}

static void
test_a_hostile_page_shows_clean_text(void **state)
{
	struct reader *r = *state;
	struct httpd *h = serve(r);
	struct pty *p;

	write_article(r, h, 70, &(struct addresses){ "/evil", "/gone" });
	p = start(r, "--", " 1/1,");
	pty_keys(p, "x");
	pty_wait_text(p, "officials said [1]");
	pty_keys(p, "z Enter /");
	pty_send(p, "desrever");
	pty_wait_text(p, "Up and away red›5mdesrever");
	pty_keys(p, "Enter G");
	pty_wait_text(p, "100%");
	pty_keys(p, "u");
	pty_wait_text(p, "Addresses");
	pty_keys(p, "Esc");
	pty_settle(p);
	reader_clean(p);
	reader_quit(p);
	httpd_free(h);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, reader_setup, reader_teardown)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(test_the_full_text_is_read_and_read_again),
		TEST(test_reasons_are_told_when_there_is_no_text),
		TEST(test_what_could_not_be_fetched_ahead_is_told),
		TEST(test_keys_answer_while_pages_are_fetched),
		TEST(test_one_can_move_on_while_a_text_is_fetched),
		TEST(test_links_of_a_text_whose_article_is_gone_can_be_opened),
		TEST(test_a_hostile_page_shows_clean_text),
	};

	return cmocka_run_group_tests_name("full", tests, NULL, NULL);
}
