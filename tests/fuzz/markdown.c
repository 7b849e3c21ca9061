#include "config.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz/driver.h"
#include "newsreader/html.h"
#include "newsreader/utf8.h"
#include "markup/markdown_html.h"
#include "markup/markdown_inline.h"
#include "markup/markdown_notes.h"
#include "markup/markdown_scan.h"

static void
check_lines(const char *s, size_t n)
{
	struct nr_text_scan scan;
	const char *at = s;

	nr_text_scan_init(&scan, s, n);
	while (nr_text_scan_next(&scan)) {
		require(scan.line == at && scan.n > 0, "lines follow each other");
		require(memchr(at, '\n', scan.n - 1) == NULL, "a line is one line");
		require(scan.n_items >= 0 && scan.n_items <= TEXT_SCAN_ITEMS_MAX,
			"items are bounded");
		at += scan.n;
	}
	require(at == s + n, "lines are the whole text");
}

static void
check_steps(const char *s, size_t n)
{
	struct nr_text_notes notes = { .v = NULL };
	struct nr_buf cut = NR_BUF_INIT, rewritten = NR_BUF_INIT, limited = NR_BUF_INIT;
	struct nr_buf html = NR_BUF_INIT;

	nr_text_notes_cut(&cut, &notes, s, n);
	for (size_t i = 0; i < notes.n; i++) {
		require(notes.v[i].start + notes.v[i].n <= notes.texts.len, "notes have a text");
		require(i == 0 || notes.v[i].n_name > 0, "notes have a name");
	}
	nr_text_inline_rewrite(&rewritten, &notes, nr_buf_str(&cut), cut.len);
	require(notes.n_used <= notes.n, "each note is used once");
	require(rewritten.len <= 64 * (n + 64), "rewriting is bounded");
	nr_text_inline_limit(&limited, nr_buf_str(&rewritten), rewritten.len);
	require(n > TEXT_PARAGRAPH_BRACKETS_MAX / 64 || limited.len >= rewritten.len,
		"nothing is lost at a limit");
	nr_text_markdown_html(&html, nr_buf_str(&limited), limited.len);
	nr_text_notes_release(&notes);
	nr_buf_release(&cut);
	nr_buf_release(&rewritten);
	nr_buf_release(&limited);
	nr_buf_release(&html);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	const char *s = (const char *)data;
	struct nr_doc doc = NR_DOC_INIT;

	check_lines(s, n);
	check_steps(s, n);
	nr_markdown_to_doc(s, n, &doc);
	nr_doc_end(&doc);
	for (size_t i = 0; i < doc.n_links; i++)
		require(nr_utf8_is_clean(doc.links[i], strlen(doc.links[i])), "links are clean");
	nr_doc_release(&doc);
	return 0;
}
