/* Converts plain text to a document. */
#include "config.h"

#include <stdbool.h>
#include <string.h>

#include "newsreader/doc.h"
#include "newsreader/utf8.h"
#include "text/bare.h"
#include "text/build.h"

enum { TEXT_MAX = 8 * 1024 * 1024 };

void
nr_text_to_doc(const char *text, size_t n, struct nr_doc *doc)
{
	struct nr_buf clean = NR_BUF_INIT;
	bool open = false;

	nr_utf8_clean_text(&clean, text, n < TEXT_MAX ? n : TEXT_MAX);
	for (size_t at = 0; at < clean.len;) {
		const char *line = clean.data + at;
		const char *newline = memchr(line, '\n', clean.len - at);
		size_t len = newline != NULL ? (size_t)(newline - line) : clean.len - at;

		at += len + 1;
		while (len > 0 && line[len - 1] == ' ')
			len--;
		if (len == 0) {
			open = false;
			continue;
		}
		if (open)
			nr_doc_addz(doc, NR_SPAN_PLAIN, "\n");
		else
			nr_doc_begin(doc, NR_BLOCK_PARA);
		nr_text_bare_add(doc, NR_SPAN_PLAIN, line, len);
		open = true;
	}
	nr_buf_release(&clean);
	if (n > TEXT_MAX) {
		struct nr_text_build b = { .doc = doc };

		nr_text_build_cut(&b);
		nr_text_build_finish(&b);
	}
}
