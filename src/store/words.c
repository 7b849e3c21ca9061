/* Tokenizer of the full-text index and phrase matching outside of it. */
#include "config.h"

#include "store/words.h"

#include <stdlib.h>
#include <string.h>

#include "newsreader/mem.h"
#include "newsreader/utf8.h"

enum { SOUGHT_MAX = 32 };	/* words; further ones are ignored */

typedef int take_token(void *ctx, int flags, const char *token, int n, int start, int end);

/* A tokenizer that wraps unicode61. */
struct tokenizer {
	fts5_tokenizer module;
	Fts5Tokenizer *inner;
};

struct nr_words {
	struct tokenizer *t;
	struct nr_buf sought;		/* the words, each with a final NUL */
	size_t at[SOUGHT_MAX], len[SOUGHT_MAX];
	size_t n;
	uint32_t first, last;		/* bit k: part begins, ends with word k */
	uint32_t prefix;		/* bit k: word k matches as a prefix */
};

static fts5_api *
find_api(sqlite3 *db)
{
	fts5_api *api = NULL;
	sqlite3_stmt *st = NULL;

	if (sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &st, NULL) == SQLITE_OK) {
		sqlite3_bind_pointer(st, 1, (void *)&api, "fts5_api_ptr", NULL);
		sqlite3_step(st);
	}
	sqlite3_finalize(st);
	return api;
}

static void
free_tokenizer(Fts5Tokenizer *p)
{
	struct tokenizer *t = (struct tokenizer *)p;

	if (t->inner)
		t->module.xDelete(t->inner);
	free(t);
}

static int
make_tokenizer(void *ctx, const char **args, int n, Fts5Tokenizer **out)
{
	const char *plain[] = { "remove_diacritics", "2" };
	fts5_api *api = ctx;
	struct tokenizer *t = nr_calloc(1, sizeof *t);
	void *user = NULL;
	int rc = api->xFindTokenizer(api, "unicode61", &user, &t->module);

	(void)args;
	(void)n;
	if (rc == SQLITE_OK)
		rc = t->module.xCreate(user, plain, 2, &t->inner);
	if (rc != SQLITE_OK) {
		free(t);
		return rc;
	}
	*out = (Fts5Tokenizer *)t;
	return SQLITE_OK;
}

/* ---- tokenizing ---- */

struct cut {
	void *ctx;
	take_token *take;
};

static bool
stands_alone(uint32_t cp)
{
	return (cp >= 0x2e80 && cp <= 0x9fff) || (cp >= 0xf900 && cp <= 0xfaff) ||
		(cp >= 0x20000 && cp <= 0x3ffff);
}

static bool
may_stand_alone(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)s[i] >= 0xe2)
			return true;
	return false;
}

static int
cut_token(void *ctx, int flags, const char *token, int n, int start, int end)
{
	const struct cut *cut = ctx;
	size_t len = (size_t)n, from = 0, step;
	int rc = SQLITE_OK;

	if (!may_stand_alone(token, len))
		return cut->take(cut->ctx, flags, token, n, start, end);
	for (size_t i = 0; i < len && rc == SQLITE_OK; i += step) {
		uint32_t cp;

		step = nr_utf8_decode(token + i, len - i, &cp);
		if (!stands_alone(cp) && i + step < len)
			continue;
		if (stands_alone(cp) && i > from)
			rc = cut->take(cut->ctx, flags, token + from, (int)(i - from), start,
				end);
		if (stands_alone(cp))
			from = i;
		if (rc == SQLITE_OK)
			rc = cut->take(cut->ctx, flags, token + from, (int)(i + step - from),
				start, end);
		from = i + step;
	}
	return rc;
}

static int
tokenize(Fts5Tokenizer *p, void *ctx, int flags, const char *text, int n, take_token *take)
{
	const struct tokenizer *t = (const struct tokenizer *)p;
	struct cut cut = { ctx, take };

	return t->module.xTokenize(t->inner, &cut, flags, text, n, cut_token);
}

int
nr_words_register(sqlite3 *db)
{
	fts5_tokenizer module = { make_tokenizer, free_tokenizer, tokenize };
	fts5_api *api = find_api(db);

	if (!api)
		return SQLITE_ERROR;
	return api->xCreateTokenizer(api, NR_WORDS_NAME, api, &module, NULL);
}

/* ---- searching ---- */

struct nr_words *
nr_words_new(sqlite3 *db)
{
	fts5_api *api = db ? find_api(db) : NULL;
	Fts5Tokenizer *t = NULL;
	struct nr_words *w;

	if (!api || make_tokenizer(api, NULL, 0, &t) != SQLITE_OK)
		return NULL;
	w = nr_calloc(1, sizeof *w);
	w->t = (struct tokenizer *)t;
	return w;
}

void
nr_words_free(struct nr_words *w)
{
	if (!w)
		return;
	free_tokenizer((Fts5Tokenizer *)w->t);
	nr_buf_release(&w->sought);
	free(w);
}

static int
keep_word(void *ctx, int flags, const char *token, int n, int start, int end)
{
	struct nr_words *w = ctx;

	(void)flags;
	(void)start;
	(void)end;
	if (w->n == SOUGHT_MAX)
		return SQLITE_DONE;
	w->at[w->n] = w->sought.len;
	w->len[w->n++] = (size_t)n;
	nr_buf_add(&w->sought, token, (size_t)n);
	nr_buf_addch(&w->sought, '\0');
	return SQLITE_OK;
}

bool
nr_words_seek(struct nr_words *w, const char *text)
{
	const char *part;
	size_t at = 0, n, words;

	nr_buf_clear(&w->sought);
	w->n = 0;
	w->first = w->last = w->prefix = 0;
	while (strlen(text) <= INT32_MAX && nr_utf8_sought(text, &at, &part, &n)) {
		words = w->n;
		tokenize((Fts5Tokenizer *)w->t, w, FTS5_TOKENIZE_QUERY, part, (int)n,
			keep_word);
		if (w->n == words)
			continue;
		w->first |= UINT32_C(1) << words;
		w->last |= UINT32_C(1) << (w->n - 1);
		w->prefix = part[n] == '"' ? 0 : UINT32_C(1) << (w->n - 1);
	}
	return w->n > 0;
}

struct match {
	const struct nr_words *w;
	uint32_t open;		/* bit k: a part up to its word k matches the last tokens */
	uint32_t found;		/* as `last`: the parts found */
};

static int
match_word(void *ctx, int flags, const char *token, int n, int start, int end)
{
	struct match *m = ctx;
	const struct nr_words *w = m->w;
	uint32_t follows = (m->open & ~w->last) << 1 | w->first;

	(void)flags;
	(void)start;
	(void)end;
	m->open = 0;
	for (size_t k = 0; k < w->n && follows >> k; k++) {
		bool fits = w->prefix >> k & 1 ? (size_t)n >= w->len[k]
			: (size_t)n == w->len[k];

		if (follows >> k & 1 && fits &&
			memcmp(token, w->sought.data + w->at[k], w->len[k]) == 0)
			m->open |= UINT32_C(1) << k;
	}
	m->found |= m->open & w->last;
	return m->found == w->last ? SQLITE_DONE : SQLITE_OK;
}

bool
nr_words_match(struct nr_words *w, const char *s, size_t n, uint32_t *found)
{
	struct match m = { .w = w, .found = *found };

	if (w->n && s && n <= INT32_MAX)
		tokenize((Fts5Tokenizer *)w->t, &m, FTS5_TOKENIZE_DOCUMENT, s, (int)n,
			match_word);
	*found = m.found;
	return w->n && m.found == w->last;
}

/* The words hold letters and digits only, so no FTS5 syntax is possible. */
void
nr_words_add_query(const struct nr_words *w, struct nr_buf *out)
{
	for (size_t k = 0; k < w->n; k++) {
		bool first = w->first >> k & 1, last = w->last >> k & 1;

		nr_buf_addz(out, !first ? " " : k ? " AND \"" : "\"");
		nr_buf_add(out, w->sought.data + w->at[k], w->len[k]);
		nr_buf_addz(out, !last ? "" : w->prefix >> k & 1 ? "\" *" : "\"");
	}
}
