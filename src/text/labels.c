#include "config.h"

#include <stdbool.h>
#include <string.h>

#include "newsreader/buf.h"
#include "text/labels.h"
#include "text/same.h"

enum {
	LABEL_MAX = 60,		/* letters of a line */
	LETTERS_MAX = 512	/* bytes */
};

enum label { NO_LABEL, RELATED, NOTE, WHOLE };

static const struct {
	const char *letters;
	enum label label;
} labels[] = {
#define LABEL(letters, label) { letters, label },
#include "text/labels.def"
#undef LABEL
};

static void
gather(struct nr_buf *out, const GumboElement *e)
{
	for (unsigned i = 0; i < e->children.length && out->len < LETTERS_MAX; i++) {
		const GumboNode *child = e->children.data[i];

		if (child->type == GUMBO_NODE_ELEMENT)
			gather(out, &child->v.element);
		else if (child->type == GUMBO_NODE_TEXT)
			nr_text_same_letters(out, child->v.text.text,
				strlen(child->v.text.text));
	}
}

static enum label
label_of(const struct text_node *node)
{
	struct nr_buf letters = NR_BUF_INIT;
	enum label label = NO_LABEL;

	gather(&letters, node->e);
	for (size_t i = 0; i < sizeof labels / sizeof labels[0]; i++) {
		size_t n = strlen(labels[i].letters);

		if (labels[i].label == WHOLE && letters.len != n)
			continue;
		if (letters.len >= n && memcmp(letters.data, labels[i].letters, n) == 0) {
			label = labels[i].label;
			break;
		}
	}
	nr_buf_release(&letters);
	return label;
}

/* A block with a line of text and nothing else. */
static bool
is_line(const struct text_node *node)
{
	return !node->is_inline && node->own.text > 0 && node->own.text <= LABEL_MAX
		&& node->own.text == node->all.text;
}

/* What stands behind a label as long as it is links. */
static void
drop_links(struct text_outline *o, size_t label)
{
	size_t end = o->v[o->v[label].parent].end;

	for (size_t i = o->v[label].end; i < end; i = o->v[i].end) {
		const struct text_stats *all = &o->v[i].all;

		if (o->gone[i] || all->text == 0)
			continue;
		if (all->linked * 2 < all->text)
			break;
		o->gone[i] = true;
	}
}

static bool
is_heading(GumboTag tag)
{
	return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6;
}

/* Headings at the end, with no text behind them. */
static void
drop_empty(struct text_outline *o, size_t pick)
{
	size_t up = pick;

	nr_text_outline_count(o);
	for (size_t i = o->v[pick].end; i-- > pick + 1;) {
		const struct text_node *node = &o->v[i];

		if (node->is_inline || node->own.text == 0)
			continue;
		for (up = i; up != pick && !o->gone[up]; up = o->v[up].parent)
			;
		if (up != pick)
			continue;
		if (!is_heading(node->e->tag))
			break;
		o->gone[i] = true;
	}
}

void
nr_text_labels_clean(struct text_outline *o, size_t pick)
{
	for (size_t i = pick + 1; i < o->v[pick].end; i++) {
		if (o->gone[i]) {
			i = o->v[i].end - 1;
			continue;
		}
		enum label label = is_line(&o->v[i]) ? label_of(&o->v[i]) : NO_LABEL;

		if (label == NO_LABEL)
			continue;
		o->gone[i] = true;
		if (label == RELATED)
			drop_links(o, i);
	}
	drop_empty(o, pick);
}
