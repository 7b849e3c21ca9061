/*
 * Gendoc: the manual and the completions, made from the tables while building.
 *
 *	gendoc man <newsreader.1.in >newsreader.1
 *	gendoc bash|zsh|fish
 */
#include "config.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct arg {
	char letter;
	const char *name, *value, *text;
};

static const struct arg args[] = {
#define CLI_ARG(id, letter, name, value, text) { letter, name, value, text },
#include "cli/args.def"
#undef CLI_ARG
};

struct setting {
	const char *name, *values, *def, *text;
};

static const struct setting settings[] = {
#define BOOL "yes|no"
#define STRING NULL
#define LIST NULL
#define NR_OPTION(id, name, type, def, text) { name, type, def, text },
#define NR_OPTION_ENUM(id, name, values, def, text) { name, values, def, text },
#include "newsreader/options.def"
#undef NR_OPTION
#undef NR_OPTION_ENUM
};

struct action {
	const char *name, *group, *keys, *text;
};

static const struct action actions[] = {
#define APP_ACTION(id, name, group, keys, text) { name, group, keys, text },
#include "app/actions.def"
#undef APP_ACTION
};

struct field {
	const char *id, *key, *text;
};

static const struct field fields[] = {
#define NR_FIELD(id, key, shape, member, label, text) { #id, key, text },
#define NR_FIELD_ALIAS(key, id)
#include "newsreader/fields.def"
#undef NR_FIELD
#undef NR_FIELD_ALIAS
};

static const struct field aliases[] = {
#define NR_FIELD(id, key, shape, member, label, text)
#define NR_FIELD_ALIAS(key, id) { #id, key, NULL },
#include "newsreader/fields.def"
#undef NR_FIELD
#undef NR_FIELD_ALIAS
};

#define COUNT(a) (sizeof (a) / sizeof (a)[0])

/* ---- the manual ---- */

/* Text that means the same to mdoc as it does here; a leading dot or quote is no request. */
static void
put_roff(const char *s)
{
	static const struct { char c; const char *roff; } escapes[] = {
		{ '\\', "\\e" }, { '^', "\\(ha" }, { '~', "\\(ti" }, { '`', "\\(ga" },
		{ '\'', "\\(aq" }, { '"', "\\(dq" }, { '-', "\\-" },
	};

	if (*s == '.' || *s == '\'')
		fputs("\\&", stdout);
	for (; *s != '\0'; s++) {
		const char *out = NULL;

		for (size_t i = 0; i < COUNT(escapes); i++)
			if (escapes[i].c == *s)
				out = escapes[i].roff;
		if (out != NULL)
			fputs(out, stdout);
		else
			putchar(*s);
	}
}

/* Sentences with a line for each, as mdoc wants it, and no line longer than 80 characters. */
static void
put_text(const char *s)
{
	size_t column = 0;

	while (*s != '\0') {
		char word[128];
		size_t n = strcspn(s, " ");
		bool ends = s[n] == ' ' && n > 0 && s[n - 1] == '.';

		if (column > 0 && column + n > 74) {
			putchar('\n');
			column = 0;
		}
		if (column > 0)
			putchar(' ');
		snprintf(word, sizeof word, "%.*s", (int)n, s);
		put_roff(word);
		column += n + 1;
		if (ends) {
			putchar('\n');
			column = 0;
		}
		s += n + (s[n] == ' ');
	}
	putchar('\n');
}

/* The same for a table's phrase without its full stop. */
static void
put_phrase(const char *s)
{
	char text[1024];
	size_t n = strlen(s);

	snprintf(text, sizeof text, "%s%s", s, n > 0 && s[n - 1] == '.' ? "" : ".");
	if (text[0] >= 'a' && text[0] <= 'z')
		text[0] = (char)(text[0] - 'a' + 'A');
	put_text(text);
}

static void
put_options(void)
{
	puts(".Bl -tag -width Ds");
	for (size_t i = 0; i < COUNT(args); i++) {
		fputs(".It ", stdout);
		if (args[i].letter != 0) {
			printf("Fl %c", args[i].letter);
			if (args[i].value != NULL)
				printf(" Ar %s", args[i].value);
			fputs(" , ", stdout);
		}
		fputs("Fl \\-", stdout);
		put_roff(args[i].name);
		if (args[i].value != NULL)
			printf(" Ns = Ns Ar %s", args[i].value);
		putchar('\n');
		put_text(args[i].text);
	}
	puts(".El");
}

static void
put_key(const char *key, size_t n)
{
	char word[32];

	snprintf(word, sizeof word, "%.*s", (int)n, key);
	fputs(" Sy \\&", stdout);	/* no key is taken for punctuation or a macro */
	put_roff(word);
}

static void
put_keys(void)
{
	const char *group = "";

	for (size_t i = 0; i < COUNT(actions); i++) {
		if (strcmp(group, actions[i].group) != 0) {
			if (*group != '\0')
				puts(".El");
			group = actions[i].group;
			printf(".Ss %s\n.Bl -tag -width 16n\n", group);
		}
		fputs(".It", stdout);
		for (const char *key = actions[i].keys; *key != '\0';) {
			size_t n = strcspn(key, " ");

			put_key(key, n);
			key += n;
			key += strspn(key, " ");
		}
		putchar('\n');
		put_phrase(actions[i].text);
	}
	puts(".El");
}

static void
put_settings(void)
{
	puts(".Bl -tag -width Ds");
	for (size_t i = 0; i < COUNT(settings); i++) {
		fputs(".It Cm ", stdout);
		put_roff(settings[i].name);
		if (settings[i].values != NULL)
			printf(" No = Ar %s", settings[i].values);
		putchar('\n');
		put_text(settings[i].text);
		if (settings[i].def[0] != '\0') {
			fputs("The default is\n.Ql ", stdout);
			put_roff(settings[i].def);
			puts(" .");
		}
	}
	puts(".El");
}

static void
put_fields(void)
{
	puts(".Bl -tag -width publishedDateTime");
	for (size_t i = 0; i < COUNT(fields); i++) {
		const char *before = "Also read from";

		printf(".It Cm %s\n", fields[i].key);
		put_phrase(fields[i].text);
		for (size_t k = 0; k < COUNT(aliases); k++) {
			if (strcmp(aliases[k].id, fields[i].id) != 0)
				continue;
			printf("%s\n.Cm %s", before, aliases[k].key);
			before = "\nand";
		}
		if (*before == '\n')
			puts(" .");
	}
	puts(".El");
}

static int
put_manual(void)
{
	static const struct { const char *line; void (*put)(void); } parts[] = {
		{ "@OPTIONS@\n", put_options }, { "@KEYS@\n", put_keys },
		{ "@SETTINGS@\n", put_settings }, { "@FIELDS@\n", put_fields },
	};
	char line[1024];

	while (fgets(line, sizeof line, stdin) != NULL) {
		void (*put)(void) = NULL;

		for (size_t i = 0; i < COUNT(parts); i++)
			if (strcmp(line, parts[i].line) == 0)
				put = parts[i].put;
		if (put != NULL)
			put();
		else
			fputs(line, stdout);
	}
	return ferror(stdin) ? -1 : 0;
}

/* ---- completions ---- */

enum value_kind { VALUE_NONE, VALUE_FREE, VALUE_WORDS, VALUE_FILE, VALUE_COMMAND, VALUE_SETTING };

static enum value_kind
value_kind(const struct arg *arg)
{
	if (arg->value == NULL)
		return VALUE_NONE;
	if (strchr(arg->value, '|') != NULL && arg->value[0] >= 'a' && arg->value[0] <= 'z')
		return VALUE_WORDS;
	if (strstr(arg->value, "FILE") != NULL)
		return VALUE_FILE;
	if (strcmp(arg->value, "COMMAND") == 0)
		return VALUE_COMMAND;
	return strcmp(arg->value, "NAME=VALUE") == 0 ? VALUE_SETTING : VALUE_FREE;
}

/* "a|b|c" as "a b c", each word after `prefix`. */
static void
put_words(const char *values, const char *prefix)
{
	const char *gap = "";

	while (*values != '\0') {
		size_t n = strcspn(values, "|");

		printf("%s%s%.*s", gap, prefix, (int)n, values);
		gap = " ";
		values += n + (values[n] == '|');
	}
}

/* Every "name=" or, where the values are known, "name=value". */
static void
put_setting_words(void)
{
	for (size_t i = 0; i < COUNT(settings); i++) {
		char prefix[64];

		if (i > 0)
			putchar(' ');
		snprintf(prefix, sizeof prefix, "%s=", settings[i].name);
		put_words(settings[i].values != NULL ? settings[i].values : "|", prefix);
	}
}

static void
put_value_words(const struct arg *arg)
{
	if (value_kind(arg) == VALUE_WORDS)
		put_words(arg->value, "");
	else
		put_setting_words();
}

/* The first sentence, or what comes before its first colon or comma, without quotes. */
static void
put_short_text(const struct arg *arg)
{
	size_t n = strcspn(arg->text, ".;:[]'");

	printf("%.*s", (int)n, arg->text);
}

static void
put_bash_case(const struct arg *arg)
{
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
	case VALUE_WORDS:
	case VALUE_SETTING:
		fputs("mapfile -t COMPREPLY < <(compgen -W '", stdout);
		put_value_words(arg);
		puts("' -- \"$cur\")");
		break;
	case VALUE_NONE:
	case VALUE_FREE:
		puts(":");
		break;
	}
	puts("\t\treturn ;;");
}

static void
put_bash(void)
{
	puts("# bash completion for " PACKAGE_NAME ", made from the table of its options\n"
		"_" PACKAGE_NAME "()\n"
		"{\n"
		"\tlocal cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}\n"
		"\t# With = among the word breaks, \"--name=value\" comes as three words.\n"
		"\tif [[ $cur == = ]]; then\n"
		"\t\tcur=\n"
		"\telif [[ $prev == = && COMP_CWORD -gt 1 ]]; then\n"
		"\t\tprev=${COMP_WORDS[COMP_CWORD-2]}\n"
		"\tfi\n"
		"\tCOMPREPLY=()\n"
		"\tcase $prev in");
	for (size_t i = 0; i < COUNT(args); i++)
		if (args[i].value != NULL)
			put_bash_case(&args[i]);
	puts("\tesac\n"
		"\tif [[ $cur == -* ]]; then");
	fputs("\t\tmapfile -t COMPREPLY < <(compgen -W '", stdout);
	for (size_t i = 0; i < COUNT(args); i++)
		printf("%s--%s%s", i > 0 ? " " : "", args[i].name, args[i].value ? "=" : "");
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
put_zsh_value(const struct arg *arg)
{
	enum value_kind kind = value_kind(arg);

	if (kind == VALUE_NONE)
		return;
	fputs(":value:", stdout);
	if (kind == VALUE_WORDS || kind == VALUE_SETTING) {
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
put_zsh(void)
{
	puts("#compdef " PACKAGE_NAME "\n"
		"# zsh completion for " PACKAGE_NAME ", made from the table of its options\n"
		"_arguments -s -S \\");
	for (size_t i = 0; i < COUNT(args); i++) {
		const char *many = args[i].value != NULL && value_kind(&args[i]) != VALUE_FILE
			? "*" : "";

		if (args[i].letter != 0) {
			printf("\t'%s-%c%s[", many, args[i].letter, args[i].value ? "+" : "");
			put_short_text(&args[i]);
			putchar(']');
			put_zsh_value(&args[i]);
			puts("' \\");
		}
		printf("\t'%s--%s%s[", many, args[i].name, args[i].value ? "=" : "");
		put_short_text(&args[i]);
		putchar(']');
		put_zsh_value(&args[i]);
		puts("' \\");
	}
	puts("\t'*:article file or folder:_files'");
}

static void
put_fish(void)
{
	puts("# fish completion for " PACKAGE_NAME ", made from the table of its options");
	for (size_t i = 0; i < COUNT(args); i++) {
		enum value_kind kind = value_kind(&args[i]);

		fputs("complete -c " PACKAGE_NAME, stdout);
		if (args[i].letter != 0)
			printf(" -s %c", args[i].letter);
		printf(" -l %s", args[i].name);
		if (kind == VALUE_FILE)
			fputs(" -r -F", stdout);
		else if (kind != VALUE_NONE)
			fputs(" -x", stdout);
		if (kind == VALUE_COMMAND)
			fputs(" -a '(__fish_complete_command)'", stdout);
		if (kind == VALUE_WORDS || kind == VALUE_SETTING) {
			fputs(" -a '", stdout);
			put_value_words(&args[i]);
			putchar('\'');
		}
		fputs(" -d '", stdout);
		put_short_text(&args[i]);
		puts("'");
	}
}

int
main(int argc, char **argv)
{
	const char *what = argc == 2 ? argv[1] : "";
	int rc = 0;

	if (strcmp(what, "man") == 0)
		rc = put_manual();
	else if (strcmp(what, "bash") == 0)
		put_bash();
	else if (strcmp(what, "zsh") == 0)
		put_zsh();
	else if (strcmp(what, "fish") == 0)
		put_fish();
	else
		rc = -1;
	if (rc < 0 || fflush(stdout) != 0 || ferror(stdout))
		return EXIT_FAILURE;
	return EXIT_SUCCESS;
}
