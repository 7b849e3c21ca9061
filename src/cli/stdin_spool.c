/* Replaces standard input by a temporary file. */
#include "config.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/stdin_spool.h"
#include "newsreader/buf.h"
#include "newsreader/fs.h"
#include "newsreader/load.h"

bool
cli_stdin_spool_is_needed(const struct app_roots *roots)
{
	for (size_t i = 0; i < roots->n; i++)
		if (strcmp(roots->v[i], "-") == 0)
			return true;
	return false;
}

int
cli_stdin_spool(struct nr_error *err)
{
	struct nr_buf data = NR_BUF_INIT;
	FILE *file = NULL;
	int rc = -1;

	if (nr_fs_read_fd(STDIN_FILENO, "-", NR_LOAD_FILE_MAX, &data, err) < 0)
		goto out;
	file = tmpfile();
	if (file == NULL || fwrite(nr_buf_str(&data), 1, data.len, file) != data.len
			|| fflush(file) != 0 || dup2(fileno(file), STDIN_FILENO) < 0) {
		nr_error_sys(err, errno, "cannot keep standard input in a temporary file");
		goto out;
	}
	rc = 0;
out:
	if (file != NULL)
		fclose(file);
	nr_buf_release(&data);
	return rc;
}
