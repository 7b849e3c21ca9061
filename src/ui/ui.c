/* The main loop of the interactive program. */
#include "config.h"

#include "ui/ui.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "ui/screen.h"

enum {
	FDS_MAX = 7 + UI_CHILDREN_MAX,
	PAUSE_MS = 2	/* time for the terminal to show the output, in ms */
};

static void
handle(struct ui *ui, const struct ui_event *e)
{
	switch (e->kind) {
	case UI_EVENT_NONE:
		break;
	case UI_EVENT_KEY:
		ui_key(ui, e->key);
		break;
	case UI_EVENT_PASTE:
		ui_paste(ui, e->text, e->len);
		break;
	case UI_EVENT_RESIZE:
		ui_hints_end(ui);
		ui_divider_drop(ui);
		ui->dirty = true;
		break;
	case UI_EVENT_REPAINT:
		ui->dirty = true;
		break;
	case UI_EVENT_CLICK:
	case UI_EVENT_WHEEL:
	case UI_EVENT_DRAG:
	case UI_EVENT_RELEASE:
		ui_mouse(ui, e);
		break;
	case UI_EVENT_QUIT:
		ui->quit = true;
		break;
	}
}

/* Handle all waiting events, so that the screen is drawn once for all of them. */
static void
handle_all(struct ui *ui)
{
	const struct nr_job *scan;
	struct ui_event e;
	bool changed;

	do {
		e = ui_next_event(ui);
		handle(ui, &e);
	} while (e.kind != UI_EVENT_NONE && !ui->quit);
	ui_reap(ui);
	ui->s->shown.reading = ui->focus != UI_PANEL_LIST;
	scan = ui->s->scanner.job;
	changed = app_session_take_messages(ui->s);
	if (changed && ui->s->scanner.job != scan)
		ui_refresh_overlay(ui);
	changed |= app_session_follow(ui->s);
	changed |= ui_take_answer(ui);
	if (ui_settings_follow(ui)) {
		ui_refresh_overlay(ui);
		changed = true;
	}
	if (changed) {
		ui_fit(ui);
		ui->dirty = true;
	}
}

/* The shorter of two timeouts; -1 is never. */
static int
earlier(int a, int b)
{
	return a < 0 || (b >= 0 && b < a) ? b : a;
}

/* Milliseconds until something is due, -1 for never. */
static int
timeout(const struct ui *ui)
{
	int ours = earlier(app_session_timeout(ui->s), ui_settings_timeout(ui));
	int programs = earlier(ui_reap_timeout(ui), app_capture_timeout(&ui->capture));

	return earlier(earlier(ours, programs), ui->term->timeout(ui->term->self));
}

static int
wait_for_events(struct ui *ui, struct nr_error *err)
{
	struct pollfd fds[FDS_MAX];
	int term[2], capture[2];
	nfds_t n = 0;
	size_t i;

	ui->term->fds(ui->term->self, term);
	fds[n++] = (struct pollfd){ .fd = term[0], .events = POLLIN };
	fds[n++] = (struct pollfd){ .fd = term[1], .events = POLLIN };
	fds[n++] = (struct pollfd){ .fd = nr_jobs_fd(ui->s->jobs), .events = POLLIN };
	fds[n++] = (struct pollfd){ .fd = nr_watch_fd(ui->s->scanner.watch), .events = POLLIN };
	app_capture_fds(&ui->capture, capture);
	fds[n++] = (struct pollfd){ .fd = capture[0], .events = POLLIN };
	fds[n++] = (struct pollfd){ .fd = capture[1], .events = POLLIN };
	fds[n++] = (struct pollfd){ .fd = ui_settings_fd(ui), .events = POLLIN };
	for (i = 0; i < ui->n_children; i++)
		fds[n++] = (struct pollfd){ .fd = app_child_fd(ui->children[i].child),
			.events = POLLIN };
	while (!ui_is_prepared(ui) && poll(fds, n, ui->prepared ? 0 : PAUSE_MS) == 0)
		ui_prefetch(ui);
	if (poll(fds, n, timeout(ui)) < 0 && errno != EINTR)
		return nr_error_sys(err, errno, "cannot wait for keys");
	return 0;
}

static int
loop(struct ui *ui, struct nr_error *err)
{
	while (!ui->quit) {
		if (ui->dirty)
			ui_draw(ui);
		if (wait_for_events(ui, err) < 0)
			return -1;
		handle_all(ui);
	}
	return 0;
}

static void
release(struct ui *ui)
{
	ui_close_overlay(ui);
	ui_pager_release(&ui->article);
	ui_prompt_release(&ui->prompt);
	ui_history_release(&ui->searches);
	ui_history_release(&ui->commands);
	ui_history_release(&ui->saves);
	ui_history_release(&ui->pipes);
	ui_history_release(&ui->runs);
	ui_folder_release(&ui->folder);
	app_capture_cancel(&ui->capture);
	free(ui->save_path);
	nr_buf_release(&ui->commands_left);
	nr_ids_release(&ui->held);
	nr_ids_release(&ui->related_matches.positions);
	free(ui->related_matches.text);
	ui_settings_end(ui);
	ui_canvas_release(&ui->canvas);
	free(ui->search.text);
	app_session_close(ui->s);
}

/* Write the marks at the end; an error if they should be kept and cannot be. */
static int
check_marks(const struct ui *ui, bool read_only, struct nr_error *err)
{
	struct nr_error failed = NR_ERROR_INIT;

	if (read_only || (ui->s->marks.n == 0 && !nr_store_is_unkept(ui->s->store)))
		return 0;
	/* What cannot be written may be the place in the list alone. */
	if (nr_store_keep(ui->s->store, &failed) < 0 && nr_store_is_unkept(ui->s->store)) {
		*err = failed;
		return -1;
	}
	if (nr_store_state_is_kept(ui->s->store))
		return 0;
	return nr_error_set(err, NR_ERR_STATE, "the marks of this run could not be kept");
}

/* Leave to the next run how the screen looks. */
static void
leave(struct ui *ui)
{
	ui->s->resume.layout = (int)ui->mode;
	ui->s->resume.zoomed = ui->zoomed && ui->list_zoomed;
	app_session_leave(ui->s, ui->config->read.options);
}

/* Write the reading positions at the end; failure is not an error. */
static void
keep_places(const struct ui *ui, bool read_only)
{
	struct nr_error ignored = NR_ERROR_INIT;

	if (!read_only && ui->s->marks.n == 0)
		nr_store_keep(ui->s->store, &ignored);
}

int
ui_run(const struct ui_start *start, struct nr_error *err)
{
	struct ui ui;
	int rc = -1;

	memset(&ui, 0, sizeof(ui));
	ui.term = start->terminal;
	ui.config = start->config;
	ui.read_only = start->session.read_only;
	ui.canvas.ascii = start->ascii || start->terminal->ascii;
	ui.canvas.spoken = nr_options_bool(start->session.options, NR_OPT_SCREEN_READER);
	if (app_session_open(&start->session, &ui.s, err) < 0)
		goto out;
	ui_divider_restore(&ui);
	ui_settings_begin(&ui);
	ui.mode = (enum ui_mode)ui.s->resume.layout;
	ui.zoomed = ui.list_zoomed = ui.s->resume.zoomed;
	app_messages_report_start(&ui.s->messages, ui.s->roots, start->notes);
	app_session_preview(ui.s);
	/* Show the articles of the index before doing anything else. */
	ui_draw(&ui);
	app_session_read_list(ui.s);
	ui.dirty = true;
	app_session_start_scan(ui.s, false);
	rc = loop(&ui, err);
	ui_forget_children(&ui);
	ui_keep_position(&ui);
	app_session_finish_marking(ui.s);
	leave(&ui);
	keep_places(&ui, start->session.read_only);
	if (rc == 0)
		rc = check_marks(&ui, start->session.read_only, err);
out:
	release(&ui);
	return rc;
}
