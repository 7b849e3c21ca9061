#include "config.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "app/article.h"
#include "cli/run.h"
#include "newsreader/date.h"
#include "newsreader/wrap.h"

enum { TEXT_CELLS = 76 };

static bool
is_file(const char *path)
{
	struct stat st;

	return strcmp(path, "-") == 0 || (stat(path, &st) == 0 && !S_ISDIR(st.st_mode));
}

/* An address or a path, else the number that the program gives an article. */
static int64_t
find(struct nr_store *store, const char *what)
{
	int64_t id = nr_store_find(store, what);
	char *end;

	if (id != 0 || what[0] < '0' || what[0] > '9')
		return id;
	errno = 0;
	id = strtoll(what, &end, 10);
	return *end == '\0' && errno == 0 ? id : 0;
}

static void
put_article(struct cli_context *c, const struct app_article *article)
{
	struct nr_doc doc = NR_DOC_INIT;
	struct nr_layout layout = NR_LAYOUT_INIT;
	int width = c->out.is_terminal && c->out.width < TEXT_CELLS ? c->out.width : TEXT_CELLS;

	app_article_doc(article, nr_date_now(), &doc);
	nr_doc_end(&doc);
	nr_layout_make(&doc, width, nr_options_bool(c->options, NR_OPT_ASCII), &layout);
	for (size_t i = 0; i < layout.n; i++) {
		nr_layout_line_text(&layout, i, &c->out.buf);
		if (!cli_out_line(&c->out))
			break;
	}
	nr_layout_release(&layout);
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
	id = find(collection.store, args->show);
	if (id == 0) {
		nr_error_set(err, NR_ERR_NOT_FOUND, "no article '%s'", args->show);
		goto out;
	}
	if (app_article_load(collection.store, id, &article, err) < 0)
		goto out;
	put_article(c, &article);
	*status = CLI_OK;
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
