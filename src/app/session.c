/* Opens and closes a session, and shows and logs its messages. */
#include "config.h"

#include "app/actions.h"
#include "app/session.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "newsreader/fs.h"
#include "newsreader/mem.h"
#include "newsreader/utf8.h"

/* How many of each job usually run at once; the pool has as many workers. A read job that
 * was given up keeps its worker until it returns. */
static const struct {
	const char *name;	/* for who reads the table */
	unsigned n;
} jobs[] = {
	{ "scan", 1 },
	{ "count of the files", 1 },
	{ "checkpoint", 1 },
	{ "list", 1 },
	{ "file of an article", 2 },
	{ "full texts", 1 },
};

static unsigned
count_workers(void)
{
	unsigned n = 0;

	for (size_t i = 0; i < sizeof(jobs) / sizeof(jobs[0]); i++)
		n += jobs[i].n;
	return n;
}

void
app_session_log(struct app_session *s, const struct nr_diag *d)
{
	struct nr_diags *log = &s->log;

	if (log->n == APP_LOG_MAX) {
		free(log->v->path);
		free(log->v->text);
		memmove(log->v, log->v + 1, --log->n * sizeof(*log->v));
		s->n_notes -= s->n_notes > 0;
	}
	nr_diag_add(log, d->severity, d->path, d->line, d->col, "%s", d->text);
}

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
	s->unasked = s->of_files = false;
	if (tone != APP_INFO)
		app_session_log(s, &(struct nr_diag){ .path = (char[]){ "" }, .text = s->message,
			.severity = tone == APP_ERROR ? NR_FAILURE : NR_WARNING });
}

void
app_session_set_message(struct app_session *s, enum app_tone tone, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsay(s, tone, fmt, ap);
	va_end(ap);
}

/* A word of a sentence has a blank after it, the name of a file has a '/', '.' or ':'. */
void
app_session_tell(struct app_session *s, enum app_tone tone, const char *text)
{
	size_t n = strspn(text, "abcdefghijklmnopqrstuvwxyz");
	bool is_word = n > 0 && text[n] == ' ';
	char first[] = { is_word ? (char)(*text - 'a' + 'A') : '\0', '\0' };

	app_session_set_message(s, tone, "%s%s", first, text + is_word);
}

/* What is wrong with the index is found out by whatever comes first. */
void
app_session_fail(struct app_session *s, const struct nr_error *err)
{
	if (err->code != NR_ERR_INPUT)
		app_session_tell(s, APP_ERROR, err->text);
}

void
app_session_clear_message(struct app_session *s)
{
	s->message[0] = '\0';
	s->tone = APP_INFO;
	s->unasked = true;
	s->of_files = false;
	s->added = s->updated = s->gone = 0;
}

void
app_session_note(struct app_session *s, const struct nr_diag *d)
{
	struct nr_buf b = NR_BUF_INIT;

	nr_diag_format(d, &b);
	app_session_set_message(s, APP_INFO, "%s", nr_buf_str(&b));
	s->tone = d->severity == NR_FAILURE ? APP_ERROR : APP_WARNING;
	app_session_log(s, d);
	nr_buf_release(&b);
}

const char *
app_session_short_path(const struct app_session *s, const char *path)
{
	const char *root = s->roots->n == 1 ? s->roots->v[0] : "";
	size_t n = strlen(root);

	return n && strncmp(path, root, n) == 0 && path[n] == '/' ? path + n + 1 : path;
}

/* Show the message without logging it: the problems are listed already. */
static void
say_problems(struct app_session *s, const char *before, size_t n, const struct nr_diag *only)
{
	bool failure = !only || only->severity == NR_FAILURE;
	struct nr_buf b = NR_BUF_INIT;

	if (n != 1 || !only) {
		nr_buf_addf(&b, "%zu problems: %s lists them", n,
			app_action_key(APP_ACTION_PROBLEMS).text);
	} else if (*only->path) {
		struct nr_diag d = *only;

		d.path += app_session_short_path(s, d.path) - d.path;
		nr_diag_format(&d, &b);
	} else {
		nr_buf_addz(&b, only->text);
	}
	app_session_set_message(s, APP_INFO, "%s%s", before, nr_buf_str(&b));
	s->tone = n == 1 && failure ? APP_ERROR : APP_WARNING;
	nr_buf_release(&b);
}

void
app_session_report_start(struct app_session *s, const struct nr_diags *notes)
{
	for (size_t i = 0; notes && i < notes->n; i++)
		app_session_log(s, &notes->v[i]);
	s->n_notes = s->log.n;
	if (s->n_notes)
		say_problems(s, "", s->n_notes, s->log.v);
}

bool
app_session_report_problems(struct app_session *s, const char *before)
{
	struct nr_diags of_files = NR_DIAGS_INIT;
	struct nr_error err = NR_ERROR_INIT;
	size_t n, failed;

	if (nr_store_count_problems(s->store, &n, &failed, &err) < 0) {
		app_session_fail(s, &err);
		return false;
	}
	if (failed == 0)
		return false;
	n += s->n_notes;
	if (n == 1 && nr_store_problems(s->store, &of_files, &err) < 0)
		app_session_fail(s, &err);
	else
		say_problems(s, before, n, of_files.n ? of_files.v : NULL);
	nr_diags_release(&of_files);
	return true;
}

/* Watch the roots, and the marks in the state folder, which the store has created. */
static void
start_watch(struct app_session *s)
{
	s->watch = nr_watch_new();
	for (size_t i = 0; i < s->roots->n; i++)
		if (strcmp(s->roots->v[i], "-") != 0)
			nr_watch_root(s->watch, s->roots->v[i]);
	app_session_watch_marks(s);
}

static void
open_pages(struct app_session *s)
{
	char *path = nr_fs_xdg(NR_FS_CACHE, "pages.db");

	s->pages = nr_pages_new(path);
	free(path);
}

int
app_session_open(const struct app_session_config *config, struct app_session **out,
	struct nr_error *err)
{
	struct app_session *s = nr_calloc(1, sizeof(*s));
	struct nr_diags notes = NR_DIAGS_INIT;
	size_t i;
	unsigned how = APP_STORE_QUICK | (config->read_only ? APP_STORE_READ_ONLY : 0U);
	int rc = -1;

	s->options = config->options;
	s->roots = config->roots;
	s->patience = config->patience;
	s->message = nr_strdup("");
	nr_filter_copy(&s->filter, config->filter);
	if (app_store_open(config->roots, how, &s->store, &notes, err) < 0)
		goto out;
	app_topics_spell(s->store, &s->filter);
	if (nr_jobs_new(count_workers(), &s->jobs, err) < 0)
		goto out;
	s->full = app_fulltext_new(s->jobs, s->options, s->roots,
		app_session_take_fulltext);
	open_pages(s);
	start_watch(s);
	for (i = 0; i < notes.n; i++)
		app_session_tell(s, APP_WARNING, notes.v[i].text);
	if (!notes.n && *s->roots->source)
		app_session_set_message(s, APP_INFO, "Reading %s (%s)", s->roots->label,
			s->roots->source);
	s->n_notes = s->log.n;
	s->unasked = s->tone == APP_INFO;
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
	if (s->full)
		app_fulltext_stop(s->full);
	nr_jobs_free(s->jobs);
	app_fulltext_free(s->full);
	nr_pages_free(s->pages);
	nr_watch_free(s->watch);
	app_live_release(&s->live);
	nr_store_close(s->store);
	nr_filter_release(&s->filter);
	nr_ids_release(&s->ids);
	nr_ids_release(&s->fresh);
	app_article_release(&s->article);
	app_article_release(&s->wanted.a);
	app_article_release(&s->prefetch.a);
	nr_saved_release(&s->page);
	app_positions_release(&s->places);
	app_article_cache_release(&s->cache);
	app_history_release(&s->history);
	app_marks_release(&s->marks);
	nr_diags_release(&s->log);
	free(s->topic_hint);
	free(s->marking);
	free(s->message);
	free(s);
}

int64_t
app_session_selected(const struct app_session *s)
{
	return s->cursor < s->ids.n ? s->ids.v[s->cursor] : 0;
}

static void
say_failure(struct app_session *s, const struct nr_error *err)
{
	if (err->code != NR_ERR_NOT_FOUND)
		app_session_tell(s, APP_ERROR, err->text);
}

const struct nr_row *
app_session_cached_row(struct app_session *s, int64_t id)
{
	struct nr_error err = NR_ERROR_INIT;
	const struct nr_row *row = nr_store_cached_row(s->store, id, &err);

	if (!row)
		say_failure(s, &err);
	return row;
}

bool
app_session_row(struct app_session *s, int64_t id, struct nr_row *out)
{
	struct nr_error err = NR_ERROR_INIT;

	if (nr_store_get(s->store, id, out, &err) == 0)
		return true;
	say_failure(s, &err);
	return false;
}
