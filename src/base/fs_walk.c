#include "config.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "newsreader/arena.h"
#include "newsreader/fs.h"
#include "newsreader/mem.h"

enum { DEPTH_MAX = 64, OPEN_FLAGS = O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC };

struct folder_id {
	dev_t dev;
	ino_t ino;
};

struct walk {
	nr_fs_enter *enter;
	nr_fs_visit *visit;
	void *ctx;
	struct nr_buf path;			/* of what is looked at */
	struct folder_id open[DEPTH_MAX];	/* the folders above it */
	size_t depth;
	struct folder_id *linked;		/* folders entered by a symbolic link */
	size_t n_linked, cap_linked;
};

struct names {
	struct nr_arena arena;
	char **v;
	size_t n, cap;
};

static int
report(struct walk *w, const struct nr_fs_stamp *stamp, const char *problem)
{
	const char *path = nr_buf_str(&w->path);
	struct nr_fs_entry entry = {
		.path = path,
		.name = nr_fs_basename(path),
		.stamp = stamp,
		.problem = problem,
	};

	return w->visit(w->ctx, &entry);
}

static int
report_errno(struct walk *w, int errnum)
{
	char text[256];

	return report(w, NULL, strerror_r(errnum, text, sizeof text));
}

static int
report_file(struct walk *w, const struct stat *st)
{
	struct nr_fs_stamp stamp = {
		.dev = (uint64_t)st->st_dev,
		.ino = (uint64_t)st->st_ino,
		.size = (int64_t)st->st_size,
		.mtime = (int64_t)st->st_mtim.tv_sec * 1000000000 + st->st_mtim.tv_nsec,
	};

	return report(w, &stamp, NULL);
}

static int
compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The names in dir that are not hidden, sorted; returns 0 or an errno. */
static int
read_names(DIR *dir, struct names *names)
{
	const struct dirent *entry;

	while (errno = 0, (entry = readdir(dir)) != NULL) {
		if (entry->d_name[0] == '.')
			continue;
		names->v = nr_grow(names->v, &names->cap, names->n + 1, sizeof *names->v);
		names->v[names->n++] = nr_arena_strndup(&names->arena, entry->d_name,
			strlen(entry->d_name));
	}
	int errnum = errno;

	if (names->n > 1)
		qsort(names->v, names->n, sizeof *names->v, compare_names);
	return errnum;
}

static bool
contains(const struct folder_id *v, size_t n, const struct stat *st)
{
	for (size_t i = 0; i < n; i++) {
		if (v[i].dev == st->st_dev && v[i].ino == st->st_ino)
			return true;
	}
	return false;
}

/* Links that fan out at every level would make a walk without end, although none of them
 * points into a folder above it; so a link is followed into the same folder only once. */
static bool
first_by_link(struct walk *w, const struct stat *st)
{
	if (contains(w->linked, w->n_linked, st))
		return false;
	w->linked = nr_grow(w->linked, &w->cap_linked, w->n_linked + 1,
		sizeof *w->linked);
	w->linked[w->n_linked++] = (struct folder_id){ st->st_dev, st->st_ino };
	return true;
}

static int look_at(struct walk *w, int dirfd, const char *name);

/* Takes fd over. */
static int
walk_folder(struct walk *w, int fd, const struct stat *st)
{
	struct names names = { NR_ARENA_INIT, NULL, 0, 0 };
	DIR *dir = fdopendir(fd);
	int rc;

	if (dir == NULL) {
		rc = report_errno(w, errno);
		close(fd);
		return rc;
	}
	w->open[w->depth++] = (struct folder_id){ st->st_dev, st->st_ino };
	int errnum = read_names(dir, &names);

	rc = errnum != 0 ? report_errno(w, errnum) : 0;
	if (w->path.len > 0 && w->path.data[w->path.len - 1] != '/')
		nr_buf_addch(&w->path, '/');
	size_t base = w->path.len;

	for (size_t i = 0; i < names.n && rc == 0; i++) {
		nr_buf_addz(&w->path, names.v[i]);
		rc = look_at(w, fd, names.v[i]);
		nr_buf_truncate(&w->path, base);
	}
	w->depth--;
	closedir(dir);
	free(names.v);
	nr_arena_release(&names.arena);
	return rc;
}

static int
enter_folder(struct walk *w, int dirfd, const char *name, bool is_link)
{
	struct stat st;

	if (w->enter != NULL && !w->enter(w->ctx, name))
		return 0;
	if (w->depth == DEPTH_MAX)
		return report(w, NULL, "folders are nested too deeply");
	int fd = openat(dirfd, name, OPEN_FLAGS | O_DIRECTORY);

	if (fd < 0)
		return report_errno(w, errno);
	/* Of what was opened: it may have been replaced since it was looked at. */
	if (fstat(fd, &st) < 0) {
		int errnum = errno;

		close(fd);
		return report_errno(w, errnum);
	}
	if (contains(w->open, w->depth, &st) || (is_link && !first_by_link(w, &st))) {
		close(fd);
		return 0;
	}
	return walk_folder(w, fd, &st);
}

static int
look_at(struct walk *w, int dirfd, const char *name)
{
	struct stat st;

	/* What was removed since its name was read is no problem. */
	if (fstatat(dirfd, name, &st, AT_SYMLINK_NOFOLLOW) < 0)
		return errno == ENOENT ? 0 : report_errno(w, errno);
	bool is_link = S_ISLNK(st.st_mode);

	if (is_link && fstatat(dirfd, name, &st, 0) < 0)
		return report_errno(w, errno);
	if (S_ISDIR(st.st_mode))
		return enter_folder(w, dirfd, name, is_link);
	return S_ISREG(st.st_mode) ? report_file(w, &st) : 0;
}

int
nr_fs_walk(const char *root, nr_fs_enter *enter, nr_fs_visit *visit, void *ctx,
	struct nr_error *err)
{
	struct walk w = { .enter = enter, .visit = visit, .ctx = ctx };
	struct stat st;
	int rc;
	int fd = open(root, OPEN_FLAGS);

	if (fd < 0 || fstat(fd, &st) < 0) {
		bool missing = errno == ENOENT;

		nr_error_sys(err, errno, "%s", root);
		if (missing)
			err->code = NR_ERR_NOT_FOUND;
		if (fd >= 0)
			close(fd);
		return -1;
	}
	nr_buf_addz(&w.path, root);
	if (S_ISDIR(st.st_mode)) {
		rc = walk_folder(&w, fd, &st);
	} else {
		close(fd);
		rc = S_ISREG(st.st_mode) ? report_file(&w, &st)
			: nr_error_set(err, NR_ERR_INPUT,
				"%s: neither a folder nor a regular file", root);
	}
	nr_buf_release(&w.path);
	free(w.linked);
	return rc;
}
