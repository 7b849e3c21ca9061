/* Writes the HTML of md4c's parse events. */
#include "config.h"

#include <string.h>

#include <md4c.h>

#include "newsreader/html.h"
#include "newsreader/mem.h"
#include "markup/markdown_html.h"
#include "markup/sanitize.h"

#define ALT " alt=\""

struct writer {
	struct nr_buf *out;
	size_t limit;		/* for out->len */
	size_t spent;		/* bytes of URLs and titles that md4c copied */
	int depth;		/* of quotes and lists */
	int images;		/* open images: their text is an attribute */
	size_t alt;		/* start of this attribute in *out */
	bool cut;
};

/* Returns nonzero at the limit, which ends md_parse. */
static int
go_on(struct writer *w)
{
	w->cut = w->cut || w->out->len + w->spent > w->limit;
	return w->cut;
}

static void
put_escaped(struct writer *w, const char *s, size_t n)
{
	size_t start = 0;

	for (size_t i = 0; i < n; i++) {
		const char *entity = s[i] == '<' ? "&lt;" : s[i] == '>' ? "&gt;"
			: s[i] == '&' ? "&amp;" : s[i] == '"' ? "&quot;" : NULL;

		if (entity == NULL)
			continue;
		nr_buf_add(w->out, s + start, i - start);
		nr_buf_addz(w->out, entity);
		start = i + 1;
	}
	nr_buf_add(w->out, s + start, n - start);
}

/* Character references are passed to gumbo, which knows all of them. */
static void
put_text(struct writer *w, MD_TEXTTYPE type, const char *s, size_t n)
{
	switch (type) {
	case MD_TEXT_NULLCHAR:
		nr_buf_addz(w->out, "\xef\xbf\xbd");
		break;
	case MD_TEXT_BR:
		nr_buf_addz(w->out, w->images > 0 ? " " : "<br>");
		break;
	case MD_TEXT_SOFTBR:
		nr_buf_addch(w->out, '\n');
		break;
	case MD_TEXT_HTML:
		if (w->images == 0)
			nr_buf_add(w->out, s, n);
		break;
	case MD_TEXT_ENTITY:
		nr_buf_add(w->out, s, n);
		break;
	default:
		put_escaped(w, s, n);
		break;
	}
}

static void
put_attribute(struct writer *w, const char *name, const MD_ATTRIBUTE *a)
{
	nr_buf_addch(w->out, ' ');
	nr_buf_addz(w->out, name);
	nr_buf_addz(w->out, "=\"");
	for (size_t i = 0; a->size > 0 && a->substr_offsets[i] < a->size; i++)
		put_text(w, a->substr_types[i], a->text + a->substr_offsets[i],
			a->substr_offsets[i + 1] - a->substr_offsets[i]);
	nr_buf_addch(w->out, '"');
}

static void
put_tag(struct writer *w, bool end, const char *name)
{
	nr_buf_addz(w->out, end ? "</" : "<");
	nr_buf_addz(w->out, name);
	nr_buf_addch(w->out, '>');
}

static void
enter_list(struct writer *w, const MD_BLOCK_OL_DETAIL *list)
{
	nr_buf_addz(w->out, "<ol");
	if (list->start != 1)
		nr_buf_addf(w->out, " start=\"%u\"", list->start);
	nr_buf_addch(w->out, '>');
}

static void
enter_item(struct writer *w, const MD_BLOCK_LI_DETAIL *item)
{
	nr_buf_addz(w->out, "<li>");
	if (item->is_task)
		nr_buf_addz(w->out, item->task_mark == ' ' ? "<input type=\"checkbox\" disabled>"
			: "<input type=\"checkbox\" disabled checked>");
}

static void
enter_cell(struct writer *w, const char *name, const MD_BLOCK_TD_DETAIL *cell)
{
	static const char *const aligns[] = {
		[MD_ALIGN_DEFAULT] = "", [MD_ALIGN_LEFT] = " align=\"left\"",
		[MD_ALIGN_CENTER] = " align=\"center\"", [MD_ALIGN_RIGHT] = " align=\"right\"",
	};

	nr_buf_addf(w->out, "<%s%s>", name, aligns[cell->align]);
}

static const char *
block_name(MD_BLOCKTYPE type, const void *detail)
{
	static const char *const headings[] = { "h1", "h2", "h3", "h4", "h5", "h6" };
	static const char *const names[] = {
		[MD_BLOCK_QUOTE] = "blockquote", [MD_BLOCK_UL] = "ul", [MD_BLOCK_OL] = "ol",
		[MD_BLOCK_LI] = "li", [MD_BLOCK_P] = "p", [MD_BLOCK_TABLE] = "table",
		[MD_BLOCK_THEAD] = "thead", [MD_BLOCK_TBODY] = "tbody", [MD_BLOCK_TR] = "tr",
		[MD_BLOCK_TH] = "th", [MD_BLOCK_TD] = "td", [MD_BLOCK_HR] = "hr",
	};

	if (type == MD_BLOCK_H)
		return headings[((const MD_BLOCK_H_DETAIL *)detail)->level - 1];
	return (size_t)type < sizeof names / sizeof names[0] ? names[type] : NULL;
}

static bool
is_container(MD_BLOCKTYPE type)
{
	return type == MD_BLOCK_QUOTE || type == MD_BLOCK_UL || type == MD_BLOCK_OL
		|| type == MD_BLOCK_LI;
}

static int
enter_block(MD_BLOCKTYPE type, void *detail, void *ctx)
{
	struct writer *w = ctx;
	const char *name = block_name(type, detail);

	/* Deeper containers would be left out anyway, and each costs ten times its
	 * bytes. */
	if (is_container(type) && w->depth++ >= NR_HTML_DEPTH_MAX)
		return go_on(w);
	if (type == MD_BLOCK_OL)
		enter_list(w, detail);
	else if (type == MD_BLOCK_LI)
		enter_item(w, detail);
	else if (type == MD_BLOCK_TH || type == MD_BLOCK_TD)
		enter_cell(w, name, detail);
	else if (type == MD_BLOCK_CODE)
		nr_buf_addz(w->out, "<pre><code>");
	else if (name != NULL)
		put_tag(w, false, name);
	return go_on(w);
}

static int
leave_block(MD_BLOCKTYPE type, void *detail, void *ctx)
{
	struct writer *w = ctx;
	const char *name = block_name(type, detail);

	if (is_container(type) && --w->depth >= NR_HTML_DEPTH_MAX)
		return go_on(w);
	if (type == MD_BLOCK_CODE)
		nr_buf_addz(w->out, "</code></pre>\n");
	else if (name != NULL && type != MD_BLOCK_HR)
		put_tag(w, true, name);
	if (name != NULL)
		nr_buf_addch(w->out, '\n');
	return go_on(w);
}

static const char *
span_name(MD_SPANTYPE type)
{
	static const char *const names[] = {
		[MD_SPAN_EM] = "em", [MD_SPAN_STRONG] = "strong", [MD_SPAN_A] = "a",
		[MD_SPAN_CODE] = "code", [MD_SPAN_DEL] = "del",
	};

	return (size_t)type < sizeof names / sizeof names[0] ? names[type] : NULL;
}

static int
enter_span(MD_SPANTYPE type, void *detail, void *ctx)
{
	struct writer *w = ctx;

	if (type == MD_SPAN_A) {
		const MD_SPAN_A_DETAIL *a = detail;

		w->spent += a->href.size + a->title.size;
		if (w->images == 0) {
			nr_buf_addz(w->out, "<a");
			put_attribute(w, "href", &a->href);
			nr_buf_addch(w->out, '>');
		}
	} else if (type == MD_SPAN_IMG) {
		const MD_SPAN_IMG_DETAIL *image = detail;

		w->spent += image->src.size + image->title.size;
		if (w->images++ == 0) {
			nr_buf_addz(w->out, "<img");
			put_attribute(w, "src", &image->src);
			if (image->title.size > 0)
				put_attribute(w, "title", &image->title);
			w->alt = w->out->len;
			nr_buf_addz(w->out, ALT);
		}
	} else if (w->images == 0 && span_name(type) != NULL) {
		put_tag(w, false, span_name(type));
	}
	return go_on(w);
}

/* An empty alt text would mark the image as decoration, so drop the attribute. */
static void
end_image(struct writer *w)
{
	if (w->out->len == w->alt + strlen(ALT))
		nr_buf_truncate(w->out, w->alt);
	else
		nr_buf_addch(w->out, '"');
	nr_buf_addch(w->out, '>');
}

static int
leave_span(MD_SPANTYPE type, void *detail, void *ctx)
{
	struct writer *w = ctx;

	(void)detail;
	if (type == MD_SPAN_IMG) {
		if (--w->images == 0)
			end_image(w);
	} else if (w->images == 0 && span_name(type) != NULL) {
		put_tag(w, true, span_name(type));
	}
	return go_on(w);
}

static int
add_text(MD_TEXTTYPE type, const MD_CHAR *s, MD_SIZE n, void *ctx)
{
	struct writer *w = ctx;

	put_text(w, type, s, n);
	return go_on(w);
}

/* Without md4c's autolinks, which take quadratic time; bare URLs are found later, in the
 * text of any HTML. */
bool
nr_text_markdown_html(struct nr_buf *out, const char *markdown, size_t n)
{
	static const MD_PARSER parser = {
		.flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS,
		.enter_block = enter_block,
		.leave_block = leave_block,
		.enter_span = enter_span,
		.leave_span = leave_span,
		.text = add_text,
	};
	struct writer w = { .out = out };
	int rc;

	w.limit = out->len + TEXT_MARKDOWN_HTML_MIN + TEXT_MARKDOWN_GROWTH * n;
	/* The sanitizer cuts longer HTML. */
	if (w.limit > TEXT_SANITIZE_BYTES_MAX)
		w.limit = TEXT_SANITIZE_BYTES_MAX;
	rc = md_parse(markdown, (MD_SIZE)n, &parser, &w);
	/* md4c only fails without memory; callbacks return positive values */
	if (rc < 0)
		nr_out_of_memory();
	return rc == 0;
}
