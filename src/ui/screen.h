/*
 * The state of the running user interface, and what its files do for each other. Private to
 * ui/. An article is named by its id; 0 is none. Functions that fail say so to the reader
 * themselves, with a message (app/messages.h).
 */
#ifndef UI_SCREEN_H
#define UI_SCREEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/actions.h"
#include "app/capture.h"
#include "app/command.h"
#include "app/export.h"
#include "app/scroll.h"
#include "app/session.h"
#include "app/settings.h"
#include "ui/event.h"
#include "ui/layout.h"
#include "ui/menu.h"
#include "ui/panel.h"
#include "ui/pager.h"
#include "ui/complete.h"
#include "ui/prompt.h"

enum {
	UI_CHILDREN_MAX = 16,	/* browsers watched for their end; further ones run
				 * unwatched */
	UI_COUNT_MAX = 1000000,	/* limit of a count typed before a key */
	UI_HINTS_MAX = 26 * 26	/* number of links that two letters can name */
};

/* The search; incremental while its prompt is open. */
struct ui_search {
	char *text;			/* NULL: none */
	int step;			/* 1 forward, -1 backward */
	bool failed;			/* the text typed so far is not found */
	bool narrows;			/* the list is to show only the matches */
	struct app_history_entry origin;	/* where to return if the search is
						 * cancelled, */
	struct app_text_position match;		/* and the match in its text */
	bool matched;
};

/* What the search finds in the related list. */
struct ui_related_matches {
	char *text;			/* NULL: nothing was searched for */
	int64_t of;			/* article of the list, */
	unsigned version;		/* and its version */
	struct nr_ids positions;	/* ascending */
};

/* What a prompt is for. */
struct ui_input {
	bool searches;
	/* Act on a key that the prompt has taken with this result, or on a paste, which is
	 * APP_KEY_NONE. Sets ui->input to NULL when the prompt is to be closed. Returns an
	 * action to run then, or APP_ACTION_NONE. */
	enum app_action (*take)(struct ui *ui, uint32_t key, enum ui_prompt_result result);
	/* Draw it on the bottom line. */
	void (*draw)(struct ui *ui);
};

/* Letters shown over the links in view while one is chosen. */
struct ui_hints {
	struct ui_pager_link links[UI_HINTS_MAX];
	size_t n;			/* 0: not choosing */
	unsigned letters;		/* letters per hint */
	unsigned typed;			/* letters typed so far */
	size_t first;			/* first link that matches them */
};

/* A running browser. */
struct ui_child {
	struct app_child *child;
	int64_t reads;		/* article to mark read if the browser does not fail at
				 * once; or 0 */
	int64_t sure_at;	/* when that is certain: ms, monotonic */
};

struct ui {
	const struct ui_terminal *term;
	struct app_session *s;
	struct app_config *config;
	struct nr_watch *config_watch;	/* its files */
	int64_t config_at;		/* when they are to be read again, in ms of
					 * nr_clock_ms; 0: they are as they were */
	struct ui_canvas canvas;
	struct ui_frame frame;
	enum ui_mode mode;
	enum ui_panel_id focus;
	bool zoomed;
	bool list_zoomed;		/* the list had the focus when it was zoomed */
	int share[UI_SPLITS];		/* as in struct ui_layout_wish */
	struct {
		enum ui_split split;	/* the line that follows the mouse; UI_SPLITS: none */
		bool moved;
	} drag;

	struct app_scroll related;
	int64_t related_of;		/* article that it belongs to, */
	unsigned related_version;	/* its version, */
	int64_t related_id;		/* and the id at the cursor */
	struct ui_related_matches related_matches;
	struct ui_pager article;
	int64_t article_id;		/* article in the pager, */
	unsigned article_version;	/* its version, */
	enum app_text article_view;	/* and its view, */
	unsigned article_answer;	/* or the number of the answer about it; 0: none */

	const struct ui_overlay *overlay;	/* NULL: none is open */
	struct ui_menu menu;		/* of the overlay, */
	struct ui_pager pager;		/* and its text */
	const struct ui_input *input;	/* what the prompt is for; NULL: it is closed */
	struct ui_prompt prompt;
	void (*answer)(struct ui *ui, bool yes);	/* takes that to a question */
	struct ui_history searches;
	struct ui_search search;
	struct ui_history commands, saves, pipes, runs;
	struct ui_folder folder;	/* whose files a command line was completed to */
	int64_t asked_of;		/* article that a prompt to write or run is about */
	char *save_path;		/* file that is to be replaced, if the answer is yes */
	size_t command_typed;		/* bytes of the command that were typed, not completed
					 * by Tab */
	struct nr_buf commands_left;	/* of the line that is carried out */
	unsigned n_commands;		/* carried out of it so far */
	struct ui_hints hints;

	struct nr_ids held;		/* keys typed while a search was awaited, */
	size_t held_at;			/* of which so many were taken since */
	size_t count;			/* count typed before a key; 0: none */
	uint32_t typed[APP_KEYS_MAX];	/* keys of an open sequence */
	size_t n_typed;
	const char *argument;		/* what stands after the name of the action that runs;
					 * NULL: nothing. Borrowed */
	struct app_capture capture;	/* a command that answers, */
	int64_t capture_of;		/* and the article that it was asked about */
	struct ui_child children[UI_CHILDREN_MAX];
	size_t n_children;
	unsigned prepared;		/* steps of ui_prefetch done since the last key */
	bool read_only;
	bool quit;
	bool dirty;			/* the screen needs to be drawn */
};

/* ---- prefetch.c ---- */

/* Called repeatedly while no event waits: prefetch one part of what the next key may
 * show, until ui_is_prepared. */
void ui_prefetch(struct ui *ui);
/* True once there is nothing left to prefetch before the next key. */
bool ui_is_prepared(const struct ui *ui);

/* ---- screen.c ---- */

/* Call ui_fit, draw everything into the canvas, and let the terminal show it. */
void ui_draw(struct ui *ui);

/* ---- empty.c ---- */

/* Say why the list is empty, and which keys change that. */
void ui_draw_empty(struct ui *ui, const struct ui_rect *r);
/* Append hints on these keys. */
void ui_add_remedies(const struct ui *ui, struct nr_buf *hints);

/* ---- borders.c ---- */

/* Draw the title lines of the panels, the divider and the scroll bars, over the panels. */
void ui_draw_borders(struct ui *ui);

/* ---- cursor.c ---- */

/* Update panels and overlay from session and screen size. To be called before drawing, and
 * after each key. */
void ui_fit(struct ui *ui);
/* Give a panel the focus, unless it has nothing to show, and call ui_fit. */
void ui_focus(struct ui *ui, enum ui_panel_id panel);
/* True if the panel can be focused with the present article. */
bool ui_has_panel(const struct ui *ui, enum ui_panel_id panel);
/* The article that keys act on: the one at the cursor of the focused list or related
 * panel, else the one shown; 0 for none. */
int64_t ui_subject(const struct ui *ui);
/* What the user sees uppermost: the overlay, or the focused panel. */
const struct ui_panel *ui_top(const struct ui *ui);
/* Rows of a panel (of the list: articles), also of one that is not shown; and rows that a page
 * key moves by. At least 1. */
int ui_panel_rows(const struct ui *ui, enum ui_panel_id panel);
long ui_page(const struct ui *ui, enum ui_panel_id panel);
/* Where the reader is, to come back with ui_go: articles by their ids, and the place in the
 * text. */
struct app_history_entry ui_here(const struct ui *ui);
/* Go there. If the article is gone, a message says so, and the one shown stays. */
void ui_go(struct ui *ui, const struct app_history_entry *to);

/* ---- ask.c: prompts on the bottom line ---- */

/* Open a prompt with an empty line, borrowing the rest. Keys go to input->take until that sets
 * ui->input to NULL. */
void ui_ask(struct ui *ui, const struct ui_input *input, const char *label,
	const struct ui_history *history);
/* Draw the prompt as it is: `draw` of most inputs. */
void ui_draw_asked(struct ui *ui);
/* For `take`: close the prompt on Enter or when it is cancelled. The line, added to the
 * history, if Enter was pressed and it is not blank; else NULL. Borrowed until the next
 * prompt. */
const char *ui_take_typed(struct ui *ui, enum ui_prompt_result result,
	struct ui_history *history);
/* Ask a question, which is copied: the next key answers it, y with yes and any other with
 * no. */
void ui_ask_yes(struct ui *ui, const char *text, void (*answer)(struct ui *ui, bool yes));

/* ---- await.c ---- */

/* To be called before all matches of the text in the list are used. False if the reader gave
 * up waiting for them, which a message says. */
bool ui_await_matches(struct ui *ui, const char *text);
/* The next event: keys that were typed meanwhile come first. */
struct ui_event ui_next_event(struct ui *ui);

/* ---- divider.c: the lines between the panels ---- */

/* Put them where the reader had them in the last run. */
void ui_divider_restore(struct ui *ui);
/* A button was pressed at this place: true if a line is there, which follows the mouse
 * then. */
bool ui_divider_grab(struct ui *ui, int row, int col);
/* Move the line that follows the mouse; does nothing if no line does. Drawn by the next
 * ui_draw. */
void ui_divider_drag(struct ui *ui, int row, int col);
/* Leave that line where it is, and remember its place. Does nothing if no line follows the
 * mouse. */
void ui_divider_drop(struct ui *ui);

/* ---- panel_rows.c ---- */

/* Lines of the screen that an article has in the list: 1 or 2. */
int ui_list_lines(const struct ui *ui);

/* ---- panel_article.c ---- */

/* Remember how far the article shown was read. */
void ui_keep_position(struct ui *ui);
/* Mark the article shown read if its end is in view. */
void ui_note_end(struct ui *ui);

/* ---- key.c ---- */

/* A function that takes a key returns an action to run then, with the count in `ui`, or
 * APP_ACTION_NONE. */

/* Do what a key, a code of app/keys.h, is for: in a prompt or overlay if one is open. */
void ui_key(struct ui *ui, uint32_t key);
/* Note that the user has done something: the message of before goes, a line that followed
 * the mouse stays. */
void ui_notice(struct ui *ui);
/* Forget the count and the keys of an open sequence. */
static inline void
ui_drop_keys(struct ui *ui)
{
	ui->n_typed = 0;
	ui->count = 0;
}

/* Append hints on the keys that may follow those of the open sequence. */
void ui_add_following_keys(const struct ui *ui, struct nr_buf *out);
/* Paste text into the open prompt; without a prompt it is ignored, with a message. */
void ui_paste(struct ui *ui, const char *text, size_t n);

/* ---- mouse.c ---- */

/* Do what a click, the wheel or a drag is for; ignored while a prompt is open. */
void ui_mouse(struct ui *ui, const struct ui_event *event);

/* ---- act.c and its parts ---- */

/* Run an action with the count in `ui`, and an argument or NULL. False if it could not be
 * done, or said a warning or an error. */
bool ui_act(struct ui *ui, enum app_action action, const char *argument);
/* The functions and overlays of the actions. */
#define APP_ACTION(id, name, group, keys, text, needs, act) act
#define RUN(f) void f(struct ui *ui);
#define RUN_WITH(f, a) void f(struct ui *ui, int arg);
#define SESSION(f) void f(struct app_session *s);
#define OPEN(o) extern const struct ui_overlay o;
#include "app/actions.def"
#undef APP_ACTION
#undef RUN
#undef RUN_WITH
#undef SESSION
#undef OPEN

/* Go `by` articles on in the list, from any panel. */
void ui_next_article(struct ui *ui, long by);
/* List articles with these marks. */
void ui_show(struct app_session *s, enum nr_show show);
/* "All articles"; static. */
const char *ui_show_name(enum nr_show show);
/* Show a related article; `<` goes back from it. */
void ui_follow(struct ui *ui, int64_t id);

/* ---- act_save.c, act_pipe.c ---- */

/* Append the article asked_of, as it is shown, in this form; false, with a message, if that
 * cannot be done. */
bool ui_export(struct ui *ui, enum app_form form, struct nr_buf *out);
/* Take the output of the command that answers, after each poll; true if something
 * changed. */
bool ui_take_answer(struct ui *ui);
/* End that command; false if none runs. */
bool ui_stop_answer(struct ui *ui);

/* ---- command.c ---- */

/* Let these commands, "COMMAND ; COMMAND", be the ones that ui_command_next takes. */
void ui_command_put(struct ui *ui, const char *commands);
/* Carry out the commands that wait up to the next action, which is returned to be run;
 * APP_ACTION_NONE when there are no more. *argument is what stands after its name, or NULL;
 * the caller frees it. */
enum app_action ui_command_next(struct ui *ui, char **argument);

/* ---- settings.c ---- */

/* Begin and end to watch the files of the configuration. */
void ui_settings_begin(struct ui *ui);
void ui_settings_end(struct ui *ui);
/* For poll: the descriptor to read from, -1 for none, and the milliseconds until
 * ui_settings_follow is due, -1 for never. */
int ui_settings_fd(const struct ui *ui);
int ui_settings_timeout(const struct ui *ui);
/* Read the files again if they have changed; to be called after each poll. True if so. */
bool ui_settings_follow(struct ui *ui);
/* Carry out an option or a command of the configuration; a message says what is wrong. */
void ui_settings_line(struct ui *ui, const struct nr_conf_line *line);

/* ---- search.c ---- */

/* Go to the next match in the direction of the search (1) or against it (-1), `times`
 * times. */
void ui_search_again(struct ui *ui, int direction, size_t times);
/* Forget the search, so that nothing is highlighted. */
void ui_search_clear(struct ui *ui);
/* List only the matches of the search, which there has to be. */
void ui_search_narrow(struct ui *ui);
/* List all articles again, not only the matches of a search; false if that is so already. */
bool ui_search_widen(struct ui *ui);
/* The text to highlight, which is what is typed while its prompt is open; NULL for none. */
static inline const char *
ui_search_text(const struct ui *ui)
{
	if (ui->input && ui->input->searches)
		return ui->prompt.text.len ? nr_buf_str(&ui->prompt.text) : NULL;
	return ui->search.text;
}

/* ---- hints.c: letters over links, from ui_hints_begin on ---- */

/* Take a key: a letter, which chooses, or any other, which stops that. */
enum app_action ui_hints_key(struct ui *ui, uint32_t key);
/* Stop choosing. To be called when something else is drawn, as the hints are positioned
 * over the last screen. */
void ui_hints_end(struct ui *ui);
/* Draw them over the article panel; nothing unless one is being chosen. */
void ui_hints_draw(struct ui *ui);

/* ---- overlay.c ---- */

/* Open an overlay, which lasts as long as the program, in place of any other. */
void ui_open_overlay(struct ui *ui, const struct ui_overlay *overlay);
/* Close it, if one is open, and free its items and text. */
void ui_close_overlay(struct ui *ui);
/* Fill the overlay again after a scan, if it follows scans; keeps search and cursor. */
void ui_refresh_overlay(struct ui *ui);
/* Take a key and the action that it is bound to, APP_ACTION_NONE while a text is typed. */
enum app_action ui_overlay_key(struct ui *ui, uint32_t key, enum app_action action);
/* Append hints on the keys of this overlay alone. */
void ui_overlay_add_hints(const struct ui *ui, const struct ui_overlay *overlay,
	struct nr_buf *out);

/* ---- external.c: other programs ---- */

/* Open an address of this article, or its own address if url is NULL. False if the browser
 * could not be started, which a message says. */
bool ui_browse(struct ui *ui, int64_t id, const char *url);
/* Open the address of this article in the browser, and mark it read unless the browser
 * fails at once. False if the browser could not be started. */
bool ui_browse_read(struct ui *ui, int64_t id);
/* Show a message on why the selected article cannot be opened or copied. */
void ui_say_no_address(struct ui *ui);
/* The values of the % sequences for this article, and an address of it; NULL: its own. */
struct app_subject ui_subject_of(const struct app_article *a, const char *url);
/* Run a command of the reader in the terminal, with `text` as its input unless that is
 * empty, and wait for Enter. */
void ui_run_inside(struct ui *ui, const struct app_argv *argv, const struct nr_buf *text);
/* Copy an address, alone or in the line after the title, or lines that have n addresses; a
 * message says so, or why not. */
void ui_copy(struct ui *ui, const char *url);
void ui_copy_titled(struct ui *ui, const char *title, const char *url);
void ui_copy_list(struct ui *ui, const char *lines, size_t n);
/* Edit a file in the terminal, at a line (from 1; 0: the beginning), and scan after that. */
void ui_edit(struct ui *ui, const char *path, unsigned line);
/* Collect browsers that have ended. */
void ui_reap(struct ui *ui);
/* Milliseconds until ui_reap is due, -1 for never. */
int ui_reap_timeout(const struct ui *ui);
/* Stop watching the browsers, which run on. */
void ui_forget_children(struct ui *ui);

#endif
