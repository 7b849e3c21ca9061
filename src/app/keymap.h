/*
 * The key map: which keys run which commands, in which context. It begins as the preset
 * newsreader, which actions.def holds.
 */
#ifndef APP_KEYMAP_H
#define APP_KEYMAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/actions.h"
#include "app/keys.h"
#include "newsreader/buf.h"
#include "newsreader/conf.h"
#include "newsreader/error.h"

/* Where a key is typed. What is bound in ANY is bound everywhere, unless the context has
 * the same keys itself. */
enum app_context {
#define APP_CONTEXT(id, name, text) APP_CONTEXT_##id,
#include "app/contexts.def"
#undef APP_CONTEXT
	APP_CONTEXTS
};

struct app_settings;

struct app_context_info {
	const char *name, *text;
};

const struct app_context_info *app_context_info(enum app_context context);
/* The context of this name, which has n bytes; APP_CONTEXTS if there is none. */
enum app_context app_context_named(const char *name, size_t n);

/* A command of a binding: an action with the text after its name (NULL: no text); or
 * APP_ACTION_NONE and in `argument` any other command of the prompt. */
struct app_step {
	enum app_action action;
	char *argument;
};

/* Checks commands, "COMMAND ; COMMAND", before they are bound or given a name. */
struct app_checker {
	/* An error has its column in the text. */
	int (*check)(const struct app_checker *c, const char *commands, struct nr_error *err);
	const struct app_settings *settings;
	unsigned depth;		/* commands that these stand in */
};

/* Keys that are typed one after the other, and what they do then. */
struct app_binding {
	enum app_context context;
	uint32_t keys[APP_KEYS_MAX];
	size_t n_keys;
	struct app_step *steps;
	size_t n_steps;		/* 0: nothing; hides what ANY binds to keys that begin so */
	char *help;		/* NULL: that of the actions */
	char *place;		/* where it was bound: "config:12"; NULL: in the preset */
};

/* No two sequences in effect in a context begin one another, so that none has to wait
 * for the next key. */
struct app_keymap {
	struct app_binding *v;
	size_t n, cap;
	bool alone[APP_CONTEXTS];	/* the context has no keys of ANY */
};

/* The keys of the preset newsreader. */
void app_keymap_init(struct app_keymap *m);
void app_keymap_release(struct app_keymap *m);

/* ---- presets.c ---- */

enum app_preset {
#define APP_PRESET(id, name, text) APP_PRESET_##id,
#include "app/presets.def"
	APP_PRESETS
};

struct app_preset_info {
	const char *name, *text;
};

const struct app_preset_info *app_preset_info(enum app_preset preset);
/* APP_PRESETS if there is no preset of this name. */
enum app_preset app_preset_named(const char *name);
/* The keys that the preset gives to the action instead of those of the table; NULL if it
 * leaves them. */
const char *app_preset_keys(enum app_preset preset, enum app_action action);
/* Replace all keys by those of the preset. */
void app_keymap_preset(struct app_keymap *m, enum app_preset preset);

/* ---- look-up ---- */

enum app_match {
	APP_MATCH_NONE,
	APP_MATCH_PART,		/* more keys are to follow */
	APP_MATCH_WHOLE
};

/* Look up n keys, at least one; only for a WHOLE match *out is set. */
enum app_match app_keymap_find(const struct app_keymap *m, enum app_context context,
	const uint32_t *keys, size_t n, const struct app_binding **out);
/* True if the binding is in effect in the context, and begins with these n keys. */
bool app_keymap_follows(const struct app_keymap *m, enum app_context context,
	const struct app_binding *b, const uint32_t *keys, size_t n);
/* The action that one key alone is bound to, without an argument; APP_ACTION_NONE for any
 * other key. */
enum app_action app_keymap_action(const struct app_keymap *m, enum app_context context,
	uint32_t key);

/* ---- changes ---- */

/* A copy, which the caller frees. */
struct app_step *app_steps_copy(const struct app_step *steps, size_t n);
void app_steps_free(struct app_step *steps, size_t n);
void app_binding_release(struct app_binding *b);
/* Append a binding, whose strings and steps then belong to the map; of the same keys in
 * the same context it takes the place. NR_ERR_USAGE, and the binding is released: its
 * keys begin others or are begun by others, which the message names with their place. */
int app_keymap_bind(struct app_keymap *m, struct app_binding *b, struct nr_error *err);
/* Carry out "bind CONTEXT KEYS COMMAND [; COMMAND]... [-- help]", "unbind CONTEXT KEYS|all"
 * or "keys PRESET"; without a map only check it. An error has the column of the mistake. */
int app_keymap_command(struct app_keymap *m, const struct nr_conf_line *line,
	const struct app_checker *checker, struct nr_error *err);
/* Take these keys, and the sequences that begin with them, from the context; n = 0: all.
 * False if they were not bound there. */
bool app_keymap_unbind(struct app_keymap *m, enum app_context context,
	const uint32_t *keys, size_t n);

/* ---- names ---- */

/* Append its commands as a line of the configuration names them. */
void app_binding_add_commands(const struct app_binding *b, struct nr_buf *out);
/* Append the map as lines of the configuration that make it again, whatever was bound
 * before. */
void app_keymap_dump(const struct app_keymap *m, struct nr_buf *out);

/* The keys by which messages and hints name the action, the first bound to it alone;
 * ":name" if there are none. Without a map: the first ones of the table. To be used in
 * the same expression: app_action_key(map, action).text. */
struct app_key_name app_action_key(const struct app_keymap *m, enum app_action action);
/* Append the keys; those of a context with its name before them. */
void app_binding_add_keys(const struct app_binding *b, struct nr_buf *out);
/* Append all keys that are bound to the action alone, separated by blanks; those of a
 * context with its name before them. */
void app_action_add_keys(const struct app_keymap *m, enum app_action action,
	struct nr_buf *out);

#endif
