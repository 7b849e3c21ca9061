/* Batches of files that jobs read and parse for a scan. */
#include "config.h"

#include "load/batch.h"

#include <ctype.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "newsreader/load.h"
#include "newsreader/mem.h"

/* Enough queued batches to keep the parsing workers busy while the scan commits. */
enum { WORKERS_MAX = 16, BATCHES_PER_WORKER = 16 };

/* Split the position off the error's text: a diagnostic has fields for it. */
static void
add_failure(struct nr_diags *diags, const char *path, const struct nr_error *why)
{
	size_t n = strlen(path);
	const char *text = why->text;
	unsigned at[2] = { 0, 0 };

	if (strncmp(text, path, n) == 0 && text[n] == ':') {
		text += n;
		for (int i = 0; i < 2 && text[0] == ':'
			&& isdigit((unsigned char)text[1]); i++) {
			char *end;

			at[i] = (unsigned)strtoul(text + 1, &end, 10);
			text = end;
		}
		text += strspn(text, ": ");
	}
	nr_diag_add(diags, NR_FAILURE, path, at[0], at[1], "%s", text);
}

void
nr_reading_run(struct nr_reading *r)
{
	r->why = (struct nr_error)NR_ERROR_INIT;
	if (!r->article)
		r->article = nr_article_new();
	r->rc = nr_load_again(r->path, r->article, &r->diags, &r->why);
	if (r->rc < 0) {
		add_failure(&r->diags, r->path, &r->why);
		return;
	}
	nr_article_identify(r->article, r->path);
	nr_article_digest(r->article);
}

void
nr_reading_release(struct nr_reading *r)
{
	nr_article_free(r->article);
	nr_diags_release(&r->diags);
	r->article = NULL;
}

struct nr_batch *
nr_readers_batch(struct nr_readers *r)
{
	struct nr_batch *b = r->spare;

	if (!b)
		return nr_calloc(1, sizeof(struct nr_batch));
	r->spare = b->next;
	return b;
}

void
nr_readers_keep(struct nr_readers *r, struct nr_batch *b)
{
	for (size_t i = 0; i < b->n; i++)
		nr_diags_release(&b->v[i].diags);
	nr_arena_clear(&b->arena);
	b->n = 0;
	b->bytes = 0;
	b->was_read = b->taken = false;
	b->next = r->spare;
	r->spare = b;
}

void
nr_batch_free(struct nr_batch *b)
{
	if (!b)
		return;
	for (size_t i = 0; i < NR_BATCH_FILES; i++)
		nr_reading_release(&b->v[i]);
	nr_arena_release(&b->arena);
	free(b);
}

struct nr_reading *
nr_batch_add(struct nr_batch *b, const char *path, const struct nr_fs_stamp *stamp)
{
	struct nr_reading *r = &b->v[b->n++];

	r->path = nr_arena_strndup(&b->arena, path, strlen(path));
	r->stamp = *stamp;
	b->bytes += stamp->size > NR_LOAD_FILE_MAX ? 0 : stamp->size;
	return r;
}

bool
nr_batch_is_full(const struct nr_batch *b)
{
	return b->n == NR_BATCH_FILES || b->bytes >= NR_BATCH_BYTES;
}

/* ---- workers ---- */

static void
release_msg(struct nr_msg *msg)
{
	struct nr_batch *b = (struct nr_batch *)msg;

	if (!b->taken)
		nr_batch_free(b);
}

static struct nr_msg *
run(struct nr_job *job, void *arg)
{
	struct nr_batch *b = arg;

	for (size_t i = 0; i < b->n && !nr_job_cancelled(job); i++)
		nr_reading_run(&b->v[i]);
	b->msg.release = release_msg;
	b->was_read = true;
	return &b->msg;
}

static void
drop_unread(void *arg)
{
	struct nr_batch *b = arg;

	if (!b->was_read)
		nr_batch_free(b);
}

static unsigned
cores(void)
{
	long n = sysconf(_SC_NPROCESSORS_ONLN);

	return n < 1 ? 1 : n > WORKERS_MAX ? WORKERS_MAX : (unsigned)n;
}

bool
nr_readers_are_busy(const struct nr_readers *r)
{
	return r->n >= r->workers * BATCHES_PER_WORKER || r->bytes >= NR_READERS_BYTES;
}

int
nr_readers_start(struct nr_readers *r, struct nr_batch *b, struct nr_error *err)
{
	if (!r->workers)
		r->workers = cores();
	if (!r->jobs && nr_jobs_new(r->workers, &r->jobs, err) < 0) {
		nr_batch_free(b);
		return -1;
	}
	r->n++;
	r->bytes += b->bytes;
	nr_jobs_start(r->jobs, run, b, drop_unread, NULL);
	return 0;
}

struct nr_batch *
nr_readers_take(struct nr_readers *r, bool wait)
{
	struct nr_msg *msg = r->jobs ? nr_jobs_take(r->jobs) : NULL;
	struct nr_batch *b;

	while (!msg && wait && r->n) {
		struct pollfd ready = { .fd = nr_jobs_fd(r->jobs), .events = POLLIN };

		poll(&ready, 1, -1);
		msg = nr_jobs_take(r->jobs);
	}
	if (!msg)
		return NULL;
	b = (struct nr_batch *)msg;
	b->taken = true;
	nr_msg_release(msg);
	r->n--;
	r->bytes -= b->bytes;
	return b;
}

void
nr_readers_release(struct nr_readers *r)
{
	struct nr_batch *b;

	nr_jobs_free(r->jobs);
	r->jobs = NULL;
	while ((b = r->spare)) {
		r->spare = b->next;
		nr_batch_free(b);
	}
}
