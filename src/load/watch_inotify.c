/* Watcher that uses Linux's inotify(7). */
#include "config.h"

#include "load/watcher.h"

#ifdef HAVE_SYS_INOTIFY_H

#include <errno.h>
#include <limits.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "newsreader/fs.h"
#include "newsreader/load.h"
#include "newsreader/mem.h"

enum {
	MASK = IN_CREATE | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE | IN_CLOSE_WRITE
		| IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR | IN_MASK_ADD,
	/* IN_MODIFY, too, because SQLite does not close its files after writing. */
	FILE_MASK = MASK | IN_MODIFY,
	SELF = IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT,
	NAMES = IN_CREATE | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE,
	ORPHANS_MAX = 1024,
	READ_BYTES = 32 << 10,
	READS_MAX = 32	/* in one call, so that many events do not block the owner */
};

enum kind {
	FOLDER,		/* articles in the folder */
	ROOT_NAME,	/* name of a root in its parent folder */
	FILE_NAME	/* file of nr_watch_file */
};

struct entry {
	int wd;
	enum kind kind;
	char *path;	/* of the folder */
	char *name;	/* name in the folder; NULL for FOLDER */
};

struct inotify {
	struct nr_watch base;
	int fd;
	struct entry *v;	/* sorted by wd; a folder may have several paths */
	size_t n, cap;
	/* watch descriptors with events before they were added */
	int orphans[ORPHANS_MAX];
	size_t n_orphans;
	char **roots;
	size_t n_roots, cap_roots;
	char data[READ_BYTES];		/* read buffer */
	_Atomic(int) refused;	/* errno that makes folders blind; 0: they are remote */
};

static void
release_entry(struct entry *e)
{
	free(e->path);
	free(e->name);
}

static int
inotify_fd(const struct nr_watch *w)
{
	return ((const struct inotify *)w)->fd;
}

/* ---- adding ---- */

/* False for a path that is gone or unreadable: the scan reports it. */
static bool
is_refusal(int errnum)
{
	return errnum == ENOSPC || errnum == ENOMEM;
}

/* The watch is active at once, so that no event is missed between it and the listing that
 * follows; the owner picks it up at the next nr_watch_read. */
static void
inotify_folder(struct nr_watch *watch, const char *path)
{
	struct inotify *w = (struct inotify *)watch;
	int wd = inotify_add_watch(w->fd, path, MASK);
	bool refused = wd < 0 && is_refusal(errno);

	if (wd < 0 && !refused)
		return;
	if (refused)
		atomic_store(&w->refused, errno);
	nr_watch_push(watch, path, wd, refused || nr_fs_is_remote(path));
}

static int
compare_entries(const struct entry *a, const struct entry *b)
{
	int diff = (a->wd > b->wd) - (a->wd < b->wd);

	if (diff == 0)
		diff = (int)a->kind - (int)b->kind;
	if (diff == 0)
		diff = strcmp(a->path, b->path);
	if (diff == 0 && a->name)
		diff = strcmp(a->name, b->name);
	return diff;
}

/* Index of the entry, or where to insert it. */
static size_t
position(const struct inotify *w, const struct entry *e)
{
	size_t from = 0, to = w->n;

	while (from < to) {
		size_t mid = from + (to - from) / 2;

		if (compare_entries(&w->v[mid], e) < 0)
			from = mid + 1;
		else
			to = mid;
	}
	return from;
}

/* Index of the first entry of a watch. */
static size_t
find_wd(const struct inotify *w, int wd)
{
	return position(w, &(struct entry){ .wd = wd, .kind = FOLDER, .path = (char[]){ "" } });
}

/* Takes over the entry's strings. */
static void
insert(struct inotify *w, struct entry *e)
{
	size_t at = position(w, e);

	if (at < w->n && compare_entries(&w->v[at], e) == 0) {
		release_entry(e);
		return;
	}
	w->v = nr_grow(w->v, &w->cap, w->n + 1, sizeof(*w->v));
	memmove(w->v + at + 1, w->v + at, (w->n - at) * sizeof(*w->v));
	w->v[at] = *e;
	w->n++;
}

static bool
drop_orphan(struct inotify *w, int wd)
{
	for (size_t i = 0; i < w->n_orphans; i++) {
		if (w->orphans[i] == wd) {
			w->orphans[i] = w->orphans[--w->n_orphans];
			return true;
		}
	}
	return false;
}

static void
take_added(struct inotify *w, struct nr_changes *out)
{
	struct nr_mail *next;

	for (struct nr_mail *mail = nr_mailbox_take(&w->base.added); mail; mail = next) {
		struct nr_watch_added *n = (struct nr_watch_added *)mail;
		struct entry e = { .wd = n->wd, .kind = FOLDER, .path = n->path };

		next = mail->next;
		if (n->blind)
			nr_changes_add(&w->base.blind, n->path);
		if (n->wd >= 0 && drop_orphan(w, n->wd))
			nr_changes_add(out, n->path);
		if (n->wd >= 0)
			insert(w, &e);
		else
			release_entry(&e);
		free(n);
	}
}

/* Watch a name in its folder. False if changes cannot be reported. */
static bool
watch_name(struct inotify *w, const char *path, enum kind kind, uint32_t mask)
{
	const char *name = nr_fs_basename(path);
	size_t n = (size_t)(name - path);
	struct entry e = { .kind = kind };
	bool seen;

	while (n > 1 && path[n - 1] == '/')
		n--;
	e.path = nr_strndup(path, n);
	e.name = nr_strdup(name);
	e.wd = inotify_add_watch(w->fd, e.path, mask);
	if (e.wd < 0 && is_refusal(errno) && kind == ROOT_NAME) {
		atomic_store(&w->refused, errno);
		nr_changes_add_all(&w->base.blind);
	}
	seen = e.wd >= 0 && !nr_fs_is_remote(e.path);
	if (e.wd >= 0)
		insert(w, &e);
	else
		release_entry(&e);
	return seen;
}

static void
inotify_root(struct nr_watch *watch, const char *path)
{
	struct inotify *w = (struct inotify *)watch;

	w->roots = nr_grow(w->roots, &w->cap_roots, w->n_roots + 1, sizeof(*w->roots));
	w->roots[w->n_roots++] = nr_strdup(path);
	if (!nr_fs_is_folder(path))
		watch_name(w, path, ROOT_NAME, MASK);
}

static bool
inotify_file(struct nr_watch *w, const char *path)
{
	return watch_name((struct inotify *)w, path, FILE_NAME, FILE_MASK);
}

/* ---- reading ---- */

static bool
is_root(const struct inotify *w, const char *path)
{
	for (size_t i = 0; i < w->n_roots; i++)
		if (strcmp(w->roots[i], path) == 0)
			return true;
	return false;
}

/* True if the event may concern an article: of other names only those that may be a
 * folder, or a link to one, that appears or disappears. */
static bool
matters(const struct inotify_event *ev)
{
	const char *name = ev->len ? ev->name : "";

	if (*name == '.')
		return false;
	if (!*name || nr_load_is_article_name(name))
		return (ev->mask & (MASK & ~(uint32_t)IN_MASK_ADD)) != 0;
	return (ev->mask & NAMES) != 0 || (ev->mask & (IN_ISDIR | IN_ATTRIB))
		== (IN_ISDIR | IN_ATTRIB);
}

static void
note_folder(struct inotify *w, const char *path, const struct inotify_event *ev,
	struct nr_changes *out)
{
	/* A moved folder contains subfolders whose paths may have belonged to other
	 * folders. */
	if ((ev->mask & (IN_MOVED_TO | IN_ISDIR)) == (IN_MOVED_TO | IN_ISDIR) && matters(ev))
		nr_changes_add_all(out);
	if (!(ev->mask & SELF)) {
		if (matters(ev))
			nr_changes_add(out, path);
		return;
	}
	nr_changes_add(out, path);
	if (!is_root(w, path))
		return;
	/* Not earlier, because the parent folder of a root may have many events. */
	watch_name(w, path, ROOT_NAME, MASK);
	nr_changes_add_all(out);
}

static void
note(struct inotify *w, const struct entry *e, const struct inotify_event *ev,
	struct nr_changes *out)
{
	const char *name = ev->len ? ev->name : "";

	switch (e->kind) {
	case FOLDER:
		note_folder(w, e->path, ev, out);
		break;
	case ROOT_NAME:
		if (strcmp(name, e->name) == 0 && (ev->mask & (NAMES | IN_CLOSE_WRITE
			| IN_ATTRIB)))
			nr_changes_add_all(out);
		break;
	case FILE_NAME:
		if (ev->mask & SELF || strncmp(name, e->name, strlen(e->name)) == 0)
			out->file = true;
		break;
	}
}

static void
add_orphan(struct inotify *w, int wd, struct nr_changes *out)
{
	drop_orphan(w, wd);
	if (w->n_orphans == ORPHANS_MAX) {
		w->n_orphans = 0;
		nr_changes_add_all(out);
	}
	w->orphans[w->n_orphans++] = wd;
}

/* Drop the paths of a watch; with `moved` only those that are gone: the folder has a new
 * path, which a scan may have added already. */
static void
drop_paths(struct inotify *w, int wd, bool moved)
{
	size_t from = find_wd(w, wd), to = from;

	for (; from < w->n && w->v[from].wd == wd; from++) {
		if (!moved || (w->v[from].kind == FOLDER && access(w->v[from].path, F_OK) < 0))
			release_entry(&w->v[from]);
		else
			w->v[to++] = w->v[from];
	}
	memmove(w->v + to, w->v + from, (w->n - from) * sizeof(*w->v));
	w->n -= from - to;
}

static void
take_event(struct inotify *w, const struct inotify_event *ev, struct nr_changes *out)
{
	size_t at = find_wd(w, ev->wd);

	if (ev->mask & IN_Q_OVERFLOW) {
		nr_changes_add_all(out);
		out->file = true;
		return;
	}
	if ((at == w->n || w->v[at].wd != ev->wd) && !(ev->mask & IN_IGNORED))
		add_orphan(w, ev->wd, out);
	/* note() may insert an entry for the parent folder. */
	for (size_t i = 0; at + i < w->n && w->v[at + i].wd == ev->wd; i++) {
		struct entry e = w->v[at + i];

		note(w, &e, ev, out);
		at = find_wd(w, ev->wd);
	}
	if (ev->mask & (IN_IGNORED | IN_MOVE_SELF))
		drop_paths(w, ev->wd, !(ev->mask & IN_IGNORED));
}

static void
take_events(struct inotify *w, const char *data, size_t n, struct nr_changes *out)
{
	size_t at = 0;

	while (at + sizeof(struct inotify_event) <= n) {
		union {
			struct inotify_event ev;
			char bytes[sizeof(struct inotify_event) + NAME_MAX + 1];
		} u;
		size_t len;

		memcpy(&u.ev, data + at, sizeof(u.ev));
		len = sizeof(u.ev) + u.ev.len;
		if (len > sizeof(u) || len > n - at)
			return;
		memcpy(u.bytes, data + at, len);
		take_event(w, &u.ev, out);
		at += len;
	}
}

static void
inotify_read(struct nr_watch *watch, struct nr_changes *out)
{
	struct inotify *w = (struct inotify *)watch;
	ssize_t n;

	take_added(w, out);
	for (int i = 0; i < READS_MAX; i++) {
		n = read(w->fd, w->data, READ_BYTES);
		if (n <= 0)
			break;
		take_added(w, out);
		take_events(w, w->data, (size_t)n, out);
	}
}

static const char *
inotify_unwatched(const struct nr_watch *w)
{
	switch (atomic_load(&((const struct inotify *)w)->refused)) {
	case 0:
		return "other systems may write to them";
	case ENOSPC:
		return "the limit fs.inotify.max_user_watches is reached";
	default:
		return "there is no memory for watches";
	}
}

/* ---- creation and release ---- */

static void
inotify_free(struct nr_watch *watch)
{
	struct inotify *w = (struct inotify *)watch;

	for (size_t i = 0; i < w->n; i++)
		release_entry(&w->v[i]);
	for (size_t i = 0; i < w->n_roots; i++)
		free(w->roots[i]);
	free(w->v);
	free(w->roots);
	close(w->fd);
	free(w);
}

struct nr_watch *
nr_watch_new_inotify(const char **why)
{
	static const struct nr_watcher watcher = {
		.free = inotify_free,
		.fd = inotify_fd,
		.root = inotify_root,
		.file = inotify_file,
		.folder = inotify_folder,
		.read = inotify_read,
		.blind = inotify_unwatched,
	};
	int fd = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
	struct inotify *w;

	if (fd < 0) {
		*why = errno == EMFILE ? "the limit fs.inotify.max_user_instances is reached"
			: "this system has no inotify";
		return NULL;
	}
	w = nr_calloc(1, sizeof(*w));
	w->base.by = &watcher;
	w->fd = fd;
	return &w->base;
}

#else

typedef int nr_watch_inotify_is_missing;	/* ISO C requires a declaration */

#endif
