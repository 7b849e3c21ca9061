/* Repairs a front matter that is not valid YAML, line by line. */
#include "config.h"

#include "load/mend.h"

#include <stdlib.h>
#include <string.h>

#include "newsreader/load.h"
#include "newsreader/mem.h"
#include "newsreader/utf8.h"

/* Limits for linear time: bytes parsed in addition to the front matter, number of parts,
 * lines mended in a part. */
enum { PARSE_MAX = 4 << 20, PARTS_MAX = 10000, MENDS_MAX = 100, KEY_MAX = 100 };

enum state { AS_IT_WAS, QUOTED, LEFT_OUT };

struct line {
	const char *s;
	size_t n;		/* without its newline */
	enum state state;
};

/* A part is a top-level key with all its lines. Each part is parsed on its own, so that
 * an error in one does not affect the others. */
struct part {
	struct line *lines;
	size_t n, cap;
	uint32_t first;		/* of its lines, in the front matter */
};

struct mender {
	struct nr_yaml *y;
	struct part part;
	struct nr_buf text;	/* text of the part, as mended so far */
	struct nr_plain scratch;
	struct nr_anchors anchors;
	size_t parts, parsed;	/* number of parts, and bytes parsed, so far */
	struct nr_fault *fault;
};

/* ---- lines ---- */

static bool
is_key_char(char c)
{
	return nr_utf8_is_latin(c) || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
		c == '.' || c == '$' || c == '@';
}

size_t
nr_mend_key_length(const char *s, size_t n)
{
	size_t i = 0;

	if (n > 0 && (*s == '"' || *s == '\'')) {
		const char *close = memchr(s + 1, *s, n - 1);

		i = close ? (size_t)(close - s) + 1 : 0;
	} else {
		while (i < n && is_key_char(s[i]))
			i++;
	}
	if (i == 0 || i > KEY_MAX)
		return 0;
	return i < n && s[i] == ':' ? i : 0;
}

const struct nr_field_info *
nr_mend_field(const char *s, size_t n)
{
	enum nr_field field;
	char key[KEY_MAX + 1];

	memcpy(key, s, n);
	key[n] = '\0';
	return nr_field_key(key, &field) >= 0 ? nr_field_info(field) : NULL;
}

static bool
is_blank(const char *s, size_t n)
{
	size_t i = 0;

	while (i < n && (s[i] == ' ' || s[i] == '\t' || s[i] == '\r'))
		i++;
	return i == n;
}

static void
add_quoted(struct nr_buf *out, const char *s, size_t n)
{
	while (n > 0 && is_blank(s + n - 1, 1))
		n--;
	nr_buf_addch(out, '"');
	for (size_t i = 0; i < n; i++) {
		if (s[i] == '"' || s[i] == '\\')
			nr_buf_addch(out, '\\');
		nr_buf_addch(out, s[i]);
	}
	nr_buf_addch(out, '"');
}

/* Index of the value in "key: value", "- value" or "- key: value"; n if the line has none
 * of these forms. */
static size_t
value_at(const char *s, size_t n)
{
	size_t i = 0, key;
	bool any = false;

	for (;; i++) {
		while (i < n && (s[i] == ' ' || s[i] == '\t'))
			i++;
		if (i + 1 >= n || s[i] != '-' || s[i + 1] != ' ')
			break;
		any = true;
	}
	key = nr_mend_key_length(s + i, n - i);
	if (key > 0) {
		any = true;
		for (i += key + 1; i < n && (s[i] == ' ' || s[i] == '\t'); i++)
			;
	}
	return any ? i : n;
}

/* True if the quotes at both ends of s belong together, unlike those of 'a' and 'b'. */
static bool
has_outer_quotes(const char *s, size_t n)
{
	size_t inner = 0;
	bool closes = false;

	if (n < 2 || (*s != '"' && *s != '\'') || s[n - 1] != *s)
		return false;
	for (size_t i = 1; i + 1 < n; i++) {
		if (s[i] == *s && inner++ == 0)
			closes = !nr_utf8_is_latin(s[i + 1]) && (s[i + 1] & 0x80) == 0;
	}
	return inner == 0 || inner % 2 == 1 || !closes;
}

static void
add_list(struct nr_buf *out, const char *s, size_t n)
{
	const char *end = s + n, *separator = "[";

	for (const char *next; s < end; s = next) {
		const char *comma = memchr(s, ',', (size_t)(end - s));
		size_t len = (size_t)((comma ? comma : end) - s);
		bool quotes;

		next = comma ? comma + 1 : end;
		for (; len > 0 && is_blank(s, 1); len--)
			s++;
		while (len > 0 && is_blank(s + len - 1, 1))
			len--;
		quotes = has_outer_quotes(s, len);
		nr_buf_addz(out, separator);
		add_quoted(out, s + quotes, len - 2 * (size_t)quotes);
		separator = ", ";
	}
	nr_buf_addz(out, *separator == '[' ? "[]" : "]");
}

/* Append the value without enclosing quotes; for a list, one quoted text for each
 * element. */
static void
add_value(struct nr_buf *out, const char *s, size_t n, bool is_list)
{
	while (n > 0 && is_blank(s + n - 1, 1))
		n--;
	if (is_list && *s == '[') {
		n -= n > 1 && s[n - 1] == ']';
		add_list(out, s + 1, n - 1);
		return;
	}
	if (has_outer_quotes(s, n)) {
		s++;
		n -= 2;
	}
	add_quoted(out, s, n);
}

/* True if the field with the key at s is a list of words. */
static bool
is_list_key(const char *s, size_t n)
{
	const struct nr_field_info *field = nr_mend_field(s, n);

	return field && field->shape == NR_SHAPE_LINES;
}

/* Append the line with its value in quotes; false if it has no value. */
static bool
quote_line(struct nr_buf *out, const char *s, size_t n)
{
	size_t at = value_at(s, n), key = nr_mend_key_length(s, n);
	size_t i = 0;

	if (is_blank(s + at, n - at))
		return false;
	for (; i < at && (s[i] == ' ' || s[i] == '\t'); i++)
		nr_buf_addch(out, ' ');
	nr_buf_add(out, s + i, at - i);
	if (at > 0 && s[at - 1] == ':')
		nr_buf_addch(out, ' ');
	add_value(out, s + at, n - at, key > 0 && is_list_key(s, key));
	return true;
}

/* Append a line; a tab in the indentation becomes two spaces: lines indented by tabs
 * alone keep their levels, and a key below one after "- " gets the same column. */
static void
add_line(struct nr_buf *out, const struct line *l)
{
	size_t i = 0;

	if (l->state == QUOTED && quote_line(out, l->s, l->n))
		return;
	if (l->state != AS_IT_WAS)
		return;
	for (; i < l->n && (l->s[i] == ' ' || l->s[i] == '\t'); i++)
		nr_buf_addz(out, l->s[i] == '\t' ? "  " : " ");
	nr_buf_add(out, l->s + i, l->n - i);
}

/* ---- parts ---- */

static void
write_part(struct mender *m)
{
	nr_buf_clear(&m->text);
	for (size_t i = 0; i < m->part.n; i++) {
		add_line(&m->text, &m->part.lines[i]);
		nr_buf_addch(&m->text, '\n');
	}
}

static int
try_text(struct mender *m, const char *s, size_t n)
{
	struct nr_events_source source = {
		s, n, m->y->front->line + m->part.first, true
	};
	size_t anchors = m->anchors.n;

	m->parsed += n;
	nr_plain_clear(&m->scratch);
	if (nr_plain_read(&m->scratch, s, n))
		return 0;
	nr_plain_clear(&m->scratch);
	if (nr_events_read(&m->scratch, &source, &m->anchors, m->fault) == 0)
		return 0;
	m->anchors.n = anchors;
	return -1;
}

static void
warn(struct mender *m, uint32_t line, uint32_t col, const char *text, const char *what)
{
	struct nr_yaml_mark at = { m->part.first + line, col };

	nr_yaml_warn(m->y, at, "%s; %s", text, what);
}

/* The line to mend: the line of the error or the nearest before it; if that was mended
 * already, the first line of the enclosing node. NULL if not found. */
static struct line *
find_line(struct mender *m, uint32_t *at)
{
	struct part *p = &m->part;
	size_t i = m->fault->at.line < p->n ? m->fault->at.line + 1 : p->n;

	while (i > 0 && (is_blank(p->lines[i - 1].s, p->lines[i - 1].n) ||
			p->lines[i - 1].state == LEFT_OUT))
		i--;
	if (i == 0)
		return NULL;
	if (p->lines[i - 1].state == QUOTED && m->fault->context_line < p->n &&
		p->lines[m->fault->context_line].state == AS_IT_WAS)
		i = m->fault->context_line + 1;
	*at = (uint32_t)i - 1;
	return &p->lines[i - 1];
}

static void
mend_line(struct mender *m, struct line *l, uint32_t at)
{
	struct nr_buf unused = NR_BUF_INIT;
	uint32_t col = at == m->fault->at.line ? m->fault->at.col : 0;
	bool quotes = l->state == AS_IT_WAS && quote_line(&unused, l->s, l->n);

	if (l->state == AS_IT_WAS)
		warn(m, at, col, m->fault->text, quotes ? "the line is read as text"
			: "the line is left out");
	l->state = quotes ? QUOTED : LEFT_OUT;
	nr_buf_release(&unused);
}

/* Warn about the first tab in an indentation; false if not found. */
static bool
warn_of_tabs(struct mender *m)
{
	for (size_t i = 0; i < m->part.n; i++) {
		const struct line *l = &m->part.lines[i];
		size_t blanks = 0;

		while (blanks < l->n && l->s[blanks] == ' ')
			blanks++;
		if (blanks < l->n && l->s[blanks] == '\t' && !is_blank(l->s, l->n)) {
			warn(m, (uint32_t)i, (uint32_t)blanks, "a tab indents a line",
				"it is read as spaces");
			return true;
		}
	}
	return false;
}

/* Number of blanks before the key of a field; 0 if the line is not indented or has no
 * such key. */
static size_t
indent_of_field(const struct line *l)
{
	size_t i = 0, key;

	while (i < l->n && (l->s[i] == ' ' || l->s[i] == '\t'))
		i++;
	key = nr_mend_key_length(l->s + i, l->n - i);
	if (key == 0 || (i + key + 1 < l->n && !is_blank(l->s + i + key + 1, 1)))
		return 0;
	return nr_mend_field(l->s + i, key) ? i : 0;
}

/* A field that is indented below a key with a plain text value cannot belong to that key:
 * remove the indentation of this line and the lines after it. False if there is no such
 * field. */
static bool
dedent(struct mender *m)
{
	struct line *l = m->part.lines;
	size_t at = value_at(l->s, l->n), first = 1, indent = 0;

	if (is_blank(l->s + at, l->n - at) || strchr("|>&!*[{\"'#", l->s[at]))
		return false;
	while (first < m->part.n && (indent = indent_of_field(&l[first])) == 0)
		first++;
	if (first >= m->part.n)
		return false;
	warn(m, (uint32_t)first, (uint32_t)indent, "a key is indented below a value",
		"it is read as one that is not");
	for (size_t i = first; i < m->part.n; i++) {
		for (size_t k = 0; k < indent && l[i].n > 0 && is_blank(l[i].s, 1); k++) {
			l[i].s++;
			l[i].n--;
		}
	}
	return true;
}

/* Mend a part that libyaml refused. Returns -1 if it exceeds a limit. */
static int
mend_part(struct mender *m)
{
	size_t most = m->y->front->len + PARSE_MAX;
	bool dedented = dedent(m);
	int rc = -1;

	if (warn_of_tabs(m) || dedented) {
		write_part(m);
		rc = try_text(m, m->text.data, m->text.len);
	}
	for (size_t i = 0; rc < 0 && m->fault->code == NR_ERR_INPUT; i++) {
		uint32_t at;
		struct line *l = i < MENDS_MAX && m->parsed < most ? find_line(m, &at) : NULL;

		if (!l) {
			warn(m, 0, 0, m->fault->text, "the lines are left out");
			for (size_t j = 0; j < m->part.n; j++)
				m->part.lines[j].state = LEFT_OUT;
			write_part(m);
			return 0;
		}
		mend_line(m, l, at);
		write_part(m);
		rc = try_text(m, m->text.data, m->text.len);
	}
	return rc;
}

static int
end_part(struct mender *m, const char *from, const char *to, struct nr_buf *out)
{
	size_t n = (size_t)(to - from);

	if (try_text(m, from, n) == 0) {
		nr_buf_add(out, from, n);
	} else if (m->fault->code != NR_ERR_INPUT || mend_part(m) < 0) {
		m->fault->at.line += m->part.first;
		return -1;
	} else {
		nr_buf_add(out, m->text.data, m->text.len);
	}
	m->part.first += (uint32_t)m->part.n;
	m->part.n = 0;
	m->parts++;
	return 0;
}

int
nr_mend(struct nr_yaml *y, struct nr_buf *out, struct nr_fault *fault)
{
	struct mender m = { .y = y, .fault = fault };
	const char *s = y->front->text, *end = s + y->front->len, *from = s;
	int rc = 0;

	while (s < end && rc == 0) {
		const char *nl = memchr(s, '\n', (size_t)(end - s));
		size_t n = (size_t)((nl ? nl : end) - s);

		if (m.part.n > 0 && m.parts < PARTS_MAX && nr_mend_key_length(s, n) > 0) {
			rc = end_part(&m, from, s, out);
			from = s;
		}
		m.part.lines = nr_grow(m.part.lines, &m.part.cap, m.part.n + 1,
			sizeof(*m.part.lines));
		m.part.lines[m.part.n++] = (struct line){ s, n, AS_IT_WAS };
		s = nl ? nl + 1 : end;
	}
	if (rc == 0 && m.part.n > 0)
		rc = end_part(&m, from, end, out);
	free(m.part.lines);
	nr_buf_release(&m.text);
	nr_plain_release(&m.scratch);
	return rc;
}
