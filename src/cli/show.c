/* --show: prints one article as text. */
#include "config.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "app/article.h"
#include "app/export.h"
#include "cli/run.h"
#include "newsreader/date.h"
#include "newsreader/wrap.h"

enum {
	TEXT_CELLS = 76
};

static bool
is_file(const char *path)
{
	struct stat st;

	return strcmp(path, "-") == 0 || (stat(path, &st) == 0 && !S_ISDIR(st.st_mode));
}

/* Print the problems of the file `what` and count them in *n. */
static int
put_problems(struct cli_context *c, struct nr_store *store, const char *what, size_t *n,
	struct nr_error *err)
{
	struct nr_diags problems = NR_DIAGS_INIT;
	char *path = realpath(what, NULL);
	int rc = nr_store_problems(store, &problems, err);

	for (size_t i = 0; i < problems.n; i++) {
		const char *at = problems.v[i].path;

		if (strcmp(at, what) != 0 && (path == NULL || strcmp(at, path) != 0))
			continue;
		cli_out_diag(&c->messages, &problems.v[i]);
		++*n;
	}
	nr_diags_release(&problems);
	free(path);
	return rc;
}

/* No such article: report why, if the reason is known. */
static int
put_reason(struct cli_context *c, const struct cli_collection *collection,
	enum cli_status *status, struct nr_error *err)
{
	bool all = collection->roots.missing.n == 0;
	size_t n = 0;

	if (put_problems(c, collection->store, c->args->show, &n, err) < 0)
		return -1;
	if (n == 0)
		return nr_error_set(err, all ? NR_ERR_NOT_FOUND : NR_ERR_INPUT,
			"no article '%s'", c->args->show);
	*status = CLI_UNREADABLE;
	return 0;
}

static void
put_article(struct cli_context *c, const struct app_article *article)
{
	bool ascii = nr_options_bool(c->options, NR_OPT_ASCII);
	struct nr_doc doc = { .marks_struck = true };
	int width = c->out.is_terminal && c->out.width < TEXT_CELLS ? c->out.width : TEXT_CELLS;
	unsigned how = (ascii ? NR_LAYOUT_ASCII : 0)
		| (c->out.is_terminal ? 0 : NR_LAYOUT_WHOLE_CODE);

	app_article_doc(article, NULL, NULL, &doc);
	nr_doc_end(&doc);
	if (ascii)
		nr_doc_ascii(&doc);
	app_export_text(&doc, width, how, &c->out.buf);
	cli_out_flush(&c->out);
	nr_doc_release(&doc);
}

int
cli_show(struct cli_context *c, enum cli_status *status, struct nr_error *err)
{
	struct cli_args *args = c->args;
	struct cli_collection collection;
	struct app_article article;
	int64_t id;
	int rc = -1;

	if (args->n_operands == 0 && is_file(args->show)) {
		args->operands = &args->show;
		args->n_operands = 1;
	}
	if (cli_collection_open(c, &collection, err) < 0)
		goto out;
	id = nr_store_find(collection.store, args->show);
	if (id == 0) {
		rc = put_reason(c, &collection, status, err);
		goto out;
	}
	if (app_article_load(collection.store, id, &article, err) < 0)
		goto out;
	put_article(c, &article);
	*status = collection.roots.missing.n > 0 ? CLI_UNREADABLE : CLI_OK;
	if (article.problem != NULL) {
		cli_out_printf(&c->messages, PACKAGE_NAME ": %s", article.problem);
		*status = CLI_UNREADABLE;
	}
	app_article_release(&article);
	rc = 0;
out:
	cli_collection_close(&collection);
	return rc;
}
