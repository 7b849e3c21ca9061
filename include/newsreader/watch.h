/*
 * Watch: which folders changed, as the kernel reports (inotify on Linux).
 *
 * One thread owns a watch and reads it; folders may be added by any thread, so that a scan
 * can watch each of them before it lists it. Where a folder cannot be watched (the limit
 * of the system is reached, a network file system) it is blind: the owner has to look at
 * it now and then.
 */
#ifndef NEWSREADER_WATCH_H
#define NEWSREADER_WATCH_H

#include <stdbool.h>
#include <stddef.h>

/* A set of folders that changed. */
struct nr_changes {
	char **folders;		/* paths, sorted, each once */
	size_t n, cap;
	bool all;		/* everything is to be looked at; no folder is named */
	bool file;		/* the file of nr_watch_file */
};

#define NR_CHANGES_INIT { .folders = NULL }
enum { NR_CHANGES_MAX = 1024 };	/* folders; with one more it is all of them */

/* The path is copied. */
void nr_changes_add(struct nr_changes *c, const char *folder);
void nr_changes_add_all(struct nr_changes *c);
/* Move all of `from` into `to`; `from` is empty afterwards. */
void nr_changes_move(struct nr_changes *to, struct nr_changes *from);
bool nr_changes_any(const struct nr_changes *c);
void nr_changes_release(struct nr_changes *c);

struct nr_watch;

/* Without inotify, or where its limit is reached, every folder is blind; nothing fails. */
struct nr_watch *nr_watch_new(void);
/* No other thread may use it any longer. It leaves a child that ends by itself, within
 * some 20 ms, and is not waited for: for the end of a program. */
void nr_watch_free(struct nr_watch *w);
/* Readable while something is to be read; -1 for none. */
int nr_watch_fd(const struct nr_watch *w);

/* A file or folder that is read: that it goes away, comes back or is replaced by another
 * one is everything changed. Its folders are to be added as others. */
void nr_watch_root(struct nr_watch *w, const char *path);
/* Watch a file, existing or not, in an existing folder. Writing to it or to a file whose name
 * begins with its name, and the loss of the folder, set `file` in the changes. False: it
 * cannot be watched. Call it again after the folder was replaced. */
bool nr_watch_file(struct nr_watch *w, const char *path);
/* A folder whose article files and folders matter, by any thread. Adding it again is
 * cheap, and right after it was replaced. */
void nr_watch_folder(struct nr_watch *w, const char *path);

/* Add what has happened to *out, without waiting. To be called as well once other threads
 * have added folders. */
void nr_watch_read(struct nr_watch *w, struct nr_changes *out);

/* As of the last read: why some folders are blind; NULL if none is. */
const char *nr_watch_unwatched(const struct nr_watch *w);
/* Add the blind folders to *out. */
void nr_watch_add_unwatched(const struct nr_watch *w, struct nr_changes *out);

#endif
