/*
 * Decodes the bytes that a terminal sends into events. It does no input and has no clock.
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
	uint32_t key;		/* APP_KEY_NONE: a key that the program does not use */
};

static inline struct ui_event
term_no_event(void)
{
	return (struct ui_event){ .kind = UI_EVENT_NONE };
}

/* The event of a key; none for APP_KEY_NONE. */
static inline struct ui_event
term_key_event(uint32_t key)
{
	return (struct ui_event){
		.kind = key != APP_KEY_NONE ? UI_EVENT_KEY : UI_EVENT_NONE, .key = key
	};
}

/* The state of the decoder within a sequence of bytes. */
enum term_decoder_state {
	TERM_GROUND,
	TERM_ESCAPE,		/* after ESC */
	TERM_CSI,		/* after ESC [ */
	TERM_SHIFT,		/* after ESC O */
	TERM_MOUSE,		/* after ESC [ M: three more bytes follow */
	TERM_STRING,		/* in OSC, DCS, APC, PM, SOS */
	TERM_STRING_ESCAPE,	/* after an ESC inside one */
	TERM_PASTE		/* in a bracketed paste */
};

struct term_decoder {
	const struct term_key *keys;	/* borrowed; take precedence over the usual
					 * sequences */
	size_t nkeys;
	bool utf8;			/* the encoding is UTF-8; else bytes above ASCII
					 * are ignored */
	bool mouse;			/* report clicks and wheel movements */
	/* Answers of the terminal, for the caller to take: its background (OSC 11), and its
	 * attributes (DA1), which say only that it has answered. */
	bool has_background, has_attributes;
	uint32_t background;		/* red, green and blue */
	/* private */
	enum term_decoder_state state;
	bool doubled;			/* the sequence follows another ESC */
	char seq[TERM_SEQUENCE_MAX];	/* bytes of the sequence, from its ESC on; in a
					 * string without a further ESC */
	size_t nseq;
	unsigned char pending[4];	/* incomplete UTF-8 character */
	size_t npending;
	size_t end_seen;		/* bytes of a paste's end marker seen so far */
	struct nr_buf paste;
};

/* Decode one byte. The text of a PASTE is borrowed until the next call. */
struct ui_event term_decoder_byte(struct term_decoder *d, unsigned char c);
/* End an incomplete sequence after a pause in the input: a single ESC is the key, an
 * unfinished paste is returned as far as it came, any other sequence is dropped. To be
 * called until it returns NONE. */
struct ui_event term_decoder_pause(struct term_decoder *d);
/* Decode the following bytes as pasted text although the terminal did not mark them. With
 * _resume, they continue the PASTE returned last. */
void term_decoder_begin_paste(struct term_decoder *d);
void term_decoder_resume_paste(struct term_decoder *d);
/* Append to the text of a paste without looking for its end marker. */
void term_decoder_keep(struct term_decoder *d, const char *s, size_t n);
void term_decoder_release(struct term_decoder *d);

#endif
