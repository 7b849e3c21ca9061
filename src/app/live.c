/* Timing of scans and looks at the marks after changes on the disk. */
#include "config.h"

#include "app/live.h"

void
app_live_note(struct app_live *l, struct nr_changes *found, int64_t now)
{
	if (found->file && !l->marks) {
		l->marks = true;
		l->marked = now;
	}
	if (found->all || found->n) {
		if (!l->folders)
			l->first = now;
		l->folders = true;
		l->last = now;
	}
	nr_changes_move(&l->pending, found);
}

void
app_live_set_polling(struct app_live *l, bool rounds, int64_t now)
{
	if (rounds && !l->rounds)
		l->round = now;
	l->rounds = rounds;
}

static int64_t
folders_due(const struct app_live *l)
{
	int64_t quiet = l->last + APP_LIVE_QUIET, latest = l->first + APP_LIVE_LATEST;

	return quiet < latest ? quiet : latest;
}

/* Folders wait while a scan is running: it may be reading them already, or will soon. */
int
app_live_timeout(const struct app_live *l, bool busy, int64_t now)
{
	int64_t due = INT64_MAX;

	if (l->folders && !busy)
		due = folders_due(l);
	if (l->marks && l->marked + APP_LIVE_MARKS < due)
		due = l->marked + APP_LIVE_MARKS;
	if (l->rounds && !busy && l->round + APP_LIVE_ROUND < due)
		due = l->round + APP_LIVE_ROUND;
	if (due == INT64_MAX)
		return -1;
	return due > now ? (int)(due - now) : 0;
}

bool
app_live_take_folders(struct app_live *l, int64_t now, struct nr_changes *out)
{
	if (!l->folders || now < folders_due(l))
		return false;
	nr_changes_move(out, &l->pending);
	l->folders = false;
	return true;
}

bool
app_live_take_marks(struct app_live *l, int64_t now)
{
	if (!l->marks || now < l->marked + APP_LIVE_MARKS)
		return false;
	l->marks = false;
	return true;
}

bool
app_live_take_round(struct app_live *l, int64_t now)
{
	if (!l->rounds || now < l->round + APP_LIVE_ROUND)
		return false;
	l->round = now;
	return true;
}

void
app_live_release(struct app_live *l)
{
	nr_changes_release(&l->pending);
	*l = (struct app_live){ .folders = false };
}
