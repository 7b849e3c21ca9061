/* The command line: runs an action by its name, with completion. */
#include "config.h"

#include <string.h>

#include "app/keys.h"
#include "ui/screen.h"

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

/* The action with exactly this name, aliases excluded; APP_ACTION_NONE if there is
 * none. */
static enum app_action
named(const char *name)
{
	unsigned i;

	for (i = 0; i < APP_ACTION_COUNT; i++)
		if (strcmp(app_action_info((enum app_action)i)->name, name) == 0)
			return (enum app_action)i;
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

void
ui_command_names(const struct ui *ui, struct nr_buf *out)
{
	add_names(ui_prompt_text(&ui->prompt), ui->command.typed, out);
}

void
ui_command_begin(struct ui *ui)
{
	ui->command.prompting = true;
	ui->command.typed = 0;
	ui_prompt_release(&ui->prompt);
	ui_prompt_init(&ui->prompt, ":", &ui->commands);
}

/* Complete to the next or previous name that begins with the typed text. */
static void
complete(struct ui *ui, bool back)
{
	const char *text = ui_prompt_text(&ui->prompt);
	enum app_action at = named(text), next;
	size_t typed = ui->command.typed, step = back ? APP_ACTION_COUNT - 1 : 1;
	size_t from = at != APP_ACTION_NONE && typed < strlen(text) ? at + step
		: back ? APP_ACTION_COUNT - 1 : 0;

	next = find_action(text, typed, from, step);
	if (next != APP_ACTION_NONE) {
		ui_prompt_set(&ui->prompt, app_action_info(next)->name);
		ui->command.typed = typed;
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
		app_session_set_message(ui->s, APP_WARNING, "%s may be: %s", text,
			nr_buf_str(&names));
	else
		app_session_set_message(ui->s, APP_WARNING,
			"There is no %s; %s shows what there is", text,
			app_action_key(APP_ACTION_HELP).text);
	nr_buf_release(&names);
}

static enum app_action
accept(struct ui *ui)
{
	struct nr_buf *line = &ui->prompt.text;
	const char *name;
	enum app_action action;

	ui->command.prompting = false;
	while (line->len && line->data[line->len - 1] == ' ')
		nr_buf_truncate(line, line->len - 1);
	name = nr_buf_str(line) + strspn(nr_buf_str(line), " :");
	if (!*name)
		return APP_ACTION_NONE;
	ui_history_add(&ui->commands, name);
	action = meant(name);
	if (action == APP_ACTION_NONE)
		refuse(ui, name);
	return action;
}

static enum app_action
follow(struct ui *ui, enum ui_prompt_result result)
{
	switch (result) {
	case UI_PROMPT_EDITED:
		ui->command.typed = ui->prompt.text.len;
		break;
	case UI_PROMPT_ACCEPTED:
		return accept(ui);
	case UI_PROMPT_CANCELLED:
		ui->command.prompting = false;
		break;
	case UI_PROMPT_MOVED:
	case UI_PROMPT_IGNORED:
		break;
	}
	return APP_ACTION_NONE;
}

enum app_action
ui_command_key(struct ui *ui, uint32_t key)
{
	if (key != APP_KEY_TAB && key != APP_KEY_SHIFT_TAB)
		return follow(ui, ui_prompt_key(&ui->prompt, key));
	complete(ui, key == APP_KEY_SHIFT_TAB);
	return APP_ACTION_NONE;
}

void
ui_command_paste(struct ui *ui, const char *text, size_t n)
{
	follow(ui, ui_prompt_paste(&ui->prompt, text, n));
}
