#include "config.h"

#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/command.h"
#include "cli/args.h"
#include "fuzz/driver.h"
#include "newsreader/buf.h"
#include "newsreader/mem.h"

/* A configuration file, and after the first NUL a command line, one argument a line. */

enum { ARGS_MAX = 64 };

static char file[] = "/tmp/newsreader-fuzz-XXXXXX";

static void
remove_file(void)
{
	unlink(file);
}

/* The file is made once, and has the new text each time. */
static const char *
write_file(const uint8_t *data, size_t n)
{
	static int fd = -1;

	if (fd < 0) {
		fd = mkstemp(file);
		require(fd >= 0 && atexit(remove_file) == 0, "a file can be made");
	}
	require(ftruncate(fd, 0) == 0 && pwrite(fd, data, n, 0) == (ssize_t)n,
		"a file can be written");
	return file;
}

static int
split_lines(char *text, char **argv)
{
	int argc = 0;

	argv[argc++] = text + strlen(text);
	for (char *line = text; line != NULL && argc < ARGS_MAX;) {
		char *end = strchr(line, '\n');

		if (end != NULL)
			*end++ = '\0';
		argv[argc++] = line;
		line = end;
	}
	argv[argc] = NULL;
	return argc;
}

static void
check_error(const struct nr_error *err)
{
	require(err->text[0] != '\0', "an error has a message");
	require(err->code != 0, "an error has a code");
}

/* What an article says is never a part of a script, and never the program. */
static void
check_command(const char *text)
{
	static const char mark[] = "https://x.org/MARK";
	const struct app_subject s = { .url = mark, .title = mark, .provider = mark };
	struct nr_error err = NR_ERROR_INIT;
	struct app_argv template = { NULL, 0 }, argv = { NULL, 0 };

	if (app_argv_split(text, &template, &err) < 0) {
		check_error(&err);
		return;
	}
	if (app_argv_substitute(&template, &s, &argv, &err) < 0) {
		check_error(&err);
	} else {
		require(strcmp(argv.v[0], template.v[0]) == 0
			|| strstr(template.v[0], "%") != NULL, "the program stays");
		require(argv.n == template.n || argv.n == template.n + 1,
			"an argument stays one");
		app_argv_release(&argv);
	}
	app_argv_release(&template);
}

static void
check_options(const struct nr_options *o)
{
	for (unsigned i = 0; i < NR_OPT_COUNT; i++) {
		enum nr_option id = (enum nr_option)i;
		const struct nr_option_info *info = nr_option_info(id);
		size_t n = 0;

		if (info->type == NR_OPT_STRING) {
			require(nr_options_string(o, id) != NULL, "a string is there");
			free(nr_options_path(o, id));
		} else if (info->type == NR_OPT_SIZE) {
			require(nr_options_size(o, id) >= 0, "a size is none below 0");
		} else if (info->type == NR_OPT_ENUM) {
			require(nr_options_enum(o, id) >= 0, "a value is one of the list");
		} else if (info->type == NR_OPT_LIST || info->type == NR_OPT_WORDS) {
			char **list = nr_options_list(o, id, &n);

			for (size_t j = 0; j < n; j++)
				free(list[j]);
			free(list);
		}
	}
	check_command(nr_options_string(o, NR_OPT_BROWSER));
}

/* Reading the same files again changes nothing. */
static void
check_reload(struct app_config *c)
{
	bool changed[NR_OPT_COUNT];
	struct nr_error err = NR_ERROR_INIT;
	size_t mistakes = c->read.mistakes.n, lines = c->read.n_lines;

	if (app_config_reload(c, changed, &err) < 0) {
		check_error(&err);
		return;
	}
	for (unsigned i = 0; i < NR_OPT_COUNT; i++)
		require(!changed[i], "an option stays");
	require(c->read.mistakes.n == mistakes && c->read.n_lines == lines,
		"the same lines are right");
	for (size_t i = 0; i < mistakes; i++)
		require(*c->read.mistakes.v[i].text != '\0', "a mistake has a text");
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	const uint8_t *nul = n > 0 ? memchr(data, '\0', n) : NULL;
	size_t length = nul != NULL ? (size_t)(nul - data) : n;
	char *line = nul != NULL ? nr_strndup((const char *)nul + 1, n - length - 1)
		: nr_strdup("");
	char *argv[ARGS_MAX + 1];
	int argc = split_lines(line, argv);
	struct app_config config;
	struct nr_error err = NR_ERROR_INIT;
	struct cli_args args;

	app_config_init(&config);
	if (cli_args_parse(argc, argv, true, &args, &err) < 0) {
		check_error(&err);
	} else {
		free(args.config);
		args.config = nr_strdup(write_file(data, length));
		if (cli_args_configure(&args, &config, &err) < 0)
			check_error(&err);
		check_options(config.options);
		check_reload(&config);
	}
	cli_args_release(&args);
	app_config_release(&config);
	free(line);
	return 0;
}
