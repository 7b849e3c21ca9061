/*
 * Menu: a list over the panes to choose from, narrowed by typing.
 */
#ifndef UI_MENU_H
#define UI_MENU_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ui/prompt.h"
#include "ui/scroll.h"

struct ui_item {
	char *text;		/* narrowed and shown; clean */
	char *right;		/* shown at the right edge; NULL for none */
	char *group;		/* stands before the first item of a group; NULL for none */
	char *detail;		/* said below the panes while the cursor is on it; NULL: text */
	bool marked;		/* of a menu of several choices */
	bool dim;
	size_t number;		/* the caller's */
	char *value;		/* the caller's, freed with the item; or NULL */
};

enum ui_menu_result {
	UI_MENU_NONE,
	UI_MENU_ACCEPTED,	/* Enter, but for one that ends a search: ui_menu_current */
	UI_MENU_CLOSED,
	UI_MENU_KEY		/* not a key of the menu: the caller's */
};

struct ui_menu {
	const char *title;	/* borrowed */
	char *note;		/* shown after the title; owned, NULL for none */
	const char *hint;	/* keys of its own, shown below; borrowed */
	bool several;		/* Tab marks */
	bool touched;		/* a mark was changed */
	struct ui_item *items;
	size_t n, cap;
	size_t *shown;		/* positions of the items that match */
	size_t n_shown;
	struct ui_scroll scroll;	/* over the shown ones */
	struct ui_prompt prompt;
	bool narrows;		/* every key narrows it: Enter is never the end of a search */
	bool typing;		/* keys go to the prompt */
	struct ui_rect view;	/* where the items were drawn last */
	int cols, group_cols;	/* cells that all of it would take */
};

/* `narrows`: by every key from the first one on; else '/' begins a search and Enter ends
 * it, what it has found stays. */
void ui_menu_init(struct ui_menu *m, const char *title, const char *hint, bool narrows);
/* Add an item; the strings are copied and cleaned. Borrowed until the next one. */
struct ui_item *ui_menu_add(struct ui_menu *m, const char *text, const char *right);
/* The same for text of our own, kept as it is. */
struct ui_item *ui_menu_add_raw(struct ui_menu *m, const char *text);
/* After the last one: all are shown, the cursor is on the first marked one. */
void ui_menu_ready(struct ui_menu *m);
/* NULL if nothing matches. */
struct ui_item *ui_menu_current(const struct ui_menu *m);
/* `count`: the number typed before the key, for those that move; 0 for none. */
enum ui_menu_result ui_menu_key(struct ui_menu *m, uint32_t key, size_t count);
/* Pasted text narrows a menu that is being typed into; false for any other. */
bool ui_menu_paste(struct ui_menu *m, const char *text, size_t n);
/* Append these, and what narrows and closes it. */
void ui_menu_add_keys(const struct ui_menu *m, struct nr_buf *out);
/* Draw in the middle of the rectangle, as large as needed. */
void ui_menu_draw(struct ui_menu *m, struct ui_canvas *c, const struct ui_rect *area);
void ui_menu_scroll(struct ui_menu *m, long by);
/* Put the cursor on what was drawn there; false if that is no item. */
bool ui_menu_point(struct ui_menu *m, int row, int col);
void ui_menu_release(struct ui_menu *m);

#endif
