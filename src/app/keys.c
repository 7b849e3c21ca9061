/* Names of keys. */
#include "config.h"

#include "app/keys.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "newsreader/utf8.h"

static const struct {
	uint32_t key;
	const char *name;
} names[] = {
	{ APP_KEY_TAB, "Tab" },
	{ APP_KEY_ENTER, "Enter" },
	{ APP_KEY_ESCAPE, "Esc" },
	{ APP_KEY_SPACE, "Space" },
	{ APP_KEY_UP, "Up" },
	{ APP_KEY_DOWN, "Down" },
	{ APP_KEY_LEFT, "Left" },
	{ APP_KEY_RIGHT, "Right" },
	{ APP_KEY_HOME, "Home" },
	{ APP_KEY_END, "End" },
	{ APP_KEY_PAGE_UP, "PgUp" },
	{ APP_KEY_PAGE_DOWN, "PgDn" },
	{ APP_KEY_BACKSPACE, "Backspace" },
	{ APP_KEY_DELETE, "Delete" },
	{ APP_KEY_SHIFT_TAB, "S-Tab" },
	{ APP_KEY_INSERT, "Insert" },
};

static const size_t name_count = sizeof(names) / sizeof(names[0]);

static const struct {
	uint32_t key;
	const char *name;
} escaped = { '<', "lt" };

static bool
is_alt(uint32_t key)
{
	return key >= (APP_KEY_ALT | ' ') && key <= (APP_KEY_ALT | '~');
}

struct app_key_name
app_key_name(uint32_t key)
{
	struct app_key_name out = { "" };

	if (is_alt(key)) {
		key -= APP_KEY_ALT;
		snprintf(out.text, sizeof(out.text), "M-%s", key == APP_KEY_SPACE ? "Space"
			: key == escaped.key ? escaped.name : (char[]){ (char)key, '\0' });
		return out;
	}
	for (size_t i = 0; i < name_count; i++) {
		if (names[i].key == key) {
			snprintf(out.text, sizeof(out.text), "%s", names[i].name);
			return out;
		}
	}
	if (key > APP_KEY_NONE && key < 0x20) {
		snprintf(out.text, sizeof(out.text), "^%c", (int)key + '@');
		return out;
	}
	char text[4];
	size_t n = nr_utf8_encode(key, text);
	if (key == APP_KEY_NONE || key >= APP_KEY_UP || !nr_utf8_is_clean(text, n))
		return (struct app_key_name){ "?" };
	memcpy(out.text, text, n);
	return out;
}

/* Some terminals send ^H and ^J for Backspace and Enter. */
static uint32_t
control(char c)
{
	if (c >= 'a' && c <= 'z')
		c = (char)(c - 'a' + 'A');
	if (c <= '@' || c > '_')
		return APP_KEY_NONE;
	switch (c) {
	case 'H':
		return APP_KEY_BACKSPACE;
	case 'J':
		return APP_KEY_ENTER;
	default:
		return (uint32_t)APP_CTRL(c);
	}
}

/* The character of n bytes typed with Alt. With some of them sequences of the terminal
 * begin. */
static uint32_t
alt(const char *name, size_t n)
{
	uint32_t key = n == 1 ? (unsigned char)*name : APP_KEY_NONE;

	if (n == strlen("Space") && strncasecmp(name, "Space", n) == 0)
		key = APP_KEY_SPACE;
	else if (n == strlen(escaped.name) && strncasecmp(name, escaped.name, n) == 0)
		key = escaped.key;
	return key >= ' ' && key <= '~' && !strchr("OPX[]^_", (int)key) ? APP_KEY_ALT | key
		: APP_KEY_NONE;
}

uint32_t
app_key_find(const char *name, size_t n)
{
	if (n == 0)
		return APP_KEY_NONE;
	if (n > 2 && strncasecmp(name, "M-", 2) == 0)
		return alt(name + 2, n - 2);
	for (size_t i = 0; i < name_count; i++) {
		const char *known = names[i].name;
		if (strlen(known) == n && strncasecmp(known, name, n) == 0)
			return names[i].key;
	}
	if (n == 2 && name[0] == '^')
		return control(name[1]);
	uint32_t cp;
	if (nr_utf8_decode(name, n, &cp) != n || cp == ' ' || !nr_utf8_is_clean(name, n))
		return APP_KEY_NONE;
	return cp;
}

/* ---- sequences ---- */

/* True if the name of the key stands between brackets in a word. */
static bool
is_named(uint32_t key)
{
	for (size_t i = 0; i < name_count; i++)
		if (names[i].key == key)
			return true;
	return key == escaped.key || is_alt(key);
}

/* The bytes of the first key of a word: "<Tab>", "^W", or a character. */
static size_t
key_length(const char *word)
{
	size_t n = strlen(word), len = *word == '<' ? strcspn(word, ">") : n;
	uint32_t cp;

	if (len > 1 && len < n)
		return len + 1;
	if (*word == '^' && n > 1)
		return 1 + nr_utf8_decode(word + 1, n - 1, &cp);
	len = nr_utf8_decode(word, n, &cp);
	return len > 0 ? len : 1;
}

/* The key that the first n bytes of a word spell; APP_KEY_NONE if they name no key. */
static uint32_t
key_of(const char *word, size_t n)
{
	if (*word != '<' || n < 3)
		return app_key_find(word, n);
	word++;
	n -= 2;
	if (strlen(escaped.name) == n && strncasecmp(escaped.name, word, n) == 0)
		return escaped.key;
	return app_key_find(word, n);
}

/* True if the whole word is a name that has to stand between brackets. */
static bool
is_bare_name(const char *word)
{
	for (size_t i = 0; i < name_count; i++)
		if (strcasecmp(names[i].name, word) == 0)
			return true;
	return false;
}

#define KEYS_ARE "keys are written as gg, ^X or <Tab>"

int
app_keys_parse(const char *word, uint32_t keys[APP_KEYS_MAX], struct nr_error *err)
{
	const char *p = word;
	int n = 0;

	if (is_bare_name(word))
		return nr_error_set(err, NR_ERR_USAGE,
			"'%s' is %zu keys; did you mean <%s>?", word, strlen(word), word);
	for (size_t len; *p; p += len) {
		len = key_length(p);
		if (n == APP_KEYS_MAX)
			return nr_error_set(err, NR_ERR_USAGE, "more than %d keys: '%s'",
				APP_KEYS_MAX, word);
		keys[n] = key_of(p, len);
		if (keys[n++] == APP_KEY_NONE)
			return nr_error_set(err, NR_ERR_USAGE, "no such key: '%.*s'; "
				KEYS_ARE, (int)len, p);
	}
	return n > 0 ? n : nr_error_set(err, NR_ERR_USAGE, "keys are missing here; "
		KEYS_ARE);
}

struct app_key_name
app_keys_word(const uint32_t *keys, size_t n)
{
	struct app_key_name out = { "" };
	size_t at = 0;

	for (size_t i = 0; i < n && i < APP_KEYS_MAX; i++)
		at += (size_t)snprintf(out.text + at, sizeof(out.text) - at,
			is_named(keys[i]) ? "<%s>" : "%s", keys[i] == escaped.key
			? escaped.name : app_key_name(keys[i]).text);
	return out;
}

struct app_key_name
app_keys_name(const uint32_t *keys, size_t n)
{
	return n == 1 ? app_key_name(keys[0]) : app_keys_word(keys, n);
}

const char *
app_key_in_brackets(size_t i)
{
	if (i == name_count)
		return escaped.name;
	return i < name_count ? names[i].name : NULL;
}
