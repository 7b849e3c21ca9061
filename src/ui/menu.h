/*
 * A menu: a list over the panels to choose from, filtered by typing.
 */
#ifndef UI_MENU_H
#define UI_MENU_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/keymap.h"
#include "app/scroll.h"
#include "ui/prompt.h"

struct ui_item {
	char *text;		/* shown and searched; clean */
	size_t path;		/* bytes of a path that it begins with, whose front is cut
				 * where the text has no room; 0 for none */
	char *right;		/* shown at the right edge; may be NULL */
	char *group;		/* shown before the first item of a group; NULL for
				 * none */
	char *detail;		/* shown below the panels while the cursor is on the item;
				 * NULL: text */
	bool marked;		/* selected, in a menu with `several`; in others the cursor
				 * begins at the first one */
	bool dim;
	bool aside;		/* shown only while no text is searched */
	size_t number;		/* for the caller */
	char *value;		/* for the caller, freed with the item; may be NULL */
};

enum ui_menu_result {
	UI_MENU_NONE,		/* the menu has taken the key */
	UI_MENU_ACCEPTED,	/* Enter, except when it ends a search: ui_menu_current */
	UI_MENU_CLOSED,
	UI_MENU_KEY		/* not a key of the menu: to be handled by the caller */
};

struct ui_menu {
	const struct app_keymap *keymap;	/* borrowed; names keys in hints */
	const char *title;	/* borrowed */
	const char *empty;	/* shown if there is no item; borrowed */
	char *note;		/* shown after the title; owned, NULL for none */
	char *hints;		/* on the keys of the overlay, shown below; owned */
	bool several;		/* several items can be selected: Tab marks */
	bool touched;		/* the user has changed a mark */
	struct ui_item *items;
	size_t n, cap;
	size_t *shown;		/* indexes of the items that match */
	size_t n_shown;
	struct app_scroll scroll;	/* over the matching items */
	struct ui_prompt prompt;
	bool narrows;		/* every key is text to filter by: Enter never just ends a
				 * search */
	bool typing;		/* keys are typed into the prompt */
	struct ui_rect view;	/* where the items were last drawn */
	int cols, group_cols;	/* width in cells without clipping */
};

/* Begin a menu without items; the title is borrowed, `hints` on the keys of the overlay are
 * copied. `narrows`: filter by every key from the
 * first one on. Otherwise '/' begins a search and Enter ends it, with the matches still
 * shown. m->keymap is NULL then, and may be set. */
void ui_menu_init(struct ui_menu *m, const char *title, const char *hints, bool narrows);
/* Add an item; the strings are copied and cleaned. Borrowed until the next item is
 * added. */
struct ui_item *ui_menu_add(struct ui_menu *m, const char *text, const char *right);
/* The same for text of the program itself, copied without cleaning. */
struct ui_item *ui_menu_add_raw(struct ui_menu *m, const char *text);
/* To be called after the last item was added: shows all, with the cursor on the first
 * marked one. */
void ui_menu_ready(struct ui_menu *m);
/* The item at the cursor, NULL if nothing matches. */
struct ui_item *ui_menu_current(const struct ui_menu *m);
/* A key, bound to `action` unless a text is typed. `count`: the number typed before it, for
 * those that move; 0 for none. */
enum ui_menu_result ui_menu_key(struct ui_menu *m, uint32_t key, enum app_action action,
	size_t count);
/* Pasted text narrows a menu that is being typed into; false for any other. */
bool ui_menu_paste(struct ui_menu *m, const char *text, size_t n);
/* Append hints on the keys of the menu and on how to filter and close it. */
void ui_menu_add_keys(const struct ui_menu *m, struct nr_buf *out);
/* Draw in the middle of the area, as large as needed; sets m->view. */
void ui_menu_draw(struct ui_menu *m, struct ui_canvas *c, const struct ui_rect *area);
/* Move the cursor by items, stopping at the ends. */
void ui_menu_scroll(struct ui_menu *m, long by);
/* Put the cursor on the item drawn at this cell of the screen; false if there is none. */
bool ui_menu_point(struct ui_menu *m, int row, int col);
void ui_menu_release(struct ui_menu *m);

/* ---- hints on keys, on one line (key_hints.c) ---- */

/* Append a hint to others, separated by two blanks: the key, a tab, and what it does (""
 * if the next key does the same): "j k Space\tscroll". */
void ui_key_hints_add(struct nr_buf *hints, const char *key, const char *text);

/* The cells that the first n bytes of hints take. */
int ui_key_hints_width(const char *hints, size_t n);

/* Append as many hints of `keys` (separated by two blanks) as fit into `cols` cells. The last
 * hint, which says how to leave, has precedence over all others. */
void ui_key_hints_fit(const char *keys, int cols, struct nr_buf *out);

/* Draw hints from a column on, the keys apart from their words. What has no tab before it
 * or between it and the next two blanks is drawn as words. */
void ui_key_hints_draw(struct ui_canvas *c, const struct ui_rect *rect, int row, int col,
	const char *hints);

#endif
