#include "config.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "lib/httpd.h"

struct rawd {
	struct rawd_script script;
	int listener;
	int stop[2];		/* readable once it is to end */
	unsigned port;
	pthread_t thread;
	pthread_mutex_t lock;	/* of what was received */
	char received[8192];
	size_t n;
};

static void
must(bool good, const char *what)
{
	if (!good) {
		perror(what);
		abort();
	}
}

/* True if fd is ready; false if the server is to end. */
static bool
wait_for(struct rawd *r, int fd, short events)
{
	struct pollfd p[2] = {
		{ .fd = fd, .events = events }, { .fd = r->stop[0], .events = POLLIN },
	};

	while (poll(p, 2, -1) < 0)
		;
	return p[1].revents == 0;
}

/* True if the request came to its end. */
static bool
receive(struct rawd *r, int fd)
{
	char text[sizeof(r->received)];
	size_t n = 0;
	ssize_t got;
	bool complete = false;

	while (!complete && n < sizeof(text) && wait_for(r, fd, POLLIN)
		&& (got = recv(fd, text + n, sizeof(text) - n, 0)) > 0) {
		n += (size_t)got;
		complete = r->script.any || memmem(text, n, "\r\n\r\n", 4);
	}
	pthread_mutex_lock(&r->lock);
	memcpy(r->received, text, n);
	r->n = n;
	pthread_mutex_unlock(&r->lock);
	return complete;
}

/* True if all of it went. */
static bool
send_all(struct rawd *r, int fd, const char *bytes, size_t n)
{
	while (n > 0) {
		ssize_t sent;

		if (!wait_for(r, fd, POLLOUT))
			return false;
		sent = send(fd, bytes, n, MSG_NOSIGNAL | MSG_DONTWAIT);
		if (sent < 0)
			return false;
		bytes += sent;
		n -= (size_t)sent;
	}
	return true;
}

/* Until the client has gone. */
static void
drain(struct rawd *r, int fd)
{
	char rest[4096];

	while (wait_for(r, fd, POLLIN) && recv(fd, rest, sizeof(rest), 0) > 0)
		;
}

static void
serve(struct rawd *r, int fd)
{
	static const struct linger at_once = { .l_onoff = 1 };
	const struct rawd_script *s = &r->script;

	if (!receive(r, fd) || !send_all(r, fd, s->bytes, s->n))
		return;
	switch (s->then) {
	case RAWD_CLOSE:
		shutdown(fd, SHUT_WR);
		drain(r, fd);
		break;
	case RAWD_RESET:
		setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once));
		break;
	case RAWD_STALL:
		drain(r, fd);
		break;
	case RAWD_REPEAT:
		while (send_all(r, fd, s->again, strlen(s->again)))
			;
		break;
	}
}

static void *
run(void *ctx)
{
	struct rawd *r = ctx;

	while (wait_for(r, r->listener, POLLIN)) {
		int fd = accept(r->listener, NULL, NULL);

		if (fd < 0)
			continue;
		serve(r, fd);
		close(fd);
	}
	return NULL;
}

/* A socket bound to a free port of loopback. */
static int
bind_somewhere(unsigned *port)
{
	struct sockaddr_in at = { .sin_family = AF_INET };
	socklen_t n = sizeof(at);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	must(fd >= 0 && bind(fd, (struct sockaddr *)&at, n) == 0
		&& getsockname(fd, (struct sockaddr *)&at, &n) == 0, "bind");
	*port = ntohs(at.sin_port);
	return fd;
}

struct rawd *
rawd_start(const struct rawd_script *script)
{
	struct rawd *r = calloc(1, sizeof(*r));

	must(r != NULL, "memory");
	r->script = *script;
	if (r->script.bytes && r->script.n == 0)
		r->script.n = strlen(r->script.bytes);
	r->listener = bind_somewhere(&r->port);
	must(listen(r->listener, 16) == 0, "listen");
	must(pipe(r->stop) == 0, "pipe");
	must(pthread_mutex_init(&r->lock, NULL) == 0
		&& pthread_create(&r->thread, NULL, run, r) == 0, "thread");
	return r;
}

void
rawd_free(struct rawd *r)
{
	must(write(r->stop[1], "", 1) == 1, "write");
	must(pthread_join(r->thread, NULL) == 0, "thread");
	close(r->stop[0]);
	close(r->stop[1]);
	close(r->listener);
	pthread_mutex_destroy(&r->lock);
	free(r);
}

unsigned
rawd_port(const struct rawd *r)
{
	return r->port;
}

size_t
rawd_received(struct rawd *r, char *out, size_t size)
{
	size_t n;

	pthread_mutex_lock(&r->lock);
	n = r->n < size ? r->n : size;
	memcpy(out, r->received, n);
	pthread_mutex_unlock(&r->lock);
	return n;
}

int
rawd_closed(unsigned *port)
{
	return bind_somewhere(port);
}
