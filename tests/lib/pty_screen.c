#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/pty_state.h"
#include "newsreader/utf8.h"

enum { WIDE = 2 };	/* columns of a wide character */

static void
answer(const char *s, size_t n, void *user)
{
	struct pty *p = user;

	nr_buf_add(&p->input, s, n);
}

static int
on_property(VTermProp prop, VTermValue *value, void *user)
{
	struct pty *p = user;

	if (prop == VTERM_PROP_ALTSCREEN)
		p->altscreen = value->boolean;
	else if (prop == VTERM_PROP_CURSORVISIBLE)
		p->cursor_shown = value->boolean;
	return 1;
}

/* In a single column libvterm 0.1 follows a null pointer for the second half of a wide
 * character, and a program that has not seen its new size yet may well write one: there
 * libvterm gets a second column, which nobody sees. */
void
pty_terminal_resize(struct pty *p, int rows, int cols)
{
	/* The true size first: what is outside of it is lost. */
	vterm_set_size(p->vt, rows, cols);
	if (cols < WIDE)
		vterm_set_size(p->vt, rows, WIDE);
	p->cols = cols;
}

void
pty_terminal_open(struct pty *p, int rows, int cols)
{
	static const VTermScreenCallbacks screen = { .settermprop = on_property };

	p->vt = vterm_new(rows, cols);
	vterm_set_utf8(p->vt, 1);
	vterm_output_set_callback(p->vt, answer, p);
	p->screen = vterm_obtain_screen(p->vt);
	vterm_screen_set_callbacks(p->screen, &screen, p);
	vterm_screen_enable_altscreen(p->screen, 1);
	vterm_screen_reset(p->screen, 1);
	pty_terminal_resize(p, rows, cols);
	p->cursor_shown = true;
}

static void
add_part(struct pty *p, int row, int from, int to)
{
	size_t start = p->text.len;
	VTermScreenCell cell;

	for (int col = from; col < to; col++) {
		VTermPos pos = { row, col };
		char s[4];
		if (!vterm_screen_get_cell(p->screen, pos, &cell))
			break;
		if (cell.chars[0] == UINT32_MAX)
			continue;
		if (cell.chars[0] == 0)
			nr_buf_addch(&p->text, ' ');
		for (size_t i = 0; i < VTERM_MAX_CHARS_PER_CELL; i++) {
			if (cell.chars[i] == 0)
				break;
			nr_buf_add(&p->text, s, nr_utf8_encode(cell.chars[i], s));
		}
	}
	while (p->text.len > start && p->text.data[p->text.len - 1] == ' ')
		nr_buf_truncate(&p->text, p->text.len - 1);
}

static void
add_row(struct pty *p, int row)
{
	add_part(p, row, 0, p->cols);
}

const char *
pty_row(struct pty *p, int row)
{
	return pty_part(p, row, 0, p->cols);
}

const char *
pty_part(struct pty *p, int row, int from, int to)
{
	nr_buf_clear(&p->text);
	add_part(p, row, from, to);
	return nr_buf_str(&p->text);
}

const char *
pty_screen(struct pty *p)
{
	int rows, cols;

	vterm_get_size(p->vt, &rows, &cols);
	nr_buf_clear(&p->text);
	for (int row = 0; row < rows; row++) {
		add_row(p, row);
		nr_buf_addch(&p->text, '\n');
	}
	return nr_buf_str(&p->text);
}

int
pty_find(struct pty *p, const char *text)
{
	int rows, cols;

	vterm_get_size(p->vt, &rows, &cols);
	for (int row = 0; row < rows; row++) {
		if (strstr(pty_row(p, row), text) != NULL)
			return row;
	}
	return -1;
}

void
pty_cursor(struct pty *p, int *row, int *col)
{
	VTermPos pos;

	vterm_state_get_cursorpos(vterm_obtain_state(p->vt), &pos);
	*row = pos.row;
	*col = pos.col < p->cols ? pos.col : p->cols - 1;
}

bool
pty_cursor_shown(const struct pty *p)
{
	return p->cursor_shown;
}

bool
pty_altscreen(const struct pty *p)
{
	return p->altscreen;
}

static int
color_of(const VTermColor *c, bool is_default)
{
	if (is_default)
		return -1;
	if (VTERM_COLOR_IS_INDEXED(c))
		return c->indexed.idx;
	return PTY_RGB | c->rgb.red << 16 | c->rgb.green << 8 | c->rgb.blue;
}

struct pty_style
pty_style(struct pty *p, int row, int col)
{
	VTermPos pos = { row, col };
	VTermScreenCell cell = { .width = 1 };

	vterm_screen_get_cell(p->screen, pos, &cell);
	bool inked = (cell.chars[0] != 0 && cell.chars[0] != ' ') || cell.chars[1] != 0
		|| cell.attrs.underline != 0 || cell.attrs.reverse;
	return (struct pty_style){
		.bold = inked && cell.attrs.bold,
		.italic = inked && cell.attrs.italic,
		.underline = cell.attrs.underline != 0,
		.reverse = cell.attrs.reverse,
		.fg = inked ? color_of(&cell.fg, VTERM_COLOR_IS_DEFAULT_FG(&cell.fg)) : -1,
		.bg = color_of(&cell.bg, VTERM_COLOR_IS_DEFAULT_BG(&cell.bg)),
	};
}

static int
base64_value(char c)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const char *at = c != '\0' ? strchr(digits, c) : NULL;

	return at != NULL ? (int)(at - digits) : -1;
}

/* libvterm 0.1 cuts long sequences: they are looked for in what was written. */
const char *
pty_clipboard(struct pty *p)
{
	static const char copy[] = "\033]52;c;";
	const char *s = NULL;
	const char *next = nr_buf_str(&p->output);
	const char *end = next + p->output.len;
	unsigned bits = 0;
	int have = 0;

	while ((next = memmem(next, (size_t)(end - next), copy, strlen(copy))) != NULL)
		s = next += strlen(copy);
	if (s == NULL || memchr(s, '\a', (size_t)(end - s)) == NULL)
		return NULL;
	nr_buf_clear(&p->clipboard);
	for (; base64_value(*s) >= 0; s++) {
		bits = bits << 6 | (unsigned)base64_value(*s);
		have += 6;
		if (have >= 8) {
			have -= 8;
			nr_buf_addch(&p->clipboard, (char)(bits >> have & 0xff));
		}
	}
	return nr_buf_str(&p->clipboard);
}

bool
pty_brackets(const struct pty *p)
{
	static const char mode[] = "\033[?2004";
	const char *next = nr_buf_str(&p->output);
	bool on = false;

	while ((next = strstr(next, mode)) != NULL) {
		next += sizeof(mode) - 1;
		on = *next == 'h';
	}
	return on;
}

const char *
pty_output(const struct pty *p, size_t *n)
{
	*n = p->output.len;
	return nr_buf_str(&p->output);
}

void
pty_output_clear(struct pty *p)
{
	nr_buf_clear(&p->output);
}

bool
pty_modes_restored(const struct pty *p)
{
	return p->job.kind != PTY_STARTED && p->job.restored;
}

bool
pty_left_input(const struct pty *p)
{
	return p->job.kind != PTY_STARTED && p->job.unread;
}

pid_t
pty_pid(const struct pty *p)
{
	return p->job.pid;
}

/* ---- conditions ---- */

static bool
has_text(struct pty *p, void *ctx)
{
	return strstr(pty_screen(p), ctx) != NULL;
}

static bool
lacks_text(struct pty *p, void *ctx)
{
	return strstr(pty_screen(p), ctx) == NULL;
}

struct row_text {
	int row;
	const char *text;
};

static bool
row_is(struct pty *p, void *ctx)
{
	const struct row_text *want = ctx;

	return strcmp(pty_row(p, want->row), want->text) == 0;
}

static bool
cursor_is(struct pty *p, void *ctx)
{
	const VTermPos *want = ctx;
	int row, col;

	pty_cursor(p, &row, &col);
	return row == want->row && col == want->col;
}

static bool
clipboard_is(struct pty *p, void *ctx)
{
	const char *text = pty_clipboard(p);

	return text != NULL && strcmp(text, ctx) == 0;
}

static bool
has_report(struct pty *p, void *ctx)
{
	return p->job.kind == *(enum pty_report_kind *)ctx || p->job.kind == PTY_EXITED;
}

static void
wait_for(struct pty *p, bool (*condition)(struct pty *p, void *ctx), const char *text,
	const char *what)
{
	char message[256];
	char *copy = strdup(text);

	snprintf(message, sizeof(message), "%s '%s'", what, text);
	pty_wait(p, condition, copy, message);
	free(copy);
}

void
pty_wait_text(struct pty *p, const char *text)
{
	wait_for(p, has_text, text, "the text");
}

void
pty_wait_gone(struct pty *p, const char *text)
{
	wait_for(p, lacks_text, text, "the end of the text");
}

void
pty_wait_clipboard(struct pty *p, const char *text)
{
	wait_for(p, clipboard_is, text, "the clipboard to hold");
}

void
pty_wait_row(struct pty *p, int row, const char *text)
{
	struct row_text want = { row, text };
	char message[256];

	snprintf(message, sizeof(message), "row %d to be '%s'", row, text);
	pty_wait(p, row_is, &want, message);
}

void
pty_wait_cursor(struct pty *p, int row, int col)
{
	VTermPos want = { row, col };
	char message[64];

	snprintf(message, sizeof(message), "the cursor at %d,%d", row, col);
	pty_wait(p, cursor_is, &want, message);
}

void
pty_wait_stopped(struct pty *p)
{
	enum pty_report_kind kind = PTY_STOPPED;

	pty_wait(p, has_report, &kind, "the program to stop");
	if (p->job.kind != PTY_STOPPED)
		fail_msg("the program ended, status %#x, and should have stopped:\n%s",
			(unsigned)p->job.status, pty_screen(p));
	pty_settle(p);
}

int
pty_wait_exit(struct pty *p)
{
	enum pty_report_kind kind = PTY_EXITED;

	pty_wait(p, has_report, &kind, "the program to end");
	if (p->master >= 0)
		pty_settle(p);
	return p->job.status;
}
