#include "config.h"

#include <curses.h>
#include <poll.h>
#include <signal.h>

#include "newsreader/utf8.h"
#include "term/signals.h"
#include "term/state.h"

/*
 * ncurses knows the keys that terminfo names and hands over everything else byte by
 * byte. What begins like an escape sequence is followed here to its end and dropped,
 * so that the tail of an unknown one is never taken for keys.
 */

/* A slow line may part a sequence, but what comes this long after is typed:
 * milliseconds. */
enum { SEQUENCE_PAUSE = 300 };
enum { WHEEL_LINES = 3, INPUT_TRIES = 50 };

static struct ui_event
key_event(uint32_t key)
{
	return (struct ui_event){ .kind = UI_EVENT_KEY, .key = key };
}

static struct ui_event
no_event(void)
{
	return (struct ui_event){ .kind = UI_EVENT_NONE };
}

static uint32_t
special_key(int code)
{
	switch (code) {
	case KEY_UP:
		return APP_KEY_UP;
	case KEY_DOWN:
		return APP_KEY_DOWN;
	case KEY_LEFT:
		return APP_KEY_LEFT;
	case KEY_RIGHT:
		return APP_KEY_RIGHT;
	case KEY_HOME:
	case KEY_A1:
		return APP_KEY_HOME;
	case KEY_END:
	case KEY_C1:
		return APP_KEY_END;
	case KEY_PPAGE:
	case KEY_A3:
		return APP_KEY_PAGE_UP;
	case KEY_NPAGE:
	case KEY_C3:
		return APP_KEY_PAGE_DOWN;
	case KEY_BACKSPACE:
		return APP_KEY_BACKSPACE;
	case KEY_DC:
		return APP_KEY_DELETE;
	case KEY_IC:
		return APP_KEY_INSERT;
	case KEY_BTAB:
		return APP_KEY_SHIFT_TAB;
	case KEY_ENTER:
		return APP_KEY_ENTER;
	default:
		return APP_KEY_NONE;
	}
}

static struct ui_event
mouse_event(void)
{
	MEVENT m;
	struct ui_event e = no_event();

	if (getmouse(&m) != OK)
		return e;
	e.row = m.y;
	e.col = m.x;
	if ((m.bstate & (BUTTON1_PRESSED | BUTTON1_CLICKED)) != 0) {
		e.kind = UI_EVENT_CLICK;
	} else if ((m.bstate & BUTTON4_PRESSED) != 0) {
		e.kind = UI_EVENT_WHEEL;
		e.lines = -WHEEL_LINES;
	} else if ((m.bstate & BUTTON5_PRESSED) != 0) {
		e.kind = UI_EVENT_WHEEL;
		e.lines = WHEEL_LINES;
	}
	return e;
}

static void
enter_state(struct term *t, enum term_input state)
{
	t->state = state;
	clock_gettime(CLOCK_MONOTONIC, &t->state_since);
}

static bool
is_overdue(const struct term *t)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	int64_t ms = ((int64_t)now.tv_sec - t->state_since.tv_sec) * 1000
		+ (now.tv_nsec - t->state_since.tv_nsec) / 1000000;
	return ms > SEQUENCE_PAUSE;
}

static struct ui_event
ground_byte(struct term *t, unsigned char c)
{
	t->npending = 0;
	if (c == 0x1b) {
		enter_state(t, TERM_ESCAPE);
		return no_event();
	}
	if (c == '\n')
		return key_event(APP_KEY_ENTER);
	if (c == 0x7f || c == '\b')
		return key_event(APP_KEY_BACKSPACE);
	return c != 0 ? key_event(c) : no_event();
}

static size_t
utf8_length(unsigned char first)
{
	if (first >= 0xc2 && first < 0xe0)
		return 2;
	if (first >= 0xe0 && first < 0xf0)
		return 3;
	return first >= 0xf0 && first < 0xf5 ? 4 : 0;
}

/* A byte of a character above ASCII. One that does not fit in drops what came before. */
static struct ui_event
utf8_byte(struct term *t, unsigned char c)
{
	uint32_t cp;

	if (!t->utf8)
		return no_event();
	if (c >= 0xc0)
		t->npending = 0;
	else if (t->npending == 0)
		return no_event();
	t->pending[t->npending++] = c;
	size_t need = utf8_length(t->pending[0]);
	if (t->npending < need)
		return no_event();
	size_t n = t->npending;
	t->npending = 0;
	if (need == 0 || nr_utf8_decode((const char *)t->pending, n, &cp) != n
		|| cp == 0xfffd)
		return no_event();
	return cp >= 0xa0 ? key_event(cp) : no_event();
}

static void
escape_byte(struct term *t, unsigned char c)
{
	switch (c) {
	case '[':
		enter_state(t, TERM_CSI);
		return;
	case 'O':
		enter_state(t, TERM_SHIFT);
		return;
	case ']':
	case 'P':
	case 'X':
	case '^':
	case '_':
		enter_state(t, TERM_STRING);
		return;
	default:
		/* Alt and a key; the rest of a longer character is dropped as it
		 * comes. */
		t->state = TERM_GROUND;
	}
}

static void
string_byte(struct term *t, unsigned char c)
{
	if (c == 0x07 || (t->state == TERM_STRING_ESCAPE && c == '\\'))
		t->state = TERM_GROUND;
	else
		t->state = c == 0x1b ? TERM_STRING_ESCAPE : TERM_STRING;
}

static struct ui_event
byte_event(struct term *t, unsigned char c)
{
	switch (t->state) {
	case TERM_GROUND:
		return c < 0x80 ? ground_byte(t, c) : utf8_byte(t, c);
	case TERM_ESCAPE:
		if (c == 0x1b) {
			enter_state(t, TERM_ESCAPE);
			return key_event(APP_KEY_ESCAPE);
		}
		escape_byte(t, c);
		return no_event();
	case TERM_CSI:
		if (c == 0x1b)
			enter_state(t, TERM_ESCAPE);
		else if (c >= 0x40 && c <= 0x7e)
			t->state = TERM_GROUND;
		return no_event();
	case TERM_SHIFT:
		t->state = TERM_GROUND;
		return no_event();
	case TERM_STRING:
	case TERM_STRING_ESCAPE:
		string_byte(t, c);
		return no_event();
	}
	return no_event();
}

/* A key that ncurses recognised. Behind ESC it is one with Alt. */
static struct ui_event
code_event(struct term *t, int code)
{
	bool alt = t->state == TERM_ESCAPE;

	t->state = TERM_GROUND;
	t->npending = 0;
	if (code == KEY_MOUSE)
		return mouse_event();
	uint32_t key = special_key(code);
	return alt || key == APP_KEY_NONE ? no_event() : key_event(key);
}

static short
input_state(const struct term *t)
{
	struct pollfd p = { .fd = fileno(t->in), .events = POLLIN };

	return poll(&p, 1, 0) > 0 ? p.revents : 0;
}

/*
 * wgetch() says ERR for "nothing there", for "nothing will ever come" and for mouse
 * reports that nobody wants. In the second case the descriptor stays readable.
 */
static struct ui_event
typed_event(struct term *t)
{
	int tries = INPUT_TRIES;

	while (tries > 0) {
		int c = wgetch(t->keys);
		if (c == ERR) {
			short state = input_state(t);
			if (state == 0)
				break;
			tries = (state & ~POLLIN) != 0 ? 0 : tries - 1;
			continue;
		}
		struct ui_event e = c > 0xff ? code_event(t, c)
			: byte_event(t, (unsigned char)c);
		if (e.kind != UI_EVENT_NONE)
			return e;
	}
	if (tries == 0 && t->ended_by == 0)
		t->ended_by = SIGHUP;	/* which may come late, or never */
	/* ncurses waited for what could follow an ESC: it stands alone. */
	if (t->state == TERM_ESCAPE) {
		t->state = TERM_GROUND;
		return key_event(APP_KEY_ESCAPE);
	}
	return no_event();
}

static struct ui_event
signal_event(struct term *t)
{
	term_signals_drain();
	if (term_signals_take(SIGHUP))
		t->ended_by = SIGHUP;
	if (term_signals_take(SIGTERM))
		t->ended_by = SIGTERM;
	bool continued = term_signals_take(SIGCONT);
	bool resized = term_signals_take(SIGWINCH);
	/* The shell may have set its own modes meanwhile. */
	if (continued && !t->away)
		reset_prog_mode();
	if (continued || resized)
		t->resized = true;
	if (term_signals_take(SIGINT))
		return key_event(APP_CTRL('C'));
	return term_signals_take(SIGTSTP) ? key_event(APP_CTRL('Z')) : no_event();
}

/* Later sequences than this do not wait for their end. */
static void
forget_overdue(struct term *t)
{
	if (t->state != TERM_GROUND && t->state != TERM_ESCAPE && is_overdue(t))
		t->state = TERM_GROUND;
}

struct ui_event
term_input_next(struct term *t)
{
	struct ui_event e = signal_event(t);

	if (t->away)
		return no_event();
	if (e.kind != UI_EVENT_NONE)
		return e;
	if (t->resized) {
		int rows, cols;
		t->resized = false;
		/* What the terminal made of the old content is its own affair. */
		t->stale = true;
		if (term_tty_size(t, &rows, &cols) && is_term_resized(rows, cols))
			resizeterm(rows, cols);
		return (struct ui_event){ .kind = UI_EVENT_RESIZE };
	}
	if (t->ended_by == 0) {
		forget_overdue(t);
		e = typed_event(t);
	}
	/* Told again at every wake-up, but not without end at one. */
	t->told = e.kind == UI_EVENT_NONE && t->ended_by != 0 && !t->told;
	if (t->told)
		e.kind = UI_EVENT_QUIT;
	return e;
}
