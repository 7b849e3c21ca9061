/*
 * Makes the document that shows an article, with its facts above and its address below
 * the text.
 */
#include "config.h"

#include <string.h>

#include "app/article.h"
#include "app/texts.h"
#include "newsreader/html.h"
#include "newsreader/mem.h"
#include "newsreader/url.h"
#include "newsreader/utf8.h"

enum {
	AHEAD_BYTES = 64 * 1024,	/* size limit of a file for prefetching its
					 * document */
	ADDRESS_CELLS = 33,		/* of an address on the screen; with its number
					 * it fits into 38, the text of a screen of 40 */
	HEAT_REPLACED = -1,		/* a better article of the same story exists */
	HEAT_PUBLISHED = 70		/* the least heat with which a site publishes */
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

static void
add_topics(struct facts *f, const struct nr_strs *topics)
{
	for (size_t i = 0; i < topics->n; i++) {
		if (i == 0)
			begin_fact(f);
		else
			nr_doc_addz(f->doc, NR_SPAN_PLAIN, ", ");
		nr_doc_addz(f->doc, NR_SPAN_PLAIN, topics->v[i]);
	}
}

/* Type, length, price, levels, ratings and members: facts that a news article lacks. */
static void
add_kind(struct facts *f, const struct nr_article *a)
{
	char text[NR_DATE_TEXT];

	if (a->type && strcmp(a->type, "article") != 0)
		add_fact(f, NR_SPAN_PLAIN, a->type);
	if (nr_article_has(a, NR_FIELD_LENGTH)) {
		nr_duration_format(a->length, text);
		add_fact(f, NR_SPAN_PLAIN, text);
	}
	add_fact(f, NR_SPAN_PLAIN, a->price);
	add_strings(f, &a->levels);
	if (nr_article_has(a, NR_FIELD_RATINGS) && a->ratings.count > 0) {
		begin_fact(f);
		nr_doc_addf(f->doc, 0, NR_SPAN_PLAIN, APP_MSG(RATED_BY), a->ratings.average,
			(intmax_t)a->ratings.count);
	}
	if (nr_article_has(a, NR_FIELD_MEMBERS)) {
		begin_fact(f);
		nr_doc_addf(f->doc, 0, NR_SPAN_PLAIN, APP_MSG_N(N_MEMBERS, a->members),
			(intmax_t)a->members);
	}
}

void
app_article_head(const struct app_article *a, const char *byline, struct nr_doc *doc)
{
	struct facts f = { doc, 0 };
	char date[NR_DATE_TEXT];

	nr_doc_begin(doc, NR_BLOCK_META);
	nr_doc_addz(doc, NR_SPAN_TITLE, a->row.title);
	add_fact(&f, NR_SPAN_STRONG, a->row.provider);
	if (a->full && a->full->provider.authors.n)
		add_strings(&f, &a->full->provider.authors);
	else
		add_fact(&f, NR_SPAN_PLAIN, byline);
	nr_date_long(&a->row.date, date);
	add_fact(&f, NR_SPAN_PLAIN, date);
	if (a->full) {
		add_kind(&f, a->full);
		add_topics(&f, &a->full->topics);
	}
	if (a->edges.n) {
		begin_fact(&f);
		nr_doc_addf(doc, 0, NR_SPAN_PLAIN, APP_MSG(N_RELATED), a->edges.n);
	}
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
		nr_doc_begin(doc, NR_BLOCK_META);
		nr_doc_addf(doc, 0, NR_SPAN_EMPHASIS, APP_MSG(UPDATED), a->changes);
	}
	if (a->reading)
		add_notice(doc, APP_MSG(READING_FILE));
	if (a->problem && a->full) {
		add_notice(doc, APP_MSG(FILE_GONE));
	} else if (a->problem) {
		nr_doc_begin(doc, NR_BLOCK_META);
		nr_doc_addf(doc, 0, NR_SPAN_EMPHASIS, APP_MSG(FILE_UNREADABLE), a->problem);
	}
}

/* Say why an article is unpublished. */
static void
add_unpublished(struct nr_doc *doc, const struct nr_row *row)
{
	nr_doc_begin(doc, NR_BLOCK_META);
	if (row->has_heat && row->heat == HEAT_REPLACED)
		nr_doc_addz(doc, NR_SPAN_EMPHASIS, APP_MSG(UNPUBLISHED_REPLACED));
	else if (row->has_heat && row->heat >= HEAT_PUBLISHED)
		nr_doc_addz(doc, NR_SPAN_EMPHASIS, APP_MSG(UNPUBLISHED_BY_SITE));
	else
		nr_doc_addf(doc, 0, NR_SPAN_EMPHASIS, APP_MSG(UNPUBLISHED_COLD),
			HEAT_PUBLISHED);
}

static void
add_notices(struct nr_doc *doc, const struct app_article *a)
{
	app_article_news(a, doc);
	if (a->row.ghost)
		add_notice(doc, APP_MSG(ONLY_MENTIONED));
	if (a->row.unpublished)
		add_unpublished(doc, &a->row);
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
	if (image->width > 0 && image->height > 0)
		nr_doc_addf(doc, link, NR_SPAN_PLAIN, APP_MSG(IMAGE_OF), image->width,
			image->height);
	else
		nr_doc_addf(doc, link, NR_SPAN_PLAIN, APP_MSG(IMAGE));
	nr_doc_addf(doc, link, NR_SPAN_REF, " [%zu]", link);
}

/* ---- the address below the text ---- */

static void
add_link(struct nr_doc *doc, const char *url)
{
	if (url && *url)
		nr_doc_link(doc, url);
}

void
app_article_links(const struct app_article *a, struct nr_doc *doc)
{
	const struct nr_article *full = a->full;

	add_link(doc, a->row.url);
	if (!full)
		return;
	add_link(doc, full->original_url);
	add_link(doc, full->web_url);
	add_link(doc, full->amp_url);
	add_link(doc, full->cdn_amp_url);
	for (size_t i = 0; i < full->actions.n; i++)
		add_link(doc, full->actions.v[i].url);
}

/* The number of the article's addresses apart from this one. */
static size_t
count_others(const struct app_article *a, const char *url)
{
	struct nr_doc links = NR_DOC_INIT;
	size_t n;

	add_link(&links, url);
	app_article_links(a, &links);
	n = links.n_links - 1;
	nr_doc_release(&links);
	return n;
}

/* Append an address as browsers show it: without scheme and "www.", cut to one line. */
static void
put_short(const char *url, struct nr_buf *out)
{
	struct nr_buf whole = NR_BUF_INIT;
	const char *s;
	size_t n, fits;
	int used;

	nr_url_show(url, &whole);
	s = nr_url_short(nr_buf_str(&whole));
	n = strlen(s);
	if (n > 1 && strchr(s, '/') == s + n - 1)
		n--;
	fits = nr_utf8_width(s, n) > ADDRESS_CELLS
		? nr_utf8_fit(s, n, ADDRESS_CELLS - 1, &used) : n;
	nr_buf_add(out, s, fits);
	nr_buf_addz(out, fits < n ? "…" : "");
	nr_buf_release(&whole);
}

static void
add_hint(struct nr_doc *doc, const char *key, size_t others)
{
	if (others == 0)
		return;
	nr_doc_addz(doc, NR_SPAN_DIM, "   ");
	nr_doc_addf(doc, 0, NR_SPAN_DIM, APP_MSG_N(MORE_ADDRESSES, others), key, others);
}

void
app_article_tail(const struct app_article *a, const char *url, const char *urls_key,
	struct nr_doc *doc)
{
	struct nr_buf shown = NR_BUF_INIT;
	size_t link;

	if (!url || !*url)
		return;
	link = nr_doc_link(doc, url);
	if (urls_key)
		put_short(url, &shown);
	else
		nr_url_show(url, &shown);
	nr_doc_begin(doc, NR_BLOCK_PARA);
	nr_doc_add_link(doc, link, NR_SPAN_LINK, shown.data, shown.len);
	nr_doc_addf(doc, link, NR_SPAN_REF, " [%zu]", link);
	if (urls_key)
		add_hint(doc, urls_key, count_others(a, url));
	nr_buf_release(&shown);
}

/* ---- the parts together ---- */

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

/* Append the text of a block without white space. */
static void
add_dense(const struct nr_block *b, struct nr_buf *out)
{
	struct nr_buf text = NR_BUF_INIT;

	nr_block_plain(b, &text);
	for (size_t i = 0; i < text.len; i++)
		if (!strchr(" \n", text.data[i]))
			nr_buf_addch(out, text.data[i]);
	nr_buf_release(&text);
}

/* The text of the blocks without white space, and without the end of one that is cut. */
static void
add_dense_excerpt(const struct nr_block *b, size_t n, struct nr_buf *out)
{
	static const char *const ends[] = { "[…]", "[...]", "…", "..." };

	for (size_t i = 0; i < n; i++)
		add_dense(&b[i], out);
	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++) {
		size_t len = strlen(ends[i]);

		if (out->len < len || memcmp(out->data + out->len - len, ends[i], len) != 0)
			continue;
		out->len -= len;
		return;
	}
}

/* True if the text from block `at` on begins with the excerpt, but for headings and
 * pictures. */
static bool
is_repeated(const struct nr_doc *doc, const struct nr_buf *excerpt, size_t at)
{
	struct nr_buf text = NR_BUF_INIT;
	bool same;

	while (at < doc->n && (doc->blocks[at].kind == NR_BLOCK_HEADING
			|| doc->blocks[at].kind == NR_BLOCK_IMAGE))
		at++;
	for (; at < doc->n && text.len < excerpt->len; at++)
		add_dense(&doc->blocks[at], &text);
	same = excerpt->len > 0 && text.len >= excerpt->len
		&& memcmp(text.data, excerpt->data, excerpt->len) == 0;
	nr_buf_release(&text);
	return same;
}

/* Excerpt, parts and body as given in the file. An excerpt with which the body begins is
 * not shown twice; one with links stays, since their numbers are counted. */
static void
add_text(struct nr_doc *doc, const struct nr_article *full)
{
	size_t excerpt, parts, body, links = doc->n_links;
	struct nr_buf dense = NR_BUF_INIT;

	nr_doc_end(doc);
	excerpt = doc->n;
	if (full->excerpt && *full->excerpt)
		nr_text_to_doc(full->excerpt, strlen(full->excerpt), doc);
	nr_doc_end(doc);
	parts = doc->n;
	links = doc->n_links - links;
	add_parts(doc, full);
	nr_doc_end(doc);
	body = doc->n;
	add_body(doc, full);
	nr_doc_end(doc);
	add_dense_excerpt(doc->blocks + excerpt, parts - excerpt, &dense);
	if (links == 0 && is_repeated(doc, &dense, body))
		nr_doc_remove(doc, excerpt, parts - excerpt);
	nr_buf_release(&dense);
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

/* All parts above the text. */
static void
add_facts(struct nr_doc *doc, const struct app_article *a, const char *notes)
{
	app_article_head(a, NULL, doc);
	add_notices(doc, a);
	app_article_notes(doc, notes);
}

/* Unpack the prepared body and put the facts before it. */
static void
take_body(struct nr_doc *doc, const struct app_article *a, const char *notes)
{
	struct nr_doc head = NR_DOC_INIT;
	struct nr_error err = NR_ERROR_INIT;

	add_facts(&head, a, notes);
	/* The packed body cannot be damaged: it was made in this run. */
	if (nr_doc_unpack(a->body.data, a->body.len, doc, &err) < 0)
		add_notice(&head, err.text);
	nr_doc_end(&head);
	nr_doc_put_before(doc, &head);
}

void
app_article_doc(const struct app_article *a, const char *notes, const char *urls_key,
	struct nr_doc *doc)
{
	const struct nr_article *full = a->full;

	if (full && a->body.len) {
		take_body(doc, a, notes);
	} else {
		add_facts(doc, a, notes);
		if (full)
			add_text(doc, full);
		else if (*a->row.excerpt)
			nr_text_to_doc(a->row.excerpt, strlen(a->row.excerpt), doc);
	}
	for (size_t i = 0; full && i < full->images.n; i++)
		add_image(doc, &full->images.v[i]);
	app_article_tail(a, a->row.url, urls_key, doc);
	nr_doc_end(doc);
}

static bool
is_ahead(const struct app_article *a, int width)
{
	return a->doc.n && a->layout.width == width;
}

void
app_article_doc_drop(struct app_article *a)
{
	nr_layout_release(&a->layout);
	nr_doc_release(&a->doc);
}

void
app_article_doc_prefetch(struct app_article *a, const char *urls_key, int width, bool ascii)
{
	if (a->stamp.size > AHEAD_BYTES || is_ahead(a, width))
		return;
	app_article_doc_drop(a);
	app_article_doc(a, NULL, urls_key, &a->doc);
	if (ascii)
		nr_doc_ascii(&a->doc);
	nr_layout_make(&a->doc, width, ascii ? NR_LAYOUT_ASCII : 0, &a->layout);
}

void
app_article_doc_take(struct app_article *a, const char *urls_key, struct nr_doc *doc,
	struct nr_layout *layout)
{
	/* A prefetched document lacks problems and changes found since. */
	if (a->problem || a->changes || !is_ahead(a, a->layout.width)) {
		app_article_doc_drop(a);
		app_article_doc(a, NULL, urls_key, doc);
		return;
	}
	*doc = a->doc;
	*layout = a->layout;
	a->doc = (struct nr_doc)NR_DOC_INIT;
	a->layout = (struct nr_layout)NR_LAYOUT_INIT;
}
