/*
 * Files: bounded reading, XDG base directories, walking folders.
 */
#ifndef NEWSREADER_FS_H
#define NEWSREADER_FS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

#include "newsreader/buf.h"
#include "newsreader/error.h"

/* Identifies a version of a file. */
struct nr_fs_stamp {
	uint64_t dev;
	uint64_t ino;
	int64_t size;		/* bytes */
	/* Nanoseconds since the epoch, UTC. Times before 1677 and after 2262 do not fit and
	 * are INT64_MIN and INT64_MAX. */
	int64_t mtime;
};

struct nr_fs_stamp nr_fs_stamp_of(const struct stat *st);

/* Append a regular file to *out. A FIFO, device or folder is refused without blocking.
 * NR_ERR_LIMIT if the file is, or grows to, over max bytes; NR_ERR_NOT_FOUND if it does
 * not exist. On an error *out is unchanged. */
int nr_fs_read(const char *path, size_t max, struct nr_buf *out, struct nr_error *err);
/* The same for an open descriptor of any kind, up to its end. `name` is used in
 * messages. */
int nr_fs_read_fd(int fd, const char *name, size_t max, struct nr_buf *out,
	struct nr_error *err);

/* Write all n bytes to a descriptor that blocks; -1 with errno. */
int nr_fs_put(int fd, const char *data, size_t n);
/* A descriptor, close-on-exec, at the beginning of a file in memory that has these n bytes
 * and no name; -1 with errno. */
int nr_fs_unnamed(const char *data, size_t n);

/* Write n bytes to a file as a whole: at any time the file has all of them or what it had
 * before. What is there already may be a regular file, or a link to one. Returns 0; 1 without
 * any change if the file exists and `replace` is false; or -1. */
int nr_fs_write(const char *path, const char *data, size_t n, bool replace,
	struct nr_error *err);

/* Returns "dir/name"; the caller frees it. */
char *nr_fs_join(const char *dir, const char *name);
/* A copy of the n bytes of path, with the "~" of "~" and "~/..." replaced by $HOME if
 * that is set. The caller frees it. */
char *nr_fs_expand(const char *path, size_t n);
/* The part of path after the last slash; borrowed. */
const char *nr_fs_basename(const char *path);
/* The absolute path with symbolic links resolved; the caller frees it. */
char *nr_fs_resolve(const char *path, struct nr_error *err);
/* True for a folder, or a symbolic link to one; false also if it cannot be looked at. */
bool nr_fs_is_folder(const char *path);
/* Make the folder and its parents, mode 0700. */
int nr_fs_mkdirs(const char *path, struct nr_error *err);

/* True for file systems that other machines can change without an event from the local
 * kernel: NFS, SMB, FUSE. Known on Linux only, where inotify has this gap. */
bool nr_fs_is_remote(const char *path);

enum nr_fs_base { NR_FS_CONFIG, NR_FS_CACHE, NR_FS_DATA, NR_FS_STATE };
/* "$XDG_CACHE_HOME/newsreader/<name>" and similar, with the defaults under $HOME; a
 * relative XDG value is ignored, as the specification requires. NULL without a home. The
 * caller frees it. */
char *nr_fs_xdg(enum nr_fs_base base, const char *name);

/* A file or folder met on a walk. stamp is NULL if it cannot be read; `problem` says
 * why. */
struct nr_fs_entry {
	const char *path;
	const char *name;
	const struct nr_fs_stamp *stamp;
	const char *problem;
};

/* Called for each regular file, and for each folder or file that cannot be read. A result
 * other than 0 ends the walk. */
typedef int nr_fs_visit(void *ctx, const struct nr_fs_entry *entry);
/* Called for each folder below the root; false skips it. */
typedef bool nr_fs_enter(void *ctx, const char *path, const char *name);
/* Called with each folder before it is listed; the root is passed without trailing
 * slashes. A result other than 0 ends the walk. */
typedef int nr_fs_folder(void *ctx, const char *path);

struct nr_fs_walker {
	void *ctx;
	nr_fs_visit *visit;
	nr_fs_enter *enter;	/* may be NULL; so may folder */
	nr_fs_folder *folder;
	bool names_only;	/* stamps are not needed and may be zero */
	/* NULL, or a folder above the root: the folders between them count as being
	 * walked. */
	const char *top;
};

/* Walk root (a folder or a file). The files of a folder come first, sorted by name, then
 * its subfolders. Symbolic links are followed, but not into a folder that is being
 * walked, and into the same folder only once. Hidden names below the root, FIFOs, sockets
 * and devices are skipped. Returns the result of the callback that ended the walk, or -1
 * with *err if root cannot be opened. Depth is limited to 64 folders. */
int nr_fs_walk(const char *root, const struct nr_fs_walker *walker, struct nr_error *err);

#endif
