/* The program: reads the command line and runs the screen or one command. */
#include "config.h"

#include <errno.h>
#include <jansson.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "app/collection.h"
#include "cli/args.h"
#include "cli/run.h"
#include "newsreader/log.h"
#include "newsreader/mem.h"
#include "newsreader/options.h"
#include "term/term.h"
#include "ui/ui.h"

/* How long a key waits for a file, in ms: too short to be noticed, but nearly every file
 * is read within it. */
enum { PATIENCE_MS = 25 };

/* Run the interactive screen until the end of the program. */
static int
run_screen(struct cli_context *c, struct nr_diags *notes, struct nr_error *err)
{
	struct term_config config = {
		.color = (enum term_color)nr_options_enum(c->options, NR_OPT_COLOR),
		.ascii = nr_options_bool(c->options, NR_OPT_ASCII),
		.mouse = nr_options_bool(c->options, NR_OPT_MOUSE),
	};
	struct app_roots roots = { .v = NULL };
	struct ui_terminal terminal;
	struct ui_start start = {
		.terminal = &terminal,
		.session = {
			.options = c->options,
			.keymap = &c->config->read.keymap,
			.roots = &roots,
			.filter = &c->args->filter,
			.read_only = c->args->read_only,
			.patience = PATIENCE_MS,
			.given = cli_args_given(c->args, c->config),
		},
		.config = c->config,
		.notes = notes,
		.ascii = config.ascii,
	};
	int rc = -1;

	app_config_theme(c->config, &config.theme);
	if (cli_roots_resolve(c, &roots, err) < 0)
		goto out;
	nr_diags_move(notes, &roots.missing);
	if (term_open(&config, &terminal, err) < 0)
		goto out;
	rc = ui_run(&start, err);
	c->ended_by = term_ended_by(&terminal);
	term_close(&terminal);
out:
	app_roots_release(&roots);
	return rc;
}

static int
run_command(struct cli_context *c, enum cli_status *status, struct nr_diags *notes,
	struct nr_error *err)
{
	static cli_run *const commands[] = {
		[CLI_LIST] = cli_list,
		[CLI_SHOW] = cli_show,
		[CLI_CHECK] = cli_check,
		[CLI_DUMP_KEYS] = cli_dump_keys,
		[CLI_DUMP_ACTIONS] = cli_dump_actions,
		[CLI_FETCH] = cli_fetch,
		[CLI_EXTRACT] = cli_extract,
		[CLI_CHECK_CONFIG] = cli_check_config,
		[CLI_DUMP_CONFIG] = cli_dump_config,
		[CLI_STATE_EXPORT] = cli_state_export,
		[CLI_STATE_IMPORT] = cli_state_import,
	};

	if (c->args->command == CLI_READ)
		return run_screen(c, notes, err);
	for (size_t i = 0; i < c->config->read.mistakes.n; i++)
		cli_out_diag(&c->messages, &c->config->read.mistakes.v[i]);
	return commands[c->args->command](c, status, err);
}

/* Start the debug log if the command line or the environment names a file. */
static int
open_log(const struct cli_args *args, struct nr_error *err)
{
	const char *path = args->log ? args->log : getenv("NEWSREADER_LOG");

	if (!path || !*path)
		return 0;
	if (nr_log_open(path, err) < 0) {
		err->code = NR_ERR_USAGE;
		return -1;
	}
	nr_log("start", PACKAGE_NAME " " PACKAGE_VERSION ", %s",
		args->command == CLI_READ ? "the screen" : "a command");
	return 0;
}

static int
run(struct cli_context *c, int argc, char **argv, enum cli_status *status,
	struct nr_error *err)
{
	struct nr_diags notes = NR_DIAGS_INIT;
	int rc = cli_args_parse(argc, argv, isatty(STDOUT_FILENO) == 1, c->args, err);

	if (rc < 0)
		return -1;
	if (c->args->command == CLI_HELP) {
		cli_help(&c->out);
		return 0;
	}
	if (c->args->command == CLI_VERSION) {
		cli_version(&c->out, term_version());
		return 0;
	}
	if (open_log(c->args, err) < 0
		|| cli_args_configure(c->args, c->config, err) < 0
		|| run_command(c, status, &notes, err) < 0)
		rc = -1;
	nr_diags_release(&notes);
	return rc;
}

/* End by the signal that ended the screen or the fetching, so that the parent process
 * sees it. */
static int
end_by_signal(int sig)
{
	signal(sig, SIG_DFL);
	raise(sig);
	return 128 + sig;
}

/* The exit status for an error. */
static enum cli_status
status_of(const struct nr_error *err)
{
	static const enum cli_status statuses[] = {
		[NR_ERR_SYSTEM] = CLI_FAILED,
		[NR_ERR_INPUT] = CLI_UNREADABLE,
		[NR_ERR_LIMIT] = CLI_UNREADABLE,
		[NR_ERR_NOT_FOUND] = CLI_NOTHING,
		[NR_ERR_USAGE] = CLI_USAGE,
		[NR_ERR_STATE] = CLI_STATE,
		[NR_ERR_CANCELLED] = CLI_FAILED,
	};

	return statuses[err->code];
}

int
main(int argc, char **argv)
{
	struct nr_error err = NR_ERROR_INIT, late = NR_ERROR_INIT;
	enum cli_status status = CLI_OK;
	struct cli_args args;
	struct app_config config;
	struct cli_context c = { .args = &args, .config = &config };

	app_config_init(&config);
	c.options = config.options;
	errno = 0;
	if (!setlocale(LC_ALL, "") && errno == ENOMEM)
		nr_out_of_memory();
	json_set_alloc_funcs(nr_malloc, free);	/* before any thread is started */
	signal(SIGCHLD, SIG_DFL);	/* a parent that ignores it hands that down */
	signal(SIGPIPE, SIG_IGN);	/* writing to a closed pipe fails with EPIPE
					 * instead, */
	signal(SIGXFSZ, SIG_IGN);	/* and so does exceeding the file size limit */
	cli_out_init(&c.out, STDOUT_FILENO);
	cli_out_init(&c.messages, STDERR_FILENO);
	if (run(&c, argc, argv, &status, &err) < 0)
		status = status_of(&err);
	if (cli_out_close(&c.out, &late) < 0) {
		cli_out_printf(&c.messages, PACKAGE_NAME ": %s", late.text);
		status = CLI_FAILED;
	}
	if (err.code != NR_ERR_NONE)
		cli_out_printf(&c.messages, PACKAGE_NAME ": %s", err.text);
	cli_out_close(&c.messages, &late);
	nr_log("end", "status %d, signal %d", (int)status, c.ended_by);
	cli_args_release(&args);
	app_config_release(&config);
	return c.ended_by != 0 ? end_by_signal(c.ended_by) : (int)status;
}
