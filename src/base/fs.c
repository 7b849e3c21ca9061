/* Reads files, finds XDG directories, makes folders. */
#include "config.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#ifdef __linux__
#include <sys/vfs.h>
#endif
#include <unistd.h>

#include "newsreader/fs.h"
#include "newsreader/mem.h"
#include "newsreader/sys.h"

enum { CHUNK = 64 * 1024 };

static int
fail(struct nr_error *err, int errnum, const char *path)
{
	nr_error_sys(err, errnum, "%s", path);
	if (errnum == ENOENT)
		err->code = NR_ERR_NOT_FOUND;
	return -1;
}

static int
too_large(struct nr_error *err, const char *name, size_t max)
{
	return nr_error_set(err, NR_ERR_LIMIT, "%s: larger than %zu bytes", name, max);
}

/* read(2) that continues after signals, and waits if the descriptor is non-blocking. */
static ssize_t
read_some(int fd, char *to, size_t n)
{
	for (;;) {
		ssize_t got = read(fd, to, n);

		if (got >= 0)
			return got;
		if (errno == EAGAIN) {
			struct pollfd wait = { .fd = fd, .events = POLLIN };

			poll(&wait, 1, -1);
		} else if (errno != EINTR) {
			return -1;
		}
	}
}

/* Read to the end. One byte over max is requested, to detect a longer file. A file of
 * known size (-1: unknown) is at its end after that many bytes. */
static int
read_all(int fd, const char *name, size_t max, int64_t size, struct nr_buf *out,
	struct nr_error *err)
{
	const size_t start = out->len;

	assert(max < SIZE_MAX);
	for (;;) {
		size_t done = out->len - start;
		size_t room = (int64_t)done <= size ? (size_t)size + 1 - done : CHUNK;

		if (room > max + 1 - done)
			room = max + 1 - done;
		char *to = nr_buf_reserve(out, room);
		ssize_t got = read_some(fd, to, room);

		if (got < 0) {
			int errnum = errno;

			nr_buf_truncate(out, start);
			return fail(err, errnum, name);
		}
		if (got == 0)
			return 0;
		out->len += (size_t)got;
		if (out->len - start > max) {
			nr_buf_truncate(out, start);
			return too_large(err, name, max);
		}
		if ((int64_t)(out->len - start) == size && (size_t)got < room)
			return 0;
	}
}

int
nr_fs_read_fd(int fd, const char *name, size_t max, struct nr_buf *out,
	struct nr_error *err)
{
	return read_all(fd, name, max, -1, out, err);
}

int
nr_fs_read(const char *path, size_t max, struct nr_buf *out, struct nr_error *err)
{
	struct stat st;
	int rc = -1;
	/* O_NONBLOCK, because opening a FIFO would wait for a writer. */
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);

	if (fd < 0)
		return fail(err, errno, path);
	if (fstat(fd, &st) < 0) {
		fail(err, errno, path);
		goto out;
	}
	if (S_ISDIR(st.st_mode)) {
		fail(err, EISDIR, path);
		goto out;
	}
	if (!S_ISREG(st.st_mode)) {
		nr_error_set(err, NR_ERR_INPUT, "%s: not a regular file", path);
		goto out;
	}
	if ((uintmax_t)st.st_size > max) {
		too_large(err, path, max);
		goto out;
	}
	rc = read_all(fd, path, max, st.st_size, out, err);
out:
	close(fd);
	return rc;
}

int
nr_fs_put(int fd, const char *data, size_t n)
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
	return 0;
}

int
nr_fs_unnamed(const char *data, size_t n)
{
	int fd = nr_sys_unnamed_file();

	if (fd >= 0 && (nr_fs_put(fd, data, n) < 0 || lseek(fd, 0, SEEK_SET) < 0)) {
		int errnum = errno;

		close(fd);
		errno = errnum;
		return -1;
	}
	return fd;
}

struct nr_fs_stamp
nr_fs_stamp_of(const struct stat *st)
{
	return (struct nr_fs_stamp){
		.dev = (uint64_t)st->st_dev,
		.ino = (uint64_t)st->st_ino,
		.size = (int64_t)st->st_size,
		.mtime = nr_sys_mtime(st),
	};
}

char *
nr_fs_join(const char *dir, const char *name)
{
	struct nr_buf path = NR_BUF_INIT;
	size_t n = strlen(dir);

	nr_buf_add(&path, dir, n);
	if (n > 0 && dir[n - 1] != '/')
		nr_buf_addch(&path, '/');
	nr_buf_addz(&path, name);
	return nr_buf_take(&path);
}

char *
nr_fs_expand(const char *path, size_t n)
{
	const char *home = getenv("HOME");
	struct nr_buf b = NR_BUF_INIT;

	if (n == 0 || *path != '~' || (n > 1 && path[1] != '/') || !home || !*home)
		return nr_strndup(path, n);
	nr_buf_addz(&b, home);
	nr_buf_add(&b, path + 1, n - 1);
	return nr_buf_take(&b);
}

const char *
nr_fs_basename(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash != NULL ? slash + 1 : path;
}

char *
nr_fs_resolve(const char *path, struct nr_error *err)
{
	char *real = realpath(path, NULL);

	if (real == NULL && errno == ENOMEM)
		nr_out_of_memory();
	if (real == NULL)
		fail(err, errno, path);
	return real;
}

bool
nr_fs_is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static int
make_folder(const char *path, struct nr_error *err)
{
	if (mkdir(path, 0700) == 0)
		return 0;
	int errnum = errno;

	/* For an existing folder mkdir may also fail as read-only or forbidden. */
	if (nr_fs_is_folder(path))
		return 0;
	return fail(err, errnum == EEXIST ? ENOTDIR : errnum, path);
}

int
nr_fs_mkdirs(const char *path, struct nr_error *err)
{
	char *part = nr_strdup(path);
	int rc = 0;

	for (char *p = part; *p != '\0' && rc == 0; p++) {
		if (*p != '/' || p == part)
			continue;
		*p = '\0';
		rc = make_folder(part, err);
		*p = '/';
	}
	if (rc == 0)
		rc = make_folder(path, err);
	free(part);
	return rc;
}

char *
nr_fs_xdg(enum nr_fs_base base, const char *name)
{
	static const struct {
		const char *variable, *fallback;
	} bases[] = {
		[NR_FS_CONFIG] = { "XDG_CONFIG_HOME", ".config" },
		[NR_FS_CACHE] = { "XDG_CACHE_HOME", ".cache" },
		[NR_FS_DATA] = { "XDG_DATA_HOME", ".local/share" },
		[NR_FS_STATE] = { "XDG_STATE_HOME", ".local/state" },
	};
	const char *dir = getenv(bases[base].variable);
	const char *home = getenv("HOME");
	struct nr_buf path = NR_BUF_INIT;

	if (dir != NULL && dir[0] == '/')
		nr_buf_addz(&path, dir);
	else if (home != NULL && home[0] == '/')
		nr_buf_addf(&path, "%s/%s", home, bases[base].fallback);
	else
		return NULL;
	nr_buf_addf(&path, "/" PACKAGE_NAME "/%s", name);
	return nr_buf_take(&path);
}

bool
nr_fs_is_remote(const char *path)
{
#ifdef __linux__
	static const uint32_t magic[] = {
		0x6969,		/* NFS */
		0x517b,		/* SMB */
		0xff534d42,	/* CIFS */
		0xfe534d42,	/* SMB 2 */
		0x65735546,	/* FUSE */
		0x01021997,	/* 9P */
		0x5346414f,	/* AFS */
		0x6b414653,	/* the kernel's AFS */
		0x00c36400,	/* Ceph */
		0x73757245,	/* Coda */
		0x786f4256,	/* VirtualBox's shared folders */
	};
	struct statfs fs;

	if (statfs(path, &fs) < 0)
		return false;
	for (size_t i = 0; i < sizeof(magic) / sizeof(*magic); i++)
		if ((uint32_t)fs.f_type == magic[i])
			return true;
#else
	(void)path;
#endif
	return false;
}
