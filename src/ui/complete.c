/* Finds the names that the end of a command line can be completed to. */
#include "config.h"

#include "ui/complete.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "app/columns.h"
#include "newsreader/fs.h"
#include "newsreader/mem.h"
#include "newsreader/utf8.h"

enum { FILES_MAX = 5000 };	/* of a folder that are looked at */

/* The text that is completed: what is at s, up to the end of what was typed. */
struct typed {
	struct ui_names *names;
	const struct app_config *config;
	struct ui_folder *folder;
	enum ui_look look;
	const char *s, *end;
};

/* ---- names ---- */

static void
offer_both(struct ui_names *names, const char *name, const char *after)
{
	struct nr_buf both = NR_BUF_INIT;

	nr_buf_addf(&both, "%s%s", name, after);
	if (strncmp(nr_buf_str(&both), names->text, names->len) != 0) {
		nr_buf_release(&both);
		return;
	}
	names->v = nr_grow(names->v, &names->cap, names->n + 1, sizeof(*names->v));
	names->v[names->n++] = nr_buf_take(&both);
}

static void
offer(struct ui_names *names, const char *name)
{
	offer_both(names, name, "");
}

/* Offer the words "a|b|c"; NULL for none. */
static void
offer_words(struct ui_names *names, const char *words)
{
	for (const char *s = words; s && *s;) {
		size_t n = strcspn(s, "|");
		char *word = nr_strndup(s, n);

		offer(names, word);
		free(word);
		s += n + (s[n] == '|');
	}
}

void
ui_names_release(struct ui_names *names)
{
	for (size_t i = 0; i < names->n; i++)
		free(names->v[i]);
	free(names->v);
}

void
ui_names_add(const struct ui_names *names, struct nr_buf *out)
{
	for (size_t i = 0; i < names->n; i++)
		nr_buf_addf(out, "%s%s", i > 0 ? " " : "", names->v[i]);
}

void
ui_names_offer_commands(struct ui_names *names, const struct app_config *config)
{
	for (unsigned i = 0; i < APP_ACTION_COUNT; i++)
		offer(names, app_action_info((enum app_action)i)->name);
	for (size_t i = 0; app_config_command(i); i++)
		offer(names, app_config_command(i)->name);
	for (size_t i = 0; i < config->read.aliases.n; i++)
		offer(names, config->read.aliases.v[i].name);
}

/* ---- words ---- */

/* True if the word at t->s is the last one, which is to be completed; else go to the
 * next. */
static bool
is_last(struct typed *t)
{
	const char *s = t->s;

	while (s < t->end && *s != ' ')
		s++;
	if (s == t->end) {
		t->names->text = t->s;
		t->names->len = (size_t)(t->end - t->s);
		return true;
	}
	while (s < t->end && *s == ' ')
		s++;
	t->s = s;
	return false;
}

/* Complete only what stands after the last of these characters. */
static void
go_after(struct ui_names *names, const char *characters)
{
	const char *begin = names->text, *end = begin + names->len, *s = end;

	while (s > begin && !strchr(characters, s[-1]))
		s--;
	names->text = s;
	names->len = (size_t)(end - s);
}

/* ---- files ---- */

void
ui_folder_release(struct ui_folder *f)
{
	for (size_t i = 0; i < f->n; i++)
		free(f->v[i]);
	free(f->v);
	free(f->path);
	*f = (struct ui_folder){ .path = NULL };
}

static bool
is_folder(const char *folder, const char *name)
{
	char *path = nr_fs_join(folder, name);
	bool is = nr_fs_is_folder(path);

	free(path);
	return is;
}

static int
compare(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Names that a prompt or a line would change are left out. */
static void
read_folder(struct ui_folder *f, const char *typed)
{
	char *path = *typed ? nr_fs_expand(typed, strlen(typed)) : nr_strdup(".");
	DIR *dir = opendir(path);
	const struct dirent *entry;

	ui_folder_release(f);
	f->path = nr_strdup(typed);
	while (dir && f->n < FILES_MAX && (entry = readdir(dir)) != NULL) {
		const char *name = entry->d_name;
		struct nr_buf b = NR_BUF_INIT;

		if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0
			|| name[strcspn(name, " #;'\"\\")] || !nr_utf8_is_clean(name, strlen(name)))
			continue;
		nr_buf_addf(&b, "%s%s", name, is_folder(path, name) ? "/" : "");
		f->v = nr_grow(f->v, &f->cap, f->n + 1, sizeof(*f->v));
		f->v[f->n++] = nr_buf_take(&b);
	}
	if (dir)
		closedir(dir);
	if (f->n)
		qsort(f->v, f->n, sizeof(*f->v), compare);
	free(path);
}

/* Offer the files in the folder of the path that is typed. */
static void
offer_files(struct typed *t)
{
	const char *begin = t->names->text;
	struct ui_folder *f = t->folder;
	char *typed;

	go_after(t->names, "/");
	typed = nr_strndup(begin, (size_t)(t->names->text - begin));
	if (t->look == UI_LOOK_AT_DISK)
		read_folder(f, typed);
	if (f->path && strcmp(f->path, typed) == 0)
		for (size_t i = 0; i < f->n; i++)
			if (*f->v[i] != '.' || *t->names->text == '.')
				offer(t->names, f->v[i]);
	free(typed);
}

/* ---- options ---- */

/* Offer the names of all options, each with `sign` after it. */
static void
offer_options(struct ui_names *names, const char *sign)
{
	for (unsigned i = 0; i < NR_OPT_COUNT; i++)
		offer_both(names, nr_option_info((enum nr_option)i)->name, sign);
}

static void
offer_themes(struct ui_names *names)
{
	bool two = memchr(names->text, ':', names->len) != NULL;

	if (two)
		go_after(names, ":,");
	for (unsigned i = 0; i < APP_THEMES; i++)
		offer(names, app_theme_name((enum app_theme_id)i));
	if (!two)
		offer(names, "auto:");
}

static void
offer_columns(struct ui_names *names)
{
	static const char *const columns[APP_COLUMNS] = {
#define COLUMN(id, name, ...) [APP_COLUMN_##id] = name,
		APP_EACH_COLUMN(COLUMN)
	};
	static const struct {
		enum app_column column;
		const char *form;
	} forms[] = {
#define FORM(column, form, name, cells) { APP_COLUMN_##column, ":" name },
		APP_EACH_COLUMN_FORM(FORM)
	};
	go_after(names, " ");
	for (size_t i = 0; i < APP_COLUMNS; i++)
		offer(names, columns[i]);
	for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); i++) {
		const char *column = columns[forms[i].column];

		if (names->len >= strlen(column))
			offer_both(names, column, forms[i].form);
	}
}

/* Offer what may stand after "NAME = ". */
static void
offer_values(struct typed *t, enum nr_option id)
{
	const struct nr_option_info *info = nr_option_info(id);

	while (t->s < t->end && *t->s == ' ')
		t->s++;
	t->names->text = t->s;
	t->names->len = (size_t)(t->end - t->s);
	if (id == NR_OPT_THEME) {
		offer_themes(t->names);
	} else if (id == NR_OPT_COLUMNS) {
		offer_columns(t->names);
	} else if (id == NR_OPT_CA_FILE) {
		offer_files(t);
	} else if (id == NR_OPT_PATH) {
		go_after(t->names, ":");
		offer_files(t);
	} else {
		offer_words(t->names, info->values);
	}
}

/* True if an option is assigned at t->s; then its value is completed. */
static bool
is_assigned(struct typed *t)
{
	size_t n = strcspn(t->s, " =");
	const char *after = t->s + n + strspn(t->s + n, " ");
	char *name;
	enum nr_option id;

	if (after >= t->end || *after != '=')
		return false;
	name = nr_strndup(t->s, n);
	id = nr_option_named(name);
	free(name);
	t->s = after + 1;
	if (id != NR_OPT_COUNT)
		offer_values(t, id);
	return true;
}

/* ---- commands of the configuration ---- */

static void complete_command(struct typed *t);

static void
complete_set(struct typed *t)
{
	if (!is_assigned(t) && is_last(t))
		offer_options(t->names, "");
}

static void
complete_source(struct typed *t)
{
	if (is_last(t))
		offer_files(t);
}

static void
complete_alias(struct typed *t)
{
	const struct app_aliases *aliases = &t->config->read.aliases;

	if (!is_last(t)) {
		complete_command(t);
		return;
	}
	for (size_t i = 0; i < aliases->n; i++)
		offer(t->names, aliases->v[i].name);
}

static void
complete_color(struct typed *t)
{
	if (is_last(t)) {
		for (unsigned i = 0; i < APP_ROLES; i++)
			offer(t->names, app_role_name((enum app_role)i));
		return;
	}
	while (!is_last(t))
		continue;
	if (t->names->len > 2 && t->s[1] == 'g' && t->s[2] == '=') {
		go_after(t->names, "=");
		for (size_t i = 0; app_color_name(i); i++)
			offer(t->names, app_color_name(i));
		return;
	}
	offer_words(t->names, "fg=|bg=");
	for (size_t i = 0; app_attribute_name(i); i++)
		offer(t->names, app_attribute_name(i));
}

static void
offer_contexts(struct ui_names *names)
{
	for (unsigned i = 0; i < APP_CONTEXTS; i++)
		offer(names, app_context_info((enum app_context)i)->name);
}

static void
complete_bind(struct typed *t)
{
	if (is_last(t)) {
		offer_contexts(t->names);
	} else if (is_last(t)) {
		go_after(t->names, ">");
		for (size_t i = 0; app_key_in_brackets(i); i++) {
			struct nr_buf word = NR_BUF_INIT;

			nr_buf_addf(&word, "<%s>", app_key_in_brackets(i));
			offer(t->names, nr_buf_str(&word));
			nr_buf_release(&word);
		}
	} else {
		complete_command(t);
	}
}

static void
complete_unbind(struct typed *t)
{
	enum app_context context = app_context_named(t->s, strcspn(t->s, " "));
	const struct app_keymap *m = &t->config->read.keymap;

	if (is_last(t)) {
		offer_contexts(t->names);
		return;
	}
	if (!is_last(t))
		return;
	offer(t->names, "all");
	for (size_t i = 0; i < m->n; i++)
		if (m->v[i].context == context && m->v[i].n_steps > 0)
			offer(t->names, app_keys_word(m->v[i].keys, m->v[i].n_keys).text);
}

static void
complete_keys(struct typed *t)
{
	if (is_last(t))
		for (unsigned i = 0; i < APP_PRESETS; i++)
			offer(t->names, app_preset_info((enum app_preset)i)->name);
}

/* ---- commands ---- */

static void
complete_action(struct typed *t, enum app_action action)
{
	if (action == APP_ACTION_WRITE && is_last(t))
		offer_files(t);
	else if (action != APP_ACTION_NONE && is_last(t))
		offer_words(t->names, app_action_argument(action));
}

static void
complete_command(struct typed *t)
{
	static const struct {
		const char *name;
		void (*complete)(struct typed *t);
	} commands[] = {
		{ "set", complete_set }, { "source", complete_source },
		{ "alias", complete_alias }, { "color", complete_color },
		{ "bind", complete_bind }, { "unbind", complete_unbind },
		{ "keys", complete_keys },
	};
	char *name;
	size_t i = 0;

	if (is_assigned(t))
		return;
	name = nr_strndup(t->s, strcspn(t->s, " "));
	if (is_last(t)) {
		ui_names_offer_commands(t->names, t->config);
		offer_options(t->names, "=");
	} else {
		while (i < sizeof(commands) / sizeof(*commands)
			&& strcmp(commands[i].name, name) != 0)
			i++;
		if (i < sizeof(commands) / sizeof(*commands))
			commands[i].complete(t);
		else
			complete_action(t, app_action_named(name));
	}
	free(name);
}

void
ui_names_find(const struct app_config *config, struct ui_folder *folder, const char *text,
	size_t n, enum ui_look look, struct ui_names *out)
{
	char *typed = nr_strndup(text, n);
	const char *at = typed, *end;
	struct typed t = { out, config, folder, look, NULL, typed + n };

	while (*(end = nr_conf_command_end(at)) == ';')
		at = end + 1;
	t.s = at + strspn(at, " :");
	*out = (struct ui_names){ .text = t.end };
	complete_command(&t);
	out->text = text + (out->text - typed);
	free(typed);
}
