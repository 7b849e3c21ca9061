/*
 * The configuration: the options, and what the other lines of its files set. A line is an
 * option or a command of the table in settings.c, in a file and at the `:` prompt
 * alike.
 */
#ifndef APP_SETTINGS_H
#define APP_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>

#include "app/keymap.h"
#include "app/theme.h"
#include "newsreader/conf.h"
#include "newsreader/diag.h"
#include "newsreader/error.h"
#include "newsreader/options.h"

enum {
	APP_CONFIG_DEPTH = 8,	/* files or commands inside each other, */
	APP_CONFIG_FILES = 64	/* and all files that are read at once */
};

enum app_origin_kind { APP_ORIGIN_DEFAULT, APP_ORIGIN_FILE, APP_ORIGIN_ARGUMENT };

/* Where the value of an option comes from. */
struct app_origin {
	enum app_origin_kind kind;
	char *path;		/* of a FILE */
	unsigned line;
};

/* Parts of the configuration that commands set. While a line of a part is wrong, the other
 * lines of the part are added to what it was before. */
enum app_config_part {
	APP_CONFIG_ALIASES,
	APP_CONFIG_COLORS,
	APP_CONFIG_KEYS,
	APP_CONFIG_PARTS,
	APP_CONFIG_NO_PART = APP_CONFIG_PARTS
};

struct app_alias {
	char *name;
	char *commands;		/* "COMMAND ; COMMAND" as they were written */
};

struct app_aliases {
	struct app_alias *v;
	size_t n, cap;
};

/* A command that was accepted. */
struct app_config_line {
	char *text;
	enum app_config_part part;
	char *path;
	unsigned line;
};

/* What the files say. */
struct app_settings {
	struct nr_options *options;
	struct app_origin origins[NR_OPT_COUNT];
	bool refused[NR_OPT_COUNT];		/* a value of the option is wrong */
	bool assigned[NR_OPT_COUNT];		/* a line has set the option */
	struct app_aliases aliases;
	struct app_theme theme;			/* the changes of `color` */
	struct app_keymap keymap;
	bool part_refused[APP_CONFIG_PARTS];	/* a line of the part is wrong */
	struct app_config_line *lines;
	size_t n_lines, cap_lines;
	char **files;				/* that were read, or looked for */
	size_t n_files;
	size_t n_reads;				/* files that the outermost file has led to */
	struct nr_diags mistakes;
	size_t n_attributed;			/* mistakes of which `refused` and
						 * `part_refused` tell */
	struct nr_diags *older;			/* mistakes of files that may be read again,
						 * or NULL */
	const struct app_config_file *reading;	/* the file that is read, or NULL */
};

/* An option that the command line sets. */
struct app_argument {
	char *name, *value;
};

struct app_config {
	struct nr_options *options;	/* in effect: of files and command line, then of the
					 * prompt. The pointer stays the same */
	struct app_settings read;	/* files and command line */
	char *path;			/* NULL: there is no file */
	bool must_exist;
	struct app_argument *arguments;
	size_t n_arguments;
	char **typed;			/* the commands of the prompt */
	size_t n_typed, cap_typed;
};

void app_config_init(struct app_config *c);
void app_config_release(struct app_config *c);

/* Read a configuration file, which is copied; NULL for none. Mistakes in it are added to
 * c->read.mistakes. A missing file is an error only with `must_exist`. */
int app_config_start(struct app_config *c, const char *path, bool must_exist,
	struct nr_error *err);
/* Set an option by the command line, also after each reload: to a value, or without a name
 * by "NAME=VALUE". */
int app_config_argument(struct app_config *c, const char *name, const char *text,
	struct nr_error *err);
/* Read the files again, and carry out the commands of the prompt again. c->read.mistakes are
 * those of the files. An option or part with a wrong line keeps its value; if a wrong line does
 * not tell what it was to set, as one with a misspelt name, so do all options and parts that no
 * other line sets. An option that was set at the prompt keeps that value until a file changes
 * its own. changed[i]: option i has another value than before. If the file cannot be read,
 * returns -1 and changes nothing. */
int app_config_reload(struct app_config *c, bool changed[NR_OPT_COUNT],
	struct nr_error *err);
/* The same for a reader who asks for it: what a file sets takes effect also where the prompt
 * has set something else since. */
int app_config_source(struct app_config *c, bool changed[NR_OPT_COUNT],
	struct nr_error *err);
/* Carry out a line of the prompt, an option or a command of the configuration; `changed` as
 * for app_config_reload. The number of mistakes in files that it reads, or -1 with *err. They
 * take the place of those that these files had in c->read.mistakes. */
int app_config_line(struct app_config *c, const struct nr_conf_line *line,
	bool changed[NR_OPT_COUNT], struct nr_error *err);

/* The theme in effect: that of the option, with the changes of `color`. */
void app_config_theme(const struct app_config *c, struct app_theme *out);
/* The commands of an alias, borrowed; NULL if there is no such alias. */
const char *app_config_alias(const struct app_config *c, const char *name);

/* ---- settings.c ---- */

/* A command of the configuration. */
struct app_config_command {
	const char *name;
	const char *form;	/* its words, for messages and the manual */
	const char *text;	/* what it does */
	enum app_config_part part;
	/* Check a line that runs later, at a key or as an alias, in the running program. */
	int (*check)(const struct app_checker *c, const struct nr_conf_line *line,
		struct nr_error *err);
	int (*run)(struct app_settings *s, const struct nr_conf_line *line,
		struct nr_error *err);
};

/* The i-th command; NULL after the last. */
const struct app_config_command *app_config_command(size_t i);
/* NULL if there is no such command. */
const struct app_config_command *app_config_command_named(const char *name);

/* Read a file, also within another one; mistakes are added to s->mistakes. */
int app_settings_read(struct app_settings *s, const char *path, bool must_exist,
	struct nr_error *err);
/* Carry out a line, an option or a command. */
int app_settings_line(struct app_settings *s, const struct nr_conf_line *line,
	struct nr_error *err);

/* ---- values.c ---- */

void app_settings_init(struct app_settings *s);
void app_settings_release(struct app_settings *s);
/* Exchange a part. */
void app_settings_swap(struct app_settings *a, struct app_settings *b,
	enum app_config_part part);
/* NULL if there is no such alias. */
struct app_alias *app_alias_find(const struct app_aliases *a, const char *name);
/* nr_options_set, which also refuses a value that an option of the screen cannot have; the
 * column of a mistake inside the value is in err->col. */
int app_options_set(struct nr_options *o, const char *name, const char *value,
	struct nr_error *err);
/* The same by a line. An error has its column in the line. */
int app_options_assign(struct nr_options *o, const struct nr_conf_line *line,
	struct nr_error *err);

#endif
