/* Counts the matches of a search in the list. */
#include "config.h"

#include "app/session.h"

#include <stdlib.h>
#include <string.h>

#include "app/jobs.h"
#include "newsreader/mem.h"

enum { AT_ONCE = 512 };		/* rows of a list that is searched without a job */

static bool
take_matches(void *session, struct nr_msg *base)
{
	struct app_session *s = session;
	struct app_matches *m = &s->list.matches;
	struct app_match_msg *msg = (struct app_match_msg *)base;

	if (base->job != m->job)
		return false;
	m->job = NULL;
	if (msg->failed)
		return false;
	nr_match_query_end(s->store, msg->query);
	nr_ids_move(&msg->positions, &m->positions);
	m->known = true;
	return true;
}

static void
forget(struct app_matches *m)
{
	if (m->job)
		nr_job_cancel(m->job);
	m->job = NULL;
	m->known = false;
	nr_ids_release(&m->positions);
	NR_FREE(m->text);
}

static void
start(struct app_session *s, const char *text)
{
	struct app_matches *m = &s->list.matches;

	m->text = nr_strdup(text);
	m->version = s->list.version;
	m->job = app_match_start(s->jobs, nr_match_query_begin(s->store, &s->list.ids, text),
		take_matches);
}

void
app_session_count_matches(struct app_session *s, const char *text)
{
	const struct app_list *l = &s->list;
	struct app_matches *m = &s->list.matches;

	if (text ? m->text && strcmp(text, m->text) == 0 && m->version == l->version
		: !m->text)
		return;
	forget(m);
	if (!text)
		return;
	if (l->ids.n > AT_ONCE) {
		start(s, text);
	} else {
		m->text = nr_strdup(text);
		m->version = l->version;
		nr_store_matches(s->store, &l->ids, text, &m->positions);
		m->known = true;
	}
}

bool
app_session_seek(struct app_session *s, const char *text)
{
	struct app_matches *m = &s->list.matches;
	struct nr_msg *msg;

	if (nr_store_has_found(s->store, text))
		return true;
	if (!m->job || strcmp(m->text, text) != 0) {
		forget(m);
		start(s, text);
	}
	/* Half of a frame: the key itself has to be done in the other one. */
	msg = nr_jobs_wait(s->jobs, m->job, s->shown.patience / 3);
	if (!msg)
		return false;
	take_matches(s, msg);
	nr_msg_release(msg);
	return true;
}

bool
app_session_is_seeking(const struct app_session *s)
{
	return s->list.matches.job != NULL;
}

void
app_session_stop_seeking(struct app_session *s)
{
	forget(&s->list.matches);
}

bool
app_session_match(const struct app_session *s, size_t *at, size_t *n)
{
	const struct app_matches *m = &s->list.matches;
	int64_t cursor = (int64_t)s->list.scroll.cursor;

	*n = m->positions.n;
	*at = nr_ids_from(&m->positions, cursor);
	*at = *at < *n && m->positions.v[*at] == cursor ? *at + 1 : 0;
	return m->known && m->version == s->list.version;
}
