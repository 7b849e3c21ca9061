/*
 * A prompt: a line of text that the user edits. Who opens one decides what a line is for: see
 * struct ui_input (ui/screen.h).
 */
#ifndef UI_PROMPT_H
#define UI_PROMPT_H

#include <stddef.h>
#include <stdint.h>

#include "newsreader/buf.h"
#include "ui/canvas.h"

enum { UI_PROMPT_MAX = 1024, UI_HISTORY_MAX = 100 };

/* Lines entered earlier, oldest first. */
struct ui_history {
	char **v;
	size_t n;
};

#define UI_HISTORY_INIT { NULL, 0 }

/* Add a line as the newest. Empty lines are ignored; an equal line is moved. */
void ui_history_add(struct ui_history *h, const char *line);
void ui_history_release(struct ui_history *h);

struct ui_prompt {
	const char *label;	/* borrowed; shown before the line */
	/* Recalled with Up and Down, ^P and ^N. Borrowed, or NULL. */
	const struct ui_history *history;
	size_t recalled;	/* index of the recalled line in history, history->n for
				 * none */
	struct nr_buf text;	/* clean, at most UI_PROMPT_MAX bytes */
	size_t cursor;		/* byte offset of a cluster's beginning */
};

enum ui_prompt_result {
	UI_PROMPT_IGNORED,	/* not a key of the editor: nothing changed */
	UI_PROMPT_MOVED,	/* only the cursor may have moved */
	UI_PROMPT_EDITED,	/* the text has changed */
	UI_PROMPT_ACCEPTED,	/* Enter */
	UI_PROMPT_CANCELLED	/* Esc, ^G, ^C, or Backspace in an empty line */
};

/* Begin with an empty line. What the prompt had is not released. */
void ui_prompt_init(struct ui_prompt *p, const char *label,
	const struct ui_history *history);
/* Replace the text, cleaned and cut to the maximum, with the cursor after it. */
void ui_prompt_set(struct ui_prompt *p, const char *text);
/* Edit the line by a key, a code of app/keys.h. */
enum ui_prompt_result ui_prompt_key(struct ui_prompt *p, uint32_t key);
/* Insert n bytes of unchecked text as one clean line, as much as fits: EDITED, or MOVED if
 * nothing did. */
enum ui_prompt_result ui_prompt_paste(struct ui_prompt *p, const char *text, size_t n);
/* Draw label and text in a row of the rectangle, scrolled so that the cursor is in view,
 * and show the cursor. */
void ui_prompt_draw(const struct ui_prompt *p, struct ui_canvas *c,
	const struct ui_rect *rect, int row, unsigned style);
void ui_prompt_release(struct ui_prompt *p);

#endif
