/* Network settings from the options. */
#include "config.h"

#include "app/online.h"

#include <inttypes.h>
#include <stdlib.h>

#include "newsreader/mem.h"

void
app_online_init(struct app_online *o, const struct nr_options *options)
{
	size_t n;
	char **hosts = nr_options_list(options, NR_OPT_ALLOW_PRIVATE, &n);

	o->offline = nr_options_bool(options, NR_OPT_OFFLINE);
	o->ca_file = nr_options_path(options, NR_OPT_CA_FILE);
	o->allow_private = nr_reallocarray(hosts, n + 1, sizeof(*hosts));
	o->allow_private[n] = NULL;
	o->archive_url = nr_strdup(nr_options_string(options, NR_OPT_ARCHIVE));
	atomic_init(&o->fetcher, NULL);
}

void
app_online_release(struct app_online *o)
{
	nr_fetcher_free(atomic_load(&o->fetcher));
	free(o->ca_file);
	for (char **host = o->allow_private; host && *host; host++)
		free(*host);
	free(o->allow_private);
	free(o->archive_url);
}

int
app_online_check(const struct app_online *o, struct nr_error *err)
{
	return o->offline ? nr_error_set(err, NR_ERR_USAGE, "offline: nothing is fetched") : 0;
}

struct nr_fetcher *
app_online_fetcher(struct app_online *o, struct nr_error *err)
{
	const struct nr_fetch_options options = {
		.allow_private = (const char *const *)o->allow_private,
		.archive_url = o->archive_url,
		.ca_file = o->ca_file,
		.limits.kept_back = 1,
	};

	struct nr_fetcher *fetcher = atomic_load(&o->fetcher);

	if (!fetcher && app_online_check(o, err) == 0
		&& nr_fetcher_new(&options, &fetcher, err) == 0)
		atomic_store(&o->fetcher, fetcher);
	return fetcher;
}

void
app_online_add_bytes(struct nr_buf *out, uint64_t n)
{
	if (n >= 1000 * 1000)
		nr_buf_addf(out, "%.1f MB", (double)n / 1e6);
	else
		nr_buf_addf(out, "%" PRIu64 " kB", (n + 999) / 1000);
}
