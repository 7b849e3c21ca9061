/*
 * Key codes, and the key names used in tables and help.
 *
 * A key is a Unicode character, a control character (APP_CTRL('F')), or one of the
 * special keys below, which lie above Unicode.
 */
#ifndef APP_KEYS_H
#define APP_KEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "newsreader/error.h"

enum { APP_KEYS_MAX = 4 };	/* keys of a sequence */

#define APP_CTRL(c) ((c) & 0x1f)

enum app_key {
	APP_KEY_NONE = 0,
	APP_KEY_TAB = '\t',
	APP_KEY_ENTER = '\r',	/* the terminal layer maps '\n' to it */
	APP_KEY_ESCAPE = 0x1b,
	APP_KEY_SPACE = ' ',
	APP_KEY_UP = 0x110000,
	APP_KEY_DOWN,
	APP_KEY_LEFT,
	APP_KEY_RIGHT,
	APP_KEY_HOME,
	APP_KEY_END,
	APP_KEY_PAGE_UP,
	APP_KEY_PAGE_DOWN,
	APP_KEY_BACKSPACE,	/* also DEL and ^H */
	APP_KEY_DELETE,
	APP_KEY_SHIFT_TAB,
	APP_KEY_INSERT,
	/* Added to a character from ' ' to '~' that is typed with Alt. */
	APP_KEY_ALT = 1 << 24
};

/* The name of a key, or of what is typed instead of one. */
struct app_key_name {
	char text[48];
};

/* The name of a key: "j", "^F", "Up", "Space", "PgDn", "S-Tab", "Enter", "Esc",
 * "Backspace", "M-x"; "?" if it has none. To be used in the same expression:
 * app_key_name(key).text. */
struct app_key_name app_key_name(uint32_t key);
/* The key with this name of n bytes; APP_KEY_NONE if not found. */
uint32_t app_key_find(const char *name, size_t n);

/* Keys of a sequence as one word: characters, ^X, and names between angle brackets:
 * "gg", "^W^W", "<Tab>", "<lt>" for the character. Returns how many there are; -1 with
 * NR_ERR_USAGE: no such key, too many, or a name without brackets. */
int app_keys_parse(const char *word, uint32_t keys[APP_KEYS_MAX], struct nr_error *err);
/* The word that app_keys_parse reads; the name of a single key is without brackets. To be
 * used in the same expression. */
struct app_key_name app_keys_name(const uint32_t *keys, size_t n);
/* The same with the brackets. */
struct app_key_name app_keys_word(const uint32_t *keys, size_t n);
/* The i-th name that stands between brackets; NULL after the last. */
const char *app_key_in_brackets(size_t i);

/* True for a key that types a character into a prompt. */
static inline bool
app_key_is_text(uint32_t key)
{
	return key >= ' ' && key < APP_KEY_UP;
}

#endif
