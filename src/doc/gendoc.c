/*
 * Generates the manuals and the shell completions from the tables at build time.
 *
 *	gendoc man <newsreader.1.in >newsreader.1
 *	gendoc man <newsreader.conf.5.in >newsreader.conf.5
 *	gendoc bash|zsh|fish
 */
#include "config.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/columns.def"
#include "app/keymap.h"
#include "app/settings.h"
#include "app/theme.h"
#include "cli/args.h"
#include "doc/completion.h"
#include "newsreader/article.h"
#include "newsreader/options.h"

struct sign {
	const char *sign, *ascii, *text;
};

static const struct sign signs[] = {
#define APP_ICON(id, sign, ascii, word, text) { sign, ascii, text },
#include "app/icons.def"
#undef APP_ICON
};

static const struct {
	const char *key;
	enum nr_field field;
} aliases[] = {
#define NR_FIELD(id, key, shape, member, label, text)
#define NR_FIELD_ALIAS(key, id, seps) { key, NR_FIELD_##id },
#include "newsreader/fields.def"
#undef NR_FIELD
#undef NR_FIELD_ALIAS
};

#define COUNT(a) (sizeof (a) / sizeof (a)[0])

/* Print text escaped for mdoc, so that it appears unchanged and a leading dot or quote is
 * not a request. */
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

/* Print text with each sentence on a line of its own, as mdoc requires, and lines of at
 * most 80 characters. */
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

/* Print a phrase of a table as a sentence, with a capital and a full stop. */
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

/* Print the value of a long option; "[a|b]" is optional. */
static void
put_long_value(const char *value)
{
	if (value == NULL)
		return;
	if (value[0] == '[')
		printf(" Ns Oo = Ns Ar %.*s Oc", (int)strlen(value) - 2, value + 1);
	else
		printf(" Ns = Ns Ar %s", value);
}

static void
put_options(void)
{
	puts(".Bl -tag -width Ds");
	for (int i = 0; i < CLI_ARG_COUNT; i++) {
		const struct cli_arg_info *arg = cli_arg_info((enum cli_arg)i);

		fputs(".It ", stdout);
		if (arg->letter != 0) {
			printf("Fl %c", arg->letter);
			if (arg->value != NULL)
				printf(" Ar %s", arg->value);
			fputs(" , ", stdout);
		}
		fputs("Fl \\-", stdout);
		put_roff(arg->name);
		put_long_value(arg->value);
		putchar('\n');
		put_text(arg->text);
	}
	puts(".El");
}

static void
put_key(const char *key, size_t n)
{
	char word[32];

	snprintf(word, sizeof word, "%.*s", (int)n, key);
	fputs(" Sy \\&", stdout);	/* so that no key is taken for punctuation or a
					 * macro */
	put_roff(word);
}

static void
put_keys(void)
{
	const char *group = "";

	for (int i = 0; i < APP_ACTION_COUNT; i++) {
		const struct app_action_info *action = app_action_info((enum app_action)i);

		if (strcmp(group, action->group) != 0) {
			if (*group != '\0')
				puts(".El");
			group = action->group;
			printf(".Ss %s\n.Bl -tag -width 16n\n", group);
		}
		fputs(".It", stdout);
		for (const char *key = action->keys; *key != '\0';) {
			size_t n = strcspn(key, " ");

			put_key(key, n);
			key += n;
			key += strspn(key, " ");
		}
		fputs(" Pq Cm \\&", stdout);
		put_roff(action->name);
		putchar('\n');
		put_phrase(action->text);
	}
	puts(".El");
}

static void
put_contexts(void)
{
	puts(".Bl -tag -width related");
	for (int i = 0; i < APP_CONTEXTS; i++) {
		const struct app_context_info *context = app_context_info((enum app_context)i);

		printf(".It Cm %s\n", context->name);
		put_phrase(context->text);
	}
	puts(".El");
}

static void
put_preset(enum app_preset preset)
{
	const char *gap = "";

	for (int i = 0; i < APP_ACTION_COUNT; i++) {
		enum app_action action = (enum app_action)i;
		const char *keys = app_preset_keys(preset, action);

		if (keys == NULL)
			continue;
		printf("%s.Cm ", gap);
		put_roff(app_action_info(action)->name);
		gap = " ,\n";
		if (*keys == '\0')
			fputs(" No without a key", stdout);
		while (*keys != '\0') {
			size_t n = strcspn(keys, " ");

			put_key(keys, n);
			keys += n + (keys[n] == ' ');
		}
	}
	puts(*gap != '\0' ? " ." : "No other keys.");
}

static void
put_presets(void)
{
	puts(".Bl -tag -width newsboat");
	for (int i = 0; i < APP_PRESETS; i++) {
		printf(".It Cm %s\n", app_preset_info((enum app_preset)i)->name);
		put_preset((enum app_preset)i);
	}
	puts(".El");
}

/* Print a character of two or more bytes by its code point. */
static void
put_character(const char *s)
{
	unsigned char first = (unsigned char)*s++;
	unsigned code = first & (first >= 0xf0 ? 0x07 : first >= 0xe0 ? 0x0f : 0x1f);

	for (; ((unsigned char)*s & 0xc0) == 0x80; s++)
		code = code << 6 | ((unsigned char)*s & 0x3f);
	printf("\\[u%04X]", code);
}

static void
put_themes(void)
{
	puts(".Bl -tag -width cursor-unfocused -compact");
	for (int i = 0; i < APP_THEMES; i++) {
		printf(".It Cm %s\n", app_theme_name((enum app_theme_id)i));
		put_phrase(app_theme_text((enum app_theme_id)i));
	}
	puts(".El");
}

static void
put_roles(void)
{
	puts(".Bl -tag -width cursor-unfocused -compact");
	for (int i = 0; i < APP_ROLES; i++) {
		printf(".It Cm ");
		put_roff(app_role_name((enum app_role)i));
		putchar('\n');
		put_phrase(app_role_text((enum app_role)i));
	}
	puts(".El");
}

static void
put_signs(void)
{
	puts(".Bl -tag -width 6n");
	for (size_t i = 0; i < COUNT(signs); i++) {
		fputs(".It Sy \\&", stdout);
		if (strcmp(signs[i].sign, signs[i].ascii) != 0) {
			put_character(signs[i].sign);
			fputs(" No or Sy \\&", stdout);
		}
		put_roff(signs[i].ascii);
		putchar('\n');
		put_phrase(signs[i].text);
	}
	puts(".El");
}

static void
put_settings(void)
{
	puts(".Bl -tag -width Ds");
	for (int i = 0; i < NR_OPT_COUNT; i++) {
		const struct nr_option_info *option = nr_option_info((enum nr_option)i);

		fputs(".It Cm ", stdout);
		put_roff(option->name);
		if (*option->values != '\0')
			printf(" No = Ar %s", option->values);
		putchar('\n');
		put_text(option->text);
		if (option->def[0] != '\0') {
			fputs("The default is\n.Ql ", stdout);
			put_roff(option->def);
			puts(" .");
		}
		if (!option->live)
			puts("A change takes effect at the next start.");
	}
	puts(".El");
}

static void
put_fields(void)
{
	puts(".Bl -tag -width publishedDateTime");
	for (int i = 0; i < NR_FIELD_COUNT; i++) {
		const struct nr_field_info *field = nr_field_info((enum nr_field)i);
		const char *before = "Also read from";

		printf(".It Cm %s\n", field->key);
		put_phrase(field->text);
		for (size_t k = 0; k < COUNT(aliases); k++) {
			if (aliases[k].field != (enum nr_field)i)
				continue;
			printf("%s\n.Cm %s", before, aliases[k].key);
			before = "\nand";
		}
		if (*before == '\n')
			puts(" .");
	}
	puts(".El");
}

static void
put_columns(void)
{
	puts(APP_COLUMN_NAMES ".");
}

static void
put_commands(void)
{
	puts(".Bl -tag -width Ds");
	for (size_t i = 0; app_config_command(i) != NULL; i++) {
		const struct app_config_command *command = app_config_command(i);

		printf(".It Ic %s Ar ", command->name);
		put_roff(command->form);
		putchar('\n');
		put_text(command->text);
	}
	puts(".El");
}

struct part {
	const char *name;
	void (*put)(void);
};

/* False if none of the n parts has the name. */
static bool
put_part(const struct part *parts, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(parts[i].name, name) == 0) {
			parts[i].put();
			return true;
		}
	return false;
}

static void
put_manual(void)
{
	static const struct part parts[] = {
		{ "@THEMES@\n", put_themes }, { "@ROLES@\n", put_roles },
		{ "@OPTIONS@\n", put_options }, { "@KEYS@\n", put_keys },
		{ "@CONTEXTS@\n", put_contexts }, { "@PRESETS@\n", put_presets },
		{ "@SIGNS@\n", put_signs }, { "@SETTINGS@\n", put_settings },
		{ "@COMMANDS@\n", put_commands },
		{ "@FIELDS@\n", put_fields }, { "@COLUMNS@\n", put_columns },
	};
	char line[1024];

	while (fgets(line, sizeof line, stdin) != NULL)
		if (!put_part(parts, COUNT(parts), line))
			fputs(line, stdout);
}

int
main(int argc, char **argv)
{
	static const struct part outputs[] = {
		{ "man", put_manual }, { "bash", doc_put_bash },
		{ "zsh", doc_put_zsh }, { "fish", doc_put_fish },
	};
	bool put = argc == 2 && put_part(outputs, COUNT(outputs), argv[1]);

	if (!put || ferror(stdin) || fflush(stdout) != 0 || ferror(stdout))
		return EXIT_FAILURE;
	return EXIT_SUCCESS;
}
