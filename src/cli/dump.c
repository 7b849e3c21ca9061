/* --dump-keys and --dump-actions: the key map and the actions as text. */
#include "config.h"

#include <string.h>

#include "app/keymap.h"
#include "cli/run.h"

int
cli_dump_keys(struct cli_context *c, enum cli_status *status, struct nr_error *err)
{
	struct nr_buf text = NR_BUF_INIT;
	const char *line;

	(void)status;
	(void)err;
	app_keymap_dump(&c->config->read.keymap, &text);
	line = nr_buf_str(&text);
	for (size_t n; *line; line += n + 1) {
		n = strcspn(line, "\n");
		cli_out_printf(&c->out, "%.*s", (int)n, line);
	}
	nr_buf_release(&text);
	return 0;
}

int
cli_dump_actions(struct cli_context *c, enum cli_status *status, struct nr_error *err)
{
	(void)status;
	(void)err;
	for (unsigned i = 0; i < APP_ACTION_COUNT; i++) {
		enum app_action action = (enum app_action)i;
		const char *words = app_action_argument(action);
		const char *text = app_action_text(action);
		const struct app_action_info *info = app_action_info(action);

		nr_buf_addf(&c->out.buf, "%s\t%s\t%s", info->name,
			words ? words : text ? text : "", info->text);
		if (!cli_out_line(&c->out))
			break;
	}
	return 0;
}
