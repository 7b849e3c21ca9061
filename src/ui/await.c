/* Waits for the matches of a search without keeping the reader waiting: the screen says so,
 * Esc gives up, and other keys wait for their turn. */
#include "config.h"

#include <errno.h>
#include <poll.h>

#include "ui/screen.h"

static bool
gives_up(const struct ui *ui, uint32_t key)
{
	enum app_action action = app_keymap_action(ui->s->keymap, APP_CONTEXT_LIST, key);

	return key == APP_KEY_ESCAPE || action == APP_ACTION_STOP
		|| action == APP_ACTION_FORGET || action == APP_ACTION_QUIT_NOW;
}

/* Keep the keys that were typed, in their order. False if one of them gives up, after which
 * those before it are dropped. */
static bool
hold_keys(struct ui *ui)
{
	struct ui_event e;

	while ((e = ui->term->next(ui->term->self)).kind != UI_EVENT_NONE) {
		if (e.kind == UI_EVENT_QUIT)
			ui->quit = true;
		if (e.kind == UI_EVENT_KEY && gives_up(ui, e.key)) {
			ui->held.n = ui->held_at = 0;
			ui->quit |= app_keymap_action(ui->s->keymap, APP_CONTEXT_LIST, e.key)
				== APP_ACTION_QUIT_NOW;
			return false;
		}
		if (e.kind == UI_EVENT_KEY)
			nr_ids_add(&ui->held, e.key);
	}
	return !ui->quit;
}

/* The rest of the screen stays as it was: what the key does has only begun. */
static void
draw(struct ui *ui)
{
	const struct ui_rect *r = &ui->frame.bottom;
	struct nr_buf text = NR_BUF_INIT;

	nr_buf_addch(&text, ' ');
	nr_buf_addz(&text, APP_MSG(SEARCHING));
	ui_key_hints_add(&text, app_action_key(ui->s->keymap, APP_ACTION_STOP).text,
		APP_MSG(HINT_CANCELS));
	ui_canvas_fill(&ui->canvas, r, UI_STYLE_LABEL);
	ui_key_hints_draw(&ui->canvas, r, 0, 0, nr_buf_str(&text));
	ui->term->paint(ui->term->self, &ui->canvas);
	nr_buf_release(&text);
}

/* False if that fails. */
static bool
sleep_on(struct ui *ui)
{
	struct pollfd fds[3];
	int term[2];

	ui->term->fds(ui->term->self, term);
	fds[0] = (struct pollfd){ .fd = term[0], .events = POLLIN };
	fds[1] = (struct pollfd){ .fd = term[1], .events = POLLIN };
	fds[2] = (struct pollfd){ .fd = nr_jobs_fd(ui->s->jobs), .events = POLLIN };
	return poll(fds, 3, ui->term->timeout(ui->term->self)) >= 0 || errno == EINTR;
}

bool
ui_await_matches(struct ui *ui, const char *text)
{
	bool goes_on = true;

	if (app_session_seek(ui->s, text))
		return true;
	draw(ui);
	while (goes_on && app_session_is_seeking(ui->s)) {
		goes_on = sleep_on(ui) && hold_keys(ui);
		ui->s->shown.reading = ui->focus != UI_PANEL_LIST;
		app_session_take_messages(ui->s);
	}
	ui->dirty = true;
	if (!goes_on) {
		app_session_stop_seeking(ui->s);
		app_say(&ui->s->messages, APP_INFO, APP_MSG(SEARCH_CANCELLED));
	}
	return goes_on;
}

struct ui_event
ui_next_event(struct ui *ui)
{
	if (ui->held_at < ui->held.n)
		return (struct ui_event){ .kind = UI_EVENT_KEY,
			.key = (uint32_t)ui->held.v[ui->held_at++] };
	ui->held.n = ui->held_at = 0;
	return ui->term->next(ui->term->self);
}
