/* Removes labels from an article: related links, share prompts, credits, empty
 * headings. */
#include "config.h"

#include <stdbool.h>
#include <string.h>

#include "newsreader/buf.h"
#include "extract/labels.h"
#include "extract/same.h"

enum {
	LABEL_MAX = 60,		/* letters of a label */
	HEADING_MAX = 300,
	LETTERS_MAX = 1200	/* bytes */
};

enum label { NO_LABEL, RELATED, NOTE, WHOLE };

static const struct {
	const char *letters;
	enum label label;
} labels[] = {
#define LABEL(letters, label) { letters, label },
#include "extract/labels.def"
#undef LABEL
};

enum { LABELS = sizeof labels / sizeof labels[0] };

static enum label
label_of(const struct text_node *node, const struct nr_buf *title)
{
	struct nr_buf letters = NR_BUF_INIT;
	enum label label = NO_LABEL;

	nr_text_same_element(&letters, node->e, LETTERS_MAX);
	if (nr_text_is_heading(node->e->tag) && nr_text_same_begins(&letters, title))
		label = NOTE;
	for (size_t i = 0; label == NO_LABEL && i < LABELS; i++) {
		size_t n = strlen(labels[i].letters);

		if (labels[i].label == WHOLE && letters.len != n)
			continue;
		if (letters.len >= n && memcmp(letters.data, labels[i].letters, n) == 0)
			label = labels[i].label;
	}
	nr_buf_release(&letters);
	return label;
}

/* A block whose only content is a line of text. */
static bool
is_line(const struct text_node *node)
{
	uint32_t max = nr_text_is_heading(node->e->tag) ? HEADING_MAX : LABEL_MAX;

	return !node->is_inline && node->own.text > 0 && node->own.text <= max
		&& node->own.text == node->all.text;
}

/* Drop the elements after a label, as long as they are mostly links. */
static void
drop_links(struct text_element_stats *o, size_t label)
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

/* Drop headings at the end without text after them, unless all text is headings. */
static void
drop_empty(struct text_element_stats *o, size_t pick)
{
	size_t up;

	nr_text_element_stats_count(o);
	if (o->v[pick].all.headed == o->v[pick].all.text)
		return;
	for (size_t i = o->v[pick].end; i-- > pick + 1;) {
		const struct text_node *node = &o->v[i];

		if (node->is_inline || node->own.text == 0)
			continue;
		for (up = i; up != pick && !o->gone[up]; up = o->v[up].parent)
			;
		if (up != pick)
			continue;
		if (!nr_text_is_heading(node->e->tag))
			break;
		o->gone[i] = true;
	}
}

void
nr_text_labels_clean(struct text_element_stats *o, size_t pick, const struct nr_buf *title)
{
	for (size_t i = pick + 1; i < o->v[pick].end; i++) {
		if (o->gone[i]) {
			i = o->v[i].end - 1;
			continue;
		}
		enum label label = is_line(&o->v[i]) ? label_of(&o->v[i], title) : NO_LABEL;

		if (label == NO_LABEL)
			continue;
		o->gone[i] = true;
		if (label == RELATED)
			drop_links(o, i);
	}
	drop_empty(o, pick);
}
