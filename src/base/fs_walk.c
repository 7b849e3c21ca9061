/* Walks folders, following symbolic links without endless loops. */
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
#include "newsreader/sys.h"

enum { DEPTH_MAX = 64, OPEN_FLAGS = O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC };

struct folder_id {
	dev_t dev;
	ino_t ino;
};

struct walk {
	const struct nr_fs_walker *to;
	struct nr_buf path;			/* path of the current entry */
	struct folder_id open[DEPTH_MAX];	/* the folders above it */
	size_t depth;
	struct folder_id *linked;		/* folders entered by a symbolic link */
	size_t n_linked, cap_linked;
};

/* An entry of a folder; hidden names are excluded. */
struct name {
	char *s;
	bool is_file;	/* regular file according to readdir; false: unknown */
	bool is_folder, is_link;	/* known after stat */
};

struct names {
	struct nr_arena arena;
	struct name *v;
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

	return w->to->visit(w->to->ctx, &entry);
}

static int
report_errno(struct walk *w, int errnum)
{
	char text[256];

	return report(w, NULL, nr_sys_strerror(errnum, text, sizeof text));
}

static int
report_file(struct walk *w, const struct stat *st)
{
	struct nr_fs_stamp stamp = nr_fs_stamp_of(st);

	return report(w, &stamp, NULL);
}

static int
compare_names(const void *a, const void *b)
{
	const struct name *x = a, *y = b;

	return strcmp(x->s, y->s);
}

/* Read the names in dir that are not hidden, sorted; returns 0 or an errno. */
static int
read_names(DIR *dir, struct names *names)
{
	const struct dirent *entry;

	while (errno = 0, (entry = readdir(dir)) != NULL) {
		if (entry->d_name[0] == '.')
			continue;
		names->v = nr_grow(names->v, &names->cap, names->n + 1, sizeof *names->v);
		names->v[names->n++] = (struct name){
			.s = nr_arena_strndup(&names->arena, entry->d_name,
				strlen(entry->d_name)),
			.is_file = entry->d_type == DT_REG,
		};
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

/* Links that branch at every level would multiply the walk, even without a link to a
 * folder above; so links are followed into the same folder only once. */
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

static int
look_at(struct walk *w, int dirfd, struct name *name)
{
	static const struct nr_fs_stamp no_stamp = { 0, 0, 0, 0 };
	struct stat st;

	if (name->is_file && w->to->names_only)
		return report(w, &no_stamp, NULL);
	/* A file removed after its name was read is not a problem. */
	if (fstatat(dirfd, name->s, &st, AT_SYMLINK_NOFOLLOW) < 0)
		return errno == ENOENT ? 0 : report_errno(w, errno);
	name->is_link = S_ISLNK(st.st_mode);
	if (name->is_link && fstatat(dirfd, name->s, &st, 0) < 0)
		return report_errno(w, errno);
	name->is_folder = S_ISDIR(st.st_mode);
	return S_ISREG(st.st_mode) ? report_file(w, &st) : 0;
}

static int enter_folder(struct walk *w, int dirfd, const struct name *name);

/* All files come before all folders, so that callers need not keep data of a folder while
 * its subfolders are walked. */
static int
walk_names(struct walk *w, int fd, struct names *names)
{
	size_t base;
	int rc = 0;

	if (w->path.len > 0 && w->path.data[w->path.len - 1] != '/')
		nr_buf_addch(&w->path, '/');
	base = w->path.len;
	for (size_t i = 0; i < 2 * names->n && rc == 0; i++) {
		struct name *name = &names->v[i % names->n];

		if (i >= names->n && !name->is_folder)
			continue;
		nr_buf_addz(&w->path, name->s);
		rc = i < names->n ? look_at(w, fd, name) : enter_folder(w, fd, name);
		nr_buf_truncate(&w->path, base);
	}
	return rc;
}

/* Takes over fd. */
static int
walk_folder(struct walk *w, int fd, const struct stat *st)
{
	struct names names = { NR_ARENA_INIT, NULL, 0, 0 };
	DIR *dir = fdopendir(fd);
	int errnum, rc = 0;

	if (dir == NULL) {
		if (errno == ENOMEM)
			nr_out_of_memory();
		rc = report_errno(w, errno);
		close(fd);
		return rc;
	}
	w->open[w->depth++] = (struct folder_id){ st->st_dev, st->st_ino };
	if (w->to->folder != NULL)
		rc = w->to->folder(w->to->ctx, nr_buf_str(&w->path));
	errnum = rc == 0 ? read_names(dir, &names) : 0;
	if (errnum != 0)
		rc = report_errno(w, errnum);
	if (rc == 0)
		rc = walk_names(w, fd, &names);
	w->depth--;
	closedir(dir);
	free(names.v);
	nr_arena_release(&names.arena);
	return rc;
}

static int
enter_folder(struct walk *w, int dirfd, const struct name *name)
{
	struct stat st;

	if (w->to->enter != NULL &&
		!w->to->enter(w->to->ctx, nr_buf_str(&w->path), name->s))
		return 0;
	if (w->depth == DEPTH_MAX)
		return report(w, NULL, "folders are nested too deeply");
	int fd = openat(dirfd, name->s, OPEN_FLAGS | O_DIRECTORY);

	if (fd < 0)
		return report_errno(w, errno);
	/* Stat the open descriptor: the entry may have been replaced meanwhile. */
	if (fstat(fd, &st) < 0) {
		int errnum = errno;

		close(fd);
		return report_errno(w, errnum);
	}
	if (contains(w->open, w->depth, &st) || (name->is_link && !first_by_link(w, &st))) {
		close(fd);
		return 0;
	}
	return walk_folder(w, fd, &st);
}

/* Mark the folders from top down to the parent of root as being walked. */
static void
open_above(struct walk *w, const char *root, const char *top)
{
	size_t n = strlen(top);

	if (strncmp(root, top, n) != 0)
		return;
	while (n > 0 && top[n - 1] == '/')
		n--;
	for (; root[n] != '\0' && w->depth < DEPTH_MAX; n++) {
		struct stat st;
		char *above;

		if (root[n] != '/')
			continue;
		above = nr_strndup(root, n > 0 ? n : 1);
		if (stat(above, &st) == 0)
			w->open[w->depth++] = (struct folder_id){ st.st_dev, st.st_ino };
		free(above);
	}
}

static int
walk_root(struct walk *w, int fd, const struct stat *st)
{
	if (w->depth < DEPTH_MAX)
		return walk_folder(w, fd, st);
	close(fd);
	return 0;
}

int
nr_fs_walk(const char *root, const struct nr_fs_walker *walker, struct nr_error *err)
{
	struct walk w = { .to = walker };
	size_t n = strlen(root);
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
		while (n > 1 && root[n - 1] == '/')
			n--;
		nr_buf_truncate(&w.path, n);
		if (walker->top != NULL)
			open_above(&w, root, walker->top);
		rc = walk_root(&w, fd, &st);
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
