/*
 * Disclosure: whether a URL may be sent to a third party, such as an archive or a cache,
 * which then learns the page's URL. No names are resolved here.
 */
#ifndef NET_DISCLOSURE_H
#define NET_DISCLOSURE_H

#include <stdbool.h>

#include "newsreader/buf.h"
#include "newsreader/error.h"

/* Returns 0 if `url` (any text) may be disclosed; -1 with the reason, as "10.0.0.1, a
 * private address", if it is not a web address; if its host is special, local by its
 * name, or in the NULL-terminated list allow_private (may be NULL) with any port; if it
 * has a user name or password, or a parameter (in the query, a path segment or the
 * fragment) whose name contains token, key, sig, auth, session, secret or pass; or if a
 * URL nested in it, in any encoding, is refused.
 *
 * Appends the hosts that still have to be looked up, one a line. */
int nr_disclosure_check(const char *url, const char *const *allow_private, struct nr_buf *hosts,
	struct nr_error *err);

/* Append the first web address after the host of url, in any encoding; false if there is
 * none. */
bool nr_disclosure_find(const char *url, struct nr_buf *out);

#endif
