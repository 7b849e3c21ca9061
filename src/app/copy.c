/* Copies text with the option copy-command or through the terminal. */
#include "config.h"

#include "app/copy.h"

#include "app/command.h"

enum { COPY_SECONDS = 2 };

int
app_copy(const struct nr_options *o, app_copy_osc52 *osc52, void *self,
	const char *text, size_t n, struct nr_error *err)
{
	const char *command = nr_options_string(o, NR_OPT_COPY);
	struct app_argv argv = { NULL, 0 };
	int rc;

	if (!*command) {
		if (osc52 && osc52(self, text, n))
			return 0;
		return nr_error_set(err, NR_ERR_SYSTEM,
			"the terminal takes no copy: set the option copy-command");
	}
	if (app_argv_split(command, &argv, err) < 0)
		return -1;
	rc = app_command_feed(&argv, text, n, COPY_SECONDS, err);
	app_argv_release(&argv);
	return rc;
}
