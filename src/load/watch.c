/* Makes the watch that the system supports. Without events every folder is blind. */
#include "config.h"

#include "load/watcher.h"

#include <stdlib.h>

#include "newsreader/fs.h"

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

struct nr_watch *
nr_watch_new_poll(const char *why)
{
	struct nr_watch *w = nr_calloc(1, sizeof(*w));

	w->why = why;
	return w;
}

static void
take_blind(struct nr_watch *w)
{
	struct nr_mail *next;

	for (struct nr_mail *mail = nr_mailbox_take(&w->added); mail; mail = next) {
		struct nr_watch_added *added = (struct nr_watch_added *)mail;

		next = mail->next;
		nr_changes_add(&w->blind, added->path);
		free(added->path);
		free(added);
	}
}

void
nr_watch_free(struct nr_watch *w)
{
	if (!w)
		return;
	take_blind(w);
	nr_changes_release(&w->blind);
	if (w->by)
		w->by->free(w);
	else
		free(w);
}

int
nr_watch_fd(const struct nr_watch *w)
{
	return w->by ? w->by->fd(w) : -1;
}

void
nr_watch_root(struct nr_watch *w, const char *path)
{
	if (w->by)
		w->by->root(w, path);
	/* The scan adds a root that is a folder, but not the folder of a file. */
	else if (!nr_fs_is_folder(path))
		nr_changes_add_all(&w->blind);
}

bool
nr_watch_file(struct nr_watch *w, const char *path)
{
	return w->by && w->by->file(w, path);
}

void
nr_watch_folder(struct nr_watch *w, const char *path)
{
	if (w->by)
		w->by->folder(w, path);
	else
		nr_watch_push(w, path, -1, true);
}

void
nr_watch_read(struct nr_watch *w, struct nr_changes *out)
{
	if (w->by)
		w->by->read(w, out);
	else
		take_blind(w);
}

const char *
nr_watch_unwatched(const struct nr_watch *w)
{
	if (!nr_changes_any(&w->blind))
		return NULL;
	return w->by ? w->by->blind(w) : w->why;
}

void
nr_watch_add_unwatched(const struct nr_watch *w, struct nr_changes *out)
{
	if (w->blind.all)
		nr_changes_add_all(out);
	for (size_t i = 0; i < w->blind.n; i++)
		nr_changes_add(out, w->blind.folders[i]);
}
