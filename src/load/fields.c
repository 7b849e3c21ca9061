/* Maps the keys of a front matter to the fields of an article. */
#include "config.h"

#include <string.h>
#include <strings.h>

#include "load/fields.h"
#include "load/parts.h"
#include "load/value.h"
#include "newsreader/load.h"

struct target {
	struct nr_article *a;
	bool nested;		/* an entry of `related` */
	/* 1 + number of the key that set the field; 0 if none */
	unsigned char by[NR_FIELD_COUNT];
};

static int read_mapping(struct nr_yaml *y, struct nr_article *a, bool nested);

static int
read_related_entry(struct nr_yaml *y, void *ctx, const char *key)
{
	struct nr_articles *list = ctx;
	struct nr_article *a;

	if (!nr_yaml_is_mapping(y))
		return nr_yaml_unexpected(y, key, "a mapping of fields");
	list->v = nr_parts_grow(y->arena, list->v, list->n, sizeof(*list->v));
	a = &list->v[list->n++];
	a->published = true;
	a->line = nr_yaml_line(y);
	return read_mapping(y, a, true);
}

static int
read_related(struct nr_yaml *y, const char *key, bool nested, struct nr_articles *out)
{
	struct nr_articles list = { NULL, 0 };
	int rc = nested ? nr_yaml_skip(y) : nr_yaml_items(y, key, "a list of articles",
		NR_LOAD_RELATED_MAX, read_related_entry, &list);

	if (rc > 0)
		*out = list;
	return rc;
}

/* The first refused URL is kept for a message. */
static int
read_url(struct nr_yaml *y, struct nr_article *a, const char *key, const char **out)
{
	struct nr_buf refused = NR_BUF_INIT, text = NR_BUF_INIT;
	int rc = nr_value_url(y, key, out, &refused);

	if (refused.len && !a->refused) {
		nr_buf_addf(&text, "%s: %s", key, nr_buf_str(&refused));
		a->refused = nr_arena_strndup(y->arena, text.data, text.len);
	}
	nr_buf_release(&refused);
	nr_buf_release(&text);
	return rc;
}

/* Only the presence of the secret is recorded. */
static int
read_secret(struct nr_yaml *y, bool *out)
{
	if (nr_yaml_is_null(y))
		return 0;
	*out = true;
	return nr_yaml_skip(y) < 0 ? -1 : 1;
}

static bool
is_alias(int number)
{
	return number % NR_FIELD_KEYS_MAX >= NR_FIELD_COUNT;
}

static int
read_field(struct nr_yaml *y, struct target *t, const struct nr_field_info *f,
	const char *key, int number)
{
	void *member = (char *)t->a + f->offset;

	switch (f->shape) {
	case NR_SHAPE_LINE:
		return nr_value_line(y, key, member);
	case NR_SHAPE_HTML:
		return nr_value_html(y, key, member);
	case NR_SHAPE_TEXT:
		return nr_value_text(y, key, member);
	case NR_SHAPE_URL:
		return read_url(y, t->a, key, member);
	case NR_SHAPE_DATE:
		return nr_value_date(y, key, member);
	case NR_SHAPE_INT:
		return nr_value_int(y, key, member);
	case NR_SHAPE_BOOL:
		return nr_value_bool(y, key, member);
	case NR_SHAPE_DURATION:
		return nr_value_duration(y, key, member);
	case NR_SHAPE_LINES:
		return is_alias(number)
			? nr_parts_words(y, key, nr_field_separators(number), member)
			: nr_parts_lines(y, key, member);
	case NR_SHAPE_IMAGES:
		return nr_parts_images(y, key, member);
	case NR_SHAPE_PROVIDER:
		return nr_parts_provider(y, key, member, &t->a->extras);
	case NR_SHAPE_ACTIONS:
		return nr_parts_actions(y, key, member);
	case NR_SHAPE_RATINGS:
		return nr_parts_ratings(y, key, member);
	case NR_SHAPE_RELATED:
		return read_related(y, key, t->nested, member);
	case NR_SHAPE_SECRET:
		return read_secret(y, member);
	}
	return nr_yaml_skip(y);
}

/* Keys rank above aliases, and exact case above other case. */
static int
rank(int number)
{
	return (is_alias(number) ? 0 : 2) + (number < NR_FIELD_KEYS_MAX);
}

/* Of two keys for a field the one of higher rank wins, otherwise the first; several
 * aliases of a list add up. A key that loses is kept like an unknown key. */
static bool
key_counts(const struct target *t, enum nr_field field, int number)
{
	int by = t->by[field] - 1;

	if (by < 0 || by == number || rank(number) > rank(by))
		return true;
	return is_alias(by) && is_alias(number) &&
		nr_field_info(field)->shape == NR_SHAPE_LINES;
}

static void
set_by(struct target *t, enum nr_field field, int number)
{
	t->a->has |= UINT64_C(1) << field;
	t->by[field] = (unsigned char)(number + 1);
}

static bool
has_own_topics(const struct target *t)
{
	return t->by[NR_FIELD_TOPICS] > 0 && !is_alias(t->by[NR_FIELD_TOPICS] - 1);
}

/* A list of categories, as in Jekyll posts, is a list of topics. */
static int
read_categories(struct nr_yaml *y, struct target *t, const char *key)
{
	int rc;

	if (has_own_topics(t))
		return nr_parts_extra(y, key, &t->a->extras);
	rc = nr_parts_words(y, key, "", &t->a->topics);
	if (rc > 0)
		set_by(t, NR_FIELD_TOPICS, NR_FIELD_COUNT);
	return rc;
}

static int
read_pair(struct nr_yaml *y, void *ctx, const char *key)
{
	struct target *t = ctx;
	enum nr_field field;
	int number = nr_field_key(key, &field);
	int rc;

	if (number < 0 || !key_counts(t, field, number))
		return nr_parts_extra(y, key, &t->a->extras);
	if (field == NR_FIELD_CATEGORY && nr_yaml_is_list(y) && !t->nested)
		return read_categories(y, t, key);
	rc = read_field(y, t, nr_field_info(field), key, number);
	if (rc > 0)
		set_by(t, field, number);
	return rc;
}

/* Use a post's category as a topic if it has no `topics` key. */
static void
apply_category(struct nr_yaml *y, struct target *t)
{
	struct nr_article *a = t->a;

	if (!a->category || t->nested || has_own_topics(t) || a->topics.n >= NR_LOAD_LIST_MAX)
		return;
	nr_parts_push(y, &a->topics, a->category);
	a->has |= UINT64_C(1) << NR_FIELD_TOPICS;
}

/* Hugo's "draft: true" means "published: false". */
static void
apply_draft(struct nr_article *a)
{
	if (nr_article_has(a, NR_FIELD_PUBLISHED))
		return;
	for (size_t i = 0; i < a->extras.n; i++)
		if (strcasecmp(a->extras.v[i].key, "draft") == 0 &&
		    strcasecmp(a->extras.v[i].value, "true") == 0)
			a->published = false;
}

static int
read_mapping(struct nr_yaml *y, struct nr_article *a, bool nested)
{
	struct target t = { .a = a, .nested = nested };

	if (nr_yaml_pairs(y, read_pair, &t) < 0)
		return -1;
	apply_draft(a);
	apply_category(y, &t);
	nr_parts_drop_repeated(&a->topics);
	return 0;
}

int
nr_fields_read(struct nr_yaml *y, struct nr_article *a)
{
	return read_mapping(y, a, false);
}
