#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

#include "newsreader/job.h"
#include "newsreader/mem.h"

/* Only reached when something is broken. */
enum { PATIENCE = 60000 };	/* milliseconds */

static atomic_int messages;	/* that live */
static atomic_int freed;	/* arguments */

static void
release(struct nr_msg *msg)
{
	atomic_fetch_sub(&messages, 1);
	free(msg);
}

struct number {
	struct nr_msg base;
	int n;
};

static struct nr_msg *
message(int n)
{
	struct number *msg = nr_calloc(1, sizeof *msg);

	msg->n = n;
	msg->base.release = release;
	atomic_fetch_add(&messages, 1);
	return &msg->base;
}

static int
number_of(const struct nr_msg *msg)
{
	return ((const struct number *)msg)->n;
}

static void
count_free(void *arg)
{
	(void)arg;
	atomic_fetch_add(&freed, 1);
}

static int
setup(void **state)
{
	struct nr_jobs *jobs;
	struct nr_error e = NR_ERROR_INIT;

	atomic_store(&messages, 0);
	atomic_store(&freed, 0);
	if (nr_jobs_new(2, &jobs, &e) < 0)
		return -1;
	*state = jobs;
	return 0;
}

static int
teardown(void **state)
{
	nr_jobs_free(*state);
	return atomic_load(&messages) != 0;
}

static bool
is_readable(int fd, int timeout)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };

	return poll(&p, 1, timeout) == 1;
}

/* The next message; waits for it. */
static struct nr_msg *
next(struct nr_jobs *jobs)
{
	assert_true(is_readable(nr_jobs_fd(jobs), PATIENCE));
	struct nr_msg *msg = nr_jobs_take(jobs);

	assert_non_null(msg);
	return msg;
}

static struct nr_msg *
count_to(struct nr_job *job, void *arg)
{
	const int *n = arg;

	for (int i = 0; i < *n; i++)
		nr_job_post(job, message(i));
	return message(*n);
}

static void
test_messages_come_in_order_and_the_last_is_marked(void **state)
{
	struct nr_jobs *jobs = *state;
	int n = 5;
	struct nr_job *job = nr_jobs_start(jobs, count_to, &n, count_free, NULL);

	for (int i = 0; i <= n; i++) {
		struct nr_msg *msg = next(jobs);

		assert_int_equal(number_of(msg), i);
		assert_ptr_equal(msg->job, job);
		assert_int_equal(msg->last, i == n);
		nr_msg_release(msg);
	}
	assert_int_equal(atomic_load(&freed), 1);
}

struct sums {
	int plus, minus;
};

static bool
add(void *owner, struct nr_msg *msg)
{
	((struct sums *)owner)->plus += number_of(msg);
	return msg->last;
}

static bool
subtract(void *owner, struct nr_msg *msg)
{
	((struct sums *)owner)->minus += number_of(msg);
	return false;
}

/* Run a job to its end; nr_jobs_deliver does not wait. */
static void
fill_queue(struct nr_jobs *jobs, int n, nr_msg_fn *handler)
{
	int none = 0;
	struct nr_msg *last;

	/* A pool of one worker has run the first job when the second one ends. */
	nr_jobs_start(jobs, count_to, &n, NULL, handler);
	last = nr_jobs_wait(jobs, nr_jobs_start(jobs, count_to, &none, NULL, NULL),
		PATIENCE);
	assert_non_null(last);
	nr_msg_release(last);
}

static void
test_messages_are_delivered_to_the_handler_of_their_job(void **state)
{
	struct nr_jobs *jobs;
	struct nr_error e = NR_ERROR_INIT;
	struct sums sums = { 0, 0 };

	(void)state;
	assert_int_equal(nr_jobs_new(1, &jobs, &e), 0);
	assert_false(nr_jobs_deliver(jobs, &sums));
	fill_queue(jobs, 3, subtract);
	fill_queue(jobs, 5, NULL);
	assert_false(nr_jobs_deliver(jobs, &sums));
	fill_queue(jobs, 2, add);
	fill_queue(jobs, 4, subtract);
	assert_true(nr_jobs_deliver(jobs, &sums));
	assert_int_equal(sums.plus, 1 + 2);
	assert_int_equal(sums.minus, (1 + 2 + 3) + (1 + 2 + 3 + 4));
	assert_null(nr_jobs_take(jobs));
	assert_int_equal(atomic_load(&messages), 0);
	nr_jobs_free(jobs);
}

static void
test_descriptor_is_readable_while_a_message_waits(void **state)
{
	struct nr_jobs *jobs = *state;
	int n = 2;

	assert_false(is_readable(nr_jobs_fd(jobs), 0));
	assert_null(nr_jobs_take(jobs));
	for (int round = 0; round < 3; round++) {
		nr_jobs_start(jobs, count_to, &n, NULL, NULL);
		for (int i = 0; i <= n; i++)
			nr_msg_release(next(jobs));
		assert_false(is_readable(nr_jobs_fd(jobs), 0));
		assert_null(nr_jobs_take(jobs));
	}
}

static struct nr_msg *
wait_for_byte(struct nr_job *job, void *arg)
{
	const int *fd = arg;
	char byte;

	nr_job_post(job, message(1));
	if (!is_readable(*fd, PATIENCE) || read(*fd, &byte, 1) != 1)
		return message(-1);
	return message(nr_job_cancelled(job) ? 3 : 2);
}

static struct nr_msg *
send_byte(struct nr_job *job, void *arg)
{
	const int *fd = arg;

	(void)job;
	return message(write(*fd, "", 1) == 1 ? 4 : -1);
}

static void
test_two_workers_work_at_once(void **state)
{
	struct nr_jobs *jobs = *state;
	int p[2], sum = 0;

	assert_int_equal(pipe2(p, O_CLOEXEC), 0);
	nr_jobs_start(jobs, wait_for_byte, &p[0], NULL, NULL);
	nr_jobs_start(jobs, send_byte, &p[1], NULL, NULL);
	for (int i = 0; i < 3; i++) {
		struct nr_msg *msg = next(jobs);

		sum += number_of(msg);
		nr_msg_release(msg);
	}
	assert_int_equal(sum, 1 + 2 + 4);
	close(p[0]);
	close(p[1]);
}

static void
test_running_job_sees_that_it_is_cancelled(void **state)
{
	struct nr_jobs *jobs = *state;
	int p[2];

	assert_int_equal(pipe2(p, O_CLOEXEC), 0);
	struct nr_job *job = nr_jobs_start(jobs, wait_for_byte, &p[0], NULL, NULL);

	nr_msg_release(next(jobs));
	assert_false(nr_job_cancelled(job));
	nr_job_cancel(job);
	assert_int_equal(write(p[1], "", 1), 1);
	struct nr_msg *msg = next(jobs);

	assert_int_equal(number_of(msg), 3);
	assert_true(msg->last);
	nr_msg_release(msg);
	close(p[0]);
	close(p[1]);
}

static struct nr_msg *
until_cancelled(struct nr_job *job, void *arg)
{
	(void)arg;
	nr_job_post(job, message(1));
	while (!nr_job_cancelled(job))
		sched_yield();
	return message(2);
}

static void
test_job_cancelled_before_it_runs_still_ends(void **state)
{
	struct nr_jobs *jobs = *state;
	struct nr_job *job[3];
	int last = 0;

	for (int i = 0; i < 3; i++)
		job[i] = nr_jobs_start(jobs, until_cancelled, NULL, count_free, NULL);
	nr_job_cancel(job[2]);
	nr_job_cancel(job[0]);
	nr_job_cancel(job[1]);
	for (int i = 0; i < 6; i++) {
		struct nr_msg *msg = next(jobs);

		last += msg->last;
		nr_msg_release(msg);
	}
	assert_int_equal(last, 3);
	assert_int_equal(atomic_load(&freed), 3);
}

static void
test_freeing_ends_running_and_drops_waiting_jobs(void **state)
{
	struct nr_jobs *jobs;
	struct nr_error e = NR_ERROR_INIT;

	(void)state;
	assert_int_equal(nr_jobs_new(1, &jobs, &e), 0);
	for (int i = 0; i < 5; i++)
		nr_jobs_start(jobs, until_cancelled, NULL, count_free, NULL);
	struct nr_msg *started = next(jobs);

	nr_jobs_free(jobs);
	assert_int_equal(atomic_load(&freed), 5);
	assert_int_equal(atomic_load(&messages), 1);
	nr_msg_release(started);
}

static void
test_last_message_outlives_the_queue(void **state)
{
	struct nr_jobs *jobs;
	struct nr_error e = NR_ERROR_INIT;
	int n = 0;

	(void)state;
	assert_int_equal(nr_jobs_new(1, &jobs, &e), 0);
	nr_jobs_start(jobs, count_to, &n, NULL, NULL);
	struct nr_msg *msg = next(jobs);

	nr_jobs_free(jobs);
	assert_true(msg->last);
	nr_msg_release(msg);
}

static void
test_many_jobs_keep_their_own_order(void **state)
{
	enum { JOBS = 100, EACH = 50 };
	struct nr_jobs *jobs = *state;
	struct nr_job *job[JOBS];
	int seen[JOBS] = { 0 };
	int n = EACH;

	for (int i = 0; i < JOBS; i++)
		job[i] = nr_jobs_start(jobs, count_to, &n, count_free, NULL);
	for (int left = JOBS; left > 0;) {
		struct nr_msg *msg = next(jobs);
		int i = 0;

		while (i < JOBS && job[i] != msg->job)
			i++;
		assert_true(i < JOBS);
		assert_int_equal(number_of(msg), seen[i]++);
		assert_int_equal(msg->last, number_of(msg) == EACH);
		if (msg->last) {
			job[i] = NULL;
			left--;
		}
		nr_msg_release(msg);
	}
	assert_int_equal(atomic_load(&freed), JOBS);
}

static struct nr_msg *
tell_signals(struct nr_job *job, void *arg)
{
	(void)job;
	return message(pthread_sigmask(SIG_SETMASK, NULL, arg) == 0);
}

static void
test_signals_are_left_to_the_main_thread(void **state)
{
	static const int blocked[] = { SIGINT, SIGTERM, SIGHUP, SIGWINCH, SIGTSTP,
		SIGCHLD };
	static const int faults[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT };
	struct nr_jobs *jobs = *state;
	sigset_t worker, self;

	nr_jobs_start(jobs, tell_signals, &worker, NULL, NULL);
	nr_msg_release(next(jobs));
	assert_int_equal(sigprocmask(SIG_SETMASK, NULL, &self), 0);
	for (size_t i = 0; i < sizeof blocked / sizeof blocked[0]; i++) {
		assert_int_equal(sigismember(&worker, blocked[i]), 1);
		assert_int_equal(sigismember(&self, blocked[i]), 0);
	}
	for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++)
		assert_int_equal(sigismember(&worker, faults[i]), 0);
}

static struct nr_msg *
tell_policy(struct nr_job *job, void *arg)
{
	(void)job;
	*(int *)arg = sched_getscheduler(0);
	return message(0);
}

static void
test_workers_stand_behind_the_main_thread(void **state)
{
	struct nr_jobs *jobs = *state;
	int policy = -1;

	nr_jobs_start(jobs, tell_policy, &policy, NULL, NULL);
	nr_msg_release(next(jobs));
	assert_int_equal(policy, SCHED_BATCH);
	assert_int_equal(sched_getscheduler(0), SCHED_OTHER);
}

struct stubborn {
	int started, go_on;
};

static struct nr_msg *
take_no_notice(struct nr_job *job, void *p)
{
	const struct stubborn *arg = p;
	struct nr_msg *msg = message(0);
	char byte;

	(void)job;
	if (write(arg->started, "", 1) != 1 || read(arg->go_on, &byte, 1) != 1)
		abort();
	return msg;
}

static void
close_started(void *p)
{
	close(((const struct stubborn *)p)->started);
}

static void
test_message_of_one_job_is_waited_for(void **state)
{
	struct nr_jobs *jobs = *state;
	int n = 2, started[2], fds[2];
	struct nr_job *first = nr_jobs_start(jobs, count_to, &n, NULL, NULL), *second;
	struct stubborn arg;
	struct nr_msg *msg;

	assert_int_equal(pipe(started), 0);
	assert_int_equal(pipe(fds), 0);
	arg = (struct stubborn){ started[1], fds[0] };
	second = nr_jobs_start(jobs, take_no_notice, &arg, close_started, NULL);
	assert_null(nr_jobs_wait(jobs, second, 0));
	msg = nr_jobs_wait(jobs, first, PATIENCE);
	assert_non_null(msg);
	assert_ptr_equal(msg->job, first);
	assert_true(msg->last);
	/* The others of the queue are still there, in their order. */
	for (int i = 0; i < n; i++) {
		struct nr_msg *other = next(jobs);

		assert_int_equal(number_of(other), i);
		assert_false(other->last);
		nr_msg_release(other);
	}
	nr_msg_release(msg);
	assert_false(is_readable(nr_jobs_fd(jobs), 0));
	assert_int_equal(write(fds[1], "", 1), 1);
	msg = nr_jobs_wait(jobs, second, PATIENCE);
	assert_non_null(msg);
	nr_msg_release(msg);
	assert_false(is_readable(nr_jobs_fd(jobs), 0));
	close(started[0]);
	close(fds[0]);
	close(fds[1]);
}

/* One that takes no notice is not waited for, and frees what it had in the end. */
static void
test_loose_job_outlives_the_queue(void **state)
{
	struct nr_jobs *jobs;
	struct nr_error e = NR_ERROR_INIT;
	int started[2], fds[2];
	struct stubborn arg;
	char byte;

	(void)state;
	assert_int_equal(pipe(started), 0);
	assert_int_equal(pipe(fds), 0);
	arg = (struct stubborn){ started[1], fds[0] };
	assert_int_equal(nr_jobs_new(2, &jobs, &e), 0);
	nr_jobs_start_loose(jobs, take_no_notice, &arg, close_started, NULL);
	assert_int_equal(read(started[0], &byte, 1), 1);
	nr_jobs_free(jobs);
	assert_int_equal(write(fds[1], "", 1), 1);
	/* The end of it closes the other side. */
	assert_int_equal(read(started[0], &byte, 1), 0);
	while (atomic_load(&messages) > 0)
		sched_yield();
	close(started[0]);
	close(fds[0]);
	close(fds[1]);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_messages_come_in_order_and_the_last_is_marked),
		TEST(test_messages_are_delivered_to_the_handler_of_their_job),
		TEST(test_descriptor_is_readable_while_a_message_waits),
		TEST(test_two_workers_work_at_once),
		TEST(test_running_job_sees_that_it_is_cancelled),
		TEST(test_job_cancelled_before_it_runs_still_ends),
		TEST(test_freeing_ends_running_and_drops_waiting_jobs),
		TEST(test_last_message_outlives_the_queue),
		TEST(test_message_of_one_job_is_waited_for),
		TEST(test_loose_job_outlives_the_queue),
		TEST(test_many_jobs_keep_their_own_order),
		TEST(test_signals_are_left_to_the_main_thread),
		TEST(test_workers_stand_behind_the_main_thread),
	};

	return cmocka_run_group_tests_name("job", tests, NULL, NULL);
}
