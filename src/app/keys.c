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

struct app_key_name
app_key_name(uint32_t key)
{
	struct app_key_name out = { "" };

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

uint32_t
app_key_find(const char *name, size_t n)
{
	if (n == 0)
		return APP_KEY_NONE;
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
