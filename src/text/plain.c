#include "config.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "newsreader/html.h"
#include "newsreader/utf8.h"
#include "text/build.h"
#include "text/href.h"

enum { TEXT_MAX = 8 * 1024 * 1024 };

static void
add_url(struct nr_doc *doc, const char *s, size_t n)
{
	char url[TEXT_HREF_MAX + 1];
	char ref[32];

	if (doc->n_links >= NR_HTML_LINKS_MAX) {
		nr_doc_add(doc, NR_SPAN_PLAIN, s, n);
		return;
	}
	memcpy(url, s, n);
	url[n] = '\0';
	size_t link = nr_doc_link(doc, url);

	nr_doc_add_link(doc, link, NR_SPAN_LINK, s, n);
	snprintf(ref, sizeof ref, "[%zu]", link);
	nr_doc_add_link(doc, link, NR_SPAN_REF, ref, strlen(ref));
}

static bool
is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static void
add_line(struct nr_doc *doc, const char *s, size_t n)
{
	size_t start = 0;

	for (size_t i = 0; i < n; i++) {
		if ((s[i] != 'h' && s[i] != 'H') || (i > 0 && is_word(s[i - 1])))
			continue;
		size_t len = nr_text_href_bare(s + i, n - i);

		if (len == 0)
			continue;
		nr_doc_add(doc, NR_SPAN_PLAIN, s + start, i - start);
		add_url(doc, s + i, len);
		start = i + len;
		i = start - 1;
	}
	nr_doc_add(doc, NR_SPAN_PLAIN, s + start, n - start);
}

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
		add_line(doc, line, len);
		open = true;
	}
	nr_buf_release(&clean);
	if (n > TEXT_MAX) {
		struct nr_text_build b = { .doc = doc };

		nr_text_build_cut(&b);
		nr_text_build_finish(&b);
	}
}
