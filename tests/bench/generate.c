#include "config.h"

#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/words.h"
#include "newsreader/buf.h"
#include "newsreader/fs.h"
#include "newsreader/mem.h"

/*
 * generate FOLDER N [SEED]: write a collection of N articles to FOLDER/articles, and what
 * there is in it to FOLDER/manifest. The same for the same N and seed on every machine.
 */

enum {
	WORDS = 20000,
	TOPICS = 60,
	PROVIDERS = 300,
	PER_FOLDER = 1000,
	RELATED_MAX = 8,
	RELATED_MANY = 250,	/* in one file of a thousand */
	DAYS = 3 * 365,
	/* 2021-06-10T11:00:00Z, in seconds: the newest article. */
	NEWEST = 1623322800
};

struct collection {
	const char *folder;
	uint32_t n;
	uint64_t seed;
	struct bench_words words;
	struct bench_zipf topic_ranks, provider_ranks;
	char *topics[TOPICS], *providers[PROVIDERS];
	uint64_t bytes;
	uint32_t in_topic, unpublished;
};

/* What an article's own file and those that list it say of it. */
struct brief {
	struct nr_buf title, excerpt, url;
	uint32_t provider, quality;
	int64_t date;
	bool is_short;		/* of the two forms of AMP addresses */
};

static void
fail(const char *what)
{
	fprintf(stderr, "generate: %s: %s\n", what, strerror(errno));
	exit(1);
}

/* ---- pieces ---- */

static void
add_capital(struct nr_buf *b, const char *word)
{
	char first = *word;

	nr_buf_addch(b, first >= 'a' && first <= 'z' ? (char)(first - 'a' + 'A') : first);
	nr_buf_addz(b, word + 1);
}

static char *
make_name(const struct collection *c, struct bench_random *r, uint32_t words)
{
	struct nr_buf b = NR_BUF_INIT;

	for (uint32_t i = 0; i < words; i++) {
		if (i > 0)
			nr_buf_addch(&b, ' ');
		add_capital(&b, c->words.v[200 + bench_random_below(r, WORDS - 200)]);
	}
	return nr_buf_take(&b);
}

static void
make_names(struct collection *c)
{
	struct bench_random r = { 2 };

	bench_words_init(&c->words, WORDS);
	bench_zipf_init(&c->topic_ranks, TOPICS - 1, 1);
	bench_zipf_init(&c->provider_ranks, PROVIDERS, 2);
	c->topics[0] = nr_strdup("Election");
	for (int i = 1; i < TOPICS; i++)
		c->topics[i] = make_name(c, &r, 1 + bench_random_below(&r, 2));
	for (int i = 0; i < PROVIDERS; i++)
		c->providers[i] = make_name(c, &r, 1 + bench_random_below(&r, 2));
}

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static void
add_domain(struct nr_buf *b, const struct collection *c, uint32_t provider, char dot)
{
	for (const char *s = c->providers[provider]; *s; s++)
		if (*s != ' ')
			nr_buf_addch(b, lower(*s));
	nr_buf_addf(b, "%" PRIu32 "%ccom", provider, dot);
}

/* The calendar of a day since 1970: days are counted from a March, where leap days end a
 * year. */
static void
add_date(struct nr_buf *b, int64_t seconds, const char *format)
{
	int64_t day = seconds / 86400 + 719468;
	int64_t era = day / 146097, in_era = day % 146097;
	int64_t year = (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
	int64_t in_year = in_era - (365 * year + year / 4 - year / 100);
	int64_t month = (5 * in_year + 2) / 153;
	int64_t of_month = in_year - (153 * month + 2) / 5 + 1;

	month += month < 10 ? 3 : -9;
	nr_buf_addf(b, "%04" PRId64 "%s%02" PRId64 "%s%02" PRId64,
		year + era * 400 + (month <= 2), format, month, format, of_month);
}

static void
add_time(struct nr_buf *b, int64_t seconds)
{
	int64_t s = seconds % 86400;

	add_date(b, seconds, "-");
	nr_buf_addf(b, "T%02" PRId64 ":%02" PRId64 ":%02" PRId64 "Z", s / 3600,
		s / 60 % 60, s % 60);
}

static void
add_sealed(struct nr_buf *b, struct bench_random *r, uint32_t n)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	for (uint32_t i = 0; i < n; i += 10) {
		uint64_t bits = bench_random_next(r);

		for (int k = 0; k < 10; k++, bits >>= 6)
			nr_buf_addch(b, digits[bits & 63]);
	}
}

static void
add_sentence(const struct collection *c, struct bench_random *r, struct nr_buf *b,
	size_t len)
{
	size_t start = b->len;

	add_capital(b, bench_words_pick(&c->words, r));
	while (b->len - start < len) {
		uint32_t mark = bench_random_below(r, 40);

		nr_buf_addz(b, mark == 0 ? ", " : mark == 1 ? "’s " : " ");
		nr_buf_addz(b, bench_words_pick(&c->words, r));
	}
}

static uint32_t
least(uint32_t a, uint32_t b)
{
	return a < b ? a : b;
}

/* ---- an article ---- */

static struct bench_random
random_of(const struct collection *c, uint32_t at, uint64_t part)
{
	struct bench_random r = { c->seed * 0x100000001b3U + at * UINT64_C(4) + part };

	bench_random_next(&r);
	return r;
}

static void
make_title(const struct collection *c, struct bench_random *r, uint32_t at,
	struct nr_buf *b)
{
	uint32_t words = 6 + bench_random_below(r, 8);

	for (uint32_t i = 0; i < words; i++) {
		if (i > 0)
			nr_buf_addch(b, ' ');
		add_capital(b, bench_words_pick(&c->words, r));
		if (bench_random_below(r, 30) == 0)
			nr_buf_addz(b, "’s");
	}
	/* To be searched for: in the oldest article only. */
	if (at == c->n - 1)
		nr_buf_addz(b, " Zyzzyva");
}

static void
add_slug(struct nr_buf *b, const struct nr_buf *title)
{
	for (size_t i = 0; i < title->len; i++) {
		char s = lower(title->data[i]);

		if (s == ' ')
			nr_buf_addch(b, '-');
		else if (s >= 'a' && s <= 'z')
			nr_buf_addch(b, s);
	}
}

static void
make_brief(const struct collection *c, uint32_t at, struct brief *a)
{
	struct bench_random r = random_of(c, at, 0);

	nr_buf_clear(&a->title);
	nr_buf_clear(&a->excerpt);
	nr_buf_clear(&a->url);
	a->provider = (uint32_t)bench_zipf_pick(&c->provider_ranks, &r);
	a->quality = 70 + bench_random_below(&r, 80);
	a->date = NEWEST - 60 * (1 + (int64_t)bench_random_below(&r, DAYS * 24 * 60));
	a->is_short = bench_random_below(&r, 2) == 0;
	if (at == 0)
		a->date = NEWEST;
	else if (at == c->n - 1)
		a->date = NEWEST - (DAYS + 1) * INT64_C(86400);
	make_title(c, &r, at, &a->title);
	add_sentence(c, &r, &a->excerpt, 120 + bench_random_below(&r, 180));
	nr_buf_addz(&a->excerpt, bench_random_below(&r, 2) ? " ..." : ".");
	nr_buf_addz(&a->url, "https://www.");
	add_domain(&a->url, c, a->provider, '.');
	nr_buf_addz(&a->url, "/news/");
	add_date(&a->url, a->date, "/");
	nr_buf_addch(&a->url, '/');
	add_slug(&a->url, &a->title);
	nr_buf_addf(&a->url, "-%" PRIu32, at);
}

static void
add_addresses(const struct collection *c, struct nr_buf *b, const char *indent,
	const struct brief *a)
{
	const char *amp = a->is_short ? "?amp=1" : "/amp";
	const char *url = nr_buf_str(&a->url);

	nr_buf_addf(b, "%swebUrl: \"%s\"\n", indent, url);
	nr_buf_addf(b, "%sampWebUrl: \"%s%s\"\n", indent, url, amp);
	nr_buf_addf(b, "%scdnAmpWebUrl: \"https://www-", indent);
	add_domain(b, c, a->provider, '-');
	nr_buf_addf(b, ".cdn.ampproject.org/c/s/%s%s\"\n", url + strlen("https://"), amp);
}

static void
add_images(struct nr_buf *b, const char *indent, struct bench_random *r)
{
	nr_buf_addf(b, "%simages:\n%s  - url: \"https://images.example.com/full/%" PRIx64
		".jpg\"\n", indent, indent, bench_random_next(r));
	nr_buf_addf(b, "%s    width: %" PRIu32 "\n", indent,
		600 + bench_random_below(r, 3000));
	nr_buf_addf(b, "%s    height: %" PRIu32 "\n%s    isCached: true\n", indent,
		400 + bench_random_below(r, 1500), indent);
}

/* Three of four are articles of the collection, the others have no file. */
static uint32_t
pick_related(const struct collection *c, struct bench_random *r)
{
	if (bench_random_below(r, 4) > 0)
		return bench_random_below(r, c->n);
	return c->n + bench_random_below(r, c->n);
}

static void
add_related(const struct collection *c, struct nr_buf *b, struct bench_random *r,
	uint32_t count, struct brief *e)
{
	if (count > 0)
		nr_buf_addz(b, "related:\n");
	for (uint32_t i = 0; i < count; i++) {
		make_brief(c, pick_related(c, r), e);
		nr_buf_addf(b, "  - title: \"%s\"\n    excerpt: \"%s\"\n",
			nr_buf_str(&e->title), nr_buf_str(&e->excerpt));
		nr_buf_addz(b, "    publishedDateTime: ");
		add_time(b, e->date);
		nr_buf_addch(b, '\n');
		add_addresses(c, b, "    ", e);
		nr_buf_addf(b, "    type: article\n    provider:\n      name: %s\n"
			"      domain: ", c->providers[e->provider]);
		add_domain(b, c, e->provider, '.');
		nr_buf_addf(b, "\n    quality: %" PRIu32 "\n", e->quality);
		if (bench_random_below(r, 2) == 0)
			add_images(b, "    ", r);
	}
	if (count > 0)
		nr_buf_addch(b, '\n');
}

static void
add_provider(const struct collection *c, struct nr_buf *b, const struct brief *a)
{
	nr_buf_addf(b, "provider:\n  name: %s\n  domain: ", c->providers[a->provider]);
	add_domain(b, c, a->provider, '.');
	nr_buf_addz(b, "\n  images:\n    - url: \"https://smartableai.github.io/election/"
		"assets/images/organizations/");
	add_domain(b, c, a->provider, '.');
	nr_buf_addz(b, "-50x50.jpg\"\n      width: 50\n      height: 50\n\n");
}

static void
add_topics(struct collection *c, struct nr_buf *b, struct bench_random *r)
{
	uint32_t more = bench_random_below(r, 4);
	bool first = bench_random_below(r, 3) == 0;
	size_t had = TOPICS;

	nr_buf_addz(b, "topics:\n");
	if (first)
		nr_buf_addf(b, "  - %s\n", c->topics[0]);
	c->in_topic += first;
	for (uint32_t i = first ? 0 : 1; i < 1 + more; i++) {
		size_t at = 1 + bench_zipf_pick(&c->topic_ranks, r);

		if (at != had)
			nr_buf_addf(b, "  - %s\n", c->topics[at]);
		had = at;
	}
	if (!first && had == TOPICS)
		nr_buf_addf(b, "  - %s\n", c->topics[TOPICS - 1]);
	nr_buf_addch(b, '\n');
}

static void
add_body(const struct collection *c, struct nr_buf *b, struct bench_random *r)
{
	uint32_t n = 3 + bench_random_below(r, 10);

	nr_buf_addz(b, "<h2>");
	add_sentence(c, r, b, 40);
	nr_buf_addz(b, "</h2>\n");
	for (uint32_t i = 0; i < n; i++) {
		nr_buf_addz(b, "<p>");
		add_sentence(c, r, b, 200 + bench_random_below(r, 300));
		nr_buf_addz(b, " <a href=\"https://www.example.com/more\">");
		add_sentence(c, r, b, 10);
		nr_buf_addz(b, "</a>.</p>\n");
	}
}

static void
add_head(struct collection *c, struct nr_buf *b, const struct brief *a, uint32_t related,
	bool unpublished)
{
	nr_buf_addf(b, "---\ncategory: news\ntitle: \"%s\"\nexcerpt: \"%s\"\n",
		nr_buf_str(&a->title), nr_buf_str(&a->excerpt));
	nr_buf_addz(b, "publishedDateTime: ");
	add_time(b, a->date);
	nr_buf_addf(b, "\noriginalUrl: \"%s\"\n", nr_buf_str(&a->url));
	add_addresses(c, b, "", a);
	nr_buf_addf(b, "type: article\nquality: %" PRIu32 "\n", a->quality);
	if (unpublished)
		nr_buf_addz(b, "heat: -1\npublished: false\n\n");
	else
		nr_buf_addf(b, "heat: %" PRIu32 "\npublished: true\n\n",
			a->quality + 20 * related);
	c->unpublished += unpublished;
	add_provider(c, b, a);
}

static void
make_file(struct collection *c, uint32_t at, struct nr_buf *b, struct brief *a)
{
	struct bench_random r = random_of(c, at, 1);
	uint32_t few = least(bench_random_below(&r, RELATED_MAX + 1),
		bench_random_below(&r, RELATED_MAX + 1));
	uint32_t related = at % 1000 == 500 ? RELATED_MANY : few;
	bool unpublished = bench_random_below(&r, 8) == 0;

	nr_buf_clear(b);
	make_brief(c, at, a);
	add_head(c, b, a, related, unpublished);
	add_topics(c, b, &r);
	if (bench_random_below(&r, 2) == 0) {
		add_images(b, "", &r);
		nr_buf_addch(b, '\n');
	}
	add_related(c, b, &r, related, a);
	nr_buf_addz(b, "secured: \"");
	add_sealed(b, &r, bench_random_below(&r, 3) == 0 ? 360 : 530);
	nr_buf_addz(b, "==;");
	add_sealed(b, &r, 20);
	nr_buf_addz(b, "==\"\n---\n");
	nr_buf_addz(b, bench_random_below(&r, 20) == 0 ? "\n" : "");
	if (bench_random_below(&r, 25) == 0)
		add_body(c, b, &r);
	c->bytes += b->len;
}

/* ---- files ---- */

static void
write_file(const char *path, const struct nr_buf *b)
{
	FILE *f = fopen(path, "wb");

	if (!f || fwrite(b->data, 1, b->len, f) != b->len || fclose(f) != 0)
		fail(path);
}

static void
write_articles(struct collection *c)
{
	struct nr_buf b = NR_BUF_INIT, path = NR_BUF_INIT;
	struct brief a = { NR_BUF_INIT, NR_BUF_INIT, NR_BUF_INIT, 0, 0, 0, false };
	struct nr_error err = NR_ERROR_INIT;

	for (uint32_t i = 0; i < c->n; i++) {
		nr_buf_clear(&path);
		nr_buf_addf(&path, "%s/articles/%04" PRIu32, c->folder, i / PER_FOLDER);
		if (i % PER_FOLDER == 0 && nr_fs_mkdirs(nr_buf_str(&path), &err) < 0)
			fail(err.text);
		nr_buf_addf(&path, "/%07" PRIu32 ".md", i);
		make_file(c, i, &b, &a);
		write_file(nr_buf_str(&path), &b);
	}
	nr_buf_release(&a.title);
	nr_buf_release(&a.excerpt);
	nr_buf_release(&a.url);
	nr_buf_release(&path);
	nr_buf_release(&b);
}

static void
write_manifest(const struct collection *c)
{
	char *path = nr_fs_join(c->folder, "manifest");
	struct nr_buf b = NR_BUF_INIT;

	nr_buf_addf(&b, "articles %" PRIu32 "\nseed %" PRIu64 "\nbytes %" PRIu64
		"\nunpublished %" PRIu32 "\nelection %" PRIu32 "\n", c->n, c->seed,
		c->bytes, c->unpublished, c->in_topic);
	write_file(path, &b);
	nr_buf_release(&b);
	free(path);
}

static void
release(struct collection *c)
{
	for (int i = 0; i < TOPICS; i++)
		free(c->topics[i]);
	for (int i = 0; i < PROVIDERS; i++)
		free(c->providers[i]);
	bench_zipf_release(&c->topic_ranks);
	bench_zipf_release(&c->provider_ranks);
	bench_words_release(&c->words);
}

int
main(int argc, char **argv)
{
	struct collection c = { .seed = 1 };
	unsigned long n = argc > 2 ? strtoul(argv[2], NULL, 10) : 0;

	if (argc < 3 || argc > 4 || n < 2 || n > 10000000) {
		fprintf(stderr, "usage: generate FOLDER N [SEED]\n");
		return 2;
	}
	c.folder = argv[1];
	c.n = (uint32_t)n;
	if (argc == 4)
		c.seed = strtoull(argv[3], NULL, 10);
	make_names(&c);
	write_articles(&c);
	write_manifest(&c);
	release(&c);
	return 0;
}
