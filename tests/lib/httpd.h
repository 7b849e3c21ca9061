/*
 * Httpd: a web server on loopback for tests, in threads of the test program. It does what
 * its routes say; what no decent server does is said by the bytes of a raw one.
 *
 * The strings of routes are not copied and live as long as the server. What goes wrong in
 * the server itself ends the program.
 */
#ifndef LIB_HTTPD_H
#define LIB_HTTPD_H

#include <stdbool.h>
#include <stddef.h>

enum {
	HTTPD_SECONDS = 60,	/* the longest wait for something that has to come */
	HTTPD_URL_MAX = 256
};

/* ---- certificates ------------------------------------------------------------------ */

/* A certificate authority of its own. It is made each time: no key lies in the tree,
 * nothing expires, and every flaw that a test wants can be had. */
struct httpd_ca;

struct httpd_ca *httpd_ca_new(void);
/* A PEM file with its certificate, there until httpd_ca_free. */
const char *httpd_ca_file(const struct httpd_ca *ca);
void httpd_ca_free(struct httpd_ca *ca);
/* A key and a certificate for hosts, parted by blanks, signed by ca; both are to be
 * free()d. */
void httpd_ca_sign(const struct httpd_ca *ca, const char *hosts, bool expired, char **key,
	char **certificate);

/* ---- a server ---------------------------------------------------------------------- */

enum httpd_body {
	HTTPD_WHOLE,
	HTTPD_STALLS,		/* the body, and then nothing, with the connection open */
	HTTPD_ENDLESS		/* the body again and again, without a length */
};

struct httpd_route {
	const char *path;	/* without the query */
	unsigned status;	/* 0: 200 */
	const char *type;	/* NULL: "text/html; charset=utf-8"; "": none */
	const char *body;	/* NULL: empty */
	size_t length;		/* of body; 0: up to its NUL */
	const char *encoding;	/* Content-Encoding; body is already so encoded */
	const char *location;
	const char *header;	/* one more, "Name: value" */
	/* Sent; a request that has it already is answered with 304. */
	const char *etag;
	const char *last_modified;
	enum httpd_body way;
	unsigned hold;		/* answered once so many requests are held at once */
};

struct httpd_config {
	const struct httpd_route *routes;	/* others are answered with 404 */
	size_t n_routes;
	/* With ca the server speaks HTTPS. */
	const struct httpd_ca *ca;
	const char *certified;			/* the hosts in its certificate; NULL: "localhost" */
	bool expired;
};

struct httpd;

/* On 127.0.0.1, on a port that was free. */
struct httpd *httpd_start(const struct httpd_config *config);
void httpd_free(struct httpd *h);
unsigned httpd_port(const struct httpd *h);
/* "http://HOST:PORT/PATH", or https. Every name in .localhost leads to the server. */
void httpd_url(const struct httpd *h, const char *host, const char *path,
	char out[HTTPD_URL_MAX]);

/* Since it was started; path NULL is every one. */
unsigned httpd_requests(struct httpd *h, const char *path);
/* Waits until there were n. */
void httpd_wait_requests(struct httpd *h, const char *path, unsigned n);
/* A header of the last request for the path, to be free()d; NULL if it was not there. */
char *httpd_last_header(struct httpd *h, const char *path, const char *name);
/* Connections taken, and how many were open at most at once. */
unsigned httpd_connections(struct httpd *h);
unsigned httpd_most_connections(struct httpd *h);
/* How many requests with this Host (without port) were being answered at most at once. */
unsigned httpd_most_at(struct httpd *h, const char *host);

/* ---- a raw server ------------------------------------------------------------------ */

enum rawd_then {
	RAWD_CLOSE,
	RAWD_RESET,
	RAWD_STALL,		/* nothing more until the client goes */
	RAWD_REPEAT		/* `again` until the client goes */
};

/* What it does with every connection: read up to an empty line, or as much as comes at once
 * if any bytes will do, send, and then. */
struct rawd_script {
	bool any;
	const char *bytes;
	size_t n;		/* 0: up to its NUL */
	enum rawd_then then;
	const char *again;
};

struct rawd;

struct rawd *rawd_start(const struct rawd_script *script);
void rawd_free(struct rawd *r);
unsigned rawd_port(const struct rawd *r);
/* What the last connection sent first, up to what fits; returns its length. */
size_t rawd_received(struct rawd *r, char *out, size_t size);
/* A port of 127.0.0.1 that nobody listens on until the returned socket is closed. */
int rawd_closed(unsigned *port);

#endif
