/* Makes the info page of an article: file, rank, marks and all fields. */
#include "config.h"

#include <inttypes.h>
#include <string.h>

#include "app/article.h"
#include "newsreader/mem.h"
#include "newsreader/utf8.h"

static void
add_line(struct nr_doc *doc, const char *label, const char *text)
{
	nr_doc_begin(doc, NR_BLOCK_ITEM)->marker = nr_strdup(label);
	nr_doc_addz(doc, NR_SPAN_PLAIN, text);
}

static void
add_heading(struct nr_doc *doc, const char *text)
{
	nr_doc_begin(doc, NR_BLOCK_HEADING)->level = 2;
	nr_doc_addz(doc, NR_SPAN_STRONG, text);
}

static void
format_strings(const struct nr_strs *s, struct nr_buf *out)
{
	size_t i;

	for (i = 0; i < s->n; i++)
		nr_buf_addf(out, "%s%s", i ? ", " : "", s->v[i]);
}

static void
format_images(const struct nr_images *images, struct nr_buf *out)
{
	size_t i;

	for (i = 0; i < images->n; i++) {
		const struct nr_image *m = &images->v[i];

		nr_buf_addf(out, "%s%s", i ? ", " : "", m->url ? m->url : "(no address)");
		if (m->width > 0 && m->height > 0)
			nr_buf_addf(out, " (%d×%d)", m->width, m->height);
	}
}

static void
format_provider(const struct nr_provider *p, struct nr_buf *out)
{
	nr_buf_addf(out, "%s%s%s", p->name ? p->name : "", p->domain ? ", " : "",
		p->domain ? p->domain : "");
	if (p->authors.n) {
		nr_buf_addz(out, ", by ");
		format_strings(&p->authors, out);
	}
}

static void
format_actions(const struct nr_actions *a, struct nr_buf *out)
{
	size_t i;

	for (i = 0; i < a->n; i++)
		nr_buf_addf(out, "%s%s%s%s", i ? ", " : "",
			a->v[i].title ? a->v[i].title : "", a->v[i].title ? " " : "",
			a->v[i].url ? a->v[i].url : "");
}

static void
format_date(const struct nr_date *d, struct nr_buf *out)
{
	char text[NR_DATE_TEXT];

	nr_date_iso(d, text);
	nr_buf_addz(out, text);
}

static void
format_duration(int64_t seconds, struct nr_buf *out)
{
	char text[NR_DATE_TEXT];

	nr_duration_format(seconds, text);
	nr_buf_addz(out, text);
}

static void
format_field(const struct nr_article *a, const struct nr_field_info *f, struct nr_buf *out)
{
	const void *member = (const char *)a + f->offset;
	const struct nr_ratings *r = member;

	switch (f->shape) {
	case NR_SHAPE_LINE:
	case NR_SHAPE_TEXT:
	case NR_SHAPE_HTML:
	case NR_SHAPE_URL:
		nr_buf_addz(out, *(const char *const *)member);
		break;
	case NR_SHAPE_DATE:
		format_date(member, out);
		break;
	case NR_SHAPE_INT:
		nr_buf_addf(out, "%" PRId64, *(const int64_t *)member);
		break;
	case NR_SHAPE_BOOL:
		nr_buf_addz(out, *(const bool *)member ? "true" : "false");
		break;
	case NR_SHAPE_DURATION:
		format_duration(*(const int64_t *)member, out);
		break;
	case NR_SHAPE_LINES:
		format_strings(member, out);
		break;
	case NR_SHAPE_IMAGES:
		format_images(member, out);
		break;
	case NR_SHAPE_PROVIDER:
		format_provider(member, out);
		break;
	case NR_SHAPE_ACTIONS:
		format_actions(member, out);
		break;
	case NR_SHAPE_RATINGS:
		nr_buf_addf(out, "%.1f by %" PRId64, r->average, r->count);
		break;
	case NR_SHAPE_RELATED:
		nr_buf_addf(out, "%zu", ((const struct nr_articles *)member)->n);
		break;
	case NR_SHAPE_SECRET:
		nr_buf_addz(out, "sealed");
		break;
	}
}

static void
add_fields(struct nr_doc *doc, const struct nr_article *a)
{
	struct nr_buf b = NR_BUF_INIT;
	unsigned i;
	size_t x;

	add_heading(doc, "Fields of the file");
	for (i = 0; i < NR_FIELD_COUNT; i++) {
		const struct nr_field_info *f = nr_field_info((enum nr_field)i);

		if (!nr_article_has(a, (enum nr_field)i))
			continue;
		nr_buf_clear(&b);
		format_field(a, f, &b);
		add_line(doc, f->key, nr_buf_str(&b));
	}
	if (a->extras.n)
		add_heading(doc, "Other keys");
	for (x = 0; x < a->extras.n; x++)
		add_line(doc, a->extras.v[x].key, a->extras.v[x].value);
	nr_buf_release(&b);
}

static void
add_place(struct nr_doc *doc, const struct app_article *a)
{
	struct nr_buf b = NR_BUF_INIT;

	nr_utf8_clean_line(&b, a->row.path, strlen(a->row.path));
	if (a->row.ghost) {
		add_line(doc, "Listed in", nr_buf_str(&b));
		nr_buf_clear(&b);
		nr_buf_addf(&b, "%zu", a->row.entry + 1);
		add_line(doc, "Entry", nr_buf_str(&b));
	} else {
		if (a->full && a->full->line)
			nr_buf_addf(&b, ":%u", a->full->line);
		add_line(doc, "File", nr_buf_str(&b));
	}
	nr_buf_release(&b);
}

static void
add_edges(struct nr_doc *doc, const struct app_article *a)
{
	struct nr_buf b = NR_BUF_INIT;
	size_t i, out = 0, in = 0;

	for (i = 0; i < a->edges.n; i++) {
		out += (a->edges.v[i].dir & NR_EDGE_OUT) != 0;
		in += (a->edges.v[i].dir & NR_EDGE_IN) != 0;
	}
	nr_buf_addf(&b, "lists %zu, listed by %zu", out, in);
	add_line(doc, "Related", nr_buf_str(&b));
	nr_buf_release(&b);
}

static void
add_marks(struct nr_doc *doc, unsigned marks)
{
	struct nr_buf b = NR_BUF_INIT;

	nr_buf_addz(&b, marks & NR_MARK_UPDATED ? "updated"
		: marks & NR_MARK_READ ? "read" : "unread");
	if (marks & NR_MARK_STARRED)
		nr_buf_addz(&b, ", starred");
	if (marks & NR_MARK_HIDDEN)
		nr_buf_addz(&b, ", hidden");
	add_line(doc, "Marks", nr_buf_str(&b));
	nr_buf_release(&b);
}

void
app_article_info(const struct app_article *a, const char *totals, int64_t now,
	struct nr_doc *doc)
{
	struct nr_buf b = NR_BUF_INIT;
	char age[NR_DATE_TEXT];

	nr_doc_begin(doc, NR_BLOCK_HEADING)->level = 1;
	nr_doc_addz(doc, NR_SPAN_TITLE, a->row.title);
	nr_buf_addf(&b, "%016" PRIx64, (uint64_t)a->row.id);
	add_line(doc, "Id", nr_buf_str(&b));
	add_line(doc, "Key", a->row.key);
	add_place(doc, a);
	nr_buf_clear(&b);
	if (a->full)
		nr_article_explain_heat(a->full, &b);
	add_line(doc, "Heat", b.len ? nr_buf_str(&b) : "not told");
	nr_date_age(&a->row.date, now, age);
	add_line(doc, "Age", *age ? age : "not told");
	add_edges(doc, a);
	add_marks(doc, a->row.marks);
	add_line(doc, "In all", totals);
	if (a->problem)
		add_line(doc, "Problem", a->problem);
	if (a->full)
		add_fields(doc, a->full);
	nr_doc_end(doc);
	nr_buf_release(&b);
}
