/* Signal handlers: wake the UI, and restore the terminal at the end. */
#include "config.h"

#include "term/signals.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

#include "newsreader/mem.h"
#include "newsreader/sys.h"

static const int events[] = { SIGWINCH, SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGCONT };
static const int fatals[] = { SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGQUIT, SIGSYS };

enum {
	EVENTS = sizeof(events) / sizeof(events[0]),
	FATALS = sizeof(fatals) / sizeof(fatals[0])
};

static int wake[2] = { -1, -1 };
/* By signal. */
static volatile sig_atomic_t came[NSIG];
static struct sigaction before[NSIG];

static volatile sig_atomic_t armed;
static int reset_fd = -1;
static struct termios reset_modes;
static char reset_bytes[512];
static size_t reset_len;

static void
on_event(int sig)
{
	int saved = errno;

	came[sig] = 1;
	/* A full pipe wakes it too. */
	ssize_t n = write(wake[1], "", 1);
	(void)n;
	errno = saved;
}

static void
reset(void)
{
	if (armed) {
		armed = 0;
		/* A terminal that does not read must not prevent us from ending. */
		int flags = fcntl(reset_fd, F_GETFL);
		fcntl(reset_fd, F_SETFL, flags | O_NONBLOCK);
		ssize_t n = write(reset_fd, reset_bytes, reset_len);
		(void)n;
		fcntl(reset_fd, F_SETFL, flags);
		tcsetattr(reset_fd, TCSANOW, &reset_modes);
	}
}

/* ---- lock of the terminal ---- */

static atomic_flag held = ATOMIC_FLAG_INIT;

void
term_signals_hold(void)
{
	while (atomic_flag_test_and_set(&held))
		sched_yield();
}

void
term_signals_release(void)
{
	atomic_flag_clear(&held);
}

/* Runs in any thread. The lock is kept until the end, so that no frame follows. */
static void
on_no_memory(void)
{
	term_signals_hold();
	reset();
}

static void
on_fatal(int sig)
{
	reset();
	/* Pass the signal on to the previous handler, such as a sanitizer's, or to the
	 * kernel. */
	sigaction(sig, &before[sig], NULL);
	raise(sig);
}

static void
close_pipe(void)
{
	for (int i = 0; i < 2; i++) {
		if (wake[i] >= 0)
			close(wake[i]);
		wake[i] = -1;
	}
}

int
term_signals_open(struct nr_error *err)
{
	struct sigaction event = { .sa_handler = on_event, .sa_flags = SA_RESTART };
	struct sigaction fatal = { .sa_handler = on_fatal, .sa_flags = SA_ONSTACK };

	assert(wake[0] < 0);
	if (nr_sys_pipe(wake) < 0)
		return nr_error_sys(err, errno, "cannot make a pipe");
	sigfillset(&event.sa_mask);
	sigfillset(&fatal.sa_mask);
	for (int i = 0; i < EVENTS; i++) {
		came[events[i]] = 0;
		sigaction(events[i], &event, &before[events[i]]);
	}
	for (int i = 0; i < FATALS; i++)
		sigaction(fatals[i], &fatal, &before[fatals[i]]);
	nr_mem_before_end(on_no_memory);
	return 0;
}

void
term_signals_close(void)
{
	if (wake[0] < 0)
		return;
	armed = 0;
	nr_mem_before_end(NULL);
	for (int i = 0; i < FATALS; i++)
		sigaction(fatals[i], &before[fatals[i]], NULL);
	for (int i = 0; i < EVENTS; i++)
		sigaction(events[i], &before[events[i]], NULL);
	close_pipe();
}

int
term_signals_fd(void)
{
	return wake[0];
}

void
term_signals_drain(void)
{
	char bytes[256];

	while (read(wake[0], bytes, sizeof(bytes)) > 0)
		;
}

bool
term_signals_take(int sig)
{
	if (!came[sig])
		return false;
	came[sig] = 0;
	return true;
}

void
term_signals_arm(int fd, const struct termios *modes, const char *reset, size_t n)
{
	armed = 0;
	reset_fd = fd;
	reset_modes = *modes;
	reset_len = n < sizeof(reset_bytes) ? n : sizeof(reset_bytes);
	memcpy(reset_bytes, reset, reset_len);
	armed = 1;
}

void
term_signals_disarm(void)
{
	armed = 0;
}

void
term_signals_rearm(void)
{
	armed = reset_fd >= 0;
}

void
term_signals_stop(void)
{
	struct sigaction stop = { .sa_handler = SIG_DFL };
	struct sigaction ours;

	sigemptyset(&stop.sa_mask);
	sigaction(SIGTSTP, &stop, &ours);
	/* The whole group, as with ^Z: a script that started us stops too. */
	kill(0, SIGTSTP);
	sigaction(SIGTSTP, &ours, NULL);
}
