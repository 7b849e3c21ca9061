/* Knows the interpreters and the options by which they take code as an argument. */
#include "config.h"

#include "app/argv.h"

#include <string.h>

#include "newsreader/fs.h"

enum style {
	/* As in sh: with the option, the first operand is code. */
	OPERAND,
	/* As in perl: the code is attached to the option, or is the next argument. */
	ATTACHED,
	/* As in awk: likewise, and without such an option the first operand is code. */
	FIRST,
	/* As in vim: as in perl, and after a plus sign. */
	PLUS,
	/* As in ssh: the arguments are joined to a command of a shell. */
	JOINED,
	/* As in tmux: an argument with a blank in it is a command of a shell. */
	TEXT
};

struct interpreter {
	const char *names;	/* separated and enclosed by blanks; a version may
				 * follow */
	enum style style;
	const char *code;	/* letters of the options that introduce code */
	const char *skip;	/* letters of other options that take an argument */
	const char *long_code;	/* names of long options, separated and enclosed by
				 * blanks */
	const char *long_skip;
};

static const struct interpreter interpreters[] = {
	{ " sh ash bash dash ksh mksh lksh oksh pdksh posh rbash yash zsh ", OPERAND, "c",
		"oO", "", " --rcfile --init-file --emulate " },
	{ " csh tcsh rc es su runuser ", OPERAND, "c", "sgGwu", " --command ",
		" --shell --group --supp-group --whitelist-environment --user " },
	{ " fish nu elvish xonsh pwsh script flock ", ATTACHED, "cC", "dDoOIBmTwE",
		" --command --commands --init-command -Command ", "" },
	{ " python pypy ", ATTACHED, "c", "WX", "", "" },
	{ " perl ", ATTACHED, "eE", "IMm", "", "" },
	{ " ruby osascript ", ATTACHED, "e", "ICrEl", "", "" },
	{ " node nodejs deno bun ", ATTACHED, "ep", "r", " --eval --print eval ",
		" --require --import " },
	{ " lua luajit ", ATTACHED, "e", "l", "", "" },
	{ " php ", ATTACHED, "rBRE", "cdz",
		" --run --process-begin --process-code --process-end ", "" },
	{ " emacs emacsclient ", OPERAND, "e", "", " --eval --execute ", "" },
	{ " awk gawk mawk nawk ", FIRST, "e", "vFfil", " --source ", " --file " },
	{ " sed gsed ", FIRST, "e", "lf", " --expression ", " --file --line-length " },
	{ " vi vim nvim view gvim ex ", PLUS, "c", "TuUiW", " --cmd ", "" },
	{ " ssh mosh autossh watch ", JOINED, "", "", "", "" },
	{ " tmux ", TEXT, "", "", "", "" },
	{ " env ", ATTACHED, "S", "uC", " --split-string ", " --unset --chdir " },
};

static bool
is_listed(const char *list, const char *name, size_t n)
{
	for (const char *p = list; n > 0 && (p = strchr(p, ' ')) != NULL && *++p != '\0';)
		if (strncmp(p, name, n) == 0 && p[n] == ' ')
			return true;
	return false;
}

static const struct interpreter *
find_interpreter(const char *program)
{
	const char *name = nr_fs_basename(program);
	size_t n = strlen(name);

	while (n > 0 && strchr("0123456789.-", name[n - 1]) != NULL)
		n--;
	for (size_t i = 0; i < sizeof(interpreters) / sizeof(interpreters[0]); i++)
		if (is_listed(interpreters[i].names, name, n))
			return &interpreters[i];
	return NULL;
}

bool
app_script_joins(const char *program)
{
	return find_interpreter(program)->style == JOINED;
}

/* What the options so far say about later arguments. */
struct reading {
	bool is_code;		/* the code is attached to the option */
	bool next_is_code;
	bool operand_is_code;
	size_t skipped;		/* number of arguments of other options to skip */
};

static void
read_long(const struct interpreter *p, const char *option, struct reading *r)
{
	size_t n = strcspn(option, "=");

	if (is_listed(p->long_code, option, n)) {
		r->is_code = option[n] == '=';
		r->next_is_code = option[n] == '\0';
		r->operand_is_code = false;
	} else if (is_listed(p->long_skip, option, n) && option[n] == '\0') {
		r->skipped++;
	}
}

static void
read_letters(const struct interpreter *p, const char *letters, struct reading *r)
{
	for (; *letters != '\0'; letters++) {
		bool code = strchr(p->code, *letters) != NULL;
		bool skip = strchr(p->skip, *letters) != NULL;

		if (p->style == OPERAND) {
			r->operand_is_code = r->operand_is_code || code;
			r->skipped += skip;
		} else if (code || skip) {
			r->operand_is_code = r->operand_is_code && !code
				&& *letters != 'f';
			r->is_code = code && letters[1] != '\0';
			r->next_is_code = code && letters[1] == '\0';
			r->skipped += skip && letters[1] == '\0';
			return;
		}
	}
}

static bool
is_option(const struct interpreter *p, const char *arg)
{
	return (arg[0] == '-' && arg[1] != '\0')
		|| (arg[0] == '+' && arg[1] != '\0'
			&& (p->style == OPERAND || p->style == PLUS))
		|| is_listed(p->long_code, arg, strlen(arg));
}

/* True if the interpreter at argument `at` runs argument i as code. */
static bool
runs(const struct interpreter *p, const struct app_argv *a, size_t at, size_t i)
{
	struct reading r = { .operand_is_code = p->style == FIRST };

	if (p->style == JOINED)
		return true;
	if (p->style == TEXT)
		return i < a->n && strchr(a->v[i], ' ') != NULL;
	for (size_t j = at + 1; j < a->n && j <= i; j++) {
		const char *arg = a->v[j];

		if (r.next_is_code && j == i)
			return true;
		if (r.next_is_code) {
			r.next_is_code = false;
		} else if (r.skipped > 0) {
			r.skipped--;
		} else if (strcmp(arg, "--") == 0) {
			return r.operand_is_code && i == j + 1;
		} else if (!is_option(p, arg)) {
			return r.operand_is_code && i == j;
		} else {
			r.is_code = arg[0] == '+' && p->style == PLUS;
			if (strncmp(arg, "--", 2) == 0
				|| is_listed(p->long_code, arg, strlen(arg)))
				read_long(p, arg, &r);
			else if (!r.is_code)
				read_letters(p, arg + 1, &r);
			if (r.is_code && j == i)
				return true;
		}
	}
	return i == a->n && r.skipped == 0 && (r.next_is_code || r.operand_is_code);
}

const char *
app_script_program(const struct app_argv *a, size_t i)
{
	/* The interpreter may follow others: env, nice, a terminal with -e. */
	for (size_t at = 0; at < a->n && at < i; at++) {
		const struct interpreter *p = find_interpreter(a->v[at]);

		if (p != NULL && runs(p, a, at, i))
			return a->v[at];
	}
	return NULL;
}
