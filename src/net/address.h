/*
 * Address: which IP addresses are no place for a page of the web.
 */
#ifndef NET_ADDRESS_H
#define NET_ADDRESS_H

#include <sys/socket.h>

/* What keeps an address from being fetched: "a loopback address", "a private address",
 * ...; NULL if it is an ordinary one of the internet. One of IPv6 that stands for one of
 * IPv4 (mapped, NAT64, 6to4) is what that is. Families other than those two are special. */
const char *nr_address_special(const struct sockaddr *sa);

/* The same for the host of a place: an address in any spelling that a resolver takes (127.1,
 * 0x7f.1, 2130706433, ::1) or a name that stands for this machine (localhost and what ends
 * in .localhost). NULL for every other name. */
const char *nr_address_special_host(const char *host);

/* "a name of a local network" for the host of a place that, by its name alone, is not on the
 * internet: a single label, or one in .local, .internal, .lan, .home.arpa and others that
 * nobody has on the internet (RFC 6762, appendix G). NULL for every other host. */
const char *nr_address_local_name(const char *host);

enum { NR_ADDRESS_TEXT = 64 };	/* bytes */

/* As text. */
void nr_address_format(const struct sockaddr *sa, char out[NR_ADDRESS_TEXT]);

#endif
