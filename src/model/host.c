/* Hosts: canonical ASCII form, and safe Unicode form for the screen. */
#include "config.h"

#include <arpa/inet.h>
#include <idn2.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unictype.h>

#include "newsreader/host.h"
#include "newsreader/mem.h"
#include "newsreader/utf8.h"

/* ---- ASCII form -------------------------------------------------------------------- */

static bool
is_ascii(const char *s)
{
	while (*s > 0 && *s < 0x7f)
		s++;
	return *s == '\0';
}

/* True if all labels are non-empty and have only letters, digits, - and _. */
static bool
is_name(const char *s)
{
	static const char allowed[] = "abcdefghijklmnopqrstuvwxyz0123456789-_";

	if (*s == '-' || strlen(s) > NR_HOST_MAX)
		return false;
	for (;;) {
		size_t n = strspn(s, allowed);

		if (n == 0 || (s[n] != '\0' && s[n] != '.'))
			return false;
		if (s[n] == '\0')
			return true;
		s += n + 1;
	}
}

/* Browsers parse a host whose last label is a number as IPv4, valid or not. */
static bool
ends_in_number(const char *s)
{
	const char *dot = strrchr(s, '.'), *last = dot ? dot + 1 : s;

	if (last[strspn(last, "0123456789")] == '\0')
		return true;
	return last[0] == '0' && last[1] == 'x'
		&& last[2 + strspn(last + 2, "0123456789abcdef")] == '\0';
}

static int
add_ipv4(const char *s, struct nr_buf *out)
{
	struct in_addr in;
	char text[INET_ADDRSTRLEN];

	if (!inet_aton(s, &in) || !inet_ntop(AF_INET, &in, text, sizeof(text)))
		return -1;
	nr_buf_addz(out, text);
	return 0;
}

/* s includes the brackets. */
static int
add_ipv6(const char *s, size_t n, struct nr_buf *out)
{
	const char *zone = memchr(s, '%', n);
	char *inner = nr_strndup(s + 1, (zone ? (size_t)(zone - s) : n - 1) - 1);
	struct in6_addr in6;
	char text[INET6_ADDRSTRLEN];
	bool good = inet_pton(AF_INET6, inner, &in6) == 1
		&& inet_ntop(AF_INET6, &in6, text, sizeof(text));

	free(inner);
	if (good)
		nr_buf_addf(out, "[%s]", text);
	return good ? 0 : -1;
}

/* Append in lower case and without trailing dots; changes s, which is NUL-terminated. */
static int
add_name(char *s, struct nr_buf *out)
{
	size_t n = strlen(s);

	for (char *c = s; *c; c++)
		*c = *c >= 'A' && *c <= 'Z' ? (char)(*c + 'a' - 'A') : *c;
	while (n > 0 && s[n - 1] == '.')
		s[--n] = '\0';
	if (!is_name(s))
		return -1;
	if (ends_in_number(s))
		return add_ipv4(s, out);
	nr_buf_add(out, s, n);
	return 0;
}

/* True if libidn2 succeeded. Ends the program if it ran out of memory. */
static bool
is_done(int result)
{
	if (result == IDN2_MALLOC)
		nr_out_of_memory();
	return result == IDN2_OK;
}

int
nr_host_ascii(const char *host, size_t n, struct nr_buf *out)
{
	struct nr_buf plain = NR_BUF_INIT;
	char *mapped = NULL;
	int rc = -1;

	if (n > 2 && host[0] == '[' && host[n - 1] == ']')
		return add_ipv6(host, n, out);
	nr_utf8_unescape(&plain, host, n);
	if (plain.len == 0 || strlen(plain.data) != plain.len)
		goto out;
	if (is_ascii(plain.data))
		rc = add_name(plain.data, out);
	else if (is_done(idn2_to_ascii_8z(plain.data, &mapped,
			IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL)))
		rc = add_name(mapped, out);
out:
	idn2_free(mapped);
	nr_buf_release(&plain);
	return rc;
}

/* ---- Unicode form ------------------------------------------------------------------ */

/* UAX #31, table 5, with the script of all. The first ones have names below. */
static const char *const names[] = {
	"Common", "Latin", "Han", "Hiragana", "Katakana", "Bopomofo", "Hangul", "Cyrillic",
	"Arabic", "Armenian", "Bengali", "Devanagari", "Ethiopic", "Georgian", "Greek",
	"Gujarati", "Gurmukhi", "Hebrew", "Kannada", "Khmer", "Lao", "Malayalam", "Myanmar",
	"Oriya", "Sinhala", "Tamil", "Telugu", "Thaana", "Thai", "Tibetan",
};

/* Indices of names; OTHER has none. */
enum {
	COMMON, LATIN, HAN, HIRAGANA, KATAKANA, BOPOMOFO, HANGUL, CYRILLIC,
	OTHER = sizeof(names) / sizeof(*names)
};

#define SET(script) (UINT64_C(1) << (script))

/* Sets of scripts that are used together. */
static const uint64_t together[] = {
	SET(LATIN) | SET(HAN) | SET(HIRAGANA) | SET(KATAKANA),
	SET(LATIN) | SET(HAN) | SET(BOPOMOFO),
	SET(LATIN) | SET(HAN) | SET(HANGUL),
};

static int
script_of(uint32_t cp)
{
	const uc_script_t *script = uc_script(cp);

	if (!script || strcmp(script->name, "Inherited") == 0)
		return script ? COMMON : OTHER;
	for (int i = COMMON; i < OTHER; i++)
		if (strcmp(script->name, names[i]) == 0)
			return i;
	return OTHER;
}

/* Phonetic letters, all of which resemble other letters. */
static bool
is_phonetic(uint32_t cp)
{
	return (cp >= 0x250 && cp <= 0x2af) || (cp >= 0x1d00 && cp <= 0x1dbf);
}

/* Cyrillic letters that resemble Latin ones, as in "раураl". */
static bool
looks_latin(uint32_t cp)
{
	static const uint16_t twins[] = {
		0x430, 0x435, 0x43e, 0x440, 0x441, 0x443, 0x445, 0x44c, 0x455, 0x456, 0x458,
		0x461, 0x475, 0x4ab, 0x4af, 0x4bb, 0x4bd, 0x4cf, 0x501, 0x51b, 0x51d,
	};

	for (size_t i = 0; i < sizeof(twins) / sizeof(*twins); i++)
		if (cp == twins[i])
			return true;
	return false;
}

/* Characters that resemble a slash: "com\u30ceto" reads as "com/to". */
static bool
looks_like_slash(uint32_t cp)
{
	return cp == 0x30bd || cp == 0x30be || cp == 0x30ce || cp == 0x30f3 || cp == 0x4e36
		|| cp == 0x4e3f;
}

/* Properties of the characters of a label. */
struct label {
	uint64_t scripts;
	uint32_t zero;		/* zero of its digits; 0: no digits */
	bool twins;		/* all letters look Latin */
	bool strokes;		/* has kana or Han that look like slashes */
	bool odd;		/* has characters that are not in everyday words */
};

static void
look_at(struct label *l, uint32_t cp)
{
	int script = script_of(cp);
	int digit = uc_decimal_value(cp);

	l->odd |= script == OTHER || is_phonetic(cp);
	l->strokes |= looks_like_slash(cp);
	if (digit >= 0) {
		l->odd |= l->zero && l->zero != cp - (uint32_t)digit;
		l->zero = cp - (uint32_t)digit;
	} else if (script != COMMON) {
		l->twins &= script == CYRILLIC && looks_latin(cp);
		l->scripts |= SET(script);
	} else if (cp >= 0x80 && !uc_is_general_category(cp, UC_MARK)
			&& !uc_is_general_category(cp, UC_LETTER)) {
		/* Catalan l·l, katakana middle dot */
		l->odd |= cp != 0xb7 && cp != 0x30fb;
	}
}

static bool
is_clear(const char *s, size_t n)
{
	struct label l = { .twins = true };

	for (size_t i = 0; i < n;) {
		uint32_t cp;

		i += nr_utf8_decode(s + i, n - i, &cp);
		look_at(&l, cp);
	}
	if (l.odd || (l.twins && l.scripts) || (l.strokes && l.scripts & SET(LATIN)))
		return false;
	if ((l.scripts & (l.scripts - 1)) == 0)
		return true;
	for (size_t i = 0; i < sizeof(together) / sizeof(*together); i++)
		if ((l.scripts & ~together[i]) == 0)
			return true;
	return false;
}

static void
show_label(const char *s, size_t n, struct nr_buf *out)
{
	char *ascii = nr_strndup(s, n), *shown = NULL;
	bool good = n > 4 && memcmp(s, "xn--", 4) == 0
		&& is_done(idn2_to_unicode_8z8z(ascii, &shown, 0))
		&& is_clear(shown, strlen(shown));

	nr_buf_addz(out, good ? shown : ascii);
	idn2_free(shown);
	free(ascii);
}

void
nr_host_show(const char *ascii, size_t n, struct nr_buf *out)
{
	struct nr_buf shown = NR_BUF_INIT, again = NR_BUF_INIT;
	const char *end = ascii + n;

	for (const char *s = ascii, *dot; s <= end; s = dot + 1) {
		dot = memchr(s, '.', (size_t)(end - s));
		dot = dot ? dot : end;
		show_label(s, (size_t)(dot - s), &shown);
		if (dot < end)
			nr_buf_addch(&shown, '.');
	}
	/* Show the Unicode form only if it converts back to the same host. */
	if (nr_host_ascii(nr_buf_str(&shown), shown.len, &again) == 0 && again.len == n
		&& memcmp(again.data, ascii, n) == 0)
		nr_buf_add(out, shown.data, shown.len);
	else
		nr_buf_add(out, ascii, n);
	nr_buf_release(&shown);
	nr_buf_release(&again);
}
