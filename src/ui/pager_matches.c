/* Counts the matches of a search in a pager. */
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

static void
find_all(struct ui_pager *p, const char *text, bool (*find)(const char *s, size_t n,
	size_t from, const char *text, size_t *at, size_t *len))
{
	for (size_t i = 0; i < p->doc.n; i++) {
		const struct nr_block *b = &p->doc.blocks[i];
		size_t at = 0, len = 0;

		while (b->len && find(b->text, b->len, at + len, text, &at, &len) && len)
			nr_ids_add(&p->matches, place(i, at));
	}
}

void
ui_pager_count(struct ui_pager *p, const char *text)
{
	if (p->counted && strcmp(p->counted, text) == 0)
		return;
	free(p->counted);
	p->counted = nr_strdup(text);
	nr_ids_release(&p->matches);
	if (!*text)
		return;
	find_all(p, text, nr_utf8_find);
	if (!p->matches.n)
		find_all(p, text, nr_utf8_find_sought);
}

void
ui_pager_match(const struct ui_pager *p, size_t *at, size_t *n)
{
	int64_t match = place(p->match.block, p->match.offset);
	size_t i = 0;

	*n = p->matches.n;
	while (i < *n && p->matches.v[i] < match)
		i++;
	*at = p->matched && i < *n && p->matches.v[i] == match ? i + 1 : 0;
}
