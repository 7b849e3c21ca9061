/* When the reader was here last. */
#include "config.h"

#include "app/visit.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <time.h>

/* False if the text is not of a visit. A visit to come, of a run with a wrong clock, was now:
 * otherwise it would count until then. */
static bool
parse(const char *text, int64_t now, struct app_visit *v)
{
	*v = (struct app_visit){ 0, 0 };
	if (sscanf(text, "%18" SCNd64 " %18" SCNd64, &v->since, &v->last) != 2
			|| v->since < 0 || v->last <= 0)
		return false;
	if (v->last > now)
		v->last = now;
	if (v->since > now)
		v->since = 0;
	return true;
}

void
app_visit_read(struct app_visit *v, const char *text, int64_t now)
{
	if (!parse(text, now, v))
		*v = (struct app_visit){ 0, 0 };
	else if (now - v->last >= APP_VISIT_PAUSE)
		*v = (struct app_visit){ .since = v->last };
}

void
app_visit_touch(struct app_visit *v, int64_t now)
{
	if (v->last && now - v->last >= APP_VISIT_PAUSE)
		v->since = v->last;
	v->last = now;
}

void
app_visit_write(const struct app_visit *v, const char *text, int64_t now,
	struct nr_buf *out)
{
	struct app_visit other;

	if (!v->last) {
		nr_buf_addz(out, text);
		return;
	}
	if (!parse(text, now, &other) || other.last <= v->last)
		other = *v;
	nr_buf_addf(out, "%" PRId64 " %" PRId64, other.since, other.last);
}

/* Number of the local day. */
static int64_t
day_of(const struct tm *local)
{
	struct tm day = { .tm_year = local->tm_year, .tm_mon = local->tm_mon,
		.tm_mday = local->tm_mday };

	return (int64_t)timegm(&day) / (24 * 60 * 60);
}

/* Own names: the program's language is English in every locale. */
void
app_visit_format(int64_t since, int64_t now, struct nr_buf *out)
{
	static const char weekdays[][4] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };
	static const char months[][4] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul",
		"Aug", "Sep", "Oct", "Nov", "Dec" };
	time_t then_time = (time_t)since, now_time = (time_t)now;
	struct tm then, today;
	int64_t days;

	if (!localtime_r(&then_time, &then) || !localtime_r(&now_time, &today))
		return;
	days = day_of(&today) - day_of(&then);
	if (days == 1)
		nr_buf_addz(out, "yesterday ");
	else if (days > 1 && days < 7)
		nr_buf_addf(out, "%s ", weekdays[then.tm_wday]);
	else if (days != 0 && then.tm_year == today.tm_year)
		nr_buf_addf(out, "%d %s, ", then.tm_mday, months[then.tm_mon]);
	else if (days != 0)
		nr_buf_addf(out, "%d %s %d, ", then.tm_mday, months[then.tm_mon],
			then.tm_year + 1900);
	nr_buf_addf(out, "%02d:%02d", then.tm_hour, then.tm_min);
}
