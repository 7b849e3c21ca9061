/* The commands that change the key map: bind, unbind and keys. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/keymap.h"
#include "newsreader/mem.h"
#include "newsreader/utf8.h"

enum { SHOWN_NAME = 64 };	/* bytes of a command's name in a message */

/* Refuse a word by an error about it. */
static int
refuse(const struct nr_conf_line *l, size_t word, const struct nr_error *why,
	struct nr_error *err)
{
	return nr_conf_refuse(l, word, err, "%s", why->text);
}

static int
refuse_context(const struct nr_conf_line *l, const struct nr_nearest *near,
	struct nr_error *err)
{
	struct nr_buf all = NR_BUF_INIT;

	if (near->found)
		return nr_nearest_refuse(near, "context", l, 1, err);
	for (unsigned i = 0; i < APP_CONTEXTS; i++)
		nr_buf_addf(&all, "%s%s", i > 0 ? ", " : "",
			app_context_info((enum app_context)i)->name);
	if (*near->name)
		nr_conf_refuse(l, 1, err, "unknown context '%s'; there are %s", near->name,
			nr_buf_str(&all));
	else
		nr_conf_refuse(l, 1, err, "a context is missing here: %s", nr_buf_str(&all));
	nr_buf_release(&all);
	return -1;
}

static int
read_context(const struct nr_conf_line *l, enum app_context *out, struct nr_error *err)
{
	const char *name = l->n > 1 ? l->words[1] : "";
	struct nr_nearest near = nr_nearest_to(name);

	*out = app_context_named(name, strlen(name));
	if (*out != APP_CONTEXTS)
		return 0;
	for (unsigned i = 0; i < APP_CONTEXTS; i++)
		nr_nearest_try(&near, app_context_info((enum app_context)i)->name);
	return refuse_context(l, &near, err);
}

/* The number of keys, or -1. */
static int
read_keys(const struct nr_conf_line *l, uint32_t keys[APP_KEYS_MAX], struct nr_error *err)
{
	struct nr_error why = NR_ERROR_INIT;
	int n = app_keys_parse(l->n > 2 ? l->words[2] : "", keys, &why);

	return n > 0 ? n : refuse(l, 2, &why, err);
}

/* ---- bind ---- */

/* The first word of a command. */
static const char *
step_name(const struct app_step *step, char name[SHOWN_NAME])
{
	if (step->action != APP_ACTION_NONE)
		return app_action_info(step->action)->name;
	snprintf(name, SHOWN_NAME, "%.*s", (int)strcspn(step->argument, " \t"),
		step->argument);
	return name;
}

/* What a prompt does not take, and what a key cannot be in general. */
static int
check_keys(const struct nr_conf_line *l, const struct app_binding *b, struct nr_error *err)
{
	char name[SHOWN_NAME];

	if (*b->keys >= '0' && *b->keys <= '9')
		return nr_conf_refuse(l, 2, err,
			"a digit cannot be bound: it begins a count");
	for (size_t i = 1; i < b->n_keys; i++)
		if (b->keys[i] == APP_KEY_ESCAPE)
			return nr_conf_refuse(l, 2, err,
				"<%s> cannot stand after other keys: it drops them",
				app_key_name(APP_KEY_ESCAPE).text);
	if (b->context != APP_CONTEXT_PROMPT)
		return 0;
	if (b->n_keys > 1 || app_key_is_text(*b->keys))
		return nr_conf_refuse(l, 2, err,
			"in a prompt only a single key that types no character is bound");
	if (b->n_steps != 1)
		return nr_conf_refuse(l, 3, err,
			"in a prompt a key runs one command only");
	for (size_t i = 0; i < b->n_steps; i++)
		if (b->steps[i].action == APP_ACTION_NONE
			|| app_action_info(b->steps[i].action)->needs != APP_NEEDS_ALWAYS)
			return nr_conf_refuse(l, 3, err, "'%s' does not work in a prompt",
				step_name(&b->steps[i], name));
	return 0;
}

/* Append the command of n bytes, which has been checked. */
static void
add_step(struct app_binding *b, const char *text, size_t n)
{
	struct app_step *step;
	struct nr_conf_line command = NR_CONF_LINE_INIT;
	struct nr_error never = NR_ERROR_INIT;
	const char *after;

	nr_conf_line_read(&command, text, n, &never);
	b->steps = nr_reallocarray(b->steps, b->n_steps + 1, sizeof(*b->steps));
	step = &b->steps[b->n_steps++];
	*step = (struct app_step){ APP_ACTION_NONE, NULL };
	if (command.kind == NR_CONF_COMMAND)
		step->action = app_action_named(command.words[0]);
	after = step->action != APP_ACTION_NONE ? command.text + command.cols[1] - 1
		: command.text + strspn(command.text, " \t");
	if (*after != '\0')
		step->argument = nr_strdup(after);
	nr_conf_line_release(&command);
}

static int
read_steps(const struct nr_conf_line *l, struct app_binding *b,
	const struct app_checker *checker, struct nr_error *err)
{
	char *commands = nr_conf_line_rest(l, 3);
	int rc = checker->check(checker, commands, err);

	if (rc < 0)
		err->col += l->cols[l->n > 3 ? 3 : l->n] - 1;
	for (const char *at = commands, *end; rc == 0 && at; at = *end == ';' ? end + 1 : NULL) {
		end = nr_conf_command_end(at);
		add_step(b, at, (size_t)(end - at));
	}
	free(commands);
	return rc;
}

static char *
place_of(const struct nr_conf_line *l)
{
	struct nr_buf place = NR_BUF_INIT;

	if (!l->line)
		return nr_strdup("the prompt");
	nr_buf_addf(&place, "%s:%u", l->path, l->line);
	return nr_buf_take(&place);
}

static int
bind(struct app_keymap *m, const struct nr_conf_line *l, const struct app_checker *checker,
	struct nr_error *err)
{
	struct app_binding b = { .place = place_of(l) };
	struct nr_error why = NR_ERROR_INIT;
	int n;

	if (read_context(l, &b.context, err) < 0)
		goto failed;
	n = read_keys(l, b.keys, err);
	if (n < 0)
		goto failed;
	b.n_keys = (size_t)n;
	if (read_steps(l, &b, checker, err) < 0 || check_keys(l, &b, err) < 0)
		goto failed;
	if (!m) {
		app_binding_release(&b);
		return 0;
	}
	if (l->free && *l->free) {
		struct nr_buf help = NR_BUF_INIT;

		/* Two blanks part the hints on keys. */
		nr_utf8_clean_line(&help, l->free, strlen(l->free));
		b.help = nr_buf_take(&help);
	}
	return app_keymap_bind(m, &b, &why) < 0 ? refuse(l, 2, &why, err) : 0;
failed:
	app_binding_release(&b);
	return -1;
}

/* ---- unbind, keys ---- */

static int
unbind(struct app_keymap *m, const struct nr_conf_line *l, struct nr_error *err)
{
	uint32_t keys[APP_KEYS_MAX];
	enum app_context context;
	int n;

	if (read_context(l, &context, err) < 0)
		return -1;
	if (l->n > 3 || l->free)
		return nr_conf_refuse(l, 3, err, "unbind takes a context and keys, or all");
	if (l->n == 3 && strcmp(l->words[2], "all") == 0) {
		if (m)
			app_keymap_unbind(m, context, NULL, 0);
		return 0;
	}
	n = read_keys(l, keys, err);
	if (n < 0)
		return -1;
	if (m && !app_keymap_unbind(m, context, keys, (size_t)n))
		return nr_conf_refuse(l, 2, err, "'%s' is not bound there",
			app_keys_word(keys, (size_t)n).text);
	return 0;
}

static int
keys(struct app_keymap *m, const struct nr_conf_line *l, struct nr_error *err)
{
	const char *name = l->n > 1 ? l->words[1] : "";
	struct nr_nearest near = nr_nearest_to(name);
	enum app_preset preset = app_preset_named(name);

	if (l->n != 2 || l->free)
		return nr_conf_refuse(l, l->n > 2 ? 2 : 1, err, "keys takes one preset");
	if (preset == APP_PRESETS) {
		for (unsigned i = 0; i < APP_PRESETS; i++)
			nr_nearest_try(&near, app_preset_info((enum app_preset)i)->name);
		return nr_nearest_refuse(&near, "preset", l, 1, err);
	}
	if (m)
		app_keymap_preset(m, preset);
	return 0;
}

int
app_keymap_command(struct app_keymap *m, const struct nr_conf_line *l,
	const struct app_checker *checker, struct nr_error *err)
{
	if (strcmp(l->words[0], "bind") == 0)
		return bind(m, l, checker, err);
	return strcmp(l->words[0], "unbind") == 0 ? unbind(m, l, err) : keys(m, l, err);
}
