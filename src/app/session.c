/* Opens and closes a session. */
#include "config.h"

#include "app/session.h"

#include <stdlib.h>
#include <string.h>

#include "newsreader/fs.h"
#include "newsreader/mem.h"

/* How many of each job usually run at once; the pool has as many workers. A read job that
 * was given up keeps its worker until it returns. */
static const struct {
	const char *name;	/* for who reads the table */
	unsigned n;
} jobs[] = {
	{ "scan", 1 },
	{ "count of the files", 1 },
	{ "checkpoint", 1 },
	{ "list", 1 },
	{ "matches", 1 },
	{ "file of an article", 2 },
	{ "full texts", 1 },
};

static unsigned
count_workers(void)
{
	unsigned n = 0;

	for (size_t i = 0; i < sizeof(jobs) / sizeof(jobs[0]); i++)
		n += jobs[i].n;
	return n;
}

/* Watch the roots, and the marks in the state folder, which the store has created. */
static void
start_watch(struct app_session *s)
{
	s->scanner.watch = nr_watch_new();
	for (size_t i = 0; i < s->roots->n; i++)
		if (strcmp(s->roots->v[i], "-") != 0)
			nr_watch_root(s->scanner.watch, s->roots->v[i]);
	app_session_watch_marks(s);
}

static void
open_pages(struct app_session *s)
{
	char *path = nr_fs_xdg(NR_FS_CACHE, "pages.db");

	s->pages = nr_pages_new(path);
	free(path);
}

int
app_session_open(const struct app_session_config *config, struct app_session **out,
	struct nr_error *err)
{
	struct app_session *s = nr_calloc(1, sizeof(*s));
	struct nr_diags notes = NR_DIAGS_INIT;
	size_t i;
	unsigned how = APP_STORE_QUICK | (config->read_only ? APP_STORE_READ_ONLY : 0U);
	int rc = -1;

	s->options = config->options;
	s->keymap = config->keymap;
	if (!s->keymap) {
		s->keymap = &s->own_keymap;
		app_keymap_init(s->keymap);
	}
	s->messages.keymap = s->keymap;
	s->roots = config->roots;
	s->given = config->given;
	s->shown.patience = config->patience;
	s->messages.text = nr_strdup("");
	nr_filter_copy(&s->filter, config->filter);
	if (app_store_open(config->roots, how, &s->store, &notes, err) < 0)
		goto out;
	app_session_resume(s);
	app_topics_spell(s->store, &s->filter);
	if (nr_jobs_new(count_workers(), &s->jobs, err) < 0)
		goto out;
	app_online_init(&s->online, s->options);
	s->full = app_fulltext_new(s->jobs, s->options, s->roots, &s->online,
		app_session_take_fulltext);
	open_pages(s);
	start_watch(s);
	for (i = 0; i < notes.n; i++)
		app_tell(&s->messages, APP_WARNING, notes.v[i].text);
	if (!notes.n && *s->roots->source)
		app_say(&s->messages, APP_INFO, APP_MSG(READING), s->roots->label,
			s->roots->source);
	s->messages.n_notes = s->messages.log.n;
	s->messages.unasked = s->messages.tone == APP_INFO;
	*out = s;
	s = NULL;
	rc = 0;
out:
	nr_diags_release(&notes);
	if (s)
		app_session_close(s);
	return rc;
}

void
app_session_close(struct app_session *s)
{
	if (!s)
		return;
	if (s->full)
		app_fulltext_stop(s->full);
	nr_jobs_free(s->jobs);
	app_fulltext_free(s->full);
	app_online_release(&s->online);
	nr_pages_free(s->pages);
	nr_watch_free(s->scanner.watch);
	app_live_release(&s->scanner.live);
	nr_store_close(s->store);
	nr_filter_release(&s->filter);
	app_list_release(&s->list);
	app_article_release(&s->shown.article);
	app_article_release(&s->shown.wanted.a);
	app_article_release(&s->shown.prefetch.a);
	nr_saved_release(&s->shown.page);
	app_session_drop_answer(s);
	app_positions_release(&s->shown.positions);
	app_article_cache_release(&s->shown.cache);
	app_history_release(&s->shown.history);
	app_marks_release(&s->marks);
	app_keymap_release(&s->own_keymap);
	nr_diags_release(&s->messages.log);
	free(s->topic_hint);
	free(s->messages.text);
	free(s);
}
