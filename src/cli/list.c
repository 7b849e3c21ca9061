/* --list: prints one line per article. */
#include "config.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "cli/run.h"
#include "newsreader/utf8.h"

/* Widths of the columns on a terminal, in cells. */
enum {
	DATE_CELLS = 16,
	HEAT_CELLS = 5,
	PROVIDER_CELLS = 18,
	TITLE_CELLS_MIN = 20,
	TITLE_CELLS_MAX = 72,
	URL_CELLS_MIN = 24,
	GAP = 2
};

enum { DATE_BYTES = 32, HEAT_BYTES = 24 };

/* Format a date: local time to the minute, or a date alone, which does not depend on the
 * time zone. */
static void
format_date(const struct nr_date *d, char out[DATE_BYTES])
{
	time_t seconds = (time_t)d->seconds;
	struct tm tm;
	int n;

	out[0] = '\0';
	if (d->kind == NR_DATE_NONE || !(d->kind == NR_DATE_DAY ? gmtime_r(&seconds, &tm)
		: localtime_r(&seconds, &tm)))
		return;
	/* Not strftime: its years have four digits from 1000 on only. */
	n = snprintf(out, DATE_BYTES, "%04d-%02d-%02d", tm.tm_year + 1900, tm.tm_mon + 1,
		tm.tm_mday);
	if (d->kind == NR_DATE_TIME)
		snprintf(out + n, DATE_BYTES - (size_t)n, " %02d:%02d", tm.tm_hour, tm.tm_min);
}

static void
format_heat(const struct nr_row *row, char out[HEAT_BYTES])
{
	out[0] = '\0';
	if (row->has_heat)
		snprintf(out, HEAT_BYTES, "%lld", (long long)row->heat);
}

/* Print a row for scripts: whole fields, separated by tabs, which clean text does not
 * contain. */
static void
put_fields(struct cli_out *out, const struct nr_row *row, const char *date, const char *heat)
{
	const char *const fields[] = { date, heat, row->provider, row->title, row->url };

	for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
		if (i > 0)
			nr_buf_addch(&out->buf, '\t');
		cli_out_text(out, fields[i]);
	}
}

/* Append text cut or padded to `cells`, and a gap; the last column of a line is not
 * padded. */
static void
put_column(struct cli_out *out, const char *s, int cells, bool last)
{
	struct nr_buf clean = NR_BUF_INIT;
	size_t n;
	int used;

	nr_utf8_clean_line(&clean, s, strlen(s));
	n = nr_utf8_fit(nr_buf_str(&clean), clean.len, cells, &used);
	if (n < clean.len && cells > 1) {
		n = nr_utf8_fit(clean.data, clean.len, cells - 1, &used);
		nr_buf_add(&out->buf, clean.data, n);
		nr_buf_addz(&out->buf, "…");
		used++;
	} else {
		nr_buf_add(&out->buf, nr_buf_str(&clean), n);
	}
	if (!last)
		nr_buf_addf(&out->buf, "%*s", cells - used + GAP, "");
	nr_buf_release(&clean);
}

/* Print a row for people: aligned, and no wider than the terminal; the URL only if a
 * useful part of it fits. */
static void
put_columns(struct cli_out *out, const struct nr_row *row, const char *date, const char *heat)
{
	int left = out->width - (DATE_CELLS + HEAT_CELLS + PROVIDER_CELLS + 3 * GAP);
	int title = left;
	bool with_url;

	if (title > TITLE_CELLS_MAX)
		title = TITLE_CELLS_MAX;
	with_url = left - title - GAP >= URL_CELLS_MIN;
	if (!with_url)
		title = left;
	if (title < TITLE_CELLS_MIN) {		/* narrow: date and title */
		put_column(out, date, 10, false);
		title = out->width - 10 - GAP;
		put_column(out, row->title, title > 1 ? title : 1, true);
		return;
	}
	put_column(out, date, DATE_CELLS, false);
	nr_buf_addf(&out->buf, "%*s%*s", HEAT_CELLS, heat, GAP, "");
	put_column(out, row->provider, PROVIDER_CELLS, false);
	put_column(out, row->title, title, !with_url);
	if (with_url)
		put_column(out, row->url, left - title - GAP, true);
}

static bool
put_row(struct cli_out *out, const struct nr_row *row)
{
	char date[DATE_BYTES], heat[HEAT_BYTES];

	format_date(&row->date, date);
	format_heat(row, heat);
	if (out->is_terminal)
		put_columns(out, row, date, heat);
	else
		put_fields(out, row, date, heat);
	return cli_out_line(out);
}

/* Print the problems of files, and count the files that gave no article. */
static int
put_problems(struct cli_context *c, struct nr_store *store, size_t *n, struct nr_error *err)
{
	struct nr_diags problems = NR_DIAGS_INIT;
	int rc = nr_store_problems(store, &problems, err);

	for (size_t i = 0; i < problems.n; i++) {
		cli_out_diag(&c->messages, &problems.v[i]);
		*n += problems.v[i].severity == NR_FAILURE;
	}
	nr_diags_release(&problems);
	return rc;
}

int
cli_list(struct cli_context *c, enum cli_status *status, struct nr_error *err)
{
	struct cli_collection collection;
	const struct nr_ids *ids = &collection.ids;
	size_t failures;
	bool going = true;
	int rc = -1;

	if (cli_collection_open(c, &collection, err) < 0)
		goto out;
	for (size_t i = 0; going && i < ids->n && i < c->args->limit; i++) {
		struct nr_row row;

		if (nr_store_get(collection.store, ids->v[i], &row, err) < 0)
			goto out;
		going = put_row(&c->out, &row);
		nr_row_release(&row);
	}
	failures = collection.roots.missing.n;
	if (put_problems(c, collection.store, &failures, err) < 0)
		goto out;
	*status = failures > 0 ? CLI_UNREADABLE : ids->n == 0 ? CLI_NOTHING : CLI_OK;
	if (*status == CLI_NOTHING && !collection.unknown_topic)
		cli_out_printf(&c->messages, PACKAGE_NAME ": no article matches");
	rc = 0;
out:
	cli_collection_close(&collection);
	return rc;
}
