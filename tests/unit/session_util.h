/*
 * What the tests of the session share: a folder of articles, and a session that reads it.
 */
#ifndef TESTS_SESSION_UTIL_H
#define TESTS_SESSION_UTIL_H

#include <poll.h>

#include "app/session.h"
#include "store_util.h"

struct fixture {
	char *dir, *news;
	struct nr_options *options;
	struct nr_filter filter;
	struct app_roots roots;
	struct app_session *s;
	int64_t id;		/* of the only article, where there is one */
};

/* ---- the inside of the session ---- */

/* The ids of the list from a position on. */
static inline const int64_t *
ids_from(const struct fixture *f, size_t position)
{
	return f->s->list.ids.v + position;
}

static inline size_t
length(const struct fixture *f)
{
	return f->s->list.ids.n;
}

static inline size_t
cursor(const struct fixture *f)
{
	return f->s->list.scroll.cursor;
}

/* The unread articles of the list, and what is known of it. */
static inline const struct app_list *
counts(const struct fixture *f)
{
	return &f->s->list;
}

static inline const struct nr_totals *
totals(const struct fixture *f)
{
	return &f->s->list.totals;
}

/* Differs when the list was read again. */
static inline const void *
list_version(const struct fixture *f)
{
	return f->s->list.ids.v;
}

static inline bool
is_listing(const struct fixture *f)
{
	return f->s->list.job != NULL;
}

static inline const struct app_article *
shown(const struct fixture *f)
{
	return &f->s->shown.article;
}

static inline long
distance(const struct fixture *f, long by)
{
	return app_list_distance(&f->s->list, shown(f)->row.id, by);
}

static inline unsigned
article_version(const struct fixture *f)
{
	return f->s->shown.version;
}

/* The reading of the file of the article to be shown. */
static inline struct app_reading *
wanted(const struct fixture *f)
{
	return &f->s->shown.wanted;
}

static inline void
set_patience(struct fixture *f, int ms)
{
	f->s->shown.patience = ms;
}

/* The reader is in the text. */
static inline void
begin_to_read(struct fixture *f)
{
	f->s->shown.reading = true;
}

/* The reader has pressed a key. */
static inline void
touch(struct fixture *f)
{
	f->s->list.moved = true;
}

static inline bool
is_scanning(const struct fixture *f)
{
	return f->s->scanner.job != NULL;
}

/* A scan that a key asked for gets an answer. */
static inline void
ask_for_scan(struct fixture *f)
{
	f->s->scanner.asked = true;
}

static inline bool
is_unkept(const struct fixture *f)
{
	return f->s->keep_wait != 0;
}

/* When the marks that wait are tried again. */
static inline int64_t
retry_at(const struct fixture *f)
{
	return f->s->keep_at;
}

static inline const char *
message(const struct fixture *f)
{
	return f->s->messages.text;
}

static inline enum app_tone
tone_of_message(const struct fixture *f)
{
	return f->s->messages.tone;
}

static inline const struct nr_diags *
logged(const struct fixture *f)
{
	return &f->s->messages.log;
}

/* ---- articles, and a session of them ---- */

static inline void
set_folder(const char *name, const char *dir, const char *folder)
{
	char *path = nr_fs_join(dir, folder);

	setenv(name, path, 1);
	free(path);
}

/* An article of the given day of May. */
static inline void
write_day(const struct fixture *f, const char *name, int day, const char *more)
{
	char *file = util_format("%s.md", name);
	char *text = util_format("---\ntitle: %s\npublishedDateTime: 2021-05-%02d\n"
		"webUrl: https://x.example/%s\n%s---\n", name, day, name, more);

	util_write(f->news, file, text);
	free(file);
	free(text);
}

static inline void
drop(const struct fixture *f, const char *name)
{
	char *path = nr_fs_join(f->news, name);

	assert_int_equal(unlink(path), 0);
	free(path);
}

static inline void
open_session(struct fixture *f)
{
	struct app_session_config config = { f->options, &f->roots, &f->filter, false, 60000,
		NULL, 0 };
	struct nr_error err = NR_ERROR_INIT;

	assert_int_equal(app_session_open(&config, &f->s, &err), 0);
	app_session_refresh(f->s);
}

/* Wait for the scan as the user interface does. */
static inline void
finish_scan(struct fixture *f)
{
	while (is_scanning(f) || is_listing(f)) {
		struct pollfd fd = { .fd = nr_jobs_fd(f->s->jobs), .events = POLLIN };

		assert_true(poll(&fd, 1, 30000) > 0);
		app_session_take_messages(f->s);
	}
}

static inline void
scan(struct fixture *f)
{
	app_session_start_scan(f->s, false);
	finish_scan(f);
}

/* An empty folder of articles in a home of its own. */
static inline struct fixture *
make_home(void)
{
	struct fixture *f = nr_calloc(1, sizeof(*f));

	f->dir = util_make_folder();
	f->news = nr_fs_join(f->dir, "news");
	assert_int_equal(mkdir(f->news, 0700), 0);
	setenv("HOME", f->dir, 1);
	set_folder("XDG_CACHE_HOME", f->dir, "cache");
	set_folder("XDG_STATE_HOME", f->dir, "state");
	f->options = nr_options_new();
	f->filter = (struct nr_filter)NR_FILTER_INIT;
	return f;
}

/* Read what is there now. */
static inline void
begin(struct fixture *f)
{
	struct nr_error err = NR_ERROR_INIT;

	assert_int_equal(app_roots_resolve(f->options, &f->news, 1, &f->roots, &err), 0);
	open_session(f);
	scan(f);
}

/* Five articles, e the newest; e lists c and a ghost. */
static inline int
setup_five(void **state)
{
	struct fixture *f = make_home();

	write_day(f, "a", 1, "topics: [Odd]\n");
	write_day(f, "b", 2, "excerpt: needle\n");
	write_day(f, "c", 3, "topics: [Odd]\n");
	write_day(f, "d", 4, "excerpt: needle\n");
	write_day(f, "e", 5, "related: [{title: C, webUrl: 'https://x.example/c'}, "
		"{title: G, webUrl: 'https://x.example/g'}]\n");
	begin(f);
	*state = f;
	return 0;
}

static inline int
teardown(void **state)
{
	struct fixture *f = *state;

	app_session_close(f->s);
	app_roots_release(&f->roots);
	nr_filter_release(&f->filter);
	nr_options_free(f->options);
	free(f->news);
	util_drop_folder(f->dir);
	free(f);
	return 0;
}

/* The list as a word, the selected one in capitals, then the article shown: "edCba c". */
static inline void
expect(struct fixture *f, const char *expected)
{
	struct nr_buf b = NR_BUF_INIT;

	for (size_t i = 0; i < length(f); i++) {
		struct nr_row row;

		assert_true(app_session_row(f->s, *ids_from(f, i), &row));
		nr_buf_addch(&b, i == cursor(f) ? (char)(row.title[0] - 'a' + 'A')
			: row.title[0]);
		nr_row_release(&row);
	}
	nr_buf_addf(&b, " %s", shown(f)->row.id ? shown(f)->row.title : "-");
	assert_string_equal(nr_buf_str(&b), expected);
	nr_buf_release(&b);
}

static inline void
expect_message(struct fixture *f, enum app_tone tone, const char *text)
{
	assert_string_equal(message(f), text);
	assert_int_equal(tone_of_message(f), tone);
}

/* What a reader's key does. */
static inline void
select_at(struct fixture *f, size_t position)
{
	touch(f);
	app_session_select(f->s, position);
}

#endif
