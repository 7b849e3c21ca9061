/* Asks on the bottom line: for a text, or a question that a key answers. */
#include "config.h"

#include <string.h>

#include "ui/screen.h"

void
ui_ask(struct ui *ui, const struct ui_input *input, const char *label,
	const struct ui_history *history)
{
	ui->input = input;
	ui_prompt_release(&ui->prompt);
	ui_prompt_init(&ui->prompt, label, history);
}

void
ui_draw_asked(struct ui *ui)
{
	ui_prompt_draw(&ui->prompt, &ui->canvas, &ui->frame.bottom, 0, UI_STYLE_NORMAL);
}

const char *
ui_take_typed(struct ui *ui, enum ui_prompt_result result, struct ui_history *history)
{
	const char *typed = nr_buf_str(&ui->prompt.text);

	if (result == UI_PROMPT_ACCEPTED || result == UI_PROMPT_CANCELLED)
		ui->input = NULL;
	if (result != UI_PROMPT_ACCEPTED || !typed[strspn(typed, " ")])
		return NULL;
	ui_history_add(history, typed);
	return typed;
}

/* ---- questions ---- */

static enum app_action
take_answer(struct ui *ui, uint32_t key, enum ui_prompt_result result)
{
	(void)result;
	ui->input = NULL;
	ui->answer(ui, key == 'y' || key == 'Y');
	return APP_ACTION_NONE;
}

/* The question is the text of the prompt, of which the end is in view. */
static void
draw_question(struct ui *ui)
{
	ui_prompt_draw(&ui->prompt, &ui->canvas, &ui->frame.bottom, 0, UI_STYLE_WARNING);
}

static const struct ui_input question = { .take = take_answer, .draw = draw_question };

void
ui_ask_yes(struct ui *ui, const char *text, void (*answer)(struct ui *ui, bool yes))
{
	ui_ask(ui, &question, " ", NULL);
	ui_prompt_set(&ui->prompt, text);
	ui->answer = answer;
}
