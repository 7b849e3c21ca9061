/* Loads libcurl at run time. */
#include "config.h"

#include "net/curl.h"

#include <dlfcn.h>
#include <string.h>

/*
 * Loaded on first use, because it and its forty libraries would take longer than the rest
 * of the start. configure gets its name from the linker.
 */
static const char library[] = LIBCURL_SONAME;

int
nr_curl_load(struct nr_curl *c, struct nr_error *err)
{
	void *h = dlopen(library, RTLD_LAZY | RTLD_LOCAL | RTLD_NODELETE);
	const struct {
		const char *name;
		void *call;
	} wanted[] = {
#define NR_CURL_WANTED(name) { "curl_" #name, &c->name },
		NR_CURL_CALLS(NR_CURL_WANTED)
#undef NR_CURL_WANTED
	};

	if (!h)
		return nr_error_set(err, NR_ERR_SYSTEM, "cannot load libcurl: %s", dlerror());
	for (size_t i = 0; i < sizeof(wanted) / sizeof(*wanted); i++) {
		void *symbol = dlsym(h, wanted[i].name);

		if (!symbol) {
			dlclose(h);
			return nr_error_set(err, NR_ERR_SYSTEM, "%s has no %s", library,
				wanted[i].name);
		}
		memcpy(wanted[i].call, &symbol, sizeof(symbol));
	}
	dlclose(h);
	return 0;
}
