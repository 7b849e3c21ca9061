/*
 * Network settings from the options, and the fetcher made from them.
 */
#ifndef APP_ONLINE_H
#define APP_ONLINE_H

#include <stdbool.h>

#include "newsreader/error.h"
#include "newsreader/fetch.h"
#include "newsreader/options.h"

struct app_online {
	bool offline;
	char *ca_file;			/* may be NULL */
	char **allow_private;		/* NULL-terminated */
	char *archive_url;
};

void app_online_init(struct app_online *o, const struct nr_options *options);
void app_online_release(struct app_online *o);
/* Fails with NR_ERR_USAGE if the option offline is set. */
int app_online_check(const struct app_online *o, struct nr_error *err);
/* Create a fetcher with these settings; fails offline before anything is loaded. */
int app_online_fetcher(const struct app_online *o, struct nr_fetcher **out,
	struct nr_error *err);

/* Append "1.2 MB" or "12 kB" for n bytes. */
void app_online_add_bytes(struct nr_buf *out, uint64_t n);

#endif
