#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "lib/reader.h"
#include "newsreader/utf8.h"

/*
 * The strict reading of what a program wrote. Each function returns the length of what
 * it knows at s, 0 for what must not be there; `before` bytes precede.
 */

/* What ends a sequence of CSI: moving, erasing, scrolling, repeating, modes, colours. */
static const char csi_finals[] = "ABCDGHJKLMPSTXbdhlmrt@";

static size_t
csi(const char *s, size_t n, size_t before)
{
	size_t at = 2;

	while (at < n && strchr("0123456789;:?", s[at]) != NULL && s[at] != '\0')
		at++;
	if (at == n || s[at] == '\0' || strchr(csi_finals, s[at]) == NULL)
		return 0;
	/* ncurses clears the screen from its first cell on, and never elsewhere. */
	if (at == 3 && memcmp(s, "\033[2J", 4) == 0
		&& (before < 3 || memcmp(s - 3, "\033[H", 3) != 0))
		return 0;
	return at + 1;
}

static size_t
escape(const char *s, size_t n, size_t before)
{
	/* ncurses resets it in endwin(). */
	static const char palette[] = "\033]104\a";

	if (n < 2)
		return 0;
	if (s[1] == '[')
		return csi(s, n, before);
	if (n >= strlen(palette) && memcmp(s, palette, strlen(palette)) == 0)
		return strlen(palette);
	if (s[1] == '(' && n > 2 && (s[2] == 'B' || s[2] == '0'))
		return 3;
	return s[1] != '\0' && strchr("=>78M", s[1]) != NULL ? 2 : 0;
}

/* C1, separators of lines, and what is seen only in what it does to other text. */
static bool
is_invisible(uint32_t cp)
{
	static const uint32_t ranges[][2] = {
		{ 0x7f, 0x9f }, { 0x61c, 0x61c }, { 0x200b, 0x200f }, { 0x2028, 0x202e },
		{ 0x2060, 0x206f }, { 0xfeff, 0xfeff }, { 0xfff9, 0xfffb },
		{ 0xe0000, 0xe007f },
	};

	for (size_t i = 0; i < sizeof(ranges) / sizeof(ranges[0]); i++) {
		if (cp >= ranges[i][0] && cp <= ranges[i][1])
			return true;
	}
	return false;
}

static size_t
text(const char *s, size_t n)
{
	static const char replacement[] = "\xef\xbf\xbd";
	uint32_t cp;
	size_t len = nr_utf8_decode(s, n, &cp);

	/* An invalid byte is decoded as what it is to be replaced with. */
	if (cp == 0xfffd && (n < 3 || memcmp(s, replacement, 3) != 0))
		return 0;
	return cp < 0x20 || is_invisible(cp) ? 0 : len;
}

static size_t
known(const char *s, size_t n, size_t before)
{
	if (*s == 0x1b)
		return escape(s, n, before);
	return *s == '\r' || *s == '\n' || *s == '\b' || *s == '\t' ? 1 : text(s, n);
}

/* Around it, readable. */
static void
fail_at(const char *s, size_t n, size_t at)
{
	struct nr_buf b = NR_BUF_INIT;
	size_t from = at > 40 ? at - 40 : 0;

	for (size_t i = from; i < n && i < at + 40; i++) {
		unsigned char c = (unsigned char)s[i];

		if (i == at)
			nr_buf_addz(&b, ">>>");
		if (c >= 0x20 && c < 0x7f)
			nr_buf_addch(&b, s[i]);
		else
			nr_buf_addf(&b, "\\x%02x", c);
	}
	print_error("byte %zu of what was written: %s\n", at, nr_buf_str(&b));
	nr_buf_release(&b);
	fail();
}

bool
reader_is_clean(const char *s, size_t n, size_t *at)
{
	size_t len;

	for (*at = 0; *at < n; *at += len) {
		len = known(s + *at, n - *at, *at);
		if (len == 0)
			return false;
	}
	return true;
}

void
reader_clean(const struct pty *p)
{
	size_t n, at;
	const char *s = pty_output(p, &n);

	if (!reader_is_clean(s, n, &at))
		fail_at(s, n, at);
}
