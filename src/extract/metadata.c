/* Combines the metadata of a page: title, byline, site, date, language, URLs. */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unictype.h>

#include "newsreader/mem.h"
#include "newsreader/utf8.h"
#include "extract/metadata.h"
#include "extract/page_date.h"
#include "text/href.h"

enum { TITLE_MIN = 15 };	/* bytes of a title without the site's name */

static char *
from_ld(const struct text_json_ld *ld, enum text_json_ld_field fact)
{
	const struct nr_buf *text = &ld->facts[fact];

	return text->len > 0 && text->len <= TEXT_FACT_MAX
		? nr_text_meta_tags_decode(text->data, text->len) : NULL;
}

static char *
from_head(const struct text_meta_tags *head, enum text_fact fact)
{
	const struct text_value *v = &head->facts[fact];

	return v->n > 0 ? nr_text_meta_tags_decode(v->s, v->n) : NULL;
}

static char *
first_of(char *a, char *b)
{
	if (a == NULL)
		return b;
	free(b);
	return a;
}

static char *
date_of(char *said)
{
	char *date = said != NULL ? nr_text_page_date(said, strlen(said)) : NULL;

	free(said);
	return date;
}

/* The most reliable date is that for programs, then the one in the URL; a date in the
 * text may belong to something else on the page. */
static char *
make_date(const struct text_meta_tags *head, const struct text_json_ld *ld, const char *canonical,
	const char *url)
{
	char *date = date_of(from_ld(ld, TEXT_LD_DATE));

	date = first_of(date, date_of(from_head(head, TEXT_FACT_DATE)));
	date = first_of(date, nr_text_page_date_in_address(canonical));
	date = first_of(date, nr_text_page_date_in_address(url));
	return first_of(date, date_of(from_head(head, TEXT_FACT_DATE_SHOWN)));
}

/* Separators between a title and the site's name. */
static const char *const seams[] = {
	" | ", " - ", " \xe2\x80\x93 ", " \xe2\x80\x94 ", " :: ", " \xc2\xbb ", " \xe2\x80\xba ",
};

/* Cut the site's name after the title, or, if it is not known, the text after the last
 * separator. */
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

/* Cut the site's name at the very end, with any separator before it, such as "：" in
 * Japanese titles. A title that is only the name stays. */
static void
cut_site_at_end(char *title, const char *site)
{
	size_t n = strlen(title), len = strlen(site), end;

	if (len == 0 || n <= len || strcasecmp(title + n - len, site) != 0)
		return;
	for (end = n - len; end > 0;) {
		size_t at = end - 1;
		uint32_t cp;

		at = nr_utf8_start(title, at);
		nr_utf8_decode(title + at, end - at, &cp);
		if (uc_is_general_category_withtable(cp, UC_CATEGORY_MASK_L
				| UC_CATEGORY_MASK_M | UC_CATEGORY_MASK_N))
			break;
		end = at;
	}
	if (end > 0 && end < n - len)
		title[end] = '\0';
}

static char *
make_title(const struct text_meta_tags *head, const struct text_json_ld *ld, const char *site)
{
	char *title = first_of(from_head(head, TEXT_FACT_TITLE),
		from_ld(ld, TEXT_LD_HEADLINE));

	if (title != NULL) {
		if (site != NULL) {
			cut_site(title, site);
			cut_site_at_end(title, site);
		}
		return title;
	}
	if (head->document.n > 0)
		title = nr_text_meta_tags_decode(head->document.s, head->document.n);
	if (title != NULL && site != NULL)
		cut_site_at_end(title, site);
	if (title != NULL)
		cut_site(title, NULL);
	return title;
}

void
nr_text_metadata_base(const struct text_meta_tags *head, const char *url, struct nr_buf *out)
{
	char *base = from_head(head, TEXT_FACT_BASE);

	if ((base == NULL || !nr_text_href_resolve(out, url, base)) && url != NULL)
		nr_buf_addz(out, url);
	free(base);
}

static char *
make_canonical(const struct text_meta_tags *head, const char *url)
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

/* Parses "0; url=..." by the HTML standard: number, separator, "url=", quotes. */
char *
nr_text_metadata_refresh(const struct text_meta_tags *head, const char *base)
{
	char *text = from_head(head, TEXT_FACT_REFRESH);
	struct nr_buf out = NR_BUF_INIT;
	char *s = text;
	bool ok = false;

	if (s != NULL) {
		s += strspn(s, "0123456789. ");
		s += strspn(s, ";, ");
		if (strncasecmp(s, "url", 3) == 0) {
			s += 3;
			s += strspn(s, " =");
		}
		if (*s == '"' || *s == '\'') {
			char *quote = strchr(s + 1, *s);

			if (quote != NULL)
				*quote = '\0';
			s++;
		}
		ok = *s != '\0' && nr_text_href_resolve(&out, base, s)
			&& (base == NULL || strcmp(nr_buf_str(&out), base) != 0);
	}
	free(text);
	if (ok)
		return nr_buf_take(&out);
	nr_buf_release(&out);
	return NULL;
}

/* Convert "de_DE" to the form of BCP 47. */
static void
tidy_language(char *language)
{
	for (char *p = language; p != NULL && *p != '\0'; p++) {
		if (*p == '_')
			*p = '-';
	}
}

void
nr_text_metadata_fill(struct nr_page *page, const struct text_meta_tags *head,
	const struct text_json_ld *ld, const char *url)
{
	page->site = first_of(from_head(head, TEXT_FACT_SITE), from_ld(ld, TEXT_LD_PUBLISHER));
	page->title = make_title(head, ld, page->site);
	page->byline = first_of(first_of(from_ld(ld, TEXT_LD_AUTHOR),
		from_head(head, TEXT_FACT_BYLINE)), page->byline);
	page->language = first_of(from_head(head, TEXT_FACT_LANGUAGE),
		from_ld(ld, TEXT_LD_LANGUAGE));
	tidy_language(page->language);
	page->canonical = make_canonical(head, url);
	page->date = make_date(head, ld, page->canonical, url);
}
