/* Compares a fetched page with the article's title and excerpt. */
#include "config.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "newsreader/extract.h"
#include "newsreader/mem.h"
#include "newsreader/utf8.h"
#include "extract/same.h"

enum {
	TEXT_MAX_READ = 256 * 1024,	/* bytes of text that are compared */
	EMPTY_WORDS = 20,
	SHORT_WORDS = 400,	/* words; other pages than articles are shorter */
	TEASER_WORDS = 250,
	FEW_WORDS = 6,		/* words of an excerpt that may match by chance */
	WORD_MIN = 4,		/* letters of a significant word */
	SAME = 60,		/* percent of words that match */
	NEAR = 75,
	/* scripts without spaces: pairs of letters count as words */
	WIDE_FROM = 0x2e80
};

/* A set of words as hashes; sorted before it is searched. */
struct words {
	uint64_t *v;
	size_t n, cap;
};

static void
add_word(struct words *w, uint64_t hash)
{
	w->v = nr_grow(w->v, &w->cap, w->n + 1, sizeof *w->v);
	w->v[w->n++] = hash;
}

static void
end_word(struct words *w, uint64_t *hash, size_t *len)
{
	if (*len >= WORD_MIN)
		add_word(w, *hash);
	*hash = 0;
	*len = 0;
}

static void
read_words(struct words *w, const char *s, size_t n)
{
	char *folded = nr_utf8_fold(s, n < TEXT_MAX_READ ? n : TEXT_MAX_READ);
	size_t end = strlen(folded), len = 0;
	uint64_t hash = 0;
	uint32_t cp, last = 0;

	for (size_t i = 0; i < end; last = cp) {
		i += nr_utf8_decode(folded + i, end - i, &cp);
		if (!nr_text_same_is_letter(cp) || cp >= WIDE_FROM) {
			end_word(w, &hash, &len);
			if (nr_text_same_is_letter(cp) && last >= WIDE_FROM
				&& nr_text_same_is_letter(last))
				add_word(w, (uint64_t)last << 32 | cp);
			continue;
		}
		hash = (hash ^ cp) * 1099511628211u;
		len++;
	}
	end_word(w, &hash, &len);
	free(folded);
}

static int
by_value(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* Percentage of the words that are also in `sorted`; 0 without words. */
static unsigned
share(const struct words *some, const struct words *sorted)
{
	size_t hits = 0;

	for (size_t i = 0; i < some->n && sorted->n > 0; i++)
		hits += bsearch(&some->v[i], sorted->v, sorted->n, sizeof *sorted->v,
			by_value) != NULL;
	return some->n > 0 ? (unsigned)(hits * 100 / some->n) : 0;
}

/* Phrases of consent pages and others, folded. */
static const char *const consent[] = {
	"cookie", "consent", "privacy", "gdpr", "vendors", "personal data", "einwilligung",
	"zustimm", "datenschutz", "akzeptieren", "vie privée", "accepter", "consentement",
	"privacidad", "aceptar", "consentimiento", "privacidade", "consenso", "toestemming",
	"zgod", "同意", "隐私", "プライバシー",
};
static const char *const subscribe[] = {
	"subscribe", "subscription", "subscriber", "sign in to", "log in to", "sign up to",
	"create an account", "free trial", "to continue reading", "abonnieren", "abonnent",
	"jetzt testen", "weiterlesen mit", "abonnez", "abonné", "réservé aux",
	"suscríbete", "suscriptor", "suscríbase", "assine", "assinante", "abbonati",
	"abonneer", "prenumerera", "購読", "会員", "订阅",
};
static const char *const missing[] = {
	"404", "not found", "no longer available", "does not exist", "doesn't exist",
	"can't be found", "cannot be found", "couldn't find", "could not be found",
	"nicht gefunden", "nicht mehr verfügbar", "existiert nicht", "introuvable",
	"n'existe", "no encontrada", "no existe", "não encontrada", "non trovata",
	"niet gevonden", "nie znaleziono", "не найдена",
	"見つかりません", "不存在",
};

static unsigned
count(const char *folded, const char *const *phrases, size_t n)
{
	unsigned hits = 0;

	for (size_t i = 0; i < n; i++) {
		const char *p = folded;

		while ((p = strstr(p, phrases[i])) != NULL) {
			hits++;
			p += strlen(phrases[i]);
		}
	}
	return hits;
}

#define COUNT(folded, phrases) count(folded, phrases, sizeof phrases / sizeof phrases[0])

static void
gather(const struct nr_doc *doc, struct nr_buf *text)
{
	nr_buf_addz(text, "");
	for (size_t i = 0; i < doc->n && text->len < TEXT_MAX_READ; i++) {
		const struct nr_block *b = &doc->blocks[i];

		if (b->kind == NR_BLOCK_IMAGE || b->kind == NR_BLOCK_RULE)
			continue;
		nr_buf_add(text, b->text, b->len);
		nr_buf_addch(text, '\n');
	}
}

/* True if the URL has no path. */
static bool
is_home(const char *url)
{
	const char *path = url != NULL ? strstr(url, "://") : NULL;

	if (path == NULL)
		return false;
	path += 3;
	path += strcspn(path, "/");
	return path[strspn(path, "/")] == '\0';
}

/* Similarity of page and article, in percent. */
struct likeness {
	unsigned title;		/* article's title to page's title */
	unsigned title_in_text;
	unsigned excerpt;	/* excerpt to text */
	size_t n_title, n_excerpt;
};

static void
compare(const struct nr_page *page, const struct nr_buf *text, const char *title,
	const char *excerpt, struct likeness *like)
{
	struct words in_text = { .v = NULL }, in_title = { .v = NULL };
	struct words ours = { .v = NULL }, theirs = { .v = NULL };

	read_words(&in_text, text->data, text->len);
	if (page->title != NULL)
		read_words(&in_title, page->title, strlen(page->title));
	read_words(&ours, title, strlen(title));
	read_words(&theirs, excerpt, strlen(excerpt));
	if (in_text.n > 0)
		qsort(in_text.v, in_text.n, sizeof *in_text.v, by_value);
	if (in_title.n > 0)
		qsort(in_title.v, in_title.n, sizeof *in_title.v, by_value);
	*like = (struct likeness){ .title = share(&ours, &in_title),
		.title_in_text = share(&ours, &in_text), .excerpt = share(&theirs, &in_text),
		.n_title = ours.n, .n_excerpt = theirs.n };
	free(in_text.v);
	free(in_title.v);
	free(ours.v);
	free(theirs.v);
}

/* Classify a short page. */
static enum nr_page_is
judge_short(const struct nr_page *page, const char *folded, const struct likeness *like)
{
	bool ours = like->n_excerpt >= FEW_WORDS && like->excerpt >= SAME;
	bool grown = page->words > TEASER_WORDS
		|| page->words > 4 * like->n_excerpt + EMPTY_WORDS;

	if (page->words < TEASER_WORDS && COUNT(folded, subscribe) > 0 && !(ours && grown))
		return NR_PAGE_TEASER;
	if (ours)
		return NR_PAGE_ARTICLE;
	if (COUNT(folded, consent) * 40 > page->words && COUNT(folded, consent) > 2)
		return NR_PAGE_CONSENT;
	return COUNT(folded, missing) > 0 && like->title < NEAR ? NR_PAGE_MISSING
		: NR_PAGE_ARTICLE;
}

enum nr_page_is
nr_page_compare(const struct nr_page *page, const char *title, const char *excerpt)
{
	struct nr_buf text = NR_BUF_INIT;
	struct likeness like;
	enum nr_page_is is = NR_PAGE_ARTICLE;

	gather(&page->doc, &text);
	if (page->title != NULL && page->words < SHORT_WORDS)
		nr_buf_addz(&text, page->title);
	compare(page, &text, title != NULL ? title : "", excerpt != NULL ? excerpt : "", &like);
	if (page->words < SHORT_WORDS) {
		char *folded = nr_utf8_fold(text.data, text.len);

		is = judge_short(page, folded, &like);
		free(folded);
	}
	nr_buf_release(&text);
	if (is == NR_PAGE_ARTICLE && page->words < EMPTY_WORDS)
		return NR_PAGE_EMPTY;
	if (is != NR_PAGE_ARTICLE || like.n_title + like.n_excerpt == 0)
		return is;
	if ((like.n_excerpt > 0 && like.excerpt >= SAME)
			|| (like.n_title > 0 && like.title >= SAME)
			|| (like.n_title > 1 && like.title_in_text >= NEAR))
		return NR_PAGE_ARTICLE;
	return is_home(page->canonical) ? NR_PAGE_HOME : NR_PAGE_OTHER;
}

const char *
nr_page_is_text(enum nr_page_is is)
{
	static const char *const texts[] = {
		[NR_PAGE_ARTICLE] = "article",
		[NR_PAGE_EMPTY] = "no text",
		[NR_PAGE_CONSENT] = "consent page",
		[NR_PAGE_TEASER] = "for subscribers",
		[NR_PAGE_MISSING] = "no such page",
		[NR_PAGE_HOME] = "front page",
		[NR_PAGE_OTHER] = "another article",
	};

	return texts[is];
}
