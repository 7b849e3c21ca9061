/* Reads the files of the configuration and carries out their lines. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/actions.h"
#include "app/columns.h"
#include "app/settings.h"
#include "app/theme.h"
#include "newsreader/fs.h"
#include "newsreader/mem.h"

/* A file that is being read. */
struct app_config_file {
	char *path;		/* absolute, without symbolic links; NULL if it is missing */
	unsigned depth;
	const struct app_config_file *outer;
};

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

/* ---- source ---- */

static void
add_file(struct app_settings *s, const char *path)
{
	for (size_t i = 0; i < s->n_files; i++)
		if (strcmp(s->files[i], path) == 0)
			return;
	s->files = nr_reallocarray(s->files, s->n_files + 1, sizeof(*s->files));
	s->files[s->n_files++] = nr_strdup(path);
}

static nr_conf_take take_line;

static int
take_line(void *settings, const struct nr_conf_line *line, struct nr_error *err)
{
	return app_settings_line(settings, line, err);
}

int
app_settings_read(struct app_settings *s, const char *path, bool must_exist,
	struct nr_error *err)
{
	struct nr_error missing = NR_ERROR_INIT;
	struct app_config_file file = { nr_fs_resolve(path, &missing), 0, s->reading };
	int rc = 0;

	if (file.outer)
		file.depth = file.outer->depth + 1;
	for (const struct app_config_file *f = file.outer; f && file.path; f = f->outer)
		if (f->path && strcmp(f->path, file.path) == 0)
			rc = nr_error_set(err, NR_ERR_USAGE, "this file is being read already");
	if (rc == 0 && (file.depth >= APP_CONFIG_DEPTH || s->n_files >= APP_CONFIG_FILES))
		rc = nr_error_set(err, NR_ERR_LIMIT,
			"at most %d files, %d of them inside each other, are read",
			APP_CONFIG_FILES, APP_CONFIG_DEPTH);
	if (rc == 0) {
		add_file(s, path);
		s->reading = &file;
		rc = nr_conf_read(path, must_exist, take_line, s, &s->mistakes, err);
		s->reading = file.outer;
	}
	free(file.path);
	return rc;
}

/* The path in a line of a file is relative to the folder of that file. */
static char *
sourced_path(const struct nr_conf_line *line, const char *name)
{
	char *path = nr_fs_expand(name, strlen(name)), *folder, *joined;
	const char *slash = strrchr(line->path, '/');

	if (*path == '/' || !slash)
		return path;
	folder = nr_strndup(line->path, (size_t)(slash - line->path));
	joined = nr_fs_join(folder, path);
	free(folder);
	free(path);
	return joined;
}

static int
source(struct app_settings *s, const struct nr_conf_line *line, struct nr_error *err)
{
	struct nr_error of_file = NR_ERROR_INIT;
	char *path;
	int rc;

	if (line->n != 2 || line->free)
		return nr_conf_refuse(line, 1, err, "source takes one file");
	path = sourced_path(line, line->words[1]);
	rc = app_settings_read(s, path, true, &of_file);
	if (rc < 0)
		nr_conf_refuse(line, 1, err, "%s", of_file.text);
	free(path);
	return rc;
}

/* ---- alias ---- */

static struct app_alias *
find_alias(const struct app_aliases *a, const char *name)
{
	for (size_t i = 0; i < a->n; i++)
		if (strcmp(a->v[i].name, name) == 0)
			return &a->v[i];
	return NULL;
}

/* Refuse the command at a word of the line if there is none of this name. */
static int
check_command(const struct app_settings *s, const struct nr_conf_line *line, size_t word,
	struct nr_error *err)
{
	const char *name = word < line->n ? line->words[word] : "";
	struct nr_nearest near = nr_nearest_to(name);

	if (!*name || nr_conf_word_is(line, word, ";"))
		return nr_conf_refuse(line, word, err, "a command is missing here");
	if (app_action_named(name) != APP_ACTION_NONE || app_config_command_named(name)
			|| find_alias(&s->aliases, name))
		return 0;
	for (unsigned i = 0; i < APP_ACTION_COUNT; i++)
		nr_nearest_try(&near, app_action_info((enum app_action)i)->name);
	for (size_t i = 0; app_config_command(i); i++)
		nr_nearest_try(&near, app_config_command(i)->name);
	if (near.found)
		return nr_conf_refuse(line, word, err,
			"unknown command '%s'; did you mean '%s'?", name, near.found);
	return nr_conf_refuse(line, word, err, "unknown command '%s'", name);
}

static int
alias(struct app_settings *s, const struct nr_conf_line *line, struct nr_error *err)
{
	const char *name = line->n > 1 ? line->words[1] : "";
	struct app_alias *a;

	if (!*name || name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-")])
		return nr_conf_refuse(line, 1, err,
			"an alias has a name of the letters a to z, digits and '-'");
	if (app_action_named(name) != APP_ACTION_NONE || app_config_command_named(name))
		return nr_conf_refuse(line, 1, err, "'%s' is a command already", name);
	if (check_command(s, line, 2, err) < 0)
		return -1;
	for (size_t i = 3; i < line->n; i++)
		if (nr_conf_word_is(line, i, ";") && check_command(s, line, i + 1, err) < 0)
			return -1;
	a = find_alias(&s->aliases, name);
	if (!a) {
		s->aliases.v = nr_grow(s->aliases.v, &s->aliases.cap, s->aliases.n + 1,
			sizeof(*s->aliases.v));
		a = &s->aliases.v[s->aliases.n++];
		*a = (struct app_alias){ nr_strdup(name), NULL };
	}
	free(a->commands);
	a->commands = line->free ? nr_strdup(line->text + line->cols[2] - 1)
		: nr_conf_line_rest(line, 2);
	return 0;
}

/* ---- bind, unbind, keys ---- */

static int
change_keys(struct app_settings *s, const struct nr_conf_line *line, struct nr_error *err)
{
	return app_keymap_command(&s->keymap, line, err);
}

/* ---- lines ---- */

static int
color(struct app_settings *s, const struct nr_conf_line *line, struct nr_error *err)
{
	return app_theme_command(&s->theme, line, err);
}

/* An assignment never gets here. */
static int
set(struct app_settings *s, const struct nr_conf_line *line, struct nr_error *err)
{
	const char *name = line->n > 1 ? line->words[1] : NULL;

	if (name && nr_option_named(name) == NR_OPT_COUNT) {
		nr_options_set(s->options, name, "", err);
		err->col = line->cols[1];
		return -1;
	}
	return nr_conf_refuse(line, 1, err, "set takes NAME = VALUE");
}

static const struct app_config_command commands[] = {
	{ "set", "NAME = VALUE", "Set an option; the word set may be left out.",
		APP_CONFIG_NO_PART, set },
	{ "source", "FILE", "Read another file here. Its name is relative to the folder of"
		" the file that has the line; ~/ is the home folder.",
		APP_CONFIG_NO_PART, source },
	{ "alias", "NAME COMMAND [; COMMAND]", "Give one command or several a name of their"
		" own.", APP_CONFIG_ALIASES, alias },
	{ "color", "ROLE [fg=COLOR] [bg=COLOR] [bold dim italic underline reverse none]",
		"Change how something is drawn, in every theme. A color is one of the 16 names,"
		" as red or bright-red, a number up to 255, #rrggbb or default.",
		APP_CONFIG_COLORS, color },
	{ "bind", "CONTEXT KEYS COMMAND [; COMMAND] [-- TEXT]", "Let keys run one command or"
		" several; TEXT stands in the help.", APP_CONFIG_KEYS, change_keys },
	{ "unbind", "CONTEXT KEYS|all", "Let keys, and those that begin with them, do nothing.",
		APP_CONFIG_KEYS, change_keys },
	{ "keys", "PRESET", "Replace all keys by those of a preset.", APP_CONFIG_KEYS,
		change_keys },
};

const struct app_config_command *
app_config_command(size_t i)
{
	return i < sizeof(commands) / sizeof(*commands) ? &commands[i] : NULL;
}

const struct app_config_command *
app_config_command_named(const char *name)
{
	for (size_t i = 0; i < sizeof(commands) / sizeof(*commands); i++)
		if (strcmp(commands[i].name, name) == 0)
			return &commands[i];
	return NULL;
}

static int
refuse_command(const struct nr_conf_line *line, struct nr_error *err)
{
	const char *name = line->words[0];
	struct nr_nearest near = nr_nearest_to(name);

	if (nr_option_named(name) != NR_OPT_COUNT)
		return nr_conf_refuse(line, 0, err, "'%s' is an option: %s = VALUE", name, name);
	if (app_action_named(name) != APP_ACTION_NONE)
		return nr_conf_refuse(line, 0, err, "'%s' is not a configuration command", name);
	for (size_t i = 0; app_config_command(i); i++)
		nr_nearest_try(&near, app_config_command(i)->name);
	if (near.found)
		return nr_conf_refuse(line, 0, err, "unknown command '%s'; did you mean '%s'?",
			name, near.found);
	for (size_t i = 0; i < NR_OPT_COUNT; i++)
		nr_nearest_try(&near, nr_option_info((enum nr_option)i)->name);
	if (near.found)
		return nr_conf_refuse(line, 0, err,
			"unknown command '%s'; did you mean '%s = VALUE'?", name, near.found);
	return nr_conf_refuse(line, 0, err, "unknown command '%s'", name);
}

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

static int
assign(struct app_settings *s, const struct nr_conf_line *line, struct nr_error *err)
{
	const char *name = line->words[0];
	enum nr_option id = nr_option_named(name);

	if (app_options_assign(s->options, line, err) < 0) {
		if (id != NR_OPT_COUNT)
			s->refused[id] = true;
		return -1;
	}
	free(s->origins[id].path);
	s->origins[id] = (struct app_origin){ APP_ORIGIN_FILE, nr_strdup(line->path),
		line->line };
	s->refused[id] = false;
	return 0;
}

static void
keep_line(struct app_settings *s, const struct nr_conf_line *line, enum app_config_part part)
{
	s->lines = nr_grow(s->lines, &s->cap_lines, s->n_lines + 1, sizeof(*s->lines));
	s->lines[s->n_lines++] = (struct app_config_line){ nr_strdup(line->text), part,
		nr_strdup(line->path), line->line };
}

int
app_settings_line(struct app_settings *s, const struct nr_conf_line *line,
	struct nr_error *err)
{
	const struct app_config_command *command;

	if (line->kind == NR_CONF_OPTION)
		return assign(s, line, err);
	command = app_config_command_named(line->words[0]);
	if (!command)
		return refuse_command(line, err);
	if (command->run(s, line, err) < 0) {
		if (command->part != APP_CONFIG_NO_PART)
			s->part_refused[command->part] = true;
		return -1;
	}
	if (command->part != APP_CONFIG_NO_PART)
		keep_line(s, line, command->part);
	return 0;
}
