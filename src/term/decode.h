/*
 * Decode: the bytes that a terminal sends, as events. Reads nothing and knows no time.
 */
#ifndef TERM_DECODE_H
#define TERM_DECODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "newsreader/buf.h"
#include "ui/event.h"

enum {
	TERM_SEQUENCE_MAX = 32,	/* bytes of a key's sequence; a longer one is dropped */
	TERM_PASTE_MAX = 8192	/* bytes kept of a paste, from its beginning */
};

/* A sequence that a key sends. */
struct term_key {
	const char *bytes;	/* borrowed; begins with ESC */
	uint32_t key;		/* APP_KEY_NONE: one that the program has no use for */
};

/* Where in a sequence of bytes the decoder stands. */
enum term_decoder_state {
	TERM_GROUND,
	TERM_ESCAPE,		/* after ESC */
	TERM_CSI,		/* after ESC [ */
	TERM_SHIFT,		/* after ESC O */
	TERM_MOUSE,		/* after ESC [ M, which three more bytes follow */
	TERM_STRING,		/* in OSC, DCS, APC, PM, SOS */
	TERM_STRING_ESCAPE,	/* after an ESC in one */
	TERM_PASTE		/* in a bracketed paste */
};

struct term_decoder {
	const struct term_key *keys;	/* borrowed; come before the usual sequences */
	size_t nkeys;
	bool utf8;			/* the encoding; else only ASCII counts */
	bool mouse;			/* clicks and wheels are wanted */
	/* private */
	enum term_decoder_state state;
	bool doubled;			/* an ESC stands before the one of the sequence */
	char seq[TERM_SEQUENCE_MAX];	/* from its ESC on */
	size_t nseq;
	unsigned char pending[4];	/* the beginning of a UTF-8 character */
	size_t npending;
	size_t end_seen;		/* bytes of a paste's end marker */
	struct nr_buf paste;
};

/* Take one byte. The text of a PASTE is borrowed until the next call. */
struct ui_event term_decoder_byte(struct term_decoder *d, unsigned char c);
/* Nothing came for a while: end the sequence that has begun. An ESC alone is the key, a
 * paste is returned as far as it came, any other sequence is dropped. Call until NONE. */
struct ui_event term_decoder_pause(struct term_decoder *d);
/* Take the bytes that follow as pasted text, though the terminal did not mark them. With
 * _resume, they belong to the PASTE returned last. */
void term_decoder_begin_paste(struct term_decoder *d);
void term_decoder_resume_paste(struct term_decoder *d);
/* Add to the text of a paste without looking for its end. */
void term_decoder_keep(struct term_decoder *d, const char *s, size_t n);
void term_decoder_release(struct term_decoder *d);

#endif
