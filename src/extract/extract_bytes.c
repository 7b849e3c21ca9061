/* Detects the type of a response by its first bytes, before it is parsed as HTML. The
 * signatures are those of the WHATWG's MIME Sniffing Standard. */
#include "config.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "newsreader/charset.h"
#include "newsreader/extract.h"
#include "newsreader/html.h"
#include "newsreader/utf8.h"

enum { SNIFFED = 1445 };	/* number of bytes that decide whether it is text */

static const struct {
	const char *bytes;
	size_t n;
	const char *name;
} signatures[] = {
	{ "\x89PNG\r\n\x1a\n", 8, "a PNG image" },
	{ "\xff\xd8\xff", 3, "a JPEG image" },
	{ "GIF8", 4, "a GIF image" },
	{ "RIFF", 4, "a RIFF file" },
	{ "%PDF-", 5, "a PDF document" },
	{ "%!PS-Adobe-", 11, "a PostScript document" },
	{ "\x1f\x8b\x08", 3, "compressed by gzip" },
	{ "BZh", 3, "compressed by bzip2" },
	{ "\xfd" "7zXZ", 5, "compressed by xz" },
	{ "\x28\xb5\x2f\xfd", 4, "compressed by zstd" },
	{ "PK\x03\x04", 4, "a ZIP archive" },
	{ "Rar!\x1a\x07", 6, "a RAR archive" },
	{ "\x7f" "ELF", 4, "a program" },
	{ "OggS", 4, "an Ogg file" },
	{ "ID3", 3, "an MP3 file" },
	{ "wOFF", 4, "a font" },
	{ "wOF2", 4, "a font" },
};

static bool
begins_with(const char *s, size_t n, const char *with, size_t len)
{
	return n >= len && memcmp(s, with, len) == 0;
}

static bool
is_binary_byte(unsigned char c)
{
	return c < 0x09 || c == 0x0b || (c >= 0x0e && c < 0x20 && c != 0x1b);
}

/* The type of the bytes if they are not text; NULL for text. */
static const char *
other_than_text(const char *s, size_t n)
{
	for (size_t i = 0; i < sizeof signatures / sizeof signatures[0]; i++) {
		if (begins_with(s, n, signatures[i].bytes, signatures[i].n))
			return signatures[i].name;
	}
	if (begins_with(s, n, "\xfe\xff", 2) || begins_with(s, n, "\xff\xfe", 2))
		return NULL;
	for (size_t i = 0; i < n && i < SNIFFED; i++) {
		if (is_binary_byte((unsigned char)s[i]))
			return "binary data";
	}
	return NULL;
}

static bool
has_type(const char *content_type, const char *type)
{
	size_t n = strlen(type);

	return content_type != NULL && strncasecmp(content_type, type, n) == 0
		&& (content_type[n] == '\0' || strchr("; \t", content_type[n]) != NULL);
}

/* True for an end tag, a comment or doctype, or a tag that needs no end. Plain text may
 * contain "<words>" and "a < b". */
static bool
has_markup(const char *s, size_t n)
{
	static const char *const tags[] = { "!", "html", "p>", "br>", "br/", "br ", "p ",
		"meta ", "img " };
	const char *end = s + n;

	for (const char *p = s; (p = memchr(p, '<', (size_t)(end - p))) != NULL; p++) {
		size_t left = (size_t)(end - p) - 1;

		if (left > 1 && p[1] == '/' && nr_utf8_is_latin(p[2]))
			return true;
		for (size_t i = 0; i < sizeof tags / sizeof tags[0]; i++) {
			size_t len = strlen(tags[i]);

			if (left >= len && strncasecmp(p + 1, tags[i], len) == 0)
				return true;
		}
	}
	return false;
}

static int
take_text(const char *text, size_t n, struct nr_page *page, struct nr_error *err)
{
	nr_text_to_doc(text, n, &page->doc);
	nr_doc_end(&page->doc);
	page->words = nr_page_count_words(&page->doc);
	return page->words > 0 ? 0
		: nr_error_set(err, NR_ERR_NOT_FOUND, "there is no text in the page");
}

int
nr_extract_bytes(const char *bytes, size_t n, const char *content_type, const char *url,
	struct nr_page *page, struct nr_error *err)
{
	const char *other = other_than_text(bytes, n);
	struct nr_buf text = NR_BUF_INIT;
	int rc;

	*page = (struct nr_page){ .doc = NR_DOC_INIT };
	if (other != NULL)
		return nr_error_set(err, NR_ERR_INPUT, "this is no page, but %s", other);
	nr_charset_decode(bytes, n, content_type, &text);
	if (has_type(content_type, "text/plain")
			|| (content_type == NULL && !has_markup(nr_buf_str(&text), text.len)))
		rc = take_text(nr_buf_str(&text), text.len, page, err);
	else
		rc = nr_extract(nr_buf_str(&text), text.len, url, page, err);
	nr_buf_release(&text);
	return rc;
}
