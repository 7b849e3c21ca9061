/* Adds warnings about a front matter. */
#include "config.h"

#include <stdarg.h>

#include "load/yaml.h"
#include "newsreader/load.h"

void
nr_yaml_warn(struct nr_yaml *y, struct nr_yaml_mark at, const char *fmt, ...)
{
	struct nr_buf text = NR_BUF_INIT;
	unsigned line, col;
	va_list ap;

	if (y->diags.n >= NR_DIAGS_PER_FILE) {
		y->unkept++;
		return;
	}
	va_start(ap, fmt);
	nr_buf_vaddf(&text, fmt, ap);
	va_end(ap);
	nr_front_locate(y->front, at.line, at.col, &line, &col);
	nr_diag_add(&y->diags, NR_WARNING, y->path, line, col, "%s", nr_buf_str(&text));
	nr_buf_release(&text);
}
