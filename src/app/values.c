/* Keeps what the configuration sets; refuses values that only the screen knows to be wrong. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/columns.h"
#include "app/settings.h"
#include "app/theme.h"

void
app_settings_init(struct app_settings *s)
{
	*s = (struct app_settings){ .options = nr_options_new() };
	app_keymap_init(&s->keymap);
}

void
app_settings_release(struct app_settings *s)
{
	nr_options_free(s->options);
	for (size_t i = 0; i < NR_OPT_COUNT; i++)
		free(s->origins[i].path);
	for (size_t i = 0; i < s->aliases.n; i++) {
		free(s->aliases.v[i].name);
		free(s->aliases.v[i].commands);
	}
	free(s->aliases.v);
	app_keymap_release(&s->keymap);
	for (size_t i = 0; i < s->n_lines; i++) {
		free(s->lines[i].text);
		free(s->lines[i].path);
	}
	free(s->lines);
	for (size_t i = 0; i < s->n_files; i++)
		free(s->files[i]);
	free(s->files);
	nr_diags_release(&s->mistakes);
	*s = (struct app_settings){ .options = NULL };
}

void
app_settings_swap(struct app_settings *a, struct app_settings *b, enum app_config_part part)
{
	if (part == APP_CONFIG_ALIASES) {
		struct app_aliases aliases = a->aliases;

		a->aliases = b->aliases;
		b->aliases = aliases;
	} else if (part == APP_CONFIG_COLORS) {
		struct app_theme theme = a->theme;

		a->theme = b->theme;
		b->theme = theme;
	} else if (part == APP_CONFIG_KEYS) {
		struct app_keymap keymap = a->keymap;

		a->keymap = b->keymap;
		b->keymap = keymap;
	}
}

struct app_alias *
app_alias_find(const struct app_aliases *a, const char *name)
{
	for (size_t i = 0; i < a->n; i++)
		if (strcmp(a->v[i].name, name) == 0)
			return &a->v[i];
	return NULL;
}

/* ---- options ---- */

int
app_options_set(struct nr_options *o, const char *name, const char *value,
	struct nr_error *err)
{
	enum nr_option id = nr_option_named(name);
	struct app_columns columns;
	struct app_theme theme;

	if (id == NR_OPT_COLUMNS && app_columns_parse(value, &columns, err) < 0)
		return -1;
	if (id == NR_OPT_THEME && app_theme_choose(&theme, value, err) < 0)
		return -1;
	return nr_options_set(o, name, value, err);
}

int
app_options_assign(struct nr_options *o, const struct nr_conf_line *line,
	struct nr_error *err)
{
	const char *name = line->words[0];
	unsigned col = line->cols[nr_option_named(name) != NR_OPT_COUNT];

	if (app_options_set(o, name, line->words[1], err) == 0)
		return 0;
	if (err->col)
		err->col += line->text[col - 1] == '"' ? col : col - 1;
	else
		err->col = col;
	return -1;
}
