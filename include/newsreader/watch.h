/*
 * Watch: reports which folders changed, by events of the kernel (inotify on Linux).
 *
 * One thread owns a watch and reads it; any thread may add folders, so that a scan can
 * watch each of them before it lists it. A folder that cannot be watched (limit of the
 * system reached, network file system) is called blind: the owner has to scan it
 * periodically.
 */
#ifndef NEWSREADER_WATCH_H
#define NEWSREADER_WATCH_H

#include <stdbool.h>
#include <stddef.h>

/* A set of folders that changed. */
struct nr_changes {
	char **folders;		/* paths, sorted, without duplicates */
	size_t n, cap;
	bool all;		/* everything may have changed; `folders` is empty */
	bool file;		/* the file of nr_watch_file changed */
};

#define NR_CHANGES_INIT { .folders = NULL }
enum { NR_CHANGES_MAX = 1024 };	/* folders; one more sets `all` */

/* The path is copied. */
void nr_changes_add(struct nr_changes *c, const char *folder);
void nr_changes_add_all(struct nr_changes *c);
/* Move all of `from` into `to`; `from` is empty afterwards. */
void nr_changes_move(struct nr_changes *to, struct nr_changes *from);
bool nr_changes_any(const struct nr_changes *c);
void nr_changes_release(struct nr_changes *c);

struct nr_watch;

/* Never fails: without inotify, or when its limit is reached, every folder is blind. */
struct nr_watch *nr_watch_new(void);
/* No other thread may use the watch any more. */
void nr_watch_free(struct nr_watch *w);
/* Descriptor that is readable when nr_watch_read has work; -1 for none. */
int nr_watch_fd(const struct nr_watch *w);

/* Watch a root of the scan, a file or folder: when it disappears, reappears or is
 * replaced, everything counts as changed. Its folders have to be added like others. */
void nr_watch_root(struct nr_watch *w, const char *path);
/* Watch a file, existing or not, in an existing folder. Writing to it or to a file whose
 * name begins with its name, and the loss of the folder, set `file` in the changes. False
 * if it cannot be watched. Call it again after the folder was replaced. */
bool nr_watch_file(struct nr_watch *w, const char *path);
/* Watch a folder for changes of article files and subfolders; may be called by any
 * thread. Adding it again is cheap, and necessary after it was replaced. */
void nr_watch_folder(struct nr_watch *w, const char *path);

/* Add the events so far to *out, without waiting. Call it also after other threads added
 * folders. */
void nr_watch_read(struct nr_watch *w, struct nr_changes *out);

/* Why some folders were blind at the last read; NULL if none was. */
const char *nr_watch_unwatched(const struct nr_watch *w);
/* Add the blind folders to *out. */
void nr_watch_add_unwatched(const struct nr_watch *w, struct nr_changes *out);

#endif
