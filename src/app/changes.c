/* Describes the differences between two snapshots of an article. */
#include "config.h"

#include "app/article.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "app/texts.h"
#include "newsreader/utf8.h"

/* Separate the next change from those before it. */
static struct nr_buf *
next(struct nr_buf *out)
{
	if (out->len)
		nr_buf_addz(out, ", ");
	return out;
}

enum { HEAT_TEXT = 24 };	/* bytes of a heat as text */

static const char *
format_heat(const struct nr_snapshot *s, char text[HEAT_TEXT])
{
	if (!s->has_heat)
		return APP_MSG(HEAT_NONE);
	snprintf(text, HEAT_TEXT, "%" PRId64, s->heat);
	return text;
}

static void
tell_heat(struct nr_buf *out, const struct nr_snapshot *seen, const struct nr_snapshot *now)
{
	char before[HEAT_TEXT], after[HEAT_TEXT];

	if (seen->has_heat == now->has_heat && (!now->has_heat || seen->heat == now->heat))
		return;
	nr_buf_addf(next(out), APP_MSG(HEAT_FROM_TO), format_heat(seen, before),
		format_heat(now, after));
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
		nr_buf_addf(next(out), APP_MSG(N_NEW_RELATED), new);
	if (gone)
		nr_buf_addf(next(out), APP_MSG(N_RELATED_GONE), gone);
}

static void
tell_title(struct nr_buf *out, const struct nr_snapshot *seen, const struct nr_snapshot *now)
{
	struct nr_buf title = NR_BUF_INIT;

	if (strcmp(seen->title, now->title) == 0)
		return;
	nr_utf8_clean_line(&title, seen->title, strlen(seen->title));
	nr_buf_addf(next(out), APP_MSG(TITLE_WAS), nr_buf_str(&title));
	nr_buf_release(&title);
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
			nr_buf_addz(next(out), APP_MSG(EXCERPT_CHANGED));
	}
	if (!out->len)
		nr_buf_addz(out, APP_MSG(CHANGED_SINCE_READ));
}
