/* Reads the terminal and turns keys, pastes and signals into events. */
#include "config.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "term/signals.h"
#include "term/state.h"
#include "newsreader/clock.h"
#include "newsreader/utf8.h"

/*
 * Pauses in ms after which an incomplete sequence or paste is taken as ended. Only a
 * poll() that finds nothing counts: bytes that arrived while the program was busy are not
 * late.
 */
enum {
	ESCAPE_PAUSE = 25,	/* a single ESC is the key: a terminal sends a sequence at
				 * once */
	SEQUENCE_PAUSE = 300,	/* a slow line may split a sequence */
	FLOOD_PAUSE = 100,	/* an unmarked paste */
	PASTE_PAUSE = 2000,	/* a marked paste whose end marker was lost */
	ANSWER_PAUSE = 2000	/* an answer of the terminal that is split */
};

enum {
	ANSWER_EXPECTED = 30000, /* ms after a question in which its answer may come; some
				 * terminals never answer */
	ANSWER_WAIT = 100	/* how long the end of the program waits for it */
};

enum {
	FLOOD_MIN = 32,		/* fewest printable bytes in one read that may be a
				 * paste */
	ROUND_MAX = 16		/* reads before the main loop handles other events */
};

/* True if the terminal was asked a question and may still answer it. */
static bool
is_expected(const struct term *t)
{
	return t->asked_at != 0 && !t->decoder.has_attributes
		&& nr_clock_ms() - t->asked_at < ANSWER_EXPECTED;
}

/* The pause that ends the incomplete input, or -1. */
static int
pause_length(const struct term *t)
{
	if (t->flood)
		return FLOOD_PAUSE;
	switch (t->decoder.state) {
	case TERM_GROUND:
		return -1;
	case TERM_ESCAPE:
		return is_expected(t) ? SEQUENCE_PAUSE : ESCAPE_PAUSE;
	case TERM_STRING:
	case TERM_STRING_ESCAPE:
		return t->asked_at != 0 ? ANSWER_PAUSE : SEQUENCE_PAUSE;
	case TERM_PASTE:
		return PASTE_PAUSE;
	default:
		return is_expected(t) ? ANSWER_PAUSE : SEQUENCE_PAUSE;
	}
}

/* Milliseconds left of that pause. */
static int64_t
pause_left(const struct term *t)
{
	return pause_length(t) - (nr_clock_ms() - t->last_read);
}

int
term_input_timeout(void *self)
{
	const struct term *t = self;

	if (t->away || t->ended_by != 0 || pause_length(t) < 0)
		return -1;
	int64_t left = pause_left(t);
	return left > 0 ? (int)left : 0;
}

/* The number of bytes to read. Short input, which cannot be a paste, is read byte by
 * byte: keys typed after "e" are for the editor that it starts. */
static size_t
read_size(const struct term *t)
{
	int n = 0;

	if (t->flood || t->decoder.state == TERM_PASTE
		|| ioctl(t->in, FIONREAD, &n) < 0 || n >= FLOOD_MIN)
		return sizeof(t->bytes);
	return 1;
}

/* Read the available input, false if there was nothing to read. */
static bool
fill(struct term *t)
{
	struct pollfd p = { .fd = t->in, .events = POLLIN };

	if (poll(&p, 1, 0) <= 0)
		return false;
	ssize_t n = read(p.fd, t->bytes, read_size(t));
	if (n < 0 && (errno == EINTR || errno == EAGAIN))
		return false;
	if (n <= 0) {
		t->ended_by = SIGHUP;	/* SIGHUP itself may come late, or never */
		return false;
	}
	t->at = 0;
	t->nbytes = (size_t)n;
	t->last_read = nr_clock_ms();
	return true;
}

static bool
is_letter(uint32_t key)
{
	return (key >= 'a' && key <= 'z') || (key >= 'A' && key <= 'Z')
		|| (key >= 0x80 && key < APP_KEY_UP);
}

static bool
is_blank(uint32_t key)
{
	return key == ' ' || key == APP_KEY_TAB || key == APP_KEY_ENTER;
}

/* True if the bytes read look like text rather than keys: long, and with words. */
static bool
looks_pasted(const struct term *t)
{
	struct term_decoder probe = t->decoder;
	uint32_t before = 0;	/* last key that was not a blank */
	bool parted = false, words = false;
	size_t printable = 0;
	char bytes[4];

	/* A probe inside a paste would write to the paste's text. */
	for (size_t i = 0; i < t->nbytes && probe.state != TERM_PASTE; i++) {
		struct ui_event e = term_decoder_byte(&probe, (unsigned char)t->bytes[i]);

		if (e.kind != UI_EVENT_KEY)
			continue;
		if (is_blank(e.key)) {
			parted = true;
		} else {
			words = words || (parted && is_letter(before) && is_letter(e.key));
			parted = false;
			before = e.key;
		}
		if (e.key >= ' ' && e.key < APP_KEY_UP)
			printable += nr_utf8_encode(e.key, bytes);
	}
	return printable >= FLOOD_MIN && words;
}

/* True if an end marker was part of the pasted text, and the real one follows. Such text
 * tries to have its rest run as keys. */
static bool
goes_on(const struct term *t)
{
	static const char begin[] = "\033[200~", end[] = "\033[201~";
	const char *rest = t->bytes + t->at;
	size_t n = t->nbytes - t->at;
	const char *next_end = memmem(rest, n, end, sizeof(end) - 1);
	const char *next_begin = memmem(rest, n, begin, sizeof(begin) - 1);

	return next_end != NULL && (next_begin == NULL || next_end < next_begin);
}

static struct ui_event
end_pasting(struct term *t)
{
	struct ui_event e = term_decoder_pause(&t->decoder);

	t->flood = false;
	/* Late input may be the rest of the paste. */
	t->brackets = false;
	return e;
}

/* Take the background that the terminal has answered. True if that changes the screen. */
static bool
take_background(struct term *t)
{
	bool has = t->decoder.has_background;

	t->decoder.has_background = false;
	return has && term_color_take_background(t, t->decoder.background);
}

/* Decode the next event from the bytes read. */
static struct ui_event
decode(struct term *t)
{
	while (t->at < t->nbytes) {
		struct ui_event e = term_decoder_byte(&t->decoder,
			(unsigned char)t->bytes[t->at++]);

		if (e.kind == UI_EVENT_PASTE) {
			t->brackets = true;
			if (goes_on(t)) {
				term_decoder_resume_paste(&t->decoder);
				continue;
			}
		}
		if (take_background(t) && e.kind == UI_EVENT_NONE)
			e.kind = UI_EVENT_REPAINT;
		if (e.kind != UI_EVENT_NONE)
			return e;
	}
	return term_no_event();
}

static struct ui_event
take_read(struct term *t)
{
	if (t->flood) {
		term_decoder_keep(&t->decoder, t->bytes, t->nbytes);
		t->at = t->nbytes;
		return term_no_event();
	}
	/* A single ^C stops waiting for the end of a paste. */
	if (t->decoder.state == TERM_PASTE && t->nbytes == 1 && t->bytes[0] == '\003') {
		t->at = t->nbytes;
		return end_pasting(t);
	}
	if (!t->brackets && looks_pasted(t)) {
		t->flood = true;
		term_decoder_begin_paste(&t->decoder);
		return take_read(t);
	}
	return decode(t);
}

static struct ui_event
typed_event(struct term *t)
{
	struct ui_event e = decode(t);

	for (int i = 0; e.kind == UI_EVENT_NONE; i++) {
		/* Much input must not delay signals and jobs. */
		if (i == ROUND_MAX)
			return e;
		if (!fill(t))
			break;
		e = take_read(t);
	}
	if (e.kind != UI_EVENT_NONE || pause_length(t) < 0 || pause_left(t) > 0)
		return e;
	if (t->flood || t->decoder.state == TERM_PASTE)
		return end_pasting(t);
	return term_decoder_pause(&t->decoder);
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
	/* The shell may have changed the modes meanwhile. */
	if (continued && !t->away)
		term_tty_raw(t);
	if (continued || resized)
		t->resized = true;
	if (term_signals_take(SIGINT))
		return term_key_event(APP_CTRL('C'));
	return term_signals_take(SIGTSTP) ? term_key_event(APP_CTRL('Z'))
		: term_no_event();
}

struct ui_event
term_input_next(void *self)
{
	struct term *t = self;
	struct ui_event e = signal_event(t);

	if (t->away)
		return term_no_event();
	if (e.kind != UI_EVENT_NONE)
		return e;
	if (t->resized) {
		t->resized = false;
		/* The terminal may have rearranged the old content. */
		t->stale = true;
		term_tty_size(t);
		return (struct ui_event){ .kind = UI_EVENT_RESIZE };
	}
	if (t->ended_by == 0)
		e = typed_event(t);
	/* Only once per wake-up: the caller calls this until NONE. */
	t->quit_sent = e.kind == UI_EVENT_NONE && t->ended_by != 0 && !t->quit_sent;
	if (t->quit_sent)
		e.kind = UI_EVENT_QUIT;
	return e;
}

/* Drop what was read, but for an answer in it. */
static void
drop_read(struct term *t)
{
	while (t->at < t->nbytes)
		term_decoder_byte(&t->decoder, (unsigned char)t->bytes[t->at++]);
	/* The screen is drawn as a whole when the terminal is taken back. */
	take_background(t);
}

void
term_input_drop_answer(struct term *t)
{
	struct pollfd p = { .fd = t->in, .events = POLLIN };
	int64_t end = nr_clock_ms() + ANSWER_WAIT, left = ANSWER_WAIT;

	drop_read(t);
	while (is_expected(t) && t->ended_by != SIGHUP && left > 0
		&& poll(&p, 1, (int)left) > 0 && fill(t)) {
		drop_read(t);
		left = end - nr_clock_ms();
	}
}

void
term_input_await_enter(void *self, const char *text)
{
	struct term *t = self;
	struct pollfd p[] = {
		{ .fd = t->in, .events = POLLIN },
		{ .fd = term_signals_fd(), .events = POLLIN },
	};
	char c = '\0';

	term_tty_write(t, text, strlen(text));
	for (;;) {
		struct ui_event e = signal_event(t);

		if (e.kind == UI_EVENT_KEY && e.key == APP_CTRL('Z'))
			term_signals_stop();
		else if (e.kind == UI_EVENT_KEY || t->ended_by != 0)
			return;
		if (poll(p, 2, -1) < 0 || p[0].revents == 0)
			continue;
		if (read(t->in, &c, 1) != 1 || c == '\n' || c == '\r')
			return;
	}
}
