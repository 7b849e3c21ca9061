/* Opens the collection for a command: roots, store, scan, topics, list. */
#include "config.h"

#include <errno.h>
#include <unistd.h>

#include "app/texts.h"
#include "cli/run.h"
#include "newsreader/clock.h"
#include "newsreader/fs.h"
#include "newsreader/load.h"

enum { QUIET_MS = 150 };	/* a scan that runs longer shows its progress; ms */

struct watch {
	struct cli_out *out;
	int64_t start;		/* nr_clock_ms() */
	bool shown;
};

static void
show_progress(void *ctx, const struct nr_scan_progress *p)
{
	struct watch *w = ctx;

	if (nr_clock_ms() - w->start < QUIET_MS)
		return;
	nr_buf_addch(&w->out->buf, '\r');
	if (p->total > 0)
		nr_buf_addf(&w->out->buf, APP_MSG_N(N_FILES_OF, p->total), p->seen, p->total);
	else
		nr_buf_addf(&w->out->buf, APP_MSG_N(N_FILES, p->seen), p->seen);
	nr_buf_addz(&w->out->buf, ", ");
	nr_buf_addf(&w->out->buf, APP_MSG_N(N_PROBLEMS, p->problems), p->problems);
	nr_buf_addz(&w->out->buf, " \033[K");
	cli_out_flush(w->out);
	w->shown = true;
}

int
cli_scan(struct cli_context *c, const struct app_roots *roots, struct nr_store *store,
	struct nr_scan_progress *done, struct nr_error *err)
{
	struct watch w = { .out = &c->messages, .start = nr_clock_ms() };
	struct nr_scan scan = {
		.roots = (const char *const *)roots->v,
		.n_roots = roots->n,
		.ctx = &w,
		.progress = c->messages.is_terminal ? show_progress : NULL,
	};
	int rc;

	rc = nr_scan_run(store, &scan, done, err);
	if (w.shown)
		nr_buf_addz(&w.out->buf, "\r\033[K");
	return rc;
}

static int
fill(struct cli_context *c, struct cli_collection *out, struct nr_error *err)
{
	struct nr_filter *filter = &c->args->filter;
	struct nr_error unknown = NR_ERROR_INIT;

	nr_ids_release(&out->ids);
	if (cli_scan(c, &out->roots, out->store, &out->scan, err) < 0)
		return -1;
	if (app_topics_check(out->store, filter, &unknown) < 0) {
		if (unknown.code != NR_ERR_NOT_FOUND) {
			*err = unknown;
			return -1;
		}
		out->unknown_topic = true;
		cli_out_printf(&c->messages, PACKAGE_NAME ": %s", unknown.text);
	}
	return nr_store_list(out->store, filter, &out->ids, err);
}

/* Replace standard input by a copy, because an article from there is read more than once:
 * by the scan and when it is shown. */
static int
keep_stdin(struct nr_error *err)
{
	struct nr_buf data = NR_BUF_INIT;
	int fd, rc = nr_fs_read_fd(STDIN_FILENO, "-", NR_LOAD_FILE_MAX, &data, err);

	if (rc == 0) {
		fd = nr_fs_unnamed(data.data, data.len);
		if (fd < 0 || dup2(fd, STDIN_FILENO) < 0)
			rc = nr_error_sys(err, errno,
				"cannot keep standard input in a temporary file");
		if (fd >= 0)
			close(fd);
	}
	nr_buf_release(&data);
	return rc;
}

void
cli_put_notes(struct cli_context *c, struct nr_diags *notes)
{
	for (size_t i = 0; i < notes->n; i++)
		cli_out_printf(&c->messages, PACKAGE_NAME ": %s", notes->v[i].text);
	nr_diags_release(notes);
}

int
cli_roots_resolve(struct cli_context *c, struct app_roots *out, struct nr_error *err)
{
	if (app_roots_resolve(c->options, c->args->operands, c->args->n_operands, out,
			err) < 0)
		return -1;
	/* The screen shows missing operands itself. */
	for (size_t i = 0; c->args->command != CLI_READ && i < out->missing.n; i++) {
		nr_buf_addz(&c->messages.buf, PACKAGE_NAME ": ");
		cli_out_diag(&c->messages, &out->missing.v[i]);
	}
	return out->has_stdin ? keep_stdin(err) : 0;
}

int
cli_collection_open(struct cli_context *c, struct cli_collection *out,
	struct nr_error *err)
{
	struct nr_diags notes = NR_DIAGS_INIT;
	struct nr_error damaged = NR_ERROR_INIT;
	int rc;

	*out = (struct cli_collection)CLI_COLLECTION_INIT;
	if (cli_roots_resolve(c, &out->roots, err) < 0)
		return -1;
	rc = app_store_open(&out->roots, c->args->read_only ? APP_STORE_READ_ONLY : 0,
		&out->store, &notes, err);
	cli_put_notes(c, &notes);
	if (rc < 0)
		return -1;
	if (fill(c, out, &damaged) == 0)
		return 0;
	/* A damaged index was emptied; a second scan fills it. */
	if (damaged.code == NR_ERR_INPUT)
		return fill(c, out, err);
	*err = damaged;
	return -1;
}

void
cli_put_nothing(struct cli_context *c, const struct cli_collection *collection)
{
	struct nr_error ignored = NR_ERROR_INIT;
	struct nr_totals totals;

	if (collection->unknown_topic)
		return;
	nr_buf_addz(&c->messages.buf, PACKAGE_NAME ": ");
	if (nr_store_totals(collection->store, &totals, &ignored) == 0 && totals.articles == 0)
		cli_out_printf(&c->messages, APP_MSG(NO_ARTICLES_IN), collection->roots.label);
	else
		cli_out_printf(&c->messages, APP_MSG(NO_ARTICLE_MATCHES));
}

void
cli_collection_close(struct cli_collection *out)
{
	nr_ids_release(&out->ids);
	nr_store_close(out->store);
	app_roots_release(&out->roots);
	*out = (struct cli_collection)CLI_COLLECTION_INIT;
}
