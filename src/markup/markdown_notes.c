/* Cuts footnotes out of Markdown and converts definition lists. */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "newsreader/mem.h"
#include "markup/markdown_notes.h"
#include "markup/markdown_scan.h"

enum { CODE_INDENT = 4 };

/* The destination of the current lines. */
enum place { TEXT, NOTE, MEANING };

struct cutter {
	struct nr_buf *out;
	struct nr_text_notes *notes;
	struct nr_text_scan scan;
	enum place place;
	bool blank;		/* the previous line was blank */
	bool html;		/* the last non-blank line was HTML */
	size_t term;	/* start in *out of the paragraph before the current line */
	bool is_term;		/* `term` is valid */
	bool list;		/* <dl> is open */
};

size_t
nr_text_notes_mark(const char *s, const char *end)
{
	size_t i = 2;

	if (end - s < 4 || s[0] != '[' || s[1] != '^')
		return 0;
	while (s + i < end && i < TEXT_NOTE_NAME_MAX + 2 && (unsigned char)s[i] > ' '
			&& s[i] != '[' && s[i] != ']')
		i++;
	return i > 2 && s + i < end && s[i] == ']' ? i + 1 : 0;
}

static int
compare_names(const struct nr_text_note *a, const struct nr_text_note *b)
{
	size_t n = a->n_name < b->n_name ? a->n_name : b->n_name;
	int order = strncasecmp(a->name, b->name, n);

	return order != 0 ? order : (a->n_name > b->n_name) - (a->n_name < b->n_name);
}

/* Order by name; of equal names the first in the source comes first. */
static int
compare_notes(const void *a, const void *b)
{
	const struct nr_text_note *x = a, *y = b;
	int order = compare_names(x, y);

	return order != 0 ? order : (x->order > y->order) - (x->order < y->order);
}

size_t
nr_text_notes_use(struct nr_text_notes *notes, const char *name, size_t n)
{
	struct nr_text_note key = { .name = name, .n_name = n }, *note;
	size_t low = 0, high = notes->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (compare_names(&notes->v[middle], &key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == notes->n || compare_names(&notes->v[low], &key) != 0)
		return 0;
	note = &notes->v[low];
	if (note->number == 0) {
		if (notes->used == NULL)
			notes->used = nr_calloc(notes->n, sizeof notes->used[0]);
		notes->used[notes->n_used++] = low;
		note->number = notes->n_used;
	}
	return note->number;
}

void
nr_text_notes_release(struct nr_text_notes *notes)
{
	free(notes->v);
	free(notes->used);
	nr_buf_release(&notes->texts);
	*notes = (struct nr_text_notes){ .v = NULL };
}

/* Skip at most `columns` columns of white space. */
static const char *
skip_columns(const char *s, const char *end, int columns)
{
	for (int col = 0; s < end && col < columns && (*s == ' ' || *s == '\t'); s++)
		col += *s == '\t' ? CODE_INDENT : 1;
	return s;
}

static void
add_note(struct nr_text_notes *notes, const char *name, size_t n)
{
	notes->v = nr_grow(notes->v, &notes->cap, notes->n + 1, sizeof notes->v[0]);
	notes->v[notes->n] = (struct nr_text_note){ .name = name, .n_name = n,
		.start = notes->texts.len, .order = notes->n };
	notes->n++;
}

/* End the current note or definition before this line. */
static void
end_place(struct cutter *c)
{
	if (c->place == NOTE) {
		struct nr_text_note *note = &c->notes->v[c->notes->n - 1];

		note->n = c->notes->texts.len - note->start;
	} else if (c->place == MEANING) {
		nr_buf_addz(c->out, "\n</dd>\n");
	}
	c->place = TEXT;
}

static void
end_list(struct cutter *c)
{
	end_place(c);
	if (c->list)
		nr_buf_addz(c->out, "</dl>\n\n");
	c->list = false;
}

/* Begin a note at "[^name]: text". */
static bool
take_note(struct cutter *c, const char *s, const char *end)
{
	size_t n = nr_text_notes_mark(s, end);

	if (c->notes == NULL || n == 0 || s + n == end || s[n] != ':')
		return false;
	end_list(c);
	add_note(c->notes, s + 2, n - 3);
	c->place = NOTE;
	s = skip_columns(s + n + 1, end, CODE_INDENT);
	nr_buf_add(&c->notes->texts, s, (size_t)(end - s));
	/* Separates the text before and after the note into two paragraphs. */
	nr_buf_addch(c->out, '\n');
	c->is_term = false;
	return true;
}

/* Turn the lines of the current paragraph into terms. */
static void
make_terms(struct cutter *c)
{
	struct nr_buf terms = NR_BUF_INIT;
	const char *s, *end;

	nr_buf_add(&terms, c->out->data + c->term, c->out->len - c->term);
	nr_buf_truncate(c->out, c->term);
	nr_buf_addz(c->out, "\n<dl>\n");
	s = nr_buf_str(&terms);
	end = s + terms.len;
	while (s < end) {
		const char *newline = memchr(s, '\n', (size_t)(end - s));
		const char *next = newline != NULL ? newline + 1 : end;

		nr_buf_addz(c->out, "<dt>\n\n");
		nr_buf_add(c->out, s, (size_t)(next - s));
		nr_buf_addz(c->out, "\n</dt>\n");
		s = next;
	}
	nr_buf_release(&terms);
	c->list = true;
}

/* Begin a definition at ": meaning", after a line of text or another definition. */
static bool
take_meaning(struct cutter *c, const char *s, const char *end)
{
	const char *text = s + 1;

	if (*s != ':' || text == end || (*text != ' ' && *text != '\t'))
		return false;
	text = skip_columns(text, end, CODE_INDENT);
	if (text == end || *text == '\n' || (!c->list && (!c->is_term || c->blank)))
		return false;
	end_place(c);
	if (!c->list)
		make_terms(c);
	c->is_term = false;
	nr_buf_addz(c->out, "<dd>\n\n");
	nr_buf_add(c->out, text, (size_t)(end - text));
	c->place = MEANING;
	return true;
}

/* True if the line continues the note or definition: it is indented, or continues a
 * paragraph of it. */
static bool
goes_on(const struct cutter *c)
{
	const struct nr_text_scan *scan = &c->scan;

	if (c->place == TEXT)
		return false;
	return scan->kind == TEXT_LINE_BLANK || scan->indent >= CODE_INDENT
		|| (!c->blank && scan->kind == TEXT_LINE_TEXT && !scan->begins);
}

/* In an HTML page with the extension of Markdown, indented HTML continues after a blank
 * line; Markdown would treat it as code. */
static bool
take_html(struct cutter *c)
{
	const struct nr_text_scan *scan = &c->scan;
	const char *s = scan->line, *end = s + scan->n;
	bool code = scan->kind == TEXT_LINE_CODE && scan->fence == '\0' && !scan->raw;

	if (!code || c->place != TEXT) {
		if (scan->kind != TEXT_LINE_BLANK)
			c->html = scan->html || scan->raw;
		return false;
	}
	while (s < end && (*s == ' ' || *s == '\t'))
		s++;
	c->html = c->html && (!c->blank || *s == '<');
	if (!c->html)
		return false;
	nr_buf_add(c->out, s, (size_t)(end - s));
	c->blank = c->is_term = false;
	return true;
}

static void
take_line(struct cutter *c)
{
	const struct nr_text_scan *scan = &c->scan;
	const char *s = scan->line, *end = s + scan->n;
	bool mine = scan->kind == TEXT_LINE_TEXT && scan->indent < CODE_INDENT && scan->plain;
	const char *text = mine ? skip_columns(s, end, CODE_INDENT) : s;

	if (take_html(c))
		return;
	if (mine && (take_note(c, text, end) || take_meaning(c, text, end))) {
		c->blank = false;
		return;
	}
	if (goes_on(c)) {
		text = skip_columns(s, end, CODE_INDENT);
		nr_buf_add(c->place == NOTE ? &c->notes->texts : c->out, text,
			(size_t)(end - text));
	} else {
		end_list(c);
		if (!mine || scan->html)
			c->is_term = false;
		else if (scan->begins)
			c->term = c->out->len;
		c->is_term = mine && !scan->html && (scan->begins || c->is_term);
		nr_buf_add(c->out, s, scan->n);
	}
	c->blank = scan->kind == TEXT_LINE_BLANK;
}

void
nr_text_notes_cut(struct nr_buf *out, struct nr_text_notes *notes, const char *s, size_t n)
{
	struct cutter c = { .out = out, .notes = notes };

	nr_text_scan_init(&c.scan, s, n);
	while (nr_text_scan_next(&c.scan))
		take_line(&c);
	end_list(&c);
	if (notes != NULL && notes->n > 0)
		qsort(notes->v, notes->n, sizeof notes->v[0], compare_notes);
}
