/* Title and date of an article from its first heading or its file name. */
#include "config.h"

#include "load/derive.h"

#include <string.h>
#include <strings.h>
#include <unicase.h>

#include "newsreader/entity.h"
#include "newsreader/load.h"
#include "newsreader/utf8.h"

/* Bytes of the body that are searched for a heading. */
enum { SEARCH_MAX = 64 << 10, FENCE_MIN = 3 };

/* A borrowed substring. */
struct part {
	const char *s;
	size_t n;
};

/* ---- file name ---- */

static bool
is_general(const char *s, size_t n)
{
	return (n == 5 && strncasecmp(s, "index", n) == 0) || (n == 6 &&
		(strncasecmp(s, "_index", n) == 0 || strncasecmp(s, "readme", n) == 0));
}

static struct part
last_name(const char *path, size_t n)
{
	size_t from = n;

	while (from > 0 && path[from - 1] != '/')
		from--;
	return (struct part){ path + from, n - from };
}

/* The file's name without extension; for general names (index, README) the folder's
 * name. */
static struct part
name_of(const char *path)
{
	struct part name = last_name(path, strlen(path)), folder;
	const char *dot = memrchr(name.s, '.', name.n);

	if (strcmp(path, "-") == 0)
		return (struct part){ path, 0 };
	if (dot && dot > name.s)
		name.n = (size_t)(dot - name.s);
	if (!is_general(name.s, name.n) || name.s - path < 2)
		return name;
	folder = last_name(path, (size_t)(name.s - path) - 1);
	return folder.n > 0 ? folder : name;
}

static size_t
count_digits(const char *s, size_t n)
{
	size_t i = 0;

	while (i < n && s[i] >= '0' && s[i] <= '9')
		i++;
	return i;
}

static bool
is_joint(char c)
{
	return c == '-' || c == '_' || c == ' ';
}

/* Length in bytes of the date at the start of the name, or 0. */
static size_t
date_length(struct part name)
{
	size_t at = count_digits(name.s, name.n);

	if (at != 4)
		return 0;
	for (int i = 0; i < 2; i++) {
		size_t digits;

		if (at == name.n || (name.s[at] != '-' && name.s[at] != '_'))
			return 0;
		digits = count_digits(name.s + at + 1, name.n - at - 1);
		if (digits < 1 || digits > 2)
			return 0;
		at += 1 + digits;
	}
	return at == name.n || is_joint(name.s[at]) ? at : 0;
}

static bool
read_date(struct part name, struct nr_date *out)
{
	char text[16];
	size_t n = date_length(name);

	if (n == 0)
		return false;
	for (size_t i = 0; i < n; i++)
		text[i] = name.s[i] == '_' ? '-' : name.s[i];
	return nr_date_parse(text, n, out) == 0;
}

void
nr_derive_date(struct nr_article *a, const char *path)
{
	if (read_date(name_of(path), &a->date))
		a->has |= UINT64_C(1) << NR_FIELD_PUBLISHED_AT;
}

/* Append the words of a name, each capitalised. */
static void
add_words(struct nr_buf *out, struct part name)
{
	bool begins = true;

	for (size_t i = 0, len; i < name.n; i += len) {
		uint32_t cp;
		char utf8[4];

		len = nr_utf8_decode(name.s + i, name.n - i, &cp);
		if (is_joint(name.s[i]))
			nr_buf_addch(out, ' ');
		else
			nr_buf_add(out, utf8, nr_utf8_encode(begins ? uc_toupper(cp) : cp,
				utf8));
		begins = is_joint(name.s[i]);
	}
}

static void
add_name(struct nr_buf *out, const char *path)
{
	struct part name = name_of(path), rest = name;
	struct nr_date unused;
	size_t n = read_date(name, &unused) ? date_length(name) : 0;

	for (; n < name.n && is_joint(name.s[n]); n++)
		;
	rest = (struct part){ name.s + n, name.n - n };
	if (rest.n > 0)
		add_words(out, rest);
	else
		nr_buf_add(out, name.s, name.n);
}

/* ---- first heading ---- */

/* Append the text of a heading without Markdown markup and HTML tags. */
static void
add_heading(struct nr_buf *out, struct part h)
{
	struct nr_buf text = NR_BUF_INIT;

	for (size_t i = 0; i < h.n; i++) {
		const char *s = h.s + i, *close;
		size_t left = h.n - i;

		if (*s == '\\' && left > 1 && strchr("*_`[]#<&\\", s[1]) && s[1]) {
			nr_buf_addch(&text, s[1]);
			i++;
		} else if (*s == '<' && (close = memchr(s, '>', left)) != NULL) {
			i += (size_t)(close - s);
		} else if (*s == ']' && left > 1 && s[1] == '(' &&
			(close = memchr(s, ')', left)) != NULL) {
			i += (size_t)(close - s);
		} else if (*s == '{' && left > 1 && (s[1] == '#' || s[1] == ':' || s[1] == '.')
			&& s[left - 1] == '}') {
			break;
		} else if (!strchr("*`[]", *s) && !(*s == '!' && left > 1 && s[1] == '[')) {
			nr_buf_addch(&text, *s);
		}
	}
	nr_entity_decode(nr_buf_str(&text), text.len, out);
	nr_buf_release(&text);
}

static struct part
trim(const char *s, const char *end)
{
	while (s < end && strchr(" \t\r\n", *s) && *s)
		s++;
	while (end > s && strchr(" \t\r\n", end[-1]) && end[-1])
		end--;
	return (struct part){ s, (size_t)(end - s) };
}

/* The text of "## Heading ##"; empty if the line is not a heading. */
static struct part
atx_text(struct part line)
{
	size_t marks = 0, n = line.n;

	while (marks < n && line.s[marks] == '#')
		marks++;
	if (marks == 0 || marks > 6 || (marks < n && line.s[marks] != ' ' &&
			line.s[marks] != '\t'))
		return (struct part){ line.s, 0 };
	while (n > marks && line.s[n - 1] == '#')
		n--;
	if (n > marks && n < line.n && line.s[n - 1] != ' ' && line.s[n - 1] != '\t')
		n = line.n;
	return trim(line.s + marks, line.s + n);
}

/* A setext underline, "====" or "----". */
static bool
is_underline(struct part line)
{
	for (size_t i = 0; i < line.n; i++)
		if (line.s[i] != line.s[0])
			return false;
	return line.n > 0 && (line.s[0] == '=' || line.s[0] == '-');
}

/* "```" or "~~~", which begins or ends a code block. */
static bool
is_fence(struct part line)
{
	return line.n >= FENCE_MIN && (memcmp(line.s, "```", FENCE_MIN) == 0 ||
		memcmp(line.s, "~~~", FENCE_MIN) == 0);
}

static bool
is_indented(const char *s, const char *end)
{
	return s < end && (*s == '\t' || (end - s >= 4 && memcmp(s, "    ", 4) == 0));
}

/* True if the line is a heading when an underline follows. */
static bool
is_text(struct part line)
{
	return line.n > 0 && !strchr("#>-*+|<=", line.s[0]);
}

static void
add_markdown_heading(struct nr_buf *out, const char *s, const char *end)
{
	struct part before = { s, 0 };
	char fence = '\0';

	while (s < end && out->len == 0) {
		const char *nl = memchr(s, '\n', (size_t)(end - s));
		const char *e = nl ? nl : end;
		struct part line = trim(s, e);

		if (is_fence(line) && (!fence || fence == line.s[0])) {
			fence = fence ? '\0' : line.s[0];
			line.n = 0;
		} else if (fence || is_indented(s, e)) {
			line.n = 0;
		} else if (is_underline(line) && before.n > 0) {
			add_heading(out, before);
		} else {
			add_heading(out, atx_text(line));
		}
		before = is_text(line) && before.n == 0 ? line : (struct part){ s, 0 };
		s = nl ? nl + 1 : end;
	}
}

/* The first "</h" at or after s, ignoring case, or NULL. */
static const char *
find_closing(const char *s, const char *end)
{
	for (; (s = memchr(s, '<', (size_t)(end - s))) != NULL && end - s > 2; s++)
		if (s[1] == '/' && (s[2] | 0x20) == 'h')
			return s;
	return NULL;
}

static void
add_html_heading(struct nr_buf *out, const char *s, const char *end)
{
	while (out->len == 0 && (s = memchr(s, '<', (size_t)(end - s))) != NULL) {
		const char *open, *close;

		if (end - s < 4 || (s[1] | 0x20) != 'h' || s[2] < '1' || s[2] > '6' ||
			!strchr(" >\t\n", s[3])) {
			s++;
			continue;
		}
		open = memchr(s, '>', (size_t)(end - s));
		close = open ? find_closing(open, end) : NULL;
		if (!close)
			return;
		add_heading(out, trim(open + 1, close));
		s = close;
	}
}

void
nr_derive_title(struct nr_article *a, const char *path)
{
	struct nr_buf text = NR_BUF_INIT, title = NR_BUF_INIT;
	size_t n = a->body_len < SEARCH_MAX ? a->body_len : SEARCH_MAX;

	if (a->body_kind == NR_BODY_HTML)
		add_html_heading(&text, a->body, a->body + n);
	else if (a->body_kind != NR_BODY_NONE)
		add_markdown_heading(&text, a->body, a->body + n);
	nr_utf8_clean_line(&title, nr_buf_str(&text), text.len);
	if (title.len == 0 || title.len > NR_LOAD_LINE_MAX) {
		nr_buf_clear(&text);
		nr_buf_clear(&title);
		add_name(&text, path);
		nr_utf8_clean_line(&title, nr_buf_str(&text), text.len);
	}
	if (title.len > 0 && title.len <= NR_LOAD_LINE_MAX) {
		a->title = nr_arena_strndup(&a->arena, title.data, title.len);
		a->has |= UINT64_C(1) << NR_FIELD_TITLE;
		a->derived = true;
	}
	nr_buf_release(&text);
	nr_buf_release(&title);
}
