/* Runs commands on the article: with its text as their input, or its fields as words. */
#include "config.h"

#include <string.h>

#include "app/export.h"
#include "ui/screen.h"

/* Split off the word "--show" at the beginning of a command. */
static bool
takes_answer(const char **command)
{
	static const char word[] = "--show";
	size_t n = strlen(word);

	*command += strspn(*command, " ");
	if (strncmp(*command, word, n) != 0 || ((*command)[n] != ' ' && (*command)[n] != '\0'))
		return false;
	*command += n;
	return true;
}

static void
start_capture(struct ui *ui, const struct app_argv *argv, const struct nr_buf *text)
{
	struct nr_error err = NR_ERROR_INIT;

	app_capture_cancel(&ui->capture);
	ui->capture_of = ui->s->shown.article.row.id;
	if (app_capture_start(&ui->capture, argv, nr_buf_str(text), text->len, &err) < 0)
		app_tell(&ui->s->messages, APP_ERROR, err.text);
	else
		app_say(&ui->s->messages, APP_INFO, APP_MSG(WAITING_FOR),
			ui->capture.program,
			app_action_key(ui->s->keymap, APP_ACTION_STOP).text);
}

static void
pipe_to(struct ui *ui, const char *command)
{
	bool shows = takes_answer(&command);
	struct nr_error err = NR_ERROR_INIT;
	struct nr_buf text = NR_BUF_INIT;
	struct app_argv argv;

	if (app_argv_split(command, &argv, &err) < 0) {
		app_tell(&ui->s->messages, APP_ERROR, err.text);
		return;
	}
	if (ui_export(ui, APP_FORM_TEXT, &text)) {
		if (shows)
			start_capture(ui, &argv, &text);
		else
			ui_run_inside(ui, &argv, &text);
	}
	nr_buf_release(&text);
	app_argv_release(&argv);
}

static void
run_with_fields(struct ui *ui, const char *command)
{
	struct app_article read;
	const struct app_article *a = app_session_look_at(ui->s, ui->asked_of, &read);
	struct nr_error err = NR_ERROR_INIT;
	const struct nr_buf none = NR_BUF_INIT;
	struct app_subject subject;
	struct app_argv argv;

	if (!a)
		goto out;
	subject = ui_subject_of(a, NULL);
	if (a->reading) {
		app_say(&ui->s->messages, APP_INFO, APP_MSG(FILE_BEING_READ));
	} else if (app_argv_fill(command, &subject, &argv, &err) < 0) {
		app_tell(&ui->s->messages, APP_ERROR, err.text);
	} else {
		ui_run_inside(ui, &argv, &none);
		app_argv_release(&argv);
	}
out:
	app_article_release(&read);
}

/* ---- the prompts ---- */

static enum app_action
take_pipe(struct ui *ui, uint32_t key, enum ui_prompt_result result)
{
	const char *typed = ui_take_typed(ui, result, &ui->pipes);

	(void)key;
	if (typed)
		pipe_to(ui, typed);
	return APP_ACTION_NONE;
}

static enum app_action
take_run(struct ui *ui, uint32_t key, enum ui_prompt_result result)
{
	const char *typed = ui_take_typed(ui, result, &ui->runs);

	(void)key;
	if (typed)
		run_with_fields(ui, typed);
	return APP_ACTION_NONE;
}

static const struct ui_input pipe_input = { .take = take_pipe, .draw = ui_draw_asked };
static const struct ui_input run_input = { .take = take_run, .draw = ui_draw_asked };

void
ui_do_pipe(struct ui *ui)
{
	ui->asked_of = ui->s->shown.article.row.id;
	if (ui->argument) {
		pipe_to(ui, ui->argument);
		return;
	}
	ui_ask(ui, &pipe_input, ui->s->list.picked.n ? APP_MSG(PIPE_THIS_TO)
		: APP_MSG(PIPE_TO), &ui->pipes);
}

void
ui_do_run(struct ui *ui)
{
	ui->asked_of = ui_subject(ui);
	if (ui->argument) {
		run_with_fields(ui, ui->argument);
		return;
	}
	ui_ask(ui, &run_input, ui->s->list.picked.n ? APP_MSG(RUN_FOR_THIS)
		: APP_MSG(RUN), &ui->runs);
}

/* ---- the answer ---- */

bool
ui_take_answer(struct ui *ui)
{
	struct nr_error err = NR_ERROR_INIT;
	struct app_capture *c = &ui->capture;
	int rc;

	if (!c->program || (rc = app_capture_take(c, &err)) > 0)
		return false;
	if (rc < 0 && (c->text.len == 0 || ui->capture_of != ui->s->shown.article.row.id)) {
		app_tell(&ui->s->messages, APP_ERROR, err.text);
	} else if (ui->capture_of != ui->s->shown.article.row.id) {
		app_say(&ui->s->messages, APP_INFO, APP_MSG(ANSWERED_LATE), c->program);
	} else if (c->text.len == 0) {
		app_say(&ui->s->messages, APP_INFO, APP_MSG(WROTE_NOTHING), c->program);
	} else {
		app_messages_clear(&ui->s->messages);
		app_session_answer(ui->s, c->program, &c->text);
		if (rc < 0)
			app_tell(&ui->s->messages, APP_ERROR, err.text);
		else if (c->text.len == APP_CAPTURE_MAX)
			app_say(&ui->s->messages, APP_WARNING, APP_MSG(ANSWER_CUT),
				APP_CAPTURE_MAX / 1024, c->program);
	}
	app_capture_release(c);
	return true;
}

bool
ui_stop_answer(struct ui *ui)
{
	if (!ui->capture.program)
		return false;
	app_say(&ui->s->messages, APP_WARNING, APP_MSG(CANCELLED), ui->capture.program);
	app_capture_cancel(&ui->capture);
	return true;
}
