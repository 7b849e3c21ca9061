/* Writes a file as a whole. */
#include "config.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "newsreader/buf.h"
#include "newsreader/fs.h"
#include "newsreader/mem.h"

static int
write_all(int fd, const char *data, size_t n)
{
	while (n > 0) {
		ssize_t some = write(fd, data, n);

		if (some < 0 && errno != EINTR)
			return -1;
		if (some > 0) {
			data += some;
			n -= (size_t)some;
		}
	}
	return fsync(fd);
}

/* Give the file the mode that open(2) would give a new one, or that of the file that it
 * replaces. */
static int
set_mode(int fd, const char *path)
{
	struct stat st;
	mode_t mask;

	if (stat(path, &st) == 0)
		return fchmod(fd, st.st_mode & 0777);
	mask = umask(0);
	umask(mask);
	return fchmod(fd, 0666 & ~mask);
}

/* Put the complete file in its place; 1 if there is a file already. */
static int
settle(const char *temporary, const char *path, bool replace)
{
	if (replace)
		return rename(temporary, path);
	if (link(temporary, path) == 0)
		return unlink(temporary);
	if (errno == EEXIST)
		return 1;
	/* A file system without hard links. */
	return access(path, F_OK) == 0 ? 1 : rename(temporary, path);
}

int
nr_fs_write(const char *path, const char *data, size_t n, bool replace, struct nr_error *err)
{
	/* A link stays, and the file that it names is replaced. */
	char *real = realpath(path, NULL), *temporary;
	const char *to = real != NULL ? real : path;
	struct nr_buf name = NR_BUF_INIT;
	int fd, rc = -1;

	if (real != NULL && !replace) {
		free(real);
		return 1;
	}
	nr_buf_add(&name, to, (size_t)(nr_fs_basename(to) - to));
	nr_buf_addz(&name, ".newsreader-XXXXXX");
	temporary = nr_buf_take(&name);
	fd = mkstemp(temporary);
	if (fd >= 0) {
		rc = set_mode(fd, to) < 0 || write_all(fd, data, n) < 0 ? -1 : 0;
		if (rc < 0)
			nr_error_sys(err, errno, "cannot write %s", path);
		if (close(fd) < 0 && rc == 0)
			rc = nr_error_sys(err, errno, "cannot write %s", path);
		if (rc == 0 && (rc = settle(temporary, to, replace)) < 0)
			nr_error_sys(err, errno, "cannot write %s", path);
		if (rc != 0)
			unlink(temporary);
	} else {
		nr_error_sys(err, errno, "cannot write %s", path);
	}
	free(temporary);
	free(real);
	return rc;
}
