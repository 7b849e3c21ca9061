#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "fuzz/driver.h"
#include "newsreader/mem.h"
#include "newsreader/url.h"

static void
check(int holds)
{
	if (!holds)
		abort();
}

static void
check_canonical(const struct nr_buf *url)
{
	struct nr_buf again = NR_BUF_INIT;

	for (size_t i = 0; i < url->len; i++)
		check(url->data[i] > ' ' && url->data[i] <= '~');
	check(url->len <= NR_URL_MAX);
	check(nr_url_is_web(url->data));
	check(nr_url_canonical(url->data, &again) == 0);
	check(strcmp(again.data, url->data) == 0);
	check(nr_url_id(url->data) > 0);
	nr_buf_release(&again);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *url = nr_strndup((const char *)data, size);
	const struct nr_urls urls = { .web = url };
	struct nr_buf out = NR_BUF_INIT, named = NR_BUF_INIT;

	if (nr_url_canonical(url, &out) == 0) {
		check(nr_url_is_web(url));
		check_canonical(&out);
		check(nr_url_identify(&urls, &named) == 0);
		check(strcmp(named.data, out.data) == 0);
	} else {
		check(out.len == 0);
		check(nr_url_identify(&urls, &named) < 0);
	}
	nr_buf_release(&named);
	nr_buf_release(&out);
	free(url);
	return 0;
}
