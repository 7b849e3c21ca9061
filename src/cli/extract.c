#include "config.h"

#include "cli/extract.h"

#include <string.h>

#include "cli/run.h"
#include "newsreader/charset.h"

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

int
cli_extract(struct cli_context *c, enum cli_status *status, struct nr_error *err)
{
	struct cli_source source = { .bytes = NR_BUF_INIT };
	struct nr_buf html = NR_BUF_INIT;
	struct nr_page page = { .doc = NR_DOC_INIT };
	int rc = -1;

	if (cli_source_read(c->options, c->args->operands[0], &source, err) < 0)
		goto out;
	nr_charset_decode(nr_buf_str(&source.bytes), source.bytes.len, source.type, &html);
	nr_buf_release(&source.bytes);
	if (nr_extract(nr_buf_str(&html), html.len, source.url, &page, err) < 0)
		goto out;
	if (c->args->extract == CLI_EXTRACT_JSON)
		cli_extract_json(&page, &c->out.buf);
	else if (c->args->extract == CLI_EXTRACT_MARKDOWN)
		cli_extract_markdown(&page, &c->out.buf);
	else
		cli_extract_text(&page, &c->out.buf);
	cli_out_flush(&c->out);
	*status = CLI_OK;
	rc = 0;
out:
	nr_page_release(&page);
	nr_buf_release(&html);
	cli_source_release(&source);
	return rc;
}
