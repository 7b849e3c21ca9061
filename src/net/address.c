/* Special IP addresses and local host names, which must not be fetched from. */
#include "config.h"

#include "net/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static const char loopback[] = "a loopback address";
static const char private_use[] = "a private address";
static const char link_local[] = "a link-local address";
static const char multicast[] = "a multicast address";
static const char documentation[] = "an address for documentation";
static const char unspecified[] = "an unspecified address";
static const char reserved[] = "a reserved address";

/* https://www.iana.org/assignments/iana-ipv4-special-registry, without the networks that
 * are globally reachable. */
static const struct { uint32_t net; unsigned bits; const char *what; } special4[] = {
	{ 0x00000000, 8, unspecified },
	{ 0x0a000000, 8, private_use },
	{ 0x64400000, 10, "an address behind a carrier's NAT" },
	{ 0x7f000000, 8, loopback },
	{ 0xa9fe0000, 16, link_local },
	{ 0xac100000, 12, private_use },
	{ 0xc0000000, 24, reserved },
	{ 0xc0000200, 24, documentation },
	{ 0xc0586300, 24, reserved },		/* 6to4 relays */
	{ 0xc0a80000, 16, private_use },
	{ 0xc6120000, 15, "an address for benchmarks" },
	{ 0xc6336400, 24, documentation },
	{ 0xcb007100, 24, documentation },
	{ 0xe0000000, 4, multicast },
	{ 0xf0000000, 4, reserved },
};

/* https://www.iana.org/assignments/iana-ipv6-special-registry; the first match counts.
 * Only 2000::/3 is assigned to the internet, so other addresses are special without an
 * entry, too. */
static const struct { uint8_t net[16]; unsigned bits; const char *what; } special6[] = {
	{ { 0 }, 128, unspecified },
	{ { [15] = 1 }, 128, loopback },
	{ { 0xfe, 0x80 }, 10, link_local },
	{ { 0xfe, 0xc0 }, 10, private_use },	/* site-local */
	{ { 0xfc }, 7, private_use },
	{ { 0xff }, 8, multicast },
	{ { 0x20, 0x01, 0x0d, 0xb8 }, 32, documentation },
	/* protocol assignments: Teredo, ORCHID, ... */
	{ { 0x20, 0x01 }, 23, reserved },
	{ { 0x3f, 0xff }, 20, documentation },
};

/* IPv6 prefixes that contain an IPv4 address, and the byte where it begins. */
static const struct { uint8_t net[12]; unsigned bits, at; } embedding[] = {
	{ { [10] = 0xff, [11] = 0xff }, 96, 12 },	/* mapped, RFC 4291 */
	{ { 0x00, 0x64, 0xff, 0x9b }, 96, 12 },		/* NAT64, RFC 6052 */
	{ { 0x20, 0x02 }, 16, 2 },			/* 6to4, RFC 3056 */
};

static const char *
special_in4(uint32_t ip)
{
	for (size_t i = 0; i < sizeof(special4) / sizeof(*special4); i++)
		if ((ip ^ special4[i].net) >> (32 - special4[i].bits) == 0)
			return special4[i].what;
	return NULL;
}

static bool
begins_with(const uint8_t *ip, const uint8_t *net, unsigned bits)
{
	return memcmp(ip, net, bits / 8) == 0
		&& (bits % 8 == 0 || (ip[bits / 8] ^ net[bits / 8]) >> (8 - bits % 8) == 0);
}

static const char *
special_in6(const uint8_t *ip)
{
	for (size_t i = 0; i < sizeof(special6) / sizeof(*special6); i++)
		if (begins_with(ip, special6[i].net, special6[i].bits))
			return special6[i].what;
	for (size_t i = 0; i < sizeof(embedding) / sizeof(*embedding); i++) {
		const uint8_t *v4 = ip + embedding[i].at;

		if (begins_with(ip, embedding[i].net, embedding[i].bits))
			return special_in4((uint32_t)v4[0] << 24 | (uint32_t)v4[1] << 16
				| (uint32_t)v4[2] << 8 | v4[3]);
	}
	return ip[0] >> 5 == 1 ? NULL : reserved;
}

/* Copies the address, because libcurl does not guarantee its alignment. */
const char *
nr_address_special(const struct sockaddr *sa)
{
	struct sockaddr_in in;
	struct sockaddr_in6 in6;

	switch (sa->sa_family) {
	case AF_INET:
		memcpy(&in, sa, sizeof(in));
		return special_in4(ntohl(in.sin_addr.s_addr));
	case AF_INET6:
		memcpy(&in6, sa, sizeof(in6));
		return special_in6(in6.sin6_addr.s6_addr);
	default:
		return reserved;
	}
}

/* True for the domain and its subdomains; host is in lower case. */
static bool
is_in(const char *host, const char *domain)
{
	size_t n = strlen(host), len = strlen(domain);

	return n >= len && strcmp(host + n - len, domain) == 0
		&& (n == len || host[n - len - 1] == '.');
}

const char *
nr_address_special_host(const char *host)
{
	struct in_addr in;
	struct in6_addr in6;

	if (is_in(host, "localhost"))
		return "this machine";
	if (inet_pton(AF_INET6, host, &in6) == 1)
		return special_in6(in6.s6_addr);
	if (inet_aton(host, &in))
		return special_in4(ntohl(in.s_addr));
	return NULL;
}

const char *
nr_address_local_name(const char *host)
{
	static const char what[] = "a name of a local network";
	static const char *const domains[] = { "local", "internal", "lan", "home.arpa",
		"localhost", "localdomain", "intranet", "private", "corp", "home" };

	if (!strpbrk(host, ".:"))
		return what;
	for (size_t i = 0; i < sizeof(domains) / sizeof(*domains); i++)
		if (is_in(host, domains[i]))
			return what;
	return NULL;
}

void
nr_address_format(const struct sockaddr *sa, char out[NR_ADDRESS_TEXT])
{
	struct sockaddr_in in;
	struct sockaddr_in6 in6;
	const void *ip;

	if (sa->sa_family == AF_INET) {
		memcpy(&in, sa, sizeof(in));
		ip = &in.sin_addr;
	} else {
		memcpy(&in6, sa, sizeof(in6));
		ip = &in6.sin6_addr;
	}
	if (!inet_ntop(sa->sa_family, ip, out, NR_ADDRESS_TEXT))
		snprintf(out, NR_ADDRESS_TEXT, "address of family %d", sa->sa_family);
}
