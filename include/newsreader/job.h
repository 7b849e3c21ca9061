/*
 * Jobs: work that must not keep the UI thread. A job runs in a worker, gets copies of
 * what it needs, polls nr_job_cancelled, and posts messages; the UI thread polls
 * nr_jobs_fd and takes the messages.
 */
#ifndef NEWSREADER_JOB_H
#define NEWSREADER_JOB_H

#include <stdbool.h>
#include <stddef.h>

#include "newsreader/error.h"

struct nr_jobs;
struct nr_job;

/* What a job posts. Allocated by the job; whoever took it releases it with release(). */
struct nr_msg {
	int kind;		/* the job's own */
	bool last;		/* set by the queue on the message that ends the job */
	struct nr_job *job;	/* which job; valid until its last message is released */
	void (*release)(struct nr_msg *msg);
	struct nr_msg *next;	/* the queue's */
};

/* Runs in a worker. What it returns (never NULL) is its last message. */
typedef struct nr_msg *nr_job_fn(struct nr_job *job, void *arg);

int nr_jobs_new(unsigned workers, struct nr_jobs **out, struct nr_error *err);
/* Cancels all jobs, waits for the running ones except loose ones, releases messages not taken. */
void nr_jobs_free(struct nr_jobs *jobs);

/* Readable while a message waits. */
int nr_jobs_fd(const struct nr_jobs *jobs);
/* Queue a job. `arg` is the job's; free_arg (may be NULL) is called once it has ended or
 * will never run. The handle is valid until its last message is released. */
struct nr_job *nr_jobs_start(struct nr_jobs *jobs, nr_job_fn *fn, void *arg,
	void (*free_arg)(void *arg));
/* The same for a job that may be inside a call that cannot be interrupted when its result is
 * no longer wanted: nr_jobs_free does not wait for it. It must use nothing but its `arg`. */
struct nr_job *nr_jobs_start_loose(struct nr_jobs *jobs, nr_job_fn *fn, void *arg,
	void (*free_arg)(void *arg));
/* The oldest message, or NULL; never waits. */
struct nr_msg *nr_jobs_take(struct nr_jobs *jobs);
/* Wait up to `ms` milliseconds for the last message of this job; NULL if it does not come.
 * Messages of other jobs stay in the queue. */
struct nr_msg *nr_jobs_wait(struct nr_jobs *jobs, const struct nr_job *job, int ms);
/* Release a message taken; with the last one the job goes too. */
void nr_msg_release(struct nr_msg *msg);

/* Run fn(arg) in a thread of its own that nobody waits for, not even the end of the program;
 * for what cannot be interrupted. It owns all that it uses. Signals are blocked in it. Returns
 * -1 without running fn if no thread can be made. */
int nr_job_detach(void (*fn)(void *arg), void *arg, struct nr_error *err);

void nr_job_cancel(struct nr_job *job);
bool nr_job_cancelled(const struct nr_job *job);
void nr_job_post(struct nr_job *job, struct nr_msg *msg);

#endif
