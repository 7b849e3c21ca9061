#include "config.h"

#include "newsreader/html.h"
#include "text/build.h"
#include "text/markdown_html.h"

enum { MARKDOWN_MAX = 4 * 1024 * 1024 };

const char *
nr_html_version(void)
{
	return "gumbo " GUMBO_VERSION ", md4c " MD4C_VERSION;
}

void
nr_markdown_to_doc(const char *markdown, size_t n, struct nr_doc *doc)
{
	size_t len = n < MARKDOWN_MAX ? n : MARKDOWN_MAX;
	struct nr_buf html = NR_BUF_INIT;
	bool whole = nr_text_markdown_html(&html, markdown, len) && len == n;

	/* Raw HTML is let through: it gets the same treatment as any other HTML. */
	nr_html_to_doc(nr_buf_str(&html), html.len, doc);
	nr_buf_release(&html);
	if (!whole) {
		struct nr_text_build b = { .doc = doc };

		nr_text_build_cut(&b);
		nr_text_build_finish(&b);
	}
}
