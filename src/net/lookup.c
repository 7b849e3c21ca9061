/* Resolves hosts in a detached thread and classifies the answers. */
#include "config.h"

#include "net/lookup.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "net/address.h"
#include "newsreader/job.h"
#include "newsreader/mem.h"
#include "newsreader/sys.h"

struct lookup {
	char *hosts;
	int fd;			/* write end of the answer's pipe */
};

static bool
is_no_such_name(int code)
{
#ifdef EAI_NODATA
	if (code == EAI_NODATA)
		return true;
#endif
	return code == EAI_NONAME;
}

void
nr_lookup_classify(const char *host, int code, const struct addrinfo *list,
	struct nr_lookup_answer *out)
{
	out->may_disclose = code == 0 || is_no_such_name(code);
	out->why[0] = '\0';
	if (!out->may_disclose)
		snprintf(out->why, sizeof(out->why), "%.256s, which cannot be looked up: %s",
			host, gai_strerror(code));
	for (; code == 0 && out->may_disclose && list; list = list->ai_next) {
		const char *what = nr_address_special(list->ai_addr);
		char ip[NR_ADDRESS_TEXT];

		if (!what)
			continue;
		out->may_disclose = false;
		nr_address_format(list->ai_addr, ip);
		snprintf(out->why, sizeof(out->why), "%.256s, which is %s, %s", host, ip, what);
	}
}

/* Ask for all families, even if this machine has no address of a family. */
static void
look_up(const char *host, struct nr_lookup_answer *out)
{
	const struct addrinfo hints = { .ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM };
	struct addrinfo *list = NULL;
	int code = getaddrinfo(host, NULL, &hints, &list);

	nr_lookup_classify(host, code, list, out);
	if (code == 0)
		freeaddrinfo(list);
}

static void *
run(void *arg)
{
	struct lookup *l = arg;
	struct nr_lookup_answer answer;

	/* The whole struct is written to the pipe: initialise the unused part of `why`,
	 * too. */
	memset(&answer, 0, sizeof(answer));
	answer.may_disclose = true;
	for (char *host = l->hosts, *end; answer.may_disclose && *host; host = end) {
		end = host + strcspn(host, "\n");
		if (*end)
			*end++ = '\0';
		look_up(host, &answer);
	}
	/* A pipe takes an answer of this size in one write. If the other end is closed,
	 * the write fails; SIGPIPE is blocked in this thread. */
	while (write(l->fd, &answer, sizeof(answer)) < 0 && errno == EINTR)
		;
	close(l->fd);
	free(l->hosts);
	free(l);
	return NULL;
}

int
nr_lookup_start(const char *hosts, struct nr_error *err)
{
	struct lookup *l;
	int fds[2];

	if (nr_sys_pipe(fds) < 0)
		return nr_error_sys(err, errno, "cannot make a pipe");
	l = nr_malloc(sizeof(*l));
	l->hosts = nr_strdup(hosts);
	l->fd = fds[1];
	if (nr_job_detach(run, l, err) == 0)
		return fds[0];
	close(fds[0]);
	close(fds[1]);
	free(l->hosts);
	free(l);
	return -1;
}

void
nr_lookup_take(int fd, struct nr_lookup_answer *out)
{
	ssize_t n;

	do
		n = read(fd, out, sizeof(*out));
	while (n < 0 && errno == EINTR);
	close(fd);
	if (n != (ssize_t)sizeof(*out)) {
		out->may_disclose = false;
		snprintf(out->why, sizeof(out->why), "a host that cannot be looked up");
	}
}
