/* Turns bare URLs in text into links. */
#include "config.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "newsreader/utf8.h"
#include "text/bare.h"
#include "text/href.h"

static const char scheme[] = "https://";	/* for "www.example.org" */

static void
add_url(struct nr_doc *d, unsigned style, const char *s, size_t n)
{
	char url[sizeof scheme + TEXT_HREF_MAX];
	bool www = *s == 'w' || *s == 'W';
	size_t link;

	snprintf(url, sizeof url, "%s%.*s", www ? scheme : "", (int)n, s);
	link = nr_doc_link(d, url);
	nr_doc_add_link(d, link, NR_SPAN_LINK | (style & NR_SPAN_STRUCK), s, n);
	nr_doc_addf(d, link, NR_SPAN_REF, " [%zu]", link);
}

/* True if no URL can begin after c, because c continues a word or URL. */
static bool
goes_on(char c)
{
	return nr_utf8_is_latin(c) || (c >= '0' && c <= '9') || strchr("/.-@=&?#%+", c) != NULL;
}

/* The length of joiners and selectors at the beginning. After a URL and its number they have
 * nothing to join or select. */
static size_t
count_joiners(const char *s, size_t n)
{
	size_t at = 0;
	uint32_t cp;

	while (at < n && (unsigned char)s[at] >= 0x80) {
		size_t len = nr_utf8_decode(s + at, n - at, &cp);

		if (nr_utf8_is_clean(s + at, len))
			break;
		at += len;
	}
	return at;
}

void
nr_text_bare_add(struct nr_doc *d, unsigned style, const char *s, size_t n)
{
	size_t start = 0;

	for (size_t i = 0; i < n && d->n_links < NR_DOC_LINKS_MAX; i++) {
		size_t len;

		if (strchr("hHwW", s[i]) == NULL || (i > 0 && goes_on(s[i - 1])))
			continue;
		len = nr_text_href_bare(s + i, n - i);
		if (len == 0)
			continue;
		nr_doc_add(d, style, s + start, i - start);
		add_url(d, style, s + i, len);
		start = i + len;
		start += count_joiners(s + start, n - start);
		i = start - 1;
	}
	nr_doc_add(d, style, s + start, n - start);
}
