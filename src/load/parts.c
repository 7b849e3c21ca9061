/* Reads fields that are lists or mappings: images, provider, actions, ratings,
 * authors. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "load/parts.h"
#include "load/value.h"
#include "newsreader/load.h"
#include "newsreader/mem.h"
#include "newsreader/url.h"
#include "newsreader/utf8.h"

enum { PIXELS_MAX = 1000000 };

void *
nr_parts_grow(struct nr_arena *arena, void *v, size_t n, size_t size)
{
	void *grown;

	/* Capacities are 4, 8, 16, ... Old arrays stay in the arena; together they are
	 * not larger than the last one. */
	if (n != 0 && (n < 4 || (n & (n - 1)) != 0))
		return v;
	grown = nr_arena_alloc(arena, (n ? 2 * n : 4) * size);
	if (n)
		memcpy(grown, v, n * size);
	return grown;
}

void
nr_parts_push(struct nr_yaml *y, struct nr_strs *out, const char *s)
{
	out->v = nr_parts_grow(y->arena, out->v, out->n, sizeof(*out->v));
	out->v[out->n++] = s;
}

static int
read_str(struct nr_yaml *y, void *ctx, const char *key)
{
	const char *s;
	int rc = nr_value_line(y, key, &s);

	if (rc > 0)
		nr_parts_push(y, ctx, s);
	return rc;
}

static int
read_strs(struct nr_yaml *y, const char *key, nr_yaml_visit *visit, struct nr_strs *out)
{
	struct nr_strs list = { NULL, 0 };
	int rc = nr_yaml_items(y, key, "a list", NR_LOAD_LIST_MAX, visit, &list);

	if (rc > 0)
		*out = list;
	return rc;
}

int
nr_parts_lines(struct nr_yaml *y, const char *key, struct nr_strs *out)
{
	struct nr_strs list = { NULL, 0 };

	if (nr_yaml_is_list(y))
		return read_strs(y, key, read_str, out);
	if (nr_yaml_is_mapping(y))
		return nr_yaml_unexpected(y, key, "text or a list");
	if (read_str(y, &list, key) <= 0)
		return 0;
	*out = list;
	return 1;
}

static void
split_words(struct nr_yaml *y, const char *s, const char *separators, struct nr_strs *out)
{
	const char *end = strchr(s, ',') || !strchr(separators, ' ') ? separators[0] ? "," : ""
		: " ";

	while (*s && out->n < NR_LOAD_LIST_MAX) {
		size_t n, len;

		s += strspn(s, ", ");
		len = n = strcspn(s, end);
		while (n > 0 && s[n - 1] == ' ')
			n--;
		if (n)
			nr_parts_push(y, out, nr_arena_strndup(y->arena, s, n));
		s += len;
	}
}

int
nr_parts_words(struct nr_yaml *y, const char *key, const char *separators,
	struct nr_strs *out)
{
	struct nr_strs list = { NULL, 0 };
	int rc = nr_parts_lines(y, key, &list);

	if (rc <= 0)
		return rc;
	if (nr_yaml_is_scalar(y)) {
		split_words(y, list.v[0], separators, out);
	} else {
		for (size_t i = 0; i < list.n && out->n < NR_LOAD_LIST_MAX; i++)
			nr_parts_push(y, out, list.v[i]);
	}
	return 1;
}

/* Equal for names that differ only in case. */
static int64_t
hash_name(const char *s)
{
	size_t n = strlen(s);
	char *fold = nr_utf8_fold(s, n);
	int64_t hash = nr_url_id(*fold ? fold : s);

	free(fold);
	return hash;
}

void
nr_parts_drop_repeated(struct nr_strs *list)
{
	size_t size = 32, kept = 0;
	int64_t *seen;

	if (list->n < 2)
		return;
	/* Open addressing, at most half full; an id is never 0. */
	while (size < 2 * list->n)
		size *= 2;
	seen = nr_calloc(size, sizeof(*seen));
	for (size_t i = 0; i < list->n; i++) {
		int64_t hash = hash_name(list->v[i]);
		size_t at = (size_t)hash & (size - 1);

		while (seen[at] != 0 && seen[at] != hash)
			at = (at + 1) & (size - 1);
		if (seen[at] == 0)
			list->v[kept++] = list->v[i];
		seen[at] = hash;
	}
	list->n = kept;
	free(seen);
}

static int
read_pixels(struct nr_yaml *y, const char *key, int *out)
{
	int64_t v;
	int rc = nr_value_int(y, key, &v);

	if (rc > 0 && (v < 0 || v > PIXELS_MAX))
		return nr_yaml_unexpected(y, key, "a number of pixels");
	if (rc > 0)
		*out = (int)v;
	return rc;
}

static int
read_image_pair(struct nr_yaml *y, void *ctx, const char *key)
{
	struct nr_image *image = ctx;

	if (strcmp(key, "url") == 0)
		return nr_value_address(y, key, &image->url);
	if (strcmp(key, "width") == 0)
		return read_pixels(y, key, &image->width);
	if (strcmp(key, "height") == 0)
		return read_pixels(y, key, &image->height);
	if (strcmp(key, "isCached") == 0)
		return nr_value_bool(y, key, &image->is_cached);
	return nr_yaml_skip(y);
}

static int
read_image(struct nr_yaml *y, void *ctx, const char *key)
{
	struct nr_images *list = ctx;
	struct nr_image image = { NULL, 0, 0, false };
	struct nr_yaml_mark at = y->event.at;

	if (nr_yaml_is_list(y))
		return nr_yaml_unexpected(y, key, "a mapping of url, width, height");
	if (nr_yaml_is_mapping(y)) {
		if (nr_yaml_pairs(y, read_image_pair, &image) < 0)
			return -1;
		if (!image.url)
			nr_yaml_warn(y, at,
				"%s: an entry without url is left out", key);
	} else if (nr_value_address(y, key, &image.url) < 0) {
		return -1;
	}
	if (image.url) {
		list->v = nr_parts_grow(y->arena, list->v, list->n, sizeof(*list->v));
		list->v[list->n++] = image;
	}
	return 0;
}

int
nr_parts_images(struct nr_yaml *y, const char *key, struct nr_images *out)
{
	struct nr_images list = { NULL, 0 };
	int rc = nr_yaml_items(y, key, "a list of images", NR_LOAD_LIST_MAX, read_image, &list);

	if (rc > 0)
		*out = list;
	return rc;
}

static int
read_author_pair(struct nr_yaml *y, void *ctx, const char *key)
{
	return strcmp(key, "name") == 0 ? nr_value_line(y, key, ctx) : nr_yaml_skip(y);
}

/* Accepts "authors: [{name: X}]" and plain names. */
static int
read_author(struct nr_yaml *y, void *ctx, const char *key)
{
	const char *name = NULL;

	if (!nr_yaml_is_mapping(y))
		return read_str(y, ctx, key);
	if (nr_yaml_pairs(y, read_author_pair, &name) < 0)
		return -1;
	if (name)
		nr_parts_push(y, ctx, name);
	return 0;
}

static int
read_authors(struct nr_yaml *y, const char *key, struct nr_strs *out)
{
	return nr_yaml_is_list(y) ? read_strs(y, key, read_author, out)
		: nr_parts_lines(y, key, out);
}

struct provider_ctx {
	struct nr_provider provider;
	struct nr_extras *extras;
	const char *key;
};

static int
read_provider_pair(struct nr_yaml *y, void *ctx, const char *key)
{
	struct provider_ctx *c = ctx;
	char full[2 * NR_YAML_KEY];

	if (strcmp(key, "name") == 0)
		return nr_value_line(y, key, &c->provider.name);
	if (strcmp(key, "domain") == 0)
		return nr_value_line(y, key, &c->provider.domain);
	if (strcmp(key, "images") == 0)
		return nr_parts_images(y, key, &c->provider.images);
	if (strcmp(key, "authors") == 0)
		return read_authors(y, key, &c->provider.authors);
	snprintf(full, sizeof(full), "%s.%s", c->key, key);
	return nr_parts_extra(y, full, c->extras);
}

int
nr_parts_provider(struct nr_yaml *y, const char *key, struct nr_provider *out,
	struct nr_extras *extras)
{
	struct provider_ctx c = { .extras = extras, .key = key };

	if (nr_yaml_is_null(y))
		return 0;
	if (!nr_yaml_is_mapping(y))
		return nr_yaml_unexpected(y, key,
			"a mapping of name, domain, images, authors");
	if (nr_yaml_pairs(y, read_provider_pair, &c) < 0)
		return -1;
	*out = c.provider;
	return 1;
}

static int
read_action_pair(struct nr_yaml *y, void *ctx, const char *key)
{
	struct nr_action *action = ctx;

	if (strcmp(key, "url") == 0)
		return nr_value_address(y, key, &action->url);
	if (strcmp(key, "type") == 0)
		return nr_value_line(y, key, &action->type);
	if (strcmp(key, "title") == 0)
		return nr_value_line(y, key, &action->title);
	if (strcmp(key, "attribution") == 0)
		return nr_value_line(y, key, &action->attribution);
	return nr_yaml_skip(y);
}

static int
read_action(struct nr_yaml *y, void *ctx, const char *key)
{
	struct nr_actions *list = ctx;

	if (!nr_yaml_is_mapping(y))
		return nr_yaml_unexpected(y, key, "a mapping of url, type, title");
	list->v = nr_parts_grow(y->arena, list->v, list->n, sizeof(*list->v));
	return nr_yaml_pairs(y, read_action_pair, &list->v[list->n++]);
}

int
nr_parts_actions(struct nr_yaml *y, const char *key, struct nr_actions *out)
{
	struct nr_actions list = { NULL, 0 };
	int rc = nr_yaml_items(y, key, "a list of actions", NR_LOAD_LIST_MAX, read_action, &list);

	if (rc > 0)
		*out = list;
	return rc;
}

static int
read_ratings_pair(struct nr_yaml *y, void *ctx, const char *key)
{
	struct nr_ratings *ratings = ctx;

	if (strcmp(key, "average") == 0)
		return nr_value_decimal(y, key, &ratings->average);
	if (strcmp(key, "count") == 0)
		return nr_value_int(y, key, &ratings->count);
	return nr_yaml_skip(y);
}

int
nr_parts_ratings(struct nr_yaml *y, const char *key, struct nr_ratings *out)
{
	struct nr_ratings ratings = { 0, 0 };

	if (nr_yaml_is_null(y))
		return 0;
	if (!nr_yaml_is_mapping(y))
		return nr_yaml_unexpected(y, key, "a mapping of average and count");
	if (nr_yaml_pairs(y, read_ratings_pair, &ratings) < 0)
		return -1;
	*out = ratings;
	return 1;
}

int
nr_parts_extra(struct nr_yaml *y, const char *key, struct nr_extras *extras)
{
	size_t i = 0;

	while (i < extras->n && strcmp(extras->v[i].key, key) != 0)
		i++;
	if (i == NR_PARTS_EXTRAS_MAX) {
		if (!y->extras_reported)
			nr_yaml_warn(y, y->key_mark,
				"more than %d unknown keys, the rest is left out",
				NR_PARTS_EXTRAS_MAX);
		y->extras_reported = true;
		return nr_yaml_skip(y);
	}
	if (i == extras->n) {
		extras->v = nr_parts_grow(y->arena, extras->v, i, sizeof(*extras->v));
		extras->v[i].key = nr_arena_strndup(y->arena, key, strlen(key));
		extras->n++;
	}
	return nr_value_flat(y, &extras->v[i].value);
}
