/* Opens the store for a set of roots and checks topic names against it. */
#include "config.h"

#include "app/collection.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "newsreader/buf.h"
#include "newsreader/fs.h"
#include "newsreader/mem.h"
#include "newsreader/url.h"
#include "newsreader/utf8.h"

static int
by_bytes(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* An id of the set of roots, independent of their order. */
static int64_t
id_of_roots(const struct app_roots *roots)
{
	char **sorted = nr_calloc(roots->n + 1, sizeof(*sorted));
	struct nr_buf joined = NR_BUF_INIT;
	int64_t id;

	for (size_t i = 0; i < roots->n; i++)
		sorted[i] = roots->v[i];
	qsort(sorted, roots->n, sizeof(*sorted), by_bytes);
	for (size_t i = 0; i < roots->n; i++)
		nr_buf_addf(&joined, "%s%s", i > 0 ? "\n" : "", sorted[i]);
	id = nr_url_id(nr_buf_str(&joined));
	nr_buf_release(&joined);
	free(sorted);
	return id;
}

int
app_store_open(const struct app_roots *roots, unsigned how, struct nr_store **out,
	struct nr_diags *notes, struct nr_error *err)
{
	struct nr_store_config config = {
		.read_only = how & APP_STORE_READ_ONLY,
		.quick = how & APP_STORE_QUICK,
	};
	int64_t id = id_of_roots(roots);
	struct nr_buf name = NR_BUF_INIT;
	char *index = NULL;
	char *pages = nr_fs_xdg(NR_FS_CACHE, "pages.db");
	char *state = nr_fs_xdg(NR_FS_STATE, "state.db");
	int rc;

	if (!roots->in_memory) {
		nr_buf_addf(&name, "%016" PRIx64 "/index.db", (uint64_t)id);
		index = nr_fs_xdg(NR_FS_CACHE, nr_buf_str(&name));
		nr_buf_clear(&name);
	}
	nr_buf_addf(&name, "%ld-%016" PRIx64, (long)getpid(), (uint64_t)id);
	config.index_path = index;
	config.pages_path = pages;
	config.state_path = state;
	config.name = nr_buf_str(&name);
	rc = nr_store_open(&config, out, notes, err);
	if (rc == 0 && !state)
		nr_diag_add(notes, NR_WARNING, "state.db", 0, 0,
			"there is no home folder: marks are kept for this run only");
	nr_buf_release(&name);
	free(index);
	free(pages);
	free(state);
	return rc;
}

enum { NEAREST = 3 };

struct nearest {
	const char *names[NEAREST];
	unsigned scores[NEAREST];
	size_t n;
};

static void
nearest_add(struct nearest *best, const char *name, unsigned score)
{
	size_t at = best->n < NEAREST ? best->n++ : NEAREST;

	for (; at > 0 && best->scores[at - 1] > score; at--) {
		if (at < NEAREST) {
			best->names[at] = best->names[at - 1];
			best->scores[at] = best->scores[at - 1];
		}
	}
	if (at < NEAREST) {
		best->names[at] = name;
		best->scores[at] = score;
	}
}

/* The distance of a topic from the one typed, both case-folded; 0: not similar. */
static unsigned
score(const char *typed, const char *topic)
{
	enum { BEGINS = 10, HOLDS = 20, IS_HELD = 30, LEAST = 3 };
	size_t n = strlen(typed);
	unsigned max = n < 6 ? 1 : n < 12 ? 2 : 4;
	unsigned distance = nr_utf8_distance(typed, topic, max);

	if (distance <= max)
		return distance;
	if (n == 0)
		return 0;
	if (strncmp(topic, typed, n) == 0)
		return BEGINS;
	if (strstr(topic, typed))
		return HOLDS;
	return strlen(topic) >= LEAST && strstr(typed, topic) ? IS_HELD : 0;
}

struct topics {
	struct nr_counts counts;
	char **folded;
};

static void
topics_release(struct topics *t)
{
	for (size_t i = 0; t->folded && i < t->counts.n; i++)
		free(t->folded[i]);
	free(t->folded);
	nr_counts_release(&t->counts);
}

static int
unknown_topic(const struct topics *t, const char *typed, const char *folded,
	struct nr_error *err)
{
	struct nearest best = { .n = 0 };
	struct nr_buf text = NR_BUF_INIT;

	for (size_t i = 0; i < t->counts.n; i++) {
		unsigned far = score(folded, t->folded[i]);

		if (far > 0)
			nearest_add(&best, t->counts.v[i].name, far);
	}
	nr_buf_addz(&text, "no topic \"");
	nr_utf8_clean_line(&text, typed, strlen(typed));
	nr_buf_addch(&text, '"');
	for (size_t i = 0; i < best.n; i++)
		nr_buf_addf(&text, "%s\"%s\"", i == 0 ? "; did you mean " :
			i + 1 < best.n ? ", " : " or ", best.names[i]);
	if (best.n > 0)
		nr_buf_addch(&text, '?');
	nr_error_set(err, NR_ERR_NOT_FOUND, "%s", nr_buf_str(&text));
	nr_buf_release(&text);
	return -1;
}

/* Replace one topic by the store's spelling. */
static int
spell_topic(const struct topics *t, char **topic, struct nr_error *err)
{
	char *folded = nr_utf8_fold(*topic, strlen(*topic));
	size_t at = 0;
	int rc = 0;

	while (at < t->counts.n && strcmp(t->folded[at], folded) != 0)
		at++;
	if (at == t->counts.n) {
		rc = unknown_topic(t, *topic, folded, err);
	} else {
		free(*topic);
		*topic = nr_strdup(t->counts.v[at].name);
	}
	free(folded);
	return rc;
}

bool
app_topics_spell(struct nr_store *store, struct nr_filter *filter)
{
	struct nr_error ignored = NR_ERROR_INIT;	/* app_topics_check meets it again
							 * when it lists all topics */
	size_t n = 0;

	for (size_t i = 0; i < filter->n_topics; i++) {
		char *name = nr_store_topic(store, filter->topics[i], &ignored);

		if (!name)
			continue;
		free(filter->topics[i]);
		filter->topics[i] = name;
		n++;
	}
	return n == filter->n_topics;
}

int
app_topics_check(struct nr_store *store, struct nr_filter *filter, struct nr_error *err)
{
	struct topics t = { .folded = NULL };
	struct nr_error ignored = NR_ERROR_INIT;
	int rc = 0;

	if (app_topics_spell(store, filter))
		return 0;
	if (nr_store_topics(store, &t.counts, err) < 0)
		return -1;
	t.folded = nr_calloc(t.counts.n + 1, sizeof(*t.folded));
	for (size_t i = 0; i < t.counts.n; i++) {
		const char *name = t.counts.v[i].name;

		t.folded[i] = nr_utf8_fold(name, strlen(name));
	}
	for (size_t i = 0; i < filter->n_topics; i++)
		rc |= spell_topic(&t, &filter->topics[i], rc < 0 ? &ignored : err);
	topics_release(&t);
	return rc;
}
