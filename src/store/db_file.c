#include "config.h"

#include "store/db.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include "newsreader/buf.h"
#include "newsreader/fs.h"
#include "newsreader/mem.h"

enum { LOCK_TRIES = 3000 };

static void
nap(void)
{
	const struct timespec ms = { .tv_nsec = 1000000 };

	nanosleep(&ms, NULL);
}

static char *
folder_of(const char *path)
{
	const char *base = nr_fs_basename(path);

	if (base == path)
		return nr_strdup(".");
	return nr_strndup(path, base - path == 1 ? 1 : (size_t)(base - path) - 1);
}

int
nr_db_make_folder(const char *path, struct nr_error *err)
{
	char *dir = folder_of(path);
	int rc = nr_fs_mkdirs(dir, err);

	free(dir);
	return rc;
}

bool
nr_db_has_folder(const char *path)
{
	struct nr_error err = NR_ERROR_INIT;
	char *dir = folder_of(path);
	bool has = nr_fs_mkdirs(dir, &err) == 0 && access(dir, W_OK) == 0;

	free(dir);
	return has;
}

/* Wait for an exclusive lock on an open file, 3 s at most. */
static int
lock_fd(int fd)
{
	for (int i = 0; flock(fd, LOCK_EX | LOCK_NB) < 0; i++) {
		if ((errno != EWOULDBLOCK && errno != EINTR) || i == LOCK_TRIES)
			return -1;
		nap();
	}
	return 0;
}

/* The folder itself is locked: no lock file is left behind, and it works where none could
 * be made. NFS refuses that (EBADF: it wants a descriptor open for writing, flock(2)):
 * there a file is locked. */
int
nr_db_lock(const char *path)
{
	char *dir = folder_of(path);
	char *file = NULL;
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd >= 0 && lock_fd(fd) < 0) {
		bool refused = errno != EWOULDBLOCK && errno != EINTR;

		close(fd);
		fd = -1;
		if (refused) {
			file = nr_fs_join(dir, "lock");
			fd = open(file, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC,
				0600);
		}
		if (fd >= 0 && lock_fd(fd) < 0) {
			close(fd);
			fd = -1;
		}
	}
	free(file);
	free(dir);
	return fd;
}

void
nr_db_unlock(int fd)
{
	if (fd >= 0)
		close(fd);
}

char *
nr_db_path(const char *path, const char *suffix)
{
	struct nr_buf b = NR_BUF_INIT;

	nr_buf_addz(&b, path);
	nr_buf_addz(&b, suffix);
	return nr_buf_take(&b);
}

void
nr_db_delete(const char *path)
{
	static const char *const suffix[] = { "", "-wal", "-shm", "-journal" };

	for (size_t i = 0; i < sizeof suffix / sizeof suffix[0]; i++) {
		char *p = nr_db_path(path, suffix[i]);

		unlink(p);
		free(p);
	}
}
