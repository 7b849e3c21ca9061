/* --extract: prints the article of one page. */
#include "config.h"

#include "cli/extract.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "cli/run.h"
#include "newsreader/extract.h"
#include "newsreader/mem.h"
#include "newsreader/url.h"

enum { REFRESHES_MAX = 3 };

static int
read_bytes(const struct cli_source *source, const char *name, struct nr_page *page,
	struct nr_error *err)
{
	struct nr_error why = NR_ERROR_INIT;

	if (nr_extract_bytes(nr_buf_str(&source->bytes), source->bytes.len, source->type,
			source->url, page, &why) == 0)
		return 0;
	return nr_error_set(err, why.code, "%s: %s", name, why.text);
}

/* Read the page of the operand. If it was fetched and only refers to another page, that
 * one is fetched, as browsers do, but only a few times in a row. */
static int
read_page(struct cli_context *c, struct cli_source *source, struct nr_page *page,
	struct nr_error *err)
{
	struct nr_buf operand = NR_BUF_INIT;
	int rc = cli_source_name(c->args->operands[0], &operand, err);
	char *name = nr_strdup(nr_buf_str(&operand));

	nr_buf_release(&operand);
	if (rc < 0)
		goto out;
	for (int i = 0; i <= REFRESHES_MAX; i++) {
		struct nr_error why = NR_ERROR_INIT;

		cli_source_release(source);
		nr_page_release(page);
		rc = cli_source_read(c->options, name, source, &why);
		if (rc == 0)
			rc = read_bytes(source, name, page, &why);
		if (rc < 0)
			*err = why;
		if (rc == 0 || page->refresh == NULL || !nr_url_is_web(name))
			break;
		free(name);
		name = nr_strdup(page->refresh);
	}
out:
	free(name);
	return rc;
}

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

/* Append the plain text, one line for each paragraph, item, heading and table row. */
static void
put_text(const struct nr_page *page, struct nr_buf *out)
{
	for (size_t i = 0; i < page->doc.n; i++) {
		const struct nr_block *b = &page->doc.blocks[i];

		if (b->kind == NR_BLOCK_IMAGE || b->kind == NR_BLOCK_RULE)
			continue;
		put_block(b, out);
		nr_buf_addch(out, '\n');
	}
}

static void
put_markdown(const struct nr_page *page, struct nr_buf *out)
{
	if (page->title != NULL)
		nr_doc_heading_to_markdown(page->title, out);
	nr_doc_to_markdown(&page->doc, out);
}

static void
put(json_t *object, const char *name, const char *text)
{
	if (text != NULL)
		json_object_set_new(object, name, json_string(text));
}

/* Append one JSON object and a newline. */
static void
put_json(const struct nr_page *page, struct nr_buf *out)
{
	struct nr_buf text = NR_BUF_INIT;
	json_t *object = json_object();
	char *line;

	put_text(page, &text);
	put(object, "title", page->title);
	put(object, "byline", page->byline);
	put(object, "site", page->site);
	put(object, "date", page->date);
	put(object, "language", page->language);
	put(object, "url", page->canonical);
	json_object_set_new(object, "words", json_integer((json_int_t)page->words));
	put(object, "text", nr_buf_str(&text));
	line = json_dumps(object, JSON_COMPACT);
	nr_buf_addz(out, line);
	nr_buf_addch(out, '\n');
	free(line);
	json_decref(object);
	nr_buf_release(&text);
}

int
cli_extract(struct cli_context *c, enum cli_status *status, struct nr_error *err)
{
	struct cli_source source = { .bytes = NR_BUF_INIT };
	struct nr_page page = { .doc = NR_DOC_INIT };
	int rc = -1;

	if (read_page(c, &source, &page, err) < 0)
		goto out;
	if (c->args->extract == CLI_EXTRACT_JSON)
		put_json(&page, &c->out.buf);
	else if (c->args->extract == CLI_EXTRACT_MARKDOWN)
		put_markdown(&page, &c->out.buf);
	else
		put_text(&page, &c->out.buf);
	cli_out_flush(&c->out);
	*status = CLI_OK;
	rc = 0;
out:
	nr_page_release(&page);
	cli_source_release(&source);
	return rc;
}
