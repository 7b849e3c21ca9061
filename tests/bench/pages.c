#include "config.h"

#include "bench/pages.h"

#include <stdlib.h>
#include <string.h>

#include <gumbo.h>

#include "bench/term.h"
#include "newsreader/charset.h"
#include "newsreader/extract.h"
#include "newsreader/fs.h"
#include "newsreader/mem.h"

enum { RUNS = 5, PAGE_MAX = 64 << 20 };

struct pages {
	struct nr_buf *bytes, *html;	/* as they are, and as UTF-8 */
	size_t n, cap, cap_html;
};

static int
add_page(void *ctx, const struct nr_fs_entry *entry)
{
	struct pages *p = ctx;
	struct nr_error err = NR_ERROR_INIT;
	size_t n = strlen(entry->path);
	struct nr_buf bytes = NR_BUF_INIT, html = NR_BUF_INIT;

	if (n < 5 || strcmp(entry->path + n - 5, ".html") != 0)
		return 0;
	if (nr_fs_read(entry->path, PAGE_MAX, &bytes, &err) < 0)
		bench_fail("%s", err.text);
	nr_charset_decode(nr_buf_str(&bytes), bytes.len, NULL, &html);
	p->bytes = nr_grow(p->bytes, &p->cap, p->n + 1, sizeof(*p->bytes));
	p->html = nr_grow(p->html, &p->cap_html, p->n + 1, sizeof(*p->html));
	p->bytes[p->n] = bytes;
	p->html[p->n++] = html;
	return 0;
}

static double
parse_all(const struct pages *p)
{
	double began = bench_now();

	for (size_t i = 0; i < p->n; i++) {
		GumboOutput *out = gumbo_parse_with_options(&kGumboDefaultOptions,
			nr_buf_str(&p->html[i]), p->html[i].len);

		gumbo_destroy_output(&kGumboDefaultOptions, out);
	}
	return bench_now() - began;
}

static double
extract_all(const struct pages *p)
{
	double began = bench_now();
	size_t words = 0;

	for (size_t i = 0; i < p->n; i++) {
		struct nr_error err = NR_ERROR_INIT;
		struct nr_buf html = NR_BUF_INIT;
		struct nr_page page;

		nr_charset_decode(nr_buf_str(&p->bytes[i]), p->bytes[i].len, NULL, &html);
		nr_extract(nr_buf_str(&html), html.len, NULL, &page, &err);
		words += page.words;
		nr_page_release(&page);
		nr_buf_release(&html);
	}
	if (words < p->n)
		bench_fail("the pages have hardly any text");
	return bench_now() - began;
}

void
bench_pages(const char *folder, struct bench_results *r)
{
	struct pages p = { .n = 0 };
	const struct nr_fs_walker walker = { .ctx = &p, .visit = add_page };
	struct nr_error err = NR_ERROR_INIT;

	if (nr_fs_walk(folder, &walker, &err) < 0)
		bench_fail("%s", err.text);
	for (int i = 0; i < RUNS && p.n > 0; i++) {
		bench_add(r, BENCH_PAGE_PARSE, parse_all(&p));
		bench_add(r, BENCH_PAGE_EXTRACT, extract_all(&p));
	}
	for (size_t i = 0; i < p.n; i++) {
		nr_buf_release(&p.bytes[i]);
		nr_buf_release(&p.html[i]);
	}
	free(p.bytes);
	free(p.html);
}
