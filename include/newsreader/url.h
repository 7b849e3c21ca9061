/*
 * URLs of articles: the canonical form that identifies an article, the form that is sent,
 * and the form that is shown.
 */
#ifndef NEWSREADER_URL_H
#define NEWSREADER_URL_H

#include <stdbool.h>
#include <stdint.h>

#include "newsreader/buf.h"

enum { NR_URL_MAX = 8192 };	/* bytes; longer ones are not accepted as URLs */

/* Append the n bytes of a URL as browsers parse it (WHATWG URL): tabs and newlines
 * dropped, the host converted by nr_host_ascii, and other bytes that are not printable
 * ASCII percent-encoded. If the input is not a web address, neither is the result. */
void nr_url_clean(const char *url, size_t n, struct nr_buf *out);

/* Append a URL for the screen: the host converted by nr_host_show, the rest unchanged. */
void nr_url_show(const char *url, struct nr_buf *out);

/* The part of a URL after "https://" or "http://" and "www."; borrowed. */
const char *nr_url_short(const char *url);

/* True for "http://host..." or "https://host...", ignoring case, with a host and without
 * white space, control characters and bytes over 0x7e. A percent-encoded host must decode
 * to a valid one. Checks syntax only; before a request call nr_net_check_url. */
bool nr_url_is_web(const char *url);

/* Append the canonical form of url: scheme and host in lower case; default port,
 * fragment, tracking parameters (utm_*, fbclid, gclid, ...) and an empty query dropped;
 * an empty path becomes "/"; AMP forms unwrapped (amp. host, leading or trailing path
 * segment "amp", ".amp", amp=1, outputType=amp, context=amp,
 * HOST.cdn.ampproject.org/c/s/...). Idempotent. Returns 0, or -1 with nothing appended if
 * nr_url_is_web is false for url or for the result ("http://x?..." of NR_URL_MAX bytes
 * gains a "/"). */
int nr_url_canonical(const char *url, struct nr_buf *out);

/* Append the URL of the page that an AMP cache or viewer shows at url; false if url is
 * neither of these or does not contain the page's URL. */
bool nr_url_inner(const char *url, struct nr_buf *out);

/* True for feed redirectors whose path does not identify the page: rss.cnn.com/~r/...,
 * feeds.HOST/~r/... */
bool nr_url_is_redirector(const char *url);

/* The four URLs that an article may have; NULL if missing. */
struct nr_urls {
	const char *web;
	const char *original;
	const char *amp;
	const char *cdn_amp;
};

/* Append the canonical URL of an article: the first of web and original that is not a
 * redirector, otherwise that of amp or cdn_amp, otherwise the redirector itself. Returns
 * -1 without a URL. */
int nr_url_identify(const struct nr_urls *urls, struct nr_buf *out);

/* Id of an article: a hash of its key, positive, the same on every machine and after
 * every rebuild of the index, never 0. (FNV-1a, 64 bit,
 * http://www.isthe.com/chongo/tech/comp/fnv/, finished with a 64-bit mix so that short
 * keys spread.) */
int64_t nr_url_id(const char *key);

#endif
