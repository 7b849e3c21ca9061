/*
 * URLs of articles: the canonical form that identifies one, what is sent of one, and what
 * is shown.
 */
#ifndef NEWSREADER_URL_H
#define NEWSREADER_URL_H

#include <stdbool.h>
#include <stdint.h>

#include "newsreader/buf.h"

enum { NR_URL_MAX = 8192 };	/* bytes; a longer one is no URL to us */

/* Append the n bytes of an address as browsers read it (WHATWG URL): tabs and newlines
 * dropped, the host converted to ASCII by nr_host_ascii, and every other byte that is not
 * printable ASCII percent-encoded. If the address is not a web address, neither is the
 * result. */
void nr_url_clean(const char *url, size_t n, struct nr_buf *out);

/* Append an address for the screen: with its host by nr_host_show, the rest unchanged. */
void nr_url_show(const char *url, struct nr_buf *out);

/* True for "http://host..." or "https://host...", in any case, with a host and neither
 * white space, control characters nor bytes over 0x7e. A host that is percent-encoded has
 * to stand for one. Syntax only; opening one asks nr_net_check_url. */
bool nr_url_is_web(const char *url);

/* Append the canonical form of url: scheme and host in lower case, default port,
 * fragment, tracking parameters (utm_*, fbclid, gclid, ...) and an empty query dropped,
 * an empty path "/", the AMP forms unwrapped (amp. host, leading or trailing path
 * segment "amp", ".amp", amp=1, outputType=amp, context=amp,
 * HOST.cdn.ampproject.org/c/s/...). Idempotent. Returns 0, or -1 with nothing appended
 * when nr_url_is_web says no, of url or of the result ("http://x?..." of NR_URL_MAX
 * bytes gains a "/"). */
int nr_url_canonical(const char *url, struct nr_buf *out);

/* Append the address of the page that an AMP cache or viewer shows at url; false if url is
 * neither of these or does not contain the page's address. */
bool nr_url_inner(const char *url, struct nr_buf *out);

/* True for feed redirectors whose path says nothing about the page: rss.cnn.com/~r/...,
 * feeds.HOST/~r/... */
bool nr_url_is_redirector(const char *url);

/* The four addresses an article may have; NULL where it has none. */
struct nr_urls {
	const char *web;
	const char *original;
	const char *amp;
	const char *cdn_amp;
};

/* Append the canonical URL of an article: the first of web, original that is no
 * redirector, else what amp or cdn_amp give, else the redirector itself. -1 if there is
 * none. */
int nr_url_identify(const struct nr_urls *urls, struct nr_buf *out);

/* The id of an article is a hash of its key: positive, the same on every machine and
 * after every rebuild of the index. (FNV-1a, 64 bit,
 * http://www.isthe.com/chongo/tech/comp/fnv/, finished with a 64-bit mix so that short
 * keys spread; never 0.) */
int64_t nr_url_id(const char *key);

#endif
