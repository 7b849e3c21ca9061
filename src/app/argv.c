/* Splits command templates into arguments and replaces their % sequences. */
#include "config.h"

#include "app/argv.h"

#include <stdlib.h>
#include <string.h>

#include "newsreader/buf.h"
#include "newsreader/fs.h"
#include "newsreader/mem.h"
#include "newsreader/net.h"
#include "newsreader/url.h"

void
app_argv_release(struct app_argv *a)
{
	for (size_t i = 0; i < a->n; i++)
		free(a->v[i]);
	free(a->v);
	a->v = NULL;
	a->n = 0;
}

void
app_argv_add(struct app_argv *a, char *arg)
{
	a->v = nr_reallocarray(a->v, a->n + 2, sizeof(*a->v));
	a->v[a->n++] = arg;
	a->v[a->n] = NULL;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n';
}

/* Append the text between quotes to *word; p is after the opening quote. Returns the
 * position after the closing one, or NULL. */
static const char *
read_quoted(const char *p, char quote, struct nr_buf *word)
{
	for (; *p != quote; p++) {
		if (!*p)
			return NULL;
		if (quote == '"' && *p == '\\' && p[1] && strchr("\"\\$`", p[1]))
			p++;
		nr_buf_addch(word, *p);
	}
	return p + 1;
}

/* Append the word at p to *word. Returns the position after it, NULL if a quote or
 * backslash is left open. */
static const char *
read_word(const char *p, struct nr_buf *word)
{
	while (*p && !is_blank(*p)) {
		if (*p == '\'' || *p == '"') {
			p = read_quoted(p + 1, *p, word);
			if (!p)
				return NULL;
			continue;
		}
		if (*p == '\\' && !*++p)
			return NULL;
		nr_buf_addch(word, *p++);
	}
	return p;
}

int
app_argv_split(const char *text, struct app_argv *out, struct nr_error *err)
{
	struct nr_buf word = NR_BUF_INIT;
	int rc = 0;

	*out = (struct app_argv){ NULL, 0 };
	for (const char *p = text; ; ) {
		while (is_blank(*p))
			p++;
		if (!*p)
			break;
		p = read_word(p, &word);
		if (!p) {
			rc = nr_error_set(err, NR_ERR_USAGE,
				"a quote or backslash is left open in the command");
			break;
		}
		app_argv_add(out, nr_buf_take(&word));
	}
	if (rc == 0 && (out->n == 0 || !*out->v[0]))
		rc = nr_error_set(err, NR_ERR_USAGE, "the command is empty");
	if (rc < 0)
		app_argv_release(out);
	nr_buf_release(&word);
	return rc;
}

static const struct app_sequence *
find_sequence(const struct app_sequence *sequences, size_t n, char letter)
{
	for (size_t i = 0; i < n; i++) {
		if (sequences[i].letter == letter)
			return &sequences[i];
	}
	return NULL;
}

/* Insert a value at the beginning of an argument, so that a program cannot take it for an
 * option. */
static int
add_first(struct nr_buf *arg, const struct app_sequence *s, struct nr_error *err)
{
	if (*s->value == '-' && !s->is_file)
		return nr_error_set(err, NR_ERR_INPUT,
			"what stands for %%%c would be taken for an option",
			s->letter);
	nr_buf_addf(arg, "%s%s", *s->value == '-' ? "./" : "", s->value);
	return 0;
}

struct expansion {
	const struct app_sequence *sequences;
	size_t n;
	bool used;
};

/* Refuse text of an article as program code: its author would control the program. */
static int
refuse_code(const char *program, char letter, struct nr_error *err)
{
	if (app_script_joins(program))
		return nr_error_set(err, NR_ERR_USAGE,
			"cannot run %s with %%%c, which it takes for code",
			nr_fs_basename(program), letter);
	return nr_error_set(err, NR_ERR_USAGE,
		"cannot run %s with %%%c, which it takes for code; write:"
		" sh -c '... \"$1\"' sh %%%c",
		nr_fs_basename(program), letter, letter);
}

/* The letter of the first sequence in the text, or 0. */
static char
first_sequence(const struct expansion *e, const char *text)
{
	for (const char *p = text; (p = strchr(p, '%')) != NULL && p[1] != '\0'; p += 2)
		if (find_sequence(e->sequences, e->n, p[1]) != NULL)
			return p[1];
	return '\0';
}

/* Check that no sequence, and no appended URL, ends up in code that an interpreter
 * runs. */
static int
check_code(const struct expansion *e, const struct app_argv *template, bool appends,
	struct nr_error *err)
{
	bool used = !appends;

	for (size_t i = 0; i <= template->n; i++) {
		char letter = i < template->n ? first_sequence(e, template->v[i])
			: used ? '\0' : e->sequences[0].letter;
		const char *program = letter != '\0' ? app_script_program(template, i) : NULL;

		if (program != NULL)
			return refuse_code(program, letter, err);
		used = used || letter != '\0';
	}
	return 0;
}

static int
expand_arg(struct expansion *e, const char *text, struct nr_buf *arg,
	struct nr_error *err)
{
	for (const char *p = text; *p; p++) {
		const struct app_sequence *s;

		if (*p != '%' || !p[1]) {
			nr_buf_addch(arg, *p);
			continue;
		}
		s = find_sequence(e->sequences, e->n, p[1]);
		if (!s) {
			nr_buf_addch(arg, '%');
			p += p[1] == '%';
			continue;
		}
		e->used = true;
		if (arg->len > 0)
			nr_buf_addz(arg, s->value);
		else if (add_first(arg, s, err) < 0)
			return -1;
		p++;
	}
	return 0;
}

int
app_argv_expand(const struct app_argv *template, const struct app_sequence *sequences,
	size_t n, const char *last, struct app_argv *out, struct nr_error *err)
{
	struct expansion e = { sequences, n, false };
	struct nr_buf arg = NR_BUF_INIT;
	int rc = 0;

	*out = (struct app_argv){ NULL, 0 };
	if (check_code(&e, template, last != NULL, err) < 0)
		return -1;
	for (size_t i = 0; i < template->n && rc == 0; i++) {
		rc = expand_arg(&e, template->v[i], &arg, err);
		/* Otherwise an article could choose the program that runs. */
		if (rc == 0 && i == 0 && e.used)
			rc = nr_error_set(err, NR_ERR_USAGE,
				"the name of the program cannot depend on the article");
		if (rc == 0)
			app_argv_add(out, nr_buf_take(&arg));
	}
	if (rc == 0 && !e.used && last)
		app_argv_add(out, nr_strdup(last));
	if (rc < 0)
		app_argv_release(out);
	nr_buf_release(&arg);
	return rc;
}

void
app_argv_add_url(const char *url, struct nr_buf *out)
{
	for (const char *c = url; *c; c++)
		if ((unsigned char)*c <= ' ' || *c == 0x7f) {
			nr_buf_addz(out, url);
			return;
		}
	nr_url_clean(url, strlen(url), out);
}

static const char *
or_empty(const char *s)
{
	return s ? s : "";
}

/* Article fields are unchecked: drop those that are not web addresses. */
static const char *
or_no_url(const char *url)
{
	struct nr_error ignored = NR_ERROR_INIT;

	return nr_net_check_url(url, &ignored) == 0 ? url : "";
}

static int
substitute(const struct app_argv *template, const struct app_subject *s, bool appends,
	struct app_argv *out, struct nr_error *err)
{
	const struct app_sequence sequences[] = {
		{ 'u', false, or_empty(s->url) },
		{ 'o', false, or_no_url(s->original) },
		{ 'a', false, or_no_url(s->amp) },
		{ 'c', false, or_no_url(s->canonical) },
		{ 't', false, or_empty(s->title) },
		{ 'p', false, or_empty(s->provider) },
		{ 'f', true, or_empty(s->file) },
	};

	return app_argv_expand(template, sequences,
		sizeof(sequences) / sizeof(*sequences), appends ? or_empty(s->url) : NULL,
		out, err);
}

int
app_argv_substitute(const struct app_argv *template, const struct app_subject *s,
	struct app_argv *out, struct nr_error *err)
{
	return substitute(template, s, true, out, err);
}

int
app_argv_fill(const char *text, const struct app_subject *s, struct app_argv *out,
	struct nr_error *err)
{
	struct app_subject clean = *s;
	struct nr_buf url = NR_BUF_INIT;
	struct app_argv template;
	int rc;

	*out = (struct app_argv){ NULL, 0 };
	if (app_argv_split(text, &template, err) < 0)
		return -1;
	app_argv_add_url(or_empty(s->url), &url);
	clean.url = or_no_url(nr_buf_str(&url));
	rc = substitute(&template, &clean, false, out, err);
	nr_buf_release(&url);
	app_argv_release(&template);
	return rc;
}
