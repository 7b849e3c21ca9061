/*
 * Job queue: runs jobs in worker threads and delivers their messages to the thread that
 * takes them.
 */
#include "config.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "newsreader/job.h"
#include "newsreader/mem.h"
#include "newsreader/sys.h"

struct nr_job {
	struct nr_jobs *jobs;
	nr_job_fn *fn;
	void *arg;
	void (*free_arg)(void *arg);
	nr_msg_fn *handler;
	atomic_bool cancelled;
	bool loose;
	bool left;			/* its thread continues after nr_jobs_free */
	pthread_t thread;		/* thread that runs it */
	struct nr_job *next;		/* next in the list of waiting or of running
					 * jobs */
};

struct nr_jobs {
	pthread_mutex_t lock;		/* for all members below except wake and
					 * threads */
	pthread_cond_t changed;		/* a job is waiting, or stopping */
	pthread_cond_t posted;		/* a message is waiting; uses the monotonic
					 * clock */
	bool stopping;
	struct nr_job *waiting, **waiting_end;
	struct nr_job *running;
	struct nr_msg *msgs, **msgs_end;
	int wake[2];			/* holds a byte while msgs is not empty */
	pthread_t *threads;
	unsigned n_threads;
	unsigned n_left;		/* number of jobs with `left`, plus one until
					 * nr_jobs_free: the last one frees this
					 * structure */
};

static void
free_job(struct nr_job *job)
{
	if (job->free_arg != NULL)
		job->free_arg(job->arg);
	free(job);
}

static void
post(struct nr_jobs *jobs, struct nr_job *job, struct nr_msg *msg, bool last)
{
	msg->job = job;
	msg->last = last;
	msg->next = NULL;
	pthread_mutex_lock(&jobs->lock);
	/* One byte, and only to an empty pipe: it neither blocks nor fails. */
	if (jobs->msgs == NULL) {
		while (write(jobs->wake[1], "", 1) < 0 && errno == EINTR)
			;
	}
	*jobs->msgs_end = msg;
	jobs->msgs_end = &msg->next;
	pthread_cond_signal(&jobs->posted);	/* only one thread takes messages */
	pthread_mutex_unlock(&jobs->lock);
}

/* Wait for the next job and move it to the running ones; NULL when stopping. */
static struct nr_job *
next_job(struct nr_jobs *jobs)
{
	struct nr_job *job = NULL;

	pthread_mutex_lock(&jobs->lock);
	while (jobs->waiting == NULL && !jobs->stopping)
		pthread_cond_wait(&jobs->changed, &jobs->lock);
	if (!jobs->stopping) {
		job = jobs->waiting;
		jobs->waiting = job->next;
		if (jobs->waiting == NULL)
			jobs->waiting_end = &jobs->waiting;
		job->next = jobs->running;
		job->thread = pthread_self();
		jobs->running = job;
	}
	pthread_mutex_unlock(&jobs->lock);
	return job;
}

/* Remove a job from the running ones; true if nr_jobs_free does not wait for it. */
static bool
remove_running(struct nr_jobs *jobs, struct nr_job *job)
{
	struct nr_job **p;
	bool left;

	pthread_mutex_lock(&jobs->lock);
	for (p = &jobs->running; *p != job; p = &(*p)->next)
		;
	*p = job->next;
	left = job->left;
	pthread_mutex_unlock(&jobs->lock);
	return left;
}

static void
destroy(struct nr_jobs *jobs)
{
	close(jobs->wake[0]);
	close(jobs->wake[1]);
	pthread_cond_destroy(&jobs->changed);
	pthread_cond_destroy(&jobs->posted);
	pthread_mutex_destroy(&jobs->lock);
	free(jobs);
}

/* The last one that leaves frees the structure. */
static void
unref(struct nr_jobs *jobs)
{
	bool last;

	pthread_mutex_lock(&jobs->lock);
	last = --jobs->n_left == 0;
	pthread_mutex_unlock(&jobs->lock);
	if (last)
		destroy(jobs);
}

/* Lower the priority of a worker, so that computing never delays keys or the thread that
 * takes results. SCHED_BATCH keeps its wake-ups from preempting others. */
static void
step_back(void)
{
#ifdef __linux__	/* elsewhere this would affect the whole process */
	enum { NICE = 5 };
	const struct sched_param none = { .sched_priority = 0 };

	pthread_setschedparam(pthread_self(), SCHED_BATCH, &none);
	setpriority(PRIO_PROCESS, 0, getpriority(PRIO_PROCESS, 0) + NICE);
#endif
}

static void *
work(void *arg)
{
	struct nr_jobs *jobs = arg;
	struct nr_job *job;

	step_back();
	while ((job = next_job(jobs)) != NULL) {
		struct nr_msg *msg = job->fn(job, job->arg);

		if (job->free_arg != NULL)
			job->free_arg(job->arg);
		if (remove_running(jobs, job)) {
			msg->release(msg);
			free(job);
			unref(jobs);
			break;
		}
		post(jobs, job, msg, true);	/* the taker may free the job at once */
	}
	return NULL;
}

/* Block signals in workers, as they are for the UI thread, except those that a fault
 * raises in the thread itself. */
static void
block_signals(sigset_t *old)
{
	static const int faults[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP };
	sigset_t set;

	sigfillset(&set);
	for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++)
		sigdelset(&set, faults[i]);
	pthread_sigmask(SIG_BLOCK, &set, old);
}

/* Returns 0 or an errno. */
static int
start_threads(struct nr_jobs *jobs, unsigned workers)
{
	sigset_t old;
	int errnum = 0;

	jobs->threads = nr_calloc(workers, sizeof *jobs->threads);
	block_signals(&old);
	while (jobs->n_threads < workers && errnum == 0) {
		pthread_t *thread = &jobs->threads[jobs->n_threads];

		errnum = pthread_create(thread, NULL, work, jobs);
		jobs->n_threads += errnum == 0;
	}
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	return errnum;
}

static void
init_posted(struct nr_jobs *jobs)
{
	pthread_condattr_t attr;

	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&jobs->posted, &attr);
	pthread_condattr_destroy(&attr);
}

int
nr_job_detach(void *(*fn)(void *arg), void *arg, struct nr_error *err)
{
	pthread_t thread;
	sigset_t old;
	int errnum;

	block_signals(&old);
	errnum = pthread_create(&thread, NULL, fn, arg);
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	if (errnum != 0)
		return nr_error_sys(err, errnum, "cannot start a thread");
	pthread_detach(thread);
	return 0;
}

int
nr_jobs_new(unsigned workers, struct nr_jobs **out, struct nr_error *err)
{
	struct nr_jobs *jobs = nr_calloc(1, sizeof *jobs);

	if (nr_sys_pipe(jobs->wake) < 0) {
		nr_error_sys(err, errno, "cannot make a pipe");
		free(jobs);
		return -1;
	}
	pthread_mutex_init(&jobs->lock, NULL);
	pthread_cond_init(&jobs->changed, NULL);
	init_posted(jobs);
	jobs->n_left = 1;
	jobs->waiting_end = &jobs->waiting;
	jobs->msgs_end = &jobs->msgs;
	int errnum = start_threads(jobs, workers > 0 ? workers : 1);

	if (errnum != 0) {
		nr_jobs_free(jobs);
		return nr_error_sys(err, errnum, "cannot start a thread");
	}
	*out = jobs;
	return 0;
}

/* Leave a running job to its thread, which is not joined. The lock must be held. */
static void
leave(struct nr_jobs *jobs, struct nr_job *job)
{
	unsigned i = 0;

	while (!pthread_equal(jobs->threads[i], job->thread))
		i++;
	pthread_detach(job->thread);
	jobs->threads[i] = jobs->threads[--jobs->n_threads];
	job->left = true;
	jobs->n_left++;
}

static void
stop_threads(struct nr_jobs *jobs)
{
	pthread_mutex_lock(&jobs->lock);
	jobs->stopping = true;
	for (struct nr_job *job = jobs->running; job != NULL; job = job->next) {
		nr_job_cancel(job);
		if (job->loose)
			leave(jobs, job);
	}
	pthread_cond_broadcast(&jobs->changed);
	pthread_mutex_unlock(&jobs->lock);
	for (unsigned i = 0; i < jobs->n_threads; i++)
		pthread_join(jobs->threads[i], NULL);
	free(jobs->threads);
}

void
nr_jobs_free(struct nr_jobs *jobs)
{
	struct nr_msg *msg;

	if (jobs == NULL)
		return;
	stop_threads(jobs);
	while ((msg = nr_jobs_take(jobs)) != NULL)
		nr_msg_release(msg);
	while (jobs->waiting != NULL) {
		struct nr_job *job = jobs->waiting;

		jobs->waiting = job->next;
		free_job(job);
	}
	unref(jobs);
}

int
nr_jobs_fd(const struct nr_jobs *jobs)
{
	return jobs->wake[0];
}

static struct nr_job *
start(const struct nr_job *what)
{
	struct nr_job *job = nr_malloc(sizeof *job);
	struct nr_jobs *jobs = what->jobs;

	*job = *what;
	pthread_mutex_lock(&jobs->lock);
	*jobs->waiting_end = job;
	jobs->waiting_end = &job->next;
	pthread_cond_signal(&jobs->changed);
	pthread_mutex_unlock(&jobs->lock);
	return job;
}

struct nr_job *
nr_jobs_start(struct nr_jobs *jobs, nr_job_fn *fn, void *arg, void (*free_arg)(void *arg),
	nr_msg_fn *handler)
{
	return start(&(struct nr_job){ .jobs = jobs, .fn = fn, .arg = arg,
		.free_arg = free_arg, .handler = handler });
}

struct nr_job *
nr_jobs_start_loose(struct nr_jobs *jobs, nr_job_fn *fn, void *arg,
	void (*free_arg)(void *arg), nr_msg_fn *handler)
{
	return start(&(struct nr_job){ .jobs = jobs, .fn = fn, .arg = arg,
		.free_arg = free_arg, .handler = handler, .loose = true });
}

/* Remove the message at *p from the queue. The lock must be held. */
static struct nr_msg *
unlink_msg(struct nr_jobs *jobs, struct nr_msg **p)
{
	struct nr_msg *msg = *p;
	char byte;

	*p = msg->next;
	if (msg->next == NULL)
		jobs->msgs_end = p;
	msg->next = NULL;
	while (jobs->msgs == NULL && read(jobs->wake[0], &byte, 1) < 0 && errno == EINTR)
		;
	return msg;
}

struct nr_msg *
nr_jobs_take(struct nr_jobs *jobs)
{
	struct nr_msg *msg = NULL;

	pthread_mutex_lock(&jobs->lock);
	if (jobs->msgs != NULL)
		msg = unlink_msg(jobs, &jobs->msgs);
	pthread_mutex_unlock(&jobs->lock);
	return msg;
}

static struct timespec
in_ms(int ms)
{
	struct timespec t = { 0, 0 };

	clock_gettime(CLOCK_MONOTONIC, &t);
	t.tv_sec += ms / 1000;
	t.tv_nsec += (long)(ms % 1000) * 1000000;
	t.tv_sec += t.tv_nsec / 1000000000;
	t.tv_nsec %= 1000000000;
	return t;
}

struct nr_msg *
nr_jobs_wait(struct nr_jobs *jobs, const struct nr_job *job, int ms)
{
	struct timespec end = in_ms(ms);
	struct nr_msg *msg = NULL;
	int rc = 0;

	pthread_mutex_lock(&jobs->lock);
	for (;;) {
		struct nr_msg **p = &jobs->msgs;

		while (*p != NULL && !((*p)->job == job && (*p)->last))
			p = &(*p)->next;
		if (*p != NULL)
			msg = unlink_msg(jobs, p);
		if (msg != NULL || rc != 0)
			break;
		rc = pthread_cond_timedwait(&jobs->posted, &jobs->lock, &end);
	}
	pthread_mutex_unlock(&jobs->lock);
	return msg;
}

void
nr_msg_release(struct nr_msg *msg)
{
	struct nr_job *job = msg->last ? msg->job : NULL;

	msg->release(msg);
	free(job);
}

bool
nr_jobs_deliver(struct nr_jobs *jobs, void *owner)
{
	struct nr_msg *msg;
	bool changed = false;

	while ((msg = nr_jobs_take(jobs)) != NULL) {
		nr_msg_fn *handler = msg->job->handler;

		if (handler != NULL && handler(owner, msg))
			changed = true;
		nr_msg_release(msg);
	}
	return changed;
}

void
nr_job_cancel(struct nr_job *job)
{
	atomic_store(&job->cancelled, true);
}

bool
nr_job_cancelled(const struct nr_job *job)
{
	return atomic_load(&job->cancelled);
}

void
nr_job_post(struct nr_job *job, struct nr_msg *msg)
{
	post(job->jobs, job, msg, false);
}
