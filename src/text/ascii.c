/* Rewrites a document for ASCII output: powers, indices, checkboxes. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "newsreader/doc.h"
#include "newsreader/mem.h"
#include "newsreader/utf8.h"
#include "text/script.h"

/* A block's text being rewritten. */
struct rewrite {
	const struct nr_block *block;
	struct nr_buf text;
	/* position in the new text of each byte of the old text and of its end */
	size_t *places;
};

static const char *
checkbox(const char *s, size_t n)
{
	if (n == strlen("☐") && memcmp(s, "☐", n) == 0)
		return "[ ]";
	return n == strlen("☑") && memcmp(s, "☑", n) == 0 ? "[x]" : NULL;
}

static size_t
length_at(const struct nr_block *b, size_t at)
{
	uint32_t cp;

	return nr_utf8_decode(b->text + at, b->len - at, &cp);
}

/* Append the superscript or subscript characters from `at` on as plain ones. Returns
 * their end. */
static size_t
take_script(const struct nr_block *b, size_t at, enum nr_text_script *script,
	struct nr_buf *plain)
{
	enum nr_text_script next = TEXT_SCRIPT_NONE;

	for (size_t n; at < b->len; at += n) {
		char c;

		n = length_at(b, at);
		c = nr_text_script_plain(b->text + at, n, &next);
		if (c == '\0' || (plain->len > 0 && next != *script))
			break;
		*script = next;
		nr_buf_addch(plain, c);
	}
	return at;
}

static void
put_script(struct rewrite *r, size_t at, enum nr_text_script script, const struct nr_buf *plain)
{
	char before = r->text.len > 0 ? r->text.data[r->text.len - 1] : '\0';
	enum nr_text_script_as as = nr_text_script_form(script, nr_buf_str(plain),
		plain->len, before, false);

	r->places[at] = r->text.len;
	if (as != TEXT_SCRIPT_AS_TEXT)
		nr_buf_addch(&r->text, script == TEXT_SCRIPT_SUP ? '^' : '_');
	if (as == TEXT_SCRIPT_AS_GROUP)
		nr_buf_addch(&r->text, '(');
	for (size_t i = 0; i < plain->len; i++) {
		if (i > 0)
			r->places[at] = r->text.len;
		nr_buf_addch(&r->text, plain->data[i]);
		at += length_at(r->block, at);
	}
	if (as == TEXT_SCRIPT_AS_GROUP)
		nr_buf_addch(&r->text, ')');
}

/* Rewrite the character or script at this position. Returns the position after it. */
static size_t
rewrite_at(struct rewrite *r, size_t at)
{
	const char *s = r->block->text + at, *box;
	struct nr_buf plain = NR_BUF_INIT;
	enum nr_text_script script = TEXT_SCRIPT_NONE;
	size_t end = take_script(r->block, at, &script, &plain);

	if (plain.len > 0) {
		put_script(r, at, script, &plain);
		nr_buf_release(&plain);
		return end;
	}
	end = at + length_at(r->block, at);
	box = checkbox(s, end - at);
	r->places[at] = r->text.len;
	nr_buf_add(&r->text, box != NULL ? box : s, box != NULL ? strlen(box) : end - at);
	return end;
}

static void
rewrite_block(struct nr_block *b)
{
	struct rewrite r = { .block = b, .text = NR_BUF_INIT };

	r.places = nr_calloc(b->len + 1, sizeof *r.places);
	for (size_t at = 0; at < b->len;)
		at = rewrite_at(&r, at);
	r.places[b->len] = r.text.len;
	for (size_t i = 0; i < b->n_spans; i++) {
		b->spans[i].start = r.places[b->spans[i].start];
		b->spans[i].end = r.places[b->spans[i].end];
	}
	for (size_t i = 0; i < b->n_cells; i++) {
		b->cells[i].start = r.places[b->cells[i].start];
		b->cells[i].end = r.places[b->cells[i].end];
	}
	free(b->text);
	b->len = r.text.len;
	b->text = nr_buf_take(&r.text);
	free(r.places);
}

void
nr_doc_ascii(struct nr_doc *d)
{
	for (size_t i = 0; i < d->n; i++)
		rewrite_block(&d->blocks[i]);
}
