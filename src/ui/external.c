/* Runs browsers and editors, and copies text. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "newsreader/clock.h"
#include "newsreader/url.h"
#include "ui/screen.h"

enum { SURE_MS = 1000 };	/* a browser that runs longer than this, in ms, has shown
				 * the page */

/* Run a program in the terminal, and take the terminal back in any case. */
static bool
run_inside(struct ui *ui, const struct app_argv *argv)
{
	struct nr_error err = NR_ERROR_INIT;
	int rc;

	ui->term->leave(ui->term->self);
	rc = app_command_run(argv, &err);
	ui->term->enter(ui->term->self);
	ui->term->redraw(ui->term->self);
	if (rc < 0)
		app_tell(&ui->s->messages, APP_ERROR, err.text);
	return rc == 0;
}

/* Let the reader read what a program wrote. */
static void
await_enter(struct ui *ui)
{
	struct nr_buf text = NR_BUF_INIT;

	nr_buf_addch(&text, '\n');
	nr_buf_addf(&text, APP_MSG(PRESS_TO_RETURN), app_key_name(APP_KEY_ENTER).text,
		PACKAGE_NAME);
	nr_buf_addch(&text, ' ');
	ui->term->await_enter(ui->term->self, nr_buf_str(&text));
	nr_buf_release(&text);
}

void
ui_run_inside(struct ui *ui, const struct app_argv *argv, const struct nr_buf *text)
{
	struct nr_error err = NR_ERROR_INIT;
	int rc;

	ui->term->leave(ui->term->self);
	rc = app_command_pipe(argv, text->len ? text->data : NULL, text->len, &err);
	if (rc >= 0)
		await_enter(ui);
	ui->term->enter(ui->term->self);
	ui->term->redraw(ui->term->self);
	if (rc != 0)
		app_tell(&ui->s->messages, APP_ERROR, err.text);
}

static void
watch(struct ui *ui, struct app_child *child, int64_t reads)
{
	if (ui->n_children == UI_CHILDREN_MAX) {
		app_child_forget(child);
		app_session_mark_read(ui->s, reads);
	} else {
		ui->children[ui->n_children++] = (struct ui_child){
			child, reads, nr_clock_ms() + SURE_MS
		};
	}
}

/* Start a browser; `reads` as in struct ui_child. */
static bool
start(struct ui *ui, const struct app_browser *browser, const char *url, int64_t reads)
{
	struct nr_error err = NR_ERROR_INIT;
	struct nr_buf shown = NR_BUF_INIT;
	struct app_child *child;

	if (browser->kind == APP_BROWSER_TERMINAL) {
		if (!run_inside(ui, &browser->argv))
			return false;
		app_session_mark_read(ui->s, reads);
		return true;
	}
	if (app_child_start(&browser->argv, &child, &err) < 0) {
		app_tell(&ui->s->messages, APP_ERROR, err.text);
		return false;
	}
	nr_url_show(url, &shown);
	app_say(&ui->s->messages, APP_INFO, APP_MSG(OPENING), nr_buf_str(&shown));
	nr_buf_release(&shown);
	watch(ui, child, reads);
	return true;
}

struct app_subject
ui_subject_of(const struct app_article *a, const char *url)
{
	struct app_subject s = {
		.url = url ? url : a->row.url,
		.canonical = a->row.key,
		.title = a->row.title,
		.provider = a->row.provider,
		.file = a->row.path,
	};

	if (a->full) {
		s.original = a->full->original_url;
		s.amp = a->full->amp_url;
	}
	return s;
}

static void
say_no_address(struct ui *ui, const struct app_article *a)
{
	const char *refused = a->full ? a->full->refused : NULL;

	if (refused)
		app_say(&ui->s->messages, APP_ERROR, APP_MSG(NO_WEB_ADDRESS), refused);
	else
		app_say(&ui->s->messages, APP_ERROR, APP_MSG(NO_ADDRESS));
}

void
ui_say_no_address(struct ui *ui)
{
	struct app_article read;
	const struct app_article *a = app_session_look_at(ui->s, ui_subject(ui),
		&read);

	if (a)
		say_no_address(ui, a);
	app_article_release(&read);
}

static bool
browse(struct ui *ui, int64_t id, const char *url, int64_t reads)
{
	struct nr_error err = NR_ERROR_INIT;
	struct app_browser browser;
	struct app_subject subject;
	struct app_article read;
	const struct app_article *a = app_session_look_at(ui->s, id, &read);
	bool started = false;

	if (!a)
		return false;
	subject = ui_subject_of(a, url);
	if (!*subject.url) {
		say_no_address(ui, a);
	} else if (app_browser_find(ui->s->options, &subject, &browser, &err) < 0) {
		app_tell(&ui->s->messages, APP_ERROR, err.text);
	} else {
		started = start(ui, &browser, subject.url, reads);
		app_argv_release(&browser.argv);
	}
	app_article_release(&read);
	return started;
}

bool
ui_browse(struct ui *ui, int64_t id, const char *url)
{
	return browse(ui, id, url, 0);
}

bool
ui_browse_read(struct ui *ui, int64_t id)
{
	return browse(ui, id, NULL, id);
}

/* False, with a message, if it cannot be copied. */
static bool
copy(struct ui *ui, const char *text)
{
	struct nr_error err = NR_ERROR_INIT;

	if (app_copy(ui->s->options, ui->term->copy, ui->term->self, text, strlen(text),
		&err) < 0)
		app_tell(&ui->s->messages, APP_ERROR, err.text);
	return err.code == NR_ERR_NONE;
}

void
ui_copy(struct ui *ui, const char *url)
{
	if (copy(ui, url))
		app_say(&ui->s->messages, APP_INFO, APP_MSG(COPIED), url);
}

void
ui_copy_list(struct ui *ui, const char *lines, size_t n)
{
	if (copy(ui, lines))
		app_say(&ui->s->messages, APP_INFO, APP_MSG_N(COPIED_ADDRESSES, n), n);
}

void
ui_copy_titled(struct ui *ui, const char *title, const char *url)
{
	struct nr_buf text = NR_BUF_INIT;

	nr_buf_addf(&text, "%s\n%s", title, url);
	if (copy(ui, nr_buf_str(&text)))
		app_say(&ui->s->messages, APP_INFO, APP_MSG(COPIED_WITH_TITLE));
	nr_buf_release(&text);
}

void
ui_edit(struct ui *ui, const char *path, unsigned line)
{
	struct nr_error err = NR_ERROR_INIT;
	struct app_argv argv;

	if (strcmp(path, "-") == 0) {
		app_say(&ui->s->messages, APP_WARNING, APP_MSG(NO_EDIT_OF_INPUT));
		return;
	}
	if (app_editor_argv(ui->s->options, path, line, &argv, &err) < 0) {
		app_tell(&ui->s->messages, APP_ERROR, err.text);
		return;
	}
	run_inside(ui, &argv);
	app_argv_release(&argv);
	/* One that runs may have passed the file already. */
	if (ui->s->scanner.job)
		ui->s->scanner.again = true;
	else
		app_session_start_scan(ui->s, false);
}

static void
mark_read(struct ui *ui, struct ui_child *c)
{
	if (!c->reads)
		return;
	app_session_mark_read(ui->s, c->reads);
	c->reads = 0;
	ui->dirty = true;
}

void
ui_reap(struct ui *ui)
{
	size_t i, n = 0;

	for (i = 0; i < ui->n_children; i++) {
		struct ui_child *c = &ui->children[i];
		struct nr_error err = NR_ERROR_INIT;
		int state = app_child_reap(c->child, &err);

		if (state == 0 || nr_clock_ms() >= c->sure_at)
			mark_read(ui, c);
		if (state > 0) {
			ui->children[n++] = *c;
		} else if (state < 0) {
			app_tell(&ui->s->messages, APP_ERROR, err.text);
			ui->dirty = true;
		}
	}
	ui->n_children = n;
}

int
ui_reap_timeout(const struct ui *ui)
{
	int64_t now = nr_clock_ms(), due = INT64_MAX;

	for (size_t i = 0; i < ui->n_children; i++)
		if (ui->children[i].reads && ui->children[i].sure_at < due)
			due = ui->children[i].sure_at;
	return due == INT64_MAX ? -1 : due > now ? (int)(due - now) : 0;
}

void
ui_forget_children(struct ui *ui)
{
	ui_reap(ui);
	for (size_t i = 0; i < ui->n_children; i++) {
		mark_read(ui, &ui->children[i]);
		app_child_forget(ui->children[i].child);
	}
	ui->n_children = 0;
}
