/* Watcher for systems without inotify: it gets no events, so every folder is blind and
 * scanned periodically. */
#include "config.h"

#include "load/watcher.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "newsreader/mem.h"

struct poll_watch {
	struct nr_watch base;
	const char *why;
};

static void
poll_free(struct nr_watch *w)
{
	free(w);
}

static int
poll_fd(const struct nr_watch *w)
{
	(void)w;
	return -1;
}

/* The scan adds a root that is a folder, but not the folder of a root that is a file. */
static void
poll_root(struct nr_watch *w, const char *path)
{
	struct stat st;

	if (stat(path, &st) < 0 || !S_ISDIR(st.st_mode))
		nr_changes_add_all(&w->blind);
}

static bool
poll_file(struct nr_watch *w, const char *path)
{
	(void)w;
	(void)path;
	return false;
}

static void
poll_folder(struct nr_watch *w, const char *path)
{
	nr_watch_push(w, path, -1, true);
}

static void
poll_read(struct nr_watch *w, struct nr_changes *out)
{
	struct nr_mail *next;

	(void)out;
	for (struct nr_mail *mail = nr_mailbox_take(&w->added); mail; mail = next) {
		struct nr_watch_added *a = (struct nr_watch_added *)mail;

		next = mail->next;
		nr_changes_add(&w->blind, a->path);
		free(a->path);
		free(a);
	}
}

static const char *
poll_unwatched(const struct nr_watch *w)
{
	return ((const struct poll_watch *)w)->why;
}

struct nr_watch *
nr_watch_new_poll(const char *why)
{
	static const struct nr_watcher watcher = {
		.free = poll_free,
		.fd = poll_fd,
		.root = poll_root,
		.file = poll_file,
		.folder = poll_folder,
		.read = poll_read,
		.blind = poll_unwatched,
	};
	struct poll_watch *p = nr_calloc(1, sizeof(*p));

	p->base.by = &watcher;
	p->why = why;
	return &p->base;
}
