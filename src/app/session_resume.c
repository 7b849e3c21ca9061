/* Begins a session where the last run over the same roots ended, and leaves to the next one
 * where this one ends. */
#include "config.h"

#include "app/session.h"

#include <inttypes.h>
#include <stdio.h>

#include "newsreader/date.h"

enum { NEIGHBOURS = 2000 };	/* rows looked at for one that will be listed again */

/* Read a setting of these roots, and make its name; false if nothing is kept of them. */
static bool
read_setting(struct app_session *s, const char *kind, char name[64], struct nr_buf *out)
{
	if (s->roots->in_memory)
		return false;
	snprintf(name, 64, "%s.%016" PRIx64, kind, (uint64_t)app_roots_id(s->roots));
	nr_store_setting(s->store, name, out);
	return true;
}

static bool
read_resume(struct app_session *s, char name[64], struct nr_buf *out)
{
	return nr_options_bool(s->options, NR_OPT_REMEMBER)
		&& read_setting(s, "resume", name, out);
}

void
app_session_resume(struct app_session *s)
{
	struct app_resume *r = &s->resume;
	struct nr_buf text = NR_BUF_INIT;
	char name[64];

	*r = (struct app_resume){ .filter = s->filter,
		.layout = nr_options_enum(s->options, NR_OPT_LAYOUT) };
	read_resume(s, name, &text);
	app_resume_read(r, nr_buf_str(&text), s->given, s->options);
	nr_buf_clear(&text);
	read_setting(s, "visit", name, &text);
	app_visit_read(&s->visit, nr_buf_str(&text), nr_date_now());
	nr_buf_release(&text);
	s->filter = r->filter;
	r->filter = (struct nr_filter)NR_FILTER_INIT;
	if (r->place.article)
		app_list_return(&s->list, r->place.article, r->place.row);
}

/* ---- visits ---- */

void
app_session_touch(struct app_session *s)
{
	app_visit_touch(&s->visit, nr_date_now());
}

bool
app_session_is_new(const struct app_session *s, const struct nr_date *date)
{
	return date->kind != NR_DATE_NONE && date->seconds > s->visit.since;
}

/* ---- the end ---- */

/* The position of the article at the cursor or its nearest neighbour that will be listed
 * again: of a list of unread articles those are left out that have been read. */
static bool
find_row(struct app_session *s, size_t *position)
{
	const struct app_list *l = &s->list;
	const int64_t *ids;
	size_t at = l->scroll.cursor, n = app_list_articles(l, 0, SIZE_MAX, &ids);
	size_t last = at + NEIGHBOURS < n ? at + NEIGHBOURS : n;
	size_t first = at > NEIGHBOURS ? at - NEIGHBOURS : 0;

	for (size_t i = at; i < last; i++) {
		*position = i;
		if (nr_is_shown(s->filter.show, nr_store_marks(s->store, ids[i])))
			return true;
	}
	for (size_t i = at < n ? at : n; i > first; i--) {
		*position = i - 1;
		if (nr_is_shown(s->filter.show, nr_store_marks(s->store, ids[i - 1])))
			return true;
	}
	return false;
}

static struct app_place
find_place(struct app_session *s)
{
	const struct app_list *l = &s->list;
	struct app_place p = { .article = 0 };
	struct nr_ids above = NR_IDS_INIT;
	size_t at;
	bool found;

	/* It has not come yet, and the user has not moved. */
	if (l->lost && l->lost == s->resume.place.article)
		return s->resume.place;
	/* Who is at the top comes back to what is new there. */
	if (!l->ids.n || l->before + l->scroll.cursor == 0)
		return p;
	nr_store_begin_read(s->store);
	found = find_row(s, &at);
	nr_store_end_read(s->store);
	if (!found)
		return p;
	above = (struct nr_ids){ l->ids.v, at, 0 };
	p.article = l->ids.v[at];
	p.position = l->before + (s->filter.show == NR_SHOW_UNREAD
		? nr_store_count_unread(s->store, &above) : at);
	p.row = l->scroll.cursor > l->scroll.top ? l->scroll.cursor - l->scroll.top : 0;
	nr_store_rank(s->store, &s->filter, p.article, &p.rank);
	return p;
}

static void
leave_visit(struct app_session *s)
{
	struct nr_buf before = NR_BUF_INIT, text = NR_BUF_INIT;
	char name[64];

	if (read_setting(s, "visit", name, &before)) {
		app_visit_write(&s->visit, nr_buf_str(&before), nr_date_now(), &text);
		if (text.len)
			nr_store_set_setting(s->store, name, nr_buf_str(&text));
	}
	nr_buf_release(&before);
	nr_buf_release(&text);
}

/* The next run has no search: the place is that in the list without one. */
static void
show_all_matches(struct app_session *s)
{
	struct nr_filter f = s->filter;

	if (!f.text)
		return;
	f.text = NULL;
	app_session_set_filter(s, &f);
}

void
app_session_leave(struct app_session *s, const struct nr_options *configured)
{
	struct nr_buf before = NR_BUF_INIT, text = NR_BUF_INIT;
	char name[64];

	leave_visit(s);
	if (!read_resume(s, name, &before))
		return;
	show_all_matches(s);
	s->resume.place = find_place(s);
	s->resume.filter = s->filter;
	app_resume_write(&s->resume, nr_buf_str(&before), s->given, configured, &text);
	s->resume.filter = (struct nr_filter)NR_FILTER_INIT;
	nr_store_set_setting(s->store, name, nr_buf_str(&text));
	nr_buf_release(&before);
	nr_buf_release(&text);
}
