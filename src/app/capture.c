/* Gathers the output of a command that runs in the background. */
#include "config.h"

#include "app/capture.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "newsreader/clock.h"
#include "newsreader/fs.h"
#include "newsreader/mem.h"

enum {
	CHUNK = 16 * 1024,
	END_MS = 5000		/* for what a program does after its last output */
};

int
app_capture_start(struct app_capture *c, const struct app_argv *argv, const char *text,
	size_t n, struct nr_error *err)
{
	app_capture_release(c);
	if (app_command_capture(argv, text, n, &c->running, err) < 0)
		return -1;
	c->program = nr_strdup(nr_fs_basename(argv->v[0]));
	return 0;
}

void
app_capture_fds(const struct app_capture *c, int fds[2])
{
	/* A pipe at its end would be readable again and again. */
	fds[0] = c->program && c->end_by == 0 ? c->running.fd : -1;
	fds[1] = c->program ? c->running.end_fd : -1;
}

int
app_capture_timeout(const struct app_capture *c)
{
	int64_t now = nr_clock_ms();

	if (!c->program || c->end_by == 0)
		return -1;
	return c->end_by > now ? (int)(c->end_by - now) : 0;
}

/* Read what there is; false if there will be more. Of a program that has ended what it
 * started may hold the pipe. */
static bool
read_output(struct app_capture *c, bool ended)
{
	char chunk[CHUNK];
	ssize_t n;

	while (c->text.len < APP_CAPTURE_MAX
		&& (n = read(c->running.fd, chunk, sizeof(chunk))) != 0) {
		if (n > 0)
			nr_buf_add(&c->text, chunk, (size_t)n);
		else if (errno == EAGAIN && !ended)
			return false;
		else if (errno != EINTR)
			break;
	}
	return true;
}

int
app_capture_take(struct app_capture *c, struct nr_error *err)
{
	/* Asked first: then all that it wrote is read below. */
	bool ended = app_command_has_ended(&c->running);
	int64_t now = nr_clock_ms();

	if (c->end_by == 0 && !read_output(c, ended))
		return 1;
	if (c->text.len >= APP_CAPTURE_MAX) {
		nr_buf_truncate(&c->text, APP_CAPTURE_MAX);
		app_command_kill(&c->running);
		return 0;
	}
	if (!ended && c->running.end_fd >= 0) {
		if (c->end_by == 0)
			c->end_by = now + END_MS;
		if (now < c->end_by)
			return 1;
	}
	return app_command_end(&c->running, c->program, err);
}

void
app_capture_cancel(struct app_capture *c)
{
	if (!c->program)
		return;
	app_command_kill(&c->running);
	app_capture_release(c);
}

void
app_capture_release(struct app_capture *c)
{
	NR_FREE(c->program);
	nr_buf_release(&c->text);
	c->end_by = 0;
}
