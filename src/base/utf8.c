/* Decodes and encodes UTF-8. */
#include "config.h"

#include <string.h>
#include <unistr.h>
#include <unistring/version.h>

#include "base/utf8_parts.h"
#include "newsreader/utf8.h"

size_t
nr_utf8_decode(const char *s, size_t n, uint32_t *cp)
{
	if ((unsigned char)*s < 0x80) {
		*cp = (unsigned char)*s;
		return 1;
	}
	ucs4_t c;
	int used = u8_mbtouc(&c, (const uint8_t *)s, n);

	*cp = c;
	return used > 0 ? (size_t)used : 1;
}

void
nr_utf8_unescape(struct nr_buf *out, const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		int high = i + 2 < n && s[i] == '%' ? nr_utf8_hex(s[i + 1]) : -1;
		int low = high >= 0 ? nr_utf8_hex(s[i + 2]) : -1;

		nr_buf_addch(out, low >= 0 ? (char)(high * 16 + low) : s[i]);
		i += low >= 0 ? 2 : 0;
	}
}

size_t
nr_utf8_encode(uint32_t cp, char out[4])
{
	int used = u8_uctomb((uint8_t *)out, cp, 4);

	if (used < 0)
		used = u8_uctomb((uint8_t *)out, NR_CP_REPLACEMENT, 4);
	return (size_t)used;
}

/* Checks eight bytes at a time. A byte out of range may give wrong results for those
 * above it, but then the loop ends anyway. */
size_t
nr_utf8_plain(const char *s, size_t n, char from)
{
	const uint64_t ones = UINT64_MAX / 255, tops = ones << 7;
	size_t i = 0;

	for (uint64_t v; i + sizeof v <= n; i += sizeof v) {
		memcpy(&v, s + i, sizeof v);
		if (((v - ones * (unsigned char)from) | v | (v + ones)) & tops)
			break;
	}
	while (i < n && s[i] >= from && s[i] < 0x7f)
		i++;
	return i;
}

void
nr_utf8_version(struct nr_buf *out)
{
	unsigned v = (unsigned)_libunistring_version;

	nr_buf_addf(out, "libunistring %u.%u", v >> 16, v >> 8 & 0xff);
	if ((v & 0xff) != 0)
		nr_buf_addf(out, ".%u", v & 0xff);
}
