/* Describes the differences between two snapshots of an article. */
#include "config.h"

#include "app/article.h"

#include <inttypes.h>
#include <string.h>

#include "newsreader/utf8.h"

/* A list of changes, separated by commas. */
struct list {
	struct nr_buf *out;
	int n;
};

static struct nr_buf *
next(struct list *l)
{
	if (l->n++)
		nr_buf_addz(l->out, ", ");
	return l->out;
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
tell_heat(struct list *l, const struct nr_snapshot *seen, const struct nr_snapshot *now)
{
	if (seen->has_heat == now->has_heat && (!now->has_heat || seen->heat == now->heat))
		return;
	nr_buf_addz(next(l), "heat ");
	add_heat(seen, l->out);
	nr_buf_addz(l->out, " → ");
	add_heat(now, l->out);
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
tell_related(struct list *l, const struct nr_snapshot *seen, const struct nr_snapshot *now)
{
	size_t new = count_missing(now, seen), gone = count_missing(seen, now);

	if (new)
		nr_buf_addf(next(l), "%zu new related", new);
	if (gone)
		nr_buf_addf(next(l), "%zu related gone", gone);
}

static void
tell_title(struct list *l, const struct nr_snapshot *seen, const struct nr_snapshot *now)
{
	if (strcmp(seen->title, now->title) == 0)
		return;
	nr_buf_addz(next(l), "title was \"");
	nr_utf8_clean_line(l->out, seen->title, strlen(seen->title));
	nr_buf_addch(l->out, '"');
}

void
app_changes_explain(const struct nr_snapshot *seen, const struct nr_snapshot *now,
	struct nr_buf *out)
{
	struct list l = { out, 0 };

	if (seen->title && now->title) {
		tell_heat(&l, seen, now);
		tell_related(&l, seen, now);
		tell_title(&l, seen, now);
		if (seen->excerpt != now->excerpt)
			nr_buf_addz(next(&l), "excerpt changed");
	}
	if (!l.n)
		nr_buf_addz(out, "changed since it was read");
}
