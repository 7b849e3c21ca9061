/*
 * Serve: the web server of tests for shell scripts.
 *
 *	serve [--tls] ROUTE...
 *
 * A route is PATH=WHAT: the name of a file with a page; 301:LOCATION, 404, ... for a status;
 * "stall" for a page that never ends. The first line printed is the server's port, with
 * --tls behind it the file of the authority. Then lines are read and answered by a line:
 *
 *	requests PATH		how many there were; PATH * for all
 *	wait PATH N		until there were so many
 *	connections		how many were taken
 *
 * It ends with its standard input.
 */
#include "config.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/httpd.h"
#include "newsreader/fs.h"
#include "newsreader/mem.h"

enum { PAGE_MAX = 1 << 20, LINE = 512 };

static char *
read_page(const char *path)
{
	struct nr_buf b = NR_BUF_INIT;
	struct nr_error err = NR_ERROR_INIT;

	if (nr_fs_read(path, PAGE_MAX, &b, &err) < 0) {
		fprintf(stderr, "serve: %s\n", err.text);
		exit(2);
	}
	return nr_buf_take(&b);
}

/* *page is to be freed. */
static void
set_route(struct httpd_route *route, char *text, char **page)
{
	char *what = strchr(text, '=');

	if (!what) {
		fprintf(stderr, "serve: %s is no route\n", text);
		exit(2);
	}
	*what++ = '\0';
	route->path = text;
	if (strcmp(what, "stall") == 0) {
		route->body = "<p>";
		route->way = HTTPD_STALLS;
	} else if (*what >= '1' && *what <= '5') {
		route->status = (unsigned)strtoul(what, &what, 10);
		route->location = *what == ':' ? what + 1 : NULL;
		route->body = "<p>Something is wrong.";
	} else {
		route->body = *page = read_page(what);
		route->etag = "\"page\"";
	}
}

static void
answer(struct httpd *h, const char *line)
{
	char path[LINE];
	unsigned n;

	if (sscanf(line, "requests %511s", path) == 1) {
		printf("%u\n", httpd_requests(h, strcmp(path, "*") == 0 ? NULL : path));
	} else if (sscanf(line, "wait %511s %u", path, &n) == 2) {
		httpd_wait_requests(h, strcmp(path, "*") == 0 ? NULL : path, n);
		printf("%u\n", n);
	} else {
		printf("%u\n", httpd_connections(h));
	}
	fflush(stdout);
}

int
main(int argc, char **argv)
{
	bool tls = argc > 1 && strcmp(argv[1], "--tls") == 0;
	size_t n = (size_t)argc - 1 - tls;
	struct httpd_route *routes = nr_calloc(n + 1, sizeof(*routes));
	struct httpd_ca *ca = tls ? httpd_ca_new() : NULL;
	char **pages = nr_calloc(n + 1, sizeof(*pages)), line[LINE];
	struct httpd *h;

	for (size_t i = 0; i < n; i++)
		set_route(&routes[i], argv[1 + tls + i], &pages[i]);
	h = httpd_start(&(struct httpd_config){ .routes = routes, .n_routes = n, .ca = ca });
	printf("%u%s%s\n", httpd_port(h), ca ? " " : "", ca ? httpd_ca_file(ca) : "");
	fflush(stdout);
	while (fgets(line, sizeof(line), stdin))
		answer(h, line);
	httpd_free(h);
	if (ca)
		httpd_ca_free(ca);
	for (size_t i = 0; i < n; i++)
		free(pages[i]);
	free(pages);
	free(routes);
	return 0;
}
