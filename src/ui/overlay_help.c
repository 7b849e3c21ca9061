/* The help: all actions with their keys, and the signs of the lists. */
#include "config.h"

#include <string.h>

#include "newsreader/mem.h"
#include "newsreader/utf8.h"
#include "ui/row.h"
#include "ui/screen.h"

enum {
	KEYS_COLS = 16,		/* cells for the key names in the help */
	BOX_COLS = 6,		/* cells beside the legend: the box, */
	GROUP_COLS = 12,	/* and the group on screens that have room for it */
	GROUP_FROM = 60,
	LEGEND_COLS = 76
};

struct sign {
	const char *sign, *ascii, *word, *text;
};

static const struct sign signs[] = {
#define APP_ICON(id, sign, ascii, word, text) { sign, ascii, word, text },
#include "app/icons.def"
#undef APP_ICON
};

enum { SIGNS = sizeof(signs) / sizeof(signs[0]) };

/* The line of the legend that is being filled. */
struct legend {
	struct ui_menu *menu;
	struct nr_buf line;
	int used, cols;		/* cells */
};

static void
end_legend_line(struct legend *l)
{
	struct ui_item *item = ui_menu_add_raw(l->menu, nr_buf_str(&l->line));

	item->group = nr_strdup("Signs");
	item->number = APP_ACTION_NONE;
	item->aside = true;
	nr_buf_clear(&l->line);
	l->used = 0;
}

static void
explain(struct legend *l, const char *sign, const char *word)
{
	int need = nr_utf8_width(sign, strlen(sign)) + 1 + (int)strlen(word);

	if (l->used > 0 && l->used + 2 + need > l->cols)
		end_legend_line(l);
	nr_buf_addf(&l->line, "%s%s %s", l->used > 0 ? "  " : "", sign, word);
	l->used += need + (l->used > 0 ? 2 : 0);
}

/* Add a legend: the signs with a word each, in as many lines as it takes. */
static void
add_legend(struct ui *ui)
{
	int all = ui->frame.body.cols;
	int cols = all - BOX_COLS - (all < GROUP_FROM ? 0 : GROUP_COLS);
	struct legend l = { .menu = &ui->menu, .line = NR_BUF_INIT,
		.cols = cols < LEGEND_COLS ? cols : LEGEND_COLS };
	bool ascii = ui->canvas.ascii;
	struct nr_buf heat = NR_BUF_INIT;

	for (size_t i = 0; i < SIGNS; i++)
		explain(&l, ascii ? signs[i].ascii : signs[i].sign, signs[i].word);
	for (int i = 0; i < UI_HEAT_SIGNS; i++)
		nr_buf_addz(&heat, ui_row_heat_sign(i, ascii));
	explain(&l, nr_buf_str(&heat), APP_MSG(HEAT));
	end_legend_line(&l);
	nr_buf_release(&heat);
	nr_buf_release(&l.line);
}

/* Pad the names of keys to their column. */
static void
pad(struct nr_buf *keys)
{
	int used = nr_utf8_width(nr_buf_str(keys), keys->len);

	nr_buf_addf(keys, "%*s ", used < KEYS_COLS ? KEYS_COLS - used : 0, "");
}

/* Add a line on signs, which is released. */
static void
add_sign(struct ui_menu *m, struct nr_buf *line, const char *text)
{
	struct ui_item *item;

	pad(line);
	nr_buf_addz(line, text);
	item = ui_menu_add_raw(m, nr_buf_str(line));
	item->group = nr_strdup("Signs");
	item->detail = nr_strdup(text);
	item->number = APP_ACTION_NONE;
	nr_buf_release(line);
}

/* Append the signs of the lists to the help. */
static void
add_signs(struct ui_menu *m)
{
	enum { HIGH = UI_HEAT_SIGNS - 1 };
	struct nr_buf b = NR_BUF_INIT;

	for (size_t i = 0; i < SIGNS; i++) {
		if (strcmp(signs[i].sign, signs[i].ascii) == 0)
			nr_buf_addz(&b, signs[i].sign);
		else
			nr_buf_addf(&b, APP_MSG(SIGN_OR), signs[i].sign, signs[i].ascii);
		add_sign(m, &b, signs[i].text);
	}
	nr_buf_addf(&b, APP_MSG(HEAT_SIGNS), ui_row_heat_sign(0, false),
		ui_row_heat_sign(HIGH, false), ui_row_heat_sign(0, true),
		ui_row_heat_sign(HIGH, true));
	add_sign(m, &b, APP_MSG(HEAT_LEGEND));
}

/* Append what keys do that is more than one action without an argument, or has a text of its
 * own. */
static void
add_commands(const struct app_keymap *keymap, struct ui_menu *m)
{
	for (size_t i = 0; i < keymap->n; i++) {
		const struct app_binding *b = &keymap->v[i];
		struct nr_buf text = NR_BUF_INIT, commands = NR_BUF_INIT;
		struct ui_item *item;

		if (b->n_steps < 2 && !b->help && !(b->n_steps == 1 && b->steps->argument))
			continue;
		app_binding_add_keys(b, &text);
		app_binding_add_commands(b, &commands);
		pad(&text);
		nr_buf_addz(&text, b->help ? b->help : nr_buf_str(&commands));
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
	/* A screen reader gets words in place of the signs. */
	if (!ui->canvas.spoken)
		add_legend(ui);
	for (unsigned i = 0; i < APP_ACTION_COUNT; i++) {
		const struct app_action_info *info = app_action_info((enum app_action)i);
		struct nr_buf text = NR_BUF_INIT, detail = NR_BUF_INIT;
		struct ui_item *item;

		app_action_add_keys(ui->s->keymap, (enum app_action)i, &text);
		if (!text.len)
			nr_buf_addf(&text, ":%s", info->name);
		pad(&text);
		nr_buf_addz(&text, info->text);
		item = ui_menu_add_raw(&ui->menu, nr_buf_str(&text));
		item->group = nr_strdup(info->group);
		nr_buf_addf(&detail, "%s  :%s", info->text, info->name);
		item->detail = nr_buf_take(&detail);
		nr_buf_release(&text);
		item->number = i;
		/* The cursor begins at the first action. */
		item->marked = i == 0;
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
	.keys = { { .key = APP_KEY_ENTER, .hint = "runs it", .run = run } },
};
