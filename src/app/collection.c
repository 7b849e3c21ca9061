/* Opens the store for a set of roots and checks topic names against it. */
#include "config.h"

#include "app/collection.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/texts.h"
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

int64_t
app_roots_id(const struct app_roots *roots)
{
	char **sorted = nr_calloc(roots->n + 1, sizeof(*sorted));
	struct nr_buf joined = NR_BUF_INIT;
	int64_t id;

	memcpy(sorted, roots->v, roots->n * sizeof(*sorted));
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
	int64_t id = app_roots_id(roots);
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

/* Report an unknown topic with the nearest of those that the store has. */
static void
unknown_topic(const struct nr_counts *topics, const char *typed, struct nr_error *err)
{
	unsigned *far = nr_calloc(topics->n + 1, sizeof(*far));
	char *folded = nr_utf8_fold(typed, strlen(typed));
	struct nr_buf text = NR_BUF_INIT;
	const char *names[NEAREST];
	size_t n = 0;

	for (size_t i = 0; i < topics->n; i++) {
		char *topic = nr_utf8_fold(topics->v[i].name, strlen(topics->v[i].name));

		far[i] = score(folded, topic);
		free(topic);
	}
	for (; n < NEAREST; n++) {
		size_t best = topics->n;

		for (size_t i = 0; i < topics->n; i++)
			if (far[i] > 0 && (best == topics->n || far[i] < far[best]))
				best = i;
		if (best == topics->n)
			break;
		names[n] = topics->v[best].name;
		far[best] = 0;
	}
	nr_utf8_clean_line(&text, typed, strlen(typed));
	if (n == 0)
		nr_error_set(err, NR_ERR_NOT_FOUND, APP_MSG(NO_TOPIC), nr_buf_str(&text));
	else if (n == 1)
		nr_error_set(err, NR_ERR_NOT_FOUND, APP_MSG(NO_TOPIC_BUT_1), nr_buf_str(&text),
			names[0]);
	else if (n == 2)
		nr_error_set(err, NR_ERR_NOT_FOUND, APP_MSG(NO_TOPIC_BUT_2), nr_buf_str(&text),
			names[0], names[1]);
	else
		nr_error_set(err, NR_ERR_NOT_FOUND, APP_MSG(NO_TOPIC_BUT_3), nr_buf_str(&text),
			names[0], names[1], names[2]);
	nr_buf_release(&text);
	free(folded);
	free(far);
}

const char *
app_topics_spell(struct nr_store *store, struct nr_filter *filter)
{
	struct nr_error ignored = NR_ERROR_INIT;	/* app_topics_check meets it again
							 * when it lists all topics */
	const char *unknown = NULL;

	for (size_t i = filter->n_topics; i-- > 0;) {
		char *name = nr_store_topic(store, filter->topics[i], &ignored);

		if (name) {
			free(filter->topics[i]);
			filter->topics[i] = name;
		} else {
			unknown = filter->topics[i];
		}
	}
	return unknown;
}

int
app_topics_check(struct nr_store *store, struct nr_filter *filter, struct nr_error *err)
{
	const char *unknown = app_topics_spell(store, filter);
	struct nr_counts topics;

	if (!unknown)
		return 0;
	if (nr_store_topics(store, &topics, err) < 0)
		return -1;
	unknown_topic(&topics, unknown, err);
	nr_counts_release(&topics);
	return -1;
}
