/* --list: prints one line per article. */
#include "config.h"

#include <limits.h>
#include <string.h>

#include "app/columns.h"
#include "cli/run.h"
#include "newsreader/utf8.h"

enum { GAP = 2, REST = APP_COLUMN_REST };

/* Append text cut to `cells`. Returns its width. */
static int
put_cut(struct cli_out *out, const char *s, int cells)
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
	nr_buf_release(&clean);
	return used;
}

/* Print a row: for scripts whole fields, separated by tabs, which clean text does not
 * contain; on a terminal aligned, and no wider than it. */
static bool
put_row(struct cli_out *out, const struct nr_row *row)
{
	const int width = out->is_terminal ? out->width : INT_MAX;
	const struct {
		enum app_column_side side;
		int cells;
	} columns[] = {
#define COLUMN(id, name, text, side, print, ...) \
		{ APP_COLUMN_##side, print },
		APP_EACH_COLUMN(COLUMN)
#undef COLUMN
	};
	int rest = width;

	for (int i = 0; i < APP_COLUMNS; i++) {
		char scratch[APP_COLUMN_TEXT];
		const char *text = app_column_text((enum app_column)i, row, scratch);
		int cells = columns[i].cells;

		if (cells == 0)
			continue;
		if (!out->is_terminal) {
			nr_buf_addz(&out->buf, i > 0 ? "\t" : "");
			cli_out_text(out, text);
		} else if (cells == REST) {
			put_cut(out, text, rest > 1 ? rest : 1);
		} else if (columns[i].side == APP_COLUMN_RIGHT) {
			nr_buf_addf(&out->buf, "%*s%*s", cells, text, GAP, "");
		} else {
			nr_buf_addf(&out->buf, "%*s", cells - put_cut(out, text, cells) + GAP, "");
		}
		rest -= cells + GAP;
	}
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
	if (*status == CLI_NOTHING)
		cli_put_nothing(c, &collection);
	rc = 0;
out:
	cli_collection_close(&collection);
	return rc;
}
