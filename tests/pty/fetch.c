#include "config.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

#include <cmocka.h>

#include "lib/httpd.h"
#include "lib/reader.h"

static const char page[] = "<html><head><title>Ferries return after a storm</title></head>"
	"<body><article><h1>Ferries return after a storm</h1><p>The first ferries crossed the"
	" harbour on Sunday morning, nine days after a storm had broken the northern pier."
	" Passengers waited in rows along the quay while the crews checked every rope.</p>"
	"</article></body></html>";

static const struct httpd_route routes[] = {
	{ .path = "/good", .body = page },
	{ .path = "/never", .body = "<p>", .way = HTTPD_STALLS },
};

static void
write_article(const struct reader *r, struct httpd *h, const char *name, const char *path)
{
	char url[HTTPD_URL_MAX], text[2 * HTTPD_URL_MAX];

	httpd_url(h, "localhost", path, url);
	snprintf(text, sizeof(text), "---\ntitle: Ferries return after a storm\nwebUrl: %s\n---\n",
		url);
	reader_write(r, name, text, strlen(text));
}

static void
test_progress_is_seen_and_an_interruption_ends_it(void **state)
{
	static const char *const args[] = { "--fetch", "-o", "allow-private-hosts=localhost", "-o",
		"archive-url=", "news", NULL };
	struct httpd *h = httpd_start(&(struct httpd_config){ .routes = routes, .n_routes = 2 });
	const struct reader *r = *state;
	struct pty *p;
	int status;

	write_article(r, h, "news/a.md", "/good");
	write_article(r, h, "news/b.md", "/never");
	p = reader_start(r, args);
	httpd_wait_requests(h, "/never", 1);
	pty_wait_text(p, "1 of 2, 0 failed, 1 kB");
	pty_keys(p, "^C");
	status = pty_wait_exit(p);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), SIGINT);
	assert_int_equal(pty_find(p, "1 of 2, 0 failed"), -1);
	assert_true(pty_find(p, "1 full text of 2, 0 failed, 1 kB") >= 0);
	pty_free(p);
	httpd_free(h);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_progress_is_seen_and_an_interruption_ends_it,
			reader_setup, reader_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
