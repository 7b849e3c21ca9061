/*
 * Network settings from the options, and the fetcher made from them: one for all that
 * fetches, so that the limits for a host and the rules about private addresses hold for
 * them together. Each cancels its own requests.
 */
#ifndef APP_ONLINE_H
#define APP_ONLINE_H

#include <stdatomic.h>
#include <stdbool.h>

#include "newsreader/error.h"
#include "newsreader/fetch.h"
#include "newsreader/options.h"

struct app_online {
	bool offline;
	char *ca_file;			/* may be NULL */
	char **allow_private;		/* NULL-terminated */
	char *archive_url;
	_Atomic(struct nr_fetcher *) fetcher;	/* NULL before its first use */
};

void app_online_init(struct app_online *o, const struct nr_options *options);
void app_online_release(struct app_online *o);
/* Fails with NR_ERR_USAGE if the option offline is set. */
int app_online_check(const struct app_online *o, struct nr_error *err);
/* The fetcher, which the first call makes and app_online_release frees; NULL with *err
 * set if that fails, offline before anything is loaded. For one thread at a time, the one
 * that drives the fetcher. */
struct nr_fetcher *app_online_fetcher(struct app_online *o, struct nr_error *err);

/* Append "1.2 MB" or "12 kB" for n bytes. */
void app_online_add_bytes(struct nr_buf *out, uint64_t n);

#endif
