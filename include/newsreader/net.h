/*
 * Net: whether a URL may go to the network.
 */
#ifndef NEWSREADER_NET_H
#define NEWSREADER_NET_H

#include "newsreader/error.h"

enum { NR_NET_URL_MAX = 8192 };	/* bytes */

/* 0 if url is an absolute http or https URL as libcurl's parser reads it, with a host,
 * without user name and password, and no byte outside printable ASCII; else -1 with the
 * reason, NR_ERR_INPUT or NR_ERR_LIMIT. NULL is an empty one. */
int nr_net_check_url(const char *url, struct nr_error *err);

/* "libcurl 7.88.1". */
const char *nr_net_version(void);

#endif
