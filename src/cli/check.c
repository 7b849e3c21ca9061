/* --check: reads every file again and prints all problems. */
#include "config.h"

#include "cli/run.h"

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
	cli_out_printf(&c->messages, "%zu file%s read, %zu without an article, %zu problem%s",
		scan.seen, scan.seen == 1 ? "" : "s", scan.failed,
		problems.n, problems.n == 1 ? "" : "s");
	*status = problems.n > 0 || roots.missing.n > 0 ? CLI_UNREADABLE : CLI_OK;
	rc = 0;
out:
	nr_store_close(store);
	nr_diags_release(&problems);
	nr_diags_release(&notes);
	app_roots_release(&roots);
	return rc;
}
