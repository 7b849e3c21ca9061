/* Takes keys and pasted text: counts, sequences, prompts, overlays, commands. */
#include "config.h"

#include <stdlib.h>

#include "app/keys.h"
#include "ui/screen.h"

/* Add a digit to the count typed before a key; a leading 0 is not a count. */
static bool
take_digit(struct ui *ui, uint32_t key)
{
	if (key < '0' || key > '9' || (key == '0' && ui->count == 0))
		return false;
	ui->count = ui->count * 10 + (key - '0');
	if (ui->count > UI_COUNT_MAX)
		ui->count = UI_COUNT_MAX;
	return true;
}

/* The context of the next key. */
static enum app_context
context(const struct ui *ui)
{
	static const enum app_context contexts[UI_PANELS] = {
		[UI_PANEL_LIST] = APP_CONTEXT_LIST,
		[UI_PANEL_ARTICLE] = APP_CONTEXT_ARTICLE,
		[UI_PANEL_RELATED] = APP_CONTEXT_RELATED,
	};

	if (ui->input || ui->hints.n || (ui->overlay && ui->menu.typing))
		return APP_CONTEXT_PROMPT;
	return ui->overlay ? APP_CONTEXT_MENU : contexts[ui->focus];
}

void
ui_notice(struct ui *ui)
{
	ui->dirty = true;
	ui->prepared = 0;
	ui->s->list.moved = true;
	app_messages_clear(&ui->s->messages);
	ui_divider_drop(ui);
}

/* ---- what is typed into ---- */

/* The action that a key runs in a prompt. */
static enum app_action
bound_in_prompt(const struct ui *ui, uint32_t key)
{
	const struct app_keymap *m = ui->s->keymap;
	const struct app_binding *b;
	enum app_action action = app_keymap_action(m, APP_CONTEXT_PROMPT, key);

	if (action == APP_ACTION_NONE || app_key_is_text(key)
			|| app_action_info(action)->needs != APP_NEEDS_ALWAYS)
		return APP_ACTION_NONE;
	/* No prompt could be left or mended any more: what is bound everywhere is not meant
	 * for them. */
	if ((key == APP_KEY_ENTER || key == APP_KEY_ESCAPE || key == APP_KEY_BACKSPACE)
			&& app_keymap_find(m, APP_CONTEXT_PROMPT, &key, 1, &b) == APP_MATCH_WHOLE
			&& b->context != APP_CONTEXT_PROMPT)
		return APP_ACTION_NONE;
	return action;
}

/* A key for a prompt, the letters over links or the text of a menu: it types, unless an
 * action is bound to it that works there. Returns an action to run. */
static enum app_action
type(struct ui *ui, uint32_t key)
{
	enum app_action bound = bound_in_prompt(ui, key);

	if (bound != APP_ACTION_NONE)
		return bound;
	if (ui->input)
		return ui->input->take(ui, key, ui_prompt_key(&ui->prompt, key));
	if (ui->hints.n)
		return ui_hints_key(ui, key);
	return ui_overlay_key(ui, key, APP_ACTION_NONE);
}

/* ---- commands ---- */

/* Run one action, in the overlay if one is open, which then gets the key too. False if
 * the commands after it are not to be run. */
static bool
run(struct ui *ui, enum app_action action, const char *argument, uint32_t key)
{
	enum app_action meant = action;

	if (ui->overlay && app_action_info(action)->needs != APP_NEEDS_ALWAYS)
		action = ui_overlay_key(ui, key, action);
	if (action != APP_ACTION_NONE
		&& !ui_act(ui, action, action == meant ? argument : NULL))
		return false;
	return !ui->input && !ui->quit;
}

/* Run the commands that wait, each with the count, up to the first that fails. */
static bool
carry_out(struct ui *ui)
{
	size_t count = ui->count;
	enum app_action action;
	bool goes_on = true;
	char *argument;

	while (goes_on && (action = ui_command_next(ui, &argument)) != APP_ACTION_NONE) {
		ui->count = count;
		goes_on = run(ui, action, argument, APP_KEY_NONE);
		free(argument);
	}
	ui_command_put(ui, "");
	ui->count = 0;
	return goes_on && ui->s->messages.tone == APP_INFO && !ui->input;
}

/* Run the commands of a binding in their order, each with the count, up to the first that
 * fails. They may change the binding. */
static void
run_all(struct ui *ui, const struct app_binding *b)
{
	/* What an overlay does on a key itself precedes what ANY binds to it. */
	uint32_t key = b->context == APP_CONTEXT_ANY && b->n_keys == 1 ? b->keys[0]
		: APP_KEY_NONE;
	struct app_step *steps = app_steps_copy(b->steps, b->n_steps);
	size_t count = ui->count, n = b->n_steps;
	bool goes_on = true;

	for (size_t i = 0; i < n && goes_on; i++) {
		ui->count = count;
		if (steps[i].action != APP_ACTION_NONE) {
			goes_on = run(ui, steps[i].action, steps[i].argument,
				i == 0 ? key : APP_KEY_NONE);
		} else {
			ui_command_put(ui, steps[i].argument);
			goes_on = carry_out(ui);
		}
	}
	app_steps_free(steps, n);
}

static void
refuse(struct ui *ui)
{
	enum app_action action = APP_ACTION_NONE;

	if (ui->overlay && ui->n_typed == 1)
		action = ui_overlay_key(ui, ui->typed[0], APP_ACTION_NONE);
	else
		app_say(&ui->s->messages, APP_INFO, APP_MSG(NOT_BOUND),
			app_keys_name(ui->typed, ui->n_typed).text,
			app_action_key(ui->s->keymap, APP_ACTION_HELP).text);
	ui_drop_keys(ui);
	if (action != APP_ACTION_NONE)
		ui_act(ui, action, NULL);
}

/* True for a key that works in the midst of others too. */
static bool
works_always(const struct ui *ui, uint32_t key)
{
	const struct app_binding *b;

	return app_keymap_find(ui->s->keymap, context(ui), &key, 1, &b) == APP_MATCH_WHOLE
		&& b->n_steps > 0 && b->steps->action != APP_ACTION_NONE
		&& app_action_info(b->steps->action)->needs == APP_NEEDS_ALWAYS;
}

/* Take a key that continues or begins a sequence. */
static void
take_key(struct ui *ui, uint32_t key)
{
	const struct app_binding *b;

	ui->typed[ui->n_typed++] = key;
	switch (app_keymap_find(ui->s->keymap, context(ui), ui->typed, ui->n_typed, &b)) {
	case APP_MATCH_PART:
		return;
	case APP_MATCH_WHOLE:
		ui->n_typed = 0;
		run_all(ui, b);
		return;
	case APP_MATCH_NONE:
		if (ui->n_typed == 1 || !works_always(ui, key)) {
			refuse(ui);
			return;
		}
		ui_drop_keys(ui);
		take_key(ui, key);
		return;
	}
}

void
ui_key(struct ui *ui, uint32_t key)
{
	enum app_action action;

	ui_notice(ui);
	if (context(ui) == APP_CONTEXT_PROMPT) {
		action = type(ui, key);
		if (action != APP_ACTION_NONE)
			ui_act(ui, action, NULL);
		carry_out(ui);
	} else if (key == APP_KEY_ESCAPE && (ui->n_typed || ui->count)) {
		ui_drop_keys(ui);
	} else if (ui->n_typed || !take_digit(ui, key)) {
		take_key(ui, key);
	}
	ui_fit(ui);
}

/* ---- what may follow ---- */

void
ui_add_following_keys(const struct ui *ui, struct nr_buf *out)
{
	const struct app_keymap *m = ui->s->keymap;
	struct nr_buf text = NR_BUF_INIT;

	for (size_t i = 0; i < m->n; i++) {
		const struct app_binding *b = &m->v[i];

		if (!app_keymap_follows(m, context(ui), b, ui->typed, ui->n_typed))
			continue;
		nr_buf_clear(&text);
		if (b->help)
			nr_buf_addz(&text, b->help);
		else
			app_binding_add_commands(b, &text);
		ui_key_hints_add(out, app_keys_name(b->keys + ui->n_typed,
			b->n_keys - ui->n_typed).text, nr_buf_str(&text));
	}
	ui_key_hints_add(out, app_key_name(APP_KEY_ESCAPE).text,
		APP_MSG(HINT_DROPS_KEYS));
	nr_buf_release(&text);
}

/* ---- pasted text ---- */

void
ui_paste(struct ui *ui, const char *text, size_t n)
{
	ui_notice(ui);
	if (ui->input) {
		ui->input->take(ui, APP_KEY_NONE, ui_prompt_paste(&ui->prompt, text, n));
	} else if (!ui_menu_paste(&ui->menu, text, n)) {
		ui_drop_keys(ui);
		app_say(&ui->s->messages, APP_INFO, APP_MSG(PASTE_IGNORED));
	}
	ui_fit(ui);
}
