/* Prefetches the rows and articles that the next key may show, while no event waits. */
#include "config.h"

#include "ui/screen.h"

/* What the next key may show, most likely first. */
enum step { NEXT, PREVIOUS, PAGE, PAGE_ROWS, FIRST, LAST, FIRST_ROWS, LAST_ROWS, STEPS };

static void
prefetch_rows(struct ui *ui, size_t from)
{
	size_t rows = (size_t)ui_panel_rows(ui, UI_PANEL_LIST), n;
	const int64_t *ids;
	struct nr_error err = NR_ERROR_INIT;

	/* Errors are reported when the rows are drawn. */
	nr_store_begin_read(ui->s->store);
	n = app_list_articles(&ui->s->list, from, rows, &ids);
	for (size_t i = 0; i < n; i++)
		nr_store_cached_row(ui->s->store, ids[i], &err);
	nr_store_end_read(ui->s->store);
}

/* Prefetch an article. If its file is still being read, the step is repeated to lay it
 * out. */
static void
prefetch_article(struct ui *ui, size_t position)
{
	struct app_article *a = app_session_prefetch(ui->s, position);

	if (a && ui->article.fitted)
		app_article_doc_prefetch(a, app_action_key(ui->s->keymap, APP_ACTION_URLS).text,
			ui->article.layout.width, ui->canvas.ascii);
	if (ui->s->shown.prefetch.job)
		ui->prepared--;
}

void
ui_prefetch(struct ui *ui)
{
	size_t rows = (size_t)ui_panel_rows(ui, UI_PANEL_LIST);
	size_t at = ui->s->list.scroll.cursor, n = app_list_length(&ui->s->list);

	switch ((enum step)ui->prepared++) {
	case NEXT:
		prefetch_article(ui, at + 1);
		break;
	case PREVIOUS:
		prefetch_article(ui, at - 1);
		break;
	case PAGE:
		prefetch_article(ui, at + (size_t)ui_page(ui, UI_PANEL_LIST));
		break;
	case PAGE_ROWS:
		prefetch_rows(ui, ui->s->list.scroll.top + rows);
		break;
	case FIRST:
		prefetch_article(ui, 0);
		break;
	case LAST:
		prefetch_article(ui, n - 1);
		break;
	case FIRST_ROWS:
		prefetch_rows(ui, 0);
		break;
	case LAST_ROWS:
		prefetch_rows(ui, n > rows ? n - rows : 0);
		break;
	case STEPS:
		break;
	}
}

/* True if nothing is left to prefetch now. Nothing is prefetched during a scan, which
 * keeps changing the index, or while a file is being read, whose end wakes the loop. */
bool
ui_is_prepared(const struct ui *ui)
{
	return ui->prepared >= STEPS || ui->s->shown.prefetch.job || ui->s->scanner.job
		|| ui->overlay;
}
