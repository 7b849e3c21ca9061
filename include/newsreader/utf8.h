/*
 * UTF-8: decoding, width in terminal cells, grapheme clusters, cleaning of hostile text,
 * comparison without case.
 *
 * Widths come from libunistring (UAX #11) and a table of exceptions, never from the C
 * library, so that a screen is laid out alike on every system. Clusters follow UAX #29,
 * with the conjuncts of Indic scripts.
 *
 * Bytes, characters and cells are three different counts; every parameter says which.
 */
#ifndef NEWSREADER_UTF8_H
#define NEWSREADER_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "newsreader/buf.h"

/* A letter of ASCII. */
static inline bool
nr_utf8_is_latin(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Decode the character at s (n > 0 bytes left). Returns the bytes used, at least 1.
 * Overlong forms, surrogates, values over U+10FFFF and cut sequences give U+FFFD. */
size_t nr_utf8_decode(const char *s, size_t n, uint32_t *cp);
/* Returns the bytes written, 1 to 4. */
size_t nr_utf8_encode(uint32_t cp, char out[4]);

/* Bytes at the beginning of s that are printable ASCII and not below `from`, a space or
 * a '!'. */
size_t nr_utf8_plain(const char *s, size_t n, char from);

/* True if s may stand in a row of the screen as it is: nr_utf8_clean_text would keep
 * every byte, and there is no newline. */
bool nr_utf8_is_clean(const char *s, size_t n);

/* Bytes of the escape sequence of a terminal that s begins with, in its 7-bit or 8-bit (C1,
 * as U+0080 to U+009F) form: a control sequence (CSI), a control string (OSC, DCS, ...)
 * with its terminator, the choice of a character set, and so on; 0 if s begins with none. For
 * a sequence that does not end, only the introducer counts, with the parameters of a CSI. */
size_t nr_utf8_escape(const char *s, size_t n);

/* Append s as one display line: escape sequences of terminals as a whole, other controls
 * (C0, DEL, C1), bidi controls and invisible format characters (U+00AD, U+200B, U+FEFF,
 * tags, ...) dropped, invalid bytes and noncharacters replaced by U+FFFD, every run of
 * white space (newlines, tabs, U+00A0, U+2028) one space, none at the ends. ZWJ and ZWNJ
 * stay only where they have an effect (contexts A1, A2 and B of UAX #31, next to a virama,
 * between emoji), variation selectors only after a character that has variants: emoji,
 * Han, Mongolian and some others. */
void nr_utf8_clean_line(struct nr_buf *out, const char *s, size_t n);
/* The same for running text: newlines stay ("\r\n", "\r", form feed, U+0085, U+2028 and
 * U+2029 become "\n") and a tab becomes spaces up to the next multiple of 8; other white
 * space is kept as it is. */
void nr_utf8_clean_text(struct nr_buf *out, const char *s, size_t n);

enum {
	NR_UTF8_CLUSTER_MAX = 64,	/* bytes of a cluster at most */
	NR_UTF8_CELLS_MAX = 8		/* cells */
};

/* Bytes of the grapheme cluster at s (n > 0), and its width in cells: the sum of its
 * characters' widths, as terminals without clusters show them all, but without the emoji
 * that a ZWJ joins to the first. Expects clean text. A cluster over one of the limits
 * (stacked combining marks) is cut there, at a character's end and not inside a flag; its
 * rest is one of width 0 or more. */
size_t nr_utf8_cluster(const char *s, size_t n, int *width);
/* 0 if all terminals agree on the width of this cluster of clean text; else the most cells
 * that a terminal may use for it. The caller cannot know the width that its terminal uses
 * and has to set the cursor after it. */
int nr_utf8_reach(const char *s, size_t n);
/* Width of clean text in cells. */
int nr_utf8_width(const char *s, size_t n);
/* Bytes of the longest prefix of whole clusters that fits into `cells`; *used (may be
 * NULL) is its width. */
size_t nr_utf8_fit(const char *s, size_t n, int cells, int *used);
/* Bytes of the longest prefix of at most `max` bytes of clean text that ends with a whole
 * cluster and is itself clean. */
size_t nr_utf8_cut(const char *s, size_t n, size_t max);
/* Widen *at and *len (bytes) to the whole clusters that they touch. */
void nr_utf8_whole(const char *s, size_t n, size_t *at, size_t *len);

/* Case folded and normalised (NFKC_Casefold as libunistring has it): two names that a
 * reader takes for the same are equal afterwards. The caller frees it. */
char *nr_utf8_fold(const char *s, size_t n);

/* First place at or after byte `from` where `needle` stands in s, compared character by
 * character without case, joiners and variation selectors aside. An empty needle is
 * nowhere. On true, *at and *len are the bytes of the whole clusters that hold it. */
bool nr_utf8_find(const char *s, size_t n, size_t from, const char *needle,
	size_t *at, size_t *len);

/* Edit distance in characters without case, for "did you mean"; at most `max` + 1. */
unsigned nr_utf8_distance(const char *a, const char *b, unsigned max);

/* Append "libunistring 1.0". */
void nr_utf8_version(struct nr_buf *out);

#endif
