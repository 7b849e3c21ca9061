#include "config.h"

#include "app/session.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "newsreader/mem.h"
#include "newsreader/utf8.h"

static void NR_PRINTF(3, 0)
vsay(struct app_session *s, enum app_tone tone, const char *fmt, va_list ap)
{
	struct nr_buf raw = NR_BUF_INIT, clean = NR_BUF_INIT;

	nr_buf_vaddf(&raw, fmt, ap);
	nr_utf8_clean_line(&clean, nr_buf_str(&raw), raw.len);
	nr_buf_release(&raw);
	free(s->message);
	s->message = nr_buf_take(&clean);
	s->tone = tone;
	if (tone == APP_INFO || s->log.n >= APP_LOG_MAX)
		return;
	nr_diag_add(&s->log, tone == APP_ERROR ? NR_FAILURE : NR_WARNING, "", 0, 0, "%s",
		s->message);
}

void
app_session_say(struct app_session *s, enum app_tone tone, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsay(s, tone, fmt, ap);
	va_end(ap);
}

void
app_session_hush(struct app_session *s)
{
	s->message[0] = '\0';
	s->tone = APP_INFO;
}

int
app_session_open(const struct app_session_config *config, struct app_session **out,
	struct nr_error *err)
{
	struct app_session *s = nr_calloc(1, sizeof(*s));
	struct nr_diags notes = NR_DIAGS_INIT;
	size_t i;
	int rc = -1;

	s->options = config->options;
	s->roots = config->roots;
	s->message = nr_strdup("");
	nr_filter_copy(&s->filter, config->filter);
	if (app_store_open(config->roots, config->read_only, &s->store, &notes, err) < 0)
		goto out;
	if (nr_jobs_new(1, &s->jobs, err) < 0)
		goto out;
	for (i = 0; i < notes.n; i++)
		app_session_say(s, APP_WARNING, "%s", notes.v[i].text);
	if (!notes.n && *s->roots->source)
		app_session_say(s, APP_INFO, "Reading %s (%s)", s->roots->label,
			s->roots->source);
	*out = s;
	s = NULL;
	rc = 0;
out:
	nr_diags_release(&notes);
	if (s)
		app_session_close(s);
	return rc;
}

void
app_session_close(struct app_session *s)
{
	if (!s)
		return;
	nr_jobs_free(s->jobs);
	nr_store_close(s->store);
	nr_filter_release(&s->filter);
	nr_ids_release(&s->ids);
	app_article_release(&s->article);
	app_history_release(&s->history);
	app_marks_release(&s->marks);
	nr_diags_release(&s->log);
	free(s->message);
	free(s);
}

int64_t
app_session_selected(const struct app_session *s)
{
	return s->cursor < s->ids.n ? s->ids.v[s->cursor] : 0;
}

bool
app_session_row(struct app_session *s, int64_t id, struct nr_row *out)
{
	struct nr_error err = NR_ERROR_INIT;

	if (nr_store_get(s->store, id, out, &err) == 0)
		return true;
	if (err.code != NR_ERR_NOT_FOUND)
		app_session_say(s, APP_ERROR, "%s", err.text);
	return false;
}

bool
app_session_show(struct app_session *s, int64_t id)
{
	struct nr_error err = NR_ERROR_INIT;
	struct app_article a;

	if (app_article_load(s->store, id, &a, &err) < 0) {
		if (err.code != NR_ERR_NOT_FOUND)
			app_session_say(s, APP_ERROR, "%s", err.text);
		return false;
	}
	app_article_release(&s->article);
	s->article = a;
	s->article_version++;
	return true;
}

static void
show_nothing(struct app_session *s)
{
	app_article_release(&s->article);
	s->article_version++;
}

void
app_session_reload_article(struct app_session *s)
{
	int64_t id = s->article.row.id;

	if (id && !app_session_show(s, id))
		show_nothing(s);
}

/* The article follows the cursor. */
static void
show_selected(struct app_session *s)
{
	int64_t id = app_session_selected(s);

	if (!id || !app_session_show(s, id))
		show_nothing(s);
}

void
app_session_select(struct app_session *s, size_t position)
{
	if (position >= s->ids.n)
		position = s->ids.n ? s->ids.n - 1 : 0;
	s->cursor = position;
	if (app_session_selected(s) != s->article.row.id)
		show_selected(s);
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

/* Where the cursor goes when the list was read anew: the same article, else the first
 * one behind it that is still there, else the nearest before it. */
static size_t
keep_place(const struct nr_ids *old, size_t cursor, const struct nr_ids *new)
{
	size_t i, at;

	for (i = cursor; i < old->n && i < cursor + 1000; i++)
		if (find_id(new, old->v[i], &at))
			return at;
	for (i = cursor; i-- > 0 && i + 1000 > cursor; )
		if (find_id(new, old->v[i], &at))
			return at;
	return 0;
}

static int
compare_ids(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* What the list shows stays when a mark would take it away: an article must not vanish
 * because the reader has just opened it. */
static int
list_again(struct app_session *s, struct nr_ids *out, struct nr_error *err)
{
	struct nr_filter f = s->filter;
	int64_t *keep = nr_calloc(s->ids.n + 1, sizeof(*keep));
	int rc;

	if (s->ids.n)
		memcpy(keep, s->ids.v, s->ids.n * sizeof(*keep));
	qsort(keep, s->ids.n, sizeof(*keep), compare_ids);
	f.keep = keep;
	f.n_keep = s->ids.n;
	rc = nr_store_list(s->store, &f, 0, out, err);
	free(keep);
	return rc;
}

static void
take_list(struct app_session *s, struct nr_ids *ids)
{
	bool follows = !s->article.row.id
		|| s->article.row.id == app_session_selected(s);

	s->cursor = s->moved ? keep_place(&s->ids, s->cursor, ids) : 0;
	nr_ids_release(&s->ids);
	s->ids = *ids;
	if (follows)
		show_selected(s);
	else
		app_session_reload_article(s);
}

void
app_session_refresh(struct app_session *s)
{
	struct nr_error err = NR_ERROR_INIT;
	struct nr_ids ids = { NULL, 0 };
	int rc = s->filter.show == NR_SHOW_ALL ? nr_store_list(s->store, &s->filter, 0, &ids, &err)
		: list_again(s, &ids, &err);

	if (rc == 0 && nr_store_totals(s->store, &s->totals, &err) == 0) {
		take_list(s, &ids);
	} else {
		app_session_say(s, APP_ERROR, "%s", err.text);
		nr_ids_release(&ids);
	}
}

void
app_session_filter(struct app_session *s)
{
	struct nr_error err = NR_ERROR_INIT;
	struct nr_ids ids = { NULL, 0 };

	if (nr_store_list(s->store, &s->filter, 0, &ids, &err) == 0)
		take_list(s, &ids);
	else
		app_session_say(s, APP_ERROR, "%s", err.text);
}

static bool
select_found(struct app_session *s, int64_t at)
{
	if (at < 0)
		return false;
	app_session_select(s, (size_t)at);
	return true;
}

bool
app_session_select_unread(struct app_session *s, int step)
{
	return select_found(s, nr_store_next_unread(s->store, &s->ids, s->cursor, step));
}

bool
app_session_search(struct app_session *s, const char *text, int step, bool inclusive)
{
	size_t from = s->cursor;

	if (s->ids.n == 0)
		return false;
	/* The search begins behind its starting point: one step back includes that. */
	if (inclusive)
		from = (from + s->ids.n - (size_t)step) % s->ids.n;
	return select_found(s, nr_store_search(s->store, &s->ids, from, step, text));
}
