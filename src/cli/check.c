/* --check: reads every file again and prints all problems. */
#include "config.h"

#include "app/texts.h"
#include "cli/run.h"

/* Print "5 files read, 0 without an article, 1 problem". */
static void
put_summary(struct cli_out *out, const struct nr_scan_progress *scan, size_t n_problems)
{
	nr_buf_addf(&out->buf, APP_MSG_N(N_FILES_READ, scan->seen), scan->seen);
	nr_buf_addz(&out->buf, ", ");
	nr_buf_addf(&out->buf, APP_MSG(N_WITHOUT_ARTICLE), scan->failed);
	nr_buf_addz(&out->buf, ", ");
	nr_buf_addf(&out->buf, APP_MSG_N(N_PROBLEMS, n_problems), n_problems);
	cli_out_line(out);
}

int
cli_check(struct cli_context *c, enum cli_status *status, struct nr_error *err)
{
	static const struct nr_store_config fresh = { .name = "check", .read_only = true };
	struct app_roots roots = { .v = NULL };
	struct nr_scan_progress scan = { .seen = 0 };
	struct nr_diags notes = NR_DIAGS_INIT, problems = NR_DIAGS_INIT;
	struct nr_store *store = NULL;
	int rc = -1;

	if (cli_roots_resolve(c, &roots, err) < 0
			|| nr_store_open(&fresh, &store, &notes, err) < 0
			|| cli_scan(c, &roots, store, &scan, err) < 0
			|| nr_store_problems(store, &problems, err) < 0)
		goto out;
	for (size_t i = 0; i < problems.n; i++)
		if (!cli_out_diag(&c->out, &problems.v[i]))
			break;
	put_summary(&c->messages, &scan, problems.n);
	*status = problems.n > 0 || roots.missing.n > 0 ? CLI_UNREADABLE : CLI_OK;
	rc = 0;
out:
	nr_store_close(store);
	nr_diags_release(&problems);
	nr_diags_release(&notes);
	app_roots_release(&roots);
	return rc;
}
