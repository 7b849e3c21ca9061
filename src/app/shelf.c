#include "config.h"

#include "app/shelf.h"

static bool
is_current(const struct app_article *a, struct nr_store *store)
{
	struct nr_fs_stamp stamp = app_article_stamp(a->row.path);

	return a->edition == nr_store_edition(store)
		&& a->row.marks == nr_store_marks(store, a->row.id)
		&& app_article_same_stamp(&stamp, &a->stamp);
}

/* Its place, or APP_SHELF. What is not current is thrown away. */
static size_t
find(struct app_shelf *shelf, struct nr_store *store, int64_t id)
{
	for (size_t i = 0; i < APP_SHELF; i++) {
		if (shelf->v[i].row.id != id)
			continue;
		if (is_current(&shelf->v[i], store))
			return i;
		app_article_release(&shelf->v[i]);
		break;
	}
	return APP_SHELF;
}

struct app_article *
app_shelf_find(struct app_shelf *shelf, struct nr_store *store, int64_t id)
{
	size_t at = find(shelf, store, id);

	if (at == APP_SHELF)
		return NULL;
	shelf->used[at] = ++shelf->clock;
	return &shelf->v[at];
}

bool
app_shelf_take(struct app_shelf *shelf, struct nr_store *store, int64_t id,
	struct app_article *out)
{
	size_t at = find(shelf, store, id);

	if (at == APP_SHELF)
		return false;
	*out = shelf->v[at];
	shelf->v[at] = (struct app_article){ .file = NULL };
	shelf->used[at] = 0;
	return true;
}

struct app_article *
app_shelf_put(struct app_shelf *shelf, struct app_article *a)
{
	size_t at = 0;

	for (size_t i = 0; i < APP_SHELF; i++)
		if (shelf->used[i] < shelf->used[at])
			at = i;
	for (size_t i = 0; i < APP_SHELF; i++)
		if (shelf->v[i].row.id == a->row.id)
			at = i;
	if (!a->row.id || a->problem || a->changes || a->reading) {
		app_article_release(a);
		return NULL;
	}
	app_article_release(&shelf->v[at]);
	shelf->v[at] = *a;
	shelf->used[at] = ++shelf->clock;
	*a = (struct app_article){ .file = NULL };
	return &shelf->v[at];
}

void
app_shelf_release(struct app_shelf *shelf)
{
	for (size_t i = 0; i < APP_SHELF; i++)
		app_article_release(&shelf->v[i]);
}
