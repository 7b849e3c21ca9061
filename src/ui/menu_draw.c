/* Draws a menu in a box. */
#include "config.h"

#include <string.h>

#include "app/texts.h"
#include "newsreader/utf8.h"
#include "ui/menu.h"

enum {
	MIN_COLS = 44,
	MAX_COLS = 104,
	PATH_PART = 4,		/* a path keeps at least one in this many cells of its row */
	GROUP_PART = 4		/* groups take at most one in this many cells of a row */
};

static int
width(const char *s)
{
	return s ? nr_utf8_width(s, strlen(s)) : 0;
}

static bool
has_prompt(const struct ui_menu *m)
{
	return m->typing || m->prompt.text.len;
}

/* The box: as large as the items need, centred; the whole area on a small screen, and for a
 * screen reader, which has one pane at a time. */
static struct ui_rect
box_of(const struct ui_menu *m, const struct ui_canvas *c, const struct ui_rect *area)
{
	int cols = m->cols;
	int items = m->n == 0 ? 1 : m->n < 1000 ? (int)m->n : 1000;
	int rows = items + 2 + has_prompt(m);
	struct ui_rect box;

	if (c->spoken)
		return *area;
	cols = cols < MIN_COLS ? MIN_COLS : cols > MAX_COLS ? MAX_COLS : cols;
	cols = cols > area->cols - 2 ? area->cols : cols;
	rows = rows > area->rows - 1 ? area->rows : rows;
	box.rows = rows;
	box.cols = cols;
	box.row = area->row + (area->rows - rows) / 2;
	box.col = area->col + (area->cols - cols) / 2;
	return box;
}

static size_t
marked(const struct ui_menu *m)
{
	size_t i, n = 0;

	for (i = 0; i < m->n; i++)
		n += m->items[i].marked;
	return n;
}

static void
draw_keys(const struct ui_menu *m, struct ui_canvas *c, const struct ui_rect *inside)
{
	struct nr_buf keys = NR_BUF_INIT, line = NR_BUF_INIT;

	ui_menu_add_keys(m, &keys);
	ui_key_hints_fit(nr_buf_str(&keys), inside->cols - 2, &line);
	nr_buf_addch(&line, ' ');
	ui_canvas_puts(c, inside, inside->rows - 1, 0, UI_STYLE_LABEL, " ", 1);
	ui_key_hints_draw(c, inside, inside->rows - 1, 1, nr_buf_str(&line));
	nr_buf_release(&keys);
	nr_buf_release(&line);
}

/* Append the title, and how many items are selected. Without the position for a screen
 * reader, which would read it out after each key. */
static void
add_title(const struct ui_menu *m, bool spoken, struct nr_buf *out)
{
	nr_buf_addf(out, " %s", m->title);
	if (!spoken)
		nr_buf_addf(out, " %zu/%zu", m->n_shown ? m->scroll.cursor + 1 : 0, m->n_shown);
	if (m->several && marked(m)) {
		nr_buf_addz(out, ", ");
		nr_buf_addf(out, APP_MSG(N_SELECTED), marked(m));
	}
	nr_buf_addch(out, ' ');
}

static void
draw_border(const struct ui_menu *m, struct ui_canvas *c, const struct ui_rect *b)
{
	int right = b->col + b->cols - 1, bottom = b->row + b->rows - 1;
	struct ui_rect inside = { b->row, b->col + 2, b->rows, b->cols - 4 };
	struct nr_buf count = NR_BUF_INIT, note = NR_BUF_INIT;

	ui_canvas_fill(c, b, UI_STYLE_NORMAL);
	ui_canvas_hline(c, b->row, b->col, b->cols, UI_STYLE_BORDER_FOCUS);
	ui_canvas_hline(c, bottom, b->col, b->cols, UI_STYLE_BORDER_FOCUS);
	ui_canvas_vline(c, b->row + 1, b->col, b->rows - 2, UI_STYLE_BORDER_FOCUS);
	ui_canvas_vline(c, b->row + 1, right, b->rows - 2, UI_STYLE_BORDER_FOCUS);
	ui_canvas_puts(c, b, 0, 0, UI_STYLE_BORDER_FOCUS, "┌", 3);
	ui_canvas_puts(c, b, 0, b->cols - 1, UI_STYLE_BORDER_FOCUS, "┐", 3);
	ui_canvas_puts(c, b, b->rows - 1, 0, UI_STYLE_BORDER_FOCUS, "└", 3);
	ui_canvas_puts(c, b, b->rows - 1, b->cols - 1, UI_STYLE_BORDER_FOCUS, "┘", 3);
	add_title(m, c->spoken, &count);
	ui_canvas_puts(c, &inside, 0, 0, UI_STYLE_TITLE, count.data, count.len);
	if (m->note && width(count.data) + width(m->note) + 2 <= inside.cols) {
		nr_buf_addf(&note, " %s ", m->note);
		ui_canvas_puts(c, &inside, 0, inside.cols - width(m->note) - 2,
			UI_STYLE_LABEL, note.data, note.len);
	}
	nr_buf_release(&count);
	nr_buf_release(&note);
	draw_keys(m, c, &inside);
}

/* True if the row shows its group's name: the first row of the group in view does. */
static bool
shows_group(const struct ui_menu *m, size_t position)
{
	const char *group = m->items[m->shown[position]].group;
	const char *before;

	if (!group)
		return false;
	if (position == m->scroll.top)
		return true;
	before = m->items[m->shown[position - 1]].group;
	return !before || strcmp(before, group) != 0;
}

/* The bytes in front of a path that has to be cut for a text of so many cells; 0 if it fits,
 * or has no path. Of the path something stays, and the text is cut at its end then. */
static size_t
find_front(const struct ui_item *item, int cells)
{
	int all = width(item->text), path = nr_utf8_width(item->text, item->path);
	int least = all - cells + 1, most = path - cells / PATH_PART, used = 0;
	size_t n = 0;

	if (all <= cells || most < 1)
		return 0;
	if (least > most)
		least = most;
	/* A wide character is cut as a whole. */
	for (int want = least; used < least && want <= path; want++)
		n = nr_utf8_fit(item->text, item->path, want, &used);
	return n;
}

static void
draw_text(struct ui_canvas *c, const struct ui_rect *line, int col, int cells, unsigned style,
	const struct ui_item *item)
{
	size_t front = item->path > 0 ? find_front(item, cells) : 0;
	struct nr_buf cut = NR_BUF_INIT;

	if (front > 0)
		nr_buf_addf(&cut, "%s%s", c->ascii ? "~" : "…", item->text + front);
	ui_canvas_field(c, line, 0, col, cells, style,
		front > 0 ? nr_buf_str(&cut) : item->text);
	nr_buf_release(&cut);
}

static void
draw_item(const struct ui_menu *m, struct ui_canvas *c, const struct ui_rect *view, int row)
{
	size_t position = m->scroll.top + (size_t)row;
	const struct ui_item *item = &m->items[m->shown[position]];
	bool current = position == m->scroll.cursor;
	unsigned style = current ? UI_STYLE_CURSOR : item->dim ? UI_STYLE_DIM : UI_STYLE_NORMAL;
	struct ui_rect line = { view->row + row, view->col, 1, view->cols };
	int group = m->group_cols * GROUP_PART > view->cols ? 0 : m->group_cols;
	int right = width(item->right), col = 0;

	ui_canvas_fill(c, &line, style);
	if (group && shows_group(m, position))
		ui_canvas_field(c, &line, 0, 0, group,
			current ? UI_STYLE_CURSOR | UI_BOLD : UI_STYLE_HEADING, item->group);
	col += group;
	if (m->several) {
		ui_canvas_puts(c, &line, 0, col, current ? style : UI_STYLE_MARK,
			item->marked ? "[x] " : "[ ] ", 4);
		col += 4;
	}
	if (right >= view->cols / 2)
		right = 0;
	draw_text(c, &line, col, view->cols - col - (right ? right + 1 : 0), style, item);
	if (right)
		ui_canvas_puts(c, &line, 0, view->cols - right,
			current ? style : UI_STYLE_LABEL, item->right, strlen(item->right));
	if (current && !m->typing)
		ui_canvas_cursor(c, line.row, line.col);
}

void
ui_menu_draw(struct ui_menu *m, struct ui_canvas *c, const struct ui_rect *area)
{
	struct ui_rect box = box_of(m, c, area);
	struct ui_rect view = { box.row + 1, box.col + 2, box.rows - 2, box.cols - 4 };
	int row;

	draw_border(m, c, &box);
	ui_canvas_cursor(c, view.row, view.col);
	if (has_prompt(m) && view.rows > 1) {
		ui_prompt_draw(&m->prompt, c, &view, 0, UI_STYLE_NORMAL);
		view.row++;
		view.rows--;
	}
	m->view = view;
	app_scroll_clamp(&m->scroll, m->n_shown, view.rows);
	for (row = 0; row < view.rows && m->scroll.top + (size_t)row < m->n_shown; row++)
		draw_item(m, c, &view, row);
	if (m->n_shown == 0 && view.rows > 0) {
		ui_canvas_field(c, &view, 0, 0, view.cols, UI_STYLE_DIM,
			m->n ? APP_MSG(NOTHING_MATCHES)
			: m->empty ? m->empty : APP_MSG(NO_ENTRIES));
		if (!m->typing)
			ui_canvas_cursor(c, view.row, view.col);
	}
}
