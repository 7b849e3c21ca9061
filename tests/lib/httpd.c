#include "config.h"

#include "lib/httpd.h"

#include <arpa/inet.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>

/* Requests in progress for one host. */
struct host {
	char name[64];
	unsigned now, most;
};

/* What was asked of one route. */
struct asked {
	unsigned requests;
	char *headers;		/* of the last one: "Name: value\n" each */
};

enum { HOSTS = 16 };

struct httpd {
	struct MHD_Daemon *daemon;
	const struct httpd_route *routes;
	size_t n_routes;
	bool tls;
	unsigned port;
	char *key, *certificate;

	pthread_mutex_t lock;	/* of all below */
	pthread_cond_t changed;
	bool stopping;
	struct asked *asked;	/* one a route, and one for all */
	struct host hosts[HOSTS];
	unsigned connections, open, most_open;
	unsigned held, rounds;	/* rounds: how often those held were let go */
};

/* One request; what MHD hands from call to call. */
struct request {
	const struct httpd_route *route;	/* NULL: 404 */
	struct host *host;
};

/* One body on its way. */
struct body {
	struct httpd *h;
	const struct httpd_route *route;
};

static void
must(bool good, const char *what)
{
	if (!good) {
		fprintf(stderr, "httpd: %s\n", what);
		abort();
	}
}

static void
lock(struct httpd *h)
{
	must(pthread_mutex_lock(&h->lock) == 0, "lock");
}

static void
unlock(struct httpd *h)
{
	must(pthread_mutex_unlock(&h->lock) == 0, "unlock");
}

static const struct httpd_route *
find_route(const struct httpd *h, const char *path)
{
	for (size_t i = 0; i < h->n_routes; i++)
		if (strcmp(h->routes[i].path, path) == 0)
			return &h->routes[i];
	return NULL;
}

static struct asked *
asked_of(struct httpd *h, const char *path)
{
	const struct httpd_route *route = path ? find_route(h, path) : NULL;

	must(!path || route, "no such route");
	return &h->asked[route ? (size_t)(route - h->routes) : h->n_routes];
}

static struct host *
find_host(struct httpd *h, const char *name)
{
	size_t n = name ? strcspn(name, ":") : 0;

	for (size_t i = 0; i < HOSTS; i++) {
		struct host *host = &h->hosts[i];

		if (!host->name[0] && n > 0)
			snprintf(host->name, sizeof(host->name), "%.*s", (int)n, name);
		if (strlen(host->name) == n && strncmp(host->name, name ? name : "", n) == 0)
			return host;
	}
	must(false, "too many hosts");
	return NULL;
}

/* ---- answering --------------------------------------------------------------------- */

static enum MHD_Result
add_header_line(void *ctx, enum MHD_ValueKind kind, const char *name, const char *value)
{
	FILE *out = ctx;

	(void)kind;
	fprintf(out, "%s: %s\n", name, value ? value : "");
	return MHD_YES;
}

static char *
all_headers(struct MHD_Connection *c)
{
	char *text = NULL;
	size_t n;
	FILE *out = open_memstream(&text, &n);

	must(out != NULL, "memory");
	MHD_get_connection_values(c, MHD_HEADER_KIND, add_header_line, out);
	must(fclose(out) == 0, "memory");
	return text;
}

/* Wait until as many requests are held as the route says. */
static void
hold(struct httpd *h, unsigned n)
{
	unsigned round = h->rounds;

	if (++h->held >= n) {
		h->held = 0;
		h->rounds++;
		pthread_cond_broadcast(&h->changed);
	}
	while (h->rounds == round && !h->stopping)
		pthread_cond_wait(&h->changed, &h->lock);
}

static struct request *
begin_request(struct httpd *h, struct MHD_Connection *c, const char *path)
{
	struct request *r = calloc(1, sizeof(*r));
	char *headers = all_headers(c);
	struct asked *asked;

	must(r != NULL, "memory");
	r->route = find_route(h, path);
	lock(h);
	r->host = find_host(h, MHD_lookup_connection_value(c, MHD_HEADER_KIND, "Host"));
	if (++r->host->now > r->host->most)
		r->host->most = r->host->now;
	h->asked[h->n_routes].requests++;
	if (r->route) {
		asked = &h->asked[r->route - h->routes];
		asked->requests++;
		free(asked->headers);
		asked->headers = headers;
	} else {
		free(headers);
	}
	pthread_cond_broadcast(&h->changed);
	if (r->route && r->route->hold > 0)
		hold(h, r->route->hold);
	unlock(h);
	return r;
}

static size_t
body_length(const struct httpd_route *route)
{
	return route->length || !route->body ? route->length : strlen(route->body);
}

static ssize_t
read_body(void *ctx, uint64_t pos, char *out, size_t max)
{
	struct body *b = ctx;
	const struct httpd_route *route = b->route;
	size_t length = body_length(route);
	size_t at = (size_t)(route->way == HTTPD_ENDLESS ? pos % length : pos);
	size_t n = length - at < max ? length - at : max;

	if (n == 0) {
		lock(b->h);
		while (!b->h->stopping)
			pthread_cond_wait(&b->h->changed, &b->h->lock);
		unlock(b->h);
		return MHD_CONTENT_READER_END_WITH_ERROR;
	}
	memcpy(out, route->body + at, n);
	return (ssize_t)n;
}

static struct MHD_Response *
make_response(struct httpd *h, const struct httpd_route *route)
{
	uint64_t size = route->way == HTTPD_WHOLE ? body_length(route) : MHD_SIZE_UNKNOWN;
	struct body *b = malloc(sizeof(*b));

	must(b != NULL, "memory");
	*b = (struct body){ .h = h, .route = route };
	return MHD_create_response_from_callback(size, 16384, read_body, b, free);
}

static void
add(struct MHD_Response *response, const char *name, const char *value)
{
	if (value && *value)
		must(MHD_add_response_header(response, name, value) == MHD_YES, name);
}

static void
add_headers(struct MHD_Response *response, const struct httpd_route *route)
{
	const char *colon = route->header ? strchr(route->header, ':') : NULL;
	char name[64];

	add(response, "Content-Type", route->type ? route->type : "text/html; charset=utf-8");
	add(response, "Content-Encoding", route->encoding);
	add(response, "Location", route->location);
	add(response, "ETag", route->etag);
	add(response, "Last-Modified", route->last_modified);
	if (colon) {
		snprintf(name, sizeof(name), "%.*s", (int)(colon - route->header),
			route->header);
		add(response, name, colon + 1 + strspn(colon + 1, " "));
	}
}

static bool
has_it_already(struct MHD_Connection *c, const char *header, const char *value)
{
	const char *sent = MHD_lookup_connection_value(c, MHD_HEADER_KIND, header);

	return value && sent && strcmp(value, sent) == 0;
}

static enum MHD_Result
answer(void *ctx, struct MHD_Connection *c, const char *url, const char *method,
	const char *version, const char *upload, size_t *upload_size, void **state)
{
	static const struct httpd_route not_found = { .status = 404, .body = "not found" };
	struct httpd *h = ctx;
	const struct httpd_route *route;
	struct MHD_Response *response;
	unsigned status;
	enum MHD_Result rc;

	(void)method, (void)version, (void)upload, (void)upload_size;
	if (!*state) {
		/* Answering before the request was read to its end would close the
		 * connection. */
		*state = begin_request(h, c, url);
		return MHD_YES;
	}
	route = ((struct request *)*state)->route;
	route = route ? route : &not_found;
	status = route->status ? route->status : 200;
	response = make_response(h, route);
	must(response != NULL, "memory");
	add_headers(response, route);
	if (has_it_already(c, "If-None-Match", route->etag)
		|| has_it_already(c, "If-Modified-Since", route->last_modified))
		status = 304;
	rc = MHD_queue_response(c, status, response);
	MHD_destroy_response(response);
	return rc;
}

static void
request_completed(void *ctx, struct MHD_Connection *c, void **state,
	enum MHD_RequestTerminationCode why)
{
	struct httpd *h = ctx;
	struct request *r = *state;

	(void)c, (void)why;
	if (!r)
		return;
	lock(h);
	r->host->now--;
	unlock(h);
	free(r);
	*state = NULL;
}

static void
connection_changed(void *ctx, struct MHD_Connection *c, void **state,
	enum MHD_ConnectionNotificationCode what)
{
	struct httpd *h = ctx;

	(void)c, (void)state;
	lock(h);
	if (what == MHD_CONNECTION_NOTIFY_STARTED) {
		h->connections++;
		if (++h->open > h->most_open)
			h->most_open = h->open;
	} else {
		h->open--;
	}
	unlock(h);
}

/* ---- starting ---------------------------------------------------------------------- */

static void
start_daemon(struct httpd *h)
{
	unsigned flags = MHD_USE_THREAD_PER_CONNECTION | MHD_USE_INTERNAL_POLLING_THREAD
		| MHD_USE_POLL | (h->tls ? MHD_USE_TLS : 0);
	struct sockaddr_in at = { .sin_family = AF_INET };
	struct MHD_OptionItem tls[] = {
		{ MHD_OPTION_HTTPS_MEM_KEY, 0, h->key },
		{ MHD_OPTION_HTTPS_MEM_CERT, 0, h->certificate },
		{ MHD_OPTION_END, 0, NULL },
	};

	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	h->daemon = MHD_start_daemon(flags, 0, NULL, NULL, answer, h,
		MHD_OPTION_SOCK_ADDR, (struct sockaddr *)&at,
		MHD_OPTION_NOTIFY_COMPLETED, request_completed, h,
		MHD_OPTION_NOTIFY_CONNECTION, connection_changed, h,
		MHD_OPTION_ARRAY, h->tls ? tls : tls + 2, MHD_OPTION_END);
	must(h->daemon != NULL, "cannot start");
	h->port = MHD_get_daemon_info(h->daemon, MHD_DAEMON_INFO_BIND_PORT)->port;
}

struct httpd *
httpd_start(const struct httpd_config *config)
{
	struct httpd *h = calloc(1, sizeof(*h));

	must(h != NULL, "memory");
	h->routes = config->routes;
	h->n_routes = config->n_routes;
	h->asked = calloc(h->n_routes + 1, sizeof(*h->asked));
	must(h->asked != NULL, "memory");
	must(pthread_mutex_init(&h->lock, NULL) == 0
		&& pthread_cond_init(&h->changed, NULL) == 0, "lock");
	h->tls = config->ca != NULL;
	if (h->tls)
		httpd_ca_sign(config->ca, config->certified ? config->certified : "localhost",
			config->expired, &h->key, &h->certificate);
	start_daemon(h);
	return h;
}

void
httpd_free(struct httpd *h)
{
	lock(h);
	h->stopping = true;
	pthread_cond_broadcast(&h->changed);
	unlock(h);
	MHD_stop_daemon(h->daemon);
	for (size_t i = 0; i <= h->n_routes; i++)
		free(h->asked[i].headers);
	free(h->asked);
	free(h->key);
	free(h->certificate);
	pthread_cond_destroy(&h->changed);
	pthread_mutex_destroy(&h->lock);
	free(h);
}

unsigned
httpd_port(const struct httpd *h)
{
	return h->port;
}

void
httpd_url(const struct httpd *h, const char *host, const char *path, char out[HTTPD_URL_MAX])
{
	snprintf(out, HTTPD_URL_MAX, "http%s://%s:%u%s", h->tls ? "s" : "", host, h->port, path);
}

/* ---- what was seen ----------------------------------------------------------------- */

unsigned
httpd_requests(struct httpd *h, const char *path)
{
	unsigned n;

	lock(h);
	n = asked_of(h, path)->requests;
	unlock(h);
	return n;
}

void
httpd_wait_requests(struct httpd *h, const char *path, unsigned n)
{
	struct timespec until;

	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += HTTPD_SECONDS;
	lock(h);
	while (asked_of(h, path)->requests < n)
		must(pthread_cond_timedwait(&h->changed, &h->lock, &until) == 0,
			"requests do not come");
	unlock(h);
}

char *
httpd_last_header(struct httpd *h, const char *path, const char *name)
{
	size_t n = strlen(name);
	char *value = NULL;

	lock(h);
	for (const char *line = asked_of(h, path)->headers; line && *line;
		line += strcspn(line, "\n") + 1)
		if (strncasecmp(line, name, n) == 0 && line[n] == ':')
			value = strndup(line + n + 2, strcspn(line + n + 2, "\n"));
	unlock(h);
	return value;
}

unsigned
httpd_connections(struct httpd *h)
{
	unsigned n;

	lock(h);
	n = h->connections;
	unlock(h);
	return n;
}

unsigned
httpd_most_connections(struct httpd *h)
{
	unsigned n;

	lock(h);
	n = h->most_open;
	unlock(h);
	return n;
}

unsigned
httpd_most_at(struct httpd *h, const char *host)
{
	unsigned n;

	lock(h);
	n = find_host(h, host)->most;
	unlock(h);
	return n;
}
