/*
 * The panels of the screen and the overlays over them: what they do differently, as tables
 * of functions.
 */
#ifndef UI_PANEL_H
#define UI_PANEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/actions.h"
#include "newsreader/buf.h"
#include "ui/layout.h"
#include "ui/menu.h"
#include "ui/pager.h"

struct ui;

/* When a hint is shown: always, with this view of the article, if the list has all articles
 * or only the matches of a search, or if the article that keys act on is unread or read. */
enum ui_hint_when {
	UI_HINT_ALWAYS, UI_HINT_EXCERPT, UI_HINT_FULLTEXT, UI_HINT_WHOLE, UI_HINT_NARROWED,
	UI_HINT_UNREAD, UI_HINT_READ
};

/* A hint on a key. A table begins with the most useful ones, as the last ones do not fit
 * everywhere. */
struct ui_key_hint {
	enum app_action action;
	const char *text;	/* "": as the next one; NULL ends a table */
	enum ui_hint_when when;
};

/* `shown` of n lines, from line `top` on. */
struct ui_span {
	size_t top, shown, n;
};

/* A part of the screen, or a kind of overlay. A panel has all members but `key` and those of
 * which it is said what NULL means; an overlay needs no more than `draw`, `move` and `key`.
 * The functions change their own state and the session; ui_fit is called after them. Rows,
 * lines and matches count from 0 unless it is said otherwise. */
struct ui_panel {
	const struct ui_key_hint *hints;	/* of a panel, the first one is the help
						 * and the last one says how to leave;
						 * NULL: the current item of the menu is
						 * described */
	const struct ui_key_hint *search_hints;	/* of a panel, during a search */
	/* True if it can be focused with the present article; NULL: always. */
	bool (*is_there)(const struct ui *ui);
	/* Update it from session and frame, whose rectangle has no rows while the panel is not
	 * on the screen. */
	void (*fit)(struct ui *ui);
	/* Draw it into its rectangle, which has rows. */
	void (*draw)(struct ui *ui, const struct ui_rect *r);
	/* Append what the title line above it says, with a blank on each side. */
	void (*add_title)(const struct ui *ui, struct nr_buf *out);
	/* The lines in view of all its lines, for the scroll bar; NULL: it has none. */
	struct ui_span (*in_view)(const struct ui *ui);
	/* Append what the right corner of the bottom line says, with a blank after it; NULL:
	 * nothing. */
	void (*add_place)(const struct ui *ui, struct nr_buf *out);
	/* The id of the article that keys act on; 0 for none. */
	int64_t (*subject)(const struct ui *ui);
	/* Move the cursor by so many rows, or scroll by lines; up if negative. */
	void (*move)(struct ui *ui, long by);
	/* Go to the first or last row, or with a count (from 1; 0: none) to that row. */
	void (*jump)(struct ui *ui, bool last, size_t count);
	/* Put the cursor on what is in this line of the rectangle; false if it shows nothing.
	 * NULL: it has no cursor. */
	bool (*click)(struct ui *ui, size_t row);
	/* Go to the next match, as ui_pager_search does. */
	bool (*search)(struct ui *ui, const char *text, int step, bool fresh);
	/* *n: the number of matches of the search. *at: which of them is at the cursor, from
	 * 1; 0 if no match is there. False while they are not counted; NULL: the panel counts
	 * no matches. */
	bool (*count)(const struct ui *ui, size_t *at, size_t *n);
	/* Where the cursor or the last match is, to compare two places: the later one is
	 * greater. */
	struct app_text_position (*position)(const struct ui *ui);
	/* Take a key that the overlay itself does not take; `action`: what it is bound to,
	 * `count`: the number typed before it, or 0. */
	enum ui_menu_result (*key)(struct ui *ui, uint32_t key, enum app_action action,
		size_t count);
};

/* The hints of a panel that searches a text, during a search. */
extern const struct ui_key_hint ui_text_search_hints[];
extern const struct ui_panel ui_list_panel, ui_article_panel, ui_related_panel;
/* All panels (cursor.c). */
extern const struct ui_panel *const ui_panels[UI_PANELS];

/* A key of one overlay. */
struct ui_overlay_key {
	uint32_t key;		/* 0: that of the action, which is text while a menu is
				 * typed into */
	enum app_action action;
	const char *hint;	/* NULL: the key has no hint */
	/* Gets `arg`, and returns an action to run then, or APP_ACTION_NONE. NULL: the
	 * kind does it. */
	enum app_action (*run)(struct ui *ui, int arg);
	int arg;
};

enum { UI_OVERLAY_KEYS = 4 };

/* A menu or a pager over the panels, opened with ui_open_overlay. */
struct ui_overlay {
	const struct ui_panel *panel;	/* &ui_menu_panel or &ui_pager_panel */
	const char *title;
	const char *empty;	/* what a menu without items says */
	/* Add the items to ui->menu, or set ui->pager; calls ui_close_overlay, after a message,
	 * if there is nothing to show. */
	void (*fill)(struct ui *ui);
	struct ui_overlay_key keys[UI_OVERLAY_KEYS];
	bool narrows;			/* as in ui_menu_init */
	bool follows_scan;		/* filled again after a scan */
};

extern const struct ui_panel ui_menu_panel, ui_pager_panel;

#endif
