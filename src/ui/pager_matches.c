/* Finds the matches of a search in a pager. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "newsreader/mem.h"
#include "newsreader/utf8.h"
#include "ui/pager.h"

static int64_t
place(size_t block, size_t offset)
{
	return (int64_t)(block << 32 | offset);
}

static size_t
block_of(int64_t match)
{
	return (size_t)match >> 32;
}

static size_t
offset_of(int64_t match)
{
	return (size_t)match & 0xffffffff;
}

static void
find_all(struct ui_pager *p, const char *text)
{
	for (size_t i = 0; i < p->doc.n; i++) {
		const struct nr_block *b = &p->doc.blocks[i];
		size_t at = 0, len = 0;

		while (b->len && nr_utf8_find(b->text, b->len, at + len, text, &at, &len))
			nr_ids_add(&p->matches, place(i, at));
	}
}

/* Find any part of the text. Each part by itself: to look for the next of all of them
 * again and again takes too long where one is rare in a long block. */
static void
find_parts(struct ui_pager *p, const char *text)
{
	struct nr_buf needle = NR_BUF_INIT;
	const char *part;
	size_t next = 0, n;

	while (nr_utf8_sought(text, &next, &part, &n)) {
		nr_buf_clear(&needle);
		nr_buf_add(&needle, part, n);
		find_all(p, nr_buf_str(&needle));
	}
	nr_ids_sort(&p->matches);
	nr_buf_release(&needle);
}

void
ui_pager_find(struct ui_pager *p, const char *text)
{
	if (text && p->sought && strcmp(p->sought, text) == 0)
		return;
	NR_FREE(p->sought);
	nr_ids_release(&p->matches);
	if (!text)
		return;
	p->sought = nr_strdup(text);
	find_all(p, text);
	p->by_words = !p->matches.n;
	if (p->by_words)
		find_parts(p, text);
}

size_t
ui_pager_match_from(const struct ui_pager *p, size_t block, size_t offset)
{
	return nr_ids_from(&p->matches, place(block, offset));
}

size_t
ui_pager_match_reach(const struct ui_pager *p)
{
	return (p->sought ? strlen(p->sought) * 4 : 0) + NR_UTF8_CLUSTER_MAX;
}

bool
ui_pager_match_in(const struct ui_pager *p, size_t i, size_t block, size_t *at, size_t *len)
{
	const struct nr_block *b = &p->doc.blocks[block];
	size_t from, end;

	if (i >= p->matches.n || block_of(p->matches.v[i]) != block)
		return false;
	from = offset_of(p->matches.v[i]);
	end = from + ui_pager_match_reach(p);
	end = end < b->len ? end : b->len;
	return p->by_words ? nr_utf8_find_sought(b->text, end, from, p->sought, at, len)
		: nr_utf8_find(b->text, end, from, p->sought, at, len);
}

bool
ui_pager_next_match(const struct ui_pager *p, struct app_text_position from, int step,
	struct app_text_position *out)
{
	size_t i = ui_pager_match_from(p, from.block, from.offset), n = p->matches.n;

	if (n == 0)
		return false;
	if (step < 0)
		i = i > 0 ? i - 1 : n - 1;
	else if (i == n)
		i = 0;
	*out = (struct app_text_position){ block_of(p->matches.v[i]),
		offset_of(p->matches.v[i]), 0 };
	return true;
}

void
ui_pager_match(const struct ui_pager *p, size_t *at, size_t *n)
{
	size_t i = ui_pager_match_from(p, p->match.block, p->match.offset);

	*n = p->matches.n;
	*at = p->matched && i < *n && p->matches.v[i] == place(p->match.block, p->match.offset)
		? i + 1 : 0;
}
