/* Classifies the lines of Markdown: code, HTML, tables, lists, paragraphs. */
#include "config.h"

#include <string.h>
#include <strings.h>

#include "newsreader/utf8.h"
#include "markup/markdown_scan.h"

enum {
	CODE_INDENT = 4,
	TABLE_COLUMNS_MAX = 100		/* parsers refuse much wider tables */
};

void
nr_text_scan_init(struct nr_text_scan *c, const char *s, size_t n)
{
	*c = (struct nr_text_scan){ .at = s, .end = s + n };
}

size_t
nr_text_scan_count(const char *s, const char *end, char ch)
{
	const char *p = s;

	while (p < end && *p == ch)
		p++;
	return (size_t)(p - s);
}

static bool
is_blank(char ch)
{
	return ch == ' ' || ch == '\t';
}

/* Skip white space; *col is the column, and is advanced. */
static const char *
skip_blank(const char *s, const char *end, int *col)
{
	for (; s < end && is_blank(*s); s++)
		*col += *s == '\t' ? CODE_INDENT - *col % CODE_INDENT : 1;
	return s;
}

static bool
is_only(const char *s, const char *end, const char *set)
{
	while (s < end && strchr(set, *s) != NULL && *s != '\0')
		s++;
	return s == end;
}

/* True for a thematic break: "***", "- - -", "___". */
static bool
is_rule(const char *s, const char *end)
{
	char set[] = { *s, ' ', '\t', '\0' };
	int n = 0;

	if (strchr("*-_", *s) == NULL || !is_only(s, end, set))
		return false;
	for (; s < end; s++)
		n += !is_blank(*s);
	return n >= 3;
}

static bool
is_heading(const char *s, const char *end)
{
	size_t n = nr_text_scan_count(s, end, '#');

	return n >= 1 && n <= 6 && (s + n == end || is_blank(s[n]));
}

/* Number of columns of a table row, by its bars. */
static int
row_columns(const char *s, const char *end)
{
	int bars = 0;
	bool last = false;

	if (s < end && *s == '|')
		s++;
	for (; s < end; s++) {
		if (*s == '\\' && s + 1 < end) {
			s++;
			last = false;
		} else if (*s == '|') {
			bars += bars <= TABLE_COLUMNS_MAX;
			last = true;
		} else if (!is_blank(*s)) {
			last = false;
		}
	}
	return bars + !last;
}

/* Number of columns of a delimiter row "| --- | :-: |"; 0 for other lines. */
static int
underline_columns(const char *s, const char *end)
{
	int n = 0, col = 0;

	if (memchr(s, '|', (size_t)(end - s)) == NULL)
		return 0;
	if (*s == '|')
		s++;
	while ((s = skip_blank(s, end, &col)) < end) {
		size_t dashes;

		s += *s == ':';
		dashes = nr_text_scan_count(s, end, '-');
		s += dashes;
		s += s < end && *s == ':';
		s = skip_blank(s, end, &col);
		if (dashes == 0 || (s < end && *s != '|') || ++n > TABLE_COLUMNS_MAX)
			return 0;
		s += s < end;
	}
	return n;
}

/* The string that ends the raw HTML block which begins here; NULL if none begins. */
static const char *
raw_begin(const char *s, const char *end)
{
	static const char *const names[][2] = {
		{ "<!--", "-->" }, { "<?", "?>" }, { "<![CDATA[", "]]>" },
		{ "<pre", "</pre>" }, { "<script", "</script>" }, { "<style", "</style>" },
		{ "<textarea", "</textarea>" },
	};
	enum { ELEMENTS = 3 };

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		size_t n = strlen(names[i][0]);

		if ((size_t)(end - s) >= n && strncasecmp(s, names[i][0], n) == 0
				&& (i < ELEMENTS || s + n == end
					|| is_blank(s[n]) || s[n] == '>'))
			return names[i][1];
	}
	return end - s > 2 && s[0] == '<' && s[1] == '!' && nr_utf8_is_latin(s[2]) ? ">" : NULL;
}

/* Elements that begin an HTML block up to a blank line, as listed in CommonMark. */
static bool
is_html_block_name(const char *s, size_t n)
{
	static const char names[] = " address article aside base basefont blockquote body "
		"caption center col colgroup dd details dialog dir div dl dt fieldset figcaption "
		"figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html iframe "
		"legend li link main menu menuitem nav noframes ol optgroup option p param "
		"section source summary table tbody td tfoot th thead title tr track ul ";
	char name[16] = " ";

	if (n == 0 || n + 3 > sizeof name)
		return false;
	memcpy(name + 1, s, n);
	name[n + 1] = ' ';
	return strcasestr(names, name) != NULL;
}

/* True if an HTML block begins here: with one of these elements, or, outside of a
 * paragraph, with a tag alone on its line. */
static bool
is_html(const struct nr_text_scan *c, const char *s, const char *end)
{
	const char *name = s + 1, *close;
	size_t n = 0;

	name += name < end && *name == '/';
	if (*s != '<' || name == end || !nr_utf8_is_latin(*name))
		return false;
	while (name + n < end && (nr_utf8_is_latin(name[n]) || (name[n] >= '0' && name[n] <= '9')
			|| name[n] == '-'))
		n++;
	if ((name + n == end || strchr(" \t/>", name[n]) != NULL) && is_html_block_name(name, n))
		return true;
	close = memchr(name, '>', (size_t)(end - name));
	return !c->open && close != NULL && is_only(close + 1, end, " \t")
		&& (name + n == close || is_blank(name[n]) || name[n] == '/');
}

static void
end_raw(struct nr_text_scan *c, const char *s, const char *end)
{
	size_t n = strlen(c->raw_end);

	for (; (size_t)(end - s) >= n; s++) {
		if (strncasecmp(s, c->raw_end, n) == 0) {
			c->raw_end = NULL;
			return;
		}
	}
}

/* Length in bytes of the list item marker at s, or 0; *mark is its kind,
 * *first whether it may begin a list. */
static size_t
item_mark(const char *s, const char *end, char *mark, bool *first)
{
	size_t n = 0;

	if (*s == '-' || *s == '+' || *s == '*') {
		*first = true;
	} else {
		while (s + n < end && s[n] >= '0' && s[n] <= '9')
			n++;
		if (n == 0 || n > 9 || s + n == end || (s[n] != '.' && s[n] != ')'))
			return 0;
		*first = n == 1 && *s == '1';
	}
	*mark = s[n];
	return s + n + 1 == end || is_blank(s[n + 1]) ? n + 1 : 0;
}

/* Read an item marker. Returns the start of its content, NULL if there is no marker. */
static const char *
take_item(struct nr_text_scan *c, const char *s, const char *end, int *col)
{
	bool first, goes_on = false;
	char mark;
	size_t n = s < end ? item_mark(s, end, &mark, &first) : 0;
	int depth = c->n_items, content = *col + (int)n, after;
	const char *next;

	if (n == 0 || is_rule(s, end))
		return NULL;
	for (; depth > 0 && c->items[depth - 1].content > *col; depth--)
		goes_on = c->items[depth - 1].mark == mark;
	if (*col - (depth > 0 ? c->items[depth - 1].content : 0) >= CODE_INDENT
			|| depth == TEXT_SCAN_ITEMS_MAX)
		return NULL;
	after = content;
	next = skip_blank(s + n, end, &after);
	/* Only some markers may interrupt a paragraph. */
	if (c->open && !goes_on && (!first || next == end))
		return NULL;
	if (next == end || after - content > CODE_INDENT) {
		after = content + 1;
		next = s + n + (next < end);
	}
	c->items[depth] = (struct nr_text_item){ .content = after, .mark = mark };
	c->n_items = depth + 1;
	c->open = false;
	c->begins = true;
	*col = after;
	return next;
}

static bool
take_fence(struct nr_text_scan *c, const char *s, const char *end)
{
	size_t n = s < end && (*s == '`' || *s == '~') ? nr_text_scan_count(s, end, *s) : 0;

	if (n < 3 || (*s == '`' && memchr(s + n, '`', (size_t)(end - s) - n) != NULL))
		return false;
	c->fence = *s;
	c->fence_n = n < 10000 ? (int)n : 10000;
	c->fence_indent = c->n_items > 0 ? c->items[c->n_items - 1].content : 0;
	c->fence_quotes = c->quotes;
	return true;
}

/* Handle a line inside of a fence. False if the fence ended before it, together with its
 * container. */
static bool
go_on_fence(struct nr_text_scan *c, const char *s, const char *end, int col)
{
	if (c->quotes < c->fence_quotes || (s < end && col < c->fence_indent)) {
		c->fence = '\0';
		return false;
	}
	c->kind = TEXT_LINE_CODE;
	c->begins = true;
	if (col - c->fence_indent < CODE_INDENT && s < end && *s == c->fence) {
		size_t n = nr_text_scan_count(s, end, c->fence);

		if (n >= (size_t)c->fence_n && is_only(s + n, end, " \t"))
			c->fence = '\0';
	}
	return true;
}

/* Skip the markers of quotes. */
static const char *
take_quotes(struct nr_text_scan *c, const char *s, const char *end, int *col)
{
	int before = c->quotes, most = c->fence != '\0' ? c->fence_quotes : end - s;
	int indent = 0;
	const char *next = skip_blank(s, end, &indent);

	c->quotes = 0;
	while (next < end && *next == '>' && indent < CODE_INDENT && c->quotes < most) {
		c->quotes++;
		s = next + 1;
		s += s < end && *s == ' ';
		indent = 0;
		next = skip_blank(s, end, &indent);
	}
	if (c->quotes > before || (c->quotes != before && !c->open)) {
		c->n_items = 0;
		c->begins = c->quotes > before;
		c->open = c->open && !c->begins;
	}
	*col = indent;
	return next;
}

/* Handle a line of text, in a paragraph or a table. */
static void
take_text(struct nr_text_scan *c, const char *s, const char *end)
{
	int columns = row_columns(s, end), underlined = 0;

	c->begins = c->begins || !c->open || c->table;
	c->lines = c->open ? c->lines + 1 : 1;
	if (!c->open)
		c->table = false;
	if (c->lines == 1) {
		c->columns = columns;
		c->bars = memchr(s, '|', (size_t)(end - s)) != NULL;
	} else if (c->lines == 2 && (underlined = underline_columns(s, end)) > 0) {
		c->table = underlined == c->columns;
		c->delimiter = c->table && c->bars;
		c->no_delimiter = !c->table;
	}
	c->plain = !c->table && c->n_items == 0 && c->quotes == 0;
	c->open = true;
	if (c->lines > 1 && is_only(s, end, "= \t"))
		c->open = false;
}

/* Handle a line that is not blank and not in a fence or raw HTML. */
static void
take_line(struct nr_text_scan *c, const char *s, const char *end, int col)
{
	const char *content;
	int base;

	if (!c->open)
		while (c->n_items > 0 && c->items[c->n_items - 1].content > col)
			c->n_items--;
	while ((content = take_item(c, s, end, &col)) != NULL)
		s = skip_blank(content, end, &col);
	base = c->n_items > 0 && c->items[c->n_items - 1].content <= col
		? c->items[c->n_items - 1].content : 0;
	c->kind = TEXT_LINE_TEXT;
	if (s == end) {
		c->open = false;
	} else if (col - base >= CODE_INDENT) {
		if (!c->open)
			c->kind = TEXT_LINE_CODE;
		else
			take_text(c, s, end);
	} else if (take_fence(c, s, end)) {
		c->kind = TEXT_LINE_CODE;
		c->open = false;
	} else if ((c->raw_end = raw_begin(s, end)) != NULL) {
		c->kind = TEXT_LINE_CODE;
		c->raw = true;
		c->open = false;
		end_raw(c, s, end);
	} else if (is_html(c, s, end)) {
		c->html = c->begins = true;
		c->open = false;
	} else if ((c->rule = is_rule(s, end)) || is_heading(s, end)) {
		c->begins = true;
		c->open = false;
	} else {
		take_text(c, s, end);
	}
}

bool
nr_text_scan_next(struct nr_text_scan *c)
{
	const char *newline, *s, *end;
	int col = 0;

	if (c->at == c->end)
		return false;
	c->line = s = c->at;
	newline = memchr(s, '\n', (size_t)(c->end - s));
	end = newline != NULL ? newline : c->end;
	c->at = newline != NULL ? newline + 1 : c->end;
	c->n = (size_t)(c->at - s);
	c->begins = c->plain = c->raw = c->rule = false;
	c->delimiter = c->no_delimiter = false;
	if (c->raw_end != NULL) {
		c->kind = TEXT_LINE_CODE;
		c->raw = true;
		end_raw(c, s, end);
		return true;
	}
	s = take_quotes(c, s, end, &col);
	c->indent = col;
	if (c->fence != '\0' && go_on_fence(c, s, end, col))
		return true;
	if (s == end) {
		c->kind = TEXT_LINE_BLANK;
		c->open = c->table = c->html = false;
		c->begins = true;
		return true;
	}
	c->kind = TEXT_LINE_TEXT;
	if (c->html)
		return true;
	take_line(c, s, end, col);
	if (c->kind == TEXT_LINE_CODE)
		c->begins = true;
	return true;
}
