/* Reads a configuration file line by line. */
#include "config.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "newsreader/buf.h"
#include "newsreader/conf.h"
#include "newsreader/fs.h"

struct reader {
	nr_conf_take *take;
	void *ctx;
	struct nr_diags *diags;
	const char *path;
	unsigned line;
	size_t n_wrong;
};

static void
read_line(struct reader *r, const char *s, const char *end)
{
	struct nr_conf_line line = { .path = r->path, .line = r->line };
	struct nr_error err = NR_ERROR_INIT;
	int rc = nr_conf_line_read(&line, s, (size_t)(end - s), &err);

	if (rc == 0 && line.kind != NR_CONF_EMPTY)
		rc = r->take(r->ctx, &line, &err);
	if (rc < 0 && r->n_wrong++ < NR_DIAGS_PER_FILE)
		nr_diag_add(r->diags, NR_WARNING, r->path, r->line, err.col, "%s", err.text);
	nr_conf_line_release(&line);
}

static void
read_text(struct reader *r, const char *s, const char *end)
{
	if (end - s >= 3 && memcmp(s, "\xef\xbb\xbf", 3) == 0)
		s += 3;
	while (s < end) {
		const char *newline = memchr(s, '\n', (size_t)(end - s));
		const char *stop = newline ? newline : end;

		r->line++;
		read_line(r, s, stop > s && stop[-1] == '\r' ? stop - 1 : stop);
		s = newline ? newline + 1 : end;
	}
	if (r->n_wrong > NR_DIAGS_PER_FILE)
		nr_diag_add(r->diags, NR_WARNING, r->path, 0, 0, "%zu more wrong lines",
			r->n_wrong - NR_DIAGS_PER_FILE);
}

int
nr_conf_read(const char *path, bool must_exist, nr_conf_take *take, void *ctx,
	struct nr_diags *diags, struct nr_error *err)
{
	struct reader r = { .take = take, .ctx = ctx, .diags = diags, .path = path };
	struct nr_buf raw = NR_BUF_INIT;
	const char *text;
	int rc = -1;

	if (!must_exist && access(path, F_OK) < 0 &&
			(errno == ENOENT || errno == ENOTDIR))
		return 0;
	if (nr_fs_read(path, NR_CONF_FILE_MAX, &raw, err) < 0)
		goto out;
	text = nr_buf_str(&raw);
	read_text(&r, text, text + raw.len);
	rc = 0;
out:
	nr_buf_release(&raw);
	return rc;
}
