/* The info page: why an article is here, with all its fields. */
#include "config.h"

#include "ui/screen.h"

static void
fill(struct ui *ui)
{
	struct nr_doc doc = NR_DOC_INIT;
	struct nr_buf totals = NR_BUF_INIT, origin = NR_BUF_INIT;
	struct app_article_context context;
	struct app_article read;
	const struct app_article *a = app_session_look_at(ui->s, ui_subject(ui), &read);

	if (!a) {
		ui_close_overlay(ui);
		return;
	}
	app_session_add_totals(ui->s, &totals);
	app_session_add_origin(ui->s, a->row.id, &origin);
	context = (struct app_article_context){ nr_buf_str(&totals), nr_buf_str(&origin),
		nr_date_now() };
	app_article_info(a, &context, &doc);
	ui_pager_set(&ui->pager, &doc, false);
	nr_buf_release(&origin);
	nr_buf_release(&totals);
	app_article_release(&read);
}

static enum app_action
close(struct ui *ui, int next)
{
	ui_close_overlay(ui);
	return (enum app_action)next;
}

const struct ui_overlay ui_info_overlay = {
	.panel = &ui_pager_panel,
	.title = "Details",
	.fill = fill,
	.keys = {
		{ .action = APP_ACTION_EDIT, .hint = "edits the file", .run = close,
			.arg = APP_ACTION_EDIT },
		{ .action = APP_ACTION_INFO, .run = close, .arg = APP_ACTION_NONE },
	},
};
