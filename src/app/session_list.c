/* The list of a session: reads its rows, counts them, and shows the article selected. */
#include "config.h"

#include "app/session.h"

#include <stdlib.h>

#include "app/jobs.h"
#include "newsreader/clock.h"
#include "newsreader/mem.h"

enum {
	PREVIEW = 200,		/* number of rows: more than a screen has */
	REFRESH_SHARE = 8	/* reloading the list may take one part in this many of
				 * the time */
};

/* ---- the cursor ---- */

void
app_session_show_selected(struct app_session *s)
{
	int64_t id = app_list_selected(&s->list);

	if (id != s->shown.article.row.id && (!id || !app_session_show(s, id)))
		app_session_show_nothing(s);
}

void
app_session_select(struct app_session *s, size_t position)
{
	app_list_select(&s->list, position);
	app_session_show_selected(s);
}

bool
app_session_select_id(struct app_session *s, int64_t id)
{
	size_t at;

	if (!app_list_position(&s->list, id, &at))
		return false;
	app_session_select(s, at);
	return true;
}

/* ---- counts ---- */

/* True if the list has all articles, but for unpublished ones: its length, and mostly the
 * number of unread ones, are then those of the totals. */
static bool
is_whole(const struct nr_filter *f)
{
	return f->show == NR_SHOW_ALL && !f->n_topics && !f->provider && !f->text;
}

size_t
app_session_length(const struct app_session *s)
{
	const struct nr_totals *t = &s->list.totals;
	size_t hidden = t->hidden + (s->filter.with_unpublished ? 0 : t->unpublished);

	return s->list.previewed && s->list.counted ? t->articles - hidden : s->list.ids.n;
}

static void
count_unread(struct app_session *s)
{
	struct app_list *l = &s->list;
	bool all = is_whole(&s->filter)
		&& (s->filter.with_unpublished || l->totals.unpublished == 0);

	/* While a scan goes on the rows may be newer than the totals. */
	if (!l->previewed && l->ids.n + l->totals.hidden != l->totals.articles)
		all = false;
	l->unread_counted = l->counted && (all || !l->previewed);
	if (l->unread_counted)
		l->unread = all ? l->totals.unread : nr_store_count_unread(s->store, &l->ids);
}

static bool
read_totals(struct app_session *s)
{
	struct nr_error err = NR_ERROR_INIT;

	if (nr_store_counted(s->store, &s->list.totals, &err) < 0) {
		app_fail(&s->messages, &err);
		return false;
	}
	s->list.counted = true;
	return true;
}

void
app_session_count(struct app_session *s)
{
	if (read_totals(s))
		count_unread(s);
}

static struct nr_buf *
next(struct nr_buf *out)
{
	nr_buf_addz(out, ", ");
	return out;
}

void
app_session_add_totals(const struct app_session *s, struct nr_buf *out)
{
	const struct nr_totals *t = &s->list.totals;

	nr_buf_addf(out, APP_MSG_N(N_ARTICLES, t->articles), t->articles);
	if (t->unread)
		nr_buf_addf(next(out), APP_MSG(N_UNREAD), t->unread);
	if (t->updated)
		nr_buf_addf(next(out), APP_MSG(N_UPDATED), t->updated);
	if (t->starred)
		nr_buf_addf(next(out), APP_MSG(N_STARRED), t->starred);
	if (t->hidden)
		nr_buf_addf(next(out), APP_MSG(N_HIDDEN), t->hidden);
	if (t->unpublished)
		nr_buf_addf(next(out), APP_MSG(N_UNPUBLISHED), t->unpublished);
}

/* ---- reading the rows ---- */

typedef void put_rows(struct app_list *l, struct nr_ids *ids);

static void
replace(struct app_session *s, struct nr_ids *ids, put_rows *put)
{
	put(&s->list, ids);
	s->list.high_heat = nr_store_high_heat(s->store, &s->list.ids);
	s->list.previewed = false;
	s->list.before = 0;
	count_unread(s);
}

/* Replace the rows. The article shown is the one at the cursor, if it was before. */
static void
take_list(struct app_session *s, struct nr_ids *ids, put_rows *put)
{
	int64_t shown = s->shown.article.row.id;
	bool follows = !shown || shown == app_list_selected(&s->list);

	replace(s, ids, put);
	if (follows && app_list_selected(&s->list) != shown)
		app_session_show_selected(s);
	else
		app_session_reload_article(s);
}

/* The same after an update, which does not replace the article being read. */
static void
take_update(struct app_session *s, struct nr_ids *ids)
{
	if (!s->shown.reading || !s->shown.article.row.id) {
		take_list(s, ids, app_list_replace);
	} else {
		replace(s, ids, app_list_replace);
		app_session_reload_article(s);
	}
}

/* The filter of the list read again: the listed articles stay although a mark excludes
 * them, because an article must not vanish when the user has just opened it. The caller
 * releases it. */
static struct nr_filter
filter_again(const struct app_session *s)
{
	struct nr_filter f;

	nr_filter_copy(&f, &s->filter);
	if (f.show != NR_SHOW_ALL)
		nr_ids_append(&f.keep, s->list.ids.v, s->list.ids.n);
	return f;
}

void
app_session_refresh(struct app_session *s)
{
	struct nr_error err = NR_ERROR_INIT;
	struct nr_ids ids = NR_IDS_INIT;
	struct nr_filter f = filter_again(s);
	int64_t selected = app_list_selected(&s->list);

	s->list.outrun = true;
	if (nr_store_list(s->store, &f, &ids, &err) < 0) {
		app_fail(&s->messages, &err);
	} else if (read_totals(s)) {
		take_list(s, &ids, app_list_replace);
		/* The user's change removed it. */
		if (app_list_selected(&s->list) != selected)
			s->list.lost = 0;
	}
	nr_ids_release(&ids);
	nr_filter_release(&f);
	s->keep_at = nr_clock_ms();
}

/* If a key reloaded the list meanwhile, that list has the newer filter, but the job may
 * have seen a newer index: query again. */
static void
end_listing(struct app_session *s, struct app_list_msg *msg)
{
	if (msg->error.code != NR_ERR_NONE) {
		app_fail(&s->messages, &msg->error);
		app_session_complete(s);
		return;
	}
	if (!nr_list_query_end(s->store, msg->look))
		s->list.outrun = true;
	read_totals(s);
	if (!s->list.outrun) {
		take_update(s, &msg->ids);
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

	if (base->job != s->list.job)
		return false;
	s->list.job = NULL;
	s->list.next = now + (now - s->list.began) * REFRESH_SHARE;
	end_listing(s, (struct app_list_msg *)base);
	return true;
}

void
app_session_update(struct app_session *s)
{
	struct nr_filter f = filter_again(s);

	s->list.outrun = false;
	s->list.began = nr_clock_ms();
	s->list.job = app_list_start(s->jobs, &f, nr_list_query_begin(s->store), take_list_msg);
}

void
app_session_read_list(struct app_session *s)
{
	if (s->list.previewed)
		app_session_update(s);
	else
		app_session_refresh(s);
}

void
app_session_complete(struct app_session *s)
{
	if (s->list.previewed)
		app_session_refresh(s);
}

void
app_session_preview(struct app_session *s)
{
	struct app_list *l = &s->list;
	const struct app_place *place = &s->resume.place;
	struct nr_error err = NR_ERROR_INIT;
	struct nr_ids ids = NR_IDS_INIT;
	size_t at = 0;
	bool placed;

	/* If this fails, the full list query reports it. */
	if (nr_store_list_near(s->store, &s->filter, place->rank, PREVIEW, &ids, &err) < 0)
		return;
	placed = place->article && nr_ids_find(&ids, place->article, &at);
	if (place->rank && !placed) {
		nr_ids_release(&ids);
		nr_store_list_near(s->store, &s->filter, 0, PREVIEW, &ids, &err);
	}
	take_list(s, &ids, app_list_replace);
	l->totals.articles = l->ids.n;
	l->previewed = true;
	if (is_whole(&s->filter) && nr_store_has_all_marks(s->store))
		l->counted = nr_store_totals(s->store, &l->totals, &err) == 0;
	if (l->counted)
		l->previewed = app_session_length(s) > l->ids.n;
	if (l->previewed && placed && place->position > at)
		l->before = place->position - at;
	count_unread(s);
}

/* Take over a copy. A list that a job reads with the old one is not used. */
static void
use_filter(struct app_session *s, const struct nr_filter *filter)
{
	struct nr_filter old = s->filter;

	if (filter->topics != old.topics)
		NR_FREE(s->topic_hint);
	nr_filter_copy(&s->filter, filter);
	nr_filter_release(&old);
	s->list.outrun = true;
}

void
app_session_set_filter(struct app_session *s, const struct nr_filter *filter)
{
	struct nr_error err = NR_ERROR_INIT;
	struct nr_ids ids = NR_IDS_INIT;
	bool reordered = filter->order != s->filter.order
		|| filter->reverse != s->filter.reverse;

	use_filter(s, filter);
	if (nr_store_list(s->store, &s->filter, &ids, &err) == 0)
		take_list(s, &ids, reordered && !s->shown.reading ? app_list_reorder
			: app_list_replace);
	else
		app_fail(&s->messages, &err);
}

void
app_session_narrow(struct app_session *s, const char *text)
{
	struct nr_filter f = s->filter;
	struct nr_ids at = NR_IDS_INIT, ids = NR_IDS_INIT;

	nr_store_matches(s->store, &s->list.ids, text, &at);
	for (size_t i = 0; i < at.n; i++)
		nr_ids_add(&ids, s->list.ids.v[at.v[i]]);
	f.text = nr_strdup(text);
	use_filter(s, &f);
	free(f.text);
	take_list(s, &ids, app_list_replace);
	nr_ids_release(&at);
}

/* The position from which a search in that direction begins at the cursor: a search does
 * not look at the position it begins from. */
static size_t
before_cursor(const struct app_list *l, int step)
{
	return (l->scroll.cursor + l->ids.n - (size_t)step) % l->ids.n;
}

static bool
select_found(struct app_session *s, int64_t at)
{
	if (at < 0)
		return false;
	app_session_select(s, (size_t)at);
	return true;
}

/* The position after which the next unread article is looked for. */
static size_t
unread_from(const struct app_session *s, int step)
{
	const struct app_list *l = &s->list;

	return app_list_distance(l, s->shown.article.row.id, step) == 0
		? before_cursor(l, step) : l->scroll.cursor;
}

bool
app_session_select_unread(struct app_session *s, int step)
{
	return select_found(s, nr_store_next_unread(s->store, &s->list.ids,
		unread_from(s, step), step));
}

bool
app_session_search(struct app_session *s, const char *text, int step, bool inclusive)
{
	const struct app_list *l = &s->list;

	return l->ids.n && select_found(s, nr_store_search(s->store, &l->ids,
		inclusive ? before_cursor(l, step) : l->scroll.cursor, step, text));
}

/* The index of the first of these ascending positions after `from`, or before it. */
static size_t
next_of(const struct nr_ids *positions, size_t from, int step)
{
	size_t i = nr_ids_from(positions, (int64_t)from + (step > 0));

	if (step > 0)
		return i < positions->n ? i : 0;
	return i > 0 ? i - 1 : positions->n - 1;
}

bool
app_session_search_on(struct app_session *s, const char *text, int step, size_t times,
	int rows)
{
	struct app_list *l = &s->list;
	size_t from = l->scroll.cursor, i;
	struct nr_ids found = NR_IDS_INIT;
	bool any;

	if (text) {
		nr_store_matches(s->store, &l->ids, text, &found);
	} else {
		from = unread_from(s, step);
		nr_store_unread(s->store, &l->ids, &found);
	}
	any = found.n > 0;
	if (any) {
		i = next_of(&found, from, step);
		for (size_t left = (times - 1) % found.n; left; left--) {
			l->scroll.cursor = (size_t)found.v[i];
			app_list_fit(l, rows);
			i = (i + found.n + (size_t)step) % found.n;
		}
		app_session_select(s, (size_t)found.v[i]);
	}
	nr_ids_release(&found);
	return any;
}

void
app_session_pick_all(struct app_session *s, const char *text)
{
	struct nr_ids found = NR_IDS_INIT;

	if (!text) {
		app_list_unpick(&s->list);
		app_list_pick(&s->list, 0, SIZE_MAX);
		return;
	}
	nr_store_matches(s->store, &s->list.ids, text, &found);
	app_list_pick_these(&s->list, &found);
	nr_ids_release(&found);
}
