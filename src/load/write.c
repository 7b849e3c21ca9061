/* Writes an article as front matter. */
#include "config.h"

#include <inttypes.h>
#include <string.h>

#include "newsreader/load.h"

/* Append a double-quoted YAML scalar. */
static void
put_string(struct nr_buf *out, const char *s)
{
	nr_buf_addch(out, '"');
	for (; *s != '\0'; s++) {
		if (*s == '"' || *s == '\\')
			nr_buf_addch(out, '\\');
		if (*s == '\n')
			nr_buf_addz(out, "\\n");
		else if ((unsigned char)*s < ' ' || *s == 0x7f)
			nr_buf_addf(out, "\\x%02x", (unsigned)(unsigned char)*s);
		else
			nr_buf_addch(out, *s);
	}
	nr_buf_addch(out, '"');
}

/* A flow mapping or sequence being written. */
struct flow {
	struct nr_buf *out;
	int n;
	char end;
};

static struct flow
begin_flow(struct nr_buf *out, char begin, char end)
{
	nr_buf_addch(out, begin);
	return (struct flow){ out, 0, end };
}

static void
next(struct flow *f)
{
	nr_buf_addz(f->out, f->n++ > 0 ? ", " : "");
}

static void
put_key(struct flow *f, const char *key, const char *value)
{
	if (value == NULL)
		return;
	next(f);
	nr_buf_addf(f->out, "%s: ", key);
	put_string(f->out, value);
}

static void
put_number(struct flow *f, const char *key, int64_t value)
{
	next(f);
	nr_buf_addf(f->out, "%s: %" PRId64, key, value);
}

static void
end_flow(struct flow *f)
{
	nr_buf_addch(f->out, f->end);
}

static void
put_strings(struct nr_buf *out, const struct nr_strs *s)
{
	struct flow f = begin_flow(out, '[', ']');

	for (size_t i = 0; i < s->n; i++) {
		next(&f);
		put_string(out, s->v[i]);
	}
	end_flow(&f);
}

static void
put_images(struct nr_buf *out, const struct nr_images *images)
{
	struct flow list = begin_flow(out, '[', ']');

	for (size_t i = 0; i < images->n; i++) {
		const struct nr_image *image = &images->v[i];

		next(&list);
		struct flow f = begin_flow(out, '{', '}');
		put_key(&f, "url", image->url);
		if (image->width > 0)
			put_number(&f, "width", image->width);
		if (image->height > 0)
			put_number(&f, "height", image->height);
		if (image->is_cached) {
			next(&f);
			nr_buf_addz(out, "isCached: true");
		}
		end_flow(&f);
	}
	end_flow(&list);
}

static void
put_provider(struct nr_buf *out, const struct nr_provider *p)
{
	struct flow f = begin_flow(out, '{', '}');

	put_key(&f, "name", p->name);
	put_key(&f, "domain", p->domain);
	if (p->authors.n > 0) {
		next(&f);
		nr_buf_addz(out, "authors: ");
		put_strings(out, &p->authors);
	}
	if (p->images.n > 0) {
		next(&f);
		nr_buf_addz(out, "images: ");
		put_images(out, &p->images);
	}
	end_flow(&f);
}

static void
put_actions(struct nr_buf *out, const struct nr_actions *actions)
{
	struct flow list = begin_flow(out, '[', ']');

	for (size_t i = 0; i < actions->n; i++) {
		const struct nr_action *action = &actions->v[i];

		next(&list);
		struct flow f = begin_flow(out, '{', '}');
		put_key(&f, "url", action->url);
		put_key(&f, "type", action->type);
		put_key(&f, "title", action->title);
		put_key(&f, "attribution", action->attribution);
		end_flow(&f);
	}
	end_flow(&list);
}

/* Append the value of a field other than `related`. */
static void
put_value(struct nr_buf *out, const void *member, enum nr_shape shape)
{
	const struct nr_ratings *r = member;
	char text[NR_DATE_TEXT];

	switch (shape) {
	case NR_SHAPE_LINE:
	case NR_SHAPE_TEXT:
	case NR_SHAPE_HTML:
	case NR_SHAPE_URL:
		put_string(out, *(const char *const *)member);
		break;
	case NR_SHAPE_DATE:
		nr_date_iso(member, text);
		nr_buf_addz(out, text);
		break;
	case NR_SHAPE_INT:
		nr_buf_addf(out, "%" PRId64, *(const int64_t *)member);
		break;
	case NR_SHAPE_BOOL:
		nr_buf_addz(out, *(const bool *)member ? "true" : "false");
		break;
	case NR_SHAPE_DURATION:
		nr_buf_addf(out, "PT%" PRId64 "S", *(const int64_t *)member);
		break;
	case NR_SHAPE_LINES:
		put_strings(out, member);
		break;
	case NR_SHAPE_IMAGES:
		put_images(out, member);
		break;
	case NR_SHAPE_PROVIDER:
		put_provider(out, member);
		break;
	case NR_SHAPE_ACTIONS:
		put_actions(out, member);
		break;
	case NR_SHAPE_RATINGS:
		nr_buf_addf(out, "{average: %.17g, count: %" PRId64 "}", r->average, r->count);
		break;
	case NR_SHAPE_RELATED:
	case NR_SHAPE_SECRET:
		break;
	}
}

/* Append the fields but for `related`: the first line after `first`, the others after
 * `more`. */
static void
put_fields(struct nr_buf *out, const struct nr_article *a, uint64_t skip, const char *first,
	const char *more)
{
	for (unsigned i = 0; i < NR_FIELD_COUNT; i++) {
		const struct nr_field_info *f = nr_field_info((enum nr_field)i);

		if (!nr_article_has(a, (enum nr_field)i) || (skip >> i & 1) != 0
				|| f->shape == NR_SHAPE_RELATED || f->shape == NR_SHAPE_SECRET)
			continue;
		nr_buf_addf(out, "%s%s: ", first, f->key);
		put_value(out, (const char *)a + f->offset, f->shape);
		nr_buf_addch(out, '\n');
		first = more;
	}
}

void
nr_load_write(const struct nr_article *a, uint64_t skip, struct nr_buf *out)
{
	nr_buf_addz(out, "---\n");
	if (!nr_article_has(a, NR_FIELD_TITLE) && !nr_article_has(a, NR_FIELD_NAME)) {
		nr_buf_addz(out, "title: ");
		put_string(out, nr_article_title(a));
		nr_buf_addch(out, '\n');
	}
	put_fields(out, a, skip, "", "");
	nr_buf_addz(out, a->related.n > 0 ? "related:\n" : "");
	for (size_t i = 0; i < a->related.n; i++)
		put_fields(out, &a->related.v[i], 0, "  - ", "    ");
	for (size_t i = 0; i < a->extras.n; i++) {
		put_string(out, a->extras.v[i].key);
		nr_buf_addz(out, ": ");
		put_string(out, a->extras.v[i].value);
		nr_buf_addch(out, '\n');
	}
	nr_buf_addz(out, "---\n");
}
