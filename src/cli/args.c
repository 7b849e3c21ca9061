/* Parses the command line with getopt_long. */
#include "config.h"

#include <errno.h>
#include <getopt.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "app/resume.h"
#include "cli/args.h"
#include "newsreader/fs.h"
#include "newsreader/mem.h"

static const struct cli_arg_info infos[CLI_ARG_COUNT] = {
#define CLI_ARG(id, letter, name, value, text) [CLI_ARG_##id] = { letter, name, value, text },
#include "cli/args.def"
#undef CLI_ARG
};

const struct cli_arg_info *
cli_arg_info(enum cli_arg arg)
{
	return &infos[arg];
}

/* The codes that getopt_long returns for options, above all characters. */
enum { CODE_BASE = 1000 };

/* The tables for getopt_long, generated from ours. */
struct getopt_tables {
	struct option long_options[CLI_ARG_COUNT + 1];
	char letters[2 * CLI_ARG_COUNT + 2];
};

static void
make_tables(struct getopt_tables *t)
{
	size_t at = 0;

	memset(t, 0, sizeof *t);
	t->letters[at++] = ':';		/* distinguish a missing value from an unknown
					 * option */
	for (int i = 0; i < CLI_ARG_COUNT; i++) {
		t->long_options[i].name = infos[i].name;
		t->long_options[i].has_arg = infos[i].value == NULL ? no_argument
			: infos[i].value[0] == '[' ? optional_argument : required_argument;
		t->long_options[i].val = CODE_BASE + i;
		if (infos[i].letter == 0)
			continue;
		t->letters[at++] = infos[i].letter;
		if (infos[i].value != NULL)
			t->letters[at++] = ':';
	}
}

static enum cli_arg
arg_of_code(int code)
{
	if (code >= CODE_BASE)
		return (enum cli_arg)(code - CODE_BASE);
	for (int i = 0; i < CLI_ARG_COUNT; i++)
		if (infos[i].letter == code)
			return (enum cli_arg)i;
	return CLI_ARG_COUNT;
}

/* Report an error of getopt_long: `code` is '?' or ':', `word` the argument with the
 * option. */
static int
bad_option(int code, const char *word, struct nr_error *err)
{
	enum cli_arg arg = arg_of_code(optopt);

	if (code == ':')
		return nr_error_set(err, NR_ERR_USAGE, "option --%s needs a value (%s)",
			infos[arg].name, infos[arg].value);
	if (optopt >= CODE_BASE)
		return nr_error_set(err, NR_ERR_USAGE, "option --%s takes no value",
			infos[arg].name);
	if (optopt != 0)
		return nr_error_set(err, NR_ERR_USAGE, "unknown option '-%c'", optopt);
	return nr_error_set(err, NR_ERR_USAGE, "unknown or ambiguous option '%s'", word);
}

static int
set_command(struct cli_args *args, enum cli_command command, struct nr_error *err)
{
	if (args->command != CLI_READ && args->command != command)
		return nr_error_set(err, NR_ERR_USAGE,
			"only one of --list, --show, --check, --dump-keys, --dump-actions, --fetch,"
			" --extract, --state-export, --state-import, --check-config, --dump-config"
			" can be done at a time");
	args->command = command;
	return 0;
}

static int
parse_limit(const char *text, size_t *out, struct nr_error *err)
{
	char *end;
	unsigned long long n;

	errno = 0;
	n = strtoull(text, &end, 10);
	if (*text < '0' || *text > '9' || *end != '\0' || errno != 0 || n == 0 || n > SIZE_MAX)
		return nr_error_set(err, NR_ERR_USAGE,
			"--limit takes a number from 1 on, not '%s'", text);
	*out = (size_t)n;
	return 0;
}

/* The index of a word among those that an option takes; 0 without one. */
static int
parse_word(enum cli_arg arg, const char *text, int *out, struct nr_error *err)
{
	const char *values = infos[arg].value + 1;	/* "[a|b|c]" */
	size_t n = text != NULL ? strlen(text) : 0;

	*out = 0;
	for (const char *p = values; text != NULL; ++*out) {
		size_t len = strcspn(p, "|]");

		if (len == n && memcmp(p, text, n) == 0)
			return 0;
		p += len;
		if (*p++ == ']')
			return nr_error_set(err, NR_ERR_USAGE, "--%s takes %.*s, not '%s'",
				infos[arg].name, (int)strcspn(values, "]"), values, text);
	}
	return 0;
}

static void
add_set(struct cli_args *args, const char *name, const char *text)
{
	args->sets = nr_grow(args->sets, &args->cap_sets, args->n_sets + 1,
		sizeof args->sets[0]);
	args->sets[args->n_sets++] = (struct cli_set){ name, text };
}

/* Set a path and expand "~/", which the shell does only at the beginning of a word, not
 * in --config=~/file. */
static void
set_path(char **to, const char *value)
{
	free(*to);
	*to = nr_fs_expand(value, strlen(value));
}

/* Options that are a command and nothing else. */
static const enum cli_command commands[CLI_ARG_COUNT] = {
	[CLI_ARG_LIST] = CLI_LIST,
	[CLI_ARG_CHECK] = CLI_CHECK,
	[CLI_ARG_DUMP_KEYS] = CLI_DUMP_KEYS,
	[CLI_ARG_DUMP_ACTIONS] = CLI_DUMP_ACTIONS,
	[CLI_ARG_FETCH] = CLI_FETCH,
	[CLI_ARG_STATE_EXPORT] = CLI_STATE_EXPORT,
	[CLI_ARG_STATE_IMPORT] = CLI_STATE_IMPORT,
	[CLI_ARG_CHECK_CONFIG] = CLI_CHECK_CONFIG,
};

static int
take(struct cli_args *args, enum cli_arg arg, char *value, struct nr_error *err)
{
	int word;

	switch (arg) {
	case CLI_ARG_TOPIC:
		nr_filter_add_topic(&args->filter, value);
		return 0;
	case CLI_ARG_ALL_TOPICS:
		args->filter.all_topics = true;
		return 0;
	case CLI_ARG_LIMIT:
		return parse_limit(value, &args->limit, err);
	case CLI_ARG_SHOW:
		set_path(&args->show, value);
		return set_command(args, CLI_SHOW, err);
	case CLI_ARG_EXTRACT:
		if (parse_word(arg, value, &word, err) < 0)
			return -1;
		args->extract = (enum cli_extract_form)word;
		return set_command(args, CLI_EXTRACT, err);
	case CLI_ARG_DUMP_CONFIG:
		if (parse_word(arg, value, &word, err) < 0)
			return -1;
		args->dump = (enum cli_dump)word;
		return set_command(args, CLI_DUMP_CONFIG, err);
	case CLI_ARG_BROWSER:
	case CLI_ARG_COLOR:
	case CLI_ARG_ASCII:
	case CLI_ARG_OFFLINE:
		add_set(args, infos[arg].name, value != NULL ? value : "yes");
		return 0;
	case CLI_ARG_READ_ONLY:
		args->read_only = true;
		return 0;
	case CLI_ARG_LOG:
		set_path(&args->log, value);
		return 0;
	case CLI_ARG_CONFIG:
		set_path(&args->config, value);
		return 0;
	case CLI_ARG_SET:
		add_set(args, NULL, value);
		return 0;
	default:
		return set_command(args, commands[arg], err);
	}
}

/* Refuse options that would have no effect. */
static int
check_together(const struct cli_args *args, struct nr_error *err)
{
	if (args->filter.all_topics && args->filter.n_topics == 0)
		return nr_error_set(err, NR_ERR_USAGE, "--all-topics needs --topic");
	if (args->limit != SIZE_MAX && args->command != CLI_LIST && args->command != CLI_FETCH)
		return nr_error_set(err, NR_ERR_USAGE, "--limit needs --list or --fetch");
	if (args->command == CLI_EXTRACT && args->n_operands != 1)
		return nr_error_set(err, NR_ERR_USAGE, "--extract needs one file or address,"
			" or - for standard input");
	if (args->command == CLI_DUMP_CONFIG && args->n_operands > 0)
		return nr_error_set(err, NR_ERR_USAGE, "--dump-config takes no path");
	if (args->command == CLI_CHECK_CONFIG && args->n_operands > 1)
		return nr_error_set(err, NR_ERR_USAGE, "--check-config takes one file");
	return 0;
}

int
cli_args_parse(int argc, char **argv, bool screen, struct cli_args *out,
	struct nr_error *err)
{
	struct getopt_tables tables;
	int code;

	*out = (struct cli_args){ .filter = NR_FILTER_INIT, .limit = SIZE_MAX,
		.command = CLI_READ };
	make_tables(&tables);
	opterr = 0;		/* its own messages would print the arguments uncleaned */
	optind = 0;		/* restart the scan of argv, also in a second call */
	for (;;) {
		enum cli_arg arg;

		code = getopt_long(argc, argv, tables.letters, tables.long_options, NULL);
		if (code == -1)
			break;
		if (code == '?' || code == ':')
			return bad_option(code, argv[optind - 1], err);
		arg = arg_of_code(code);
		if (arg == CLI_ARG_HELP || arg == CLI_ARG_VERSION) {
			out->command = arg == CLI_ARG_HELP ? CLI_HELP : CLI_VERSION;
			return 0;
		}
		if (take(out, arg, optarg, err) < 0)
			return -1;
	}
	if (out->command == CLI_READ && !screen)
		out->command = CLI_LIST;
	out->operands = argv + optind;
	out->n_operands = (size_t)(argc - optind);
	if (check_together(out, err) < 0)
		return -1;
	if (out->command == CLI_CHECK_CONFIG && out->n_operands > 0)
		set_path(&out->config, out->operands[0]);
	return 0;
}

void
cli_args_release(struct cli_args *args)
{
	nr_filter_release(&args->filter);
	free(args->sets);
	free(args->show);
	free(args->config);
	free(args->log);
	*args = (struct cli_args){ .command = CLI_READ };
}

int
cli_args_configure(struct cli_args *args, struct app_config *config, struct nr_error *err)
{
	char *usual = args->config == NULL ? nr_fs_xdg(NR_FS_CONFIG, "config") : NULL;
	const char *path = args->config != NULL ? args->config : usual;
	int rc = app_config_start(config, path, args->config != NULL, err);

	if (rc < 0 && args->config != NULL)	/* the path comes from the command line */
		err->code = NR_ERR_USAGE;
	free(usual);
	for (size_t i = 0; rc == 0 && i < args->n_sets; i++)
		rc = app_config_argument(config, args->sets[i].name, args->sets[i].text, err);
	args->filter.order = (enum nr_order)nr_options_enum(config->options, NR_OPT_ORDER);
	args->filter.with_unpublished = nr_options_bool(config->options,
		NR_OPT_SHOW_UNPUBLISHED);
	return rc;
}

unsigned
cli_args_given(const struct cli_args *args, const struct app_config *config)
{
	static const struct {
		enum nr_option option;
		unsigned given;
	} remembered[] = {
		{ NR_OPT_ORDER, APP_GIVEN_ORDER },
		{ NR_OPT_LAYOUT, APP_GIVEN_LAYOUT },
		{ NR_OPT_SHOW_UNPUBLISHED, APP_GIVEN_UNPUBLISHED },
	};
	unsigned given = args->filter.n_topics ? APP_GIVEN_TOPICS : 0;

	for (size_t i = 0; i < sizeof remembered / sizeof remembered[0]; i++)
		if (config->read.origins[remembered[i].option].kind == APP_ORIGIN_ARGUMENT)
			given |= remembered[i].given;
	return given;
}
