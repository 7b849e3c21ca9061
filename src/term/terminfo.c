/* Looks up the capabilities of the terminal in terminfo. */
#include "config.h"

#include "term/terminfo.h"

#include <curses.h>
#include <stdlib.h>
#include <string.h>
#include <term.h>

#include "newsreader/mem.h"
#include "newsreader/utf8.h"
#include "ui/canvas.h"

/* <term.h> defines macros for "lines", "columns" and hundreds more: it is included only
 * here. */

/* ncurses 6.4 does not check its allocations. So this much memory is allocated and freed
 * before it starts, and its functions are called once early, when they allocate
 * theirs. */
enum { NCURSES_MEMORY = 64 * 1024 };

static void
call_first(void)
{
	tigetstr("cup");
	tiparm(cursor_address, INT16_MAX, INT16_MAX);
}

int
term_info_open(int fd, struct nr_error *err)
{
	const char *type = getenv("TERM");
	struct nr_buf name = NR_BUF_INIT;
	int answer = 0;
	int rc = 0;

	if (type == NULL || *type == '\0')
		return nr_error_set(err, NR_ERR_USAGE,
			"the terminal's type is not known (TERM is not set); use --list");
	nr_utf8_clean_line(&name, type, strnlen(type, 64));
	free(nr_malloc(NCURSES_MEMORY));
	if (setupterm(type, fd, &answer) != OK && answer < 1)
		rc = nr_error_set(err, NR_ERR_USAGE,
			"the terminal type '%s' is not known here; use --list",
			nr_buf_str(&name));
	else if (cursor_address == NULL || clear_screen == NULL || generic_type
			|| hard_copy)
		rc = nr_error_set(err, NR_ERR_USAGE,
			"the terminal type '%s' cannot move the cursor; use --list",
			nr_buf_str(&name));
	else
		call_first();
	nr_buf_release(&name);
	return rc;
}

void
term_info_close(void)
{
	if (cur_term != NULL)
		del_curterm(cur_term);
}

/* Delays are "$<...>". */
void
term_info_add(struct nr_buf *out, const char *s)
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
term_info_start(struct nr_buf *out)
{
	term_info_add(out, enter_ca_mode);
	term_info_add(out, keypad_xmit);
}

/* A string that is not a standard capability, NULL without one. */
static const char *
extended(const char *name)
{
	const char *s = tigetstr(name);

	return s != (const char *)-1 ? s : NULL;
}

void
term_info_caps(struct term_caps *out)
{
	bool settable = (set_a_foreground != NULL && set_a_background != NULL)
		|| (set_foreground != NULL && set_background != NULL);

	*out = (struct term_caps){
		.moves_styled = move_standout_mode,
		.wraps_at_once = auto_right_margin && !eat_newline_glitch,
		.ansi = strncmp(cursor_address, "\033[", 2) == 0,
		.mouse = key_mouse != NULL,
		/* It may be a flag, a number or a string. */
		.rgb = tigetflag("RGB") > 0 || tigetnum("RGB") == 8
			|| extended("RGB") != NULL,
		.bce = back_color_erase,
		/* max_colors has only 15 bits. */
		.colors = settable && orig_pair != NULL ? tigetnum("colors") : 0,
		.clear = clear_screen,
		.clear_line = clr_eol,
		.show_cursor = cursor_normal,
		.hide_cursor = cursor_invisible,
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

	/* Fast path: nearly every terminal has this sequence, and every frame contains
	 * many of it. */
	if (strcmp(cursor_address, ansi) != 0) {
		term_info_add(out, tiparm(cursor_address, row, col));
		return;
	}
	nr_buf_add(out, "\033[", 2);
	add_number(out, row + 1);
	nr_buf_addch(out, ';');
	add_number(out, col + 1);
	nr_buf_addch(out, 'H');
}

void
term_info_reset(struct nr_buf *out, int rows)
{
	term_info_add(out, exit_attribute_mode);
	term_info_add(out, orig_pair);
	term_info_add(out, keypad_local);
	if (exit_ca_mode == NULL)
		term_info_move(out, rows - 1, 0);
	term_info_add(out, exit_ca_mode);
	/* Some terminals keep one state of the cursor for each of the two screens. */
	term_info_add(out, cursor_normal);
}

void
term_info_plain(struct nr_buf *out, bool coloured)
{
	const char *s = exit_attribute_mode;

	term_info_add(out, s);
	/* SGR 0 resets colours too. */
	if (coloured && (s == NULL
			|| (strstr(s, "\033[m") == NULL && strstr(s, "\033[0") == NULL)))
		term_info_add(out, orig_pair);
}

static void
add_colour(struct nr_buf *out, const char *ansi, const char *other, int colour)
{
	/* The older capabilities count blue as 1 and red as 4. */
	static const int swapped[] = { 0, 4, 2, 6, 1, 5, 3, 7 };

	if (colour >= 0 && ansi != NULL)
		term_info_add(out, tiparm(ansi, colour));
	else if (colour >= 0 && other != NULL)
		term_info_add(out, tiparm(other, colour < 8 ? swapped[colour] : colour));
}

/* Red, green and blue: `command` is 38 or 48. Terminals know this form with semicolons,
 * whatever their terminfo has. */
static void
add_direct(struct nr_buf *out, int command, int rgb)
{
	nr_buf_addf(out, "\033[%d;2;%d;%d;%dm", command, rgb >> 16 & 0xff, rgb >> 8 & 0xff,
		rgb & 0xff);
}

static void
add_colours(struct nr_buf *out, const struct app_look *look)
{
	if (look->fg >= APP_COLOR_RGB)
		add_direct(out, 38, look->fg);
	else
		add_colour(out, set_a_foreground, set_foreground, look->fg);
	if (look->bg >= APP_COLOR_RGB)
		add_direct(out, 48, look->bg);
	else
		add_colour(out, set_a_background, set_background, look->bg);
}

/* Add an attribute. False: the terminal does not have it, or not with colours. */
static bool
add_attribute(struct nr_buf *out, const struct app_look *look, int bit, const char *capability)
{
	bool coloured = look->fg >= 0 || look->bg >= 0;
	int without = coloured && no_color_video > 0 ? no_color_video : 0;

	if (capability == NULL || (without & bit) != 0)
		return false;
	term_info_add(out, capability);
	return true;
}

void
term_info_look(struct nr_buf *out, const struct app_look *look)
{
	/* With their bits in no_color_video. */
	const struct {
		unsigned attr;
		int bit;
		const char *capability;
	} attrs[] = {
		{ UI_UNDERLINE, 1 << 1, enter_underline_mode },
		{ UI_REVERSE, 1 << 2, enter_reverse_mode },
		{ UI_DIM, 1 << 4, enter_dim_mode },
		{ UI_BOLD, 1 << 5, enter_bold_mode },
	};

	for (size_t i = 0; i < sizeof(attrs) / sizeof(attrs[0]); i++)
		if ((look->attrs & attrs[i].attr) != 0)
			add_attribute(out, look, attrs[i].bit, attrs[i].capability);
	/* The Linux console has no italics, and no underline together with colours. */
	if ((look->attrs & UI_ITALIC) != 0
		&& !add_attribute(out, look, 1 << 15, enter_italics_mode)
		&& !add_attribute(out, look, 1 << 1, enter_underline_mode))
		add_attribute(out, look, 1 << 5, enter_bold_mode);
	if ((look->attrs & UI_STRIKE) != 0) {
		const char *strike = extended("smxx");

		term_info_add(out, strike != NULL ? strike : enter_dim_mode);
	}
	add_colours(out, look);
}

static uint32_t
key_named(const char *name)
{
	static const struct {
		const char *name;
		uint32_t key;
	} keys[] = {
		{ "kcuu1", APP_KEY_UP },
		{ "kcud1", APP_KEY_DOWN },
		{ "kcub1", APP_KEY_LEFT },
		{ "kcuf1", APP_KEY_RIGHT },
		{ "khome", APP_KEY_HOME },
		{ "ka1", APP_KEY_HOME },
		{ "kend", APP_KEY_END },
		{ "kc1", APP_KEY_END },
		{ "kpp", APP_KEY_PAGE_UP },
		{ "ka3", APP_KEY_PAGE_UP },
		{ "knp", APP_KEY_PAGE_DOWN },
		{ "kc3", APP_KEY_PAGE_DOWN },
		{ "kbs", APP_KEY_BACKSPACE },
		{ "kdch1", APP_KEY_DELETE },
		{ "kich1", APP_KEY_INSERT },
		{ "kcbt", APP_KEY_SHIFT_TAB },
		{ "kent", APP_KEY_ENTER },
	};

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		if (strcmp(keys[i].name, name) == 0)
			return keys[i].key;
	return APP_KEY_NONE;
}

size_t
term_info_keys(struct term_key **out)
{
	struct term_key *keys = NULL;
	size_t n = 0, cap = 0;

	/* Other keys are included too, so that the end of their sequences is known. */
	for (int i = 0; strnames[i] != NULL; i++) {
		const char *bytes = *strnames[i] == 'k' ? extended(strnames[i]) : NULL;

		if (bytes == NULL || *bytes != '\033' || bytes[1] == '\0'
			|| strcmp(strnames[i], "kmous") == 0)
			continue;
		keys = nr_grow(keys, &cap, n + 1, sizeof(*keys));
		keys[n++] = (struct term_key){ bytes, key_named(strnames[i]) };
	}
	*out = keys;
	return n;
}

void
term_info_size(int *rows, int *cols)
{
	if (lines > 0 && lines <= UI_CANVAS_ROWS_MAX)
		*rows = lines;
	if (columns > 0 && columns <= UI_CANVAS_COLS_MAX)
		*cols = columns;
}
