/* Prints the completions for bash, zsh and fish. */
#include "config.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "cli/args.h"
#include "doc/completion.h"
#include "newsreader/options.h"

enum value_kind {
	VALUE_NONE,
	VALUE_FREE,
	VALUE_WORDS,
	VALUE_OPTIONAL,		/* words, only after "=" */
	VALUE_FILE,
	VALUE_COMMAND,
	VALUE_SETTING
};

static enum value_kind
value_kind(const struct cli_arg_info *arg)
{
	if (arg->value == NULL)
		return VALUE_NONE;
	if (arg->value[0] == '[')
		return VALUE_OPTIONAL;
	if (strchr(arg->value, '|') != NULL && arg->value[0] >= 'a' && arg->value[0] <= 'z')
		return VALUE_WORDS;
	if (strstr(arg->value, "FILE") != NULL)
		return VALUE_FILE;
	if (strcmp(arg->value, "COMMAND") == 0)
		return VALUE_COMMAND;
	return strcmp(arg->value, "NAME=VALUE") == 0 ? VALUE_SETTING : VALUE_FREE;
}

static bool
takes_value(const struct cli_arg_info *arg)
{
	return arg->value != NULL && value_kind(arg) != VALUE_OPTIONAL;
}

/* Print "a|b|c" as "a b c", each word after `prefix`. */
static void
put_words(const char *values, const char *prefix)
{
	const char *gap = "";

	values += *values == '[';
	while (*values != '\0') {
		size_t n = strcspn(values, "|]");

		printf("%s%s%.*s", gap, prefix, (int)n, values);
		gap = " ";
		values += n + (values[n] != '\0');
	}
}

/* Print every "name=" or, if the values are known, "name=value". */
static void
put_setting_words(void)
{
	for (int i = 0; i < NR_OPT_COUNT; i++) {
		const struct nr_option_info *option = nr_option_info((enum nr_option)i);
		char prefix[64];

		if (i > 0)
			putchar(' ');
		snprintf(prefix, sizeof prefix, "%s=", option->name);
		put_words(*option->values != '\0' ? option->values : "|", prefix);
	}
}

static void
put_value_words(const struct cli_arg_info *arg)
{
	if (arg->value[0] == '[' || value_kind(arg) == VALUE_WORDS)
		put_words(arg->value, "");
	else
		put_setting_words();
}

/* Print the first sentence, or the part before its first semicolon, colon, bracket or
 * quote. */
static void
put_short_text(const struct cli_arg_info *arg)
{
	size_t n = strcspn(arg->text, ".;:[]'");

	printf("%.*s", (int)n, arg->text);
}

static void
put_bash_case(const struct cli_arg_info *arg)
{
	if (arg->value == NULL)
		return;
	putchar('\t');
	if (arg->letter != 0)
		printf("-%c | ", arg->letter);
	printf("--%s)\n\t\t", arg->name);
	switch (value_kind(arg)) {
	case VALUE_FILE:
		puts("compopt -o filenames 2>/dev/null\n"
			"\t\tmapfile -t COMPREPLY < <(compgen -f -- \"$cur\")");
		break;
	case VALUE_COMMAND:
		puts("mapfile -t COMPREPLY < <(compgen -c -- \"$cur\")");
		break;
	case VALUE_OPTIONAL:
		fputs("((at)) && mapfile -t COMPREPLY < <(compgen -W '", stdout);
		put_value_words(arg);
		puts("' -- \"$cur\")\n"
			"\t\t((at)) && return ;;");
		return;
	case VALUE_WORDS:
	case VALUE_SETTING:
		fputs("mapfile -t COMPREPLY < <(compgen -W '", stdout);
		put_value_words(arg);
		puts("' -- \"$setting$cur\")\n"
			"\t\tCOMPREPLY=(\"${COMPREPLY[@]#\"$setting\"}\")\n"
			"\t\t[[ ${COMPREPLY[0]-} ]] || COMPREPLY=()\n"
			"\t\t[[ ${COMPREPLY[0]-} == *= ]] && compopt -o nospace 2>/dev/null");
		break;
	case VALUE_NONE:
	case VALUE_FREE:
		puts(":");
		break;
	}
	puts("\t\treturn ;;");
}

void
doc_put_bash(void)
{
	puts("# bash completion for " PACKAGE_NAME ", made from the table of its options\n"
		"_" PACKAGE_NAME "()\n"
		"{\n"
		"\tlocal at=0 setting= cur=${COMP_WORDS[COMP_CWORD]}\n"
		"\tlocal prev=${COMP_WORDS[COMP_CWORD-1]}\n"
		"\t# With = among the word breaks, \"--set=name=value\" comes as five words.\n"
		"\tif [[ $cur == = ]]; then\n"
		"\t\tcur= at=$COMP_CWORD\n"
		"\telif [[ $prev == = ]]; then\n"
		"\t\tat=$((COMP_CWORD - 1))\n"
		"\tfi\n"
		"\tif ((at > 1)); then\n"
		"\t\tprev=${COMP_WORDS[at-1]}\n"
		"\t\tif [[ $prev != -* ]]; then\n"
		"\t\t\tsetting=$prev= prev=${COMP_WORDS[at-2]}\n"
		"\t\t\t[[ $prev == = && at -gt 3 ]] && prev=${COMP_WORDS[at-3]}\n"
		"\t\tfi\n"
		"\tfi\n"
		"\tCOMPREPLY=()\n"
		"\tcase $prev in");
	for (int i = 0; i < CLI_ARG_COUNT; i++)
		put_bash_case(cli_arg_info((enum cli_arg)i));
	puts("\tesac\n"
		"\tif [[ $cur == -* ]]; then");
	fputs("\t\tmapfile -t COMPREPLY < <(compgen -W '", stdout);
	for (int i = 0; i < CLI_ARG_COUNT; i++) {
		const struct cli_arg_info *arg = cli_arg_info((enum cli_arg)i);

		printf("%s--%s%s", i > 0 ? " " : "", arg->name, takes_value(arg) ? "=" : "");
	}
	puts("' -- \"$cur\")\n"
		"\t\t[[ ${COMPREPLY[0]-} == *= ]] && compopt -o nospace 2>/dev/null\n"
		"\t\treturn\n"
		"\tfi\n"
		"\tcompopt -o filenames 2>/dev/null\n"
		"\tmapfile -t COMPREPLY < <(compgen -f -- \"$cur\")\n"
		"}\n"
		"complete -F _" PACKAGE_NAME " " PACKAGE_NAME);
}

static void
put_zsh_value(const struct cli_arg_info *arg)
{
	enum value_kind kind = value_kind(arg);

	if (kind == VALUE_NONE)
		return;
	fputs(kind == VALUE_OPTIONAL ? "::value:" : ":value:", stdout);
	if (kind == VALUE_WORDS || kind == VALUE_OPTIONAL || kind == VALUE_SETTING) {
		putchar('(');
		put_value_words(arg);
		putchar(')');
	} else if (kind == VALUE_FILE) {
		fputs("_files", stdout);
	} else if (kind == VALUE_COMMAND) {
		fputs("_command_names -e", stdout);
	}
}

static void
put_zsh_end(const struct cli_arg_info *arg)
{
	put_short_text(arg);
	putchar(']');
	put_zsh_value(arg);
	puts("' \\");
}

void
doc_put_zsh(void)
{
	puts("#compdef " PACKAGE_NAME "\n"
		"# zsh completion for " PACKAGE_NAME ", made from the table of its options\n"
		"_arguments -s -S \\");
	for (int i = 0; i < CLI_ARG_COUNT; i++) {
		const struct cli_arg_info *arg = cli_arg_info((enum cli_arg)i);
		bool once = arg->value == NULL || value_kind(arg) == VALUE_FILE;
		const char *many = once ? "" : "*";

		if (arg->letter != 0) {
			printf("\t'%s-%c%s[", many, arg->letter, arg->value ? "+" : "");
			put_zsh_end(arg);
		}
		printf("\t'%s--%s%s%s[", many, arg->name, arg->value ? "=" : "",
			value_kind(arg) == VALUE_OPTIONAL ? "-" : "");
		put_zsh_end(arg);
	}
	puts("\t'*:article file or folder:_files'");
}

void
doc_put_fish(void)
{
	puts("# fish completion for " PACKAGE_NAME ", made from the table of its options");
	for (int i = 0; i < CLI_ARG_COUNT; i++) {
		const struct cli_arg_info *arg = cli_arg_info((enum cli_arg)i);
		enum value_kind kind = value_kind(arg);

		fputs("complete -c " PACKAGE_NAME, stdout);
		if (arg->letter != 0)
			printf(" -s %c", arg->letter);
		printf(" -l %s", arg->name);
		if (kind == VALUE_FILE)
			fputs(" -r -F", stdout);
		else if (kind != VALUE_NONE && kind != VALUE_OPTIONAL)
			fputs(" -x", stdout);
		if (kind == VALUE_COMMAND)
			fputs(" -a '(__fish_complete_command)'", stdout);
		if (kind == VALUE_WORDS || kind == VALUE_OPTIONAL || kind == VALUE_SETTING) {
			fputs(" -a '", stdout);
			put_value_words(arg);
			putchar('\'');
		}
		fputs(" -d '", stdout);
		put_short_text(arg);
		puts("'");
	}
}
