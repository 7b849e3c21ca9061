/* Describes the differences between two snapshots of an article. */
#include "config.h"

#include "app/article.h"

#include <inttypes.h>
#include <string.h>

#include "newsreader/utf8.h"

/* Separate the next change from those before it. */
static struct nr_buf *
next(struct nr_buf *out)
{
	if (out->len)
		nr_buf_addz(out, ", ");
	return out;
}

static void
add_heat(const struct nr_snapshot *s, struct nr_buf *out)
{
	if (s->has_heat)
		nr_buf_addf(out, "%" PRId64, s->heat);
	else
		nr_buf_addz(out, "none");
}

static void
tell_heat(struct nr_buf *out, const struct nr_snapshot *seen, const struct nr_snapshot *now)
{
	if (seen->has_heat == now->has_heat && (!now->has_heat || seen->heat == now->heat))
		return;
	nr_buf_addz(next(out), "heat ");
	add_heat(seen, out);
	nr_buf_addz(out, " → ");
	add_heat(now, out);
}

/* The number of a's related articles missing in b. Both lists are sorted. */
static size_t
count_missing(const struct nr_snapshot *a, const struct nr_snapshot *b)
{
	size_t n = 0;

	for (size_t i = 0; i < a->related.n; i++)
		n += !nr_ids_has(&b->related, a->related.v[i]);
	return n;
}

static void
tell_related(struct nr_buf *out, const struct nr_snapshot *seen, const struct nr_snapshot *now)
{
	size_t new = count_missing(now, seen), gone = count_missing(seen, now);

	if (new)
		nr_buf_addf(next(out), "%zu new related", new);
	if (gone)
		nr_buf_addf(next(out), "%zu related gone", gone);
}

static void
tell_title(struct nr_buf *out, const struct nr_snapshot *seen, const struct nr_snapshot *now)
{
	if (strcmp(seen->title, now->title) == 0)
		return;
	nr_buf_addz(next(out), "title was \"");
	nr_utf8_clean_line(out, seen->title, strlen(seen->title));
	nr_buf_addch(out, '"');
}

void
app_changes_explain(const struct nr_snapshot *seen, const struct nr_snapshot *now,
	struct nr_buf *out)
{
	if (seen->title && now->title) {
		tell_heat(out, seen, now);
		tell_related(out, seen, now);
		tell_title(out, seen, now);
		if (seen->excerpt != now->excerpt)
			nr_buf_addz(next(out), "excerpt changed");
	}
	if (!out->len)
		nr_buf_addz(out, "changed since it was read");
}
