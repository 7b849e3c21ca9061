/* Detects the charset of a page and converts it to UTF-8 with iconv. */
#include "config.h"

#include <errno.h>
#include <iconv.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "newsreader/charset.h"
#include "newsreader/utf8.h"
#include "markup/tag.h"

enum {
	/* bytes of a page that are searched for a charset declaration */
	HEAD_MAX = 16 * 1024,
	CHUNK = 8192,
	BAD_FACTOR = 4		/* valid characters that outweigh an invalid byte */
};

static const char replacement[] = "\xef\xbf\xbd";
static const char utf8[] = "UTF-8";
static const char western[] = "WINDOWS-1252";

/* Charset labels in pages and their iconv names, by
 * https://encoding.spec.whatwg.org/#names-and-labels */
static const struct {
	const char *label, *name;
} labels[] = {
	{ "utf-8", utf8 }, { "utf8", utf8 }, { "unicode-1-1-utf-8", utf8 },
	/* A page with such a declaration in ASCII is not UTF-16. */
	{ "utf-16", utf8 }, { "utf-16le", utf8 }, { "utf-16be", utf8 },
	{ "ascii", western }, { "us-ascii", western }, { "latin1", western },
	{ "iso-8859-1", western }, { "iso8859-1", western }, { "iso_8859-1", western },
	{ "windows-1252", western }, { "cp1252", western }, { "x-cp1252", western },
	{ "iso-8859-2", "ISO-8859-2" }, { "latin2", "ISO-8859-2" },
	{ "iso-8859-3", "ISO-8859-3" }, { "iso-8859-4", "ISO-8859-4" },
	{ "iso-8859-5", "ISO-8859-5" }, { "iso-8859-6", "ISO-8859-6" },
	{ "iso-8859-7", "ISO-8859-7" }, { "iso-8859-8", "ISO-8859-8" },
	{ "iso-8859-8-i", "ISO-8859-8" }, { "iso-8859-9", "WINDOWS-1254" },
	{ "iso-8859-10", "ISO-8859-10" }, { "iso-8859-11", "CP874" },
	{ "iso-8859-13", "ISO-8859-13" }, { "iso-8859-14", "ISO-8859-14" },
	{ "iso-8859-15", "ISO-8859-15" }, { "latin-9", "ISO-8859-15" },
	{ "iso-8859-16", "ISO-8859-16" }, { "koi8-r", "KOI8-R" }, { "koi8-u", "KOI8-U" },
	{ "ibm866", "CP866" }, { "cp866", "CP866" }, { "macintosh", "MACINTOSH" },
	{ "windows-874", "CP874" }, { "tis-620", "CP874" },
	{ "windows-1250", "WINDOWS-1250" }, { "cp1250", "WINDOWS-1250" },
	{ "windows-1251", "WINDOWS-1251" }, { "cp1251", "WINDOWS-1251" },
	{ "windows-1253", "WINDOWS-1253" }, { "windows-1254", "WINDOWS-1254" },
	{ "windows-1255", "WINDOWS-1255" }, { "windows-1256", "WINDOWS-1256" },
	{ "windows-1257", "WINDOWS-1257" }, { "windows-1258", "WINDOWS-1258" },
	{ "gb2312", "GB18030" }, { "gbk", "GB18030" }, { "gb18030", "GB18030" },
	{ "x-gbk", "GB18030" }, { "gb_2312-80", "GB18030" },
	{ "big5", "BIG5-HKSCS" }, { "big5-hkscs", "BIG5-HKSCS" }, { "x-x-big5", "BIG5-HKSCS" },
	{ "shift_jis", "CP932" }, { "shift-jis", "CP932" }, { "x-sjis", "CP932" },
	{ "sjis", "CP932" }, { "windows-31j", "CP932" }, { "ms_kanji", "CP932" },
	{ "euc-jp", "EUC-JP" }, { "x-euc-jp", "EUC-JP" }, { "iso-2022-jp", "ISO-2022-JP" },
	{ "euc-kr", "CP949" }, { "ks_c_5601-1987", "CP949" }, { "windows-949", "CP949" },
};

/* Charset of pages without declaration, by language:
 * https://html.spec.whatwg.org/#determining-the-character-encoding */
static const struct {
	const char *language, *name;
} usual[] = {
	{ "ar", "WINDOWS-1256" }, { "az", "WINDOWS-1254" }, { "ba", "WINDOWS-1251" },
	{ "be", "WINDOWS-1251" }, { "bg", "WINDOWS-1251" }, { "cs", "WINDOWS-1250" },
	{ "el", "ISO-8859-7" }, { "et", "WINDOWS-1257" }, { "fa", "WINDOWS-1256" },
	{ "he", "WINDOWS-1255" }, { "hr", "WINDOWS-1250" }, { "hu", "ISO-8859-2" },
	{ "ja", "CP932" }, { "kk", "WINDOWS-1251" }, { "ko", "CP949" },
	{ "ku", "WINDOWS-1254" }, { "ky", "WINDOWS-1251" }, { "lt", "WINDOWS-1257" },
	{ "lv", "WINDOWS-1257" }, { "mk", "WINDOWS-1251" }, { "pl", "ISO-8859-2" },
	{ "ru", "WINDOWS-1251" }, { "sk", "WINDOWS-1250" }, { "sl", "ISO-8859-2" },
	{ "sr", "WINDOWS-1251" }, { "tg", "WINDOWS-1251" }, { "th", "CP874" },
	{ "tr", "WINDOWS-1254" }, { "tt", "WINDOWS-1251" }, { "uk", "WINDOWS-1251" },
	{ "vi", "WINDOWS-1258" }, { "zh-tw", "BIG5-HKSCS" }, { "zh-hk", "BIG5-HKSCS" },
	{ "zh-hant", "BIG5-HKSCS" }, { "zh", "GB18030" },
};

static const char *
by_label(const char *s, size_t n)
{
	for (size_t i = 0; i < sizeof labels / sizeof labels[0]; i++) {
		if (strlen(labels[i].label) == n && strncasecmp(labels[i].label, s, n) == 0)
			return labels[i].name;
	}
	return NULL;
}

/* Match by leading subtags; "zh-tw" is listed before "zh". */
static const char *
by_language(const char *s, size_t n)
{
	for (size_t i = 0; i < sizeof usual / sizeof usual[0]; i++) {
		size_t len = strlen(usual[i].language);

		if (n >= len && strncasecmp(usual[i].language, s, len) == 0
				&& (n == len || s[len] == '-' || s[len] == '_'))
			return usual[i].name;
	}
	return NULL;
}

/* The value after `key=` in "text/html; charset=...", or NULL. */
static const char *
find_label(const char *s, size_t n, const char *key)
{
	const char *end = s + n;
	size_t len = strlen(key);

	for (; (size_t)(end - s) > len; s++) {
		if (strncasecmp(s, key, len) != 0)
			continue;
		const char *p = s + len;

		while (p < end && (*p == ' ' || *p == '\t'))
			p++;
		if (p == end || *p != '=')
			continue;
		for (p++; p < end && strchr(" \t\"'", *p) != NULL && *p != '\0';)
			p++;
		s = p;
		while (p < end && *p > ' ' && strchr("\"';>?", *p) == NULL)
			p++;
		return by_label(s, (size_t)(p - s));
	}
	return NULL;
}

/* Declarations in the head of a page. */
struct said {
	const char *charset;	/* NULL: missing or unknown */
	const char *usual;	/* charset by language */
};

static void
look_at(const struct nr_text_tag *tag, struct said *said)
{
	const struct text_value *v = tag->attrs;

	if (tag->id == GUMBO_TAG_HTML && v[TEXT_ATTR_LANG].s != NULL)
		said->usual = by_language(v[TEXT_ATTR_LANG].s, v[TEXT_ATTR_LANG].n);
	if (tag->id != GUMBO_TAG_META || said->charset != NULL)
		return;
	if (v[TEXT_ATTR_CHARSET].s != NULL)
		said->charset = by_label(v[TEXT_ATTR_CHARSET].s, v[TEXT_ATTR_CHARSET].n);
	else if (v[TEXT_ATTR_HTTP_EQUIV].s != NULL && v[TEXT_ATTR_CONTENT].s != NULL)
		said->charset = find_label(v[TEXT_ATTR_CONTENT].s, v[TEXT_ATTR_CONTENT].n,
			"charset");
}

static void
read_head(const char *s, size_t n, struct said *said)
{
	const char *end = s + (n < HEAD_MAX ? n : HEAD_MAX);
	struct nr_text_tag tag;

	if (n > 5 && memcmp(s, "<?xml", 5) == 0) {
		const char *stop = memchr(s, '>', (size_t)(end - s));

		if (stop != NULL)
			said->charset = find_label(s, (size_t)(stop - s), "encoding");
	}
	while ((s = memchr(s, '<', (size_t)(end - s))) != NULL) {
		const char *next = NULL;

		if (end - s > 4 && memcmp(s, "<!--", 4) == 0)
			next = memmem(s + 4, (size_t)(end - s - 4), "-->", 3);
		else if (end - s > 1 && nr_utf8_is_latin(s[1]))
			next = nr_text_tag_read(s, end, &tag);
		if (next != NULL && s[1] != '!')
			look_at(&tag, said);
		s = next != NULL ? next : s + 1;
	}
}

/* Number of non-ASCII characters in valid UTF-8, and of invalid bytes. */
struct count {
	size_t good, bad;
};

static struct count
count_utf8(const char *s, size_t n)
{
	struct count count = { 0, 0 };
	uint32_t cp;

	for (size_t i = 0; i < n;) {
		if ((unsigned char)s[i] < 0x80) {
			i++;
			continue;
		}
		size_t len = nr_utf8_decode(s + i, n - i, &cp);

		if (cp == 0xfffd && !(len == 3 && memcmp(s + i, replacement, 3) == 0))
			count.bad++;
		else
			count.good++;
		i += len;
	}
	return count;
}

static void
copy_utf8(struct nr_buf *out, const char *s, size_t n)
{
	uint32_t cp;
	size_t start = 0;

	for (size_t i = 0; i < n;) {
		size_t len = (unsigned char)s[i] < 0x80 ? 1 : nr_utf8_decode(s + i, n - i, &cp);

		if ((unsigned char)s[i] >= 0x80 && cp == 0xfffd) {
			nr_buf_add(out, s + start, i - start);
			nr_buf_addz(out, replacement);
			start = i + len;
		}
		i += len;
	}
	nr_buf_add(out, s + start, n - start);
}

/* Flush iconv, which may hold back a letter to combine it with an accent. */
static void
flush(struct nr_buf *out, iconv_t cd)
{
	char last[32];
	char *to = last;
	size_t left = sizeof last;

	iconv(cd, NULL, NULL, &to, &left);
	nr_buf_add(out, last, sizeof last - left);
}

static bool
convert(struct nr_buf *out, const char *name, const char *s, size_t n)
{
	iconv_t cd = iconv_open(utf8, name);
	size_t unit = strncmp(name, "UTF-16", 6) == 0 ? 2 : 1;
	union { const char *bytes; char *in; } from = { s };
	char chunk[CHUNK];

	if (cd == (iconv_t)-1)
		return false;
	while (n > 0) {
		char *to = chunk;
		size_t left = sizeof chunk;
		size_t rc = iconv(cd, &from.in, &n, &to, &left);
		bool bad = rc == (size_t)-1 && errno != E2BIG;

		nr_buf_add(out, chunk, sizeof chunk - left);
		if (bad) {
			nr_buf_addz(out, replacement);
			from.bytes += unit < n ? unit : n;
			n -= unit < n ? unit : n;
		}
	}
	flush(out, cd);
	iconv_close(cd);
	return true;
}

static const char *
by_mark(const char *s, size_t n, size_t *mark)
{
	*mark = 2;
	if (n >= 2 && memcmp(s, "\xff\xfe", 2) == 0)
		return "UTF-16LE";
	if (n >= 2 && memcmp(s, "\xfe\xff", 2) == 0)
		return "UTF-16BE";
	*mark = n >= 3 && memcmp(s, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
	return *mark == 3 ? utf8 : NULL;
}

static const char *
choose(const char *s, size_t n, const char *content_type)
{
	struct said said = { NULL, NULL };
	const char *declared = NULL;
	struct count count = count_utf8(s, n);

	if (count.good > 0 && count.bad == 0)
		return utf8;
	if (content_type != NULL)
		declared = find_label(content_type, strlen(content_type), "charset");
	read_head(s, n, &said);
	if (declared == NULL)
		declared = said.charset;
	/* A declared UTF-8 with a few invalid bytes is still UTF-8. */
	if (declared != NULL && (declared != utf8 || count.good >= count.bad))
		return declared;
	if (count.good > BAD_FACTOR * count.bad || count.bad == 0)
		return utf8;
	return said.usual != NULL ? said.usual : western;
}

const char *
nr_charset_decode(const char *bytes, size_t n, const char *content_type,
	struct nr_buf *out)
{
	size_t mark;
	const char *name = by_mark(bytes, n, &mark);

	bytes += mark;
	n -= mark;
	if (name == NULL)
		name = choose(bytes, n, content_type);
	if (name == utf8 || !convert(out, name, bytes, n)) {
		copy_utf8(out, bytes, n);
		name = utf8;
	}
	return name;
}
