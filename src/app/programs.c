/* Finds the programs that open a URL, edit a file and copy a text. */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/argv.h"
#include "app/command.h"
#include "newsreader/buf.h"
#include "newsreader/fs.h"
#include "newsreader/mem.h"
#include "newsreader/net.h"

/* ---- the browser ---- */

/* Browsers that run in the terminal. */
static const char *const terminal_browsers[] = {
	"w3m", "lynx", "links", "elinks",	/* these are tried, in this order */
	"links2", "browsh", "carbonyl", "chawan", "cha", "www-browser"
};

enum {
	N_TERMINAL = sizeof(terminal_browsers) / sizeof(*terminal_browsers),
	N_FALLBACK = 4
};

static bool
is_program(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISREG(st.st_mode) && access(path, X_OK) == 0;
}

/* True if posix_spawnp would find a program of this name. */
static bool
is_installed(const char *name)
{
	const char *path = getenv("PATH");
	struct nr_buf b = NR_BUF_INIT;
	bool found = false;

	if (strchr(name, '/'))
		return is_program(name);
	for (const char *p = path ? path : "/bin:/usr/bin"; !found; p++) {
		size_t n = strcspn(p, ":");

		nr_buf_clear(&b);
		nr_buf_add(&b, p, n);
		nr_buf_addz(&b, n > 0 ? "/" : "./");
		nr_buf_addz(&b, name);
		found = is_program(nr_buf_str(&b));
		p += n;
		if (!*p)
			break;
	}
	nr_buf_release(&b);
	return found;
}

static enum app_browser_kind
kind_of(const struct nr_options *options, const char *program)
{
	/* In the order of the option's values. */
	enum { AUTO, WINDOW, TERMINAL };
	int kind = nr_options_enum(options, NR_OPT_BROWSER_KIND);
	const char *name = nr_fs_basename(program);

	for (size_t i = 0; kind == AUTO && i < N_TERMINAL; i++) {
		if (strcmp(name, terminal_browsers[i]) == 0)
			kind = TERMINAL;
	}
	return kind == TERMINAL ? APP_BROWSER_TERMINAL : APP_BROWSER_WINDOW;
}

static int
from_option(const struct nr_options *options, const struct app_subject *s,
	struct app_browser *out, struct nr_error *err)
{
	struct app_argv template = { NULL, 0 };
	const char *text = nr_options_string(options, NR_OPT_BROWSER);
	int rc = -1;

	if (app_argv_split(text, &template, err) < 0 ||
			app_argv_substitute(&template, s, &out->argv, err) < 0)
		goto out;
	if (!is_installed(template.v[0])) {
		app_argv_release(&out->argv);
		nr_error_set(err, NR_ERR_NOT_FOUND,
			"browser not found: %s (option \"browser\")", template.v[0]);
		goto out;
	}
	out->kind = kind_of(options, template.v[0]);
	rc = 0;
out:
	app_argv_release(&template);
	return rc;
}

/* Try one template of $BROWSER: 1 if usable, 0 if its program is not installed, -1 on
 * error. */
static int
try_template(const struct nr_options *options, const char *text, const char *url,
	struct app_browser *out, struct nr_error *err)
{
	const struct app_sequence sequence = { 's', false, url };
	struct app_argv template = { NULL, 0 };
	int rc = -1;

	if (app_argv_split(text, &template, err) < 0)
		return -1;
	if (!is_installed(template.v[0])) {
		rc = 0;
	} else if (app_argv_expand(&template, &sequence, 1, url, &out->argv, err) == 0) {
		out->kind = kind_of(options, template.v[0]);
		rc = 1;
	}
	app_argv_release(&template);
	return rc;
}

/* Use the first installed browser in $BROWSER. Returns 1, 0 if it names no installed one, or
 * -1 on error. */
static int
from_environment(const struct nr_options *options, const char *url,
	struct app_browser *out, struct nr_error *err)
{
	const char *p = getenv("BROWSER");
	int rc = 0;

	while (p && *p && rc == 0) {
		size_t n = strcspn(p, ":");
		char *text = nr_strndup(p, n);

		if (text[strspn(text, " \t\n")])
			rc = try_template(options, text, url, out, err);
		free(text);
		p += n + (p[n] == ':');
	}
	return rc;
}

static bool
has_display(void)
{
	const char *x = getenv("DISPLAY");
	const char *wayland = getenv("WAYLAND_DISPLAY");

	return (x && *x) || (wayland && *wayland);
}

static int
from_system(const char *url, struct app_browser *out, struct nr_error *err)
{
	const char *name = NULL;

	if (has_display() && is_installed("xdg-open"))
		name = "xdg-open";
	out->kind = name ? APP_BROWSER_WINDOW : APP_BROWSER_TERMINAL;
	for (size_t i = 0; !name && i < N_FALLBACK; i++) {
		if (is_installed(terminal_browsers[i]))
			name = terminal_browsers[i];
	}
	if (!name)
		return nr_error_set(err, NR_ERR_NOT_FOUND,
			"no browser found: set the option browser or $BROWSER");
	app_argv_add(&out->argv, nr_strdup(name));
	app_argv_add(&out->argv, nr_strdup(url));
	return 0;
}

static int
find(const struct nr_options *options, const struct app_subject *s, struct app_browser *out,
	struct nr_error *err)
{
	int rc;

	if (nr_net_check_url(s->url, err) < 0)
		return -1;
	if (*nr_options_string(options, NR_OPT_BROWSER))
		return from_option(options, s, out, err);
	rc = from_environment(options, s->url, out, err);
	return rc == 0 ? from_system(s->url, out, err) : rc;
}

int
app_browser_find(const struct nr_options *options, const struct app_subject *s,
	struct app_browser *out, struct nr_error *err)
{
	struct app_subject clean = *s;
	struct nr_buf url = NR_BUF_INIT;
	int rc;

	*out = (struct app_browser){ .argv = { NULL, 0 } };
	app_argv_add_url(s->url ? s->url : "", &url);
	clean.url = nr_buf_str(&url);
	rc = find(options, &clean, out, err);
	nr_buf_release(&url);
	return rc < 0 ? -1 : 0;
}

/* ---- the editor ---- */

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

/* ---- copying ---- */

int
app_copy(const struct nr_options *o, app_copy_osc52 *osc52, void *self,
	const char *text, size_t n, struct nr_error *err)
{
	enum { COPY_SECONDS = 2 };
	const char *command = nr_options_string(o, NR_OPT_COPY);
	struct app_argv argv = { NULL, 0 };
	int rc;

	if (!*command) {
		if (osc52 && osc52(self, text, n))
			return 0;
		return nr_error_set(err, NR_ERR_SYSTEM,
			"cannot copy: set the option copy-command");
	}
	if (app_argv_split(command, &argv, err) < 0)
		return -1;
	rc = app_command_feed(&argv, text, n, COPY_SECONDS, err);
	app_argv_release(&argv);
	return rc;
}
