/*
 * Words: the tokenizer of the full-text index and of searches. Tokens are those of
 * SQLite's unicode61, without case and diacritics; in scripts without spaces between
 * words (Chinese, Japanese) each character is a word.
 */
#ifndef STORE_WORDS_H
#define STORE_WORDS_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

#include "newsreader/buf.h"

#define NR_WORDS_NAME "newsreader"

struct nr_words;

/* Register the tokenizer with a connection. Returns SQLITE_OK or another code. */
int nr_words_register(sqlite3 *db);

/* A tokenizer for texts outside of the full-text index; NULL if it is not registered. */
struct nr_words *nr_words_new(sqlite3 *db);
void nr_words_free(struct nr_words *w);

/* Set the parts of a text (nr_utf8_sought) to search for. False if it has no words. */
bool nr_words_seek(struct nr_words *w, const char *text);
/* Add to *found, 0 before the first text, the parts that s has: the words of each in
 * sequence. The last word of all, unless it is in closed quotes, matches as a prefix. True
 * once all parts have been found. */
bool nr_words_match(struct nr_words *w, const char *s, size_t n, uint32_t *found);
/* Append the words as an FTS5 query. */
void nr_words_add_query(const struct nr_words *w, struct nr_buf *out);

#endif
