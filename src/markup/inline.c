/* Walks elements within a paragraph: styles, links, abbreviations, scripts. */
#include "config.h"

#include <string.h>

#include "newsreader/utf8.h"
#include "markup/media.h"
#include "markup/sanitize.h"
#include "markup/walk.h"
#include "markup/walker.h"

enum {
	TITLE_MAX = 100,	/* bytes of an abbreviation's explanation */
	SCRIPT_MAX = 24,	/* bytes; a longer <sup> or <sub> is small print */
	SCRIPT_NODES_MAX = 32
};

static void
put(struct nr_text_walker *w, const char *s)
{
	if (w->pre)
		nr_text_build_pre(&w->b, s, strlen(s));
	else
		nr_text_build_text(&w->b, s, strlen(s));
}

void
nr_text_walk_text(struct nr_text_walker *w, const char *s, size_t n)
{
	struct nr_buf text = NR_BUF_INIT;

	if (w->script == TEXT_SCRIPT_NONE) {
		nr_text_build_text(&w->b, s, n);
		return;
	}
	nr_text_script_add(&text, w->script, s, n);
	nr_text_build_text(&w->b, nr_buf_str(&text), text.len);
	nr_buf_release(&text);
}

static void
walk_link(struct nr_text_walker *w, const GumboElement *e)
{
	const char *href = nr_text_media_attr(e, "href");

	nr_text_build_link(&w->b, *href != '\0' ? href : NULL);
	nr_text_walk_children(w, e);
	nr_text_build_unlink(&w->b);
}

static void
walk_struck(struct nr_text_walker *w, const GumboElement *e)
{
	bool marks = w->b.doc->marks_struck && !w->pre && e->children.length > 0;

	++w->b.struck;
	if (marks && w->b.struck == 1)
		put(w, "[-");
	nr_text_walk_children(w, e);
	if (marks && w->b.struck == 1)
		put(w, "-]");
	--w->b.struck;
}

static void
walk_quotation(struct nr_text_walker *w, const GumboElement *e)
{
	bool inner = w->quotes % 2 != 0;

	put(w, inner ? "‘" : "“");
	w->quotes++;
	nr_text_walk_children(w, e);
	w->quotes--;
	put(w, inner ? "’" : "”");
}

/* The last byte of the text so far, if the next text is attached to it. */
static char
byte_before(const struct nr_text_build *b)
{
	const struct nr_buf *text = &b->doc->text;

	if (!b->open || b->space || b->breaks > 0 || text->len == 0)
		return '\0';
	return text->data[text->len - 1];
}

/* The content of a <sup> or <sub>. */
struct look {
	struct nr_buf text;
	int nodes;
	bool nested;		/* it contains other scripts */
	bool other;		/* it contains other content than text */
};

static void
gather(const GumboElement *e, struct look *look)
{
	for (unsigned i = 0; i < e->children.length; i++) {
		const GumboNode *node = e->children.data[i];

		if (++look->nodes > SCRIPT_NODES_MAX || look->text.len > SCRIPT_MAX)
			look->other = true;
		if (look->other)
			return;
		if (node->type == GUMBO_NODE_ELEMENT) {
			GumboTag tag = node->v.element.tag;

			look->nested |= tag == GUMBO_TAG_SUP || tag == GUMBO_TAG_SUB;
			look->other |= !nr_text_sanitize_is_inline(tag);
			gather(&node->v.element, look);
		} else if (node->type == GUMBO_NODE_TEXT
				|| node->type == GUMBO_NODE_WHITESPACE) {
			nr_utf8_clean_text(&look->text, node->v.text.text,
				strnlen(node->v.text.text, SCRIPT_MAX + 1));
		}
	}
}

static enum nr_text_script_as
script_form(const GumboElement *e, enum nr_text_script script, char before)
{
	struct look look = { .text = NR_BUF_INIT };
	enum nr_text_script_as as = TEXT_SCRIPT_AS_TEXT;
	struct nr_buf line = NR_BUF_INIT;

	gather(e, &look);
	nr_utf8_clean_line(&line, nr_buf_str(&look.text), look.text.len);
	if (!look.other && line.len > 0 && line.len <= SCRIPT_MAX)
		as = look.nested ? TEXT_SCRIPT_AS_GROUP
			: nr_text_script_form(script, nr_buf_str(&line), line.len, before, true);
	nr_buf_release(&line);
	nr_buf_release(&look.text);
	return as;
}

static void
walk_script(struct nr_text_walker *w, const GumboElement *e)
{
	bool sup = e->tag == GUMBO_TAG_SUP;
	enum nr_text_script script = sup ? TEXT_SCRIPT_SUP : TEXT_SCRIPT_SUB;
	enum nr_text_script outer = w->script;
	enum nr_text_script_as as = outer != TEXT_SCRIPT_NONE || w->pre ? TEXT_SCRIPT_AS_TEXT
		: script_form(e, script, byte_before(&w->b));

	if (as == TEXT_SCRIPT_AS_CHARS)
		w->script = script;
	if (as == TEXT_SCRIPT_AS_SIGN || as == TEXT_SCRIPT_AS_GROUP)
		put(w, sup ? "^" : "_");
	if (as == TEXT_SCRIPT_AS_GROUP)
		put(w, "(");
	nr_text_walk_children(w, e);
	if (as == TEXT_SCRIPT_AS_GROUP)
		put(w, ")");
	w->script = outer;
}

/* Ruby: append the reading of the word before it, in parentheses. */
static void
walk_reading(struct nr_text_walker *w, const GumboElement *e)
{
	if (e->children.length == 0)
		return;
	put(w, "(");
	nr_text_walk_children(w, e);
	put(w, ")");
}

/* A task list checkbox replaces the bullet of its item. Other checkboxes are form
 * controls. */
static void
walk_checkbox(struct nr_text_walker *w, const GumboElement *e)
{
	bool checked = gumbo_get_attribute(&e->attributes, "checked") != NULL;
	struct nr_text_build *b = &w->b;

	if (b->marker[0] == '\0')
		return;
	if (b->marker[0] < '0' || b->marker[0] > '9') {
		memcpy(b->marker, checked ? "☑" : "☐", sizeof "☐");
		return;
	}
	put(w, checked ? "☑ " : "☐ ");
}

static bool
is_explained(const struct nr_text_walker *w, const char *title)
{
	for (size_t i = 0; i < w->n_abbrs; i++) {
		if (strcmp(w->abbrs[i], title) == 0)
			return true;
	}
	return w->n_abbrs == TEXT_WALK_ABBRS_MAX;
}

/* Explain an abbreviation on its first use. A title that is a date is for programs. */
static void
walk_abbreviation(struct nr_text_walker *w, const GumboElement *e)
{
	const char *title = nr_text_media_attr(e, "title");
	size_t n = strnlen(title, TITLE_MAX + 1);

	nr_text_walk_children(w, e);
	if (n == 0 || n > TITLE_MAX || (title[0] >= '0' && title[0] <= '9')
			|| is_explained(w, title))
		return;
	w->abbrs[w->n_abbrs++] = title;
	put(w, " (");
	put(w, title);
	put(w, ")");
}

static void
walk_strong(struct nr_text_walker *w, const GumboElement *e)
{
	nr_text_walk_styled(w, e, &w->b.strong);
}

static void
walk_emphasis(struct nr_text_walker *w, const GumboElement *e)
{
	nr_text_walk_styled(w, e, &w->b.emphasis);
}

static void
walk_code(struct nr_text_walker *w, const GumboElement *e)
{
	nr_text_walk_styled(w, e, &w->b.code);
}

static void
put_break(struct nr_text_walker *w, const GumboElement *e)
{
	(void)e;
	if (w->pre)
		nr_text_build_pre(&w->b, "\n", 1);
	else
		nr_text_build_break(&w->b);
}

static void
put_image(struct nr_text_walker *w, const GumboElement *e)
{
	nr_text_media_image(&w->b, e);
}

static void
walk_span(struct nr_text_walker *w, const GumboElement *e)
{
	if (!nr_text_media_video(&w->b, e))
		nr_text_walk_children(w, e);
}

static void
skip(struct nr_text_walker *w, const GumboElement *e)
{
	(void)w;
	(void)e;
}

bool
nr_text_walk_inline(struct nr_text_walker *w, const GumboElement *e)
{
	static nr_text_walk_fn *const walks[GUMBO_TAG_LAST] = {
		[TEXT_TAG_LINK] = walk_link, [TEXT_TAG_STRONG] = walk_strong,
		[TEXT_TAG_EMPHASIS] = walk_emphasis, [TEXT_TAG_CODE] = walk_code,
		[TEXT_TAG_STRUCK] = walk_struck, [GUMBO_TAG_Q] = walk_quotation,
		[GUMBO_TAG_SUP] = walk_script, [GUMBO_TAG_SUB] = walk_script,
		[TEXT_TAG_READING] = walk_reading, [TEXT_TAG_CHECKBOX] = walk_checkbox,
		[GUMBO_TAG_ABBR] = walk_abbreviation, [GUMBO_TAG_BR] = put_break,
		[GUMBO_TAG_IMG] = put_image, [GUMBO_TAG_SPAN] = walk_span,
		[TEXT_TAG_SKIPPED] = skip,
	};
	nr_text_walk_fn *walk = walks[e->tag];

	if (walk == NULL && nr_text_sanitize_is_inline(e->tag))
		walk = nr_text_walk_children;
	if (walk != NULL)
		walk(w, e);
	return walk != NULL;
}
