#include "config.h"

#include <stdlib.h>
#include <string.h>

#include <cmark.h>

#include "newsreader/html.h"
#include "text/build.h"

enum { MARKDOWN_MAX = 4 * 1024 * 1024 };

const char *
nr_html_version(void)
{
	return "gumbo " GUMBO_VERSION ", cmark " CMARK_VERSION_STRING;
}

void
nr_markdown_to_doc(const char *markdown, size_t n, struct nr_doc *doc)
{
	size_t len = n < MARKDOWN_MAX ? n : MARKDOWN_MAX;
	/* Raw HTML is let through: it gets the same treatment as any other HTML. */
	char *html = cmark_markdown_to_html(markdown, len,
		CMARK_OPT_UNSAFE | CMARK_OPT_VALIDATE_UTF8);

	nr_html_to_doc(html, strlen(html), doc);
	free(html);
	if (len < n) {
		struct nr_text_build b = { .doc = doc };

		nr_text_build_cut(&b);
		nr_text_build_finish(&b);
	}
}
