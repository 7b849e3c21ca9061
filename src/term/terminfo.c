#include "config.h"

#include "term/terminfo.h"

#include <curses.h>
#include <stdlib.h>
#include <string.h>
#include <term.h>

#include "newsreader/utf8.h"

/* <term.h> has macros for "lines", "columns" and hundreds more: it stays in this file. */

int
term_info_check(int fd, struct nr_error *err)
{
	const char *type = getenv("TERM");
	struct nr_buf name = NR_BUF_INIT;
	int answer = 0;
	int rc = 0;

	if (type == NULL || *type == '\0')
		return nr_error_set(err, NR_ERR_USAGE,
			"the terminal's type is not known (TERM is not set); use --list");
	nr_utf8_clean_line(&name, type, strnlen(type, 64));
	if (setupterm(type, fd, &answer) != OK && answer < 1)
		rc = nr_error_set(err, NR_ERR_USAGE,
			"the terminal type '%s' is not known here; use --list",
			nr_buf_str(&name));
	else if (cursor_address == NULL || generic_type || hard_copy)
		rc = nr_error_set(err, NR_ERR_USAGE,
			"the terminal type '%s' cannot move the cursor; use --list",
			nr_buf_str(&name));
	if (cur_term != NULL)
		del_curterm(cur_term);
	nr_buf_release(&name);
	return rc;
}

/* Append a string of terminfo without its delays "$<...>". */
static void
add_capability(struct nr_buf *out, const char *s)
{
	while (s != NULL && *s != '\0') {
		const char *end = strncmp(s, "$<", 2) == 0 ? strchr(s, '>') : NULL;
		if (end == NULL)
			nr_buf_addch(out, *s);
		else
			s = end;
		s++;
	}
}

void
term_info_reset(struct nr_buf *out)
{
	add_capability(out, exit_attribute_mode);
	add_capability(out, orig_pair);
	add_capability(out, cursor_normal);
	add_capability(out, keypad_local);
	add_capability(out, exit_ca_mode);
}

void
term_info_show_cursor(struct nr_buf *out)
{
	add_capability(out, cursor_normal);
}

bool
term_info_has_rgb(void)
{
	const char *s = tigetstr("RGB");

	return tigetflag("RGB") > 0 || tigetnum("RGB") == 8
		|| (s != NULL && s != (const char *)-1);
}
