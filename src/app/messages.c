/* The messages of a session: shows them on the status line and logs them. */
#include "config.h"

#include "app/messages.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "newsreader/mem.h"
#include "newsreader/utf8.h"

void
app_log(struct app_messages *m, const struct nr_diag *d)
{
	struct nr_diags *log = &m->log;

	if (log->n == APP_LOG_MAX) {
		free(log->v->path);
		free(log->v->text);
		memmove(log->v, log->v + 1, --log->n * sizeof(*log->v));
		m->n_notes -= m->n_notes > 0;
	}
	nr_diag_add(log, d->severity, d->path, d->line, d->col, "%s", d->text);
}

/* Show the text, which is released, without logging it. */
static void
show(struct app_messages *m, enum app_tone tone, struct nr_buf *text)
{
	struct nr_buf clean = NR_BUF_INIT;

	nr_utf8_clean_line(&clean, nr_buf_str(text), text->len);
	nr_buf_release(text);
	free(m->text);
	m->text = nr_buf_take(&clean);
	m->tone = tone;
	m->unasked = m->of_files = false;
}

void
app_say(struct app_messages *m, enum app_tone tone, const char *fmt, ...)
{
	struct nr_buf text = NR_BUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	nr_buf_vaddf(&text, fmt, ap);
	va_end(ap);
	show(m, tone, &text);
	if (tone != APP_INFO)
		app_log(m, &(struct nr_diag){ .path = (char[]){ "" }, .text = m->text,
			.severity = tone == APP_ERROR ? NR_FAILURE : NR_WARNING });
}

/* A word of a sentence has a blank after it, the name of a file has a '/', '.' or ':';
 * before "failed (" stands the name of a program. */
void
app_tell(struct app_messages *m, enum app_tone tone, const char *text)
{
	size_t n = strspn(text, "abcdefghijklmnopqrstuvwxyz");
	bool is_word = n > 0 && text[n] == ' ' && strncmp(text + n, " failed (", 9) != 0;
	char first[] = { is_word ? (char)(*text - 'a' + 'A') : '\0', '\0' };

	app_say(m, tone, "%s%s", first, text + is_word);
}

/* What is wrong with the index is found out by whatever comes first. */
void
app_fail(struct app_messages *m, const struct nr_error *err)
{
	if (err->code != NR_ERR_INPUT)
		app_tell(m, APP_ERROR, err->text);
}

void
app_messages_clear(struct app_messages *m)
{
	m->text[0] = '\0';
	m->tone = APP_INFO;
	m->unasked = true;
	m->of_files = false;
	m->since_visit = false;
	m->added = m->updated = m->gone = 0;
}

void
app_note(struct app_messages *m, const struct nr_diag *d)
{
	struct nr_buf b = NR_BUF_INIT;

	nr_diag_format(d, &b);
	show(m, d->severity == NR_FAILURE ? APP_ERROR : APP_WARNING, &b);
	app_log(m, d);
}

const char *
app_short_path(const struct app_roots *roots, const char *path)
{
	const char *root = roots->n == 1 ? roots->v[0] : "";
	size_t n = strlen(root);

	return n && strncmp(path, root, n) == 0 && path[n] == '/' ? path + n + 1 : path;
}

/* Show the message without logging it: the problems are listed already. */
static void
say_problems(struct app_messages *m, const struct app_roots *roots, const char *before, size_t n,
	const struct nr_diag *only)
{
	bool failure = !only || only->severity == NR_FAILURE;
	struct nr_buf b = NR_BUF_INIT;

	nr_buf_addz(&b, before);
	if (n != 1 || !only) {
		nr_buf_addf(&b, APP_MSG_N(PROBLEMS, n), n,
			app_action_key(m->keymap, APP_ACTION_PROBLEMS).text);
	} else if (*only->path) {
		struct nr_diag d = *only;

		d.path += app_short_path(roots, d.path) - d.path;
		nr_diag_format(&d, &b);
	} else {
		nr_buf_addz(&b, only->text);
	}
	show(m, n == 1 && failure ? APP_ERROR : APP_WARNING, &b);
}

static size_t
count_mistakes(const struct app_messages *m)
{
	return m->mistakes ? m->mistakes->n : 0;
}

bool
app_messages_report_mistakes(struct app_messages *m)
{
	size_t n = count_mistakes(m);
	struct nr_buf b = NR_BUF_INIT;

	if (n == 1)
		nr_diag_format(m->mistakes->v, &b);
	else
		nr_buf_addf(&b, APP_MSG_N(MISTAKES, n), n,
			app_action_key(m->keymap, APP_ACTION_PROBLEMS).text);
	if (n > 0)
		show(m, APP_WARNING, &b);
	nr_buf_release(&b);
	return n > 0;
}

void
app_messages_report_start(struct app_messages *m, const struct app_roots *roots,
	const struct nr_diags *notes)
{
	for (size_t i = 0; notes && i < notes->n; i++)
		app_log(m, &notes->v[i]);
	m->n_notes = m->log.n;
	if (!m->n_notes)
		app_messages_report_mistakes(m);
	else
		say_problems(m, roots, "", m->n_notes + count_mistakes(m), m->log.v);
}

bool
app_messages_report_files(struct app_messages *m, const struct app_roots *roots,
	struct nr_store *store, const char *before)
{
	struct nr_diags of_files = NR_DIAGS_INIT;
	struct nr_error err = NR_ERROR_INIT;
	size_t n, failed;

	if (nr_store_count_problems(store, &n, &failed, &err) < 0) {
		app_fail(m, &err);
		return false;
	}
	if (failed == 0)
		return false;
	n += m->n_notes + count_mistakes(m);
	if (n == 1 && nr_store_problems(store, &of_files, &err) < 0)
		app_fail(m, &err);
	else
		say_problems(m, roots, before, n, of_files.n ? of_files.v : NULL);
	nr_diags_release(&of_files);
	return true;
}
