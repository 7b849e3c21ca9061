/* Makes text, Markdown and HTML of an article, and names of files for it. */
#include "config.h"

#include "app/export.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <unictype.h>

#include "newsreader/html.h"
#include "newsreader/load.h"
#include "newsreader/mem.h"
#include "newsreader/utf8.h"
#include "newsreader/wrap.h"

enum {
	TEXT_CELLS = 76,
	WHOLE_CELLS = 60,	/* an address up to this length is rarely broken over
				 * lines */
	NAME_BYTES = 60,	/* of the title in a file name */
	DAY_BYTES = 10		/* of "2021-04-13" */
};

enum app_form
app_form_of(const char *name)
{
	static const struct {
		const char *ending;
		enum app_form form;
	} endings[] = {
		{ ".md", APP_FORM_MARKDOWN }, { ".markdown", APP_FORM_MARKDOWN },
		{ ".html", APP_FORM_HTML }, { ".htm", APP_FORM_HTML },
	};
	const char *dot = strrchr(name, '.');

	for (size_t i = 0; dot && i < sizeof(endings) / sizeof(*endings); i++)
		if (strcasecmp(dot, endings[i].ending) == 0)
			return endings[i].form;
	return APP_FORM_TEXT;
}

/* ---- the name ---- */

/* Append the words of the title in lower case, with dashes between them. */
static void
add_words(const char *title, struct nr_buf *out)
{
	char *folded = nr_utf8_fold(title, strlen(title));
	size_t n = strlen(folded), start = out->len;
	bool gap = false;

	for (size_t i = 0, len; i < n; i += len) {
		uint32_t cp;

		len = nr_utf8_decode(folded + i, n - i, &cp);
		if (out->len - start + len + 1 > NAME_BYTES)
			break;
		if (!uc_is_general_category_withtable(cp, UC_CATEGORY_MASK_L
			| UC_CATEGORY_MASK_M | UC_CATEGORY_MASK_N)) {
			gap = gap || cp != '\'';
			continue;
		}
		nr_buf_addz(out, gap && out->len > 0 ? "-" : "");
		nr_buf_add(out, folded + i, len);
		gap = false;
	}
	free(folded);
}

void
app_export_name(const struct app_article *a, struct nr_buf *out)
{
	char date[NR_DATE_TEXT];
	struct nr_buf words = NR_BUF_INIT;

	nr_date_iso(&a->row.date, date);
	add_words(a->row.title, &words);
	nr_buf_addf(out, "%.*s%s%s.md", DAY_BYTES, date, *date && words.len ? "-" : "",
		words.len || *date ? nr_buf_str(&words) : "article");
	nr_buf_release(&words);
}

/* ---- text ---- */

/* Set shown[i] for each link whose address is visible in the text. */
static void
find_shown(const struct nr_doc *doc, bool *shown)
{
	for (size_t i = 0; i < doc->n; i++) {
		const struct nr_block *b = &doc->blocks[i];

		for (size_t k = 0; k < b->n_spans; k++) {
			const struct nr_span *span = &b->spans[k];
			size_t n = span->end - span->start;
			const char *url = span->link > 0 ? doc->links[span->link - 1] : "";

			if (n == strlen(url) && n <= WHOLE_CELLS
					&& memcmp(url, b->text + span->start, n) == 0)
				shown[span->link - 1] = true;
		}
	}
}

static void
add_links(const struct nr_doc *doc, struct nr_buf *out)
{
	bool *shown = nr_calloc(doc->n_links + 1, sizeof *shown);
	bool begun = false;

	find_shown(doc, shown);
	for (size_t i = 0; i < doc->n_links; i++) {
		if (shown[i])
			continue;
		nr_buf_addf(out, "%s[%zu] ", begun ? "" : "\n", i + 1);
		nr_utf8_clean_line(out, doc->links[i], strlen(doc->links[i]));
		nr_buf_addch(out, '\n');
		begun = true;
	}
	free(shown);
}

void
app_export_text(const struct nr_doc *doc, int width, unsigned how, struct nr_buf *out)
{
	struct nr_layout layout = NR_LAYOUT_INIT;

	nr_layout_make(doc, width, how, &layout);
	for (size_t i = 0; i < layout.n; i++) {
		nr_layout_line_text(&layout, i, out);
		nr_buf_addch(out, '\n');
	}
	add_links(doc, out);
	nr_layout_release(&layout);
}

/* ---- Markdown ---- */

/* The article that the index knows of, if its file cannot be read. Borrowed from the
 * row. */
static struct nr_article
from_row(const struct nr_row *row)
{
	struct nr_article a = {
		.title = row->title, .excerpt = row->excerpt, .web_url = row->url,
		.type = row->type, .provider.name = row->provider, .date = row->date,
		.has = (uint64_t)1 << NR_FIELD_TITLE,
	};

	a.has |= (uint64_t)(*row->excerpt != '\0') << NR_FIELD_EXCERPT
		| (uint64_t)(*row->url != '\0') << NR_FIELD_WEB_URL
		| (uint64_t)(*row->type != '\0') << NR_FIELD_TYPE
		| (uint64_t)(*row->provider != '\0') << NR_FIELD_PROVIDER
		| (uint64_t)(row->date.kind != NR_DATE_NONE) << NR_FIELD_PUBLISHED_AT;
	return a;
}

/* Append the body; Markdown of the file as it is. */
static int
add_body(const struct nr_article *a, const struct nr_saved *page, struct nr_buf *out,
	struct nr_error *err)
{
	struct nr_doc doc = NR_DOC_INIT;

	if (page && nr_doc_unpack(page->doc.data, page->doc.len, &doc, err) < 0)
		return -1;
	if (!page && a->body_kind == NR_BODY_MARKDOWN) {
		size_t blank = strspn(a->body, "\n");

		nr_buf_add(out, a->body + blank, a->body_len - blank);
		return 0;
	}
	if (!page && a->body_kind == NR_BODY_HTML)
		nr_html_to_doc(a->body, a->body_len, &doc);
	else if (!page && a->body_kind == NR_BODY_TEXT)
		nr_text_to_doc(a->body, a->body_len, &doc);
	nr_doc_end(&doc);
	nr_doc_to_markdown(&doc, out);
	nr_doc_release(&doc);
	return 0;
}

static int
add_markdown(const struct app_article *a, const struct nr_saved *page, struct nr_buf *out,
	struct nr_error *err)
{
	struct nr_article known = from_row(&a->row);
	const struct nr_article *full = a->full ? a->full : &known;
	/* The full text begins with what the excerpt says. */
	uint64_t skip = page ? (uint64_t)1 << NR_FIELD_EXCERPT : 0;

	nr_load_write(full, skip, out);
	nr_buf_addch(out, '\n');
	return add_body(full, page, out, err);
}

int
app_export(const struct app_article *a, const struct nr_saved *page, enum app_form form,
	struct nr_buf *out, struct nr_error *err)
{
	struct app_fulltext_text text = { .page = page, .notes = "" };
	struct nr_doc doc = { .marks_struck = form == APP_FORM_TEXT };

	if (form == APP_FORM_MARKDOWN)
		return add_markdown(a, page, out, err);
	if (!page)
		app_article_doc(a, NULL, NULL, &doc);
	else if (app_fulltext_doc(a, &text, &doc, err) < 0)
		return -1;
	if (form == APP_FORM_HTML)
		nr_doc_to_html(&doc, a->row.title, out);
	else
		app_export_text(&doc, TEXT_CELLS, NR_LAYOUT_WHOLE_CODE, out);
	nr_doc_release(&doc);
	return 0;
}
