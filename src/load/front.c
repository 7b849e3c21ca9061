/* Finds the front matter of a file, and cleans it for libyaml. */
#include "config.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "load/front.h"
#include "newsreader/article.h"
#include "newsreader/utf8.h"

enum { SECRET_MIN = 64 };

enum fate { KEEP, DROP, REPLACE, BLANK };

/* The position after the line that begins at s and its newline. */
static const char *
line_end(const char *s, const char *end)
{
	const char *nl = s < end ? memchr(s, '\n', (size_t)(end - s)) : NULL;

	return nl ? nl + 1 : end;
}

/* True if the line s..e is `what` with only white space after it. */
static bool
line_is(const char *s, const char *e, const char *what)
{
	size_t n = strlen(what);

	if ((size_t)(e - s) < n || memcmp(s, what, n) != 0)
		return false;
	for (s += n; s < e; s++)
		if (*s != ' ' && *s != '\t' && *s != '\r' && *s != '\n')
			return false;
	return true;
}

static const char *
skip_bom(const char *data, const char *end)
{
	return end - data >= 3 && memcmp(data, "\xef\xbb\xbf", 3) == 0 ? data + 3 : data;
}

/* Skip blank lines and HTML comments (such as a license); adds the number of lines to
 * *line. */
static const char *
skip_preface(const char *s, const char *end, unsigned *line)
{
	for (;;) {
		const char *from, *close;

		while (s < end && line_is(s, line_end(s, end), "")) {
			s = line_end(s, end);
			++*line;
		}
		if (end - s < 4 || memcmp(s, "<!--", 4) != 0)
			return s;
		from = s;
		close = memmem(s, (size_t)(end - s), "-->", 3);
		if (!close || !line_is(close, line_end(close, end), "-->"))
			return from;
		s = line_end(close, end);
		for (const char *p = from; (p = memchr(p, '\n', (size_t)(s - p))); p++)
			++*line;
	}
}

/* The language of an opening line "---", which may have a YAML comment; NULL if the line
 * is not one. */
static const char *
read_opening(const char *s, const char *e)
{
	static const char *const languages[] = { "yaml", "yml", "json", "toml" };

	if (e - s < 3 || memcmp(s, "---", 3) != 0)
		return NULL;
	if (line_is(s, e, "---"))
		return languages[0];
	s += 3;
	for (const char *p = s; p < e && (*p == ' ' || *p == '\t'); p++)
		if (p + 1 < e && p[1] == '#')
			return languages[0];
	while (s < e && (*s == ' ' || *s == '\t'))
		s++;
	for (size_t i = 0; i < sizeof(languages) / sizeof(languages[0]); i++) {
		size_t n = strlen(languages[i]);

		if ((size_t)(e - s) >= n && strncasecmp(s, languages[i], n) == 0 &&
			line_is(s + n, e, ""))
			return languages[i];
	}
	return NULL;
}

/* "{" followed by a key or "}", to exclude template tags. */
static bool
is_json(const char *s, const char *end)
{
	if (s == end || *s != '{')
		return false;
	for (s++; s < end && (*s == ' ' || *s == '\t' || *s == '\r' || *s == '\n'); s++)
		;
	return s < end && (*s == '"' || *s == '}');
}

/* A keyword line of Org mode: "#+title: ...". */
static bool
is_org(const char *s, const char *e)
{
	if (e - s < 3 || s[0] != '#' || s[1] != '+')
		return false;
	for (s += 2; s < e && (nr_utf8_is_latin(*s) || *s == '_'); s++)
		;
	return s < e && *s == ':';
}

static enum nr_front_format
find_format(const char *s, const char *end)
{
	const char *e = line_end(s, end);
	const char *language = read_opening(s, e);

	if (language)
		return *language == 't' ? NR_FRONT_TOML : *language == 'j' ? NR_FRONT_JSON
			: NR_FRONT_YAML;
	if (is_json(s, end))
		return NR_FRONT_JSON;
	if (line_is(s, e, "+++"))
		return NR_FRONT_TOML;
	return is_org(s, e) ? NR_FRONT_ORG : NR_FRONT_NONE;
}

enum nr_front_format
nr_front_find(const char *data, size_t n, struct nr_front *f)
{
	const char *end = data + n;
	const char *s = skip_bom(data, end);
	unsigned line = 1;
	enum nr_front_format format;

	s = skip_preface(s, end, &line);
	format = find_format(s, end);
	if (format == NR_FRONT_NONE)
		return format;
	f->format = format;
	f->line = f->opening = line;
	if (*s != '{') {
		s = line_end(s, end);
		f->line++;
	}
	f->raw = s;
	if (format == NR_FRONT_JSON && f->line == f->opening) {
		/* The end of the JSON object is found when it is parsed. */
		f->raw_len = (size_t)(end - s);
		f->body = end;
		f->body_len = 0;
		return format;
	}
	for (const char *e; s < end; s = e) {
		e = line_end(s, end);
		if ((*s == '-' && line_is(s, e, "---")) || (*s == '.' && line_is(s, e, "...")))
			break;
	}
	f->closed = s < end;
	f->raw_len = (size_t)(s - f->raw);
	f->body = line_end(s, end);
	f->body_len = (size_t)(end - f->body);
	return format;
}

void
nr_front_whole(const char *data, size_t n, struct nr_front *f)
{
	const char *end = data + n;

	f->format = NR_FRONT_YAML;
	f->raw = skip_bom(data, end);
	f->raw_len = (size_t)(end - f->raw);
	f->line = f->opening = 1;
	f->body = end;
	f->body_len = 0;
	f->closed = true;
}

static bool
is_plain(char c)
{
	return c >= 0x20 && c < 0x7f;
}

/* How to clean the character or escape sequence at s; *len is its length in bytes. */
static enum fate
classify(const char *s, size_t n, size_t *len)
{
	unsigned char c = (unsigned char)*s;
	uint32_t cp;

	*len = 1;
	if (is_plain(*s))
		return KEEP;
	if (c == '\n' || c == '\t' || (c == '\r' && n > 1 && s[1] == '\n'))
		return KEEP;
	if (c == 0x1b)
		*len = nr_utf8_escape(s, n);
	if (c < 0x80)
		return c == '\r' ? BLANK : DROP;
	*len = nr_utf8_decode(s, n, &cp);
	if (cp >= 0x80 && cp < 0xa0) {
		size_t escape = nr_utf8_escape(s, n);

		*len = escape ? escape : *len;
		return DROP;
	}
	/* YAML 1.1 treats these as line breaks, but editors do not: line numbers would
	 * differ. */
	if (cp == 0x2028 || cp == 0x2029)
		return BLANK;
	if (cp == 0xfffd && (*len != 3 || memcmp(s, "\xef\xbf\xbd", 3) != 0))
		return REPLACE;
	return cp == 0xfffe || cp == 0xffff ? REPLACE : KEEP;
}

/* The number of characters in the n bytes that classify() treated as one. */
static unsigned
count_chars(const char *s, size_t len)
{
	unsigned n = 0;

	for (size_t i = 1; i < len; i++)
		n += (s[i] & 0xc0) != 0x80;
	return n + 1;
}

/* True if eight bytes are printable ASCII or newlines. For ASCII bytes no sum carries
 * into the next byte. */
static bool
is_plain_or_nl(uint64_t v)
{
	const uint64_t ones = UINT64_MAX / 255, tops = ones << 7;
	uint64_t printable = v + ones * 0x60;
	uint64_t other = (v ^ ones * '\n') + ones * 0x7f;

	return !((v | (v + ones) | (~printable & other)) & tops);
}

static size_t
clean_prefix(const char *s, size_t n)
{
	size_t i = 0, len;

	for (;; i += len) {
		for (uint64_t v; i + sizeof v <= n; i += sizeof v) {
			memcpy(&v, s + i, sizeof v);
			if (!is_plain_or_nl(v))
				break;
		}
		while (i < n && (is_plain(s[i]) || s[i] == '\n'))
			i++;
		if (i == n || classify(s + i, n - i, &len) != KEEP)
			return i;
	}
}

/* Line, and characters before it in that line, of byte `at`. */
static void
place_of_byte(const struct nr_front *f, size_t at, unsigned *line, unsigned *col)
{
	size_t start = 0, len;

	*line = f->line;
	for (const char *p; (p = memchr(f->raw + start, '\n', at - start));
	     start = (size_t)(p - f->raw) + 1)
		++*line;
	*col = 1;
	for (size_t i = start; i < at; i += len) {
		classify(f->raw + i, f->raw_len - i, &len);
		*col += count_chars(f->raw + i, len);
	}
}

/* Of a secret only the presence is kept, but its text is a quarter of real front matters,
 * and libyaml would copy it byte by byte. If it is one word in double quotes without
 * escape sequences, empty the quotes: no other token moves to another line. */
static void
cut_secret(struct nr_front *f)
{
	char begin[32];
	const char *end = f->text + f->len, *s, *e;
	size_t at, n = (size_t)snprintf(begin, sizeof(begin), "\n%s: \"",
		nr_field_info(NR_FIELD_SECURED)->key);

	s = f->len ? memmem(f->text, f->len, begin, n) : NULL;
	if (!s)
		return;
	s += n;
	e = memchr(s, '"', (size_t)(end - s));
	if (!e || e - s < SECRET_MIN || end - e < 2 || e[1] != '\n')
		return;
	at = (size_t)(s - f->text);
	n = (size_t)(e - s);
	if (memchr(s, '\\', n) || memchr(s, '\n', n) || memchr(s, ' ', n))
		return;
	if (f->text == f->raw)
		nr_buf_add(&f->clean, f->raw, f->raw_len);
	memmove(f->clean.data + at, f->clean.data + at + n, f->len - at - n);
	nr_buf_truncate(&f->clean, f->len - n);
	f->text = nr_buf_str(&f->clean);
	f->len = f->clean.len;
}

static void
clean_text(struct nr_front *f)
{
	size_t i = clean_prefix(f->raw, f->raw_len), len;

	f->text = f->raw;
	f->len = f->raw_len;
	if (i == f->raw_len)
		return;
	nr_buf_reserve(&f->clean, f->raw_len);
	nr_buf_add(&f->clean, f->raw, i);
	while (i < f->raw_len) {
		enum fate fate = classify(f->raw + i, f->raw_len - i, &len);

		if ((fate != BLANK || f->raw[i] == '\r') && f->dirty++ == 0)
			place_of_byte(f, i, &f->dirty_line, &f->dirty_col);
		if (fate == REPLACE)
			nr_buf_add(&f->clean, "\xef\xbf\xbd", 3);
		else if (fate == BLANK)
			nr_buf_addch(&f->clean, ' ');
		i += len;
		len = clean_prefix(f->raw + i, f->raw_len - i);
		nr_buf_add(&f->clean, f->raw + i, len);
		i += len;
	}
	f->text = nr_buf_str(&f->clean);
	f->len = f->clean.len;
}

void
nr_front_clean(struct nr_front *f)
{
	clean_text(f);
	cut_secret(f);
}

void
nr_front_locate(const struct nr_front *f, size_t at_line, size_t at_char, unsigned *line,
	unsigned *col)
{
	const char *s = f->raw, *end = f->raw + f->raw_len, *nl;
	size_t len;

	*line = f->line;
	*col = 1;
	for (; at_line > 0; at_line--, ++*line) {
		nl = memchr(s, '\n', (size_t)(end - s));
		if (!nl) {
			/* libyaml counts one line more if the last line has no
			 * newline. */
			at_char = SIZE_MAX;
			break;
		}
		s = nl + 1;
	}
	for (; s < end && *s != '\n'; s += len) {
		if (classify(s, (size_t)(end - s), &len) != DROP && at_char-- == 0)
			break;
		*col += count_chars(s, len);
	}
}

void
nr_front_end(struct nr_front *f, size_t line)
{
	const char *s = f->raw, *end = f->raw + f->raw_len;

	for (; line > 0; line--)
		s = line_end(s, end);
	f->raw_len = (size_t)(s - f->raw);
	f->body = s;
	f->body_len = (size_t)(end - s);
	nr_buf_clear(&f->clean);
	f->dirty = 0;
	nr_front_clean(f);
}

void
nr_front_release(struct nr_front *f)
{
	nr_buf_release(&f->clean);
}
