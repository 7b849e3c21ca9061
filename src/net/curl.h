/*
 * Curl: the functions of libcurl that are used, in the library loaded at run time.
 */
#ifndef NET_CURL_H
#define NET_CURL_H

#include <curl/curl.h>

#include "newsreader/error.h"

/* Names without the prefix "curl_". */
#define NR_CURL_CALLS(CALL) \
	CALL(free) \
	CALL(url) \
	CALL(url_cleanup) \
	CALL(url_get) \
	CALL(url_set) \
	CALL(url_strerror) \
	CALL(slist_append) \
	CALL(slist_free_all) \
	CALL(easy_init) \
	CALL(easy_cleanup) \
	CALL(easy_setopt) \
	CALL(easy_getinfo) \
	CALL(easy_strerror) \
	CALL(global_init_mem) \
	CALL(multi_init) \
	CALL(multi_cleanup) \
	CALL(multi_setopt) \
	CALL(multi_add_handle) \
	CALL(multi_remove_handle) \
	CALL(multi_perform) \
	CALL(multi_poll) \
	CALL(multi_wakeup) \
	CALL(multi_info_read) \
	CALL(multi_strerror)

struct nr_curl {
#define NR_CURL_MEMBER(name) __typeof__(curl_##name) *name;
	NR_CURL_CALLS(NR_CURL_MEMBER)
#undef NR_CURL_MEMBER
};

/* Load libcurl; it stays loaded, so later calls are cheap. Returns 0, or -1 with
 * NR_ERR_SYSTEM. */
int nr_curl_load(struct nr_curl *c, struct nr_error *err);

#endif
