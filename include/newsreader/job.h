/*
 * Jobs: work that must not block the UI thread. A job runs on a worker, gets copies of
 * its input, polls nr_job_cancelled, and posts messages; the UI thread polls nr_jobs_fd
 * and delivers the messages, each to the handler that its job was started with.
 */
#ifndef NEWSREADER_JOB_H
#define NEWSREADER_JOB_H

#include <stdbool.h>
#include <stddef.h>

#include "newsreader/error.h"

struct nr_jobs;
struct nr_job;

/* A message of a job. Allocated by the job; the thread that took it calls
 * nr_msg_release. */
struct nr_msg {
	bool last;		/* set by the queue on the job's last message */
	struct nr_job *job;	/* the sender; valid until its last message is released */
	void (*release)(struct nr_msg *msg);
	struct nr_msg *next;	/* used by the queue */
};

/* Runs on a worker. Its result (never NULL) is the job's last message. */
typedef struct nr_msg *nr_job_fn(struct nr_job *job, void *arg);
/* Handles the messages of a job; `owner` is that of nr_jobs_deliver, which releases the
 * message. True if the owner has changed. */
typedef bool nr_msg_fn(void *owner, struct nr_msg *msg);

int nr_jobs_new(unsigned workers, struct nr_jobs **out, struct nr_error *err);
/* Cancel all jobs, wait for the running ones except loose ones, and release messages that
 * were not taken. */
void nr_jobs_free(struct nr_jobs *jobs);

/* File descriptor that is readable while a message waits. */
int nr_jobs_fd(const struct nr_jobs *jobs);
/* Queue a job, which owns `arg`; free_arg (may be NULL) is called when the job has ended
 * or will never run. `handler` gets its messages; NULL: they are only released. The
 * handle returned is valid until the last message is released. */
struct nr_job *nr_jobs_start(struct nr_jobs *jobs, nr_job_fn *fn, void *arg,
	void (*free_arg)(void *arg), nr_msg_fn *handler);
/* The same for a job that may be inside of an uninterruptible call when it is cancelled:
 * nr_jobs_free does not wait for it. It must use only its `arg`. */
struct nr_job *nr_jobs_start_loose(struct nr_jobs *jobs, nr_job_fn *fn, void *arg,
	void (*free_arg)(void *arg), nr_msg_fn *handler);
/* Take all messages, pass each to its handler and release it; never blocks. True if a
 * handler returned true. */
bool nr_jobs_deliver(struct nr_jobs *jobs, void *owner);
/* The oldest message, or NULL; never blocks. */
struct nr_msg *nr_jobs_take(struct nr_jobs *jobs);
/* Wait up to `ms` milliseconds for the last message of this job; NULL on time-out.
 * Messages of other jobs stay in the queue. */
struct nr_msg *nr_jobs_wait(struct nr_jobs *jobs, const struct nr_job *job, int ms);
/* Release a message that was taken; the last one releases its job, too. */
void nr_msg_release(struct nr_msg *msg);

/* Run fn(arg) in a detached thread, even past the end of the program; for work that
 * cannot be interrupted. fn owns all that it uses and returns NULL. Signals are blocked
 * in the thread.
 * Returns -1 without running fn if no thread can be made. */
int nr_job_detach(void *(*fn)(void *arg), void *arg, struct nr_error *err);

void nr_job_cancel(struct nr_job *job);
bool nr_job_cancelled(const struct nr_job *job);
void nr_job_post(struct nr_job *job, struct nr_msg *msg);

#endif
