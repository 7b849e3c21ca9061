/* Decodes the bytes that a terminal sends into events. */
#include "config.h"

#include "term/decode.h"

#include <string.h>
#include <unistr.h>

/*
 * Every escape sequence is followed to its end, so that the rest of an unknown one is
 * never taken for keys.
 */

enum { WHEEL_LINES = 3 };

static const char paste_begin[] = "\033[200~", paste_end[] = "\033[201~";

/* Sequences that nearly every terminal sends, in both keypad modes, even if terminfo does
 * not have them. */
static const struct term_key usual[] = {
	{ "\033[A", APP_KEY_UP },
	{ "\033[B", APP_KEY_DOWN },
	{ "\033[C", APP_KEY_RIGHT },
	{ "\033[D", APP_KEY_LEFT },
	{ "\033[F", APP_KEY_END },
	{ "\033[H", APP_KEY_HOME },
	{ "\033[Z", APP_KEY_SHIFT_TAB },
	{ "\033[1~", APP_KEY_HOME },
	{ "\033[2~", APP_KEY_INSERT },
	{ "\033[3~", APP_KEY_DELETE },
	{ "\033[4~", APP_KEY_END },
	{ "\033[5~", APP_KEY_PAGE_UP },
	{ "\033[6~", APP_KEY_PAGE_DOWN },
	{ "\033[7~", APP_KEY_HOME },
	{ "\033[8~", APP_KEY_END },
	{ "\033OA", APP_KEY_UP },
	{ "\033OB", APP_KEY_DOWN },
	{ "\033OC", APP_KEY_RIGHT },
	{ "\033OD", APP_KEY_LEFT },
	{ "\033OF", APP_KEY_END },
	{ "\033OH", APP_KEY_HOME },
	{ "\033OM", APP_KEY_ENTER },
};

static void
enter_sequence(struct term_decoder *d, bool doubled)
{
	d->state = TERM_ESCAPE;
	d->doubled = doubled;
	d->seq[0] = '\033';
	d->nseq = 1;
}

static void
leave_sequence(struct term_decoder *d)
{
	d->state = TERM_GROUND;
	d->doubled = false;
	d->nseq = d->npending = 0;
}

static struct ui_event
ground_byte(struct term_decoder *d, unsigned char c)
{
	d->npending = 0;
	switch (c) {
	case '\0':
		return term_no_event();
	case '\033':
		enter_sequence(d, false);
		return term_no_event();
	case '\n':
		return term_key_event(APP_KEY_ENTER);
	case '\b':
	case 0x7f:
		return term_key_event(APP_KEY_BACKSPACE);
	default:
		return term_key_event(c);
	}
}

/* Decode a byte of a character above ASCII. A byte that does not fit drops those before
 * it. */
static struct ui_event
utf8_byte(struct term_decoder *d, unsigned char c)
{
	enum { INCOMPLETE = -2 };
	ucs4_t cp;

	if (!d->utf8)
		return term_no_event();
	if (c >= 0xc0)
		d->npending = 0;
	else if (d->npending == 0)
		return term_no_event();
	d->pending[d->npending++] = c;
	int used = u8_mbtoucr(&cp, d->pending, d->npending);
	if (used == INCOMPLETE)
		return term_no_event();
	d->npending = 0;
	return used > 0 && cp >= 0xa0 && cp != 0xfffd ? term_key_event(cp)
		: term_no_event();
}

enum match { MATCH_NONE, MATCH_PART, MATCH_WHOLE };

static enum match
find_in(const struct term_key *keys, size_t n, const struct term_decoder *d, uint32_t *key)
{
	enum match found = MATCH_NONE;

	for (size_t i = 0; i < n; i++) {
		if (strncmp(keys[i].bytes, d->seq, d->nseq) != 0)
			continue;
		if (keys[i].bytes[d->nseq] == '\0') {
			*key = keys[i].key;
			return MATCH_WHOLE;
		}
		found = MATCH_PART;
	}
	return found;
}

static enum match
find_key(const struct term_decoder *d, uint32_t *key)
{
	enum match known = find_in(d->keys, d->nkeys, d, key);
	enum match match = known == MATCH_WHOLE ? MATCH_NONE
		: find_in(usual, sizeof(usual) / sizeof(usual[0]), d, key);

	return match > known ? match : known;
}

/* Numbers of buttons, and what is added to them. */
enum {
	NO_BUTTON = 3, WHEEL_UP = 64, WHEEL_DOWN = 65,
	SHIFT = 4, ALT = 8, CTRL = 16, MOVED = 32
};

/* A button is released also if a report says that the mouse moves without one: the report
 * of the release was lost. */
static struct ui_event
mouse_event(const struct term_decoder *d, unsigned button, unsigned col, unsigned row)
{
	struct ui_event e = term_no_event();

	if (!d->mouse)
		return e;
	button &= ~(unsigned)(SHIFT | ALT | CTRL);
	if ((button & ~(unsigned)MOVED) == NO_BUTTON)
		e.kind = UI_EVENT_RELEASE;
	if (row == 0 || col == 0 || row > UI_CANVAS_ROWS_MAX || col > UI_CANVAS_COLS_MAX)
		return e;
	if (button == 0)
		e.kind = UI_EVENT_CLICK;
	else if (button == MOVED)
		e.kind = UI_EVENT_DRAG;
	else if (button == WHEEL_UP || button == WHEEL_DOWN)
		e.kind = UI_EVENT_WHEEL;
	e.lines = button == WHEEL_UP ? -WHEEL_LINES : button == WHEEL_DOWN ? WHEEL_LINES : 0;
	e.row = (int)row - 1;
	e.col = (int)col - 1;
	return e;
}

/* Read a number of at most five digits and the character after it. */
static bool
read_number(const char **p, const char *end, unsigned *out, char after)
{
	const char *start = *p;

	*out = 0;
	while (*p < end && **p >= '0' && **p <= '9' && *p - start < 5)
		*out = *out * 10 + (unsigned)(*(*p)++ - '0');
	return *p > start && *p < end && *(*p)++ == after;
}

/* "ESC [ < button ; column ; row M": a button was pressed, or the mouse moved; with a small
 * m a button was released. */
static struct ui_event
mouse_sequence(const struct term_decoder *d)
{
	const char *p = d->seq + 3, *end = d->seq + d->nseq;
	unsigned button, col, row;

	if (d->nseq < 3 || d->seq[2] != '<' || !read_number(&p, end, &button, ';'))
		return term_no_event();
	/* Wherever that was. */
	if (d->mouse && end[-1] == 'm' && button < WHEEL_UP)
		return (struct ui_event){ .kind = UI_EVENT_RELEASE };
	if (!read_number(&p, end, &col, ';') || !read_number(&p, end, &row, 'M') || p != end)
		return term_no_event();
	return mouse_event(d, button, col, row);
}

/* The older mouse report: three bytes, each the number plus 32. */
static struct ui_event
mouse_byte(struct term_decoder *d, unsigned char c)
{
	const unsigned char *n = (const unsigned char *)d->seq + 3;

	d->seq[d->nseq++] = (char)c;
	if (d->nseq < 6)
		return term_no_event();
	leave_sequence(d);
	if (n[0] < 32 || n[1] < 32 || n[2] < 32)
		return term_no_event();
	return mouse_event(d, n[0] - 32U, n[1] - 32U, n[2] - 32U);
}

void
term_decoder_begin_paste(struct term_decoder *d)
{
	leave_sequence(d);
	nr_buf_clear(&d->paste);
	term_decoder_resume_paste(d);
}

void
term_decoder_resume_paste(struct term_decoder *d)
{
	d->state = TERM_PASTE;
	d->end_seen = 0;
}

/* Handle a complete sequence that is not a key. */
static struct ui_event
end_csi(struct term_decoder *d)
{
	struct ui_event e = term_no_event();
	bool doubled = d->doubled;

	if (d->nseq == sizeof(paste_begin) - 1
		&& memcmp(d->seq, paste_begin, d->nseq) == 0) {
		term_decoder_begin_paste(d);
		return e;
	}
	if (d->nseq == 3 && d->seq[2] == 'M') {
		d->state = TERM_MOUSE;
		return e;
	}
	if (d->seq[2] == '?' && d->seq[d->nseq - 1] == 'c')
		d->has_attributes = true;
	if (!doubled)
		e = mouse_sequence(d);
	leave_sequence(d);
	return e;
}

/* Handle the byte after an ESC. */
static struct ui_event
escape_byte(struct term_decoder *d, unsigned char c)
{
	bool alone = d->doubled && c != '[' && c != 'O';

	switch (c) {
	case '\033':
		enter_sequence(d, true);
		return alone ? term_key_event(APP_KEY_ESCAPE) : term_no_event();
	case '[':
		d->state = TERM_CSI;
		break;
	case 'O':
		d->state = TERM_SHIFT;
		break;
	case ']':
	case 'P':
	case 'X':
	case '^':
	case '_':
		d->state = TERM_STRING;
		break;
	default:
		/* Alt and a key; further bytes of a character above ASCII are dropped
		 * as they come. */
		leave_sequence(d);
		if (!alone && c >= ' ' && c <= '~')
			return term_key_event(APP_KEY_ALT | c);
	}
	return alone ? term_key_event(APP_KEY_ESCAPE) : term_no_event();
}

static struct ui_event
sequence_byte(struct term_decoder *d, unsigned char c)
{
	uint32_t key;

	if (c == '\033' && d->state != TERM_ESCAPE) {
		enter_sequence(d, false);
		return term_no_event();
	}
	if (d->nseq < TERM_SEQUENCE_MAX)
		d->seq[d->nseq++] = (char)c;
	enum match match = d->nseq < TERM_SEQUENCE_MAX && c != '\0' ? find_key(d, &key)
		: MATCH_NONE;
	if (match == MATCH_WHOLE) {
		bool alt = d->doubled;
		leave_sequence(d);
		return alt ? term_no_event() : term_key_event(key);
	}
	if (d->state == TERM_ESCAPE)
		return escape_byte(d, c);
	if (match == MATCH_PART)
		return term_no_event();
	if (d->state == TERM_SHIFT)
		leave_sequence(d);
	else if (c >= 0x40 && c <= 0x7e)
		return end_csi(d);
	return term_no_event();
}

/* Read a level of one to four hexadecimal digits, as one of eight bits. */
static bool
read_level(const char **p, const char *end, uint32_t *rgb)
{
	static const char digits[] = "0123456789abcdef0123456789ABCDEF";
	uint32_t level = 0, most = 0;
	const char *digit;

	while (*p < end && most < 0xffff && **p != '\0'
		&& (digit = strchr(digits, **p)) != NULL) {
		level = level << 4 | ((uint32_t)(digit - digits) & 0xf);
		most = most << 4 | 0xf;
		(*p)++;
	}
	if (most == 0)
		return false;
	*rgb = *rgb << 8 | level * 0xff / most;
	return true;
}

/* Handle a complete string: "ESC ] 11 ; rgb:RRRR/GGGG/BBBB", or with an alpha channel. */
static void
end_string(struct term_decoder *d)
{
	static const char *const begins[] = { "\033]11;rgb:", "\033]11;rgba:" };
	const char *end = d->seq + d->nseq;
	uint32_t rgb = 0;

	for (int i = 0; i < 2; i++) {
		const char *p = d->seq + strlen(begins[i]);

		if (p < end && memcmp(d->seq, begins[i], strlen(begins[i])) == 0
			&& read_level(&p, end, &rgb) && p < end && *p++ == '/'
			&& read_level(&p, end, &rgb) && p < end && *p++ == '/'
			&& read_level(&p, end, &rgb) && (p == end || *p == '/')) {
			d->has_background = true;
			d->background = rgb;
		}
	}
	leave_sequence(d);
}

static void
string_byte(struct term_decoder *d, unsigned char c)
{
	if (c == 0x07 || (d->state == TERM_STRING_ESCAPE && c == '\\')) {
		end_string(d);
		return;
	}
	d->state = c == 0x1b ? TERM_STRING_ESCAPE : TERM_STRING;
	if (c != 0x1b && d->nseq < TERM_SEQUENCE_MAX)
		d->seq[d->nseq++] = (char)c;
}

static struct ui_event
end_paste(struct term_decoder *d)
{
	leave_sequence(d);
	return (struct ui_event){
		.kind = UI_EVENT_PASTE,
		.text = nr_buf_str(&d->paste),
		.len = d->paste.len,
	};
}

void
term_decoder_keep(struct term_decoder *d, const char *s, size_t n)
{
	size_t room = TERM_PASTE_MAX - d->paste.len;

	nr_buf_add(&d->paste, s, n < room ? n : room);
}

/* Handle a byte of a paste: all but the end marker is text, also a second begin
 * marker. */
static struct ui_event
paste_byte(struct term_decoder *d, unsigned char c)
{
	char s = (char)c;

	if (s == paste_end[d->end_seen]) {
		d->end_seen++;
		return d->end_seen == sizeof(paste_end) - 1 ? end_paste(d)
			: term_no_event();
	}
	/* ESC occurs only once in the marker, at its beginning. */
	term_decoder_keep(d, paste_end, d->end_seen);
	d->end_seen = c == '\033';
	if (d->end_seen == 0)
		term_decoder_keep(d, &s, 1);
	return term_no_event();
}

struct ui_event
term_decoder_byte(struct term_decoder *d, unsigned char c)
{
	switch (d->state) {
	case TERM_GROUND:
		return c < 0x80 ? ground_byte(d, c) : utf8_byte(d, c);
	case TERM_ESCAPE:
	case TERM_CSI:
	case TERM_SHIFT:
		return sequence_byte(d, c);
	case TERM_MOUSE:
		return mouse_byte(d, c);
	case TERM_STRING:
	case TERM_STRING_ESCAPE:
		string_byte(d, c);
		break;
	case TERM_PASTE:
		return paste_byte(d, c);
	}
	return term_no_event();
}

struct ui_event
term_decoder_pause(struct term_decoder *d)
{
	bool doubled = d->doubled;

	if (d->state == TERM_PASTE)
		return end_paste(d);
	if (d->state != TERM_ESCAPE) {
		leave_sequence(d);
		return term_no_event();
	}
	leave_sequence(d);
	if (doubled)
		enter_sequence(d, false);
	return term_key_event(APP_KEY_ESCAPE);
}

void
term_decoder_release(struct term_decoder *d)
{
	nr_buf_release(&d->paste);
}
