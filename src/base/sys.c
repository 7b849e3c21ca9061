/* Wrappers of the few calls that differ between systems, as detected by configure. */
#include "config.h"

#include "newsreader/sys.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

const char *
nr_sys_strerror(int errnum, char *buf, size_t n)
{
#ifdef STRERROR_R_CHAR_P
	return strerror_r(errnum, buf, n);
#else
	if (strerror_r(errnum, buf, n) != 0)
		snprintf(buf, n, "error %d", errnum);
	return buf;
#endif
}

#if !defined(HAVE_PIPE2) || !defined(SOCK_CLOEXEC)
static int
set_cloexec(int fd)
{
	int flags = fcntl(fd, F_GETFD);

	return flags < 0 ? -1 : fcntl(fd, F_SETFD, flags | FD_CLOEXEC);
}
#endif

int
nr_sys_pipe(int fds[2])
{
#ifdef HAVE_PIPE2
	return pipe2(fds, O_CLOEXEC | O_NONBLOCK);
#else
	if (pipe(fds) < 0)
		return -1;
	for (int i = 0; i < 2; i++) {
		int flags = fcntl(fds[i], F_GETFL);

		if (set_cloexec(fds[i]) < 0 || flags < 0
			|| fcntl(fds[i], F_SETFL, flags | O_NONBLOCK) < 0) {
			close(fds[0]);
			close(fds[1]);
			fds[0] = fds[1] = -1;
			return -1;
		}
	}
	return 0;
#endif
}

int
nr_sys_socket(int family, int type, int protocol)
{
#ifdef SOCK_CLOEXEC
	return socket(family, type | SOCK_CLOEXEC, protocol);
#else
	int fd = socket(family, type, protocol);

	if (fd >= 0 && set_cloexec(fd) < 0) {
		close(fd);
		return -1;
	}
	return fd;
#endif
}

int
nr_sys_unnamed_file(void)
{
#ifdef HAVE_MEMFD_CREATE
	return memfd_create("newsreader", MFD_CLOEXEC);
#else
	char path[] = "/tmp/newsreader-XXXXXX";
	int fd = mkostemp(path, O_CLOEXEC);

	if (fd >= 0)
		unlink(path);
	return fd;
#endif
}

int64_t
nr_sys_mtime(const struct stat *st)
{
	enum { SECOND = 1000000000 };
	int64_t seconds = st->st_mtime, ns = 0;

#if defined(HAVE_STRUCT_STAT_ST_MTIM_TV_NSEC)
	ns = st->st_mtim.tv_nsec;
#elif defined(HAVE_STRUCT_STAT_ST_MTIMESPEC_TV_NSEC)
	ns = st->st_mtimespec.tv_nsec;
#endif
	if (seconds >= INT64_MAX / SECOND)
		return INT64_MAX;
	if (seconds <= INT64_MIN / SECOND)
		return INT64_MIN;
	return seconds * SECOND + ns;
}
