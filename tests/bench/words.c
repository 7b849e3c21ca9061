#include "config.h"

#include "bench/words.h"

#include <stdlib.h>

#include "newsreader/buf.h"
#include "newsreader/mem.h"

enum { SCALE = 1 << 24 };

/* The most frequent ones are real. */
static const char *const common[] = {
	"the", "to", "of", "and", "a", "in", "for", "on", "is", "that", "with", "says",
	"at", "as", "by", "from", "will", "his", "has", "it", "after", "president",
	"new", "be", "was", "over", "election", "are", "more", "state", "an", "but",
	"who", "have", "he", "senate", "this", "not", "about", "house", "their",
	"people", "white", "vote", "year", "first", "bill", "what", "one", "would",
	"could", "news", "court", "how", "up", "were", "law", "plan", "against",
	"government", "party", "voters", "governor", "week", "out", "former", "two",
	"its", "they", "campaign", "country", "support", "city", "time", "leaders",
	"million", "policy", "national", "report", "economy", "global", "health",
	"school", "tax", "summit", "power", "energy", "climate", "budget", "world",
	"security", "members", "meeting", "during", "rights", "market", "county",
	"team", "public", "call", "deal", "group", "ahead", "minister", "border",
	"talks", "next", "race", "study", "workers", "research", "company",
	"technology", "data", "learning", "police", "community",
};

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

void
bench_zipf_init(struct bench_zipf *z, size_t n, unsigned flat)
{
	uint64_t sum = 0;

	z->sums = nr_calloc(n, sizeof(*z->sums));
	z->n = n;
	for (size_t i = 0; i < n; i++)
		z->sums[i] = sum += SCALE / (i + 1 + flat);
}

size_t
bench_zipf_pick(const struct bench_zipf *z, struct bench_random *r)
{
	uint64_t at = bench_random_below(r, (uint32_t)z->sums[z->n - 1]);
	size_t low = 0, high = z->n - 1;

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (z->sums[mid] <= at)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

void
bench_zipf_release(struct bench_zipf *z)
{
	free(z->sums);
}

static char *
make_word(struct bench_random *r)
{
	static const char *const heads[] = {
		"b", "br", "c", "ch", "d", "dr", "f", "g", "gr", "h", "k", "l", "m", "n",
		"p", "pr", "r", "s", "sh", "st", "t", "tr", "v", "w",
	};
	static const char *const cores[] = { "a", "e", "i", "o", "u", "ai", "ea", "ou" };
	static const char *const tails[] = {
		"", "", "n", "r", "s", "l", "nd", "rt", "m"
	};
	uint32_t syllables = 1 + bench_random_below(r, 2) + bench_random_below(r, 2);
	struct nr_buf b = NR_BUF_INIT;

	for (uint32_t i = 0; i < syllables; i++) {
		nr_buf_addz(&b, heads[bench_random_below(r, LENGTH(heads))]);
		nr_buf_addz(&b, cores[bench_random_below(r, LENGTH(cores))]);
		nr_buf_addz(&b, tails[bench_random_below(r, LENGTH(tails))]);
	}
	return nr_buf_take(&b);
}

void
bench_words_init(struct bench_words *w, size_t n)
{
	struct bench_random r = { 1 };

	w->v = nr_calloc(n, sizeof(*w->v));
	for (size_t i = 0; i < n; i++)
		w->v[i] = i < LENGTH(common) ? nr_strdup(common[i]) : make_word(&r);
	bench_zipf_init(&w->ranks, n, 4);
}

const char *
bench_words_pick(const struct bench_words *w, struct bench_random *r)
{
	return w->v[bench_zipf_pick(&w->ranks, r)];
}

void
bench_words_release(struct bench_words *w)
{
	for (size_t i = 0; i < w->ranks.n; i++)
		free(w->v[i]);
	free(w->v);
	bench_zipf_release(&w->ranks);
}
