/* The command line: runs an action by its name, with completion. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/keys.h"
#include "newsreader/mem.h"
#include "newsreader/utf8.h"
#include "ui/screen.h"

enum {
	NAMES_GAP = 4,		/* cells between a command and its possible names, */
	NAMES_FROM = 12		/* which are shown if at least so many cells are free */
};

/* The first action at or after `from` whose name begins with the n bytes of text,
 * searched in steps of `step` and wrapping; APP_ACTION_NONE if not found. */
static enum app_action
find_action(const char *text, size_t n, size_t from, size_t step)
{
	size_t i, at = from % APP_ACTION_COUNT;

	for (i = 0; i < APP_ACTION_COUNT; i++) {
		if (strncmp(app_action_info((enum app_action)at)->name, text, n) == 0)
			return (enum app_action)at;
		at = (at + step) % APP_ACTION_COUNT;
	}
	return APP_ACTION_NONE;
}

/* Append the names that begin with the n bytes. */
static void
add_names(const char *text, size_t n, struct nr_buf *out)
{
	for (unsigned i = 0; i < APP_ACTION_COUNT; i++) {
		const char *name = app_action_info((enum app_action)i)->name;

		if (strncmp(name, text, n) == 0)
			nr_buf_addf(out, "%s%s", out->len ? " " : "", name);
	}
}

/* Complete to the next or previous name that begins with the typed text. */
static void
complete(struct ui *ui, bool back)
{
	const char *text = nr_buf_str(&ui->prompt.text);
	enum app_action at = app_action_named(text), next;
	size_t typed = ui->command_typed, step = back ? APP_ACTION_COUNT - 1 : 1;
	size_t from = at != APP_ACTION_NONE && typed < strlen(text) ? at + step
		: back ? APP_ACTION_COUNT - 1 : 0;

	next = find_action(text, typed, from, step);
	if (next != APP_ACTION_NONE) {
		ui_prompt_set(&ui->prompt, app_action_info(next)->name);
		ui->command_typed = typed;
	}
}

/* The action with this name, alias or unique prefix; APP_ACTION_NONE if there is
 * none. */
static enum app_action
meant(const char *text)
{
	size_t n = strlen(text);
	enum app_action action = app_action_named(text);

	if (action != APP_ACTION_NONE)
		return action;
	action = find_action(text, n, 0, 1);
	return action != APP_ACTION_NONE && find_action(text, n, action + 1, 1) == action
		? action : APP_ACTION_NONE;
}

static void
refuse(struct ui *ui, const char *text)
{
	struct nr_buf names = NR_BUF_INIT;

	add_names(text, strlen(text), &names);
	if (names.len)
		app_say(&ui->s->messages, APP_WARNING, "%s may be: %s", text,
			nr_buf_str(&names));
	else
		app_say(&ui->s->messages, APP_WARNING,
			"There is no %s; %s shows what there is", text,
			app_action_key(ui->s->keymap, APP_ACTION_HELP).text);
	nr_buf_release(&names);
}

/* Run the action that the first word names, if it takes the rest of the line. */
static bool
run_with_text(struct ui *ui, const char *line)
{
	size_t n = strcspn(line, " ");
	char *name = nr_strndup(line, n), *text = nr_strdup(line + n + strspn(line + n, " "));
	enum app_action action = *text ? meant(name) : APP_ACTION_NONE;
	bool runs = action != APP_ACTION_NONE && app_action_takes_text(action);

	if (runs)
		ui_act(ui, action, text);
	free(name);
	free(text);
	return runs;
}

static enum app_action
accept(struct ui *ui)
{
	struct nr_buf *line = &ui->prompt.text;
	const char *name;
	enum app_action action;

	while (line->len && line->data[line->len - 1] == ' ')
		nr_buf_truncate(line, line->len - 1);
	name = nr_buf_str(line) + strspn(nr_buf_str(line), " :");
	if (!*name)
		return APP_ACTION_NONE;
	ui_history_add(&ui->commands, name);
	if (run_with_text(ui, name))
		return APP_ACTION_NONE;
	action = meant(name);
	if (action == APP_ACTION_NONE)
		refuse(ui, name);
	return action;
}

static enum app_action
take(struct ui *ui, uint32_t key, enum ui_prompt_result result)
{
	if (key == APP_KEY_TAB || key == APP_KEY_SHIFT_TAB)
		complete(ui, key == APP_KEY_SHIFT_TAB);
	if (result == UI_PROMPT_EDITED)
		ui->command_typed = ui->prompt.text.len;
	if (result == UI_PROMPT_ACCEPTED || result == UI_PROMPT_CANCELLED)
		ui->input = NULL;
	return result == UI_PROMPT_ACCEPTED ? accept(ui) : APP_ACTION_NONE;
}

/* The names that begin with what was typed stand after the command. */
static void
draw(struct ui *ui)
{
	const struct ui_rect *line = &ui->frame.bottom;
	const struct nr_buf *text = &ui->prompt.text;
	struct nr_buf names = NR_BUF_INIT;
	int col = nr_utf8_width(nr_buf_str(text), text->len) + NAMES_GAP;

	ui_prompt_draw(&ui->prompt, &ui->canvas, line, 0, UI_STYLE_NORMAL);
	add_names(nr_buf_str(text), ui->command_typed, &names);
	if (line->cols - col >= NAMES_FROM)
		ui_canvas_field(&ui->canvas, line, 0, col, line->cols - col, UI_STYLE_DIM,
			nr_buf_str(&names));
	nr_buf_release(&names);
}

static const struct ui_input input = { .take = take, .draw = draw };

void
ui_command_begin(struct ui *ui)
{
	ui->input = &input;
	ui->command_typed = 0;
	ui_prompt_release(&ui->prompt);
	ui_prompt_init(&ui->prompt, ":", &ui->commands);
}
