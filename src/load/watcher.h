/*
 * Watcher: an implementation of watches with the events of a system: inotify.
 */
#ifndef LOAD_WATCHER_H
#define LOAD_WATCHER_H

#include <stdbool.h>

#include "newsreader/mailbox.h"
#include "newsreader/mem.h"
#include "newsreader/watch.h"

/* Each works as the function nr_watch_... of newsreader/watch.h. */
struct nr_watcher {
	void (*free)(struct nr_watch *w);
	int (*fd)(const struct nr_watch *w);
	void (*root)(struct nr_watch *w, const char *path);
	bool (*file)(struct nr_watch *w, const char *path);
	void (*folder)(struct nr_watch *w, const char *path);
	void (*read)(struct nr_watch *w, struct nr_changes *out);
	const char *(*blind)(const struct nr_watch *w);
};

/* A folder that a thread added, to be taken over by the owner. */
struct nr_watch_added {
	struct nr_mail mail;	/* its first member */
	int wd;			/* of inotify; -1 for none */
	bool blind;
	char *path;		/* freed by the owner of the watch */
};

/* Base of a watch; its first member. */
struct nr_watch {
	const struct nr_watcher *by;	/* NULL: there are no events, because of `why` */
	const char *why;
	struct nr_changes blind;		/* folders to be looked at now and then */
	struct nr_mailbox added;		/* of struct nr_watch_added */
};

/* Copies the path; may be called by any thread. */
static inline void
nr_watch_push(struct nr_watch *w, const char *path, int wd, bool blind)
{
	struct nr_watch_added *a = nr_calloc(1, sizeof(*a));

	a->wd = wd;
	a->blind = blind;
	a->path = nr_strdup(path);
	nr_mailbox_put(&w->added, &a->mail);
}

/* NULL without inotify; *why is the reason then. */
struct nr_watch *nr_watch_new_inotify(const char **why);
/* A watch without events. `why` is returned by nr_watch_unwatched and must outlive the watch. */
struct nr_watch *nr_watch_new_poll(const char *why);

#endif
