/*
 * Address: IP addresses and host names that are not on the public internet.
 */
#ifndef NET_ADDRESS_H
#define NET_ADDRESS_H

#include <sys/socket.h>

/* Why an address must not be fetched from: "a loopback address", "a private address",
 * ...; NULL for an ordinary internet address. An IPv6 address that contains an IPv4 one
 * (mapped, NAT64, 6to4) is classified by that. Other families are special. */
const char *nr_address_special(const struct sockaddr *sa);

/* The same for the host of an endpoint: an address in any notation that a resolver
 * accepts (127.1, 0x7f.1, 2130706433, ::1) or a name of this machine (localhost,
 * *.localhost). NULL for other names. */
const char *nr_address_special_host(const char *host);

/* Returns "a name of a local network" for a host whose name shows that it is not on the
 * internet: a single label, or a name in .local, .internal, .lan, .home.arpa and others
 * that are not delegated (RFC 6762, appendix G). NULL for other hosts. */
const char *nr_address_local_name(const char *host);

enum { NR_ADDRESS_TEXT = 64 };	/* bytes */

/* Write the address as text. */
void nr_address_format(const struct sockaddr *sa, char out[NR_ADDRESS_TEXT]);

#endif
