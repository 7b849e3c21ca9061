/* Sanitizer: reduces HTML to balanced tags that gumbo parses in linear time. */
#include "config.h"

#include <string.h>
#include <strings.h>

#include "newsreader/html.h"
#include "newsreader/utf8.h"
#include "markup/formula.h"
#include "markup/sanitize.h"
#include "markup/sanitize_rules.h"
#include "markup/tag.h"

enum { TOLD_MAX = 120 };	/* bytes of an element's text passed to the tag handler */

static const struct sanitize_rule unknown = { .what = GONE };

struct sanitizer {
	struct nr_buf *out;
	const struct nr_text_tag_handler *head;
	GumboTag open[NR_HTML_DEPTH_MAX];	/* by their tags in the source */
	size_t depth;
	size_t nodes;
	/* end of the part that was searched for formulas */
	const char *formula_end;
};

static bool
is_control(const char *s, size_t n)
{
	unsigned char c = (unsigned char)*s;

	if (c < 0x20)
		return c != '\n' && c != '\t' && c != '\r' && c != '\f';
	return c == 0x7f || (c == 0xc2 && n > 1 && (unsigned char)s[1] >= 0x80
		&& (unsigned char)s[1] < 0xa0);
}

/* Drop control characters, because gumbo would turn each into a visible U+FFFD. */
static void
put_text(struct sanitizer *t, const char *s, size_t n)
{
	size_t start = 0, i = 0;

	t->nodes += n > 0;
	while (i < n) {
		size_t escape;

		if (!is_control(s + i, n - i)) {
			i++;
			continue;
		}
		escape = nr_utf8_escape(s + i, n - i);
		nr_buf_add(t->out, s + start, i - start);
		i += escape > 0 ? escape : (unsigned char)s[i] == 0xc2 ? 2 : 1;
		start = i;
	}
	nr_buf_add(t->out, s + start, n - start);
}

static GumboTag
written_as(GumboTag tag)
{
	return sanitize_rules[tag].as != 0 ? sanitize_rules[tag].as : tag;
}

static void
put_end(struct sanitizer *t, GumboTag tag)
{
	nr_buf_addz(t->out, "</");
	nr_buf_addz(t->out, gumbo_normalized_tagname(written_as(tag)));
	nr_buf_addch(t->out, '>');
}

static void
put_start(struct sanitizer *t, const struct nr_text_tag *tag)
{
	t->nodes++;
	nr_buf_addch(t->out, '<');
	nr_buf_addz(t->out, gumbo_normalized_tagname(written_as(tag->id)));
	for (size_t i = 0; i < TEXT_ATTRS_OF_TREE; i++) {
		const struct text_value *v = &tag->attrs[i];
		const char *quote = "\"";

		if (v->s == NULL)
			continue;
		if (memchr(v->s, '"', v->n) != NULL)
			quote = memchr(v->s, '\'', v->n) == NULL ? "'" : NULL;
		if (quote == NULL)
			continue;
		nr_buf_addch(t->out, ' ');
		nr_buf_addz(t->out, text_attr_names[i]);
		nr_buf_addch(t->out, '=');
		nr_buf_addz(t->out, quote);
		nr_buf_add(t->out, v->s, v->n);
		nr_buf_addz(t->out, quote);
	}
	nr_buf_addch(t->out, '>');
}

/* Close open elements down to this depth. */
static void
close_to(struct sanitizer *t, size_t depth)
{
	while (t->depth > depth)
		put_end(t, t->open[--t->depth]);
}

static bool
is_scope(enum sanitize_family family, GumboTag tag)
{
	switch (family) {
	case PARAGRAPH:
		return sanitize_rules[tag].what != INLINE
			&& sanitize_rules[tag].family != PARAGRAPH;
	case ITEM:
		return tag == GUMBO_TAG_UL || tag == GUMBO_TAG_OL || tag == GUMBO_TAG_MENU
			|| tag == GUMBO_TAG_DIR || tag == GUMBO_TAG_TABLE;
	case TERM:
		return tag == GUMBO_TAG_DL || tag == GUMBO_TAG_TABLE;
	case READING:
		return tag == GUMBO_TAG_RUBY || tag == GUMBO_TAG_TABLE;
	default:
		return tag == GUMBO_TAG_TABLE;
	}
}

/* True if an open element is ended: a cell by a cell, a cell and a row by a row. */
static bool
is_ended_by(GumboTag open, enum sanitize_family family)
{
	enum sanitize_family mine = sanitize_rules[open].family;

	if (family >= CELL)
		return mine >= CELL && mine <= family;
	return mine == family;
}

static void
end_family(struct sanitizer *t, enum sanitize_family family)
{
	size_t depth = t->depth;

	for (size_t i = t->depth; i > 0 && !is_scope(family, t->open[i - 1]); i--) {
		if (is_ended_by(t->open[i - 1], family))
			depth = i - 1;
	}
	close_to(t, depth);
}

/* The position after the element's end tag, or the end of the source; *n is the length of
 * the content. */
static const char *
skip_raw(const char *s, const char *end, const struct nr_text_tag *tag, size_t *n)
{
	const char *start = s;

	while ((s = memchr(s, '<', (size_t)(end - s))) != NULL) {
		if ((size_t)(end - s) > tag->n_name + 2 && s[1] == '/'
				&& strncasecmp(s + 2, tag->name, tag->n_name) == 0
				&& !nr_utf8_is_latin(s[tag->n_name + 2])) {
			*n = (size_t)(s - start);
			s = memchr(s, '>', (size_t)(end - s));
			return s != NULL ? s + 1 : end;
		}
		s++;
	}
	*n = (size_t)(end - start);
	return end;
}

static void
end_tag(struct sanitizer *t, const struct nr_text_tag *tag)
{
	GumboTag as = written_as(tag->id);

	for (size_t i = t->depth; i > 0; i--) {
		if (written_as(t->open[i - 1]) == as) {
			close_to(t, i - 1);
			return;
		}
		if (t->open[i - 1] == GUMBO_TAG_TABLE)
			return;
	}
}

static bool
is_open(const struct sanitizer *t, GumboTag tag)
{
	for (size_t i = t->depth; i > 0; i--) {
		if (t->open[i - 1] == tag)
			return true;
	}
	return false;
}

static void
start_nested(struct sanitizer *t, const struct nr_text_tag *tag, const struct sanitize_rule *rule)
{
	if (rule->family != NO_FAMILY)
		end_family(t, rule->family);
	else if (rule->what == NEST)
		end_family(t, PARAGRAPH);
	if (tag->id == GUMBO_TAG_A && is_open(t, GUMBO_TAG_A))
		end_tag(t, tag);
	if (t->depth == NR_HTML_DEPTH_MAX) {
		nr_buf_addch(t->out, ' ');
		return;
	}
	put_start(t, tag);
	t->open[t->depth++] = tag->id;
}

static void
tell(const struct sanitizer *t, const struct nr_text_tag *tag, const char *content, size_t n)
{
	if (t->head != NULL)
		t->head->see(t->head->ctx, tag, content, n);
}

/* Only <time> and elements with one of these attributes may have metadata. */
static void
tell_element(const struct sanitizer *t, const struct nr_text_tag *tag, const char *s,
	const char *end)
{
	const char *next;

	if (t->head == NULL || (tag->id != GUMBO_TAG_TIME
			&& tag->attrs[TEXT_ATTR_ITEMPROP].s == NULL
			&& tag->attrs[TEXT_ATTR_CLASS].s == NULL
			&& tag->attrs[TEXT_ATTR_ID].s == NULL))
		return;
	next = end - s > TOLD_MAX ? memchr(s, '<', TOLD_MAX) : memchr(s, '<', (size_t)(end - s));
	tell(t, tag, s, next != NULL ? (size_t)(next - s) : 0);
}

static const char *
start_raw(struct sanitizer *t, const struct nr_text_tag *tag, const char *s, const char *end)
{
	bool drawn = is_open(t, GUMBO_TAG_SVG);
	const char *content = s;
	size_t n;

	/* In SVG these are ordinary elements, which may be self-closing. */
	if (drawn && tag->closed)
		return s;
	s = skip_raw(s, end, tag, &n);
	if (!drawn)
		tell(t, tag, content, n);
	return s;
}

static bool
is_gone(const struct nr_text_tag *tag, const struct sanitize_rule *rule)
{
	const struct text_value *type = &tag->attrs[TEXT_ATTR_TYPE];

	if (tag->id == GUMBO_TAG_INPUT)
		return type->n != 8 || strncasecmp(type->s, "checkbox", 8) != 0;
	return rule->what == GONE;
}

static const char *
start_tag(struct sanitizer *t, const struct nr_text_tag *tag, const char *s, const char *end)
{
	const struct sanitize_rule *rule =
		tag->id < GUMBO_TAG_UNKNOWN ? &sanitize_rules[tag->id] : &unknown;
	size_t n;

	if (tag->id == GUMBO_TAG_NOSCRIPT && t->head != NULL && t->head->noscript)
		return s;
	if (tag->id == GUMBO_TAG_MATH)
		return nr_text_formula_add(t->out, tag, s, end, &t->formula_end);
	switch (is_gone(tag, rule) ? GONE : rule->what) {
	case NEST:
	case INLINE:
		tell_element(t, tag, s, end);
		start_nested(t, tag, rule);
		break;
	case VOID:
		put_start(t, tag);
		break;
	case EMPTY:
		put_start(t, tag);
		put_end(t, tag->id);
		if (tag->id == GUMBO_TAG_IFRAME && !tag->closed)
			s = skip_raw(s, end, tag, &n);
		break;
	case GONE:
		if (tag->id < GUMBO_TAG_UNKNOWN)
			tell(t, tag, s, 0);
		break;
	case RAW:
		s = start_raw(t, tag, s, end);
		break;
	}
	return s;
}

/* Skip a comment or declaration. s[0] is '<', s[1] is '!', '?', or '/' without a letter
 * after it. */
static const char *
skip_comment(const char *s, const char *end)
{
	if (end - s >= 4 && memcmp(s, "<!--", 4) == 0) {
		/* "<!-->" and "<!--->" are complete comments. */
		const char *close = memmem(s + 2, (size_t)(end - s - 2), "-->", 3);

		return close != NULL ? close + 3 : end;
	}
	s = memchr(s, '>', (size_t)(end - s));
	return s != NULL ? s + 1 : end;
}

/* Handle the markup at s, which begins with '<'. */
static const char *
take_markup(struct sanitizer *t, const char *s, const char *end)
{
	size_t n = (size_t)(end - s);
	struct nr_text_tag tag;

	if (n > 2 && s[1] == '/' && !nr_utf8_is_latin(s[2]))
		return skip_comment(s, end);
	if (n > 1 && (s[1] == '!' || s[1] == '?'))
		return skip_comment(s, end);
	if (n < 3 || !nr_utf8_is_latin(s[1] == '/' ? s[2] : s[1])) {
		nr_buf_addz(t->out, "&lt;");
		return s + 1;
	}
	s = nr_text_tag_read(s, end, &tag);
	if (s == NULL)
		return end;
	if (!tag.end)
		return start_tag(t, &tag, s, end);
	if (tag.id == GUMBO_TAG_BR)
		start_tag(t, &tag, s, end);
	else if (tag.id < GUMBO_TAG_UNKNOWN && sanitize_rules[tag.id].what <= INLINE)
		end_tag(t, &tag);
	return s;
}

bool
nr_text_sanitize_is_inline(GumboTag tag)
{
	return tag == TEXT_TAG_LINK || sanitize_rules[tag].what == INLINE;
}

/* Maximum number of elements and pieces of text for a page of n bytes. */
static size_t
node_limit(size_t n)
{
	size_t limit = TEXT_SANITIZE_NODES_MIN + n / TEXT_SANITIZE_NODE_BYTES;

	return limit < TEXT_SANITIZE_NODES_MAX ? limit : TEXT_SANITIZE_NODES_MAX;
}

bool
nr_text_sanitize(struct nr_buf *out, const char *html, size_t n,
	const struct nr_text_tag_handler *head)
{
	struct sanitizer t = { .out = out, .head = head };
	bool whole = n <= TEXT_SANITIZE_BYTES_MAX;
	size_t limit = node_limit(n);
	const char *end = html + (whole ? n : TEXT_SANITIZE_BYTES_MAX);

	for (const char *s = html; s < end;) {
		const char *markup = memchr(s, '<', (size_t)(end - s));

		if (markup == NULL)
			markup = end;
		put_text(&t, s, (size_t)(markup - s));
		s = markup;
		if (t.nodes >= limit && s < end) {
			whole = false;
			break;
		}
		if (s < end)
			s = take_markup(&t, s, end);
	}
	close_to(&t, 0);
	return whole;
}
