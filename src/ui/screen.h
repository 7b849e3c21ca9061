/*
 * Screen: everything the running user interface holds. Private to ui/.
 */
#ifndef UI_SCREEN_H
#define UI_SCREEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/actions.h"
#include "app/command.h"
#include "app/session.h"
#include "ui/event.h"
#include "ui/layout.h"
#include "ui/menu.h"
#include "ui/pager.h"
#include "ui/prompt.h"
#include "ui/scroll.h"

enum ui_overlay {
	UI_OVERLAY_NONE,
	UI_OVERLAY_TOPICS,
	UI_OVERLAY_PROVIDERS,
	UI_OVERLAY_URLS,
	UI_OVERLAY_HELP,
	UI_OVERLAY_PROBLEMS,
	UI_OVERLAY_INFO		/* a pager; the others are menus */
};

enum {
	UI_CHILDREN_MAX = 16,	/* browsers whose end is watched; more run unwatched */
	UI_COUNT_MAX = 1000000,	/* of a count typed before a key */
	UI_HINTS_MAX = 26 * 26	/* links: two letters each */
};

/* The search, incremental while its prompt is open. */
struct ui_search {
	char *text;			/* NULL: none */
	int step;			/* 1 forward, -1 backward */
	bool prompting;
	bool failed;			/* what was typed so far is nowhere */
	struct app_history_entry origin;	/* to return to if it is given up */
};

/* The command line, while its prompt is open. */
struct ui_command {
	bool prompting;
	size_t typed;			/* bytes of its text that no Tab has put there */
};

/* Letters over the links in view, while one is being chosen. */
struct ui_hints {
	struct ui_pager_link links[UI_HINTS_MAX];
	size_t n;			/* 0: none is */
	unsigned letters;		/* of each hint, */
	unsigned typed;			/* so many of which have been typed: */
	size_t first;			/* the first link they leave */
};

/* A browser that runs. */
struct ui_child {
	struct app_child *child;
	int64_t reads;		/* the article that is read if it does not fail at once; or 0 */
	int64_t sure_at;	/* when that is: milliseconds, monotonic */
};

struct ui {
	const struct ui_terminal *term;
	struct app_session *s;
	struct ui_canvas canvas;
	struct ui_frame frame;
	enum ui_mode mode;
	enum ui_pane focus;
	bool zoomed;
	bool list_zoomed;		/* that was asked for in the list */

	struct ui_scroll list;		/* its cursor mirrors the session's */
	unsigned list_version;		/* the reading of the list that its top belongs to */
	struct ui_scroll related;
	int64_t related_id;		/* at its cursor */
	struct ui_pager article;
	int64_t article_id;		/* what the pager shows, */
	unsigned article_version;	/* and which reading of it, */
	enum app_text article_view;	/* how */

	enum ui_overlay overlay;
	struct ui_menu menu;
	struct ui_pager info;
	struct ui_prompt prompt;
	struct ui_history searches;
	struct ui_search search;
	struct ui_history commands;
	struct ui_command command;
	struct ui_hints hints;
	struct nr_diags problems;	/* what the menu of problems shows */

	size_t count;			/* typed before a key; 0: none */
	struct ui_child children[UI_CHILDREN_MAX];
	size_t n_children;
	unsigned prepared;		/* steps of ui_prefetch since the last key */
	int64_t scan_began;		/* milliseconds, monotonic */
	bool read_only;
	bool quit;
	bool dirty;			/* the screen is to be drawn */
};

/* ---- ahead.c ---- */

/* After a key, while nothing waits: read ahead what the next one may show, a little at a
 * time, until all is there. */
void ui_prefetch(struct ui *ui);
bool ui_is_prepared(const struct ui *ui);

/* ---- screen.c ---- */

/* Bring panes and pager in line with session and size. Before drawing and moving. */
void ui_fit(struct ui *ui);
void ui_draw(struct ui *ui);
void ui_focus(struct ui *ui, enum ui_pane pane);
/* True if the pane can be reached with the present layout and article. */
bool ui_has_pane(const struct ui *ui, enum ui_pane pane);
struct app_history_entry ui_here(const struct ui *ui);
void ui_go(struct ui *ui, const struct app_history_entry *place);
/* Remember how far the article shown was read. */
void ui_keep_position(struct ui *ui);

/* ---- bars.c ---- */

void ui_draw_bars(struct ui *ui);

/* ---- act.c and its parts ---- */

void ui_key(struct ui *ui, uint32_t key);
/* Text goes into the prompt that is open; elsewhere it is ignored, and that is said. */
void ui_paste(struct ui *ui, const char *text, size_t n);
void ui_run_action(struct ui *ui, enum app_action action);
void ui_mouse(struct ui *ui, const struct ui_event *event);
/* Each does what it is asked, or returns false for an action of another part. */
bool ui_act_move(struct ui *ui, enum app_action action, size_t count);
bool ui_act_article(struct ui *ui, enum app_action action, size_t count);
bool ui_act_fulltext(struct ui *ui, enum app_action action);
bool ui_act_marks(struct ui *ui, enum app_action action, size_t count);
bool ui_act_list(struct ui *ui, enum app_action action);
bool ui_act_screen(struct ui *ui, enum app_action action);

/* The article the keys are about: in the related pane the one at its cursor, else the
 * one shown, or selected. */
int64_t ui_subject(const struct ui *ui);
/* Select and show another article of the list. */
void ui_select(struct ui *ui, size_t position);
/* How far a page goes. */
long ui_page(const struct ui *ui, enum ui_pane pane);
/* Scroll the article; the end of it marks it read. */
void ui_scroll_article(struct ui *ui, long lines);

/* Show another article and its links, from where `<` leads back. */
void ui_follow(struct ui *ui, int64_t id);
/* Open a link of the text on screen, whichever pane has the focus. */
void ui_browse_link(struct ui *ui, size_t number);

/* ---- search.c ---- */

void ui_search_begin(struct ui *ui, int step);
void ui_search_key(struct ui *ui, uint32_t key);
void ui_search_paste(struct ui *ui, const char *text, size_t n);
bool ui_search_again(struct ui *ui, int direction);
void ui_search_clear(struct ui *ui);
/* What is highlighted; NULL for nothing. */
const char *ui_search_text(const struct ui *ui);

/* ---- command.c ---- */

void ui_command_begin(struct ui *ui);
void ui_command_key(struct ui *ui, uint32_t key);
void ui_command_paste(struct ui *ui, const char *text, size_t n);
/* Append the names that begin with what was typed. */
void ui_command_names(const struct ui *ui, struct nr_buf *out);

/* ---- hints.c ---- */

void ui_hints_begin(struct ui *ui);
void ui_hints_key(struct ui *ui, uint32_t key);
/* They are over what was drawn last; anything else ends them. */
void ui_hints_end(struct ui *ui);
void ui_hints_draw(struct ui *ui);

/* ---- overlays.c, pickers.c ---- */

void ui_open_overlay(struct ui *ui, enum ui_overlay overlay);
void ui_close_overlay(struct ui *ui);
/* After a scan: fill an overlay that shows problems again. */
void ui_refresh_overlay(struct ui *ui);
void ui_overlay_key(struct ui *ui, uint32_t key);
void ui_fill_topics(struct ui *ui);
void ui_fill_providers(struct ui *ui);
/* List what has any of the chosen topics, or all of them. */
void ui_accept_topics(struct ui *ui, bool all);
void ui_accept_provider(struct ui *ui);

/* ---- outside.c: other programs ---- */

/* Open an address of this article, or the one it has if url is NULL. */
void ui_browse(struct ui *ui, int64_t id, const char *url);
/* Open the address of this article, and mark it read unless the browser fails at once.
 * False if it could not be started. */
bool ui_browse_read(struct ui *ui, int64_t id);
/* Say why what is selected cannot be opened or copied. */
void ui_say_no_address(struct ui *ui);
void ui_copy(struct ui *ui, const char *text, const char *what);
void ui_edit(struct ui *ui, const char *path, unsigned line);
/* Collect browsers that have ended. */
void ui_reap(struct ui *ui);
/* For how many milliseconds there is nothing to find out of them, -1 for ever. */
int ui_reap_timeout(const struct ui *ui);
/* Watch them no longer. */
void ui_forget_children(struct ui *ui);

#endif
