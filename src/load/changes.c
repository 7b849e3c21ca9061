/* Sets of changed folders. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "newsreader/mem.h"
#include "newsreader/watch.h"

static void
drop_folders(struct nr_changes *c)
{
	for (size_t i = 0; i < c->n; i++)
		free(c->folders[i]);
	NR_FREE(c->folders);
	c->n = c->cap = 0;
}

/* Index of the folder, or where to insert it. */
static size_t
position(const struct nr_changes *c, const char *folder)
{
	size_t from = 0, to = c->n;

	while (from < to) {
		size_t mid = from + (to - from) / 2;

		if (strcmp(c->folders[mid], folder) < 0)
			from = mid + 1;
		else
			to = mid;
	}
	return from;
}

void
nr_changes_add(struct nr_changes *c, const char *folder)
{
	size_t at = position(c, folder);

	if (c->all || (at < c->n && strcmp(c->folders[at], folder) == 0))
		return;
	if (c->n == NR_CHANGES_MAX) {
		nr_changes_add_all(c);
		return;
	}
	c->folders = nr_grow(c->folders, &c->cap, c->n + 1, sizeof(*c->folders));
	memmove(c->folders + at + 1, c->folders + at, (c->n - at) * sizeof(*c->folders));
	c->folders[at] = nr_strdup(folder);
	c->n++;
}

void
nr_changes_add_all(struct nr_changes *c)
{
	drop_folders(c);
	c->all = true;
}

void
nr_changes_move(struct nr_changes *to, struct nr_changes *from)
{
	to->file |= from->file;
	if (from->all)
		nr_changes_add_all(to);
	for (size_t i = 0; i < from->n; i++)
		nr_changes_add(to, from->folders[i]);
	nr_changes_release(from);
}

bool
nr_changes_any(const struct nr_changes *c)
{
	return c->all || c->file || c->n > 0;
}

void
nr_changes_release(struct nr_changes *c)
{
	drop_folders(c);
	*c = (struct nr_changes)NR_CHANGES_INIT;
}
