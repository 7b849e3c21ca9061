#include "config.h"

#include "app/scan_job.h"
#include "app/session.h"

static void
start(struct app_session *s)
{
	s->progress = (struct nr_scan_progress){ .seen = 0 };
	s->scan_again = false;
	s->scan = app_scan_start(s->jobs, s->roots);
}

void
app_session_start_scan(struct app_session *s)
{
	if (s->scan)
		app_session_say(s, APP_INFO, "Already looking");
	else
		start(s);
}

void
app_session_cancel_scan(struct app_session *s)
{
	if (s->scan)
		nr_job_cancel(s->scan);
}

/* The first complete scan shows which topics there are. */
static void
check_topics(struct app_session *s)
{
	struct nr_error err = NR_ERROR_INIT;

	if (app_topics_check(s->store, &s->filter, &err) < 0)
		app_session_say(s, APP_ERROR, "%s", err.text);
}

static void
say_stopped(struct app_session *s, const struct nr_scan_progress *p)
{
	if (p->total)
		app_session_say(s, APP_WARNING, "Stopped after %zu of %zu files; r goes on",
			p->seen, p->total);
	else
		app_session_say(s, APP_WARNING, "Stopped after %zu files; r goes on", p->seen);
}

static void
end_scan(struct app_session *s, const struct app_scan_msg *msg)
{
	s->scan = NULL;
	if (msg->error.code == NR_ERR_CANCELLED)
		say_stopped(s, &msg->progress);
	else if (msg->error.code != NR_ERR_NONE)
		app_session_say(s, APP_ERROR, "%s", msg->error.text);
	else if (msg->progress.failed)
		app_session_say(s, APP_WARNING, "%zu %s not be read; E tells why",
			msg->progress.failed,
			msg->progress.failed == 1 ? "file could" : "files could");
	check_topics(s);
	if (s->scan_again && msg->error.code != NR_ERR_CANCELLED)
		start(s);
	s->scan_again = false;
}

bool
app_session_take_messages(struct app_session *s)
{
	struct nr_msg *m;
	bool any = false, changed = false;

	while ((m = nr_jobs_take(s->jobs))) {
		const struct app_scan_msg *msg = (const struct app_scan_msg *)m;

		any = true;
		s->progress = msg->progress;
		changed |= msg->progress.changed || m->last;
		if (m->last)
			end_scan(s, msg);
		nr_msg_release(m);
	}
	if (changed)
		app_session_refresh(s);
	return any;
}
