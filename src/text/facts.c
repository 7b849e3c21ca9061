#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "newsreader/mem.h"
#include "text/facts.h"
#include "text/href.h"

enum { TITLE_MIN = 15 };	/* bytes of a title before the site's name */

static char *
from_ld(const struct text_ld *ld, enum text_ld_fact fact)
{
	const struct nr_buf *text = &ld->facts[fact];

	return text->len > 0 && text->len <= TEXT_FACT_MAX
		? nr_text_head_decode(text->data, text->len) : NULL;
}

static char *
from_head(const struct text_head *head, enum text_fact fact)
{
	const struct text_value *v = &head->facts[fact];

	return v->n > 0 ? nr_text_head_decode(v->s, v->n) : NULL;
}

static char *
first_of(char *a, char *b)
{
	if (a == NULL)
		return b;
	free(b);
	return a;
}

/* What parts a title from the name of the site. */
static const char *const seams[] = {
	" | ", " - ", " \xe2\x80\x93 ", " \xe2\x80\x94 ", " :: ", " \xc2\xbb ", " \xe2\x80\xba ",
};

/* Cut the name of the site behind the title: what it is where that is known, else what
 * stands behind the last seam. */
static void
cut_site(char *title, const char *site)
{
	char *cut = NULL;

	for (size_t i = 0; i < sizeof seams / sizeof seams[0]; i++) {
		for (char *p = strstr(title, seams[i]); p != NULL;) {
			const char *rest = p + strlen(seams[i]);

			if (site != NULL ? strncasecmp(rest, site, strlen(site)) == 0
					: cut == NULL || p > cut)
				cut = p;
			p = strstr(p + 1, seams[i]);
		}
	}
	if (cut != NULL && (site != NULL || cut - title >= TITLE_MIN))
		*cut = '\0';
}

static char *
make_title(const struct text_head *head, const struct text_ld *ld, const char *site)
{
	char *title = first_of(from_head(head, TEXT_FACT_TITLE),
		from_ld(ld, TEXT_LD_HEADLINE));

	if (title != NULL) {
		if (site != NULL)
			cut_site(title, site);
		return title;
	}
	if (head->document.n > 0)
		title = nr_text_head_decode(head->document.s, head->document.n);
	if (title != NULL)
		cut_site(title, NULL);
	return title;
}

void
nr_text_facts_base(const struct text_head *head, const char *url, struct nr_buf *out)
{
	char *base = from_head(head, TEXT_FACT_BASE);

	if ((base == NULL || !nr_text_href_resolve(out, url, base)) && url != NULL)
		nr_buf_addz(out, url);
	free(base);
}

static char *
make_canonical(const struct text_head *head, const char *url)
{
	char *text = from_head(head, TEXT_FACT_CANONICAL);
	struct nr_buf out = NR_BUF_INIT;
	bool ok = text != NULL && nr_text_href_resolve(&out, url, text);

	free(text);
	if (ok)
		return nr_buf_take(&out);
	nr_buf_release(&out);
	return NULL;
}

/* "de_DE" as BCP 47 has it. */
static void
tidy_language(char *language)
{
	for (char *p = language; p != NULL && *p != '\0'; p++) {
		if (*p == '_')
			*p = '-';
	}
}

void
nr_text_facts_fill(struct nr_page *page, const struct text_head *head,
	const struct text_ld *ld, const char *url)
{
	page->site = first_of(from_head(head, TEXT_FACT_SITE), from_ld(ld, TEXT_LD_PUBLISHER));
	page->title = make_title(head, ld, page->site);
	page->byline = first_of(first_of(from_ld(ld, TEXT_LD_AUTHOR),
		from_head(head, TEXT_FACT_BYLINE)), page->byline);
	page->date = first_of(from_ld(ld, TEXT_LD_DATE), from_head(head, TEXT_FACT_DATE));
	page->language = first_of(from_head(head, TEXT_FACT_LANGUAGE),
		from_ld(ld, TEXT_LD_LANGUAGE));
	tidy_language(page->language);
	page->canonical = make_canonical(head, url);
}
