/*
 * Words: how texts are cut for the full-text index, and for what is searched in it. They
 * are those of SQLite's unicode61, without case and diacritics; where a script has no
 * spaces between words (Chinese, Japanese) each character is one.
 */
#ifndef STORE_WORDS_H
#define STORE_WORDS_H

#include <sqlite3.h>
#include <stdbool.h>

#include "newsreader/buf.h"

#define NR_WORDS_NAME "newsreader"

struct nr_words;

/* Make the tokenizer known to a connection. Returns SQLITE_OK or another code. */
int nr_words_register(sqlite3 *db);

/* For texts outside of the full-text index; NULL if the connection has no such tokenizer. */
struct nr_words *nr_words_new(sqlite3 *db);
void nr_words_free(struct nr_words *w);

/* Keep the words of `text` as what is searched. False if there is none. */
bool nr_words_seek(struct nr_words *w, const char *text);
/* s has these words one behind the other, the last one as the beginning of a word. */
bool nr_words_match(struct nr_words *w, const char *s, size_t n);
/* Append them as a phrase of the full-text index. */
void nr_words_add_query(const struct nr_words *w, struct nr_buf *out);

#endif
