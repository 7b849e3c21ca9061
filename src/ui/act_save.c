/* Writes the article shown to a file. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/export.h"
#include "newsreader/fs.h"
#include "ui/screen.h"

bool
ui_export(struct ui *ui, enum app_form form, struct nr_buf *out)
{
	const struct app_shown *shown = &ui->s->shown;
	const struct nr_saved *page = app_session_shows_fulltext(ui->s) ? &shown->page : NULL;
	struct nr_error err = NR_ERROR_INIT;

	/* A scan may have removed the article while the prompt was open. */
	if (ui->asked_of != shown->article.row.id) {
		app_say(&ui->s->messages, APP_WARNING, APP_MSG(OTHER_ARTICLE));
		return false;
	}
	if (!page && shown->article.reading) {
		app_say(&ui->s->messages, APP_INFO, APP_MSG(FILE_BEING_READ));
		return false;
	}
	if (app_export(&shown->article, page, form, out, &err) < 0) {
		app_tell(&ui->s->messages, APP_ERROR, err.text);
		return false;
	}
	return true;
}

/* The path that was typed; a name in it, if it is a folder. The caller frees it. */
static char *
path_of(struct ui *ui, const char *typed)
{
	char *path = nr_fs_expand(typed, strlen(typed)), *inside;
	struct nr_buf name = NR_BUF_INIT;

	if (!nr_fs_is_folder(path))
		return path;
	app_export_name(&ui->s->shown.article, &name);
	inside = nr_fs_join(path, nr_buf_str(&name));
	nr_buf_release(&name);
	free(path);
	return inside;
}

static void save(struct ui *ui, char *path, bool replace);

static void
answer(struct ui *ui, bool yes)
{
	char *path = ui->save_path;

	ui->save_path = NULL;
	if (yes) {
		save(ui, path, true);
		return;
	}
	app_say(&ui->s->messages, APP_INFO, APP_MSG(NOT_WRITTEN));
	free(path);
}

static void
ask_to_replace(struct ui *ui, char *path)
{
	struct nr_buf text = NR_BUF_INIT;

	free(ui->save_path);
	ui->save_path = path;
	nr_buf_addf(&text, APP_MSG(REPLACE), path);
	ui_ask_yes(ui, nr_buf_str(&text), answer);
	nr_buf_release(&text);
}

/* Write to the path, which is taken over. */
static void
save(struct ui *ui, char *path, bool replace)
{
	struct nr_error err = NR_ERROR_INIT;
	struct nr_buf text = NR_BUF_INIT;
	int rc = 0;

	if (!ui_export(ui, app_form_of(path), &text))
		goto out;
	rc = nr_fs_write(path, nr_buf_str(&text), text.len, replace, &err);
	if (rc < 0)
		app_tell(&ui->s->messages, APP_ERROR, err.text);
	else if (rc == 0)
		app_say(&ui->s->messages, APP_INFO, APP_MSG(WROTE), path);
out:
	nr_buf_release(&text);
	if (rc > 0)
		ask_to_replace(ui, path);
	else
		free(path);
}

static enum app_action
take(struct ui *ui, uint32_t key, enum ui_prompt_result result)
{
	const char *typed = ui_take_typed(ui, result, &ui->saves);

	(void)key;
	if (typed)
		save(ui, path_of(ui, typed), false);
	return APP_ACTION_NONE;
}

static const struct ui_input input = { .take = take, .draw = ui_draw_asked };

void
ui_do_write(struct ui *ui)
{
	struct nr_buf name = NR_BUF_INIT;

	ui->asked_of = ui->s->shown.article.row.id;
	if (ui->argument) {
		save(ui, path_of(ui, ui->argument), false);
		return;
	}
	app_export_name(&ui->s->shown.article, &name);
	ui_ask(ui, &input, ui->s->list.picked.n ? APP_MSG(WRITE_THIS_TO)
		: APP_MSG(WRITE_TO), &ui->saves);
	ui_prompt_set(&ui->prompt, nr_buf_str(&name));
	nr_buf_release(&name);
}
