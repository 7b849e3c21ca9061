#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "fuzz/driver.h"
#include "net/address.h"
#include "net/disclosure.h"
#include "newsreader/host.h"
#include "newsreader/mem.h"
#include "newsreader/url.h"

static void
check(int holds)
{
	if (!holds)
		abort();
}

/* Each host that may be disclosed is in its one spelling, and none is special. */
static void
check_hosts(const char *hosts)
{
	while (*hosts) {
		size_t n = strcspn(hosts, "\n");
		char *host = nr_strndup(hosts, n);
		struct nr_buf again = NR_BUF_INIT;

		check(!nr_address_special_host(host) && !nr_address_local_name(host));
		check(strcmp(host, "nas.example") != 0);
		if (!strchr(host, ':')) {
			check(nr_host_ascii(host, n, &again) == 0);
			check(strcmp(again.data, host) == 0);
		}
		nr_buf_release(&again);
		free(host);
		hosts += n + 1;
	}
}

static void
check_host(const char *s, size_t n)
{
	struct nr_buf ascii = NR_BUF_INIT, again = NR_BUF_INIT, shown = NR_BUF_INIT;

	if (nr_host_ascii(s, n, &ascii) == 0) {
		check(ascii.len > 0 && ascii.len <= NR_HOST_MAX);
		check(nr_host_ascii(ascii.data, ascii.len, &again) == 0);
		check(strcmp(again.data, ascii.data) == 0);
		nr_host_show(ascii.data, ascii.len, &shown);
		nr_buf_clear(&again);
		check(nr_host_ascii(shown.data, shown.len, &again) == 0);
		check(strcmp(again.data, ascii.data) == 0);
	} else {
		check(ascii.len == 0);
	}
	nr_buf_release(&ascii);
	nr_buf_release(&again);
	nr_buf_release(&shown);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const allowed[] = { "nas.example", "[::1]:80", NULL };
	char *url = nr_strndup((const char *)data, size);
	struct nr_buf hosts = NR_BUF_INIT, clean = NR_BUF_INIT, again = NR_BUF_INIT;
	struct nr_error err = NR_ERROR_INIT;

	check_host(url, strlen(url));
	nr_url_clean(url, strlen(url), &clean);
	if (nr_url_is_web(nr_buf_str(&clean))) {
		nr_url_clean(clean.data, clean.len, &again);
		check(strcmp(again.data, clean.data) == 0);
	}
	if (nr_disclosure_check(url, allowed, &hosts, &err) == 0) {
		check(nr_url_is_web(nr_buf_str(&clean)));
		check_hosts(nr_buf_str(&hosts));
	} else {
		check(err.text[0] != '\0');
	}
	nr_buf_release(&hosts);
	nr_buf_release(&clean);
	nr_buf_release(&again);
	free(url);
	return 0;
}
