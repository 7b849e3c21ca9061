/* The menu of messages and problems. */
#include "config.h"

#include <string.h>

#include "newsreader/mem.h"
#include "newsreader/utf8.h"
#include "ui/screen.h"

static void
add(struct ui *ui, const struct nr_diag *d)
{
	struct nr_buf b = NR_BUF_INIT;
	struct nr_diag shown = *d;
	struct ui_item *item;

	shown.path += app_short_path(ui->s->roots, d->path) - d->path;
	if (*d->path)
		nr_diag_format(&shown, &b);
	else
		nr_buf_addz(&b, d->text);
	item = ui_menu_add(&ui->menu, nr_buf_str(&b), NULL);
	item->detail = nr_strdup(d->text);
	item->value = nr_strdup(d->path);
	item->number = d->line;
	/* The end of a path names the file, and the message is more important than both. */
	if (nr_utf8_is_clean(shown.path, strlen(shown.path)))
		item->path = strlen(shown.path);
	nr_buf_release(&b);
}

/* First the mistakes in the configuration, then the messages and problems of this run,
 * newest first, then those of its start and of files, in their order. */
static void
fill(struct ui *ui)
{
	const struct app_session *s = ui->s;
	struct nr_diags of_files = NR_DIAGS_INIT;
	struct nr_error err = NR_ERROR_INIT;
	struct nr_buf b = NR_BUF_INIT;

	for (size_t i = 0; i < ui->config->read.mistakes.n; i++)
		add(ui, &ui->config->read.mistakes.v[i]);
	for (size_t i = s->messages.log.n, k = 0; i > 0; i--)
		add(ui, &s->messages.log.v[i > s->messages.n_notes ? i - 1 : k++]);
	if (nr_store_problems(s->store, &of_files, &err) < 0)
		app_tell(&ui->s->messages, APP_ERROR, err.text);
	for (size_t i = 0; i < of_files.n; i++)
		add(ui, &of_files.v[i]);
	nr_diags_release(&of_files);
	app_session_add_totals(ui->s, &b);
	ui->menu.note = nr_buf_take(&b);
}

static enum app_action
edit(struct ui *ui, int arg)
{
	const struct ui_item *item = ui_menu_current(&ui->menu);

	(void)arg;
	if (item && *item->value)
		ui_edit(ui, item->value, (unsigned)item->number);
	return APP_ACTION_NONE;
}

const struct ui_overlay ui_problems_overlay = {
	.panel = &ui_menu_panel,
	.title = "Messages and problems",
	.empty = "No problems",
	.fill = fill,
	.follows_scan = true,
	.keys = { { .key = APP_KEY_ENTER, .hint = "edits the file there", .run = edit } },
};
