/* The full text of the article shown: requests, progress and reading positions. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/actions.h"
#include "app/article.h"
#include "app/online.h"
#include "app/session.h"
#include "newsreader/mem.h"

/* ---- reading positions ---- */

/* The reading positions of an article. From earlier runs the store has only the last
 * view. */
static struct app_article_position
kept(const struct app_session *s, int64_t id)
{
	struct app_article_position k = { .id = id };
	struct nr_position place;

	if (!id || app_positions_find(&s->shown.positions, id, &k)
		|| !nr_store_position(s->store, id, &place))
		return k;
	k.view = place.fulltext ? APP_TEXT_FULL : APP_TEXT_EXCERPT;
	k.spot[k.view] = (struct app_text_position){ place.block, place.offset,
		place.above };
	return k;
}

static void
keep(struct app_session *s, const struct app_article_position *k)
{
	const struct app_text_position *spot = &k->spot[k->view];
	struct nr_position place = { k->view == APP_TEXT_FULL, spot->block, spot->offset,
		spot->above };
	bool matters = k->view != APP_TEXT_EXCERPT || spot->block > 0;

	app_positions_set(&s->shown.positions, k);
	nr_store_set_position(s->store, k->id, matters ? &place : NULL);
}

struct app_text_position
app_session_position(const struct app_session *s)
{
	return s->shown.here.spot[app_session_shows_fulltext(s)];
}

void
app_session_keep_position(struct app_session *s, int64_t id, enum app_text view,
	const struct app_text_position *spot)
{
	struct app_article_position *here = &s->shown.here;
	struct app_article_position k = id == here->id ? *here : kept(s, id);

	if (memcmp(&k.spot[view], spot, sizeof(*spot)) == 0)
		return;
	k.spot[view] = *spot;
	if (id == here->id)
		*here = k;
	keep(s, &k);
}

static void
set_view(struct app_session *s, enum app_text view)
{
	s->shown.here.view = view;
	keep(s, &s->shown.here);
	app_session_find_page(s);
	s->shown.version++;
}

/* ---- the page ---- */

bool
app_session_shows_fulltext(const struct app_session *s)
{
	return s->shown.page.key != NULL;
}

void
app_session_find_page(struct app_session *s)
{
	struct app_shown *sh = &s->shown;
	struct nr_error err = NR_ERROR_INIT;
	int64_t id = sh->article.row.id;

	nr_saved_release(&sh->page);
	sh->here = kept(s, id);
	if (sh->here.view == APP_TEXT_FULL && nr_pages_get(s->pages, id, &sh->page, &err) < 0
		&& err.code != NR_ERR_NOT_FOUND)
		app_tell(&s->messages, APP_ERROR, err.text);
}

/* ---- notices ---- */

static void
add_received(struct nr_buf *out, size_t failed, uint64_t bytes)
{
	if (failed) {
		nr_buf_addz(out, ", ");
		nr_buf_addf(out, APP_MSG(N_FAILED), failed);
	}
	if (bytes) {
		nr_buf_addz(out, ", ");
		app_online_add_bytes(out, bytes);
	}
}

/* Append that one full text is being fetched, and if it is that of the article shown, from
 * which source. */
static void
add_one(const struct app_session *s, struct nr_buf *out)
{
	enum app_source_kind source = APP_SOURCES;
	struct nr_buf name = NR_BUF_INIT;

	app_fulltext_is_asked(s->full, s->shown.article.row.id, &source);
	if (source < APP_SOURCES) {
		app_fulltext_add_source(source, &name);
		nr_buf_addf(out, APP_MSG(FETCHING_FROM), nr_buf_str(&name));
	} else {
		nr_buf_addz(out, APP_MSG(FETCHING));
	}
	nr_buf_release(&name);
}

void
app_session_add_fetching(const struct app_session *s, struct nr_buf *out)
{
	struct app_fulltext_state state;

	app_fulltext_state(s->full, &state);
	if (state.total > 1)
		nr_buf_addf(out, APP_MSG(FETCHING_OF), state.done + state.failed, state.total);
	else
		add_one(s, out);
	add_received(out, state.failed, state.bytes);
}

static void
add_best(struct app_session *s, struct nr_buf *out)
{
	int64_t best = app_session_best(s);
	struct nr_error ignored = NR_ERROR_INIT;
	const struct nr_row *row = best ? nr_store_cached_row(s->store, best, &ignored) : NULL;
	struct nr_buf name = NR_BUF_INIT;

	if (!row)
		return;
	nr_buf_addf(&name, "%s%s%s", row->provider, *row->provider ? ", " : "", row->title);
	nr_buf_addch(out, '\n');
	nr_buf_addf(out, APP_MSG(BEST_RELATED),
		app_action_key(s->keymap, APP_ACTION_BEST).text, nr_buf_str(&name));
	nr_buf_release(&name);
}

/* Append notices while the full text is being fetched, or the reason why it is missing. */
static void
add_notes(struct app_session *s, const char *report, struct nr_buf *out)
{
	struct nr_buf b = NR_BUF_INIT;

	if (s->shown.here.view != APP_TEXT_FULL)
		return;
	if (app_fulltext_is_asked(s->full, s->shown.article.row.id, NULL)) {
		add_one(s, out);
	} else if (report && !app_session_shows_fulltext(s)) {
		app_fulltext_add_report(report, &b);
		nr_buf_addf(out, APP_MSG(NOT_AVAILABLE), nr_buf_str(&b));
		add_best(s, out);
	}
	nr_buf_release(&b);
}

void
app_session_doc(struct app_session *s, struct nr_doc *doc, struct nr_layout *layout)
{
	struct app_shown *sh = &s->shown;
	char *report = sh->here.view == APP_TEXT_FULL
		? nr_pages_report(s->pages, sh->article.row.id, NULL) : NULL;
	struct nr_error err = NR_ERROR_INIT;
	struct nr_buf notes = NR_BUF_INIT;
	struct app_key_name key = app_action_key(s->keymap, APP_ACTION_URLS);
	struct app_fulltext_text text = { .page = &sh->page, .urls_key = key.text };

	*doc = (struct nr_doc)NR_DOC_INIT;
	if (app_session_shows_answer(s)) {
		app_session_answer_doc(s, doc);
		free(report);
		return;
	}
	add_notes(s, report, &notes);
	text.notes = nr_buf_str(&notes);
	if (app_session_shows_fulltext(s)
		&& app_fulltext_doc(&sh->article, &text, doc, &err) < 0) {
		app_tell(&s->messages, APP_ERROR, err.text);
		nr_saved_release(&sh->page);
	}
	if (!app_session_shows_fulltext(s) && notes.len)
		app_article_doc(&sh->article, text.notes, key.text, doc);
	else if (!app_session_shows_fulltext(s))
		app_article_doc_take(&sh->article, key.text, doc, layout);
	nr_buf_release(&notes);
	free(report);
}

void
app_session_add_origin(const struct app_session *s, int64_t id, struct nr_buf *out)
{
	struct nr_error ignored = NR_ERROR_INIT;
	struct nr_saved page = { .key = NULL };
	char *report = nr_pages_report(s->pages, id, NULL);
	struct nr_buf b = NR_BUF_INIT;

	if (nr_pages_get(s->pages, id, &page, &ignored) == 0) {
		app_fulltext_add_origin(&page, report, nr_date_now(), out);
	} else if (report) {
		app_fulltext_add_report(report, &b);
		nr_buf_addf(out, APP_MSG(NONE_AVAILABLE), nr_buf_str(&b));
	}
	nr_buf_release(&b);
	nr_saved_release(&page);
	free(report);
}

/* ---- the best related article ---- */

/* The rank of a related article: a kept text comes first; -1 if its text could not be
 * fetched. */
static int64_t
worth(struct app_session *s, int64_t id, bool is_kept)
{
	struct nr_error ignored = NR_ERROR_INIT;
	const struct nr_row *row = nr_store_cached_row(s->store, id, &ignored);
	char *report = is_kept ? NULL : nr_pages_report(s->pages, id, NULL);
	int64_t heat = row && row->has_heat && row->heat > 0 ? row->heat : 0;
	bool out = !row || !*row->url || report;

	free(report);
	return out ? -1 : heat + (is_kept ? INT32_MAX : 0);
}

int64_t
app_session_best(struct app_session *s)
{
	const struct nr_edges *edges = &s->shown.article.edges;
	int64_t *ids = nr_calloc(edges->n + 1, sizeof(*ids));
	bool *is_kept = nr_calloc(edges->n + 1, sizeof(*is_kept));
	int64_t best = 0, most = -1;
	size_t i;

	for (i = 0; i < edges->n; i++)
		ids[i] = edges->v[i].id;
	nr_pages_which(s->pages, ids, edges->n, is_kept);
	for (i = 0; i < edges->n; i++) {
		int64_t w = worth(s, ids[i], is_kept[i]);

		if (w > most) {
			most = w;
			best = ids[i];
		}
	}
	free(ids);
	free(is_kept);
	return best;
}

/* ---- requests ---- */

static void
ask(struct app_session *s, enum app_fulltext_how how)
{
	const struct app_article *a = &s->shown.article;
	struct nr_error err = NR_ERROR_INIT;

	if (a->full && app_fulltext_ask(s->full, a->full, how, &err) == 0)
		return;
	if (a->full)
		app_tell(&s->messages, APP_WARNING, err.text);
	else if (a->reading)
		app_say(&s->messages, APP_INFO, APP_MSG(FILE_BEING_READ));
	else
		app_say(&s->messages, APP_WARNING, "%s", a->problem);
}

void
app_session_toggle_fulltext(struct app_session *s)
{
	if (app_session_drop_answer(s))
		return;
	if (app_session_shows_fulltext(s)) {
		set_view(s, APP_TEXT_EXCERPT);
		return;
	}
	set_view(s, APP_TEXT_FULL);
	if (app_fulltext_is_asked(s->full, s->shown.article.row.id, NULL))
		app_say(&s->messages, APP_INFO, APP_MSG(ALREADY_FETCHING),
			app_action_key(s->keymap, APP_ACTION_STOP).text);
	if (!app_session_shows_fulltext(s))
		ask(s, APP_FULLTEXT_WANT);
}

void
app_session_fetch(struct app_session *s, enum app_fulltext_how how)
{
	set_view(s, APP_TEXT_FULL);
	ask(s, app_session_shows_fulltext(s) ? how : APP_FULLTEXT_WANT);
}

void
app_session_fetch_list(struct app_session *s)
{
	struct nr_error err = NR_ERROR_INIT;
	const int64_t *ids;
	size_t n = app_list_articles(&s->list, 0, SIZE_MAX, &ids);

	if (n == 0)
		app_say(&s->messages, APP_INFO, APP_MSG(NO_ARTICLE));
	else if (app_fulltext_prefetch(s->full, ids, n, &err) < 0)
		app_tell(&s->messages, APP_WARNING, err.text);
	else
		s->ahead = true;
}

bool
app_session_stop_fetching(struct app_session *s)
{
	struct app_fulltext_state state;

	app_fulltext_state(s->full, &state);
	if (!state.running)
		return false;
	app_fulltext_cancel(s->full);
	s->ahead = false;
	if (s->shown.here.view == APP_TEXT_FULL && !app_session_shows_fulltext(s))
		set_view(s, APP_TEXT_EXCERPT);
	if (state.total > 1)
		app_say(&s->messages, APP_WARNING, APP_MSG(STOPPED_FETCHING),
			state.done, state.total);
	else
		app_say(&s->messages, APP_WARNING, APP_MSG(STOPPED_FETCHING_ONE),
			app_action_key(s->keymap, APP_ACTION_FULL).text);
	return true;
}

/* ---- messages ---- */

/* Show a message, unless an answer to a key is shown. */
static void
say_summary(struct app_session *s, const char *text)
{
	if (!s->messages.unasked)
		return;
	app_say(&s->messages, APP_INFO, "%s", text);
	s->messages.unasked = true;
}

/* Append why there is no full text. */
static void
add_reason(const struct app_fulltext_msg *msg, struct nr_buf *out)
{
	if (*msg->report)
		app_fulltext_add_report(msg->report, out);
	else
		nr_buf_addz(out, APP_MSG(IT_HAS_NO_ADDRESS));
}

/* No one waits for it: the reader finds the reason where the problems are. */
static void
log_failed(struct app_session *s, const struct app_fulltext_msg *msg)
{
	struct nr_error ignored = NR_ERROR_INIT;
	struct nr_buf text = NR_BUF_INIT, reason = NR_BUF_INIT;
	struct nr_row row;

	if (nr_store_get(s->store, msg->id, &row, &ignored) < 0)
		return;
	add_reason(msg, &reason);
	nr_buf_addf(&text, APP_MSG(NO_FULL_TEXT_OF), nr_buf_str(&reason), row.title);
	app_log(&s->messages, &(struct nr_diag){ .severity = NR_WARNING, .path = row.path,
		.text = text.data });
	nr_row_release(&row);
	nr_buf_release(&reason);
	nr_buf_release(&text);
}

static void
say_no_text(struct app_session *s, const struct app_fulltext_msg *msg)
{
	struct nr_buf reason = NR_BUF_INIT;

	add_reason(msg, &reason);
	if (msg->found)
		app_say(&s->messages, APP_WARNING, APP_MSG(NO_OTHER_TEXT), nr_buf_str(&reason));
	else
		app_say(&s->messages, APP_WARNING, APP_MSG(NO_FULL_TEXT), nr_buf_str(&reason));
	nr_buf_release(&reason);
}

static void
say_available(struct app_session *s, const char *title)
{
	struct nr_buf b = NR_BUF_INIT;

	if (title)
		nr_buf_addf(&b, APP_MSG(AVAILABLE_OF), title);
	else
		nr_buf_addz(&b, APP_MSG(AVAILABLE));
	say_summary(s, nr_buf_str(&b));
	nr_buf_release(&b);
}

/* The pages that were fetched for the whole list. */
static void
say_fetched(struct app_session *s, const struct app_fulltext_msg *msg)
{
	struct nr_buf b = NR_BUF_INIT, size = NR_BUF_INIT;
	size_t n = msg->done, all = msg->done + msg->failed;

	app_online_add_bytes(&size, msg->bytes);
	if (msg->failed)
		nr_buf_addf(&b, APP_MSG_N(FETCHED_OF, all), n, all,
			app_action_key(s->keymap, APP_ACTION_PROBLEMS).text);
	else if (msg->bytes)
		nr_buf_addf(&b, APP_MSG_N(FETCHED_BYTES, n), n, nr_buf_str(&size));
	else
		nr_buf_addf(&b, APP_MSG_N(FETCHED, n), n);
	say_summary(s, nr_buf_str(&b));
	nr_buf_release(&b);
	nr_buf_release(&size);
}

static void
end_one(struct app_session *s, const struct app_fulltext_msg *msg)
{
	bool here = msg->id == s->shown.article.row.id && s->shown.here.view == APP_TEXT_FULL;
	bool shown = app_session_shows_fulltext(s);

	if (here) {
		app_session_find_page(s);
		s->shown.version++;
	}
	if (msg->error.code != NR_ERR_NONE) {
		app_tell(&s->messages, APP_ERROR, msg->error.text);
	} else if (here && (!msg->found || (shown && !msg->fresh))) {
		say_no_text(s, msg);
	} else if (!here && msg->found && kept(s, msg->id).view == APP_TEXT_FULL) {
		say_available(s, msg->title);
	} else if (!msg->found) {
		log_failed(s, msg);
	}
}

static void
end_all(struct app_session *s, const struct app_fulltext_msg *msg)
{
	struct app_fulltext_state state;

	for (size_t i = 0; i < msg->notes.n; i++)
		app_note(&s->messages, &msg->notes.v[i]);
	if (msg->error.code != NR_ERR_NONE)
		app_tell(&s->messages, APP_ERROR, msg->error.text);
	/* What was asked for meanwhile goes on in another job. */
	app_fulltext_state(s->full, &state);
	if (!s->ahead || state.running)
		return;
	s->ahead = false;
	say_fetched(s, msg);
}

bool
app_session_take_fulltext(void *session, struct nr_msg *base)
{
	const struct app_fulltext_msg *msg = (const struct app_fulltext_msg *)base;
	struct app_session *s = session;

	app_fulltext_take(s->full, msg);
	if (msg->kind == APP_FULLTEXT_ENDED)
		end_one(s, msg);
	else if (msg->kind == APP_FULLTEXT_IDLE)
		end_all(s, msg);
	else if (msg->id == s->shown.article.row.id && s->shown.here.view == APP_TEXT_FULL)
		s->shown.version++;
	return true;
}
