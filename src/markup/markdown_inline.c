/* Rewrites inline Markdown that md4c does not support, and limits its paragraphs. */
#include "config.h"

#include <string.h>

#include "newsreader/utf8.h"
#include "markup/markdown_inline.h"
#include "markup/markdown_scan.h"
#include "markup/shortcode.h"

enum { TICKS_MAX = 32 };

struct inliner {
	struct nr_buf *out;
	struct nr_text_notes *notes;
	struct nr_text_shortcodes codes;
	const char *s, *end;		/* of the current run of lines */
	const char *all_end;
	/* Results of searches, so that none is repeated: runs of n ticks, '>', ends of
	 * mathematics. */
	bool no_ticks[TICKS_MAX];
	bool no_tag;
	const char *tag_end;
	const char *no_math[4];		/* none up to the end of this paragraph */
	const char *no_formula;		/* no end of a formula before this */
};

/* A code span, or ticks that do not begin one. */
static void
take_ticks(struct inliner *c)
{
	size_t n = nr_text_scan_count(c->s, c->end, '`');
	const char *at = c->s + n;

	if (n < TICKS_MAX && !c->no_ticks[n]) {
		while ((at = memchr(at, '`', (size_t)(c->end - at))) != NULL) {
			size_t m = nr_text_scan_count(at, c->end, '`');

			at += m;
			if (m != n)
				continue;
			nr_text_shortcode_code(c->out, c->s, (size_t)(at - c->s));
			c->s = at;
			return;
		}
		c->no_ticks[n] = true;
	}
	nr_buf_add(c->out, c->s, n);
	c->s += n;
}

/* Append mathematics unchanged, with its line breaks. */
static void
put_math(struct inliner *c, const char *end)
{
	const char *newline;

	while ((newline = memchr(c->s, '\n', (size_t)(end - c->s))) != NULL) {
		size_t margin = strspn(newline + 1, " \t>");

		nr_text_shortcode_literal(c->out, c->s, (size_t)(newline - c->s));
		nr_buf_addz(c->out, "\\\n");
		nr_buf_add(c->out, newline + 1, margin);
		c->s = newline + 1 + margin;
	}
	nr_text_shortcode_literal(c->out, c->s, (size_t)(end - c->s));
	c->s = end;
}

/* False if \( \) is only an escaped parenthesis. */
static bool
is_formula(const char *s, const char *end)
{
	if (end - s == 1)
		return nr_utf8_is_latin(*s);
	for (const char *p = s; p < end; p++) {
		if (strchr("^=_*+<", *p) != NULL && *p != '\0' && p[-1] != '\\')
			return true;
		if (*p == '\\' && p + 1 < end && nr_utf8_is_latin(p[1]))
			return true;
	}
	return false;
}

/* Mathematics that ends in the same paragraph: $$ $$, \[ \], \( \), \begin \end. */
static bool
take_math(struct inliner *c)
{
	static const char *const pairs[][2] = {
		{ "$$", "$$" }, { "\\[", "\\]" }, { "\\(", "\\)" }, { "\\begin{", "\\end{" },
	};
	size_t i = 0, n, left = (size_t)(c->all_end - c->s);
	const char *limit, *close;

	while (i < 4 && (left < strlen(pairs[i][0])
			|| memcmp(c->s, pairs[i][0], strlen(pairs[i][0])) != 0))
		i++;
	if (i == 4)
		return false;
	if ((i == 1 || i == 2) && c->no_formula != NULL && c->s < c->no_formula)
		return false;
	n = strlen(pairs[i][0]);
	limit = nr_text_shortcode_paragraph(&c->codes, c->s);
	if (c->no_math[i] == limit)
		return false;
	close = limit > c->s + n ? memmem(c->s + n, (size_t)(limit - c->s) - n, pairs[i][1],
		strlen(pairs[i][1])) : NULL;
	if (close == NULL) {
		c->no_math[i] = limit;
		return false;
	}
	if ((i == 1 || i == 2) && !is_formula(c->s + n, close)) {
		c->no_formula = close;
		return false;
	}
	close += strlen(pairs[i][1]);
	if (i == 3 && memchr(close, '}', (size_t)(limit - close)) != NULL)
		close = (const char *)memchr(close, '}', (size_t)(limit - close)) + 1;
	put_math(c, close);
	return true;
}

/* $x$, by Pandoc's rules, which exclude prices. */
static bool
take_dollar(struct inliner *c)
{
	const char *s = c->s + 1, *close;

	if (s == c->end || strchr(" \t\n$", *s) != NULL)
		return false;
	close = memchr(s, '$', (size_t)(c->end - s));
	if (close == NULL || close == s || strchr(" \t\n\\", close[-1]) != NULL
			|| (close + 1 < c->end && close[1] >= '0' && close[1] <= '9')
			|| memchr(s, '`', (size_t)(close - s)) != NULL
			|| memmem(s, (size_t)(close - s), "](", 2) != NULL)
		return false;
	put_math(c, close + 1);
	return true;
}

/* A footnote reference "[^name]". */
static bool
take_mark(struct inliner *c)
{
	size_t n = c->notes != NULL ? nr_text_notes_mark(c->s, c->end) : 0, number;

	if (n == 0)
		return false;
	number = nr_text_notes_use(c->notes, c->s + 2, n - 3);
	if (number == 0)
		return false;
	nr_buf_addf(c->out, "<sup>%zu</sup>", number);
	c->s += n;
	return true;
}

/* Note an HTML tag or a URL in angle brackets, where only shortcodes are rewritten. */
static void
see_tag(struct inliner *c)
{
	const char *next = c->s + 1;

	if (c->no_tag || c->tag_end > c->s || next == c->end
			|| (!nr_utf8_is_latin(*next) && *next != '/'))
		return;
	c->tag_end = memchr(next, '>', (size_t)(c->end - next));
	c->no_tag = c->tag_end == NULL;
	if (c->no_tag)
		c->tag_end = c->codes.begin;
}

/* Rewrite the special construct at c->s. False if not found. */
static bool
take_special(struct inliner *c)
{
	bool in_tag = c->tag_end > c->s;
	const char *after;

	switch (*c->s) {
	case '{':
		after = nr_text_shortcode_take(&c->codes, c->out, c->s);
		if (after != NULL)
			c->s = after;
		return after != NULL;
	case '<':
		see_tag(c);
		return false;
	case '`':
		if (!in_tag)
			take_ticks(c);
		return !in_tag;
	case '$':
		return !in_tag && (take_math(c) || take_dollar(c));
	case '[':
		return !in_tag && take_mark(c);
	default:
		if (!in_tag && take_math(c))
			return true;
		/* Skip an escaped character. */
		if (c->s + 1 < c->end && c->s[1] != '\n') {
			nr_buf_add(c->out, c->s, 2);
			c->s += 2;
			return true;
		}
		return false;
	}
}

static const bool special[256] = {
	['{'] = true, ['<'] = true, ['`'] = true, ['$'] = true, ['['] = true, ['\\'] = true,
};

/* Rewrite the lines from s to end. Returns the position to continue at: end, or after
 * it. */
static const char *
rewrite_lines(struct inliner *c, const char *s, const char *end)
{
	c->s = s;
	c->end = end;
	c->tag_end = c->codes.begin;
	c->no_tag = false;
	memset(c->no_ticks, 0, sizeof c->no_ticks);
	while (c->s < c->end) {
		size_t n = 0, left = (size_t)(c->end - c->s);

		while (n < left && !special[(unsigned char)c->s[n]])
			n++;
		nr_buf_add(c->out, c->s, n);
		c->s += n;
		if (n < left && !take_special(c))
			nr_buf_addch(c->out, *c->s++);
	}
	return c->s;
}

/* A line that is, or resembles, the delimiter row of a table; s is NULL for none. */
struct row {
	const char *s, *end;
	bool delimiter;
};

/* Find the lines of the text that begins with the scanned line. Returns their end; the
 * scanner is at the next line. */
static const char *
find_run(struct nr_text_scan *scan, size_t *lines, bool *more, struct row *row)
{
	const char *end = scan->line + scan->n;

	*lines = 1;
	while ((*more = nr_text_scan_next(scan)) && scan->kind == TEXT_LINE_TEXT
			&& !scan->begins) {
		end = scan->line + scan->n;
		if (scan->delimiter || scan->no_delimiter)
			*row = (struct row){ scan->line, end, scan->delimiter };
		++*lines;
	}
	return end;
}

static bool
is_long(const char *s, const char *end, size_t lines)
{
	size_t brackets = 0;

	if (end - s > TEXT_PARAGRAPH_MAX || lines > TEXT_PARAGRAPH_LINES_MAX)
		return true;
	if (end - s <= TEXT_PARAGRAPH_BRACKETS_MAX)
		return false;
	for (; (s = memchr(s, '[', (size_t)(end - s))) != NULL; s++)
		brackets++;
	return brackets > TEXT_PARAGRAPH_BRACKETS_MAX;
}

void
nr_text_inline_rewrite(struct nr_buf *out, struct nr_text_notes *notes, const char *s,
	size_t n)
{
	struct inliner c = { .out = out, .notes = notes, .all_end = s + n,
		.codes = { .begin = s, .end = s + n } };
	struct nr_text_scan scan;
	bool more;

	nr_text_scan_init(&scan, s, n);
	more = nr_text_scan_next(&scan);
	while (more) {
		const char *start = scan.line, *end = start + scan.n, *after;
		struct row row;
		size_t lines = 1;

		if (scan.kind != TEXT_LINE_TEXT) {
			nr_text_shortcode_code(out, start, scan.n);
			more = nr_text_scan_next(&scan);
			continue;
		}
		end = find_run(&scan, &lines, &more, &row);
		if (is_long(start, end, lines)) {
			nr_buf_add(out, start, (size_t)(end - start));
			continue;
		}
		after = rewrite_lines(&c, start, end);
		if (after > end) {
			nr_text_scan_init(&scan, after, (size_t)(s + n - after));
			more = nr_text_scan_next(&scan);
		}
	}
}

/* Append the lines as HTML. Character references are decoded in text, not in code. */
static void
put_plain(struct nr_buf *out, const char *s, const char *end, const char *element)
{
	const char *escaped = strcmp(element, "pre") == 0 ? "<&" : "<<";

	nr_buf_addf(out, "\n\n<%s>", element);
	while (s < end) {
		const char *start = s;

		while (s < end && *s != escaped[0] && *s != escaped[1])
			s++;
		nr_buf_add(out, start, (size_t)(s - start));
		if (s < end)
			nr_buf_addz(out, *s++ == '<' ? "&lt;" : "&amp;");
	}
	nr_buf_addf(out, "\n</%s>\n\n", element);
}

/* Find the lines of code, or of raw HTML, from the scanned one on. */
static const char *
find_code(struct nr_text_scan *scan, bool *more)
{
	const char *end = scan->line + scan->n;
	bool raw = scan->raw;

	while ((*more = nr_text_scan_next(scan)) && scan->kind == TEXT_LINE_CODE
			&& scan->raw == raw)
		end = scan->line + scan->n;
	return end;
}

/* Append a delimiter row with at least three hyphens in each cell: GitHub accepts one,
 * md4c does not. */
static void
put_delimiters(struct nr_buf *out, const char *s, const char *end)
{
	while (s < end) {
		size_t n = nr_text_scan_count(s, end, '-');

		if (n == 0) {
			nr_buf_addch(out, *s++);
			continue;
		}
		nr_buf_add(out, s, n);
		nr_buf_add(out, "--", n < 3 ? 3 - n : 0);
		s += n;
	}
}

/* Escape a line that is not a delimiter row, but that md4c 0.5 would accept as one. */
static void
put_no_delimiters(struct nr_buf *out, const char *s, const char *end)
{
	size_t before = strcspn(s, "|:-");

	nr_buf_add(out, s, before);
	nr_buf_addch(out, '\\');
	nr_buf_add(out, s + before, (size_t)(end - s) - before);
}

/* The parser may see a paragraph where this scanner sees code or HTML. To prevent a long
 * one, put a blank line before HTML, and write code as HTML. */
static bool
limit_run(struct nr_buf *out, struct nr_text_scan *scan, bool *more)
{
	const char *start = scan->line, *end = start + scan->n;
	struct row row = { .s = NULL };
	enum nr_text_line_kind kind = scan->kind;
	bool html = scan->html || scan->raw || (scan->fence != '\0' && *start == scan->fence)
		|| (kind == TEXT_LINE_CODE && *start == ' ' && scan->n_items == 0);
	bool rule = scan->rule || strspn(start, "->+ \t") >= scan->n - 1, lengthy;
	size_t lines = 1;

	if (kind == TEXT_LINE_TEXT)
		end = find_run(scan, &lines, more, &row);
	else if (kind == TEXT_LINE_CODE)
		end = find_code(scan, more);
	else
		*more = nr_text_scan_next(scan);
	lengthy = kind != TEXT_LINE_BLANK && !rule && is_long(start, end, lines);
	if (lengthy && !html) {
		put_plain(out, start, end, kind == TEXT_LINE_TEXT ? "div" : "pre");
		return kind == TEXT_LINE_TEXT;
	}
	if (lengthy)
		nr_buf_addz(out, "\n\n");
	if (row.s != NULL) {
		nr_buf_add(out, start, (size_t)(row.s - start));
		(row.delimiter ? put_delimiters : put_no_delimiters)(out, row.s, row.end);
		start = row.end;
	}
	nr_buf_add(out, start, (size_t)(end - start));
	return false;
}

size_t
nr_text_inline_limit(struct nr_buf *out, const char *s, size_t n)
{
	struct nr_text_scan scan;
	size_t found = 0;
	bool more;

	nr_text_scan_init(&scan, s, n);
	more = nr_text_scan_next(&scan);
	while (more)
		found += limit_run(out, &scan, &more);
	return found;
}
