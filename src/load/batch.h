/*
 * Batches: files that one job reads and parses, and the workers that do it.
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
	NR_BATCH_BYTES = 256 << 10,	/* of files; at least one */
	NR_READERS_BYTES = 32 << 20	/* of files that are read at a time */
};

struct nr_reading {
	const char *path;
	struct nr_fs_stamp stamp;
	/* Set by reading: */
	int rc;				/* as of nr_load_file */
	struct nr_article *article;	/* identified, digested; if rc is 0 */
	struct nr_diags diags;		/* with the failure, if it is one */
	struct nr_error why;
};

struct nr_batch {
	struct nr_msg msg;
	bool was_read;
	bool taken;			/* by the caller of nr_readers_take */
	struct nr_reading v[NR_BATCH_FILES];
	size_t n;
	int64_t bytes;
	struct nr_arena arena;		/* of the paths */
	struct nr_batch *next;		/* spare one */
};

struct nr_readers {
	unsigned workers;
	struct nr_jobs *jobs;		/* NULL until there is something to read */
	size_t n;			/* batches that are read, or wait to be taken */
	int64_t bytes;			/* of them */
	struct nr_batch *spare;
};

/* Read one file, here and now. Release it afterwards. */
void nr_reading_run(struct nr_reading *r);
void nr_reading_release(struct nr_reading *r);

/* An empty batch, which nr_readers_keep or nr_batch_free takes. */
struct nr_batch *nr_readers_batch(struct nr_readers *r);
/* Take a batch back whose articles are not needed any more. Whoever reads next uses its
 * memory again: what one thread frees of another's makes both wait for malloc's locks. */
void nr_readers_keep(struct nr_readers *r, struct nr_batch *b);
void nr_batch_free(struct nr_batch *b);
/* The new entry; the batch must not be full. */
struct nr_reading *nr_batch_add(struct nr_batch *b, const char *path,
	const struct nr_fs_stamp *stamp);
bool nr_batch_is_full(const struct nr_batch *b);

/* More would only pile up. */
bool nr_readers_are_busy(const struct nr_readers *r);
/* Takes the batch over. */
int nr_readers_start(struct nr_readers *r, struct nr_batch *b, struct nr_error *err);
/* A batch that was read, now the caller's; NULL if there is none. With `wait` the
 * next one that gets ready, NULL if none is being read. */
struct nr_batch *nr_readers_take(struct nr_readers *r, bool wait);
void nr_readers_release(struct nr_readers *r);

#endif
