/*
 * Charset: the bytes of a page as UTF-8.
 */
#ifndef NEWSREADER_CHARSET_H
#define NEWSREADER_CHARSET_H

#include <stddef.h>

#include "newsreader/buf.h"

/*
 * Append a page as UTF-8 to *out; what is no character becomes U+FFFD. Its charset is that
 * of a byte order mark; UTF-8 where the bytes say so; that of content_type, the header's
 * value ("text/html; charset=...", may be NULL); of <meta> or <?xml ...?>; else the usual
 * one of the page's language, else windows-1252. Names mean what browsers take them for;
 * those that are no superset of ASCII are not believed, but for ISO-2022-JP. Returns the
 * charset's name, which is static.
 */
const char *nr_charset_decode(const char *bytes, size_t n, const char *content_type,
	struct nr_buf *out);

#endif
