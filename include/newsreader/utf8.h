/*
 * UTF-8: decoding, width in terminal cells, grapheme clusters, cleaning of untrusted
 * text, comparison without case.
 *
 * Widths come from libunistring (UAX #11) and a table of exceptions, never from the C
 * library, so that the layout is the same on every system. Clusters follow UAX #29, with
 * the conjuncts of Indic scripts.
 *
 * Bytes, characters and cells are different units; every parameter says which it is.
 */
#ifndef NEWSREADER_UTF8_H
#define NEWSREADER_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "newsreader/buf.h"

/* True for an ASCII letter. */
static inline bool
nr_utf8_is_latin(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Value of a hexadecimal digit, or -1. */
static inline int
nr_utf8_hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Append n bytes of a URL with "%20" and the like as the bytes they stand for. */
void nr_utf8_unescape(struct nr_buf *out, const char *s, size_t n);

/* The start of the character that contains byte `at` of valid UTF-8. */
static inline size_t
nr_utf8_start(const char *s, size_t at)
{
	while (at > 0 && ((unsigned char)s[at] & 0xc0) == 0x80)
		at--;
	return at;
}

/* Decode the character at s, with n > 0 bytes left. Returns the bytes used, at least
 * 1. Overlong forms, surrogates, values over U+10FFFF and truncated sequences give
 * U+FFFD. */
size_t nr_utf8_decode(const char *s, size_t n, uint32_t *cp);
/* Returns the bytes written, 1 to 4. */
size_t nr_utf8_encode(uint32_t cp, char out[4]);

/* Length of the prefix of s, in bytes, of printable ASCII: characters from `from` on,
 * spaces and '!'. */
size_t nr_utf8_plain(const char *s, size_t n, char from);

/* True if s can be written to a screen row unchanged: nr_utf8_clean_text would keep every
 * byte, and there is no newline. */
bool nr_utf8_is_clean(const char *s, size_t n);

/* Length in bytes of the terminal escape sequence at s, in its 7-bit or 8-bit (C1, as
 * U+0080 to U+009F) form: a control sequence (CSI), a control string (OSC, DCS, ...) with
 * its terminator, a character set designation, and so on; 0 for other text. Of an
 * unterminated sequence only the introducer counts, with the parameters of a CSI. */
size_t nr_utf8_escape(const char *s, size_t n);

/* Append s as one line for display. Dropped: whole terminal escape sequences, other
 * controls (C0, DEL, C1), bidi controls and invisible format characters (U+00AD, U+200B,
 * U+FEFF, tags, ...). Invalid bytes and noncharacters become U+FFFD; every run of white
 * space (newlines, tabs, U+00A0, U+2028) becomes one space, at the ends none. ZWJ and
 * ZWNJ stay only where they have an effect (contexts A1, A2 and B of UAX #31, next to a
 * virama, between emoji), variation selectors only after a character that has variants:
 * emoji, Han, Mongolian and some others. */
void nr_utf8_clean_line(struct nr_buf *out, const char *s, size_t n);
/* The same for text of several lines: newlines stay ("\r
 * ", "\r", form feed, U+0085, U+2028 and U+2029 become "
 * ") and a tab becomes spaces up to the next multiple of 8; other white space stays. */
void nr_utf8_clean_text(struct nr_buf *out, const char *s, size_t n);

enum {
	NR_UTF8_CLUSTER_MAX = 64,	/* bytes */
	NR_UTF8_CELLS_MAX = 8		/* cells */
};

/* Length in bytes of the grapheme cluster at s (n > 0), and its width in cells: the sum
 * of the widths of its characters, as terminals without cluster support show them, but
 * without emoji that a ZWJ joins to the first. Expects clean text. A cluster over one of
 * the limits (stacked combining marks) is cut there, after a whole character and not
 * inside of a flag; the rest is a cluster of width 0 or more. */
size_t nr_utf8_cluster(const char *s, size_t n, int *width);
/* 0 if all terminals agree on the width of this cluster of clean text; otherwise the
 * maximum of cells that a terminal may use for it. The caller then has to position the
 * cursor after it. */
int nr_utf8_reach(const char *s, size_t n);
/* Width of clean text in cells. */
int nr_utf8_width(const char *s, size_t n);
/* Length in bytes of the longest prefix of whole clusters that fits into `cells`; *used
 * (may be NULL) is its width. */
size_t nr_utf8_fit(const char *s, size_t n, int cells, int *used);
/* Length in bytes of the longest prefix of clean text, up to `max` bytes, that ends after
 * a whole cluster and is itself clean. */
size_t nr_utf8_cut(const char *s, size_t n, size_t max);
/* Extend the range *at, *len (bytes) to the whole clusters that it touches. */
void nr_utf8_whole(const char *s, size_t n, size_t *at, size_t *len);

/* Case-folded and normalised (libunistring's NFKC_Casefold), so that names that look the
 * same to the user become equal. The caller frees it. */
char *nr_utf8_fold(const char *s, size_t n);

/* The next part of a text to search for: a word, or several words between double quotes; the
 * closing quote may be missing. *at, 0 at first, is the byte to go on from. *part, n bytes, is
 * borrowed. False if there are no more parts. */
bool nr_utf8_sought(const char *text, size_t *at, const char **part, size_t *n);

/* As nr_utf8_find, but the first of any part of `text`. */
bool nr_utf8_find_sought(const char *s, size_t n, size_t from, const char *text, size_t *at,
	size_t *len);

/* Find `needle` in s from byte `from` on, compared by character, ignoring case, joiners
 * and variation selectors. An empty needle is not found. If true, *at and *len are the
 * bytes of the whole clusters that contain it. */
bool nr_utf8_find(const char *s, size_t n, size_t from, const char *needle,
	size_t *at, size_t *len);

/* Edit distance in characters, ignoring case, for "did you mean"; at most `max` + 1. */
unsigned nr_utf8_distance(const char *a, const char *b, unsigned max);

/* Append "libunistring 1.0". */
void nr_utf8_version(struct nr_buf *out);

#endif
