/*
 * Net: checks whether a URL may be requested.
 */
#ifndef NEWSREADER_NET_H
#define NEWSREADER_NET_H

#include "newsreader/error.h"

enum { NR_NET_URL_MAX = 8192 };	/* bytes */

/* Returns 0 if url is an absolute http or https URL by libcurl's parser, with a host,
 * without user name and password, and with printable ASCII only; otherwise -1 with the
 * reason, NR_ERR_INPUT or NR_ERR_LIMIT. NULL counts as empty. */
int nr_net_check_url(const char *url, struct nr_error *err);

/* "libcurl 7.88.1". */
const char *nr_net_version(void);

#endif
