/* The help: all actions with their keys, and the signs of the lists. */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "newsreader/mem.h"
#include "ui/screen.h"

enum { KEYS_COLS = 14 };	/* cells for the key names in the help */

/* Append the status icons of the lists to the help. */
static void
add_signs(struct ui_menu *m)
{
	static const struct {
		const char *sign, *ascii, *text;
	} signs[] = {
#define APP_ICON(id, sign, ascii, text) { sign, ascii, text },
#include "app/icons.def"
#undef APP_ICON
	};
	size_t i;

	for (i = 0; i < sizeof(signs) / sizeof(*signs); i++) {
		bool same = strcmp(signs[i].sign, signs[i].ascii) == 0;
		char text[128];
		struct ui_item *item;

		snprintf(text, sizeof(text), "%s%s%-*s%s", signs[i].sign, same ? "    " : " or ",
			KEYS_COLS - 4, same ? "" : signs[i].ascii, signs[i].text);
		item = ui_menu_add_raw(m, text);
		item->group = nr_strdup("Signs");
		item->detail = nr_strdup(signs[i].text);
		item->number = APP_ACTION_NONE;
	}
}

/* Append what keys do that is more than one action without an argument. */
static void
add_commands(const struct app_keymap *keymap, struct ui_menu *m)
{
	for (size_t i = 0; i < keymap->n; i++) {
		const struct app_binding *b = &keymap->v[i];
		struct nr_buf text = NR_BUF_INIT, commands = NR_BUF_INIT;
		struct ui_item *item;

		if (b->n_steps < 2 && !(b->n_steps == 1 && b->steps->argument))
			continue;
		app_binding_add_keys(b, &text);
		app_binding_add_commands(b, &commands);
		nr_buf_addf(&text, "%*s %s", text.len < KEYS_COLS
			? KEYS_COLS - (int)text.len : 0, "",
			b->help ? b->help : nr_buf_str(&commands));
		item = ui_menu_add(m, nr_buf_str(&text), NULL);
		item->group = nr_strdup("Commands");
		item->detail = nr_buf_take(&commands);
		item->number = APP_ACTION_NONE;
		nr_buf_release(&text);
	}
}

static void
fill(struct ui *ui)
{
	for (unsigned i = 0; i < APP_ACTION_COUNT; i++) {
		const struct app_action_info *info = app_action_info((enum app_action)i);
		char text[256], name[64], detail[256];
		struct nr_buf keys = NR_BUF_INIT;
		struct ui_item *item;

		snprintf(name, sizeof(name), ":%s", info->name);
		app_action_add_keys(ui->s->keymap, (enum app_action)i, &keys);
		snprintf(text, sizeof(text), "%-*s %s", KEYS_COLS,
			keys.len ? nr_buf_str(&keys) : name, info->text);
		nr_buf_release(&keys);
		item = ui_menu_add_raw(&ui->menu, text);
		item->group = nr_strdup(info->group);
		snprintf(detail, sizeof(detail), "%s  %s", info->text, name);
		item->detail = nr_strdup(detail);
		item->number = i;
	}
	add_commands(ui->s->keymap, &ui->menu);
	add_signs(&ui->menu);
}

static enum app_action
run(struct ui *ui, int arg)
{
	const struct ui_item *item = ui_menu_current(&ui->menu);
	enum app_action action = item ? (enum app_action)item->number : APP_ACTION_NONE;

	(void)arg;
	if (action != APP_ACTION_NONE)
		ui_close_overlay(ui);
	return action;
}

const struct ui_overlay ui_help_overlay = {
	.panel = &ui_menu_panel,
	.title = "Keys",
	.fill = fill,
	.keys = { { .key = APP_KEY_ENTER, .hint = "does it", .run = run } },
};
