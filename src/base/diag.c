/* Lists of diagnostics. */
#include "config.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "newsreader/diag.h"
#include "newsreader/mem.h"
#include "newsreader/utf8.h"

void
nr_diag_add(struct nr_diags *d, enum nr_severity severity, const char *path,
	unsigned line, unsigned col, const char *fmt, ...)
{
	struct nr_buf raw = NR_BUF_INIT;
	struct nr_buf text = NR_BUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	nr_buf_vaddf(&raw, fmt, ap);
	va_end(ap);
	nr_utf8_clean_line(&text, nr_buf_str(&raw), raw.len);
	nr_buf_release(&raw);
	d->v = nr_grow(d->v, &d->cap, d->n + 1, sizeof *d->v);
	d->v[d->n++] = (struct nr_diag){
		.severity = severity,
		.line = line,
		.col = col,
		.path = nr_strdup(path),
		.text = nr_buf_take(&text),
	};
}

void
nr_diag_format(const struct nr_diag *d, struct nr_buf *out)
{
	size_t n = strlen(d->path);

	/* A clean path is copied unchanged, with all its spaces, so that it can be used
	 * to find the file. */
	if (nr_utf8_is_clean(d->path, n))
		nr_buf_add(out, d->path, n);
	else
		nr_utf8_clean_line(out, d->path, n);
	if (d->line > 0)
		nr_buf_addf(out, ":%u", d->line);
	if (d->line > 0 && d->col > 0)
		nr_buf_addf(out, ":%u", d->col);
	nr_buf_addf(out, ": %s", d->text);
}

void
nr_diags_move(struct nr_diags *to, struct nr_diags *from)
{
	if (from->n > 0) {
		to->v = nr_grow(to->v, &to->cap, to->n + from->n, sizeof *to->v);
		memcpy(to->v + to->n, from->v, from->n * sizeof *from->v);
		to->n += from->n;
	}
	free(from->v);
	*from = (struct nr_diags)NR_DIAGS_INIT;
}

void
nr_diags_release(struct nr_diags *d)
{
	for (size_t i = 0; i < d->n; i++) {
		free(d->v[i].path);
		free(d->v[i].text);
	}
	free(d->v);
	*d = (struct nr_diags)NR_DIAGS_INIT;
}
