/* The watch that the system can give, and what all watchers share. */
#include "config.h"

#include "load/watcher.h"

#include <stdlib.h>

#include "newsreader/mem.h"

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
	struct nr_watch_added *next;

	if (!w)
		return;
	for (struct nr_watch_added *a = nr_watch_take(w); a; a = next) {
		next = a->next;
		free(a->path);
		free(a);
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

void
nr_watch_push(struct nr_watch *w, const char *path, int wd, bool blind)
{
	struct nr_watch_added *a = nr_calloc(1, sizeof(*a));

	a->wd = wd;
	a->blind = blind;
	a->path = nr_strdup(path);
	a->next = atomic_load(&w->added);
	while (!atomic_compare_exchange_weak(&w->added, &a->next, a))
		;
}

struct nr_watch_added *
nr_watch_take(struct nr_watch *w)
{
	struct nr_watch_added *a = atomic_exchange(&w->added, NULL);
	struct nr_watch_added *first = NULL;

	while (a) {
		struct nr_watch_added *next = a->next;

		a->next = first;
		first = a;
		a = next;
	}
	return first;
}
