/*
 * Makes the document that shows an article, with its facts above and its addresses below
 * the text.
 */
#include "config.h"

#include <inttypes.h>
#include <string.h>

#include "app/article.h"
#include "newsreader/html.h"
#include "newsreader/mem.h"
#include "newsreader/url.h"

enum {
	AHEAD_BYTES = 64 * 1024,	/* size limit of a file for prefetching its
					 * document */
	AHEAD_SECONDS = 60		/* accuracy of the age in a prefetched document */
};

/* Facts on one line, separated by middle dots. */
struct facts {
	struct nr_doc *doc;
	int n;
};

static void
begin_fact(struct facts *f)
{
	if (f->n++)
		nr_doc_addz(f->doc, NR_SPAN_DIM, " · ");
	else
		nr_doc_begin(f->doc, NR_BLOCK_META);
}

static void
add_fact(struct facts *f, enum nr_span_style style, const char *text)
{
	if (!text || !*text)
		return;
	begin_fact(f);
	nr_doc_addz(f->doc, style, text);
}

static void
add_strings(struct facts *f, const struct nr_strs *s)
{
	for (size_t i = 0; i < s->n; i++)
		add_fact(f, NR_SPAN_PLAIN, s->v[i]);
}

/* Provider, authors, date and age. */
static void
add_source(struct nr_doc *doc, const struct app_article *a, int64_t now)
{
	struct facts f = { doc, 0 };
	char text[NR_DATE_TEXT];

	add_fact(&f, NR_SPAN_STRONG, a->row.provider);
	if (a->full)
		add_strings(&f, &a->full->provider.authors);
	if (a->row.date.kind == NR_DATE_NONE)
		return;
	nr_date_long(&a->row.date, text);
	add_fact(&f, NR_SPAN_PLAIN, text);
	nr_date_age(&a->row.date, now, text);
	add_fact(&f, NR_SPAN_PLAIN, text);
}

static void
add_topics(struct facts *f, const struct nr_strs *topics)
{
	for (size_t i = 0; i < topics->n; i++) {
		if (i == 0)
			add_fact(f, NR_SPAN_LABEL, "in ");
		else
			nr_doc_addz(f->doc, NR_SPAN_PLAIN, ", ");
		nr_doc_addz(f->doc, NR_SPAN_PLAIN, topics->v[i]);
	}
}

/* Type, length, price, levels, ratings, members and topics. */
static void
add_kind(struct nr_doc *doc, const struct nr_article *a)
{
	struct facts f = { doc, 0 };
	char text[NR_DATE_TEXT];

	add_fact(&f, NR_SPAN_PLAIN, a->type);
	if (nr_article_has(a, NR_FIELD_LENGTH)) {
		nr_duration_format(a->length, text);
		add_fact(&f, NR_SPAN_PLAIN, text);
	}
	add_fact(&f, NR_SPAN_PLAIN, a->price);
	add_strings(&f, &a->levels);
	if (nr_article_has(a, NR_FIELD_RATINGS) && a->ratings.count > 0) {
		begin_fact(&f);
		nr_doc_addf(doc, 0, NR_SPAN_PLAIN, "rated %.1f by %" PRId64,
			a->ratings.average, a->ratings.count);
	}
	if (nr_article_has(a, NR_FIELD_MEMBERS)) {
		begin_fact(&f);
		nr_doc_addf(doc, 0, NR_SPAN_PLAIN, "%" PRId64 " members", a->members);
	}
	add_topics(&f, &a->topics);
}

static void
add_heat(struct nr_doc *doc, const struct nr_article *a)
{
	struct nr_buf b = NR_BUF_INIT;

	nr_article_explain_heat(a, &b);
	if (b.len == 0 && nr_article_has(a, NR_FIELD_QUALITY))
		nr_buf_addf(&b, "unknown, quality %" PRId64, a->quality);
	if (b.len > 0) {
		nr_doc_begin(doc, NR_BLOCK_META);
		nr_doc_addz(doc, NR_SPAN_LABEL, "Heat");
		nr_doc_addf(doc, 0, NR_SPAN_PLAIN, " %s", b.data);
	}
	nr_buf_release(&b);
}

static void
add_notice(struct nr_doc *doc, const char *text)
{
	nr_doc_begin(doc, NR_BLOCK_META);
	nr_doc_addz(doc, NR_SPAN_EMPHASIS, text);
}

void
app_article_notes(struct nr_doc *doc, const char *notes)
{
	while (notes && *notes) {
		size_t n = strcspn(notes, "\n");

		nr_doc_begin(doc, NR_BLOCK_META);
		nr_doc_add(doc, NR_SPAN_EMPHASIS, notes, n);
		notes += n + (notes[n] == '\n');
	}
}

void
app_article_news(const struct app_article *a, struct nr_doc *doc)
{
	if (a->changes) {
		add_notice(doc, "Updated: ");
		nr_doc_addz(doc, NR_SPAN_EMPHASIS, a->changes);
	}
	if (a->reading)
		add_notice(doc, "Reading the file ...");
	if (a->problem) {
		add_notice(doc, a->full ? "As it was: " : "Only what the index knows: ");
		nr_doc_addz(doc, NR_SPAN_EMPHASIS, a->problem);
	}
}

static void
add_notices(struct nr_doc *doc, const struct app_article *a)
{
	app_article_news(a, doc);
	if (a->row.ghost)
		add_notice(doc, "Known from the articles that list it; it has no file of its own.");
	/* If the heat is negative, its own line says why. */
	if (a->row.unpublished && (!a->row.has_heat || a->row.heat >= 0))
		add_notice(doc, "Not published by its site, which wants a heat of 70.");
}

static void
add_body(struct nr_doc *doc, const struct nr_article *a)
{
	static void (*const to_doc[])(const char *, size_t, struct nr_doc *) = {
		[NR_BODY_HTML] = nr_html_to_doc, [NR_BODY_MARKDOWN] = nr_markdown_to_doc,
		[NR_BODY_TEXT] = nr_text_to_doc,
	};

	if (a->body_kind != NR_BODY_NONE)
		to_doc[a->body_kind](a->body, a->body_len, doc);
}

static void
add_image(struct nr_doc *doc, const struct nr_image *image)
{
	size_t link;

	if (!image->url)
		return;
	link = nr_doc_link(doc, image->url);
	nr_doc_begin(doc, NR_BLOCK_IMAGE);
	nr_doc_addf(doc, link, NR_SPAN_PLAIN, "[image");
	if (image->width > 0 && image->height > 0)
		nr_doc_addf(doc, link, NR_SPAN_PLAIN, ": %d×%d", image->width,
			image->height);
	nr_doc_addf(doc, link, NR_SPAN_PLAIN, image->is_cached ? ", cached]" : "]");
	nr_doc_addf(doc, link, NR_SPAN_REF, " [%zu]", link);
}

void
app_article_address(struct nr_doc *doc, const char *label, const char *url)
{
	struct nr_buf shown = NR_BUF_INIT;
	size_t link;

	if (!url || !*url)
		return;
	link = nr_doc_link(doc, url);
	nr_url_show(url, &shown);
	nr_doc_begin(doc, NR_BLOCK_ITEM)->marker = nr_strdup(label);
	nr_doc_add_link(doc, link, NR_SPAN_LINK, shown.data, shown.len);
	nr_doc_addf(doc, link, NR_SPAN_REF, " [%zu]", link);
	nr_buf_release(&shown);
}

static bool
is_same(const char *a, const char *b)
{
	return a && b && strcmp(a, b) == 0;
}

static void
add_addresses(struct nr_doc *doc, const struct nr_article *a)
{
	if (!a->original_url && !a->web_url && !a->amp_url && !a->cdn_amp_url
		&& a->actions.n == 0)
		return;
	nr_doc_begin(doc, NR_BLOCK_RULE);
	app_article_address(doc, "Original", a->original_url);
	if (!is_same(a->original_url, a->web_url))
		app_article_address(doc, "Web", a->web_url);
	app_article_address(doc, "AMP", a->amp_url);
	app_article_address(doc, "AMP cache", a->cdn_amp_url);
	for (size_t i = 0; i < a->actions.n; i++) {
		const struct nr_action *action = &a->actions.v[i];

		app_article_address(doc, action->title ? action->title : "Action",
			action->url);
	}
}

/* The content of the embedded player, and the items of a collection. */
static void
add_parts(struct nr_doc *doc, const struct nr_article *a)
{
	if (a->featured)
		nr_html_to_doc(a->featured, strlen(a->featured), doc);
	for (size_t i = 0; i < a->items.n; i++) {
		nr_doc_begin(doc, NR_BLOCK_ITEM)->marker = nr_strdup("•");
		nr_doc_addz(doc, NR_SPAN_PLAIN, a->items.v[i]);
	}
}

/* Excerpt, parts and body as given in the file. */
static void
add_text(struct nr_doc *doc, const struct nr_article *full)
{
	if (full->excerpt && *full->excerpt)
		nr_text_to_doc(full->excerpt, strlen(full->excerpt), doc);
	add_parts(doc, full);
	add_body(doc, full);
}

void
app_article_make_body(struct app_article *a)
{
	struct nr_doc doc = NR_DOC_INIT;

	add_text(&doc, a->full);
	nr_doc_end(&doc);
	nr_doc_pack(&doc, &a->body);
	nr_doc_release(&doc);
}

void
app_article_head(const struct app_article *a, int64_t now, struct nr_doc *doc)
{
	nr_doc_begin(doc, NR_BLOCK_META);
	nr_doc_addz(doc, NR_SPAN_TITLE, a->row.title);
	add_source(doc, a, now);
}

/* All parts above the text. */
static void
add_facts(struct nr_doc *doc, const struct app_article *a, const char *notes, int64_t now)
{
	app_article_head(a, now, doc);
	if (a->full) {
		add_kind(doc, a->full);
		add_heat(doc, a->full);
	}
	add_notices(doc, a);
	app_article_notes(doc, notes);
}

/* Unpack the prepared body and put the facts before it. */
static void
take_body(struct nr_doc *doc, const struct app_article *a, const char *notes, int64_t now)
{
	struct nr_doc head = NR_DOC_INIT;
	struct nr_error err = NR_ERROR_INIT;

	add_facts(&head, a, notes, now);
	/* The packed body cannot be damaged: it was made in this run. */
	if (nr_doc_unpack(a->body.data, a->body.len, doc, &err) < 0)
		add_notice(&head, err.text);
	nr_doc_end(&head);
	nr_doc_put_before(doc, &head);
}

void
app_article_doc(const struct app_article *a, const char *notes, int64_t now,
	struct nr_doc *doc)
{
	const struct nr_article *full = a->full;

	if (full && a->body.len) {
		take_body(doc, a, notes, now);
	} else {
		add_facts(doc, a, notes, now);
		if (full)
			add_text(doc, full);
		else if (*a->row.excerpt)
			nr_text_to_doc(a->row.excerpt, strlen(a->row.excerpt), doc);
	}
	if (full) {
		for (size_t i = 0; i < full->images.n; i++)
			add_image(doc, &full->images.v[i]);
		add_addresses(doc, full);
	} else if (*a->row.url) {
		nr_doc_begin(doc, NR_BLOCK_RULE);
		app_article_address(doc, "Original", a->row.url);
	}
	nr_doc_end(doc);
}

static bool
is_ahead(const struct app_article *a, int64_t now, int width)
{
	return a->doc.n && a->layout.width == width
		&& a->doc_now / AHEAD_SECONDS == now / AHEAD_SECONDS;
}

static void
drop_doc(struct app_article *a)
{
	nr_layout_release(&a->layout);
	nr_doc_release(&a->doc);
}

void
app_article_doc_prefetch(struct app_article *a, int64_t now, int width, bool ascii)
{
	if (a->stamp.size > AHEAD_BYTES || is_ahead(a, now, width))
		return;
	drop_doc(a);
	app_article_doc(a, NULL, now, &a->doc);
	if (ascii)
		nr_doc_ascii(&a->doc);
	nr_layout_make(&a->doc, width, ascii ? NR_LAYOUT_ASCII : 0, &a->layout);
	a->doc_now = now;
}

void
app_article_doc_take(struct app_article *a, int64_t now, struct nr_doc *doc,
	struct nr_layout *layout)
{
	/* A prefetched document lacks problems and changes found since. */
	if (a->problem || a->changes || !is_ahead(a, now, a->layout.width)) {
		drop_doc(a);
		app_article_doc(a, NULL, now, doc);
		return;
	}
	*doc = a->doc;
	*layout = a->layout;
	a->doc = (struct nr_doc)NR_DOC_INIT;
	a->layout = (struct nr_layout)NR_LAYOUT_INIT;
}
