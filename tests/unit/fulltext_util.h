/*
 * The engine of full texts as a test uses it: a folder of its own, a server, articles made
 * by hand. Include it behind <cmocka.h>.
 */
#ifndef UNIT_FULL_UTIL_H
#define UNIT_FULL_UTIL_H

#include <poll.h>

#include "app/fulltext.h"
#include "lib/httpd.h"
#include "newsreader/pages.h"
#include "unit/store_util.h"

#define TITLE "Harbour ferries return after a long winter storm"
#define EXCERPT "The first ferries crossed the harbour on Sunday morning," \
	" nine days after a storm had broken the northern pier."
#define TEXT EXCERPT " Passengers waited in rows along the quay while the crews checked" \
	" every rope and ladder twice.</p><p>The company said that the evening" \
	" crossings would follow within a week, once divers have looked at the piles" \
	" under the bridge. Nobody was hurt, but several boats still lie on the beach" \
	" where the water left them, and the fishermen want to know who pays for them."
#define PAGE(title, text) "<!DOCTYPE html><html lang=en><head><title>" title \
	"</title></head><body><nav><a href=/>Home</a></nav><article><h1>" title \
	"</h1><p>" text "</p></article></body></html>"
#define GOOD PAGE(TITLE, TEXT)

struct full_fixture {
	char *dir;
	struct nr_options *options;
	struct app_roots roots;
	struct nr_jobs *jobs;
	struct app_online online;
	struct app_fulltext *full;
};

static const char full_every_host[] = "localhost a.localhost b.localhost feeds.localhost";

/* The servers of these tests speak HTTPS, with certificates of this authority. */
static struct httpd_ca *full_ca;

static inline struct httpd *
full_serve(const struct httpd_route *routes, size_t n)
{
	full_ca = full_ca ? full_ca : httpd_ca_new();
	return httpd_start(&(struct httpd_config){ .routes = routes, .n_routes = n,
		.ca = full_ca, .certified = full_every_host });
}

static inline void
full_open(struct full_fixture *f)
{
	struct nr_error err = NR_ERROR_INIT;

	assert_int_equal(nr_jobs_new(1, &f->jobs, &err), 0);
	app_online_init(&f->online, f->options);
	f->full = app_fulltext_new(f->jobs, f->options, &f->roots, &f->online, NULL);
}

static inline void
full_close(struct full_fixture *f)
{
	app_fulltext_stop(f->full);
	nr_jobs_free(f->jobs);
	app_fulltext_free(f->full);
	app_online_release(&f->online);
}

static inline void
full_set(struct full_fixture *f, const char *name, const char *value)
{
	struct nr_error err = NR_ERROR_INIT;

	assert_int_equal(nr_options_set(f->options, name, value, &err), 0);
}

/* The same with other options. */
static inline void
full_reopen(struct full_fixture *f, const char *name, const char *value)
{
	full_close(f);
	full_set(f, name, value);
	full_open(f);
}

/* The same without all that it knew. */
static inline void
full_forget(struct full_fixture *f)
{
	char *path = nr_fs_join(f->dir, "newsreader");

	full_close(f);
	nftw(path, util_remove, 16, FTW_DEPTH | FTW_PHYS);
	free(path);
	full_open(f);
}

static inline int
full_setup(void **state)
{
	struct full_fixture *f = nr_calloc(1, sizeof(*f));

	f->dir = util_make_folder();
	setenv("XDG_CACHE_HOME", f->dir, 1);
	setenv("XDG_STATE_HOME", f->dir, 1);
	f->options = nr_options_new();
	f->roots.v = nr_calloc(2, sizeof(*f->roots.v));
	f->roots.v[f->roots.n++] = nr_fs_join(f->dir, "articles");
	assert_int_equal(mkdir(f->roots.v[0], 0700), 0);
	full_set(f, "allow-private-hosts", full_every_host);
	full_set(f, "archive-url", "");
	full_set(f, "ca-file", httpd_ca_file(full_ca));
	full_open(f);
	*state = f;
	return 0;
}

static inline int
full_teardown(void **state)
{
	struct full_fixture *f = *state;

	full_close(f);
	nr_options_free(f->options);
	app_roots_release(&f->roots);
	util_drop_folder(f->dir);
	free(f);
	return 0;
}

/* ---- asking and hearing ---- */

/* Takes and releases the next message; waits for it. */
static inline void
full_next(struct full_fixture *f, struct app_fulltext_msg *out)
{
	struct pollfd p = { .fd = nr_jobs_fd(f->jobs), .events = POLLIN };
	struct app_fulltext_msg *msg;

	assert_int_equal(poll(&p, 1, HTTPD_SECONDS * 1000), 1);
	msg = (struct app_fulltext_msg *)nr_jobs_take(f->jobs);
	assert_non_null(msg);
	app_fulltext_take(f->full, msg);
	*out = *msg;
	msg->report = msg->title = NULL;
	nr_msg_release(&msg->base);
}

/* What became of an article. */
struct full_end {
	bool found, fresh;
	enum app_source_kind source;
	char report[512];
	char error[1024];
};

/* Up to the end of everything; *end is of the last article that ended. */
static inline void
full_wait(struct full_fixture *f, struct full_end *end)
{
	struct app_fulltext_msg msg = { .kind = APP_FULLTEXT_AT };
	struct app_fulltext_state state = { .running = true };

	while (state.running) {
		full_next(f, &msg);
		if (msg.kind == APP_FULLTEXT_ENDED) {
			*end = (struct full_end){ .found = msg.found, .fresh = msg.fresh,
				.source = msg.source };
			snprintf(end->report, sizeof(end->report), "%s", msg.report);
			snprintf(end->error, sizeof(end->error), "%s", msg.error.text);
		}
		free(msg.report);
		free(msg.title);
		app_fulltext_state(f->full, &state);
	}
}

static inline struct full_end
full_ask(struct full_fixture *f, struct nr_article *a, enum app_fulltext_how how)
{
	struct nr_error err = NR_ERROR_INIT;
	struct full_end end = { .report = "nothing has ended" };

	a->title = a->title ? a->title : TITLE;
	a->excerpt = a->excerpt ? a->excerpt : EXCERPT;
	nr_article_identify(a, "/x.md");
	if (app_fulltext_ask(f->full, a, how, &err) < 0)
		snprintf(end.error, sizeof(end.error), "%s", err.text);
	else
		full_wait(f, &end);
	return end;
}

#endif
