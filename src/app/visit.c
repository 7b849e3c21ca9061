/* When the reader was here last. */
#include "config.h"

#include "app/visit.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>

/* False if the text is not of a visit. A time in the future, of a run with a wrong clock, is
 * taken as now: otherwise no article would be new until then. */
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
