/* Gathers the output of a command that runs in the background. */
#include "config.h"

#include "app/capture.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "newsreader/fs.h"
#include "newsreader/mem.h"

enum { CHUNK = 16 * 1024 };

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
	fds[0] = c->program ? c->running.fd : -1;
	fds[1] = c->program ? c->running.end_fd : -1;
}

int
app_capture_take(struct app_capture *c, struct nr_error *err)
{
	/* Asked first: then all that it wrote is read below. */
	bool ended = app_command_has_ended(&c->running);
	char chunk[CHUNK];
	ssize_t n;

	while (c->text.len < APP_CAPTURE_MAX
		&& (n = read(c->running.fd, chunk, sizeof chunk)) != 0) {
		if (n > 0)
			nr_buf_add(&c->text, chunk, (size_t)n);
		else if (errno == EAGAIN && !ended)
			return 1;
		else if (errno != EINTR)
			break;
	}
	if (c->text.len < APP_CAPTURE_MAX)
		return app_command_end(&c->running, c->program, err);
	nr_buf_truncate(&c->text, APP_CAPTURE_MAX);
	app_command_kill(&c->running);
	return 0;
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
}
