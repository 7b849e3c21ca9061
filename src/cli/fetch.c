/* --fetch: fetches the full texts of the listed articles, with progress. */
#include "config.h"

#include <errno.h>
#include <inttypes.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include "app/fulltext.h"
#include "app/online.h"
#include "app/session.h"
#include "app/texts.h"
#include "cli/run.h"
#include "newsreader/clock.h"
#include "newsreader/sys.h"

static const int enders[] = { SIGINT, SIGTERM, SIGHUP };
enum { ENDERS = sizeof(enders) / sizeof(enders[0]) };

/* Global because the signal handler needs it; only one fetch runs at a time. */
static int signal_pipe[2] = { -1, -1 };

struct fetch {
	struct cli_context *c;
	struct nr_store *store;
	struct nr_jobs *jobs;
	struct app_online online;
	struct app_fulltext *full;
	struct sigaction before[ENDERS];
	size_t ended;			/* articles whose sources were tried */
	size_t failed;			/* articles without a full text in the end */
	struct nr_error error;		/* error that prevents all fetching */
};

/* ---- output ---- */

static void
clear_line(struct fetch *f)
{
	if (f->c->messages.is_terminal)
		nr_buf_addz(&f->c->messages.buf, "\r\033[K");
}

/* Append ", 1 failed, 80 kB". */
static void
add_received(const struct app_fulltext_state *now, struct nr_buf *out)
{
	nr_buf_addz(out, ", ");
	nr_buf_addf(out, APP_MSG(N_FAILED), now->failed);
	nr_buf_addz(out, ", ");
	app_online_add_bytes(out, now->bytes);
}

/* Append the remaining time, estimated from the time so far. */
static void
add_remaining(const struct fetch *f, const struct app_fulltext_state *now, struct nr_buf *out)
{
	size_t left = now->total - now->done - now->failed;
	int64_t seconds = (nr_clock_ms() - now->began) / 1000;
	char text[NR_DATE_TEXT];

	if (!f->ended || seconds < 1)
		return;
	nr_duration_format(seconds * (int64_t)left / (int64_t)f->ended, text);
	nr_buf_addz(out, ", ");
	nr_buf_addf(out, APP_MSG(TIME_LEFT), text);
}

static void
show_progress(struct fetch *f)
{
	struct cli_out *out = &f->c->messages;
	struct app_fulltext_state now;

	if (!out->is_terminal)
		return;
	app_fulltext_state(f->full, &now);
	nr_buf_addch(&out->buf, '\r');
	nr_buf_addf(&out->buf, APP_MSG(N_OF), now.done + now.failed, now.total);
	add_received(&now, &out->buf);
	add_remaining(f, &now, &out->buf);
	nr_buf_addz(&out->buf, " \033[K");
	cli_out_flush(out);
}

static void
put_failure(struct fetch *f, const struct app_fulltext_msg *msg)
{
	struct nr_error gone = NR_ERROR_INIT;
	struct nr_row row;

	clear_line(f);
	if (nr_store_get(f->store, msg->id, &row, &gone) < 0) {
		cli_out_printf(&f->c->messages, "%" PRId64 ": %s", msg->id, gone.text);
		return;
	}
	cli_out_printf(&f->c->messages, "%s: %s", *row.url ? row.url : row.key,
		msg->error.code != NR_ERR_NONE ? msg->error.text
		: *msg->report ? msg->report : APP_MSG(IT_HAS_NO_ADDRESS));
	nr_row_release(&row);
}

static void
put_notes(struct fetch *f, const struct nr_diags *notes)
{
	clear_line(f);
	for (size_t i = 0; i < notes->n; i++)
		cli_out_diag(&f->c->messages, &notes->v[i]);
}

static void
put_end(struct fetch *f)
{
	struct app_fulltext_state now;

	app_fulltext_state(f->full, &now);
	f->failed = now.failed;
	clear_line(f);
	nr_buf_addf(&f->c->messages.buf, APP_MSG_N(N_FULL_TEXTS_OF, now.done), now.done,
		now.total);
	add_received(&now, &f->c->messages.buf);
	cli_out_line(&f->c->messages);
}

/* ---- the loop ---- */

static bool
take_fulltext(void *fetch, struct nr_msg *base)
{
	const struct app_fulltext_msg *msg = (const struct app_fulltext_msg *)base;
	struct fetch *f = fetch;

	app_fulltext_take(f->full, msg);
	if (msg->kind == APP_FULLTEXT_ENDED) {
		f->ended++;
		if (!msg->found)
			put_failure(f, msg);
	} else if (msg->kind == APP_FULLTEXT_IDLE) {
		f->error = msg->error;
		put_notes(f, &msg->notes);
	}
	return true;
}

static bool
was_interrupted(struct fetch *f)
{
	unsigned char signum;

	if (read(signal_pipe[0], &signum, 1) != 1)
		return false;
	f->c->ended_by = signum;
	return true;
}

/* Handle messages until all is done, or a signal arrives. */
static void
follow(struct fetch *f)
{
	struct pollfd fds[] = {
		{ .fd = nr_jobs_fd(f->jobs), .events = POLLIN },
		{ .fd = signal_pipe[0], .events = POLLIN },
	};
	struct app_fulltext_state now;

	for (app_fulltext_state(f->full, &now); now.running; app_fulltext_state(f->full, &now)) {
		if (poll(fds, 2, -1) < 0 && errno != EINTR)
			return;
		if (fds[1].revents != 0 && was_interrupted(f))
			return;
		nr_jobs_deliver(f->jobs, f);
		show_progress(f);
	}
}

static void
on_signal(int signum)
{
	unsigned char byte = (unsigned char)signum;
	int errnum = errno;
	ssize_t n = write(signal_pipe[1], &byte, 1);

	(void)n;	/* a full pipe already holds a signal */
	errno = errnum;
}

static int
catch_signals(struct fetch *f, struct nr_error *err)
{
	struct sigaction action = { .sa_handler = on_signal };

	if (nr_sys_pipe(signal_pipe) < 0)
		return nr_error_sys(err, errno, "cannot make a pipe");
	sigfillset(&action.sa_mask);
	/* Signals that are ignored, as by nohup, stay ignored. */
	for (size_t i = 0; i < ENDERS; i++)
		if (sigaction(enders[i], NULL, &f->before[i]) == 0
			&& f->before[i].sa_handler != SIG_IGN)
			sigaction(enders[i], &action, NULL);
	return 0;
}

static void
release_signals(struct fetch *f)
{
	if (signal_pipe[0] < 0)
		return;
	for (size_t i = 0; i < ENDERS; i++)
		sigaction(enders[i], &f->before[i], NULL);
	for (size_t i = 0; i < 2; i++) {
		close(signal_pipe[i]);
		signal_pipe[i] = -1;
	}
}

static int
fetch(struct fetch *f, const struct cli_collection *collection, struct nr_error *err)
{
	size_t n = collection->ids.n, limit = f->c->args->limit;
	int rc = -1;

	if (catch_signals(f, err) < 0 || nr_jobs_new(1, &f->jobs, err) < 0)
		goto out;
	app_online_init(&f->online, f->c->options);
	f->full = app_fulltext_new(f->jobs, f->c->options, &collection->roots, &f->online,
		take_fulltext);
	if (app_fulltext_prefetch(f->full, collection->ids.v, n < limit ? n : limit, err) < 0)
		goto out;
	follow(f);
	app_fulltext_stop(f->full);
	rc = 0;
out:
	nr_jobs_free(f->jobs);
	if (rc == 0)
		put_end(f);
	return rc;
}

int
cli_fetch(struct cli_context *c, enum cli_status *status, struct nr_error *err)
{
	struct fetch f = { .c = c, .error = NR_ERROR_INIT };
	struct cli_collection collection;
	int rc = -1;

	if (cli_collection_open(c, &collection, err) < 0)
		goto out;
	if (collection.ids.n == 0) {
		cli_put_nothing(c, &collection);
		*status = collection.roots.missing.n > 0 ? CLI_UNREADABLE : CLI_NOTHING;
		rc = 0;
		goto out;
	}
	f.store = collection.store;
	rc = fetch(&f, &collection, err);
	*status = f.failed > 0 ? CLI_FAILED
		: collection.roots.missing.n > 0 ? CLI_UNREADABLE : CLI_OK;
	if (rc == 0 && f.error.code == NR_ERR_NONE && !app_fulltext_is_kept(f.full))
		nr_error_set(&f.error, NR_ERR_SYSTEM, "the full texts could not be kept");
	if (rc == 0 && f.error.code != NR_ERR_NONE) {
		*err = f.error;
		rc = -1;
	}
	release_signals(&f);
	app_fulltext_free(f.full);
	app_online_release(&f.online);
out:
	cli_collection_close(&collection);
	return rc;
}
