/*
 * Told: whether an address may be named to somebody else, such as an archive or a cache that
 * learns the page that it is asked for. Nothing is looked up here.
 */
#ifndef NET_TOLD_H
#define NET_TOLD_H

#include <stdbool.h>

#include "newsreader/buf.h"
#include "newsreader/error.h"

/* 0 if `url`, any text, may be named. -1 with the reason, as "10.0.0.1, a private address",
 * if it is no web address; if its host is special, local by its name, or one that an entry of
 * the NULL-terminated list allow_private (may be NULL) has with any port; if it has a
 * user or a password, or a parameter (of the query, a path segment or a fragment) whose name
 * contains token, key, sig, auth, session, secret or pass; or if another address in it, in
 * any encoding, is one of these.
 *
 * Appends each host that still has to be looked up, a line each. */
int nr_told_check(const char *url, const char *const *allow_private, struct nr_buf *hosts,
	struct nr_error *err);

/* Append the first web address after the host of url, in any encoding; false if there is
 * none. */
bool nr_told_find(const char *url, struct nr_buf *out);

#endif
