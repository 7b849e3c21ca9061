/*
 * Actions that keys trigger, generated from the table actions.def.
 */
#ifndef APP_ACTIONS_H
#define APP_ACTIONS_H

#include <stdbool.h>

#include "newsreader/error.h"

enum app_action {
#define APP_ACTION(id, ...) APP_ACTION_##id,
#include "app/actions.def"
#undef APP_ACTION
	APP_ACTION_COUNT,
	APP_ACTION_NONE = APP_ACTION_COUNT
};

/* What an action needs before it runs. */
enum app_needs {
	APP_NEEDS_NOTHING,
	APP_NEEDS_ALWAYS,	/* nothing; its key works in prompts and overlays too, unless
				 * it types a character */
	APP_NEEDS_ROWS,		/* the rows of the list around the cursor */
	APP_NEEDS_LIST,		/* the whole list */
	APP_NEEDS_ARTICLE,	/* the whole list, and one article to act on */
	APP_NEEDS_ARTICLES	/* the whole list, and an article to act on, or those that
				 * are selected */
};

struct app_action_info {
	const char *name;
	const char *group;
	const char *keys;	/* key names that app_key_find accepts, separated by
				 * single spaces */
	const char *text;
	enum app_needs needs;
};

/* What may follow the name of the action: "a|b|c", one of these words; NULL: nothing. */
const char *app_action_argument(enum app_action action);
/* What the help calls the text that may follow the name, as "NAME"; NULL: no text may. */
const char *app_action_text(enum app_action action);
/* Check what follows the name, NULL for nothing. NR_ERR_USAGE: the message names the words
 * that may follow. */
int app_action_check(enum app_action action, const char *argument, struct nr_error *err);
/* The position of a word in "a|b|c"; -1 if it is not among them. */
int app_word_index(const char *words, const char *word);
/* The word at that position (from 0; past the end, the last one), of *n bytes; borrowed. */
const char *app_word_at(const char *words, int at, int *n);

const struct app_action_info *app_action_info(enum app_action action);

/* The action with this name or alias; APP_ACTION_NONE if not found. */
enum app_action app_action_named(const char *name);

#endif
