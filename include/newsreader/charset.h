/*
 * Charset: detects the charset of a page and converts it to UTF-8.
 */
#ifndef NEWSREADER_CHARSET_H
#define NEWSREADER_CHARSET_H

#include <stddef.h>

#include "newsreader/buf.h"

/*
 * Append a page as UTF-8 to *out; invalid characters become U+FFFD. The charset is, in
 * this order: that of a byte order mark; UTF-8 if the bytes are valid UTF-8; that of
 * content_type, the header's value ("text/html; charset=...", may be NULL); that of
 * <meta> or <?xml ...?>; the usual one of the page's language; windows-1252. Names have
 * the meaning that browsers give them; charsets that are not supersets of ASCII are
 * ignored, except ISO-2022-JP. Returns the charset's name, which is static.
 */
const char *nr_charset_decode(const char *bytes, size_t n, const char *content_type,
	struct nr_buf *out);

#endif
