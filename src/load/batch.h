/*
 * Batches: groups of files that one job reads and parses, and the workers that do it.
 */
#ifndef LOAD_BATCH_H
#define LOAD_BATCH_H

#include "newsreader/article.h"
#include "newsreader/diag.h"
#include "newsreader/error.h"
#include "newsreader/fs.h"
#include "newsreader/job.h"

enum {
	NR_BATCH_FILES = 16,
	/* limit of file bytes in a batch of several files */
	NR_BATCH_BYTES = 256 << 10,
	NR_READERS_BYTES = 32 << 20	/* limit of file bytes in all batches */
};

struct nr_reading {
	const char *path;
	struct nr_fs_stamp stamp;
	/* Results: */
	int rc;				/* of nr_load_file */
	struct nr_article *article;	/* identified, with digest; valid if rc is 0 */
	struct nr_diags diags;		/* warnings, or the failure */
	struct nr_error why;
};

struct nr_batch {
	struct nr_msg msg;
	bool was_read;
	bool taken;			/* by the caller of nr_readers_take */
	struct nr_reading v[NR_BATCH_FILES];
	size_t n;
	int64_t bytes;
	struct nr_arena arena;		/* owns the paths */
	struct nr_batch *next;		/* next spare batch */
};

struct nr_readers {
	unsigned workers;
	struct nr_jobs *jobs;		/* NULL until the first batch */
	size_t n;			/* batches being read or waiting to be taken */
	int64_t bytes;			/* file bytes in these */
	struct nr_batch *spare;
};

/* Read and parse one file in the calling thread. Call nr_reading_release afterwards. */
void nr_reading_run(struct nr_reading *r);
void nr_reading_release(struct nr_reading *r);

/* An empty batch; the caller passes it to nr_readers_keep or nr_batch_free later. */
struct nr_batch *nr_readers_batch(struct nr_readers *r);
/* Return a batch whose articles are not needed any more. Its memory is reused: freeing it
 * in another thread would make both threads wait for malloc's locks. */
void nr_readers_keep(struct nr_readers *r, struct nr_batch *b);
void nr_batch_free(struct nr_batch *b);
/* Add a file and return its entry; the batch must not be full. */
struct nr_reading *nr_batch_add(struct nr_batch *b, const char *path,
	const struct nr_fs_stamp *stamp);
bool nr_batch_is_full(const struct nr_batch *b);

/* True if enough batches are queued. */
bool nr_readers_are_busy(const struct nr_readers *r);
/* Queue the batch; takes ownership. */
int nr_readers_start(struct nr_readers *r, struct nr_batch *b, struct nr_error *err);
/* A finished batch, owned by the caller, or NULL. With `wait`, waits for
 * the next one, and returns NULL only if no batch is queued. */
struct nr_batch *nr_readers_take(struct nr_readers *r, bool wait);
void nr_readers_release(struct nr_readers *r);

#endif
