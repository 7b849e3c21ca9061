/* --state-export and --state-import: the marks as lines of JSON. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/texts.h"
#include "cli/run.h"
#include "cli/state_json.h"
#include "newsreader/fs.h"
#include "newsreader/mem.h"

enum {
	BATCH = 1024,		/* articles in one transaction */
	CHUNK_BYTES = 64 << 10
};

/* Open only the state; no index is needed. */
static int
open_state(struct cli_context *c, struct nr_store **out, struct nr_error *err)
{
	char *path = nr_fs_xdg(NR_FS_STATE, "state.db");
	struct nr_store_config config = {
		.state_path = path, .read_only = c->args->read_only
	};
	struct nr_diags notes = NR_DIAGS_INIT;
	int rc = -1;

	if (path == NULL)
		nr_error_set(err, NR_ERR_STATE, "there is no home folder, and no marks");
	else
		rc = nr_store_open(&config, out, &notes, err);
	cli_put_notes(c, &notes);
	free(path);
	return rc;
}

/* ---- export ---- */

static bool
put_kept(void *ctx, struct nr_kept *kept)
{
	struct cli_out *out = ctx;

	cli_state_format(kept, &out->buf);
	return cli_out_line(out);
}

int
cli_state_export(struct cli_context *c, enum cli_status *status, struct nr_error *err)
{
	struct nr_store *store = NULL;
	int rc = -1;

	if (c->args->n_operands > 0)
		return nr_error_set(err, NR_ERR_USAGE, "--state-export takes no PATH");
	if (open_state(c, &store, err) == 0)
		rc = nr_store_state_export(store, put_kept, &c->out, err);
	nr_store_close(store);
	*status = CLI_OK;
	return rc;
}

/* ---- import ---- */

struct import {
	struct cli_context *c;
	struct nr_store *store;
	const char *path;
	unsigned line;		/* number of the current line */
	struct nr_buf text;	/* its text so far */
	bool too_long;
	struct nr_kept batch[BATCH];
	size_t n;
	size_t articles, changed, wrong;
};

static void
complain(struct import *in, unsigned col, const char *text)
{
	struct nr_diags diags = NR_DIAGS_INIT;

	nr_diag_add(&diags, NR_WARNING, in->path, in->line, col, "%s", text);
	cli_out_diag(&in->c->messages, &diags.v[0]);
	nr_diags_release(&diags);
	in->wrong++;
}

static void
drop_batch(struct import *in)
{
	for (size_t i = 0; i < in->n; i++)
		cli_state_release(&in->batch[i]);
	in->n = 0;
}

static int
merge_batch(struct import *in, struct nr_error *err)
{
	int rc = in->n ? nr_store_state_merge(in->store, in->batch, in->n, &in->changed, err)
		: 0;

	drop_batch(in);
	return rc;
}

static int
end_line(struct import *in, struct nr_error *err)
{
	struct cli_state_error why = { .column = 0 };
	const char *text = nr_buf_str(&in->text);
	size_t n = in->text.len;
	bool blank;

	in->line++;
	while (n && (text[n - 1] == '\r' || text[n - 1] == ' '))
		n--;
	blank = n == 0 && !in->too_long;
	if (in->too_long) {
		complain(in, 0, "the line is too long");
	} else if (!blank && cli_state_parse(text, n, &in->batch[in->n], &why) < 0) {
		complain(in, why.column, why.text);
	} else if (!blank) {
		in->n++;
		in->articles++;
	}
	nr_buf_clear(&in->text);
	in->too_long = false;
	return in->n == BATCH ? merge_batch(in, err) : 0;
}

static int
take_bytes(struct import *in, const char *data, size_t n, struct nr_error *err)
{
	while (n) {
		const char *end = memchr(data, '\n', n);
		size_t part = end != NULL ? (size_t)(end - data) : n;

		if (in->text.len + part > CLI_STATE_LINE_MAX)
			in->too_long = true;
		else
			nr_buf_add(&in->text, data, part);
		if (end == NULL)
			break;
		if (end_line(in, err) < 0)
			return -1;
		data += part + 1;
		n -= part + 1;
	}
	return 0;
}

static int
read_lines(struct import *in, int fd, struct nr_error *err)
{
	char *chunk = nr_malloc(CHUNK_BYTES);
	ssize_t n = 1;
	int rc = 0;

	while (rc == 0 && n != 0) {
		n = read(fd, chunk, CHUNK_BYTES);
		if (n > 0)
			rc = take_bytes(in, chunk, (size_t)n, err);
		else if (n < 0 && errno != EINTR)
			rc = nr_error_sys(err, errno, "%s", in->path);
	}
	if (rc == 0 && (in->text.len || in->too_long))
		rc = end_line(in, err);
	free(chunk);
	return rc;
}

static int
import_file(struct import *in, const char *path, struct nr_error *err)
{
	bool standard = strcmp(path, "-") == 0;
	int fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
	int rc;

	if (fd < 0) {
		nr_error_sys(err, errno, "%s", path);
		err->code = NR_ERR_INPUT;
		return -1;
	}
	in->path = path;
	in->line = 0;
	rc = read_lines(in, fd, err);
	if (!standard)
		close(fd);
	return rc;
}

/* Print "4 articles read, 3 changed, 1 line wrong". */
static void
put_summary(const struct import *in)
{
	struct cli_out *out = &in->c->messages;

	nr_buf_addf(&out->buf, APP_MSG_N(N_ARTICLES_READ, in->articles), in->articles);
	nr_buf_addz(&out->buf, ", ");
	nr_buf_addf(&out->buf, APP_MSG(N_CHANGED), in->changed);
	nr_buf_addz(&out->buf, ", ");
	nr_buf_addf(&out->buf, APP_MSG_N(N_LINES_WRONG, in->wrong), in->wrong);
	cli_out_line(out);
}

int
cli_state_import(struct cli_context *c, enum cli_status *status, struct nr_error *err)
{
	struct import *in = nr_calloc(1, sizeof *in);
	int rc = -1;

	in->c = c;
	if (open_state(c, &in->store, err) < 0)
		goto out;
	rc = c->args->n_operands == 0 ? import_file(in, "-", err) : 0;
	for (size_t i = 0; rc == 0 && i < c->args->n_operands; i++)
		rc = import_file(in, c->args->operands[i], err);
	/* Articles read before a file that cannot be read are merged too. */
	if (rc == 0 || err->code != NR_ERR_STATE) {
		struct nr_error late = NR_ERROR_INIT;

		if (merge_batch(in, &late) < 0) {
			*err = late;
			rc = -1;
		}
	}
	put_summary(in);
	*status = in->wrong > 0 ? CLI_UNREADABLE : CLI_OK;
out:
	drop_batch(in);
	nr_store_close(in->store);
	nr_buf_release(&in->text);
	free(in);
	return rc;
}
