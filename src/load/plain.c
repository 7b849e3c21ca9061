/* Fast parser for the simple YAML that programs write. */
#include "config.h"

#include "load/plain.h"

#include <stdlib.h>
#include <string.h>

#include "newsreader/mem.h"

enum { DEPTH_MAX = 16, KEY_MAX = 100, EVENT_BYTES = 24 /* of text, on average */ };

/* An open collection. */
struct level {
	size_t col;
	bool list;
};

struct reader {
	struct nr_plain *out;
	/* start of the line, current position, end of the line */
	const char *start, *s, *end;
	uint32_t line;
	struct level open[DEPTH_MAX];
	size_t depth;
	/* The last key has no value on its line; it may follow on the next ones. */
	bool awaits;
	uint32_t key_line, key_end;
	size_t key_col;
};

struct nr_yaml_event *
nr_plain_add(struct nr_plain *p, yaml_event_type_t type)
{
	if (p->n == p->cap)
		p->v = nr_grow(p->v, &p->cap, p->n + 1, sizeof *p->v);
	p->v[p->n] = (struct nr_yaml_event){ .type = (uint8_t)type };
	return &p->v[p->n++];
}

struct nr_yaml_event *
nr_plain_add_scalar(struct nr_plain *p, yaml_scalar_style_t style, const char *s, size_t n)
{
	struct nr_yaml_event *e = nr_plain_add(p, YAML_SCALAR_EVENT);

	e->style = (uint8_t)style;
	e->len = (uint32_t)n;
	e->value = nr_arena_strndup(&p->texts, s, n);
	return e;
}

static struct nr_yaml_event *
add(struct reader *r, yaml_event_type_t type, size_t line, size_t col)
{
	struct nr_yaml_event *e = nr_plain_add(r->out, type);

	e->at = (struct nr_yaml_mark){ (uint32_t)line, (uint32_t)col };
	return e;
}

static size_t
column(const struct reader *r)
{
	return (size_t)(r->s - r->start);
}

static void
skip_blanks(struct reader *r)
{
	while (r->s < r->end && *r->s == ' ')
		r->s++;
}

/* ---- collections ---- */

static bool
open_level(struct reader *r, size_t col, bool list)
{
	if (r->depth == DEPTH_MAX)
		return false;
	r->open[r->depth++] = (struct level){ .col = col, .list = list };
	add(r, list ? YAML_SEQUENCE_START_EVENT : YAML_MAPPING_START_EVENT, r->line, col);
	return true;
}

static void
close_level(struct reader *r)
{
	bool list = r->open[--r->depth].list;

	add(r, list ? YAML_SEQUENCE_END_EVENT : YAML_MAPPING_END_EVENT, r->line, 0);
}

/* ---- scalars ---- */

/* Append a scalar. The buffer has room for all values, because no value is longer than
 * its text. If s is NULL the value is in the buffer already. */
static void
add_scalar(struct reader *r, yaml_scalar_style_t style, size_t line, size_t col,
	const char *s, size_t n)
{
	struct nr_buf *values = &r->out->values;
	struct nr_yaml_event *e = add(r, YAML_SCALAR_EVENT, line, col);

	e->style = (uint8_t)style;
	e->value = values->data + values->len;
	e->len = (uint32_t)n;
	if (s)
		memcpy(values->data + values->len, s, n);
	values->len += n;
	values->data[values->len++] = '\0';
}

/* A key without a value has a null, positioned after its colon. */
static void
add_null(struct reader *r)
{
	add_scalar(r, YAML_PLAIN_SCALAR_STYLE, r->key_line, r->key_end, NULL, 0);
	r->awaits = false;
}

static bool
is_alnum(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* True if a plain scalar may begin so. Allows fewer characters than YAML. */
static bool
may_begin(const char *s, size_t n)
{
	if (*s == '-')
		return n > 1 && is_alnum(s[1]);
	return is_alnum(*s) || (unsigned char)*s >= 0x80 || strchr("/._($+~", *s);
}

/* True if s contains c followed by a blank or the end; for '#', preceded by a blank. */
static bool
has_indicator(const char *s, size_t n, char c)
{
	const char *end = s + n, *p = s;

	for (; (p = memchr(p, c, (size_t)(end - p))); p++)
		if (c == '#' ? p > s && p[-1] == ' ' : p + 1 == end || p[1] == ' ')
			return true;
	return false;
}

static bool
read_unquoted(struct reader *r)
{
	size_t n = (size_t)(r->end - r->s);

	while (r->s[n - 1] == ' ')
		n--;
	if (!may_begin(r->s, n) || has_indicator(r->s, n, ':') ||
		has_indicator(r->s, n, '#'))
		return false;
	add_scalar(r, YAML_PLAIN_SCALAR_STYLE, r->line, column(r), r->s, n);
	return true;
}

/* The character for the escape sequence \c; 0 if it is not supported here. */
static char
escaped(char c)
{
	switch (c) {
	case '"':
	case '\\':
	case '/':
		return c;
	case 'n':
		return '\n';
	case 'r':
		return '\r';
	case 't':
		return '\t';
	default:
		return '\0';
	}
}

/* Decode a quoted value from r->s on into the free end of the buffer. Returns the
 * position of the closing quote, or NULL; *n is the length of the value in
 * bytes. */
static const char *
decode(struct reader *r, char quote, size_t *n)
{
	char *to = r->out->values.data + r->out->values.len, *begin = to;
	const char *s = r->s;

	for (; s < r->end && (*s != quote || (quote == '\'' && s + 1 < r->end &&
			s[1] == quote)); s++) {
		if (quote == '\'' && *s == quote) {
			s++;
		} else if (quote == '"' && *s == '\\') {
			if (++s == r->end || !escaped(*s))
				return NULL;
			*to++ = escaped(*s);
			continue;
		}
		*to++ = *s;
	}
	*n = (size_t)(to - begin);
	return s < r->end ? s : NULL;
}

static bool
read_quoted(struct reader *r)
{
	char quote = *r->s;
	size_t n, col = column(r);
	const char *s = ++r->s;
	const char *end = memchr(s, quote, (size_t)(r->end - s));

	if (!end)
		return false;
	n = (size_t)(end - s);
	if (quote == '"' ? memchr(s, '\\', n) != NULL : end + 1 < r->end && end[1] == quote) {
		end = decode(r, quote, &n);
		s = NULL;	/* decode() wrote it to the buffer */
	}
	if (!end)
		return false;
	add_scalar(r, quote == '"' ? YAML_DOUBLE_QUOTED_SCALAR_STYLE :
		YAML_SINGLE_QUOTED_SCALAR_STYLE, r->line, col, s, n);
	r->s = end + 1;
	skip_blanks(r);
	return r->s == r->end;
}

static bool
read_scalar(struct reader *r)
{
	return *r->s == '"' || *r->s == '\'' ? read_quoted(r) : read_unquoted(r);
}

/* ---- lines ---- */

/* Length in bytes of the key that begins here, or 0. */
static size_t
key_length(const struct reader *r)
{
	const char *s = r->s;

	while (s < r->end && (is_alnum(*s) || *s == '_' || (*s == '-' && s > r->s)))
		s++;
	if (s == r->s || s - r->s > KEY_MAX || s == r->end || *s != ':')
		return 0;
	return s + 1 == r->end || s[1] == ' ' ? (size_t)(s - r->s) : 0;
}

static bool
read_pair(struct reader *r, size_t n)
{
	r->key_col = column(r);
	add_scalar(r, YAML_PLAIN_SCALAR_STYLE, r->line, r->key_col, r->s, n);
	r->s += n + 1;
	r->key_line = r->line;
	r->key_end = (uint32_t)column(r);
	skip_blanks(r);
	r->awaits = r->s == r->end;
	return r->awaits || read_scalar(r);
}

/* Open or close collections for a line that begins in this column. */
static bool
enter_line(struct reader *r, size_t col, bool dash)
{
	const struct level *top;

	if (!r->depth)
		return col == 0 && !dash && open_level(r, 0, false);
	if (r->awaits && (col > r->key_col || (col == r->key_col && dash))) {
		r->awaits = false;
		return open_level(r, col, dash);
	}
	if (r->awaits)
		add_null(r);
	else if (col > r->open[r->depth - 1].col)
		return false;	/* continuation of a scalar, or malformed */
	/* A sequence may have the same column as its key. */
	for (; r->depth; close_level(r)) {
		top = &r->open[r->depth - 1];
		if (top->col < col || (top->col == col && top->list <= dash))
			break;
	}
	return r->depth && top->col == col && top->list == dash;
}

static bool
read_line(struct reader *r)
{
	size_t n, col;
	bool dash;

	skip_blanks(r);
	if (r->s == r->end)
		return true;
	col = column(r);
	dash = *r->s == '-' && r->s + 1 < r->end && r->s[1] == ' ';
	if (!enter_line(r, col, dash))
		return false;
	if (dash) {
		r->s++;
		skip_blanks(r);
	}
	n = r->s < r->end ? key_length(r) : 0;
	if (!n)
		return dash && r->s < r->end && read_scalar(r);
	return (!dash || open_level(r, column(r), false)) && read_pair(r, n);
}

bool
nr_plain_read(struct nr_plain *p, const char *text, size_t n)
{
	const char *end = text + n, *next;
	struct reader r = { .out = p };

	if (n == 0 || n > UINT32_MAX / 2 || memchr(text, '\t', n))
		return false;
	nr_buf_reserve(&p->values, n + 2);
	p->v = nr_grow(p->v, &p->cap, n / EVENT_BYTES + 1, sizeof *p->v);
	for (; text < end; text = next, r.line++) {
		r.start = r.s = text;
		r.end = memchr(text, '\n', (size_t)(end - text));
		next = r.end ? r.end + 1 : end;
		if (!r.end)
			r.end = end;
		else if (r.end > text && r.end[-1] == '\r')
			r.end--;
		if (!read_line(&r))
			return false;
	}
	if (!r.depth)
		return false;
	if (r.awaits)
		add_null(&r);
	while (r.depth)
		close_level(&r);
	add(&r, YAML_DOCUMENT_END_EVENT, r.line, 0);
	add(&r, YAML_STREAM_END_EVENT, r.line, 0);
	return true;
}

void
nr_plain_clear(struct nr_plain *p)
{
	p->n = 0;
	nr_buf_clear(&p->values);
	nr_arena_clear(&p->texts);
}

void
nr_plain_release(struct nr_plain *p)
{
	free(p->v);
	nr_buf_release(&p->values);
	nr_arena_release(&p->texts);
	*p = (struct nr_plain)NR_PLAIN_INIT;
}
