/* Terminal escape sequences (ECMA-48 and those of xterm), so that cleaning can drop whole
 * sequences and not only their first character. */
#include "config.h"

#include "newsreader/utf8.h"

enum { ESC = 0x1b, BEL = 0x07 };

static size_t
while_between(const char *s, size_t n, size_t i, unsigned char from, unsigned char to)
{
	while (i < n && (unsigned char)s[i] >= from && (unsigned char)s[i] <= to)
		i++;
	return i;
}

/* End of a sequence of intermediate bytes and a final byte, which is `from` or greater.
 * Without a final byte no byte belongs to the sequence, because intermediate bytes
 * include quotes. */
static size_t
with_final(const char *s, size_t n, size_t i, unsigned char from)
{
	size_t end = while_between(s, n, i, 0x20, 0x2f);

	return end < n && (unsigned char)s[end] >= from && (unsigned char)s[end] < 0x7f
		? end + 1 : i;
}

static bool
is_c1(const char *s, size_t n)
{
	return n > 1 && s[0] == '\xc2' && (unsigned char)s[1] >= 0x80 &&
		(unsigned char)s[1] < 0xa0;
}

/* End of the control string that begins at byte i, with its terminator. Another control
 * character also ends it: then it is unterminated, and its text stays. So each byte is
 * read for one introducer only. */
static size_t
control_string(const char *s, size_t n, size_t begin)
{
	size_t i = begin;

	while (i < n && (unsigned char)s[i] >= 0x20 && s[i] != 0x7f && !is_c1(s + i, n - i))
		i++;
	if (i < n && s[i] == BEL)
		return i + 1;
	if (i + 1 < n && ((s[i] == ESC && s[i + 1] == '\\') ||
			(s[i] == '\xc2' && s[i + 1] == '\x9c')))
		return i + 2;
	return begin;
}

/* True for DCS, SOS, OSC, PM, APC. */
static bool
begins_string(unsigned char final)
{
	return final == 'P' || final == 'X' || final == ']' || final == '^' || final == '_';
}

size_t
nr_utf8_escape(const char *s, size_t n)
{
	unsigned char c;
	size_t i = 2;

	if (n > 1 && *s == ESC)
		c = (unsigned char)s[1];
	else if (is_c1(s, n) && s[1] != '\x85')
		c = (unsigned char)(s[1] - 0x40);
	else
		return n > 0 && *s == ESC;
	if (c == '[')
		return with_final(s, n, while_between(s, n, i, 0x30, 0x3f), 0x40);
	if (begins_string(c))
		return control_string(s, n, i);
	if (*s != ESC)
		return i;
	/* A space is only used to announce a code structure; otherwise it is text. */
	if (c == ' ')
		return n > 2 && s[2] >= 'F' && s[2] <= 'N' ? 3 : 1;
	/* With intermediate bytes: "ESC ( B" selects a character set. */
	return with_final(s, n, 1, 0x30);
}
