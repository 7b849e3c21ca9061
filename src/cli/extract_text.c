/* Prints an extracted article as plain text. */
#include "config.h"

#include "cli/extract.h"

static void
put_block(const struct nr_block *b, struct nr_buf *out)
{
	size_t start = out->len;

	nr_block_plain(b, out);
	if (b->kind == NR_BLOCK_PRE || b->kind == NR_BLOCK_TABLE)
		return;
	for (size_t i = start; i < out->len; i++) {
		if (out->data[i] == '\n')
			out->data[i] = ' ';
	}
}

void
cli_extract_text(const struct nr_page *page, struct nr_buf *out)
{
	for (size_t i = 0; i < page->doc.n; i++) {
		const struct nr_block *b = &page->doc.blocks[i];

		if (b->kind == NR_BLOCK_IMAGE || b->kind == NR_BLOCK_RULE)
			continue;
		put_block(b, out);
		nr_buf_addch(out, '\n');
	}
}
