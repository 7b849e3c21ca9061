#include "config.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz/driver.h"
#include "newsreader/charset.h"
#include "newsreader/extract.h"
#include "newsreader/utf8.h"

static void
check_text(const char *s, const char *what)
{
	require(s == NULL || nr_utf8_is_clean(s, strlen(s)), what);
}

static void
check_page(const struct nr_page *page)
{
	for (size_t i = 0; i < page->doc.n; i++) {
		const struct nr_block *b = &page->doc.blocks[i];
		size_t end = 0;

		require(strlen(b->text) == b->len, "text has no NUL");
		for (size_t k = 0; k < b->n_spans; k++) {
			require(b->spans[k].start >= end && b->spans[k].end > b->spans[k].start
				&& b->spans[k].link <= page->doc.n_links, "spans are sound");
			end = b->spans[k].end;
		}
		require(end <= b->len, "spans lie in the text");
	}
	for (size_t i = 0; i < page->doc.n_links; i++)
		check_text(page->doc.links[i], "links are clean");
	check_text(page->title, "the title is clean");
	check_text(page->byline, "the byline is clean");
	check_text(page->site, "the site is clean");
	check_text(page->date, "the date is clean");
	check_text(page->language, "the language is clean");
	check_text(page->canonical, "the address is clean");
}

/* What was packed comes back the same, and can be packed again. */
static void
check_pack(const struct nr_doc *doc)
{
	struct nr_buf bytes = NR_BUF_INIT, again = NR_BUF_INIT;
	struct nr_error err = NR_ERROR_INIT;
	struct nr_doc copy;

	nr_doc_pack(doc, &bytes);
	require(nr_doc_unpack(bytes.data, bytes.len, &copy, &err) == 0, "it can be unpacked");
	nr_doc_pack(&copy, &again);
	require(bytes.len == again.len && memcmp(bytes.data, again.data, bytes.len) == 0,
		"it comes back the same");
	nr_doc_release(&copy);
	nr_buf_release(&bytes);
	nr_buf_release(&again);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct nr_buf html = NR_BUF_INIT;
	struct nr_error err = NR_ERROR_INIT;
	struct nr_page page;
	struct nr_doc doc;

	nr_charset_decode((const char *)data, n, NULL, &html);
	if (nr_extract(nr_buf_str(&html), html.len, "https://a.example/b/c", &page, &err) == 0) {
		check_page(&page);
		check_pack(&page.doc);
		nr_page_compare(&page, page.title, nr_buf_str(&html));
	}
	nr_page_release(&page);
	nr_buf_release(&html);
	if (nr_doc_unpack(data, n, &doc, &err) == 0)
		nr_doc_release(&doc);
	return 0;
}
