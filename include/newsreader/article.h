/*
 * An article, as parsed from its file or from a related entry of another article.
 *
 * Strings are clean for display (nr_utf8_clean_line, _text), NULL if the field is
 * missing, and owned by the arena of the top article: a related entry has no arena of its
 * own.
 */
#ifndef NEWSREADER_ARTICLE_H
#define NEWSREADER_ARTICLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "newsreader/arena.h"
#include "newsreader/buf.h"
#include "newsreader/date.h"

enum nr_field {
#define NR_FIELD(id, key, shape, member, label, text) NR_FIELD_##id,
#define NR_FIELD_ALIAS(key, id, seps)
#include "newsreader/fields.def"
#undef NR_FIELD
#undef NR_FIELD_ALIAS
	NR_FIELD_COUNT
};

enum nr_shape {
	NR_SHAPE_LINE, NR_SHAPE_TEXT, NR_SHAPE_HTML, NR_SHAPE_URL, NR_SHAPE_DATE,
	NR_SHAPE_INT,
	NR_SHAPE_BOOL, NR_SHAPE_DURATION, NR_SHAPE_LINES, NR_SHAPE_IMAGES,
	NR_SHAPE_PROVIDER, NR_SHAPE_ACTIONS, NR_SHAPE_RATINGS, NR_SHAPE_RELATED,
	NR_SHAPE_SECRET
};

struct nr_field_info {
	const char *key;
	const char *label;
	const char *text;
	enum nr_shape shape;
	size_t offset;		/* of the member in struct nr_article */
};

/* Never NULL for id < NR_FIELD_COUNT. */
const struct nr_field_info *nr_field_info(enum nr_field id);

enum { NR_FIELD_KEYS_MAX = 64 };

/* The same for a parser: returns the number of this key among all keys and aliases. The
 * number of a field's own key equals the field, the number of an alias is at least
 * NR_FIELD_COUNT. NR_FIELD_KEYS_MAX is added if the case of the key differs from the
 * table's. Returns -1 and leaves *field unchanged if no field has this key. */
int nr_field_key(const char *key, enum nr_field *field);
/* The separator characters for a list written as one text under the key with this number;
 * "" if the text is not split. */
const char *nr_field_separators(int number);

struct nr_strs {
	const char **v;
	size_t n;
};

struct nr_image {
	const char *url;	/* may be relative */
	int width, height;	/* pixels; 0 if not known */
	bool is_cached;
};

struct nr_images {
	struct nr_image *v;
	size_t n;
};

struct nr_provider {
	const char *name;
	const char *domain;
	struct nr_images images;
	struct nr_strs authors;
};

struct nr_action {
	const char *url, *type, *title, *attribution;
};

struct nr_actions {
	struct nr_action *v;
	size_t n;
};

struct nr_ratings {
	double average;
	int64_t count;
};

struct nr_article;

struct nr_articles {
	struct nr_article *v;
	size_t n;
};

/* An unknown key, and its value on one line ("[a, b]", "{x: y}"). */
struct nr_extra {
	const char *key;
	const char *value;
};

struct nr_extras {
	struct nr_extra *v;
	size_t n;
};

enum nr_body_kind { NR_BODY_NONE, NR_BODY_HTML, NR_BODY_MARKDOWN, NR_BODY_TEXT };

/* Values that the index needs, computed by the worker that parsed the article. */
struct nr_digest {
	const char *title_fold;		/* nr_utf8_fold; "" if there is no title */
	const char *provider_fold;	/* NULL without a provider */
	const char *const *topic_folds;	/* one for each topic; "" if it has no letters */
	int64_t version;		/* nr_article_version */
	int64_t aliases[4];		/* ids of the article's other canonical URLs */
	size_t n_aliases;
};

struct nr_article {
	const char *title, *name, *excerpt, *category, *type, *price;
	const char *original_url, *web_url, *amp_url, *cdn_amp_url;
	const char *featured;
	struct nr_date date;
	int64_t quality, heat, members;
	int64_t length;			/* seconds */
	bool published;			/* true unless the file says false */
	bool derived;			/* title from the body or the file name */
	bool secured;	/* it had a `secured` field; its text is not kept */
	struct nr_provider provider;
	struct nr_strs topics, levels, items;
	struct nr_images images;
	struct nr_actions actions;
	struct nr_ratings ratings;
	struct nr_articles related;
	struct nr_extras extras;
	/* first URL that is not a web address: "originalUrl: "javascript:…""; or NULL */
	const char *refused;
	/* bit (1 << NR_FIELD_x): the file has this field, well formed */
	uint64_t has;

	const char *body;	/* raw bytes of the file, not cleaned; NUL-terminated */
	size_t body_len;		/* bytes */
	enum nr_body_kind body_kind;

	const char *key;		/* set by nr_article_identify */
	int64_t id;
	const struct nr_digest *digest;	/* set by nr_article_digest */
	unsigned line;			/* line of the file where it begins, from 1 */

	struct nr_arena arena;		/* used in the top article only */
};

static inline bool
nr_article_has(const struct nr_article *a, enum nr_field f)
{
	return a->has >> f & 1;
}

struct nr_article *nr_article_new(void);
/* Reset to an empty article, but keep the memory for reuse. */
void nr_article_clear(struct nr_article *a);
void nr_article_free(struct nr_article *a);

/* Set key and id of *a and of its related entries, in the arena of *a. The key is the
 * canonical URL; without one, "title:DOMAIN:TITLE" with the provider's domain and the
 * folded title, or "file:" with `path`. A related entry without URL and title gets id 0
 * and key NULL. */
void nr_article_identify(struct nr_article *a, const char *path);

/* Set the digest of *a, in its arena; *a must have been identified. */
void nr_article_digest(struct nr_article *a);

/* Hash of the content whose change makes a read article updated: title, excerpt, heat and
 * the set of related articles. *a must have been identified. Never 0. */
int64_t nr_article_version(const struct nr_article *a);

/* The title, otherwise the name, otherwise "(no title)". Never NULL. */
const char *nr_article_title(const struct nr_article *a);
/* The URL for the browser: the first web address of originalUrl, webUrl and the AMP URLs,
 * or NULL. */
const char *nr_article_url(const struct nr_article *a);
/* Append an explanation of the heat: "225 (quality 125 + 5 related × 20)"; if the sum
 * differs, "114 (as given; the formula would make it 190)"; "-1 (replaced by a better
 * article of the same story)"; or as much as is known. Appends nothing without heat. */
void nr_article_explain_heat(const struct nr_article *a, struct nr_buf *out);

#endif
