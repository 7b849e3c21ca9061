/* The configuration of the running program: read, set by the prompt, read again. */
#include "config.h"

#include "app/settings.h"

#include <stdlib.h>
#include <string.h>

#include "newsreader/mem.h"

void
app_config_init(struct app_config *c)
{
	*c = (struct app_config){ .options = nr_options_new() };
	app_settings_init(&c->read);
}

void
app_config_release(struct app_config *c)
{
	nr_options_free(c->options);
	app_settings_release(&c->read);
	for (size_t i = 0; i < c->n_arguments; i++) {
		free(c->arguments[i].name);
		free(c->arguments[i].value);
	}
	free(c->arguments);
	for (size_t i = 0; i < c->n_typed; i++)
		free(c->typed[i]);
	free(c->typed);
	free(c->path);
	*c = (struct app_config){ .options = NULL };
}

/* Let option i have the value that it has in `from`. */
static void
copy_option(struct nr_options *to, const struct nr_options *from, enum nr_option i)
{
	struct nr_error never = NR_ERROR_INIT;

	nr_options_set(to, nr_option_info(i)->name, nr_options_string(from, i), &never);
}

int
app_config_start(struct app_config *c, const char *path, bool must_exist,
	struct nr_error *err)
{
	int rc;

	if (!path)
		return 0;
	c->path = nr_strdup(path);
	c->must_exist = must_exist;
	rc = app_settings_read(&c->read, path, must_exist, err);
	for (unsigned i = 0; i < NR_OPT_COUNT; i++)
		copy_option(c->options, c->read.options, (enum nr_option)i);
	return rc;
}

static int
set_argument(struct app_settings *s, const struct app_argument *a, struct nr_error *err)
{
	enum nr_option id = nr_option_named(a->name);

	if (app_options_set(s->options, a->name, a->value, err) < 0)
		return -1;
	free(s->origins[id].path);
	s->origins[id] = (struct app_origin){ .kind = APP_ORIGIN_ARGUMENT };
	return 0;
}

int
app_config_argument(struct app_config *c, const char *name, const char *text,
	struct nr_error *err)
{
	struct app_argument a = { NULL, NULL };

	if (name)
		a = (struct app_argument){ nr_strdup(name), nr_strdup(text) };
	else if (nr_option_parse(text, &a.name, &a.value, err) < 0)
		return -1;
	c->arguments = nr_reallocarray(c->arguments, c->n_arguments + 1,
		sizeof(*c->arguments));
	c->arguments[c->n_arguments++] = a;
	if (set_argument(&c->read, &a, err) < 0)
		return -1;
	copy_option(c->options, c->read.options, nr_option_named(a.name));
	return 0;
}

/* ---- reading again ---- */

/* An option whose value is wrong keeps the one it had. */
static void
keep_option(struct app_settings *fresh, struct app_settings *old, enum nr_option i)
{
	struct app_origin *to = &fresh->origins[i], *from = &old->origins[i];

	if (!fresh->refused[i] || to->kind != APP_ORIGIN_DEFAULT)
		return;
	copy_option(fresh->options, old->options, i);
	*to = *from;
	*from = (struct app_origin){ .kind = APP_ORIGIN_DEFAULT };
}

/* A part with a wrong line keeps what it had, and the right lines are carried out upon
 * that. */
static void
keep_part(struct app_settings *fresh, struct app_settings *old, enum app_config_part part)
{
	struct nr_error ignored = NR_ERROR_INIT;
	size_t n = fresh->n_lines;

	if (!fresh->part_refused[part])
		return;
	app_settings_swap(fresh, old, part);
	for (size_t i = 0; i < n; i++) {
		const struct app_config_line *from = &fresh->lines[i];
		struct nr_conf_line line = { .path = from->path, .line = from->line };

		if (from->part != part)
			continue;
		nr_conf_line_read(&line, from->text, strlen(from->text), &ignored);
		app_config_command_named(line.words[0])->run(fresh, &line, &ignored);
		nr_conf_line_release(&line);
	}
}

static void
keep(struct app_settings *fresh, struct app_settings *old)
{
	/* A wrong name or quote, a file that is missing: it may have set anything. */
	bool unclear = fresh->mistakes.n > fresh->n_attributed;

	for (unsigned i = 0; i < NR_OPT_COUNT; i++) {
		fresh->refused[i] = fresh->refused[i] || unclear;
		keep_option(fresh, old, (enum nr_option)i);
	}
	for (unsigned i = 0; i < APP_CONFIG_PARTS; i++) {
		fresh->part_refused[i] = fresh->part_refused[i] || unclear;
		keep_part(fresh, old, (enum app_config_part)i);
	}
}

/* Carry out a command of the prompt again. */
static void
repeat(struct app_settings *s, const char *text)
{
	struct nr_conf_line line = NR_CONF_LINE_INIT;
	struct nr_error ignored = NR_ERROR_INIT;

	nr_conf_line_read(&line, text, strlen(text), &ignored);
	app_settings_line(s, &line, &ignored);
	nr_conf_line_release(&line);
}

/* Let the options have the values of `now` that differ from those of `before`. */
static void
take_changes(struct app_config *c, const struct nr_options *now,
	const struct nr_options *before, bool changed[NR_OPT_COUNT])
{
	for (unsigned i = 0; i < NR_OPT_COUNT; i++) {
		enum nr_option id = (enum nr_option)i;

		if (strcmp(nr_options_string(now, id), nr_options_string(before, id)) == 0)
			continue;
		changed[i] = true;
		copy_option(c->options, now, id);
	}
}

int
app_config_reload(struct app_config *c, bool changed[NR_OPT_COUNT], struct nr_error *err)
{
	struct app_settings fresh, old = c->read;
	struct nr_error never = NR_ERROR_INIT;

	memset(changed, 0, NR_OPT_COUNT * sizeof(*changed));
	app_settings_init(&fresh);
	if (c->path && app_settings_read(&fresh, c->path, c->must_exist, err) < 0) {
		app_settings_release(&fresh);
		return -1;
	}
	keep(&fresh, &old);
	for (size_t i = 0; i < c->n_arguments; i++)
		set_argument(&fresh, &c->arguments[i], &never);
	for (size_t i = 0; i < c->n_typed; i++)
		repeat(&fresh, c->typed[i]);
	take_changes(c, fresh.options, old.options, changed);
	c->read = fresh;
	app_settings_release(&old);
	return 0;
}

/* Let the options that lines have set take effect. */
static void
take_assigned(struct app_config *c, bool changed[NR_OPT_COUNT])
{
	for (unsigned i = 0; i < NR_OPT_COUNT; i++) {
		enum nr_option id = (enum nr_option)i;

		if (!c->read.assigned[i] || strcmp(nr_options_string(c->options, id),
				nr_options_string(c->read.options, id)) == 0)
			continue;
		changed[i] = true;
		copy_option(c->options, c->read.options, id);
	}
}

int
app_config_source(struct app_config *c, bool changed[NR_OPT_COUNT], struct nr_error *err)
{
	if (app_config_reload(c, changed, err) < 0)
		return -1;
	take_assigned(c, changed);
	return 0;
}

/* Keep a command of the prompt, once. */
static void
remember(struct app_config *c, const char *text)
{
	size_t kept = 0;

	for (size_t i = 0; i < c->n_typed; i++)
		if (strcmp(c->typed[i], text) == 0)
			free(c->typed[i]);
		else
			c->typed[kept++] = c->typed[i];
	c->typed = nr_grow(c->typed, &c->cap_typed, kept + 1, sizeof(*c->typed));
	c->typed[kept++] = nr_strdup(text);
	c->n_typed = kept;
}

int
app_config_line(struct app_config *c, const struct nr_conf_line *line,
	bool changed[NR_OPT_COUNT], struct nr_error *err)
{
	struct nr_diags older = c->read.mistakes;
	int rc, found;

	memset(changed, 0, NR_OPT_COUNT * sizeof(*changed));
	if (line->kind == NR_CONF_OPTION) {
		if (app_options_assign(c->options, line, err) < 0)
			return -1;
		changed[nr_option_named(line->words[0])] = true;
		return 0;
	}
	memset(c->read.assigned, 0, sizeof(c->read.assigned));
	c->read.mistakes = (struct nr_diags)NR_DIAGS_INIT;
	c->read.older = &older;
	rc = app_settings_line(&c->read, line, err);
	c->read.older = NULL;
	found = (int)c->read.mistakes.n;
	nr_diags_move(&older, &c->read.mistakes);
	c->read.mistakes = older;
	take_assigned(c, changed);
	if (rc < 0)
		return -1;
	remember(c, line->text);
	return found;
}

void
app_config_theme(const struct app_config *c, struct app_theme *out)
{
	struct nr_error never = NR_ERROR_INIT;

	*out = c->read.theme;
	app_theme_choose(out, nr_options_string(c->options, NR_OPT_THEME), &never);
}

const char *
app_config_alias(const struct app_config *c, const char *name)
{
	const struct app_alias *a = app_alias_find(&c->read.aliases, name);

	return a ? a->commands : NULL;
}
