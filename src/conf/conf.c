/* Splits a line of the configuration or of the prompt. */
#include "config.h"

#include "newsreader/conf.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "newsreader/buf.h"
#include "newsreader/mem.h"
#include "newsreader/utf8.h"

/* The text that is read. */
struct span {
	const char *begin, *end;
};

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static const char *
skip_blanks(const char *s, const char *end)
{
	while (s < end && is_blank(*s))
		s++;
	return s;
}

static int
wrong(const struct span *in, const char *at, struct nr_error *err, const char *text)
{
	nr_error_set(err, NR_ERR_USAGE, "%s", text);
	err->col = (unsigned)(at - in->begin) + 1;
	return -1;
}

static void
add_word(struct nr_conf_line *l, const struct span *in, const char *at, struct nr_buf *word)
{
	l->words = nr_reallocarray(l->words, l->n + 1, sizeof(*l->words));
	l->cols = nr_reallocarray(l->cols, l->n + 2, sizeof(*l->cols));
	l->words[l->n] = nr_buf_take(word);
	l->cols[l->n++] = (unsigned)(at - in->begin) + 1;
}

static void
end_words(struct nr_conf_line *l, const struct span *in, const char *at)
{
	while (at > in->begin && is_blank(at[-1]))
		at--;
	if (l->n > 0)
		l->cols[l->n] = (unsigned)(at - in->begin) + 1;
}

/* ---- options ---- */

/* Read "..." with \" and \\; s is after the opening quote. */
static int
read_value_quoted(const struct span *in, const char *s, struct nr_buf *value,
	struct nr_error *err)
{
	const char *open = s - 1, *end = in->end;

	for (; s < end && *s != '"'; s++) {
		if (*s == '\\' && s + 1 < end && (s[1] == '"' || s[1] == '\\'))
			s++;
		nr_buf_addch(value, *s);
	}
	if (s == end)
		return wrong(in, open, err, "this quote is never closed");
	s = skip_blanks(s + 1, end);
	if (s < end && *s != '#')
		return wrong(in, s, err, "text after the closing quote");
	return 0;
}

static void
read_value_bare(const char *s, const char *end, struct nr_buf *value)
{
	const char *stop = s;

	while (stop < end && !(*stop == '#' && (stop == s || is_blank(stop[-1]))))
		stop++;
	while (stop > s && is_blank(stop[-1]))
		stop--;
	nr_buf_add(value, s, (size_t)(stop - s));
}

/* The '=' after the word at s, NULL if something else follows. */
static const char *
find_equals(const char *s, const char *end)
{
	while (s < end && !is_blank(*s) && *s != '=')
		s++;
	s = skip_blanks(s, end);
	return s < end && *s == '=' ? s : NULL;
}

/* The name of the option at s, after a "set"; NULL if the line is a command. */
static const char *
find_option(const char *s, const char *end)
{
	if (find_equals(s, end))
		return s;
	if (end - s < 4 || memcmp(s, "set", 3) != 0 || !is_blank(s[3]))
		return NULL;
	s = skip_blanks(s + 3, end);
	return find_equals(s, end) ? s : NULL;
}

static int
read_option(struct nr_conf_line *l, const struct span *in, const char *name,
	struct nr_error *err)
{
	const char *equals = find_equals(name, in->end), *stop = equals;
	const char *s = skip_blanks(equals + 1, in->end);
	struct nr_buf word = NR_BUF_INIT;
	int rc = 0;

	l->kind = NR_CONF_OPTION;
	while (stop > name && is_blank(stop[-1]))
		stop--;
	nr_buf_add(&word, name, (size_t)(stop - name));
	add_word(l, in, name, &word);
	if (s < in->end && *s == '"')
		rc = read_value_quoted(in, s + 1, &word, err);
	else
		read_value_bare(s, in->end, &word);
	add_word(l, in, s, &word);
	end_words(l, in, in->end);
	nr_buf_release(&word);
	return rc;
}

/* ---- commands ---- */

/* Append the word at s. Returns where it ends; NULL if a quote is left open, which *open
 * is then. */
static const char *
read_word(const char *s, const char *end, struct nr_buf *word, const char **open)
{
	char quote = '\0';

	for (; s < end && (quote || !is_blank(*s)); s++) {
		if (quote == '"' && *s == '\\' && s + 1 < end
				&& (s[1] == '"' || s[1] == '\\')) {
			nr_buf_addch(word, *++s);
		} else if (quote ? *s == quote : *s == '"' || *s == '\'') {
			*open = s;
			quote = quote ? '\0' : *s;
		} else {
			nr_buf_addch(word, *s);
		}
	}
	return quote ? NULL : s;
}

/* True if the free text begins at s: "--" or "->" between blanks. */
static bool
is_free(const char *s, const char *end)
{
	return end - s >= 2 && s[0] == '-' && (s[1] == '-' || s[1] == '>')
		&& (end - s == 2 || is_blank(s[2]));
}

static int
read_command(struct nr_conf_line *l, const struct span *in, const char *s,
	struct nr_error *err)
{
	struct nr_buf word = NR_BUF_INIT;
	const char *open = NULL;
	int rc = 0;

	l->kind = NR_CONF_COMMAND;
	while (s < in->end && *s != '#' && !(l->n > 0 && is_free(s, in->end))) {
		const char *at = s;

		s = read_word(s, in->end, &word, &open);
		if (!s) {
			rc = wrong(in, open, err, "this quote is never closed");
			break;
		}
		add_word(l, in, at, &word);
		s = skip_blanks(s, in->end);
	}
	if (rc == 0) {
		end_words(l, in, s);
		if (s < in->end && *s != '#')
			l->free = skip_blanks(s + 2, in->end);
	}
	nr_buf_release(&word);
	return rc;
}

/* The first control character of ASCII or C1 in the text; NULL if the text has no control
 * character. */
static const char *
find_control(const char *s, const char *end)
{
	for (; s < end; s++)
		if (((unsigned char)*s < ' ' && *s != '\t') || *s == 0x7f
				|| (*s == '\xc2' && s + 1 < end && (s[1] & 0xe0) == 0x80))
			return s;
	return NULL;
}

int
nr_conf_line_read(struct nr_conf_line *out, const char *text, size_t n,
	struct nr_error *err)
{
	struct span in = { text, text + n };
	const char *s = skip_blanks(in.begin, in.end), *option, *control;

	*out = (struct nr_conf_line){ .path = out->path, .line = out->line };
	if (s == in.end || *s == '#')
		return 0;
	if (n > NR_CONF_LINE_MAX)
		return wrong(&in, text, err, "a line that is too long");
	control = find_control(s, in.end);
	if (control)
		return wrong(&in, control, err, "a control character");
	while (is_blank(in.end[-1]))
		in.end--;
	out->text = nr_strndup(text, (size_t)(in.end - text));
	in.end = out->text + (in.end - text);
	s = out->text + (s - text);
	in.begin = out->text;
	option = find_option(s, in.end);
	return option ? read_option(out, &in, option, err) : read_command(out, &in, s, err);
}

void
nr_conf_line_release(struct nr_conf_line *l)
{
	for (size_t i = 0; i < l->n; i++)
		free(l->words[i]);
	NR_FREE(l->words);
	NR_FREE(l->cols);
	NR_FREE(l->text);
	l->free = NULL;
	l->n = 0;
}

char *
nr_conf_line_rest(const struct nr_conf_line *l, size_t from)
{
	size_t begin;

	if (from >= l->n)
		return nr_strdup("");
	begin = l->cols[from] - 1;
	return nr_strndup(l->text + begin, l->cols[l->n] - 1 - begin);
}

const char *
nr_conf_command_end(const char *text)
{
	const char *end = text + strlen(text), *s = skip_blanks(text, end), *open;
	struct nr_buf word = NR_BUF_INIT;

	for (bool first = true; s && s < end && *s != '#'; first = false) {
		const char *at = s;

		if (!first && is_free(s, end))
			break;
		nr_buf_clear(&word);
		s = read_word(s, end, &word, &open);
		if (*at == ';' && s == at + 1) {
			end = at;
			break;
		}
		if (s)
			s = skip_blanks(s, end);
	}
	nr_buf_release(&word);
	return end;
}

int
nr_conf_refuse(const struct nr_conf_line *l, size_t word, struct nr_error *err,
	const char *fmt, ...)
{
	struct nr_buf text = NR_BUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	nr_buf_vaddf(&text, fmt, ap);
	va_end(ap);
	nr_error_set(err, NR_ERR_USAGE, "%s", nr_buf_str(&text));
	if (l->n > 0)
		err->col = l->cols[word < l->n ? word : l->n];
	nr_buf_release(&text);
	return -1;
}

/* Of a short name every other one is a few characters away. */
struct nr_nearest
nr_nearest_to(const char *name)
{
	return (struct nr_nearest){ name, NULL, strlen(name) < 4 ? 2 : 3 };
}

void
nr_nearest_try(struct nr_nearest *n, const char *candidate)
{
	unsigned d = nr_utf8_distance(n->name, candidate, n->distance);

	if (d < n->distance) {
		n->distance = d;
		n->found = candidate;
	}
}

int
nr_nearest_refuse(const struct nr_nearest *n, const char *kind,
	const struct nr_conf_line *l, size_t word, struct nr_error *err)
{
	if (n->found)
		nr_error_set(err, NR_ERR_USAGE, "unknown %s '%s'; did you mean '%s'?", kind,
			n->name, n->found);
	else
		nr_error_set(err, NR_ERR_USAGE, "unknown %s '%s'", kind, n->name);
	return l ? nr_conf_refuse(l, word, err, "%s", err->text) : -1;
}
