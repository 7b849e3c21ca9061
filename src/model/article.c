/* Articles: memory, fields by key, identity, version, explanation of the heat. */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "newsreader/article.h"
#include "newsreader/mem.h"
#include "newsreader/url.h"
#include "newsreader/utf8.h"

static const struct nr_field_info fields[] = {
#define NR_FIELD(id, key_, shape_, member, label_, text_) \
	[NR_FIELD_##id] = { \
		.key = key_, .label = label_, .text = text_, .shape = NR_SHAPE_##shape_, \
		.offset = offsetof(struct nr_article, member), \
	},
#define NR_FIELD_ALIAS(key, id, seps)
#include "newsreader/fields.def"
#undef NR_FIELD
#undef NR_FIELD_ALIAS
};

_Static_assert(NR_FIELD_COUNT <= 64, "nr_article.has has one bit a field");

/* The keys of the fields, in the order of enum nr_field, then the aliases. */
static const struct {
	const char *key;
	size_t len;
	enum nr_field field;
	const char *separators;
} keys[] = {
#define NR_FIELD(id, key, shape, member, label, text) \
	{ key, sizeof(key) - 1, NR_FIELD_##id, "" },
#define NR_FIELD_ALIAS(key, id, seps)
#include "newsreader/fields.def"
#undef NR_FIELD
#undef NR_FIELD_ALIAS
#define NR_FIELD(id, key, shape, member, label, text)
#define NR_FIELD_ALIAS(key, id, seps) { key, sizeof(key) - 1, NR_FIELD_##id, seps },
#include "newsreader/fields.def"
#undef NR_FIELD
#undef NR_FIELD_ALIAS
};

_Static_assert(sizeof(keys) / sizeof(keys[0]) <= NR_FIELD_KEYS_MAX, "too many keys");

const struct nr_field_info *
nr_field_info(enum nr_field id)
{
	return &fields[id];
}

int
nr_field_key(const char *key, enum nr_field *field)
{
	size_t len = strlen(key);

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		if (keys[i].len == len && memcmp(keys[i].key, key, len) == 0) {
			*field = keys[i].field;
			return (int)i;
		}
	}
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		if (keys[i].len == len && strcasecmp(keys[i].key, key) == 0) {
			*field = keys[i].field;
			return (int)i + NR_FIELD_KEYS_MAX;
		}
	}
	return -1;
}

const char *
nr_field_separators(int number)
{
	return keys[number % NR_FIELD_KEYS_MAX].separators;
}

struct nr_article *
nr_article_new(void)
{
	struct nr_article *a = nr_calloc(1, sizeof(*a));

	a->published = true;
	return a;
}

void
nr_article_clear(struct nr_article *a)
{
	struct nr_arena arena = a->arena;

	nr_arena_clear(&arena);
	*a = (struct nr_article){ .arena = arena, .published = true };
}

void
nr_article_free(struct nr_article *a)
{
	if (!a)
		return;
	nr_arena_release(&a->arena);
	free(a);
}

/* Append "title:DOMAIN:folded title"; nothing without a title of its own. */
static void
add_title_key(const struct nr_article *a, struct nr_buf *out)
{
	const char *title = a->title ? a->title : a->name;
	char *folded;

	/* Not for derived titles: many files begin with "Introduction", or have the same
	 * name. */
	if (!title || a->derived)
		return;
	folded = nr_utf8_fold(title, strlen(title));
	if (*folded)
		nr_buf_addf(out, "title:%s:%s",
			a->provider.domain ? a->provider.domain : "", folded);
	free(folded);
}

/* path is NULL for a related entry. */
static void
identify(struct nr_article *a, const char *path, struct nr_arena *arena,
	struct nr_buf *key)
{
	const struct nr_urls urls = { a->web_url, a->original_url, a->amp_url,
		a->cdn_amp_url };

	nr_buf_clear(key);
	if (nr_url_identify(&urls, key) < 0)
		add_title_key(a, key);
	if (!key->len && path)
		nr_buf_addf(key, "file:%s", path);
	a->key = key->len ? nr_arena_strndup(arena, key->data, key->len) : NULL;
	a->id = a->key ? nr_url_id(a->key) : 0;
}

void
nr_article_identify(struct nr_article *a, const char *path)
{
	struct nr_buf key = NR_BUF_INIT;

	identify(a, path, &a->arena, &key);
	for (size_t i = 0; i < a->related.n; i++)
		identify(&a->related.v[i], NULL, &a->arena, &key);
	nr_buf_release(&key);
}

static void
add_alias(struct nr_digest *d, int64_t id)
{
	for (size_t i = 0; i < d->n_aliases; i++)
		if (d->aliases[i] == id)
			return;
	d->aliases[d->n_aliases++] = id;
}

static void
digest_aliases(const struct nr_article *a, struct nr_digest *d)
{
	const char *const urls[] = { a->web_url, a->original_url, a->amp_url,
		a->cdn_amp_url };
	struct nr_buf b = NR_BUF_INIT;

	for (size_t i = 0; i < sizeof(urls) / sizeof(urls[0]); i++) {
		nr_buf_clear(&b);
		if (urls[i] && nr_url_canonical(urls[i], &b) == 0 && a->key &&
		    strcmp(b.data, a->key) != 0)
			add_alias(d, nr_url_id(b.data));
	}
	nr_buf_release(&b);
}

static const char *
fold_in(struct nr_arena *arena, const char *s)
{
	char *fold = nr_utf8_fold(s, strlen(s));
	const char *kept = nr_arena_strndup(arena, fold, strlen(fold));

	free(fold);
	return kept;
}

void
nr_article_digest(struct nr_article *a)
{
	struct nr_digest *d = nr_arena_alloc(&a->arena, sizeof(*d));
	const char **topics = nr_arena_alloc(&a->arena,
		(a->topics.n + 1) * sizeof(*topics));

	d->title_fold = fold_in(&a->arena, nr_article_title(a));
	if (a->provider.name && *a->provider.name)
		d->provider_fold = fold_in(&a->arena, a->provider.name);
	for (size_t i = 0; i < a->topics.n; i++)
		topics[i] = fold_in(&a->arena, a->topics.v[i]);
	d->topic_folds = topics;
	d->version = nr_article_version(a);
	digest_aliases(a, d);
	a->digest = d;
}

/* FNV-1a; each part ends with a byte that cannot be in text, so that parts do not run
 * together. */
static uint64_t
hash_text(uint64_t h, const char *s)
{
	for (; s && *s; s++)
		h = (h ^ (unsigned char)*s) * 0x100000001b3;
	return (h ^ 0xff) * 0x100000001b3;
}

int64_t
nr_article_version(const struct nr_article *a)
{
	uint64_t h = hash_text(0xcbf29ce484222325, nr_article_title(a)), related = 0;

	h = hash_text(h, a->excerpt);
	if (nr_article_has(a, NR_FIELD_HEAT))
		h = (h ^ (uint64_t)a->heat) * 0x100000001b3 + 1;
	for (size_t i = 0; i < a->related.n; i++)
		related += (uint64_t)a->related.v[i].id;
	h = (h ^ related) * 0xff51afd7ed558ccd;
	h ^= h >> 33;
	h &= INT64_MAX;
	return h ? (int64_t)h : 1;
}

const char *
nr_article_title(const struct nr_article *a)
{
	if (a->title)
		return a->title;
	return a->name ? a->name : "(no title)";
}

const char *
nr_article_url(const struct nr_article *a)
{
	const char *const urls[] = { a->original_url, a->web_url, a->amp_url,
		a->cdn_amp_url };

	for (size_t i = 0; i < sizeof(urls) / sizeof(urls[0]); i++)
		if (urls[i] && nr_url_is_web(urls[i]))
			return urls[i];
	return NULL;
}

void
nr_article_explain_heat(const struct nr_article *a, struct nr_buf *out)
{
	int64_t sum;

	if (!nr_article_has(a, NR_FIELD_HEAT))
		return;
	nr_buf_addf(out, "%lld", (long long)a->heat);
	if (a->heat == -1) {
		nr_buf_addz(out, " (replaced by a better article of the same story)");
		return;
	}
	if (!nr_article_has(a, NR_FIELD_QUALITY) ||
	    __builtin_add_overflow(a->quality, 20 * (int64_t)a->related.n, &sum))
		return;
	if (sum != a->heat)
		nr_buf_addf(out, " (as given; the formula would make it %lld)",
			(long long)sum);
	else if (a->related.n == 0)
		nr_buf_addf(out, " (quality %lld, no related articles)",
			(long long)a->quality);
	else
		nr_buf_addf(out, " (quality %lld + %zu related × 20)",
			(long long)a->quality, a->related.n);
}
