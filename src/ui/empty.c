/* Says why the list is empty, and which keys change that. */
#include "config.h"

#include <string.h>

#include "ui/screen.h"

enum { REMEDIES = 4 };

/* What the list is empty of, and the keys that help. */
struct emptiness {
	struct nr_buf text;
	struct remedy {
		enum app_action action;
		const char *what;
	} remedies[REMEDIES];
	size_t n;
};

static void
add_remedy(struct emptiness *e, enum app_action action, const char *what)
{
	e->remedies[e->n++] = (struct remedy){ action, what };
}

/* Explain a list that the filter leaves empty; the order leaves nothing out. */
static void
explain_filter(const struct nr_filter *filter, struct emptiness *e)
{
	struct nr_buf rest = NR_BUF_INIT;
	struct nr_filter f = *filter;
	bool hidden;

	f.order = NR_ORDER_DATE;
	f.reverse = false;
	f.text = NULL;
	nr_filter_describe(&f, &rest);
	hidden = !rest.len && !filter->text;
	if (hidden)
		nr_buf_addz(&e->text, APP_MSG(ALL_HIDDEN));
	else if (!filter->text)
		nr_buf_addf(&e->text, APP_MSG(NONE_MATCH), nr_buf_str(&rest));
	else if (!rest.len)
		nr_buf_addf(&e->text, APP_MSG(NONE_MATCH), filter->text);
	else
		nr_buf_addf(&e->text, APP_MSG(NONE_OF_MATCH),
			nr_buf_str(&rest), filter->text);
	if (f.show != NR_SHOW_ALL || hidden)
		add_remedy(e, hidden ? APP_ACTION_SHOW_MENU : APP_ACTION_SHOW,
			hidden ? APP_MSG(HINT_SHOW_HIDDEN) : APP_MSG(HINT_SHOW_ALL));
	if (f.n_topics || f.provider)
		add_remedy(e, APP_ACTION_CLEAR_TOPICS, APP_MSG(HINT_CLEAR_TOPICS));
	if (filter->text)
		add_remedy(e, APP_ACTION_ONLY_MATCHES, APP_MSG(HINT_NOT_ONLY_MATCHES));
	if (!f.with_unpublished)
		add_remedy(e, APP_ACTION_UNPUBLISHED, APP_MSG(HINT_SHOW_UNPUBLISHED));
	nr_buf_release(&rest);
}

static void
explain(const struct ui *ui, struct emptiness *e)
{
	const struct app_session *s = ui->s;

	if (s->list.previewed) {
		nr_buf_addz(&e->text, APP_MSG(READING_LIST));
	} else if (s->scanner.job || !s->scanner.began || s->list.job) {
		nr_buf_addz(&e->text, APP_MSG(SCANNING));
		add_remedy(e, APP_ACTION_STOP, APP_MSG(HINT_CANCEL));
	} else if (s->topic_hint && s->filter.n_topics) {
		nr_buf_addz(&e->text, s->topic_hint);
		add_remedy(e, APP_ACTION_TOPICS, APP_MSG(HINT_CHOOSE_TOPICS));
		add_remedy(e, APP_ACTION_CLEAR_TOPICS, APP_MSG(HINT_CLEAR_TOPICS));
	} else if (s->list.totals.articles) {
		explain_filter(&s->filter, e);
	} else {
		nr_buf_addf(&e->text, APP_MSG(NO_FILES), s->roots->label);
		add_remedy(e, APP_ACTION_RELOAD, APP_MSG(HINT_SCAN));
	}
}

static void
draw_remedy(struct ui *ui, const struct ui_rect *r, int row, const struct remedy *remedy)
{
	struct app_key_name key = app_action_key(ui->s->keymap, remedy->action);
	int col = 2;

	col += ui_canvas_puts(&ui->canvas, r, row, col, UI_STYLE_KEY, key.text,
		strlen(key.text));
	col += ui_canvas_puts(&ui->canvas, r, row, col, UI_STYLE_LABEL, ": ", 2);
	ui_canvas_field(&ui->canvas, r, row, col, r->cols - col, UI_STYLE_LABEL, remedy->what);
}

void
ui_draw_empty(struct ui *ui, const struct ui_rect *r)
{
	struct emptiness e = { .text = NR_BUF_INIT };
	int row = r->rows / 3;

	explain(ui, &e);
	if (row + 1 + (int)e.n > r->rows)
		row = 0;
	ui_canvas_field(&ui->canvas, r, row, 2, r->cols - 2, UI_STYLE_NORMAL,
		nr_buf_str(&e.text));
	for (size_t i = 0; i < e.n; i++)
		draw_remedy(ui, r, row + 1 + (int)i, &e.remedies[i]);
	nr_buf_release(&e.text);
}

void
ui_add_remedies(const struct ui *ui, struct nr_buf *hints)
{
	struct emptiness e = { .text = NR_BUF_INIT };

	explain(ui, &e);
	for (size_t i = 0; i < e.n; i++)
		ui_key_hints_add(hints, app_action_key(ui->s->keymap,
			e.remedies[i].action).text, e.remedies[i].what);
	nr_buf_release(&e.text);
}
