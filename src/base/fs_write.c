/* Writes a file as a whole. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "newsreader/buf.h"
#include "newsreader/fs.h"
#include "newsreader/mem.h"

/* Create an empty file of a new name beside `path`, with the mode of any new file, or private
 * until it gets the mode of the file to be replaced. -1 with errno. */
static int
create_beside(const char *path, bool is_private, char **out)
{
	enum { TRIES = 1000 };
	struct nr_buf name = NR_BUF_INIT;
	int fd = -1;

	for (int i = 0; fd < 0 && i < TRIES; i++) {
		nr_buf_clear(&name);
		nr_buf_add(&name, path, (size_t)(nr_fs_basename(path) - path));
		nr_buf_addf(&name, ".newsreader-%ld-%d", (long)getpid(), i);
		fd = open(nr_buf_str(&name), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
			is_private ? 0600 : 0666);
		if (fd < 0 && errno != EEXIST)
			break;
	}
	*out = nr_buf_take(&name);
	return fd;
}

/* Put the complete file in its place; 1 if there is a file already. */
static int
settle(const char *temporary, const char *path, bool replace)
{
	int fd;

	if (replace)
		return rename(temporary, path);
	if (link(temporary, path) == 0)
		return unlink(temporary);
	if (errno == EEXIST)
		return 1;
	/* A file system without hard links: an empty file takes the name first. */
	fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		return errno == EEXIST ? 1 : -1;
	close(fd);
	return rename(temporary, path);
}

/* Write the file `path`, which replaces one that has the mode of *old unless NULL; -1 with
 * errno. */
static int
write_file(const char *path, const struct stat *old, const char *data, size_t n)
{
	char *temporary;
	int fd = create_beside(path, old != NULL, &temporary), rc = -1, saved;

	if (fd >= 0) {
		if ((!old || fchmod(fd, old->st_mode & 0777) == 0)
				&& nr_fs_put(fd, data, n) == 0 && fsync(fd) == 0)
			rc = 0;
		saved = errno;
		if (close(fd) < 0 && rc == 0)
			rc = -1;
		else
			errno = saved;
		if (rc == 0)
			rc = settle(temporary, path, old != NULL);
		saved = errno;
		if (rc != 0)
			unlink(temporary);
		errno = saved;
	}
	free(temporary);
	return rc;
}

int
nr_fs_write(const char *path, const char *data, size_t n, bool replace, struct nr_error *err)
{
	/* A link stays, and the file that it names is replaced. */
	char *real = realpath(path, NULL);
	struct stat st;
	int rc;

	if (real == NULL && errno == ENOENT && lstat(path, &st) == 0)
		return nr_error_set(err, NR_ERR_SYSTEM,
			"cannot write %s: the link leads to no file", path);
	if (real != NULL && stat(real, &st) < 0)
		rc = nr_error_sys(err, errno, "cannot write %s", path);
	else if (real != NULL && !S_ISREG(st.st_mode))
		rc = nr_error_set(err, NR_ERR_SYSTEM, "cannot write %s: not a regular file",
			path);
	else if (real != NULL && !replace)
		rc = 1;
	else if ((rc = write_file(real ? real : path, real ? &st : NULL, data, n)) < 0)
		nr_error_sys(err, errno, "cannot write %s", path);
	free(real);
	return rc;
}
