/* The list of a session: its query, its cursor and its counts. */
#include "config.h"

#include "app/session.h"

#include <stdlib.h>
#include <string.h>

#include "app/list_job.h"
#include "newsreader/clock.h"
#include "newsreader/mem.h"

enum {
	PREVIEW = 200,		/* number of rows: more than a screen has */
	REFRESH_SHARE = 8	/* reloading the list may take one part in this many of
				 * the time */
};

int64_t
app_session_selected(const struct app_session *s)
{
	return s->cursor < s->ids.n ? s->ids.v[s->cursor] : 0;
}

/* Show the article at the cursor. */
static void
show_selected(struct app_session *s)
{
	int64_t id = app_session_selected(s);

	if (!id || !app_session_show(s, id))
		app_session_show_nothing(s);
}

void
app_session_show_selected(struct app_session *s)
{
	if (app_session_selected(s) != s->article.row.id)
		show_selected(s);
}

/* ---- articles added by updates ---- */

bool
app_session_is_fresh(const struct app_session *s, const struct nr_row *row)
{
	return !(row->marks & NR_MARK_READ)
		&& app_list_find(s->fresh.v, s->fresh.n, row->id) != NULL;
}

void
app_session_add_fresh(struct app_session *s, const struct nr_ids *ids)
{
	size_t n = 0, i;

	if (ids->n == 0)
		return;
	s->fresh.v = nr_reallocarray(s->fresh.v, s->fresh.n + ids->n, sizeof(*ids->v));
	memcpy(s->fresh.v + s->fresh.n, ids->v, ids->n * sizeof(*ids->v));
	s->fresh.n += ids->n;
	app_list_sort(s->fresh.v, s->fresh.n);
	for (i = 0; i < s->fresh.n; i++)
		if (n == 0 || s->fresh.v[n - 1] != s->fresh.v[i])
			s->fresh.v[n++] = s->fresh.v[i];
	s->fresh.n = n;
}

static void
drop_fresh(struct app_session *s, int64_t id)
{
	int64_t *at = app_list_find(s->fresh.v, s->fresh.n, id);

	if (at) {
		s->fresh.n--;
		memmove(at, at + 1, (size_t)(s->fresh.v + s->fresh.n - at) * sizeof(*at));
	}
}

/* ---- the cursor ---- */

void
app_session_select(struct app_session *s, size_t position)
{
	if (position >= s->ids.n)
		position = s->ids.n ? s->ids.n - 1 : 0;
	/* If an update moved the cursor to an article, the user has seen that one by
	 * now. */
	drop_fresh(s, app_session_selected(s));
	s->cursor = position;
	s->lost = 0;
	drop_fresh(s, app_session_selected(s));
	app_session_show_selected(s);
}

static bool
find_id(const struct nr_ids *ids, int64_t id, size_t *at)
{
	size_t i;

	for (i = 0; i < ids->n; i++) {
		if (ids->v[i] == id) {
			*at = i;
			return true;
		}
	}
	return false;
}

bool
app_session_select_id(struct app_session *s, int64_t id)
{
	size_t at;

	if (!find_id(&s->ids, id, &at))
		return false;
	app_session_select(s, at);
	return true;
}

int64_t
app_session_find_missing(const struct app_session *s, const int64_t *ids, size_t n)
{
	size_t at;

	for (size_t i = 0; i < n; i++)
		if (!find_id(&s->ids, ids[i], &at))
			return ids[i];
	return 0;
}

/* Find the first of old[from], old[from + step], ... that is in `sorted`. */
static bool
find_kept(const struct nr_ids *old, size_t from, int step, const int64_t *sorted, size_t n,
	int64_t *id)
{
	for (size_t i = from; i < old->n; i += (size_t)step) {
		if (app_list_find(sorted, n, old->v[i])) {
			*id = old->v[i];
			return true;
		}
	}
	return false;
}

/* The cursor's position in the new list: the same article, else the first one after it
 * that is still in the list, else the nearest before it; *back is true in the last
 * case. */
static size_t
keep_place(const struct nr_ids *old, size_t cursor, const struct nr_ids *new, bool *back)
{
	int64_t *sorted, id;
	size_t at = 0;

	*back = false;
	if (cursor >= old->n || new->n == 0 || find_id(new, old->v[cursor], &at))
		return at;
	sorted = nr_reallocarray(NULL, new->n, sizeof(*sorted));
	memcpy(sorted, new->v, new->n * sizeof(*sorted));
	app_list_sort(sorted, new->n);
	if (find_kept(old, cursor + 1, 1, sorted, new->n, &id)) {
		find_id(new, id, &at);
	} else if (find_kept(old, cursor - 1, -1, sorted, new->n, &id)) {
		find_id(new, id, &at);
		*back = true;
	}
	free(sorted);
	return at;
}

/* Place the cursor in a new list. An article that left the list and came back, because
 * its folder was replaced or another filter was used, is selected again unless the user
 * has moved the cursor meanwhile. */
static void
place_cursor(struct app_session *s, const struct nr_ids *ids)
{
	int64_t before = app_session_selected(s), wanted = s->lost ? s->lost : before;
	size_t at;
	bool back;

	if (!s->moved) {
		s->cursor = 0;
	} else if (s->lost && find_id(ids, s->lost, &at)) {
		s->cursor = at;
		s->lost = 0;
	} else {
		s->cursor = keep_place(&s->ids, s->cursor, ids, &back);
		if (s->cursor >= ids->n || ids->v[s->cursor] != before) {
			s->lost = wanted;
			s->lost_after = back;
		}
	}
}

/* True if the list has all articles: its counts are then those of the totals. */
static bool
has_everything(const struct app_session *s)
{
	const struct nr_filter *f = &s->filter;

	return f->show == NR_SHOW_ALL && !f->n_topics && !f->provider
		&& (f->with_unpublished || s->totals.unpublished == 0);
}

static void
count_unread(struct app_session *s)
{
	bool all = has_everything(s);

	s->unread_counted = s->counted && (all || !s->previewed);
	if (s->unread_counted)
		s->unread = all ? s->totals.unread : nr_store_count_unread(s->store, &s->ids);
}

/* Install a new list and show the article at the cursor; but if an update had to move the
 * cursor, the article being read stays. */
static void
take_list(struct app_session *s, struct nr_ids *ids, bool update)
{
	int64_t shown = s->article.row.id;
	bool follows = !shown || shown == app_session_selected(s);
	bool stays = update && s->reading;

	place_cursor(s, ids);
	nr_ids_release(&s->ids);
	s->ids = *ids;
	s->listed = ids->n;
	s->previewed = false;
	s->list_version++;
	if (!shown || (follows && !stays && app_session_selected(s) != shown))
		show_selected(s);
	else
		app_session_reload_article(s);
	count_unread(s);
}

/* The listed articles that must stay although a mark excludes them: an article must not
 * vanish because the user has just opened it. The caller frees the result. */
static int64_t *
kept_ids(const struct app_session *s, size_t *n)
{
	int64_t *ids = nr_calloc(s->ids.n + 1, sizeof(*ids));

	*n = s->filter.show == NR_SHOW_ALL ? 0 : s->ids.n;
	if (*n)
		memcpy(ids, s->ids.v, *n * sizeof(*ids));
	return ids;
}

static int
read_totals(struct app_session *s, struct nr_error *err)
{
	if (nr_store_counted(s->store, &s->totals, err) < 0)
		return -1;
	s->counted = true;
	return 0;
}

int
app_session_count(struct app_session *s, struct nr_error *err)
{
	if (read_totals(s, err) < 0)
		return -1;
	count_unread(s);
	return 0;
}

void
app_session_add_totals(const struct app_session *s, struct nr_buf *out)
{
	const struct nr_totals *t = &s->totals;
	const struct {
		size_t n;
		const char *what;
	} parts[] = {
		{ t->unread, "unread" }, { t->updated, "updated" }, { t->starred, "starred" },
		{ t->hidden, "hidden" }, { t->unpublished, "unpublished" },
	};

	nr_buf_addf(out, "%zu article%s", t->articles, t->articles == 1 ? "" : "s");
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (parts[i].n)
			nr_buf_addf(out, ", %zu %s", parts[i].n, parts[i].what);
}

void
app_session_refresh(struct app_session *s)
{
	struct nr_error err = NR_ERROR_INIT;
	struct nr_ids ids = { NULL, 0 };
	struct nr_filter f = s->filter;
	int64_t *keep = kept_ids(s, &f.n_keep), selected = app_session_selected(s);

	s->list_wanted++;
	f.keep = app_list_sort(keep, f.n_keep);
	if (nr_store_list(s->store, &f, 0, &ids, &err) == 0
		&& read_totals(s, &err) == 0) {
		take_list(s, &ids, false);
		/* The user's change removed it. */
		if (app_session_selected(s) != selected)
			s->lost = 0;
	} else {
		app_session_fail(s, &err);
		nr_ids_release(&ids);
	}
	free(keep);
	s->keep_at = nr_clock_ms();
}

/* If a key reloaded the list meanwhile, that list has the newer filter, but the job may
 * have seen a newer index: query again. */
static void
end_listing(struct app_session *s, struct app_list_msg *msg)
{
	struct nr_error err = NR_ERROR_INIT;
	bool counts, lists;

	if (msg->error.code != NR_ERR_NONE) {
		app_session_fail(s, &msg->error);
		app_session_complete(s);
		return;
	}
	counts = nr_list_query_end(s->store, msg->look);
	lists = counts && msg->wanted == s->list_wanted;
	if (read_totals(s, &err) < 0)
		app_session_fail(s, &err);
	if (lists) {
		take_list(s, &msg->ids, true);
		msg->ids = (struct nr_ids){ NULL, 0 };
	} else {
		count_unread(s);
		app_session_update(s);
	}
	s->keep_at = nr_clock_ms();
}

static bool
take_list_msg(void *session, struct nr_msg *base)
{
	struct app_session *s = session;
	int64_t now = nr_clock_ms();

	if (base->job != s->listing)
		return false;
	s->listing = NULL;
	s->refresh_next = now + (now - s->refresh_began) * REFRESH_SHARE;
	end_listing(s, (struct app_list_msg *)base);
	return true;
}

void
app_session_update(struct app_session *s)
{
	struct app_list_task task = { .filter = &s->filter, .wanted = s->list_wanted };

	task.keep = kept_ids(s, &task.n_keep);
	task.look = nr_list_query_begin(s->store);
	s->refresh_began = nr_clock_ms();
	s->listing = app_list_start(s->jobs, &task, take_list_msg);
}

void
app_session_read_list(struct app_session *s)
{
	if (s->previewed)
		app_session_update(s);
	else
		app_session_refresh(s);
}

void
app_session_complete(struct app_session *s)
{
	if (s->previewed)
		app_session_refresh(s);
}

/* The length of an unfiltered list, from the totals. */
static size_t
expected(const struct app_session *s)
{
	return s->totals.articles - s->totals.hidden
		- (s->filter.with_unpublished ? 0 : s->totals.unpublished);
}

void
app_session_preview(struct app_session *s)
{
	const struct nr_filter *f = &s->filter;
	struct nr_error err = NR_ERROR_INIT;
	struct nr_ids ids = { NULL, 0 };

	if (f->show != NR_SHOW_ALL || f->n_topics || f->provider)
		return;
	/* If this fails, the full list query reports it. */
	if (nr_store_list(s->store, f, PREVIEW, &ids, &err) < 0)
		return;
	take_list(s, &ids, false);
	s->totals.articles = s->ids.n;
	if (nr_store_has_all_marks(s->store))
		s->counted = nr_store_totals(s->store, &s->totals, &err) == 0;
	if (s->counted)
		s->listed = expected(s);
	s->previewed = !s->counted || s->listed > s->ids.n;
	count_unread(s);
}

void
app_session_filter(struct app_session *s)
{
	struct nr_error err = NR_ERROR_INIT;
	struct nr_ids ids = { NULL, 0 };

	s->list_wanted++;
	if (nr_store_list(s->store, &s->filter, 0, &ids, &err) == 0)
		take_list(s, &ids, false);
	else
		app_session_fail(s, &err);
}

static bool
select_found(struct app_session *s, int64_t at)
{
	if (at < 0)
		return false;
	app_session_select(s, (size_t)at);
	return true;
}

/* True if the article shown has left the list and the cursor is on its neighbour in that
 * direction. */
static bool
is_at_neighbour(const struct app_session *s, bool backward)
{
	return s->ids.n && s->lost && s->lost == s->article.row.id
		&& s->lost_after == backward;
}

long
app_session_distance(const struct app_session *s, long by)
{
	if (!is_at_neighbour(s, by < 0))
		return by;
	return by < 0 ? by + 1 : by - 1;
}

bool
app_session_select_unread(struct app_session *s, int step)
{
	size_t from = s->cursor;

	if (is_at_neighbour(s, step < 0))
		from = (from + s->ids.n - (size_t)step) % s->ids.n;
	return select_found(s, nr_store_next_unread(s->store, &s->ids, from, step));
}

bool
app_session_search(struct app_session *s, const char *text, int step, bool inclusive)
{
	size_t from = s->cursor;

	if (s->ids.n == 0)
		return false;
	/* The search begins after its starting point: start one step back to include
	 * it. */
	if (inclusive)
		from = (from + s->ids.n - (size_t)step) % s->ids.n;
	return select_found(s, nr_store_search(s->store, &s->ids, from, step, text));
}
