/* The rows of the list: the cursor, the part in view, and fresh articles. */
#include "config.h"

#include "app/list.h"

#include <stdlib.h>

void
app_list_release(struct app_list *l)
{
	nr_ids_release(&l->ids);
	nr_ids_release(&l->fresh);
	nr_ids_release(&l->picked);
	nr_ids_release(&l->matches.positions);
	free(l->matches.text);
}

/* ---- rows ---- */

size_t
app_list_length(const struct app_list *l)
{
	return l->ids.n;
}

struct app_row
app_list_row(const struct app_list *l, size_t position)
{
	if (position >= l->ids.n)
		return (struct app_row){ APP_ROW_NONE, 0 };
	return (struct app_row){ APP_ROW_ARTICLE, l->ids.v[position] };
}

size_t
app_list_articles(const struct app_list *l, size_t from, size_t n, const int64_t **ids)
{
	size_t left = from < l->ids.n ? l->ids.n - from : 0;

	*ids = left ? l->ids.v + from : NULL;
	return n < left ? n : left;
}

bool
app_list_position(const struct app_list *l, int64_t id, size_t *position)
{
	return nr_ids_find(&l->ids, id, position);
}

/* ---- fresh articles ---- */

bool
app_list_is_fresh(const struct app_list *l, const struct nr_row *row)
{
	return !(row->marks & NR_MARK_READ)
		&& nr_ids_has(&l->fresh, row->id);
}

void
app_list_add_fresh(struct app_list *l, const struct nr_ids *ids)
{
	nr_ids_append(&l->fresh, ids->v, ids->n);
	nr_ids_sort(&l->fresh);
}

static void
drop_fresh(struct app_list *l, int64_t id)
{
	const struct nr_ids one = { &id, 1, 1 };

	nr_ids_subtract(&l->fresh, &one);
}

/* ---- the selection ---- */

bool
app_list_is_picked(const struct app_list *l, int64_t id)
{
	return nr_ids_has(&l->picked, id);
}

static void
pick(struct app_list *l, size_t from, size_t n)
{
	const int64_t *ids;

	n = app_list_articles(l, from, n, &ids);
	nr_ids_append(&l->picked, ids, n);
	nr_ids_sort(&l->picked);
}

void
app_list_pick(struct app_list *l, size_t from, size_t n)
{
	struct nr_ids some = NR_IDS_INIT;
	const int64_t *ids;

	n = app_list_articles(l, from, n, &ids);
	if (!n)
		return;
	l->picked_last = 0;
	if (!app_list_is_picked(l, ids[0])) {
		l->picked_last = ids[n - 1];
		pick(l, from, n);
		return;
	}
	nr_ids_append(&some, ids, n);
	nr_ids_sort(&some);
	nr_ids_subtract(&l->picked, &some);
	nr_ids_release(&some);
}

bool
app_list_pick_range(struct app_list *l, size_t to)
{
	size_t from = to;
	bool begun = l->picked_last && nr_ids_find(&l->ids, l->picked_last, &from);

	if (from <= to)
		pick(l, from, to - from + 1);
	else
		pick(l, to, from - to + 1);
	l->picked_last = app_list_row(l, to).id;
	return begun;
}

void
app_list_pick_these(struct app_list *l, const struct nr_ids *positions)
{
	for (size_t i = 0; i < positions->n; i++)
		nr_ids_add(&l->picked, app_list_row(l, (size_t)positions->v[i]).id);
	nr_ids_sort(&l->picked);
}

void
app_list_picked(const struct app_list *l, struct nr_ids *out)
{
	for (size_t i = 0; i < l->ids.n; i++)
		if (app_list_is_picked(l, l->ids.v[i]))
			nr_ids_add(out, l->ids.v[i]);
}

bool
app_list_unpick(struct app_list *l)
{
	bool any = l->picked.n > 0;

	nr_ids_release(&l->picked);
	l->picked_last = 0;
	return any;
}

/* Drop what is no longer in the list. */
static void
keep_picked(struct app_list *l)
{
	struct nr_ids kept = NR_IDS_INIT;

	if (!l->picked.n)
		return;
	app_list_picked(l, &kept);
	nr_ids_sort(&kept);
	nr_ids_release(&l->picked);
	nr_ids_move(&kept, &l->picked);
}

/* ---- the cursor ---- */

int64_t
app_list_selected(const struct app_list *l)
{
	return app_list_row(l, l->scroll.cursor).id;
}

void
app_list_select(struct app_list *l, size_t position)
{
	if (position >= l->ids.n)
		position = l->ids.n ? l->ids.n - 1 : 0;
	/* If an update moved the cursor to an article, the user has seen that one by
	 * now. */
	drop_fresh(l, app_list_selected(l));
	l->placed |= position != l->scroll.cursor;
	l->scroll.cursor = position;
	l->lost = 0;
	drop_fresh(l, app_list_selected(l));
}

void
app_list_want(struct app_list *l, int64_t id)
{
	l->moved = true;
	l->lost = id;
}

size_t
app_list_reach(const struct app_list *l, long by)
{
	struct app_scroll to = l->scroll;

	app_scroll_move(&to, l->ids.n, by);
	return to.cursor;
}

long
app_list_distance(const struct app_list *l, int64_t shown, long by)
{
	if (!l->ids.n || !l->lost || l->lost != shown || l->lost_after != (by < 0))
		return by;
	return by < 0 ? by + 1 : by - 1;
}

/* The position in the new list of the first article after the cursor that is still in
 * the list, else of the nearest before it, else 0; *back is true in the second case. */
static size_t
find_neighbour(const struct nr_ids *old, size_t cursor, const struct nr_ids *new, bool *back)
{
	struct nr_ids sorted = NR_IDS_INIT;
	size_t at = 0, i = cursor + 1;

	nr_ids_append(&sorted, new->v, new->n);
	nr_ids_sort(&sorted);
	while (i < old->n && !nr_ids_has(&sorted, old->v[i]))
		i++;
	*back = i >= old->n;
	if (*back)
		for (i = cursor - 1; i < old->n; i--)
			if (nr_ids_has(&sorted, old->v[i]))
				break;
	*back = i < old->n && nr_ids_find(new, old->v[i], &at) && *back;
	nr_ids_release(&sorted);
	return at;
}

/* The cursor's position in the new list. */
static size_t
keep_place(struct app_list *l, const struct nr_ids *new)
{
	int64_t selected = app_list_selected(l);
	size_t at = 0;

	if (l->lost && nr_ids_find(new, l->lost, &at)) {
		l->lost = 0;
	} else if (selected && !nr_ids_find(new, selected, &at)) {
		if (!l->lost)
			l->lost = selected;
		at = find_neighbour(&l->ids, l->scroll.cursor, new, &l->lost_after);
	}
	return at;
}

void
app_list_replace(struct app_list *l, struct nr_ids *ids)
{
	if (l->moved || l->placed)
		app_scroll_hold(&l->scroll, keep_place(l, ids));
	else
		l->scroll.cursor = 0;
	nr_ids_release(&l->ids);
	nr_ids_move(ids, &l->ids);
	l->version++;
	keep_picked(l);
}

void
app_list_reorder(struct app_list *l, struct nr_ids *ids)
{
	app_list_replace(l, ids);
	if (!l->placed)
		l->scroll = (struct app_scroll){ .cursor = 0 };
}

void
app_list_return(struct app_list *l, int64_t id, size_t row)
{
	l->placed = true;
	l->lost = id;
	/* app_scroll_hold keeps the cursor's row. */
	l->scroll = (struct app_scroll){ .cursor = row };
}

void
app_list_fit(struct app_list *l, int rows)
{
	app_scroll_clamp(&l->scroll, l->ids.n, rows);
}
