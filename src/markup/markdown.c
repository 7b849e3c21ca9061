/* Converts Markdown to a document, through HTML. */
#include "config.h"

#include <string.h>

#include "newsreader/html.h"
#include "markup/markdown_html.h"
#include "markup/markdown_inline.h"
#include "markup/markdown_notes.h"
#include "text/build.h"

struct conversion {
	struct nr_buf html;
	struct nr_text_notes notes;
	struct nr_buf cut, rewritten, limited;	/* results of the steps */
	size_t lengthy;	/* number of paragraphs shown as plain text */
	bool whole;
};

const char *
nr_html_version(void)
{
	return "gumbo " GUMBO_VERSION ", md4c " MD4C_VERSION;
}

static void
say(struct nr_doc *doc, const char *text)
{
	nr_doc_begin(doc, NR_BLOCK_PARA);
	nr_doc_addz(doc, NR_SPAN_DIM, text);
}

/* Definitions of notes within notes are not cut. */
static void
convert(struct conversion *c, struct nr_text_notes *cut_notes, const char *s, size_t n)
{
	nr_buf_clear(&c->cut);
	nr_buf_clear(&c->rewritten);
	nr_buf_clear(&c->limited);
	nr_text_notes_cut(&c->cut, cut_notes, s, n);
	nr_text_inline_rewrite(&c->rewritten, &c->notes, nr_buf_str(&c->cut), c->cut.len);
	c->lengthy += nr_text_inline_limit(&c->limited, nr_buf_str(&c->rewritten),
		c->rewritten.len);
	c->whole = nr_text_markdown_html(&c->html, nr_buf_str(&c->limited), c->limited.len)
		&& c->whole;
}

/* Only notes that are referenced, as on GitHub; notes may reference others. */
static void
convert_notes(struct conversion *c)
{
	struct nr_text_notes *notes = &c->notes;

	if (notes->n_used == 0)
		return;
	nr_buf_addz(&c->html, "<hr><ol>");
	for (size_t i = 0; i < notes->n_used; i++) {
		const struct nr_text_note *note = &notes->v[notes->used[i]];

		nr_buf_addz(&c->html, "<li>");
		convert(c, NULL, nr_buf_str(&notes->texts) + note->start, note->n);
		nr_buf_addz(&c->html, "</li>");
	}
	nr_buf_addz(&c->html, "</ol>");
}

/* Convert all line breaks to '
 * '. */
static void
unify_lines(struct nr_buf *out, const char *s, size_t n)
{
	const char *end = s + n, *r;

	while ((r = memchr(s, '\r', (size_t)(end - s))) != NULL) {
		nr_buf_add(out, s, (size_t)(r - s));
		nr_buf_addch(out, '\n');
		s = r + 1;
		s += s < end && *s == '\n';
	}
	nr_buf_add(out, s, (size_t)(end - s));
}

void
nr_markdown_to_doc(const char *markdown, size_t n, struct nr_doc *doc)
{
	struct conversion c = { .whole = true };
	struct nr_text_build b = { .doc = doc };
	struct nr_buf source = NR_BUF_INIT;

	if (n > NR_MARKDOWN_MAX) {
		say(doc, "[The text is over 1 MiB: it is shown as plain text.]");
		nr_text_to_doc(markdown, n, doc);
		return;
	}
	unify_lines(&source, markdown, n);
	convert(&c, &c.notes, nr_buf_str(&source), source.len);
	convert_notes(&c);
	if (c.lengthy > 0)
		say(doc, "[A paragraph is too long or too complex: it is shown as plain text.]");
	/* Raw HTML is not filtered here: it is handled like any other HTML. */
	nr_html_to_doc(nr_buf_str(&c.html), c.html.len, doc);
	if (!c.whole)
		nr_text_build_cut(&b);
	nr_text_build_finish(&b);
	nr_text_notes_release(&c.notes);
	nr_buf_release(&c.cut);
	nr_buf_release(&c.rewritten);
	nr_buf_release(&c.limited);
	nr_buf_release(&c.html);
	nr_buf_release(&source);
}
