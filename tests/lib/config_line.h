/*
 * Config line: carry out a line of the configuration in a test, as the prompt does.
 */
#ifndef LIB_CONFIG_LINE_H
#define LIB_CONFIG_LINE_H

#include <stdbool.h>
#include <string.h>

#include "app/settings.h"
#include "newsreader/conf.h"

/* What app_config_line returns; -1 with *err also for what is no line. */
static inline int
config_line(struct app_config *c, const char *text, bool changed[NR_OPT_COUNT],
	struct nr_error *err)
{
	struct nr_conf_line line = NR_CONF_LINE_INIT;
	int rc = nr_conf_line_read(&line, text, strlen(text), err);

	if (rc == 0)
		rc = app_config_line(c, &line, changed, err);
	nr_conf_line_release(&line);
	return rc;
}

#endif
