/* Makes the watch that the system supports; code shared by all watchers. */
#include "config.h"

#include "load/watcher.h"

#include <stdlib.h>

struct nr_watch *
nr_watch_new(void)
{
	const char *why = "this system has no inotify";
	struct nr_watch *w = NULL;

#ifdef HAVE_SYS_INOTIFY_H
	w = nr_watch_new_inotify(&why);
#endif
	return w ? w : nr_watch_new_poll(why);
}

void
nr_watch_free(struct nr_watch *w)
{
	struct nr_mail *next;

	if (!w)
		return;
	for (struct nr_mail *mail = nr_mailbox_take(&w->added); mail; mail = next) {
		next = mail->next;
		free(((struct nr_watch_added *)mail)->path);
		free(mail);
	}
	nr_changes_release(&w->blind);
	w->by->free(w);
}

int
nr_watch_fd(const struct nr_watch *w)
{
	return w->by->fd(w);
}

void
nr_watch_root(struct nr_watch *w, const char *path)
{
	w->by->root(w, path);
}

bool
nr_watch_file(struct nr_watch *w, const char *path)
{
	return w->by->file(w, path);
}

void
nr_watch_folder(struct nr_watch *w, const char *path)
{
	w->by->folder(w, path);
}

void
nr_watch_read(struct nr_watch *w, struct nr_changes *out)
{
	w->by->read(w, out);
}

const char *
nr_watch_unwatched(const struct nr_watch *w)
{
	return nr_changes_any(&w->blind) ? w->by->blind(w) : NULL;
}

void
nr_watch_add_unwatched(const struct nr_watch *w, struct nr_changes *out)
{
	if (w->blind.all)
		nr_changes_add_all(out);
	for (size_t i = 0; i < w->blind.n; i++)
		nr_changes_add(out, w->blind.folders[i]);
}
