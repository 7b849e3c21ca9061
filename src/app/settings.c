/* Reads the files of the configuration and carries out their lines. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/actions.h"
#include "app/settings.h"
#include "newsreader/fs.h"
#include "newsreader/mem.h"

/* A file that is being read. */
struct app_config_file {
	char *path;		/* absolute, without symbolic links; NULL if it is missing */
	unsigned depth;
	const struct app_config_file *outer;
};

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

static void
drop(struct nr_diags *d, const char *path)
{
	size_t kept = 0;

	for (size_t i = 0; i < d->n; i++) {
		if (strcmp(d->v[i].path, path) != 0) {
			d->v[kept++] = d->v[i];
			continue;
		}
		free(d->v[i].path);
		free(d->v[i].text);
	}
	d->n = kept;
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

	s->n_reads = file.outer ? s->n_reads + 1 : 1;
	if (file.outer)
		file.depth = file.outer->depth + 1;
	for (const struct app_config_file *f = file.outer; f && file.path; f = f->outer)
		if (f->path && strcmp(f->path, file.path) == 0)
			rc = nr_error_set(err, NR_ERR_USAGE, "this file is being read already");
	if (rc == 0 && (file.depth >= APP_CONFIG_DEPTH || s->n_reads > APP_CONFIG_FILES))
		rc = nr_error_set(err, NR_ERR_LIMIT,
			"at most %d files, %d of them inside each other, are read",
			APP_CONFIG_FILES, APP_CONFIG_DEPTH);
	if (rc == 0) {
		add_file(s, path);
		if (s->older)
			drop(s->older, path);
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

/* In the running program "source" alone reads all files again. The line that runs there
 * has no file whose folder a name could be relative to. */
static int
check_source(const struct app_checker *c, const struct nr_conf_line *line,
	struct nr_error *err)
{
	const char *name = line->n > 1 ? line->words[1] : "/";

	(void)c;
	if (line->n > 2 || line->free)
		return nr_conf_refuse(line, 1, err, "source takes one file");
	if (*name != '/' && strncmp(name, "~/", 2) != 0)
		return nr_conf_refuse(line, 1, err,
			"the name of a file begins with / or ~/ here");
	return 0;
}

/* ---- names of commands ---- */

/* The commands that begin with a word of the line, and what stands after -- or ->. */
static char *
commands_of(const struct nr_conf_line *line, size_t word)
{
	return line->free && word < line->n ? nr_strdup(line->text + line->cols[word] - 1)
		: nr_conf_line_rest(line, word);
}

/* ---- commands that run later ---- */

static int
refuse_name(const struct nr_conf_line *line, struct nr_error *err)
{
	const char *name = line->words[0];
	struct nr_nearest near = nr_nearest_to(name);

	for (unsigned i = 0; i < APP_ACTION_COUNT; i++)
		nr_nearest_try(&near, app_action_info((enum app_action)i)->name);
	for (size_t i = 0; app_config_command(i); i++)
		nr_nearest_try(&near, app_config_command(i)->name);
	if (near.found)
		return nr_nearest_refuse(&near, "command", line, 0, err);
	return nr_conf_refuse(line, 0, err,
		"unknown command '%s'; an alias is defined above its use", name);
}

static int
check_option(const struct nr_conf_line *line, struct nr_error *err)
{
	struct nr_options *scratch = nr_options_new();
	int rc = app_options_assign(scratch, line, err);

	nr_options_free(scratch);
	return rc;
}

static int
check_action(enum app_action action, const struct nr_conf_line *line, struct nr_error *err)
{
	struct nr_error why = NR_ERROR_INIT;
	char *argument = line->n > 1 ? nr_conf_line_rest(line, 1) : NULL;
	int rc = app_action_check(action, line->n == 2 ? line->words[1] : argument, &why);

	free(argument);
	return rc < 0 ? nr_conf_refuse(line, 1, err, "%s", why.text) : 0;
}

/* What follows an alias goes to its last command; the others were checked before. */
static int
check_call(const struct app_checker *c, const struct app_alias *a,
	const struct nr_conf_line *line, struct nr_error *err)
{
	const char *last = a->commands, *end;
	struct nr_error why = NR_ERROR_INIT;
	struct nr_buf call = NR_BUF_INIT;
	char *words;
	int rc;

	if (line->n == 1)
		return 0;
	while (*(end = nr_conf_command_end(last)) == ';')
		last = end + 1;
	words = nr_conf_line_rest(line, 1);
	nr_buf_addf(&call, "%s %s", last, words);
	rc = c->check(c, nr_buf_str(&call), &why);
	free(words);
	nr_buf_release(&call);
	return rc < 0 ? nr_conf_refuse(line, 1, err, "%s", why.text) : 0;
}

static int
check_line(const struct app_checker *c, const struct nr_conf_line *line,
	struct nr_error *err)
{
	const char *name = line->words[0];
	const struct app_config_command *command = app_config_command_named(name);
	const struct app_alias *a = app_alias_find(&c->settings->aliases, name);
	struct app_checker inner = *c;

	if (line->kind == NR_CONF_OPTION)
		return check_option(line, err);
	if ((command || a) && ++inner.depth > APP_CONFIG_DEPTH)
		return nr_conf_refuse(line, 0, err, "more than %d commands inside each other",
			APP_CONFIG_DEPTH);
	if (command)
		return command->check(&inner, line, err);
	if (a)
		return check_call(&inner, a, line, err);
	if (app_action_named(name) != APP_ACTION_NONE)
		return check_action(app_action_named(name), line, err);
	return refuse_name(line, err);
}

/* Check the first command of a text; *end is where it ends. */
static int
check_first(const struct app_checker *c, const char *text, const char **end,
	struct nr_error *err)
{
	struct nr_conf_line line = NR_CONF_LINE_INIT;
	int rc;

	*end = nr_conf_command_end(text);
	rc = nr_conf_line_read(&line, text, (size_t)(*end - text), err);
	if (rc == 0 && line.kind == NR_CONF_EMPTY) {
		rc = nr_error_set(err, NR_ERR_USAGE, "a command is missing here");
		err->col = (unsigned)strspn(text, " \t") + 1;
	} else if (rc == 0) {
		rc = check_line(c, &line, err);
	}
	nr_conf_line_release(&line);
	return rc;
}

static int
check_commands(const struct app_checker *c, const char *commands, struct nr_error *err)
{
	const char *at = commands, *end;

	for (;; at = end + 1) {
		if (check_first(c, at, &end, err) < 0) {
			err->col += (unsigned)(at - commands);
			return -1;
		}
		if (*end != ';')
			return 0;
	}
}

static struct app_checker
checker_of(const struct app_settings *s)
{
	return (struct app_checker){ .check = check_commands, .settings = s };
}

/* ---- alias ---- */

static int
check_alias(const struct app_checker *c, const struct nr_conf_line *line,
	struct nr_error *err)
{
	const char *name = line->n > 1 ? line->words[1] : "";
	char *commands;
	int rc;

	if (!*name || name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-")])
		return nr_conf_refuse(line, 1, err,
			"an alias has a name of the letters a to z, digits and '-'");
	if (app_action_named(name) != APP_ACTION_NONE || app_config_command_named(name))
		return nr_conf_refuse(line, 1, err, "'%s' is a command already", name);
	commands = commands_of(line, 2);
	rc = c->check(c, commands, err);
	if (rc < 0)
		err->col += line->cols[line->n > 2 ? 2 : line->n] - 1;
	free(commands);
	return rc;
}

static int
alias(struct app_settings *s, const struct nr_conf_line *line, struct nr_error *err)
{
	struct app_checker checker = checker_of(s);
	struct app_alias *a;

	if (check_alias(&checker, line, err) < 0)
		return -1;
	a = app_alias_find(&s->aliases, line->words[1]);
	if (!a) {
		s->aliases.v = nr_grow(s->aliases.v, &s->aliases.cap, s->aliases.n + 1,
			sizeof(*s->aliases.v));
		a = &s->aliases.v[s->aliases.n++];
		*a = (struct app_alias){ nr_strdup(line->words[1]), NULL };
	}
	free(a->commands);
	a->commands = commands_of(line, 2);
	return 0;
}

/* ---- bind, unbind, keys ---- */

static int
check_keys(const struct app_checker *c, const struct nr_conf_line *line,
	struct nr_error *err)
{
	return app_keymap_command(NULL, line, c, err);
}

static int
change_keys(struct app_settings *s, const struct nr_conf_line *line, struct nr_error *err)
{
	struct app_checker checker = checker_of(s);

	return app_keymap_command(&s->keymap, line, &checker, err);
}

/* ---- color, set ---- */

static int
check_color(const struct app_checker *c, const struct nr_conf_line *line,
	struct nr_error *err)
{
	struct app_theme theme = c->settings->theme;

	return app_theme_command(&theme, line, err);
}

static int
color(struct app_settings *s, const struct nr_conf_line *line, struct nr_error *err)
{
	return app_theme_command(&s->theme, line, err);
}

/* An assignment gets neither here nor to check_set. */
static int
refuse_set(struct nr_options *o, const struct nr_conf_line *line, struct nr_error *err)
{
	const char *name = line->n > 1 ? line->words[1] : NULL;

	if (name && nr_option_named(name) == NR_OPT_COUNT) {
		nr_options_set(o, name, "", err);
		err->col = line->cols[1];
		return -1;
	}
	return nr_conf_refuse(line, 1, err, "set takes NAME = VALUE");
}

static int
set(struct app_settings *s, const struct nr_conf_line *line, struct nr_error *err)
{
	return refuse_set(s->options, line, err);
}

/* In the running program "set NAME" says the value. */
static int
check_set(const struct app_checker *c, const struct nr_conf_line *line,
	struct nr_error *err)
{
	if (line->n == 2 && nr_option_named(line->words[1]) != NR_OPT_COUNT)
		return 0;
	return refuse_set(c->settings->options, line, err);
}

/* ---- the table ---- */

static const struct app_config_command commands[] = {
	{ "set", "NAME = VALUE", "Set an option; the word set may be omitted.",
		APP_CONFIG_NO_PART, check_set, set },
	{ "source", "FILE", "Read another file at this point. Its name is relative to the folder"
		" of the file with this line, or at the : prompt to the working folder; ~/ is"
		" the home folder.",
		APP_CONFIG_NO_PART, check_source, source },
	{ "alias", "NAME COMMAND [; COMMAND]", "Define a name for one or more"
		" commands. Words given after the name are appended to the last command.",
		APP_CONFIG_ALIASES, check_alias, alias },
	{ "color", "ROLE [fg=COLOR] [bg=COLOR] [bold dim italic underline reverse none]",
		"Change how something is drawn, in every theme. A colour is one of the 16 names,"
		" such as red or bright-red, a number up to 255, #rrggbb, or default.",
		APP_CONFIG_COLORS, check_color, color },
	{ "bind", "CONTEXT KEYS COMMAND [; COMMAND] [-- TEXT]", "Bind keys to one or more"
		" commands, which may also be options and aliases; TEXT is shown in the help.",
		APP_CONFIG_KEYS, check_keys, change_keys },
	{ "unbind", "CONTEXT KEYS|all", "Remove what is bound to keys, and to all"
		" sequences that begin with them.", APP_CONFIG_KEYS, check_keys, change_keys },
	{ "keys", "PRESET", "Replace all keys by those of a preset; newsreader(1) describes"
		" them.", APP_CONFIG_KEYS, check_keys, change_keys },
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
		return nr_nearest_refuse(&near, "command", line, 0, err);
	for (size_t i = 0; i < NR_OPT_COUNT; i++)
		nr_nearest_try(&near, nr_option_info((enum nr_option)i)->name);
	if (near.found)
		return nr_conf_refuse(line, 0, err,
			"unknown command '%s'; did you mean '%s = VALUE'?", name, near.found);
	return nr_nearest_refuse(&near, "command", line, 0, err);
}

static int
assign(struct app_settings *s, const struct nr_conf_line *line, struct nr_error *err)
{
	const char *name = line->words[0];
	enum nr_option id = nr_option_named(name);

	if (app_options_assign(s->options, line, err) < 0) {
		if (id != NR_OPT_COUNT)
			s->refused[id] = true;
		s->n_attributed += id != NR_OPT_COUNT;
		return -1;
	}
	free(s->origins[id].path);
	s->origins[id] = (struct app_origin){ APP_ORIGIN_FILE, nr_strdup(line->path),
		line->line };
	s->refused[id] = false;
	s->assigned[id] = true;
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
		s->n_attributed += command->part != APP_CONFIG_NO_PART;
		return -1;
	}
	if (command->part != APP_CONFIG_NO_PART)
		keep_line(s, line, command->part);
	return 0;
}
