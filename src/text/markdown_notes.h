/*
 * Footnotes of Markdown: "[^name]: text" is cut out of the text, "[^name]" becomes a mark.
 */
#ifndef TEXT_MARKDOWN_NOTES_H
#define TEXT_MARKDOWN_NOTES_H

#include <stddef.h>

#include "newsreader/buf.h"

enum {
	TEXT_NOTE_NAME_MAX = 100	/* bytes */
};

struct nr_text_note {
	const char *name;		/* in the text */
	size_t n_name;
	size_t start, n;		/* of its text, in `texts` */
	size_t order;			/* in the source */
	size_t number;			/* from 1; 0 until something refers to it */
};

struct nr_text_notes {
	struct nr_text_note *v;		/* sorted by name once all are there */
	size_t n, cap;
	struct nr_buf texts;
	size_t *used;			/* positions in v, by number */
	size_t n_used;
};

/*
 * Append the Markdown without its definitions of footnotes to *out. Lines of "Term" and
 * ": meaning" become <dl>. What stands in code stays. notes may be NULL: then definitions
 * stay; it points into the Markdown otherwise.
 */
void nr_text_notes_cut(struct nr_buf *out, struct nr_text_notes *notes, const char *s,
	size_t n);
/* The number of the note with this name, which counts as used from now on; 0: none. */
size_t nr_text_notes_use(struct nr_text_notes *notes, const char *name, size_t n);
/* Bytes of the "[^name]" at s, 0 if there is none. */
size_t nr_text_notes_mark(const char *s, const char *end);
void nr_text_notes_release(struct nr_text_notes *notes);

#endif
