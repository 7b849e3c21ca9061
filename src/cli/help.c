/* Prints --help and --version. */
#include "config.h"

#include <jansson.h>
#include <string.h>

#include "app/keymap.h"
#include "cli/run.h"
#include "newsreader/html.h"
#include "newsreader/load.h"
#include "newsreader/net.h"
#include "newsreader/utf8.h"

static const char indent[] = "                            ";	/* before what an option is for */

enum { TEXT_COLUMN = sizeof(indent) - 1, LINE_CELLS = 79 };

static void
put_arg(struct cli_out *out, const struct cli_arg_info *info)
{
	size_t start = out->buf.len, column;

	if (info->letter != 0)
		nr_buf_addf(&out->buf, "  -%c, --%s", info->letter, info->name);
	else
		nr_buf_addf(&out->buf, "      --%s", info->name);
	if (info->value != NULL && info->value[0] == '[')
		nr_buf_addf(&out->buf, "[=%s", info->value + 1);
	else if (info->value != NULL)
		nr_buf_addf(&out->buf, "=%s", info->value);
	column = out->buf.len - start;
	if (column + 2 > TEXT_COLUMN) {
		cli_out_line(out);
		column = 0;
	}
	nr_buf_addf(&out->buf, "%*s", (int)(TEXT_COLUMN - column), "");
	cli_out_wrap(out, indent, LINE_CELLS, info->text);
}

void
cli_help(struct cli_out *out)
{
	cli_out_printf(out, "Usage: " PACKAGE_NAME " [OPTION]... [PATH]...");
	cli_out_printf(out, "Read articles from folders and files in the terminal.");
	cli_out_line(out);
	for (int i = 0; i < CLI_ARG_COUNT; i++)
		put_arg(out, cli_arg_info((enum cli_arg)i));
	cli_out_line(out);
	nr_buf_addf(&out->buf,
		"Without PATH: the option path, $NEWSREADER_PATH, the folder\n"
		"~/.local/share/newsreader/articles, or the sample articles.\n"
		"- is standard input.\n"
		"Exit status: 0 done, 1 nothing matched, 2 wrong usage, 3 some files could not\n"
		"be read, 4 some texts could not be fetched or the system refused, 5 marks could\n"
		"not be written.\n"
		"Keys: press %s on the screen, or see newsreader(1).\n",
		app_action_key(NULL, APP_ACTION_HELP).text);
}

void
cli_version(struct cli_out *out, const char *terminal)
{
	cli_out_printf(out, PACKAGE_STRING);
	nr_buf_addf(&out->buf, "%s, %s, libyaml %s, ", terminal, nr_store_version(),
		nr_load_version());
	nr_utf8_version(&out->buf);
	cli_out_line(out);
	cli_out_printf(out, "%s, jansson %s, %s", nr_html_version(), JANSSON_VERSION,
		nr_net_version());
}
