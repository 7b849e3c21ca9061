/* Draws the screen: the panels, the top and bottom line, the overlay. */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "app/keys.h"
#include "newsreader/clock.h"
#include "newsreader/utf8.h"
#include "ui/screen.h"

enum {
	PROGRESS_AFTER = 150,	/* how long a scan runs before its progress is shown, in
				 * ms */
	BAR_COLS = 20
};

static int
width(const struct nr_buf *b)
{
	return nr_utf8_width(nr_buf_str(b), b->len);
}

/* Cells for the left text, of `left` cells, beside the right one. All of the line if the
 * rest would be too narrow: then the right text is not shown. */
static int
room_beside(const struct ui_rect *r, const struct nr_buf *right, int left)
{
	int room = r->cols - width(right) - 1;

	return left > room && room < r->cols / 3 ? r->cols : room;
}

/* Draw the left text, cut before the right one, both in `style`; hints on keys, with the
 * keys apart. */
static void
draw_line(struct ui *ui, const struct ui_rect *r, unsigned style, const struct nr_buf *left,
	const struct nr_buf *right)
{
	int room = room_beside(r, right, width(left));

	ui_canvas_fill(&ui->canvas, r, style);
	if (memchr(nr_buf_str(left), '\t', left->len))
		ui_key_hints_draw(&ui->canvas, &(struct ui_rect){ r->row, r->col, 1, room },
			0, 0, nr_buf_str(left));
	else
		ui_canvas_field(&ui->canvas, r, 0, 0, room, style, nr_buf_str(left));
	if (room < r->cols)
		ui_canvas_puts(&ui->canvas, r, 0, r->cols - width(right), style,
			nr_buf_str(right), right->len);
}

static void
add_counts(const struct ui *ui, bool unread, struct nr_buf *out)
{
	const struct app_list *l = &ui->s->list;

	if (l->counted && !app_session_length(ui->s)) {
		nr_buf_addz(out, APP_MSG(NO_ARTICLES));
		nr_buf_addch(out, ' ');
		return;
	}
	if (!ui->canvas.spoken)
		nr_buf_addf(out, "%zu/", app_list_length(l)
			? l->before + l->scroll.cursor + 1 : 0);
	if (l->counted && ui->canvas.spoken)
		nr_buf_addf(out, APP_MSG_N(N_ARTICLES, app_session_length(ui->s)),
			app_session_length(ui->s));
	else if (l->counted)
		nr_buf_addf(out, "%zu", app_session_length(ui->s));
	else
		nr_buf_addz(out, "…");
	if (unread && l->unread_counted) {
		nr_buf_addz(out, ", ");
		nr_buf_addf(out, APP_MSG(N_UNREAD), l->unread);
	}
	nr_buf_addch(out, ' ');
}

/* Append the source of the articles and the filter. */
static void
add_listed(const struct ui *ui, bool whole_path, struct nr_buf *out)
{
	const char *label = ui->s->roots->label, *slash = strrchr(label, '/');
	struct nr_buf filter = NR_BUF_INIT;

	nr_filter_describe(&ui->s->filter, &filter);
	nr_buf_addf(out, " %s", slash && slash[1] && !whole_path ? slash + 1 : label);
	if (ui->read_only)
		nr_buf_addf(out, " [%s]", APP_MSG(READ_ONLY));
	if (filter.len)
		nr_buf_addf(out, " · %s", nr_buf_str(&filter));
	nr_buf_release(&filter);
}

/* Draw the top line; if it is too narrow, the path and the counts are shortened, not the
 * filter, which the user may have forgotten. */
static void
draw_top(struct ui *ui)
{
	static const struct {
		bool whole_path, unread;
	} ways[] = { { true, true }, { false, true }, { false, false } };
	struct nr_buf left = NR_BUF_INIT, right = NR_BUF_INIT;
	size_t i = 0;

	do {
		nr_buf_clear(&left);
		nr_buf_clear(&right);
		add_listed(ui, ways[i].whole_path, &left);
		add_counts(ui, ways[i].unread, &right);
	} while (width(&left) + 1 + width(&right) > ui->frame.top.cols
		&& ++i < sizeof(ways) / sizeof(*ways));
	draw_line(ui, &ui->frame.top, UI_STYLE_BAR, &left, &right);
	nr_buf_release(&left);
	nr_buf_release(&right);
}

static void
add_bar(const struct ui *ui, size_t part, size_t whole, struct nr_buf *out)
{
	size_t i, full = part * BAR_COLS / whole;

	for (i = 0; i < BAR_COLS; i++)
		nr_buf_addz(out, ui->canvas.ascii ? (i < full ? "#" : ".")
			: (i < full ? "█" : "░"));
}

static void
add_stop(const struct ui *ui, struct nr_buf *out)
{
	ui_key_hints_add(out, app_action_key(ui->s->keymap, APP_ACTION_STOP).text,
		APP_MSG(HINT_CANCELS));
}

static void
add_progress(const struct ui *ui, struct nr_buf *out)
{
	const struct nr_scan_progress *p = &ui->s->scanner.progress;

	nr_buf_addch(out, ' ');
	if (p->total) {
		nr_buf_addf(out, APP_MSG(SCANNED_OF), p->seen, p->total);
		nr_buf_addch(out, ' ');
		add_bar(ui, p->seen, p->total, out);
	} else if (p->seen) {
		nr_buf_addf(out, APP_MSG(SCANNED), p->seen);
	} else {
		nr_buf_addz(out, APP_MSG(SCANNING));
	}
	if (p->problems) {
		nr_buf_addch(out, ' ');
		nr_buf_addf(out, APP_MSG_N(N_PROBLEMS, p->problems), p->problems);
	}
	add_stop(ui, out);
}

static void
add_fetching(const struct ui *ui, const struct app_fulltext_state *f, struct nr_buf *out)
{
	nr_buf_addch(out, ' ');
	app_session_add_fetching(ui->s, out);
	if (f->total > 1) {
		nr_buf_addch(out, ' ');
		add_bar(ui, f->done + f->failed, f->total, out);
	}
	add_stop(ui, out);
}

static unsigned
tone_style(enum app_tone tone)
{
	return tone == APP_ERROR ? UI_STYLE_ERROR
		: tone == APP_WARNING ? UI_STYLE_WARNING : UI_STYLE_INFO;
}

/* Append "3/12  ": which match of the search this is, and of how many; in words for a screen
 * reader. */
static void
add_matches(const struct ui *ui, struct nr_buf *out)
{
	const struct ui_panel *panel = ui_panels[ui->focus];
	size_t at, n;

	if (ui->overlay || !ui->search.text || !panel->count || !panel->count(ui, &at, &n))
		return;
	if (at)
		nr_buf_addf(out, ui->canvas.spoken ? APP_MSG(MATCH_OF) : "%zu/%zu", at, n);
	else
		nr_buf_addf(out, APP_MSG_N(N_MATCHES, n), n);
	nr_buf_addz(out, "  ");
}

static void
add_place(const struct ui *ui, struct nr_buf *out)
{
	const struct ui_panel *top = ui_top(ui);

	if (ui->count)
		nr_buf_addf(out, "%zu  ", ui->count);
	if (ui->s->list.picked.n && !ui->overlay) {
		nr_buf_addf(out, APP_MSG(N_SELECTED), ui->s->list.picked.n);
		nr_buf_addz(out, "  ");
	}
	if (ui->n_typed)
		nr_buf_addf(out, "%s  ", app_keys_name(ui->typed, ui->n_typed).text);
	add_matches(ui, out);
	if (top->add_place && !ui->canvas.spoken)
		top->add_place(ui, out);
}

static bool
is_due(const struct ui *ui, enum ui_hint_when when)
{
	int64_t id = when >= UI_HINT_UNREAD ? ui_subject(ui) : 0;
	const struct nr_row *row = id ? app_session_cached_row(ui->s, id) : NULL;

	switch (when) {
	case UI_HINT_EXCERPT:
		return ui->article_view != APP_TEXT_FULL;
	case UI_HINT_FULLTEXT:
		return ui->article_view == APP_TEXT_FULL;
	case UI_HINT_WHOLE:
		return !ui->s->filter.text;
	case UI_HINT_NARROWED:
		return ui->s->filter.text != NULL;
	case UI_HINT_UNREAD:
		return row && nr_is_unread(row->marks);
	case UI_HINT_READ:
		return row && !nr_is_unread(row->marks);
	case UI_HINT_ALWAYS:
		break;
	}
	return true;
}

/* While rows are selected, what the next command can do with them. */
static const struct ui_key_hint selection_hints[] = {
	{ APP_ACTION_HELP, "help", UI_HINT_ALWAYS },
	{ APP_ACTION_TOGGLE_READ, "read", UI_HINT_ALWAYS },
	{ APP_ACTION_TOGGLE_STAR, "star", UI_HINT_ALWAYS },
	{ APP_ACTION_HIDE, "hide", UI_HINT_ALWAYS },
	{ APP_ACTION_BROWSE, "browser", UI_HINT_ALWAYS },
	{ APP_ACTION_PICK, "select", UI_HINT_ALWAYS },
	{ APP_ACTION_PICK_RANGE, "select to here", UI_HINT_ALWAYS },
	{ APP_ACTION_COPY_URL, "copy", UI_HINT_ALWAYS },
	{ APP_ACTION_FORGET, "drops the selection", UI_HINT_ALWAYS },
	{ .text = NULL }
};

static const struct ui_key_hint *
hints_of_moment(const struct ui *ui)
{
	const struct ui_panel *top = ui_top(ui);

	if (!ui->overlay && ui->s->list.picked.n)
		return selection_hints;
	return !ui->overlay && ui->search.text ? top->search_hints : top->hints;
}

/* Append the hints of the focused panel or overlay. With an empty list most of its keys
 * would do nothing: there the first and the last are left, and those that fill the list. */
static void
add_panel_hints(const struct ui *ui, struct nr_buf *out)
{
	bool empty = !ui->overlay && !app_list_length(&ui->s->list) && !ui_subject(ui);
	const struct ui_key_hint *first = empty ? ui_top(ui)->hints : hints_of_moment(ui);

	for (const struct ui_key_hint *hint = first; hint->text; hint++) {
		bool last = !hint[1].text;

		if (empty && last)
			ui_add_remedies(ui, out);
		if (empty ? hint == first || last : is_due(ui, hint->when))
			ui_key_hints_add(out, app_action_key(ui->s->keymap,
				hint->action).text, hint->text);
	}
}

/* Append hints on the keys of the focused panel or overlay that fit into `cols`. */
static void
add_key_hints(const struct ui *ui, int cols, struct nr_buf *out)
{
	const struct app_keymap *keymap = ui->s->keymap;
	struct nr_buf hints = NR_BUF_INIT;

	if (ui->n_typed) {
		ui_add_following_keys(ui, &hints);
	} else if (ui->hints.n) {
		nr_buf_addz(&hints, APP_MSG(LETTER_OPENS));
		ui_key_hints_add(&hints, app_key_name(APP_KEY_ESCAPE).text,
			APP_MSG(HINT_ENDS));
	} else {
		add_panel_hints(ui, &hints);
	}
	if (ui->overlay && !ui->n_typed) {
		ui_overlay_add_hints(ui, ui->overlay, &hints);
		ui_key_hints_add(&hints, app_action_key(keymap, APP_ACTION_QUIT).text,
			APP_MSG(HINT_CLOSES));
	}
	ui_key_hints_fit(nr_buf_str(&hints), cols, out);
	nr_buf_release(&hints);
}

/* The full text of the current item, which the menu may have cut. */
static const char *
menu_detail(const struct ui *ui)
{
	const struct ui_item *item = ui_menu_current(&ui->menu);

	return !item ? "" : item->detail ? item->detail : item->text;
}

static bool
takes_long(const struct ui *ui)
{
	return ui->s->scanner.job && nr_clock_ms() - ui->s->scanner.began > PROGRESS_AFTER;
}

/* True if a message is shown. One that the program shows at its start gives way to the
 * progress. */
static bool
shows_message(const struct ui *ui)
{
	return *ui->s->messages.text
		&& (ui->s->list.moved || ui->s->messages.tone != APP_INFO || !takes_long(ui));
}

/* Append the left part of the bottom line, with `cols` cells for key hints. Returns its
 * style. */
static unsigned
add_left(const struct ui *ui, int cols, struct nr_buf *out)
{
	bool free = !ui->hints.n && !ui->overlay && !ui->n_typed;
	struct app_fulltext_state fetching;

	app_fulltext_state(ui->s->full, &fetching);
	if (shows_message(ui)) {
		nr_buf_addf(out, " %s", ui->s->messages.text);
		return tone_style(ui->s->messages.tone);
	}
	if (ui->canvas.spoken && !ui->n_typed) {
		nr_buf_addch(out, ' ');
		nr_buf_addz(out, !free ? "" : takes_long(ui) ? APP_MSG(SCANNING)
			: fetching.running ? APP_MSG(FETCHING_ALL) : "");
	} else if (free && takes_long(ui)) {
		add_progress(ui, out);
	} else if (free && fetching.running) {
		add_fetching(ui, &fetching, out);
	} else {
		nr_buf_addch(out, ' ');
		if (ui_top(ui)->hints || ui->n_typed)
			add_key_hints(ui, cols - 1, out);
		else
			nr_buf_addz(out, menu_detail(ui));
	}
	return UI_STYLE_LABEL;
}

static void
draw_bottom(struct ui *ui)
{
	struct nr_buf left = NR_BUF_INIT, right = NR_BUF_INIT;
	const struct ui_rect *r = &ui->frame.bottom;
	unsigned style;

	if (ui->input) {
		ui->input->draw(ui);
		return;
	}
	add_place(ui, &right);
	style = add_left(ui, room_beside(r, &right, r->cols), &left);
	/* The end of a message is more important than the position. */
	if (width(&left) + 1 + width(&right) > r->cols)
		nr_buf_clear(&right);
	draw_line(ui, r, style, &left, &right);
	nr_buf_release(&left);
	nr_buf_release(&right);
}

void
ui_draw(struct ui *ui)
{
	ui_fit(ui);
	ui_canvas_clear(&ui->canvas);
	nr_store_begin_read(ui->s->store);
	/* A screen reader would read what is below an overlay, too. */
	for (int i = 0; i < UI_PANELS; i++)
		if (ui->frame.panel[i].rows && !(ui->overlay && ui->canvas.spoken))
			ui_panels[i]->draw(ui, &ui->frame.panel[i]);
	nr_store_end_read(ui->s->store);
	if (ui->frame.top.rows) {
		draw_top(ui);
		draw_bottom(ui);
	}
	ui_draw_borders(ui);
	if (ui->overlay)
		ui->overlay->panel->draw(ui, &ui->frame.body);
	ui->term->paint(ui->term->self, &ui->canvas);
	ui->dirty = false;
}
