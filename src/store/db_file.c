/* Database files on disk: permissions, folders, the lock of a folder, deletion. */
#include "config.h"

#include "store/db.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "newsreader/buf.h"
#include "newsreader/fs.h"
#include "newsreader/mem.h"

enum { LOCK_TRIES = 3000 };

/* Suffixes of the database file and of the files that SQLite keeps next to it. */
static const char *const suffixes[] = { "", "-wal", "-shm", "-journal" };
enum { SUFFIXES = sizeof suffixes / sizeof suffixes[0] };

void
nr_db_nap(void)
{
	const struct timespec ms = { .tv_nsec = 1000000 };

	nanosleep(&ms, NULL);
}

/* chmod by name, because closing a descriptor of a file releases all locks that this
 * process has on it (fcntl(2)). */
static void
make_private(const char *path, const struct stat *st)
{
	if (st->st_uid == geteuid() && st->st_mode & (S_IRWXG | S_IRWXO))
		chmod(path, st->st_mode & S_IRWXU);
}

static char *
folder_of(const char *path)
{
	const char *base = nr_fs_basename(path);

	if (base == path)
		return nr_strdup(".");
	return nr_strndup(path, base - path == 1 ? 1 : (size_t)(base - path) - 1);
}

/* Only for a folder that belongs to the program; others keep the mode that the user
 * chose. */
static void
make_folder_private(const char *dir)
{
	struct stat st;

	if (strcmp(nr_fs_basename(dir), PACKAGE_NAME) == 0 && stat(dir, &st) == 0
		&& S_ISDIR(st.st_mode))
		make_private(dir, &st);
}

int
nr_db_make_folder(const char *path, struct nr_error *err)
{
	char *dir = folder_of(path);
	int rc = nr_fs_mkdirs(dir, err);

	if (rc == 0)
		make_folder_private(dir);
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
		nr_db_nap();
	}
	return 0;
}

/* Locks the folder itself: this leaves no lock file and works in a read-only folder. NFS
 * refuses it (EBADF: flock(2) needs a descriptor that is open for writing); there a lock
 * file is used. */
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
	for (size_t i = 0; i < SUFFIXES; i++) {
		char *p = nr_db_path(path, suffixes[i]);

		unlink(p);
		free(p);
	}
}

/* Made here because SQLite would make the file readable by everyone. If this fails,
 * SQLite reports why. */
static void
make_file(const char *path)
{
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOCTTY | O_NONBLOCK, 0600);

	if (fd >= 0)
		close(fd);
}

int
nr_db_prepare(const char *path, int flags)
{
	for (size_t i = 0; i < SUFFIXES; i++) {
		char *p = nr_db_path(path, suffixes[i]);
		bool there, regular;
		struct stat st;

		there = stat(p, &st) == 0;
		regular = !there || S_ISREG(st.st_mode);
		if (there && regular && flags & SQLITE_OPEN_READWRITE)
			make_private(p, &st);
		else if (!there && i == 0 && flags & SQLITE_OPEN_CREATE)
			make_file(p);
		free(p);
		if (!regular)
			return i == 0 ? NR_DB_NOT_REGULAR : NR_DB_LOG_NOT_REGULAR;
	}
	return SQLITE_OK;
}
