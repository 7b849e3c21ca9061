/*
 * Files: bounded reading, folders of the XDG base directory specification, walking.
 */
#ifndef NEWSREADER_FS_H
#define NEWSREADER_FS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "newsreader/buf.h"
#include "newsreader/error.h"

/* Identifies the version of a file that was read. */
struct nr_fs_stamp {
	uint64_t dev;
	uint64_t ino;
	int64_t size;		/* bytes */
	int64_t mtime;		/* nanoseconds since the epoch */
};

/* Append the whole regular file to *out. A FIFO, device or folder is refused at once and
 * never blocks; a file over max bytes is NR_ERR_LIMIT; one that grows meanwhile too; one
 * that does not exist is NR_ERR_NOT_FOUND. On an error *out is as before. */
int nr_fs_read(const char *path, size_t max, struct nr_buf *out, struct nr_error *err);
/* The same for an open descriptor of any kind, up to its end. `name` is for messages. */
int nr_fs_read_fd(int fd, const char *name, size_t max, struct nr_buf *out,
	struct nr_error *err);

/* "dir/name"; the caller frees it. */
char *nr_fs_join(const char *dir, const char *name);
/* A copy of the n bytes of path; $HOME, if set, replaces the "~" of "~" and "~/...". The
 * caller frees it. */
char *nr_fs_expand(const char *path, size_t n);
/* The part of path after the last slash; borrowed. */
const char *nr_fs_basename(const char *path);
/* Absolute, symbolic links resolved; the caller frees it. */
char *nr_fs_resolve(const char *path, struct nr_error *err);
/* Make the folder and its parents, mode 0700. */
int nr_fs_mkdirs(const char *path, struct nr_error *err);

/* True on file systems where other machines can write and the kernel here gets no event:
 * NFS, SMB, FUSE. */
bool nr_fs_is_remote(const char *path);

enum nr_fs_base { NR_FS_CONFIG, NR_FS_CACHE, NR_FS_DATA, NR_FS_STATE };
/* "$XDG_CACHE_HOME/newsreader/<name>" and its like, with the defaults under $HOME; a
 * relative XDG value is ignored, as the specification says. NULL without a home. The
 * caller frees it. */
char *nr_fs_xdg(enum nr_fs_base base, const char *name);

/* One thing met on a walk. stamp is NULL when `problem` says why it cannot be read. */
struct nr_fs_entry {
	const char *path;
	const char *name;
	const struct nr_fs_stamp *stamp;
	const char *problem;
};

/* Called for each regular file, and for each folder or file that cannot be looked at.
 * Other than 0 ends the walk. */
typedef int nr_fs_visit(void *ctx, const struct nr_fs_entry *entry);
/* Asked for each folder below the root, by its path and name: false leaves it out. */
typedef bool nr_fs_enter(void *ctx, const char *path, const char *name);
/* Called with each folder before it is listed, the root without slashes at its end. Other
 * than 0 ends the walk. */
typedef int nr_fs_folder(void *ctx, const char *path);

struct nr_fs_walker {
	void *ctx;
	nr_fs_visit *visit;
	nr_fs_enter *enter;	/* may be NULL, as may folder */
	nr_fs_folder *folder;
	bool names_only;	/* stamps are not needed: they may be all zeros */
	/* NULL, or a folder above the root: folders between them count as being walked. */
	const char *top;
};

/* Walk root (a folder or a file). The files of a folder come first, in the order of their
 * names, then the folders in it, likewise. Symbolic links are followed, but never into a
 * folder that is being walked already, and into the same folder only once. Hidden names
 * below the root are left out; FIFOs, sockets and devices are passed over. Returns what a
 * callback returned, or -1 with *err if root itself cannot be opened. Depth is limited to
 * 64 folders. */
int nr_fs_walk(const char *root, const struct nr_fs_walker *walker, struct nr_error *err);

#endif
