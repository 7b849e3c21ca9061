/* The command line: carries out commands by name, with completion. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/keys.h"
#include "newsreader/mem.h"
#include "newsreader/utf8.h"
#include "ui/screen.h"

enum {
	NAMES_GAP = 4,		/* cells between a command and its possible names, */
	NAMES_FROM = 12,	/* which are shown if at least so many cells are free */
	AMBIGUOUS_COLS = 30,	/* of the words around ambiguous names */
	COMMANDS_MAX = 100	/* commands that a line stands for, with its aliases */
};

#define BLANKS " \t"

/* ---- completion ---- */

/* Complete to the next or previous name that begins with the typed text. */
static void
complete(struct ui *ui, bool back)
{
	const char *text = nr_buf_str(&ui->prompt.text);
	size_t typed = ui->command_typed, before, at;
	struct nr_buf line = NR_BUF_INIT;
	struct ui_names names;

	ui_names_find(ui->config, &ui->folder, text, typed,
		typed == strlen(text) ? UI_LOOK_AT_DISK : UI_LOOK_AT_MEMORY, &names);
	before = (size_t)(names.text - text);
	for (at = 0; at < names.n; at++)
		if (strcmp(names.v[at], names.text) == 0)
			break;
	if (at == names.n || typed == strlen(text))
		at = back ? names.n - 1 : 0;
	else
		at = (at + (back ? names.n - 1 : 1)) % names.n;
	if (names.n) {
		nr_buf_add(&line, text, before);
		nr_buf_addz(&line, names.v[at]);
		ui_prompt_set(&ui->prompt, nr_buf_str(&line));
		/* Of one name alone the text goes on. */
		ui->command_typed = names.n == 1 ? ui->prompt.text.len : typed;
	}
	nr_buf_release(&line);
	ui_names_release(&names);
}

/* ---- carrying out ---- */

/* The action with this name, alias or unique prefix; APP_ACTION_NONE if there is
 * none. */
static enum app_action
meant(const char *text)
{
	enum app_action found = app_action_named(text);
	size_t n = strlen(text);

	if (found != APP_ACTION_NONE)
		return found;
	for (unsigned i = 0; i < APP_ACTION_COUNT; i++) {
		if (strncmp(app_action_info((enum app_action)i)->name, text, n) != 0)
			continue;
		if (found != APP_ACTION_NONE)
			return APP_ACTION_NONE;
		found = (enum app_action)i;
	}
	return found;
}

/* Say which commands begin with the name, as many of them as the line has room for. */
static void
refuse_beginning(struct ui *ui, const char *name, const struct ui_names *names)
{
	int cols = ui->frame.bottom.cols;
	struct nr_buf some = NR_BUF_INIT;
	size_t i = 0, head = strlen(name) + AMBIGUOUS_COLS;

	for (; i < names->n; i++) {
		if (i > 0 && head + some.len + strlen(names->v[i]) + 2 > (size_t)cols)
			break;
		nr_buf_addf(&some, "%s%s", i ? ", " : "", names->v[i]);
	}
	if (i < names->n)
		app_say(&ui->s->messages, APP_WARNING, APP_MSG(AMBIGUOUS_MORE), name,
			nr_buf_str(&some), names->n - i);
	else
		app_say(&ui->s->messages, APP_WARNING, APP_MSG(AMBIGUOUS), name,
			nr_buf_str(&some));
	nr_buf_release(&some);
}

static void
refuse(struct ui *ui, const char *name)
{
	struct ui_names names = { .text = name, .len = strlen(name) };
	struct nr_nearest near = nr_nearest_to(name);

	ui_names_offer_commands(&names, ui->config);
	for (unsigned i = 0; i < APP_ACTION_COUNT; i++)
		nr_nearest_try(&near, app_action_info((enum app_action)i)->name);
	for (size_t i = 0; app_config_command(i); i++)
		nr_nearest_try(&near, app_config_command(i)->name);
	if (nr_option_named(name) != NR_OPT_COUNT)
		app_say(&ui->s->messages, APP_WARNING, APP_MSG(COMMAND_IS_OPTION), name);
	else if (names.n)
		refuse_beginning(ui, name, &names);
	else if (near.found)
		app_say(&ui->s->messages, APP_WARNING, APP_MSG(UNKNOWN_COMMAND_NEAR), name,
			near.found);
	else
		app_say(&ui->s->messages, APP_WARNING, APP_MSG(UNKNOWN_COMMAND), name,
			app_action_key(ui->s->keymap, APP_ACTION_HELP).text);
	ui_names_release(&names);
}

/* Put the commands of an alias, with what follows its name, in front of those that wait; a
 * newline parts them, as a text at the end of a command may have any other character. */
static void
put_first(struct ui *ui, const char *commands, const struct nr_conf_line *line)
{
	char *words = nr_conf_line_rest(line, 1);
	struct nr_buf all = NR_BUF_INIT;

	nr_buf_addf(&all, "%s %s\n%s", commands, words, nr_buf_str(&ui->commands_left));
	free(words);
	nr_buf_release(&ui->commands_left);
	ui->commands_left = all;
}

/* Carry out a command, or return the action that it is, with its argument. */
static enum app_action
carry_out(struct ui *ui, const struct nr_conf_line *line, char **argument)
{
	const char *name = line->words[0];
	const char *alias = app_config_alias(ui->config, name);
	enum app_action action = meant(name);
	struct nr_error err = NR_ERROR_INIT;

	if (alias) {
		put_first(ui, alias, line);
		return APP_ACTION_NONE;
	}
	if (action == APP_ACTION_NONE) {
		refuse(ui, name);
		return APP_ACTION_NONE;
	}
	if (line->n > 1)
		*argument = line->n == 2 ? nr_strdup(line->words[1]) : nr_conf_line_rest(line, 1);
	if (app_action_check(action, *argument, &err) < 0) {
		app_tell(&ui->s->messages, APP_WARNING, err.text);
		NR_FREE(*argument);
		return APP_ACTION_NONE;
	}
	return action;
}

/* True for an option or a command of the configuration. */
static bool
is_setting(const struct nr_conf_line *line)
{
	return line->kind == NR_CONF_OPTION
		|| (line->kind == NR_CONF_COMMAND && app_config_command_named(line->words[0]));
}

/* The action at the beginning of the text, if it takes what follows its name as it stands;
 * APP_ACTION_NONE for other text. */
static enum app_action
with_text(const struct ui *ui, const char *text)
{
	size_t n = strcspn(text, BLANKS);
	char *name = nr_strndup(text, n);
	enum app_action action = APP_ACTION_NONE;

	if (text[n + strspn(text + n, BLANKS)] && !app_config_alias(ui->config, name)
		&& !app_config_command_named(name))
		action = meant(name);
	free(name);
	return action != APP_ACTION_NONE && app_action_text(action) ? action
		: APP_ACTION_NONE;
}

/* Take the first of the commands that wait. It is a setting, which is carried out, or the
 * action that is returned. */
static enum app_action
next(struct ui *ui, char **argument)
{
	char *all = nr_buf_take(&ui->commands_left), *others = all + strcspn(all, "\n");
	const char *text = all + strspn(all, BLANKS ":"), *end;
	struct nr_conf_line line = NR_CONF_LINE_INIT;
	struct nr_error err = NR_ERROR_INIT;
	enum app_action action;

	if (*others)
		*others++ = '\0';
	end = nr_conf_command_end(text);
	action = with_text(ui, text);
	if (action != APP_ACTION_NONE && ui->n_commands == 1)
		end = text + strlen(text);	/* what was typed has no other command in it */
	if (*end == ';')
		nr_buf_addf(&ui->commands_left, "%s\n", end + 1);
	nr_buf_addz(&ui->commands_left, others);
	if (action != APP_ACTION_NONE) {
		text += strcspn(text, BLANKS);
		text += strspn(text, BLANKS);
		while (end > text && strchr(BLANKS, end[-1]))
			end--;
		*argument = nr_strndup(text, (size_t)(end - text));
	} else if (nr_conf_line_read(&line, text, (size_t)(end - text), &err) < 0) {
		app_tell(&ui->s->messages, APP_WARNING, err.text);
	} else if (is_setting(&line)) {
		ui_settings_line(ui, &line);
	} else if (line.kind != NR_CONF_EMPTY) {
		action = carry_out(ui, &line, argument);
	}
	if (ui->s->messages.tone != APP_INFO)
		nr_buf_clear(&ui->commands_left);
	nr_conf_line_release(&line);
	free(all);
	return action;
}

void
ui_command_put(struct ui *ui, const char *commands)
{
	nr_buf_clear(&ui->commands_left);
	nr_buf_addz(&ui->commands_left, commands);
	ui->n_commands = 0;
}

enum app_action
ui_command_next(struct ui *ui, char **argument)
{
	enum app_action action = APP_ACTION_NONE;

	*argument = NULL;
	while (action == APP_ACTION_NONE && ui->commands_left.len && !ui->input) {
		if (ui->n_commands++ == COMMANDS_MAX) {
			app_say(&ui->s->messages, APP_WARNING, APP_MSG(TOO_MANY_COMMANDS),
				COMMANDS_MAX);
			break;
		}
		action = next(ui, argument);
	}
	if (action == APP_ACTION_NONE)
		nr_buf_clear(&ui->commands_left);
	return action;
}

/* ---- the prompt ---- */

/* A setting takes the whole line, with every ";" in it. */
static void
accept(struct ui *ui)
{
	const char *text = nr_buf_str(&ui->prompt.text);
	struct nr_conf_line line = NR_CONF_LINE_INIT;
	struct nr_error ignored = NR_ERROR_INIT;

	text += strspn(text, " :");
	ui_history_add(&ui->commands, text);
	if (nr_conf_line_read(&line, text, strlen(text), &ignored) == 0 && is_setting(&line))
		ui_settings_line(ui, &line);
	else
		ui_command_put(ui, text);
	nr_conf_line_release(&line);
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
	if (result == UI_PROMPT_ACCEPTED)
		accept(ui);
	return APP_ACTION_NONE;
}

/* The names that begin with what was typed stand after the command. */
static void
draw(struct ui *ui)
{
	const struct ui_rect *line = &ui->frame.bottom;
	const struct nr_buf *text = &ui->prompt.text;
	struct ui_names names;
	struct nr_buf shown = NR_BUF_INIT;
	int col = nr_utf8_width(nr_buf_str(text), text->len) + NAMES_GAP;

	ui_names_find(ui->config, &ui->folder, nr_buf_str(text), ui->command_typed,
		UI_LOOK_AT_MEMORY, &names);
	ui_prompt_draw(&ui->prompt, &ui->canvas, line, 0, UI_STYLE_NORMAL);
	ui_names_add(&names, &shown);
	if (line->cols - col >= NAMES_FROM)
		ui_canvas_field(&ui->canvas, line, 0, col, line->cols - col, UI_STYLE_DIM,
			nr_buf_str(&shown));
	nr_buf_release(&shown);
	ui_names_release(&names);
}

static const struct ui_input input = { .take = take, .draw = draw };

void
ui_command_begin(struct ui *ui)
{
	ui->command_typed = 0;
	ui_ask(ui, &input, ":", &ui->commands);
}
