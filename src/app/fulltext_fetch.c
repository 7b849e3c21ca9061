/* Tries the sources of one article until one has its full text, and stores that. */
#include "config.h"

#include <stdlib.h>

#include "app/fulltext_work.h"
#include "newsreader/date.h"
#include "newsreader/doc.h"
#include "newsreader/mem.h"

enum { TRIM_EVERY = 100 };	/* pages between two trims */

/* ---- messages ---- */

static void
release_msg(struct nr_msg *base)
{
	struct app_fulltext_msg *msg = (struct app_fulltext_msg *)base;

	free(msg->title);
	free(msg->report);
	nr_diags_release(&msg->notes);
	free(msg);
}

struct app_fulltext_msg *
app_fulltext_new_msg(const struct app_fulltext_work *w, enum app_fulltext_kind kind)
{
	const struct app_fulltext_counts *counts = &w->shared->counts;
	struct app_fulltext_msg *msg = nr_calloc(1, sizeof(*msg));

	msg->base.release = release_msg;
	msg->kind = kind;
	msg->source = APP_SOURCES;
	msg->done = counts->done;
	msg->failed = counts->failed;
	msg->bytes = counts->bytes;
	return msg;
}

static void
post_step(const struct app_fulltext_item *item, enum app_fulltext_kind kind)
{
	struct app_fulltext_msg *msg = app_fulltext_new_msg(item->work, kind);

	msg->id = item->id;
	msg->source = item->sources.v[item->at].source;
	nr_job_post(item->work->job, &msg->base);
}

static void
post_end(const struct app_fulltext_item *item)
{
	struct app_fulltext_msg *msg = app_fulltext_new_msg(item->work, APP_FULLTEXT_ENDED);

	msg->id = item->id;
	msg->title = item->title ? nr_strdup(item->title) : NULL;
	msg->source = item->source;
	msg->found = item->found;
	msg->fresh = item->fresh;
	msg->report = nr_strdup(nr_buf_str(&item->report));
	msg->error = item->error;
	nr_job_post(item->work->job, &msg->base);
}

/* ---- the index, and the size limit ---- */

struct nr_store *
app_fulltext_open_store(struct app_fulltext_work *w, struct nr_error *err)
{
	struct nr_diags notes = NR_DIAGS_INIT;

	if (!w->store)
		app_store_open(&w->shared->setup.roots, APP_STORE_READ_ONLY | APP_STORE_QUICK,
			&w->store, &notes, err);
	nr_diags_release(&notes);
	return w->store;
}

static bool
is_starred(void *ctx, int64_t id)
{
	return nr_store_marks(ctx, id) & NR_MARK_STARRED;
}

void
app_fulltext_trim(struct app_fulltext_work *w)
{
	int64_t limit = w->shared->setup.pages_limit;
	struct nr_error ignored = NR_ERROR_INIT;	/* retried at the next trim */
	struct nr_pages_size size;
	size_t dropped;

	w->put = 0;
	if (nr_pages_measure(w->pages, &size, &ignored) < 0 || size.bytes <= limit
		|| !app_fulltext_open_store(w, &ignored))
		return;
	nr_store_changed(w->store);	/* notice marks set meanwhile */
	nr_pages_trim(w->pages, limit, is_starred, w->store, &dropped, &ignored);
}

/* ---- trying the sources ---- */

/* Remove an item from the list and free it. */
static void
drop(struct app_fulltext_item *item)
{
	struct app_fulltext_work *w = item->work;
	struct app_fulltext_item **at = &w->going;

	while (*at != item)
		at = &(*at)->next;
	*at = item->next;
	w->n_going--;
	app_fulltext_item_free(item);
}

/* Record for the host which sources failed and which one worked. Failures count only if
 * another source worked: otherwise the network may be down. */
static void
learn(const struct app_fulltext_item *item)
{
	struct nr_pages *pages = item->work->pages;
	int64_t now = nr_date_now();
	struct nr_error ignored = NR_ERROR_INIT;

	if (!*item->sources.host)
		return;
	for (size_t i = 0; i <= item->at; i++)
		nr_pages_source_results(pages, item->sources.host, item->sources.v[i].source,
			i == item->at, now, &ignored);
}

static void
keep(struct app_fulltext_item *item, const struct nr_saved *page)
{
	struct app_fulltext_work *w = item->work;
	int rc = item->fresh ? nr_pages_put(w->pages, page, &item->error)
		: item->found ? nr_pages_touch(w->pages, item->id, nr_date_now(), &item->error)
		: 0;

	if (rc < 0) {
		item->found = item->fresh = false;
		return;
	}
	if (item->report.len && nr_pages_put_report(w->pages, item->id, nr_date_now(),
			nr_buf_str(&item->report), &item->error) == 0 && item->found)
		learn(item);
	if (item->fresh && ++w->put >= TRIM_EVERY)
		app_fulltext_trim(w);
}

static void
end(struct app_fulltext_item *item)
{
	struct app_fulltext_counts *counts = &item->work->shared->counts;

	if (!item->found && item->kept.id) {
		item->found = true;	/* the text kept before */
		item->source = (enum app_source_kind)item->kept.source;
	}
	if (item->found)
		counts->done += item->asked;
	else
		counts->failed += item->asked;
	post_end(item);
	drop(item);
}

static void climb(struct app_fulltext_item *item);

static void
take_answer(void *ctx, struct nr_response *r)
{
	struct app_fulltext_item *item = ctx;
	struct nr_saved page = { .id = 0 };

	item->work->shared->counts.bytes += r->received;
	if (r->outcome == NR_FETCH_CANCELLED) {
		post_step(item, APP_FULLTEXT_DROPPED);
		drop(item);
		return;
	}
	app_fulltext_classify(item, r, &page);
	if (item->found) {
		keep(item, &page);
		end(item);
	} else {
		item->at++;
		climb(item);
	}
	nr_saved_release(&page);
}

/* Request the page from the next source that the fetcher accepts. */
static void
climb(struct app_fulltext_item *item)
{
	const struct app_source_list *l = &item->sources;
	struct nr_saved none = { .id = 0 };

	for (; item->at < l->n; item->at++) {
		bool again = item->kept.id && item->kept.source == (unsigned)l->v[item->at].source;
		const struct nr_fetch_request request = {
			.url = l->v[item->at].url,
			.etag = again ? item->kept.etag : NULL,
			.last_modified = again ? item->kept.last_modified : NULL,
			.accept = "text/html, application/xhtml+xml",
			.tells = l->v[item->at].tells,
			.first = !item->ahead,
			.done = take_answer,
			.ctx = item,
		};
		struct nr_error err = NR_ERROR_INIT;

		if (nr_fetcher_add(item->work->fetcher, &request, &item->request, &err)
				== 0) {
			post_step(item, APP_FULLTEXT_AT);
			return;
		}
		app_fulltext_refuse(item, &err);
	}
	keep(item, &none);
	end(item);
}

/* ---- starting ---- */

static void
arrange(struct app_fulltext_item *item)
{
	unsigned sources[APP_SOURCES];

	for (unsigned i = 0; i < APP_SOURCES; i++)
		sources[i] = i;
	if (*item->sources.host)
		nr_pages_order(item->work->pages, item->sources.host, nr_date_now(), sources,
			APP_SOURCES);
	app_source_list_order(&item->sources, sources, APP_SOURCES);
	if (item->kept.id)
		app_source_list_rotate(&item->sources, (enum app_source_kind)item->kept.source,
			item->how == APP_FULLTEXT_NEXT);
}

static void
load_kept(struct app_fulltext_item *item)
{
	struct nr_buf *packed = &item->kept.doc;
	struct nr_error err = NR_ERROR_INIT;
	struct nr_doc doc;
	char *report;

	if (nr_pages_get(item->work->pages, item->id, &item->kept, &err) < 0)
		return;
	if (nr_doc_unpack(packed->data, packed->len, &doc, &err) < 0) {
		nr_saved_release(&item->kept);	/* damaged: fetch it again, changed or
						 * not */
		return;
	}
	nr_doc_release(&doc);
	nr_buf_release(packed);
	if (item->how != APP_FULLTEXT_WANT)
		return;
	report = nr_pages_report(item->work->pages, item->id, NULL);
	nr_buf_addz(&item->report, report ? report : "");
	free(report);
}

static struct app_fulltext_item *
find_going(const struct app_fulltext_work *w, int64_t id)
{
	struct app_fulltext_item *item = w->going;

	while (item && item->id != id)
		item = item->next;
	return item;
}

void
app_fulltext_begin(struct app_fulltext_work *w, struct app_fulltext_item *item)
{
	struct app_fulltext_item *same = find_going(w, item->id);

	if (same) {
		same->asked++;
		if (same->ahead && !item->ahead)
			nr_fetcher_hurry(w->fetcher, same->request);
		same->ahead &= item->ahead;
		app_fulltext_item_free(item);
		return;
	}
	item->work = w;
	item->next = w->going;
	w->going = item;
	w->n_going++;
	load_kept(item);
	if (item->kept.id && item->how == APP_FULLTEXT_WANT) {
		end(item);
	} else if (!w->fetcher) {
		item->error = w->no_fetcher;
		end(item);
	} else {
		arrange(item);
		climb(item);
	}
}
