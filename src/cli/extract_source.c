/* Reads the page to extract from a file, standard input or the web. */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "app/online.h"
#include "cli/extract.h"
#include "newsreader/fetch.h"
#include "newsreader/fs.h"
#include "newsreader/mem.h"
#include "newsreader/url.h"
#include "newsreader/utf8.h"

enum { PAGE_MAX = 64 << 20, WAIT_MS = 60000 };	/* limit of a file in bytes; ms of one
						 * wait */

struct answer {
	struct cli_source *source;
	struct nr_error error;
};

static void
take_answer(void *ctx, struct nr_response *r)
{
	struct answer *a = ctx;

	if (r->outcome != NR_FETCH_OK) {
		nr_error_set(&a->error, NR_ERR_SYSTEM, "%s", r->message);
		return;
	}
	a->source->bytes = r->body;
	r->body = (struct nr_buf)NR_BUF_INIT;
	a->source->type = nr_strdup(r->type);
	a->source->url = nr_strdup(r->url);
}

static int
fetch(const struct nr_options *options, const char *url, struct cli_source *out,
	struct nr_error *err)
{
	struct answer a = { out, NR_ERROR_INIT };
	const struct nr_fetch_request request = {
		.url = url,
		.accept = "text/html, application/xhtml+xml",
		.done = take_answer,
		.ctx = &a,
	};
	struct nr_fetcher *fetcher;
	struct app_online online;
	int rc = -1;

	app_online_init(&online, options);
	fetcher = app_online_fetcher(&online, err);
	if (!fetcher || nr_fetcher_add(fetcher, &request, NULL, err) < 0)
		goto out;
	while (nr_fetcher_run(fetcher, WAIT_MS) > 0)
		;
	rc = a.error.code == NR_ERR_NONE ? 0 : -1;
	if (rc < 0)
		*err = a.error;
out:
	app_online_release(&online);
	return rc;
}

/* The length of "scheme://" at the beginning of s, or 0. */
static size_t
scheme_length(const char *s)
{
	size_t n = 0;

	if (!nr_utf8_is_latin(*s))
		return 0;
	while (nr_utf8_is_latin(s[n]) || (s[n] && strchr("0123456789+-.", s[n])))
		n++;
	return strncmp(s + n, "://", 3) == 0 ? n + 3 : 0;
}

int
cli_source_name(const char *operand, struct nr_buf *out, struct nr_error *err)
{
	const char *s = operand + strspn(operand, " \t\n");
	size_t scheme = scheme_length(s), n = strlen(s);

	if (scheme == 0) {
		nr_buf_addz(out, operand);
		return 0;
	}
	while (n > 0 && strchr(" \t\n", s[n - 1]))
		n--;
	if (strncasecmp(s, "http://", scheme) != 0 && strncasecmp(s, "https://", scheme) != 0)
		return nr_error_set(err, NR_ERR_USAGE,
			"%s: only addresses of http and https are fetched", operand);
	nr_url_clean(s, n, out);
	if (!nr_url_is_web(nr_buf_str(out)))
		return nr_error_set(err, NR_ERR_USAGE, "%s: not a web address", operand);
	return 0;
}

int
cli_source_read(const struct nr_options *options, const char *name,
	struct cli_source *out, struct nr_error *err)
{
	*out = (struct cli_source){ .bytes = NR_BUF_INIT };
	if (strcmp(name, "-") == 0)
		return nr_fs_read_fd(STDIN_FILENO, "-", PAGE_MAX, &out->bytes, err);
	if (nr_url_is_web(name))
		return fetch(options, name, out, err);
	return nr_fs_read(name, PAGE_MAX, &out->bytes, err);
}

void
cli_source_release(struct cli_source *source)
{
	nr_buf_release(&source->bytes);
	free(source->type);
	free(source->url);
	*source = (struct cli_source){ .bytes = NR_BUF_INIT };
}
