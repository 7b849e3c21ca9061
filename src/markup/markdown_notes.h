/*
 * Footnotes of Markdown: cuts definitions "[^name]: text" out of the text, and numbers
 * references "[^name]".
 */
#ifndef MARKUP_MARKDOWN_NOTES_H
#define MARKUP_MARKDOWN_NOTES_H

#include <stddef.h>

#include "newsreader/buf.h"

enum {
	TEXT_NOTE_NAME_MAX = 100	/* bytes */
};

struct nr_text_note {
	const char *name;		/* points into the Markdown */
	size_t n_name;
	size_t start, n;		/* range of its text in `texts` */
	size_t order;			/* position in the source */
	size_t number;			/* from 1; 0 until it is referenced */
};

struct nr_text_notes {
	struct nr_text_note *v;		/* sorted by name after nr_text_notes_cut */
	size_t n, cap;
	struct nr_buf texts;
	size_t *used;			/* indices into v, by number */
	size_t n_used;
};

/*
 * Append the Markdown without its footnote definitions to *out. Lines of "Term" and ":
 * meaning" become <dl>. Code is unchanged. notes may be NULL: then definitions stay;
 * otherwise *notes points into the Markdown.
 */
void nr_text_notes_cut(struct nr_buf *out, struct nr_text_notes *notes, const char *s,
	size_t n);
/* The number of the note with this name, which counts as referenced from now on, or 0. */
size_t nr_text_notes_use(struct nr_text_notes *notes, const char *name, size_t n);
/* Length in bytes of the "[^name]" at s, or 0. */
size_t nr_text_notes_mark(const char *s, const char *end);
void nr_text_notes_release(struct nr_text_notes *notes);

#endif
