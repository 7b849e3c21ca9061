/* Builds and sorts the list of addresses to fetch a full text from. */
#include "config.h"

#include "app/source_list.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "newsreader/buf.h"
#include "newsreader/mem.h"
#include "newsreader/url.h"

static const char *const names[APP_SOURCES] = {
	[APP_SOURCE_AMP] = "amp",
	[APP_SOURCE_CDN_AMP] = "cdn",
	[APP_SOURCE_WEB] = "web",
	[APP_SOURCE_ORIGINAL] = "original",
	[APP_SOURCE_ARCHIVE] = "archive",
};

const char *
app_source_name(enum app_source_kind source)
{
	return names[source];
}

/* The length of a URL without its fragment, which is not sent to the server. */
static size_t
asked_length(const char *url)
{
	return strcspn(url, "#");
}

static bool
is_same(const char *a, const char *b)
{
	return asked_length(a) == asked_length(b) && strncmp(a, b, asked_length(a)) == 0;
}

/* Append a source unless its address is empty or already listed; true if appended. */
static bool
add(struct app_source_list *l, enum app_source_kind source, const char *url)
{
	if (!url || !*url)
		return false;
	for (size_t i = 0; i < l->n; i++)
		if (is_same(l->v[i].url, url))
			return false;
	l->v[l->n++] = (struct app_source){ source, nr_strdup(url), NULL };
	return true;
}

/* The article's address to look up in an archive; not that of a redirector. The caller
 * frees it, or NULL. */
static char *
archived_url(const struct nr_urls *urls)
{
	const char *given[] = { urls->web, urls->original };
	struct nr_buf b = NR_BUF_INIT;

	for (size_t i = 0; i < 2; i++)
		if (given[i] && nr_url_is_web(given[i]) && !nr_url_is_redirector(given[i]))
			return nr_strndup(given[i], asked_length(given[i]));
	if (nr_url_identify(urls, &b) == 0 && !nr_url_is_redirector(nr_buf_str(&b)))
		return nr_buf_take(&b);
	nr_buf_release(&b);
	return NULL;
}

static void
add_timestamp(const struct nr_date *date, struct nr_buf *out)
{
	time_t t = (time_t)(date->kind == NR_DATE_NONE ? nr_date_now() : date->seconds);
	struct tm tm;

	if (gmtime_r(&t, &tm))
		nr_buf_addf(out, "%04d%02d%02d%02d%02d%02d", tm.tm_year + 1900,
			tm.tm_mon + 1, tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec);
}

static void
add_archive(struct app_source_list *l, const struct nr_article *a, const struct nr_urls *urls,
	const char *archive_url)
{
	static const char timestamp[] = "{timestamp}", url[] = "{url}";
	char *archived = *archive_url ? archived_url(urls) : NULL;
	struct nr_buf b = NR_BUF_INIT;

	for (const char *p = archive_url; archived && *p;) {
		if (strncmp(p, timestamp, strlen(timestamp)) == 0) {
			add_timestamp(&a->date, &b);
			p += strlen(timestamp);
		} else if (strncmp(p, url, strlen(url)) == 0) {
			nr_buf_addz(&b, archived);
			p += strlen(url);
		} else {
			nr_buf_addch(&b, *p++);
		}
	}
	if (add(l, APP_SOURCE_ARCHIVE, b.data)) {
		l->v[l->n - 1].tells = archived;
		archived = NULL;
	}
	nr_buf_release(&b);
	free(archived);
}

/* The host of the article's canonical address, or "". The caller frees it. */
static char *
host_of(const struct nr_urls *urls)
{
	struct nr_buf b = NR_BUF_INIT;
	const char *host;
	char *out = NULL;

	if (nr_url_identify(urls, &b) == 0) {
		host = strstr(nr_buf_str(&b), "://") + 3;
		out = nr_strndup(host, strcspn(host, "/?"));
	}
	nr_buf_release(&b);
	return out ? out : nr_strdup("");
}

void
app_source_list_make(const struct nr_article *a, const char *archive_url,
	struct app_source_list *out)
{
	const struct nr_urls urls = { .web = a->web_url, .original = a->original_url,
		.amp = a->amp_url, .cdn_amp = a->cdn_amp_url };
	struct app_source_list l = { .n = 0 };

	add(&l, APP_SOURCE_AMP, a->amp_url);
	add(&l, APP_SOURCE_CDN_AMP, a->cdn_amp_url);
	add(&l, APP_SOURCE_WEB, a->web_url);
	add(&l, APP_SOURCE_ORIGINAL, a->original_url);
	add_archive(&l, a, &urls, archive_url);
	l.host = host_of(&urls);
	l.redirected = (a->web_url && nr_url_is_redirector(a->web_url))
		|| (a->original_url && nr_url_is_redirector(a->original_url));
	*out = l;
}

void
app_source_list_release(struct app_source_list *l)
{
	for (size_t i = 0; i < l->n; i++) {
		free(l->v[i].url);
		free(l->v[i].tells);
	}
	free(l->host);
	*l = (struct app_source_list){ .n = 0 };
}

/* The index of the source, l->n if it is not in the list. */
static size_t
find(const struct app_source_list *l, enum app_source_kind source)
{
	size_t at = 0;

	while (at < l->n && l->v[at].source != source)
		at++;
	return at;
}

/* Move the entry at `from` up to `to`. */
static void
move_up(struct app_source_list *l, size_t from, size_t to)
{
	const struct app_source step = l->v[from];

	memmove(l->v + to + 1, l->v + to, (from - to) * sizeof(*l->v));
	l->v[to] = step;
}

void
app_source_list_order(struct app_source_list *l, const unsigned *sources, size_t n)
{
	size_t to = 0;

	for (size_t i = 0; i < n; i++) {
		size_t from = find(l, (enum app_source_kind)sources[i]);

		if (from < l->n)
			move_up(l, from, to++);
	}
	to = 0;
	for (size_t i = 0; l->redirected && i < l->n; i++)
		if (l->v[i].source <= APP_SOURCE_CDN_AMP)
			move_up(l, i, to++);
}

void
app_source_list_rotate(struct app_source_list *l, enum app_source_kind source, bool past)
{
	size_t at = find(l, source);

	if (at == l->n)
		return;
	for (at += past; at % l->n; at--) {
		const struct app_source first = l->v[0];

		memmove(l->v, l->v + 1, (l->n - 1) * sizeof(*l->v));
		l->v[l->n - 1] = first;
	}
}
