/* --check-config and --dump-config. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "cli/run.h"
#include "newsreader/utf8.h"

enum { COMMENT_WIDTH = 78 };	/* cells of a line of comment, at most */

/* The mistakes are printed already. */
int
cli_check_config(struct cli_context *c, enum cli_status *status, struct nr_error *err)
{
	(void)err;
	*status = c->config->read.mistakes.n > 0 ? CLI_USAGE : CLI_OK;
	return 0;
}

/* True if the value of an option would be another one if it stood without quotes. */
static bool
needs_quotes(const char *value)
{
	size_t n = strlen(value);

	if (n == 0)
		return false;
	if (*value == '"' || *value == '#' || strchr(" \t", *value)
			|| strchr(" \t", value[n - 1]))
		return true;
	return strstr(value, " #") || strstr(value, "\t#");
}

static void
put_value(struct cli_out *out, const char *name, const char *value)
{
	bool quoted = needs_quotes(value);

	nr_buf_addf(&out->buf, "%s =%s%s", name, *value ? " " : "", quoted ? "\"" : "");
	if (!nr_utf8_is_clean(value, strlen(value)))
		cli_out_text(out, value);
	for (const char *s = value; *s && nr_utf8_is_clean(value, strlen(value)); s++) {
		if (quoted && (*s == '"' || *s == '\\'))
			nr_buf_addch(&out->buf, '\\');
		nr_buf_addch(&out->buf, *s);
	}
	if (quoted)
		nr_buf_addch(&out->buf, '"');
	cli_out_line(out);
}

/* The variable of the environment that counts while the option is empty; NULL if there is
 * none. */
static const char *
variable_of(enum nr_option id)
{
	static const struct { enum nr_option id; const char *name; } variables[] = {
		{ NR_OPT_PATH, "NEWSREADER_PATH" }, { NR_OPT_BROWSER, "BROWSER" },
		{ NR_OPT_EDITOR, "VISUAL" }, { NR_OPT_EDITOR, "EDITOR" },
	};

	for (size_t i = 0; i < sizeof variables / sizeof variables[0]; i++) {
		const char *value = getenv(variables[i].name);

		if (variables[i].id == id && value != NULL && *value != '\0')
			return variables[i].name;
	}
	return NULL;
}

/* Where the value comes from. */
static void
add_origin(const struct app_settings *s, enum nr_option id, struct nr_buf *out)
{
	const struct app_origin *from = &s->origins[id];
	const char *variable = *nr_options_string(s->options, id) ? NULL : variable_of(id);

	if (from->kind == APP_ORIGIN_FILE)
		nr_buf_addf(out, "%s:%u", from->path, from->line);
	else
		nr_buf_addz(out, from->kind == APP_ORIGIN_ARGUMENT ? "command line" : "default");
	if (variable != NULL)
		nr_buf_addf(out, "; empty, so $%s counts", variable);
}

static const char *
type_name(const struct nr_option_info *info)
{
	static const char *const names[] = {
		[NR_OPT_STRING] = "text", [NR_OPT_LIST] = "list, separated by colons",
		[NR_OPT_WORDS] = "words, separated by blanks", [NR_OPT_SIZE] = "size",
	};

	return *info->values ? info->values : names[info->type];
}

static void
put_option(struct cli_context *c, enum nr_option id, const struct nr_options *values)
{
	const struct nr_option_info *info = nr_option_info(id);
	bool is_default = values != c->config->read.options;
	struct nr_buf line = NR_BUF_INIT;

	nr_buf_addz(&c->out.buf, "# ");
	cli_out_wrap(&c->out, "# ", COMMENT_WIDTH, info->text);
	nr_buf_addf(&line, "%s; ", type_name(info));
	if (is_default)
		nr_buf_addz(&line, "default");
	else
		add_origin(&c->config->read, id, &line);
	nr_buf_addz(&c->out.buf, "# ");
	cli_out_text(&c->out, nr_buf_str(&line));
	cli_out_line(&c->out);
	put_value(&c->out, info->name, nr_options_string(values, id));
	cli_out_line(&c->out);
	nr_buf_release(&line);
}

/* Print a line as it was written; bytes that a terminal must not get are replaced. */
static void
put_line(struct cli_out *out, const char *text)
{
	if (nr_utf8_is_clean(text, strlen(text)))
		nr_buf_addz(&out->buf, text);
	else
		cli_out_text(out, text);
	cli_out_line(out);
}

int
cli_dump_config(struct cli_context *c, enum cli_status *status, struct nr_error *err)
{
	const struct app_settings *s = &c->config->read;
	struct nr_options *defaults = nr_options_new();
	enum cli_dump dump = c->args->dump;

	(void)err;
	*status = CLI_OK;
	for (unsigned i = 0; i < NR_OPT_COUNT; i++) {
		enum nr_option id = (enum nr_option)i;

		if (dump == CLI_DUMP_CHANGED && strcmp(nr_options_string(s->options, id),
				nr_options_string(defaults, id)) == 0)
			continue;
		put_option(c, id, dump == CLI_DUMP_DEFAULT ? defaults : s->options);
	}
	for (size_t i = 0; dump != CLI_DUMP_DEFAULT && i < s->n_lines; i++) {
		cli_out_printf(&c->out, "# %s:%u", s->lines[i].path, s->lines[i].line);
		put_line(&c->out, s->lines[i].text);
	}
	nr_options_free(defaults);
	return 0;
}
