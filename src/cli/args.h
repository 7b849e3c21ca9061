/*
 * The parsed command line. The table of options is args.def.
 */
#ifndef CLI_ARGS_H
#define CLI_ARGS_H

#include <stdbool.h>
#include <stddef.h>

#include "app/settings.h"
#include "newsreader/error.h"
#include "newsreader/filter.h"

enum cli_arg {
#define CLI_ARG(id, letter, name, value, text) CLI_ARG_##id,
#include "cli/args.def"
#undef CLI_ARG
	CLI_ARG_COUNT
};

struct cli_arg_info {
	char letter;		/* 0: long name only */
	const char *name;
	const char *value;	/* NULL: takes no value; "[...]": the value is optional */
	const char *text;
};

const struct cli_arg_info *cli_arg_info(enum cli_arg arg);

enum cli_command {
	CLI_READ,		/* the interactive screen */
	CLI_LIST,
	CLI_SHOW,
	CLI_CHECK,
	CLI_DUMP_KEYS,
	CLI_DUMP_ACTIONS,
	CLI_FETCH,
	CLI_EXTRACT,
	CLI_STATE_EXPORT,
	CLI_STATE_IMPORT,
	CLI_CHECK_CONFIG,
	CLI_DUMP_CONFIG,
	CLI_HELP,
	CLI_VERSION
};

enum cli_extract_form { CLI_EXTRACT_TEXT, CLI_EXTRACT_JSON, CLI_EXTRACT_MARKDOWN };

enum cli_dump { CLI_DUMP_ALL, CLI_DUMP_CHANGED, CLI_DUMP_DEFAULT };

/* An option set on the command line. */
struct cli_set {
	const char *name;	/* NULL: text is NAME=VALUE */
	const char *text;
};

/* Strings are borrowed from argv, except those of type char *. */
struct cli_args {
	enum cli_command command;
	struct nr_filter filter;
	char *show;
	enum cli_extract_form extract;
	enum cli_dump dump;
	size_t limit;		/* SIZE_MAX: none */
	char *config;		/* NULL: the default file */
	char *log;		/* NULL: no debug log, unless the environment names one */
	struct cli_set *sets;	/* in the order given */
	size_t n_sets, cap_sets;
	bool read_only;
	char **operands;
	size_t n_operands;
};

/* Parse argv; operands may be mixed with options, and "--" ends the options. The default
 * command is CLI_READ if `screen` (standard output is a terminal), else CLI_LIST.
 * NR_ERR_USAGE on wrong usage; *out must be released in any case. */
int cli_args_parse(int argc, char **argv, bool screen, struct cli_args *out,
	struct nr_error *err);
void cli_args_release(struct cli_args *args);

/* Read the configuration file and then the settings of the command line into *config, and
 * set the filter's order and unpublished flag from these. Mistakes in the file are in
 * config->read.mistakes. */
int cli_args_configure(struct cli_args *args, struct app_config *config,
	struct nr_error *err);
/* APP_GIVEN_*: what the command line gives of the filter and of the options that are
 * remembered, after cli_args_configure. */
unsigned cli_args_given(const struct cli_args *args, const struct app_config *config);

#endif
