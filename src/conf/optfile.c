/* Reads the configuration file. */
#include "config.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "newsreader/buf.h"
#include "newsreader/fs.h"
#include "newsreader/mem.h"
#include "newsreader/options.h"

struct reader {
	struct nr_options *options;
	struct nr_diags *diags;
	const char *path;
	const char *begin;	/* beginning of the line */
	unsigned line;
	size_t n_wrong;
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

static void
wrong(struct reader *r, const char *at, const char *text)
{
	if (r->n_wrong++ < NR_DIAGS_PER_FILE)
		nr_diag_add(r->diags, NR_WARNING, r->path, r->line,
			(unsigned)(at - r->begin) + 1, "%s", text);
}

/* Read "..." with \" and \\; s is after the opening quote. */
static int
read_quoted(struct reader *r, const char *s, const char *end, struct nr_buf *value)
{
	const char *open = s - 1;

	for (; s < end && *s != '"'; s++) {
		if (*s == '\\' && s + 1 < end && (s[1] == '"' || s[1] == '\\'))
			s++;
		nr_buf_addch(value, *s);
	}
	if (s == end) {
		wrong(r, open, "this quote is never closed");
		return -1;
	}
	s = skip_blanks(s + 1, end);
	if (s < end && *s != '#') {
		wrong(r, s, "text after the closing quote");
		return -1;
	}
	return 0;
}

static void
read_bare(const char *s, const char *end, struct nr_buf *value)
{
	const char *stop = s;

	while (stop < end && !(*stop == '#' && (stop == s || is_blank(stop[-1]))))
		stop++;
	while (stop > s && is_blank(stop[-1]))
		stop--;
	nr_buf_add(value, s, (size_t)(stop - s));
}

static void
assign(struct reader *r, const char *name, const char *value, const char *name_at,
	const char *value_at)
{
	struct nr_error err = NR_ERROR_INIT;
	bool known = false;

	if (nr_options_set(r->options, name, value, &err) == 0)
		return;
	for (size_t i = 0; i < NR_OPT_COUNT && !known; i++)
		known = strcmp(nr_option_info((enum nr_option)i)->name, name) == 0;
	wrong(r, known ? value_at : name_at, err.text);
}

static void
read_line(struct reader *r, const char *s, const char *end)
{
	struct nr_buf value = NR_BUF_INIT;
	const char *name_at = skip_blanks(s, end);
	const char *equals;
	const char *name_end;
	char *name = NULL;

	if (name_at == end || *name_at == '#')
		return;
	for (const char *p = name_at; p < end; p++) {
		if ((unsigned char)*p < ' ' && *p != '\t') {
			wrong(r, p, "a control character");
			return;
		}
	}
	equals = memchr(name_at, '=', (size_t)(end - name_at));
	if (!equals) {
		wrong(r, name_at, "not of the form name = value");
		return;
	}
	for (name_end = equals; name_end > name_at && is_blank(name_end[-1]); )
		name_end--;
	name = nr_strndup(name_at, (size_t)(name_end - name_at));
	s = skip_blanks(equals + 1, end);
	if (s < end && *s == '"') {
		if (read_quoted(r, s + 1, end, &value) < 0)
			goto out;
	} else {
		read_bare(s, end, &value);
	}
	assign(r, name, nr_buf_str(&value), name_at, s);
out:
	free(name);
	nr_buf_release(&value);
}

static void
read_text(struct reader *r, const char *s, const char *end)
{
	if (end - s >= 3 && memcmp(s, "\xef\xbb\xbf", 3) == 0)
		s += 3;
	while (s < end) {
		const char *newline = memchr(s, '\n', (size_t)(end - s));
		const char *stop = newline ? newline : end;

		r->line++;
		r->begin = s;
		read_line(r, s, stop > s && stop[-1] == '\r' ? stop - 1 : stop);
		s = newline ? newline + 1 : end;
	}
	if (r->n_wrong > NR_DIAGS_PER_FILE)
		nr_diag_add(r->diags, NR_WARNING, r->path, 0, 0, "%zu more wrong lines",
			r->n_wrong - NR_DIAGS_PER_FILE);
}

int
nr_options_load(struct nr_options *o, const char *path, bool must_exist,
	struct nr_diags *diags, struct nr_error *err)
{
	struct reader r = { .options = o, .diags = diags, .path = path };
	struct nr_buf raw = NR_BUF_INIT;
	const char *text;
	int rc = -1;

	if (!must_exist && access(path, F_OK) < 0 &&
			(errno == ENOENT || errno == ENOTDIR))
		return 0;
	if (nr_fs_read(path, NR_OPTIONS_FILE_MAX, &raw, err) < 0)
		goto out;
	text = nr_buf_str(&raw);
	read_text(&r, text, text + raw.len);
	rc = 0;
out:
	nr_buf_release(&raw);
	return rc;
}
