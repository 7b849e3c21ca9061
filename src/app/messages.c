/* The messages of a session: shows them on the status line and logs them. */
#include "config.h"

#include "app/actions.h"
#include "app/session.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "newsreader/mem.h"
#include "newsreader/utf8.h"

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
