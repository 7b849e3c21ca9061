/* Converts scalars of a front matter: text, URLs, dates, numbers, booleans. */
#include "config.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "load/value.h"
#include "newsreader/entity.h"
#include "newsreader/load.h"
#include "newsreader/url.h"
#include "newsreader/utf8.h"

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Returns 1 if the current node is a scalar with text, otherwise 0 or -1 as in value.h.
 * *s has no white space at its ends. */
static int
take_scalar(struct nr_yaml *y, const char *key, const char *what, const char **s,
	size_t *n)
{
	if (nr_yaml_is_null(y))
		return 0;
	if (!nr_yaml_is_scalar(y))
		return nr_yaml_unexpected(y, key, what);
	*s = nr_yaml_str(y, n);
	for (; *n && is_blank(**s); ++*s, --*n)
		;
	for (; *n && is_blank((*s)[*n - 1]); --*n)
		;
	return *n > 0;
}

/* Decode character references: feeds contain titles and excerpts as HTML, e.g.
 * "Biden&#8217;s". */
static void
decode(struct nr_yaml *y, const char **s, size_t *n)
{
	if (!memchr(*s, '&', *n))
		return;
	nr_buf_clear(&y->text);
	nr_entity_decode(*s, *n, &y->text);
	*s = nr_buf_str(&y->text);
	*n = y->text.len;
}

typedef void clean_fn(struct nr_buf *out, const char *s, size_t n);

/* Take a text, cleaned and cut to max bytes; NULL if it is empty or invisible. */
static int
take_text(struct nr_yaml *y, const char *key, bool html, clean_fn *clean, size_t max,
	const char **out)
{
	struct nr_buf *b = &y->tmp;
	const char *s;
	size_t n;
	int rc = take_scalar(y, key, html ? "HTML" : "text", &s, &n);

	if (rc <= 0)
		return rc;
	if (!html)
		decode(y, &s, &n);
	nr_buf_clear(b);
	clean(b, s, n);
	if (b->len > max) {
		nr_yaml_warn(y, y->event.at,
			"%s: longer than %zu bytes, the rest is left out", key, max);
		nr_buf_truncate(b, nr_utf8_cut(b->data, b->len, max));
	}
	while (b->len && is_blank(b->data[b->len - 1]))
		nr_buf_truncate(b, b->len - 1);
	if (!b->len)
		return 0;
	*out = nr_arena_strndup(y->arena, b->data, b->len);
	return 1;
}

int
nr_value_line(struct nr_yaml *y, const char *key, const char **out)
{
	return take_text(y, key, false, nr_utf8_clean_line, NR_LOAD_LINE_MAX, out);
}

int
nr_value_html(struct nr_yaml *y, const char *key, const char **out)
{
	return take_text(y, key, true, nr_utf8_clean_line, NR_LOAD_LINE_MAX, out);
}

int
nr_value_text(struct nr_yaml *y, const char *key, const char **out)
{
	return take_text(y, key, false, nr_utf8_clean_text, NR_LOAD_TEXT_MAX, out);
}

static int
take_address(struct nr_yaml *y, const char *key, const char *what)
{
	const char *s;
	size_t n;
	int rc = take_scalar(y, key, what, &s, &n);

	if (rc <= 0)
		return rc;
	nr_buf_clear(&y->tmp);
	if (n <= NR_URL_MAX)
		nr_url_clean(s, n, &y->tmp);
	if (n <= NR_URL_MAX && y->tmp.len <= NR_URL_MAX)
		return y->tmp.len > 0;
	nr_yaml_warn(y, y->event.at, "%s: longer than %d bytes", key, NR_URL_MAX);
	return 0;
}

int
nr_value_address(struct nr_yaml *y, const char *key, const char **out)
{
	int rc = take_address(y, key, "an address");

	if (rc > 0)
		*out = nr_arena_strndup(y->arena, y->tmp.data, y->tmp.len);
	return rc;
}

int
nr_value_url(struct nr_yaml *y, const char *key, const char **out, struct nr_buf *refused)
{
	int rc = take_address(y, key, "a web address");

	if (rc <= 0)
		return rc;
	if (!nr_url_is_web(nr_buf_str(&y->tmp))) {
		nr_buf_addz(refused, nr_yaml_describe(y));
		return nr_yaml_unexpected(y, key, "a web address");
	}
	*out = nr_arena_strndup(y->arena, y->tmp.data, y->tmp.len);
	return 1;
}

/* Parses a text; returns false and leaves *out unchanged if it is not of the type. */
typedef bool parse_fn(const char *s, size_t n, void *out);

static int
take_as(struct nr_yaml *y, const char *key, const char *what, parse_fn *parse, void *out)
{
	const char *s;
	size_t n;
	int rc = take_scalar(y, key, what, &s, &n);

	if (rc <= 0)
		return rc;
	return parse(s, n, out) ? 1 : nr_yaml_unexpected(y, key, what);
}

static bool
parse_date(const char *s, size_t n, void *out)
{
	return nr_date_parse(s, n, out) == 0;
}

int
nr_value_date(struct nr_yaml *y, const char *key, struct nr_date *out)
{
	return take_as(y, key, "an ISO 8601 date", parse_date, out);
}

/* Read the digits at *s as a number with this sign; false without digits, or if it
 * overflows. */
static bool
read_digits(const char **s, const char *end, int sign, int64_t *out)
{
	const char *from = *s;

	*out = 0;
	for (; *s < end && isdigit((unsigned char)**s); ++*s)
		if (__builtin_mul_overflow(*out, 10, out) ||
		    __builtin_add_overflow(*out, sign * (**s - '0'), out))
			return false;
	return *s > from;
}

static int
read_sign(const char **s, const char *end)
{
	if (*s < end && (**s == '-' || **s == '+'))
		return *(*s)++ == '-' ? -1 : 1;
	return 1;
}

static bool
parse_int(const char *s, size_t n, void *out)
{
	const char *end = s + n;
	int sign = read_sign(&s, end);
	int64_t v;

	if (!read_digits(&s, end, sign, &v))
		return false;
	if (s < end && *s == '.')
		for (s++; s < end && *s == '0'; s++)
			;
	if (s == end)
		*(int64_t *)out = v;
	return s == end;
}

int
nr_value_int(struct nr_yaml *y, const char *key, int64_t *out)
{
	return take_as(y, key, "a whole number", parse_int, out);
}

/* Divides two exact numbers once, so that the result is the nearest double. */
static bool
parse_decimal(const char *s, size_t n, void *out)
{
	const char *end = s + n;
	int sign = read_sign(&s, end);
	double scale = 1;
	int64_t digits;

	if (!read_digits(&s, end, 1, &digits))
		return false;
	if (s < end && *s == '.') {
		for (s++; s < end && isdigit((unsigned char)*s); s++) {
			if (digits >= INT64_C(100000000000000))
				continue;
			digits = digits * 10 + (*s - '0');
			scale *= 10;
		}
	}
	if (s == end)
		*(double *)out = sign * (double)digits / scale;
	return s == end;
}

int
nr_value_decimal(struct nr_yaml *y, const char *key, double *out)
{
	return take_as(y, key, "a number", parse_decimal, out);
}

static bool
parse_bool(const char *s, size_t n, void *out)
{
	static const char *const words[] = { "false", "true", "no", "yes", "off", "on" };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (strlen(words[i]) == n && strncasecmp(words[i], s, n) == 0) {
			*(bool *)out = i % 2;
			return true;
		}
	}
	return false;
}

int
nr_value_bool(struct nr_yaml *y, const char *key, bool *out)
{
	return take_as(y, key, "true or false", parse_bool, out);
}

static bool
parse_duration(const char *s, size_t n, void *out)
{
	int64_t v = nr_duration_parse(s, n);

	if (v >= 0)
		*(int64_t *)out = v;
	return v >= 0;
}

int
nr_value_duration(struct nr_yaml *y, const char *key, int64_t *out)
{
	return take_as(y, key, "an ISO 8601 duration as PT15M28S", parse_duration, out);
}

/* Stop adding after NR_LOAD_LINE_MAX: the text is cut there anyway. */
static void
add_some(struct nr_buf *out, const char *s, size_t n)
{
	if (out->len <= NR_LOAD_LINE_MAX)
		nr_buf_add(out, s, n < NR_LOAD_LINE_MAX ? n : NR_LOAD_LINE_MAX);
}

/* Recursion is limited by NR_LOAD_DEPTH_MAX. */
static int
add_flat(struct nr_yaml *y, struct nr_buf *out)
{
	bool mapping = nr_yaml_is_mapping(y);
	const char *s;
	size_t n;

	if (nr_yaml_is_scalar(y)) {
		s = nr_yaml_str(y, &n);
		add_some(out, s, n);
		return 0;
	}
	add_some(out, mapping ? "{" : "[", 1);
	for (bool first = true;; first = false) {
		if (nr_yaml_next(y) < 0)
			return -1;
		if (y->event.type == YAML_SEQUENCE_END_EVENT
			|| y->event.type == YAML_MAPPING_END_EVENT)
			break;
		if (!first)
			add_some(out, ", ", 2);
		if (add_flat(y, out) < 0)
			return -1;
		if (!mapping)
			continue;
		add_some(out, ": ", 2);
		if (nr_yaml_next(y) < 0 || add_flat(y, out) < 0)
			return -1;
	}
	add_some(out, mapping ? "}" : "]", 1);
	return 0;
}

int
nr_value_flat(struct nr_yaml *y, const char **out)
{
	struct nr_buf raw = NR_BUF_INIT;
	int rc = add_flat(y, &raw);

	if (rc == 0) {
		nr_buf_clear(&y->tmp);
		nr_utf8_clean_line(&y->tmp, nr_buf_str(&raw), raw.len);
		if (y->tmp.len > NR_LOAD_LINE_MAX) {
			nr_buf_truncate(&y->tmp,
				nr_utf8_cut(y->tmp.data, y->tmp.len, NR_LOAD_LINE_MAX - 3));
			nr_buf_addz(&y->tmp, "…");
		}
		*out = nr_arena_strndup(y->arena, nr_buf_str(&y->tmp), y->tmp.len);
	}
	nr_buf_release(&raw);
	return rc;
}
