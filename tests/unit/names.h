/*
 * What the names of a test stand for: getaddrinfo as this program has it. Other names than
 * these are the system's. Include it once.
 */
#ifndef UNIT_NAMES_H
#define UNIT_NAMES_H

#include <dlfcn.h>
#include <netdb.h>
#include <string.h>
#include <unistd.h>

/* A lookup of stuck.example takes until the other end of this pipe is closed. */
static int stuck_pipe = -1;

/* ip NULL: the lookup ends with the code. */
static const struct {
	const char *name, *ip;
	int code;
} known_names[] = {
	{ "public.example", "8.8.8.8", 0 },
	{ "inside.example", "10.1.2.3", 0 },
	{ "inside6.example", "fd00::1", 0 },
	{ "gone.example", NULL, EAI_NONAME },
	{ "later.example", NULL, EAI_AGAIN },
	{ "never.example", NULL, EAI_FAIL },
};

typedef int lookup_fn(const char *, const char *, const struct addrinfo *, struct addrinfo **);

int
getaddrinfo(const char *restrict node, const char *restrict service,
	const struct addrinfo *restrict hints, struct addrinfo **restrict list)
{
	lookup_fn *real;
	void *symbol = dlsym(RTLD_NEXT, "getaddrinfo");
	char byte;

	memcpy(&real, &symbol, sizeof(real));
	if (node && strcmp(node, "stuck.example") == 0) {
		while (read(stuck_pipe, &byte, 1) > 0)
			;
		return EAI_AGAIN;
	}
	for (size_t i = 0; node && i < sizeof(known_names) / sizeof(*known_names); i++)
		if (strcmp(node, known_names[i].name) == 0)
			return known_names[i].ip ? real(known_names[i].ip, service, hints, list)
				: known_names[i].code;
	return real(node, service, hints, list);
}

#endif
