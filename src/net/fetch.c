/* Fetcher: schedules transfers on a limited number of connections. */
#include "config.h"

#include "newsreader/clock.h"
#include "newsreader/log.h"
#include "newsreader/mailbox.h"
#include "newsreader/fetch.h"

#include <limits.h>
#include <inttypes.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "net/transfer.h"
#include "newsreader/mem.h"

/* From any thread to the one that drives the fetcher. */
struct command {
	struct nr_mail mail;
	struct nr_transfer *add;	/* or NULL: */
	bool hurry;			/* make the request urgent; else cancel it */
	uint64_t id;
};

struct nr_fetcher {
	struct nr_transfer_client setup;
	CURLM *multi;
	struct nr_mailbox commands;
	atomic_uint_fast64_t last_id;
	atomic_size_t left;		/* requests added and not done */
	struct nr_transfer *waiting, **end;	/* queue for a connection, in order */
	struct nr_transfer *active;	/* those with a lookup are not in libcurl yet */
	unsigned n_active;
	struct curl_waitfd *lookups;	/* room for in_all */
	bool may_start;			/* the queue or the free connections changed */
	bool closing;			/* being freed: nothing can be added */
};

const char *
nr_fetch_outcome_name(enum nr_fetch_outcome outcome)
{
	static const char *const names[NR_FETCH_N] = {
		[NR_FETCH_OK] = "ok",
		[NR_FETCH_NOT_MODIFIED] = "not modified",
		[NR_FETCH_DNS] = "host not found",
		[NR_FETCH_CONNECT] = "could not connect",
		[NR_FETCH_TIMEOUT] = "timed out",
		[NR_FETCH_STALLED] = "stalled",
		[NR_FETCH_TLS] = "no secure connection",
		[NR_FETCH_STATUS] = "status",
		[NR_FETCH_TOO_BIG] = "too big",
		[NR_FETCH_WRONG_TYPE] = "wrong type",
		[NR_FETCH_REFUSED] = "refused",
		[NR_FETCH_TOO_MANY_REDIRECTS] = "too many redirects",
		[NR_FETCH_BAD_REDIRECT] = "bad redirect",
		[NR_FETCH_BROKEN] = "connection broken",
		[NR_FETCH_CANCELLED] = "cancelled",
		[NR_FETCH_SYSTEM] = "system error",
	};

	return names[outcome];
}

/* ---- commands, from any thread ----------------------------------------------------- */

static void
put(struct nr_fetcher *f, const struct command *content)
{
	struct command *command = nr_malloc(sizeof(*command));

	*command = *content;
	nr_mailbox_put(&f->commands, &command->mail);
	nr_fetcher_wake(f);
}

int
nr_fetcher_add(struct nr_fetcher *f, const struct nr_fetch_request *request, uint64_t *id,
	struct nr_error *err)
{
	struct nr_transfer *t;

	if (f->closing)
		return nr_error_set(err, NR_ERR_CANCELLED, "nothing more is fetched");
	t = nr_transfer_new(&f->setup, request, err);
	if (!t)
		return -1;
	t->id = atomic_fetch_add(&f->last_id, 1) + 1;
	if (id)
		*id = t->id;
	atomic_fetch_add(&f->left, 1);
	nr_log("fetch", "%" PRIu64 " begins", t->id);
	put(f, &(struct command){ .add = t });
	return 0;
}

void
nr_fetcher_hurry(struct nr_fetcher *f, uint64_t id)
{
	put(f, &(struct command){ .hurry = true, .id = id });
}

void
nr_fetcher_cancel(struct nr_fetcher *f, uint64_t id)
{
	put(f, &(struct command){ .id = id });
}

void
nr_fetcher_wake(struct nr_fetcher *f)
{
	f->setup.curl.multi_wakeup(f->multi);
}

/* ---- lists ------------------------------------------------------------------------- */

static void
append(struct nr_fetcher *f, struct nr_transfer *t)
{
	t->next = NULL;
	*f->end = t;
	f->end = &t->next;
	f->may_start = true;
}

/* For a transfer that follows a redirect, or that is urgent. */
static void
prepend(struct nr_fetcher *f, struct nr_transfer *t)
{
	t->next = f->waiting;
	f->waiting = t;
	if (!t->next)
		f->end = &t->next;
	f->may_start = true;
}

/* Remove *at from the queue. */
static struct nr_transfer *
take_waiting(struct nr_fetcher *f, struct nr_transfer **at)
{
	struct nr_transfer *t = *at;

	*at = t->next;
	if (!t->next)
		f->end = at;
	return t;
}

/* Remove *at from the active transfers and free its connection. */
static struct nr_transfer *
take_active(struct nr_fetcher *f, struct nr_transfer **at)
{
	struct nr_transfer *t = *at;

	if (t->easy)
		f->setup.curl.multi_remove_handle(f->multi, t->easy);
	*at = t->next;
	f->n_active--;
	f->may_start = true;
	return t;
}

static void
finish(struct nr_fetcher *f, struct nr_transfer *t)
{
	nr_log("fetch", "%" PRIu64 " ends: outcome %d, status %u, %" PRIu64 " bytes in %" PRIu64
		" ms", t->id, (int)t->outcome, t->head.status, t->received, t->used_ms);
	nr_transfer_tell(t);
	nr_transfer_free(t);
	atomic_fetch_sub(&f->left, 1);
}

/* ---- steps ------------------------------------------------------------------------- */

/* The following functions return the number of requests that were finished. */

static unsigned
end_active(struct nr_fetcher *f, struct nr_transfer **at, CURLcode code)
{
	struct nr_transfer *t = take_active(f, at);

	if (nr_transfer_end(t, code, (uint64_t)nr_clock_ms())) {
		prepend(f, t);
		return 0;
	}
	finish(f, t);
	return 1;
}

/* Where the request is in a list, or where that ends. */
static struct nr_transfer **
find(struct nr_transfer **at, uint64_t id)
{
	while (*at && (*at)->id != id)
		at = &(*at)->next;
	return at;
}

static unsigned
cancel(struct nr_fetcher *f, uint64_t id)
{
	struct nr_transfer **waiting = find(&f->waiting, id), **active = find(&f->active, id);

	if (*waiting) {
		nr_transfer_decide(*waiting, NR_FETCH_CANCELLED, "cancelled");
		finish(f, take_waiting(f, waiting));
		return 1;
	}
	if (!*active)
		return 0;
	nr_transfer_decide(*active, NR_FETCH_CANCELLED, "cancelled");
	return end_active(f, active, CURLE_OK);
}

static void
hurry(struct nr_fetcher *f, uint64_t id)
{
	struct nr_transfer **waiting = find(&f->waiting, id), **active = find(&f->active, id);

	if (*active)
		(*active)->first = true;	/* it may be queued again after a redirect */
	if (*waiting) {
		(*waiting)->first = true;
		prepend(f, take_waiting(f, waiting));
	}
}

/* Returns how many transfers have ended. */
static unsigned
take_commands(struct nr_fetcher *f)
{
	struct nr_mail *mail = nr_mailbox_take(&f->commands);
	unsigned n = 0;

	while (mail) {
		struct command *command = (struct command *)mail;

		mail = mail->next;
		if (command->add && command->add->first)
			prepend(f, command->add);
		else if (command->add)
			append(f, command->add);
		else if (command->hurry)
			hurry(f, command->id);
		else
			n += cancel(f, command->id);
		free(command);
	}
	return n;
}

static struct nr_transfer **
find_active(struct nr_fetcher *f, const CURL *easy)
{
	struct nr_transfer **at = &f->active;

	while ((*at)->easy != easy)
		at = &(*at)->next;
	return at;
}

static unsigned
take_finished(struct nr_fetcher *f)
{
	const struct nr_curl *curl = &f->setup.curl;
	struct CURLMsg *msg;
	unsigned n = 0;
	int more;

	while ((msg = curl->multi_info_read(f->multi, &more)))
		if (msg->msg == CURLMSG_DONE)
			n += end_active(f, find_active(f, msg->easy_handle),
				msg->data.result);
	return n;
}

/* End stalled transfers, and shorten *wait to the next check. */
static unsigned
watch(struct nr_fetcher *f, unsigned *wait)
{
	uint64_t now = (uint64_t)nr_clock_ms();
	unsigned n = 0;

	for (struct nr_transfer **at = &f->active; *at;) {
		unsigned ms = (*at)->lookup >= 0 ? nr_transfer_look(*at, now)
			: nr_transfer_watch(*at, now);

		if (ms == 0) {
			n += end_active(f, at, CURLE_OPERATION_TIMEDOUT);
			continue;
		}
		if (ms < *wait)
			*wait = ms;
		at = &(*at)->next;
	}
	return n;
}

static unsigned
count_active_at(const struct nr_fetcher *f, const char *host)
{
	unsigned n = 0;

	for (const struct nr_transfer *t = f->active; t; t = t->next)
		n += strcmp(t->endpoint.host, host) == 0;
	return n;
}

static unsigned
start(struct nr_fetcher *f, struct nr_transfer *t)
{
	const struct nr_curl *curl = &f->setup.curl;
	int rc = nr_transfer_begin(t, (uint64_t)nr_clock_ms());
	CURLMcode code = rc == 0 ? curl->multi_add_handle(f->multi, t->easy) : CURLM_OK;

	if (rc >= 0 && code == CURLM_OK) {
		t->next = f->active;
		f->active = t;
		f->n_active++;
		return 0;
	}
	if (rc >= 0)
		nr_transfer_decide(t, NR_FETCH_SYSTEM, "%s", curl->multi_strerror(code));
	finish(f, t);
	return 1;
}

static unsigned
start_waiting(struct nr_fetcher *f)
{
	const struct nr_fetch_limits *l = &f->setup.limits;
	unsigned n = 0;

	if (!f->may_start)
		return 0;	/* skip a walk through a long queue */
	f->may_start = false;
	for (struct nr_transfer **at = &f->waiting; *at && f->n_active < l->in_all;) {
		bool room = (*at)->first || f->n_active + l->kept_back < l->in_all;

		if (room && count_active_at(f, (*at)->endpoint.host) < l->per_host)
			n += start(f, take_waiting(f, at));
		else
			at = &(*at)->next;
	}
	return n;
}

static unsigned
step(struct nr_fetcher *f, unsigned *wait)
{
	unsigned n = take_commands(f);
	int running;

	f->setup.curl.multi_perform(f->multi, &running);
	n += take_finished(f);
	n += watch(f, wait);
	return n + start_waiting(f);
}

/* Fill f->lookups, and shorten *wait to the first of their time limits, for which libcurl
 * has no timer. Returns the number of lookups. */
static unsigned
gather_lookups(struct nr_fetcher *f, unsigned *wait)
{
	uint64_t now = (uint64_t)nr_clock_ms();
	unsigned n = 0;

	for (const struct nr_transfer *t = f->active; t; t = t->next) {
		if (t->lookup < 0)
			continue;
		f->lookups[n++] = (struct curl_waitfd){ .fd = t->lookup,
			.events = CURL_WAIT_POLLIN };
		if (t->lookup_until < now + *wait)
			*wait = t->lookup_until > now ? (unsigned)(t->lookup_until - now) : 0;
	}
	return n;
}

size_t
nr_fetcher_run(struct nr_fetcher *f, unsigned wait_ms)
{
	unsigned wait = wait_ms < INT_MAX ? wait_ms : INT_MAX;

	if (step(f, &wait) == 0) {
		unsigned n = gather_lookups(f, &wait);

		f->setup.curl.multi_poll(f->multi, f->lookups, n, (int)wait, NULL);
		step(f, &wait);
	}
	return atomic_load(&f->left);
}

/* ---- creation ---------------------------------------------------------------------- */

static void *
reallocate(void *p, size_t n)
{
	return nr_reallocarray(p, n, 1);
}

static int
start_libcurl(struct nr_fetcher *f, struct nr_error *err)
{
	const struct nr_curl *curl = &f->setup.curl;
	long in_all = (long)f->setup.limits.in_all;

	if (curl->global_init_mem(CURL_GLOBAL_ALL, nr_malloc, free, reallocate, nr_strdup,
			nr_calloc) != CURLE_OK || !(f->multi = curl->multi_init()))
		return nr_error_set(err, NR_ERR_SYSTEM, "libcurl does not start");
	if (curl->multi_setopt(f->multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, in_all) != CURLM_OK
		|| curl->multi_setopt(f->multi, CURLMOPT_MAXCONNECTS, in_all) != CURLM_OK)
		return nr_error_set(err, NR_ERR_SYSTEM, "libcurl takes no limits");
	return 0;
}

int
nr_fetcher_new(const struct nr_fetch_options *options, struct nr_fetcher **out,
	struct nr_error *err)
{
	struct nr_fetcher *f = nr_calloc(1, sizeof(*f));

	f->end = &f->waiting;
	if (nr_transfer_client_init(&f->setup, options, err) < 0
		|| start_libcurl(f, err) < 0) {
		if (f->multi)
			f->setup.curl.multi_cleanup(f->multi);
		nr_transfer_client_release(&f->setup);
		free(f);
		return -1;
	}
	f->lookups = nr_calloc(f->setup.limits.in_all, sizeof(*f->lookups));
	*out = f;
	return 0;
}

void
nr_fetcher_free(struct nr_fetcher *f)
{
	if (!f)
		return;
	f->closing = true;
	take_commands(f);
	while (f->waiting)
		cancel(f, f->waiting->id);
	while (f->active)
		cancel(f, f->active->id);
	take_commands(f);	/* a done() may cancel */
	f->setup.curl.multi_cleanup(f->multi);
	nr_transfer_client_release(&f->setup);
	free(f->lookups);
	free(f);
}
