/* Makes the info page of an article: file, rank, marks and all fields. */
#include "config.h"

#include <inttypes.h>
#include <string.h>

#include "app/article.h"
#include "app/texts.h"
#include "newsreader/mem.h"
#include "newsreader/utf8.h"

static void
begin_line(struct nr_doc *doc, const char *label)
{
	nr_doc_begin(doc, NR_BLOCK_ITEM)->marker = nr_strdup(label);
}

static void
add_line(struct nr_doc *doc, const char *label, const char *text)
{
	begin_line(doc, label);
	nr_doc_addz(doc, NR_SPAN_PLAIN, text);
}

static void
add_heading(struct nr_doc *doc, const char *text)
{
	nr_doc_begin(doc, NR_BLOCK_HEADING)->level = 2;
	nr_doc_addz(doc, NR_SPAN_STRONG, text);
}

static void
put_strings(const struct nr_strs *s, struct nr_buf *out)
{
	for (size_t i = 0; i < s->n; i++)
		nr_buf_addf(out, "%s%s", i ? ", " : "", s->v[i]);
}

static void
put_lines(const struct nr_strs *s, struct nr_doc *doc)
{
	struct nr_buf b = NR_BUF_INIT;

	put_strings(s, &b);
	nr_doc_addz(doc, NR_SPAN_PLAIN, nr_buf_str(&b));
	nr_buf_release(&b);
}

static void
put_images(const struct nr_images *images, struct nr_doc *doc)
{
	for (size_t i = 0; i < images->n; i++) {
		const struct nr_image *m = &images->v[i];

		nr_doc_addf(doc, 0, NR_SPAN_PLAIN, "%s%s", i ? ", " : "",
			m->url ? m->url : APP_MSG(NO_URL));
		if (m->width > 0 && m->height > 0)
			nr_doc_addf(doc, 0, NR_SPAN_PLAIN, " (%d×%d)", m->width,
				m->height);
		if (m->is_cached)
			nr_doc_addf(doc, 0, NR_SPAN_PLAIN, ", %s", APP_MSG(CACHED));
	}
}

static void
put_provider(const struct nr_provider *p, struct nr_doc *doc)
{
	struct nr_buf authors = NR_BUF_INIT;

	nr_doc_addf(doc, 0, NR_SPAN_PLAIN, "%s%s%s", p->name ? p->name : "",
		p->domain ? ", " : "", p->domain ? p->domain : "");
	if (!p->authors.n)
		return;
	put_strings(&p->authors, &authors);
	nr_doc_addz(doc, NR_SPAN_PLAIN, ", ");
	nr_doc_addf(doc, 0, NR_SPAN_PLAIN, APP_MSG(BY_AUTHORS), nr_buf_str(&authors));
	nr_buf_release(&authors);
}

static void
put_actions(const struct nr_actions *a, struct nr_doc *doc)
{
	for (size_t i = 0; i < a->n; i++)
		nr_doc_addf(doc, 0, NR_SPAN_PLAIN, "%s%s%s%s", i ? ", " : "",
			a->v[i].title ? a->v[i].title : "", a->v[i].title ? " " : "",
			a->v[i].url ? a->v[i].url : "");
}

static void
put_field(const struct nr_article *a, const struct nr_field_info *f, struct nr_doc *doc)
{
	const void *member = (const char *)a + f->offset;
	const struct nr_ratings *r = member;
	char text[NR_DATE_TEXT];

	switch (f->shape) {
	case NR_SHAPE_LINE:
	case NR_SHAPE_TEXT:
	case NR_SHAPE_HTML:
	case NR_SHAPE_URL:
		nr_doc_addz(doc, NR_SPAN_PLAIN, *(const char *const *)member);
		break;
	case NR_SHAPE_DATE:
		nr_date_iso(member, text);
		nr_doc_addz(doc, NR_SPAN_PLAIN, text);
		break;
	case NR_SHAPE_INT:
		nr_doc_addf(doc, 0, NR_SPAN_PLAIN, "%" PRId64, *(const int64_t *)member);
		break;
	case NR_SHAPE_BOOL:
		nr_doc_addz(doc, NR_SPAN_PLAIN, *(const bool *)member ? "true" : "false");
		break;
	case NR_SHAPE_DURATION:
		nr_duration_format(*(const int64_t *)member, text);
		nr_doc_addz(doc, NR_SPAN_PLAIN, text);
		break;
	case NR_SHAPE_LINES:
		put_lines(member, doc);
		break;
	case NR_SHAPE_IMAGES:
		put_images(member, doc);
		break;
	case NR_SHAPE_PROVIDER:
		put_provider(member, doc);
		break;
	case NR_SHAPE_ACTIONS:
		put_actions(member, doc);
		break;
	case NR_SHAPE_RATINGS:
		nr_doc_addf(doc, 0, NR_SPAN_PLAIN, APP_MSG(RATINGS), r->average,
			(intmax_t)r->count);
		break;
	case NR_SHAPE_RELATED:
		nr_doc_addf(doc, 0, NR_SPAN_PLAIN, "%zu",
			((const struct nr_articles *)member)->n);
		break;
	case NR_SHAPE_SECRET:
		nr_doc_addz(doc, NR_SPAN_PLAIN, APP_MSG(SEALED));
		break;
	}
}

static void
add_fields(struct nr_doc *doc, const struct nr_article *a)
{
	add_heading(doc, "Fields of the file");
	for (unsigned i = 0; i < NR_FIELD_COUNT; i++) {
		const struct nr_field_info *f = nr_field_info((enum nr_field)i);

		if (!nr_article_has(a, (enum nr_field)i))
			continue;
		begin_line(doc, f->key);
		put_field(a, f, doc);
	}
	if (a->extras.n)
		add_heading(doc, "Other keys");
	for (size_t x = 0; x < a->extras.n; x++)
		add_line(doc, a->extras.v[x].key, a->extras.v[x].value);
}

static void
add_place(struct nr_doc *doc, const struct app_article *a)
{
	struct nr_buf b = NR_BUF_INIT;

	nr_utf8_clean_line(&b, a->row.path, strlen(a->row.path));
	if (a->row.ghost) {
		add_line(doc, "Listed in", nr_buf_str(&b));
		begin_line(doc, "Entry");
		nr_doc_addf(doc, 0, NR_SPAN_PLAIN, "%zu", a->row.entry + 1);
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
	size_t out = 0, in = 0;

	for (size_t i = 0; i < a->edges.n; i++) {
		out += (a->edges.v[i].dir & NR_EDGE_OUT) != 0;
		in += (a->edges.v[i].dir & NR_EDGE_IN) != 0;
	}
	begin_line(doc, "Related");
	nr_doc_addf(doc, 0, NR_SPAN_PLAIN, APP_MSG(RELATED_BOTH), out, in);
}

static void
add_marks(struct nr_doc *doc, unsigned marks)
{
	add_line(doc, "Marks", marks & NR_MARK_UPDATED ? APP_MSG(IS_UPDATED)
		: marks & NR_MARK_READ ? APP_MSG(IS_READ) : APP_MSG(IS_UNREAD));
	if (marks & NR_MARK_STARRED)
		nr_doc_addf(doc, 0, NR_SPAN_PLAIN, ", %s", APP_MSG(IS_STARRED));
	if (marks & NR_MARK_HIDDEN)
		nr_doc_addf(doc, 0, NR_SPAN_PLAIN, ", %s", APP_MSG(IS_HIDDEN));
}

static void
add_heat(struct nr_doc *doc, const struct nr_article *a)
{
	struct nr_buf b = NR_BUF_INIT;

	if (a)
		nr_article_explain_heat(a, &b);
	if (b.len == 0 && a && nr_article_has(a, NR_FIELD_QUALITY))
		nr_buf_addf(&b, APP_MSG(HEAT_UNKNOWN_QUALITY), (intmax_t)a->quality);
	add_line(doc, "Heat", b.len ? nr_buf_str(&b) : APP_MSG(UNKNOWN));
	nr_buf_release(&b);
}

void
app_article_info(const struct app_article *a, const struct app_article_context *context,
	struct nr_doc *doc)
{
	char age[NR_DATE_TEXT];

	nr_doc_begin(doc, NR_BLOCK_HEADING)->level = 1;
	nr_doc_addz(doc, NR_SPAN_TITLE, a->row.title);
	begin_line(doc, "Id");
	nr_doc_addf(doc, 0, NR_SPAN_PLAIN, "%016" PRIx64, (uint64_t)a->row.id);
	add_line(doc, "Key", a->row.key);
	add_place(doc, a);
	add_heat(doc, a->full);
	nr_date_age(&a->row.date, context->now, age);
	add_line(doc, "Age", *age ? age : APP_MSG(UNKNOWN));
	add_edges(doc, a);
	add_marks(doc, a->row.marks);
	if (*context->fulltext)
		add_line(doc, "Full text", context->fulltext);
	add_line(doc, "In all", context->totals);
	if (a->problem)
		add_line(doc, "Problem", a->problem);
	if (a->full)
		add_fields(doc, a->full);
	nr_doc_end(doc);
}
