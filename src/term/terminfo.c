#include "config.h"

#include "term/terminfo.h"

#include <curses.h>
#include <stdlib.h>
#include <string.h>
#include <term.h>

#include "newsreader/utf8.h"
#include "ui/canvas.h"

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
	else if (cursor_address == NULL || clear_screen == NULL || generic_type
			|| hard_copy)
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
term_info_caps(struct term_caps *out)
{
	*out = (struct term_caps){
		.moves_styled = move_standout_mode,
		.wraps_at_once = auto_right_margin && !eat_newline_glitch,
		.clears_lines = clr_eol != NULL,
	};
}

static void
add_number(struct nr_buf *out, int v)
{
	char digits[12];
	size_t at = sizeof(digits);

	do {
		digits[--at] = (char)('0' + v % 10);
		v /= 10;
	} while (v > 0);
	nr_buf_add(out, digits + at, sizeof(digits) - at);
}

void
term_info_move(struct nr_buf *out, int row, int col)
{
	static const char ansi[] = "\033[%i%p1%d;%p2%dH";

	/* Nearly every terminal has this one, and every frame many of it. */
	if (strcmp(cursor_address, ansi) != 0) {
		add_capability(out, tiparm(cursor_address, row, col));
		return;
	}
	nr_buf_add(out, "\033[", 2);
	add_number(out, row + 1);
	nr_buf_addch(out, ';');
	add_number(out, col + 1);
	nr_buf_addch(out, 'H');
}

void
term_info_clear(struct nr_buf *out)
{
	add_capability(out, clear_screen);
}

void
term_info_clear_line(struct nr_buf *out)
{
	add_capability(out, clr_eol);
}

void
term_info_cursor(struct nr_buf *out, bool shown)
{
	add_capability(out, shown ? cursor_normal : cursor_invisible);
}

void
term_info_plain(struct nr_buf *out, bool coloured)
{
	const char *s = exit_attribute_mode;

	add_capability(out, s);
	/* SGR 0 ends colours too. */
	if (coloured && (s == NULL
			|| (strstr(s, "\033[m") == NULL && strstr(s, "\033[0") == NULL)))
		add_capability(out, orig_pair);
}

static void
add_colour(struct nr_buf *out, const char *ansi, const char *other, int colour)
{
	/* The older way to set them counts blue as 1 and red as 4. */
	static const int swapped[] = { 0, 4, 2, 6, 1, 5, 3, 7 };

	if (colour >= 0 && ansi != NULL)
		add_capability(out, tiparm(ansi, colour));
	else if (colour >= 0 && other != NULL)
		add_capability(out, tiparm(other, colour < 8 ? swapped[colour] : colour));
}

void
term_info_look(struct nr_buf *out, const struct term_look *look)
{
	/* With the bits of those that a terminal may have without colours only. */
	const struct {
		unsigned attr;
		int bit;
		const char *capability;
	} attrs[] = {
		{ UI_UNDERLINE, 1 << 1, enter_underline_mode },
		{ UI_REVERSE, 1 << 2, enter_reverse_mode },
		{ UI_DIM, 1 << 4, enter_dim_mode },
		{ UI_BOLD, 1 << 5, enter_bold_mode },
		{ UI_ITALIC, 1 << 15, enter_italics_mode },
	};
	bool coloured = look->fg >= 0 || look->bg >= 0;
	int without = coloured && no_color_video > 0 ? no_color_video : 0;

	for (size_t i = 0; i < sizeof(attrs) / sizeof(attrs[0]); i++)
		if ((look->attrs & attrs[i].attr) != 0 && (without & attrs[i].bit) == 0)
			add_capability(out, attrs[i].capability);
	add_colour(out, set_a_foreground, set_foreground, look->fg);
	add_colour(out, set_a_background, set_background, look->bg);
}

bool
term_info_has_rgb(void)
{
	const char *s = tigetstr("RGB");

	return tigetflag("RGB") > 0 || tigetnum("RGB") == 8
		|| (s != NULL && s != (const char *)-1);
}
