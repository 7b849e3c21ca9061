/*
 * The configuration of the running screen: its files are watched and read again, and what
 * has changed takes effect.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "newsreader/clock.h"
#include "newsreader/fs.h"
#include "newsreader/mem.h"
#include "ui/screen.h"

/* Time without a change, in ms, after which the files are read: an editor may write in
 * several steps, or replace a file. */
enum { QUIET_MS = 50 };

/* ---- what takes effect ---- */

static void
apply_order(struct ui *ui)
{
	struct nr_filter f = ui->s->filter;

	f.order = (enum nr_order)nr_options_enum(ui->s->options, NR_OPT_ORDER);
	app_session_set_filter(ui->s, &f);
}

static void
apply_unpublished(struct ui *ui)
{
	struct nr_filter f = ui->s->filter;

	f.with_unpublished = nr_options_bool(ui->s->options, NR_OPT_SHOW_UNPUBLISHED);
	app_session_set_filter(ui->s, &f);
}

static void
apply_layout(struct ui *ui)
{
	ui->mode = (enum ui_mode)nr_options_enum(ui->s->options, NR_OPT_LAYOUT);
}

static void
apply_ascii(struct ui *ui)
{
	ui->canvas.ascii = nr_options_bool(ui->s->options, NR_OPT_ASCII) || ui->term->ascii;
}

static void
apply_theme(struct ui *ui)
{
	struct app_theme theme;

	app_config_theme(ui->config, &theme);
	ui->term->set_theme(ui->term->self, &theme);
}

/* What there is to do for an option that is not read where it is used. */
static void (*const applies[NR_OPT_COUNT])(struct ui *ui) = {
	[NR_OPT_ORDER] = apply_order,
	[NR_OPT_SHOW_UNPUBLISHED] = apply_unpublished,
	[NR_OPT_LAYOUT] = apply_layout,
	[NR_OPT_ASCII] = apply_ascii,
};

/* Let the changed options take effect. The number of those that do not before the next
 * start; *last is the last of them. */
static size_t
apply_all(struct ui *ui, const bool changed[NR_OPT_COUNT], enum nr_option *last)
{
	size_t n = 0;

	for (unsigned i = 0; i < NR_OPT_COUNT; i++) {
		if (!changed[i])
			continue;
		if (applies[i])
			applies[i](ui);
		if (!nr_option_info((enum nr_option)i)->live) {
			*last = (enum nr_option)i;
			n++;
		}
	}
	apply_theme(ui);		/* also for the changes of `color` */
	/* Texts are made again: signs and the names of keys in them may be others. */
	app_article_cache_drop_docs(&ui->s->shown.cache);
	ui->article_version = 0;
	ui->dirty = true;
	return n;
}

/* Say that options take effect at the next start. False if n is 0. */
static bool
say_later(struct ui *ui, size_t n, enum nr_option last)
{
	if (n == 1)
		app_say(&ui->s->messages, APP_INFO, APP_MSG(OPTION_LATER),
			nr_option_info(last)->name);
	else if (n > 1)
		app_say(&ui->s->messages, APP_INFO, APP_MSG(OPTIONS_LATER), n);
	return n > 0;
}

/* ---- the files ---- */

/* Watch a file, or, if its folder is not there, the first folder above that is. */
static void
watch(struct nr_watch *w, const char *file)
{
	char *path = nr_strdup(file), *slash;

	while (!nr_watch_file(w, path) && (slash = strrchr(path, '/')) && slash != path)
		*slash = '\0';
	free(path);
}

/* A link to a file elsewhere stands for both. */
static void
watch_files(struct ui *ui)
{
	const struct app_settings *read = &ui->config->read;
	struct nr_error ignored = NR_ERROR_INIT;

	for (size_t i = 0; i < read->n_files; i++) {
		char *real = nr_fs_resolve(read->files[i], &ignored);

		watch(ui->config_watch, read->files[i]);
		if (real)
			watch(ui->config_watch, real);
		free(real);
	}
}

void
ui_settings_begin(struct ui *ui)
{
	ui->s->messages.mistakes = &ui->config->read.mistakes;
	ui->config_watch = nr_watch_new();
	watch_files(ui);
}

void
ui_settings_end(struct ui *ui)
{
	nr_watch_free(ui->config_watch);
}

int
ui_settings_fd(const struct ui *ui)
{
	return nr_watch_fd(ui->config_watch);
}

int
ui_settings_timeout(const struct ui *ui)
{
	int64_t now = nr_clock_ms();

	if (!ui->config_at)
		return -1;
	return ui->config_at > now ? (int)(ui->config_at - now) : 0;
}

typedef int read_again(struct app_config *c, bool changed[NR_OPT_COUNT],
	struct nr_error *err);

/* Read the files again, and say what is wrong with them. */
static void
reload(struct ui *ui, read_again *read)
{
	struct app_messages *m = &ui->s->messages;
	size_t before = ui->config->read.mistakes.n, later;
	bool changed[NR_OPT_COUNT];
	enum nr_option last = NR_OPT_COUNT;
	struct nr_error err = NR_ERROR_INIT;

	ui->config_at = 0;
	if (read(ui->config, changed, &err) < 0) {
		app_tell(m, APP_WARNING, err.text);
		return;
	}
	watch_files(ui);
	later = apply_all(ui, changed, &last);
	if (app_messages_report_mistakes(m) || say_later(ui, later, last))
		return;
	if (before || memchr(changed, true, sizeof(changed)))
		app_say(m, APP_INFO, APP_MSG(CONFIG_READ));
}

bool
ui_settings_follow(struct ui *ui)
{
	struct nr_changes found = NR_CHANGES_INIT;
	int64_t now = nr_clock_ms();

	nr_watch_read(ui->config_watch, &found);
	if (nr_changes_any(&found) || found.file)
		ui->config_at = now + QUIET_MS;
	nr_changes_release(&found);
	if (!ui->config_at || now < ui->config_at)
		return false;
	reload(ui, app_config_reload);
	return true;
}

/* ---- lines of the prompt ---- */

/* "order = date" */
static void
say_value(struct ui *ui, const char *name)
{
	enum nr_option id = nr_option_named(name);

	app_say(&ui->s->messages, APP_INFO, APP_MSG(OPTION_SET), name,
		nr_options_string(ui->s->options, id));
}

void
ui_settings_line(struct ui *ui, const struct nr_conf_line *line)
{
	size_t later;
	int mistakes = 0;
	bool changed[NR_OPT_COUNT];
	enum nr_option last = NR_OPT_COUNT;
	struct nr_error err = NR_ERROR_INIT;
	bool is_set = line->kind == NR_CONF_COMMAND && strcmp(line->words[0], "set") == 0;

	if (is_set && line->n == 2 && nr_option_named(line->words[1]) != NR_OPT_COUNT) {
		say_value(ui, line->words[1]);
	} else if (line->kind == NR_CONF_COMMAND && line->n == 1
			&& strcmp(line->words[0], "source") == 0) {
		reload(ui, app_config_source);
		if (!*ui->s->messages.text)
			app_say(&ui->s->messages, APP_INFO, APP_MSG(CONFIG_READ));
	} else if ((mistakes = app_config_line(ui->config, line, changed, &err)) < 0) {
		app_tell(&ui->s->messages, APP_WARNING, err.text);
	} else {
		later = apply_all(ui, changed, &last);
		say_later(ui, later, last);
		watch_files(ui);
		if (mistakes > 0)
			app_messages_report_mistakes(&ui->s->messages);
	}
}
