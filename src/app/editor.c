/* Builds the command line of the editor. */
#include "config.h"

#include "app/editor.h"

#include <stdlib.h>

#include "app/argv.h"
#include "newsreader/buf.h"

static const char *
editor_command(const struct nr_options *o)
{
	const char *choices[] = {
		nr_options_string(o, NR_OPT_EDITOR), getenv("VISUAL"), getenv("EDITOR")
	};

	for (size_t i = 0; i < sizeof(choices) / sizeof(*choices); i++) {
		if (choices[i] && *choices[i])
			return choices[i];
	}
	return "vi";
}

int
app_editor_argv(const struct nr_options *o, const char *file, unsigned line,
	struct app_argv *out, struct nr_error *err)
{
	struct nr_buf arg = NR_BUF_INIT;

	if (app_argv_split(editor_command(o), out, err) < 0)
		return -1;
	if (line > 0) {
		nr_buf_addf(&arg, "+%u", line);
		app_argv_add(out, nr_buf_take(&arg));
	}
	/* "-x" would be an option, and "+x" a command of vi. */
	nr_buf_addf(&arg, "%s%s", *file == '-' || *file == '+' ? "./" : "", file);
	app_argv_add(out, nr_buf_take(&arg));
	return 0;
}
