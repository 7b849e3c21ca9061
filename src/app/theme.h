/*
 * Themes: which colours and attributes the roles of the screen have. Plain data, which the
 * configuration changes and the terminal reads. The tables are roles.def and themes.def.
 */
#ifndef APP_THEME_H
#define APP_THEME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "newsreader/conf.h"
#include "newsreader/error.h"

enum app_role {
#define APP_ROLE(id, ...) APP_ROLE_##id,
#include "app/roles.def"
#undef APP_ROLE
	APP_ROLES
};

enum app_theme_id {
#define APP_THEME(id, name, text) APP_THEME_##id,
#include "app/themes.def"
#undef APP_THEME
	APP_THEMES
};

/* Attributes of a look. */
enum {
	APP_BOLD = 1 << 8,
	APP_DIM = 1 << 9,
	APP_UNDERLINE = 1 << 10,
	APP_REVERSE = 1 << 11,
	APP_ITALIC = 1 << 12,
	APP_STRIKE = 1 << 13
};

/* A colour: a number of the palette from 0 to 255, or these. */
enum {
	APP_COLOR_NONE = -1,		/* the terminal's own */
	APP_COLOR_RGB = 1 << 24		/* with red, green and blue in the lower 24 bits */
};

struct app_look {
	int fg, bg;
	unsigned attrs;
};

/* What is known of the terminal's background. */
enum app_background { APP_BACKGROUND_UNKNOWN, APP_BACKGROUND_LIGHT, APP_BACKGROUND_DARK };

/* What the command "color" changes of a role. */
struct app_role_change {
	bool fg, bg, attrs;	/* which of them */
	struct app_look look;
};

/* All zero: the theme terminal as it is. */
struct app_theme {
	enum app_theme_id light, dark;	/* which one for which background */
	bool by_background;		/* the terminal has to be asked for it */
	struct app_role_change changes[APP_ROLES];	/* in every theme */
};

const char *app_role_name(enum app_role role);
const char *app_role_text(enum app_role role);
/* The i-th name of a colour, of an attribute, that "color" takes; NULL after the last. */
const char *app_color_name(size_t i);
const char *app_attribute_name(size_t i);
const char *app_theme_name(enum app_theme_id id);
const char *app_theme_text(enum app_theme_id id);

/* Take the value of the option "theme". NR_ERR_USAGE: there is no such theme; the message
 * names the nearest one, and the theme stays as it is. */
int app_theme_choose(struct app_theme *theme, const char *value, struct nr_error *err);

/* Carry out a line "color ROLE [fg=COLOR] [bg=COLOR] [ATTRIBUTE]...". NR_ERR_USAGE, with
 * the column: a word is wrong; then nothing is changed. */
int app_theme_command(struct app_theme *theme, const struct nr_conf_line *line,
	struct nr_error *err);

/* How the theme shows a role. */
struct app_look app_theme_look(const struct app_theme *theme, enum app_background background,
	enum app_role role);
/* The attributes of a role where there are no colours. */
unsigned app_theme_attrs(const struct app_theme *theme, enum app_role role);

/* The same on a terminal with so many colours: fewer than 8 are none, APP_COLOR_RGB are direct
 * ones. Where 16 or fewer would show as ordinary text what the theme does not, other
 * attributes or colours do. */
struct app_look app_theme_fit(const struct app_theme *theme, enum app_background background,
	enum app_role role, int colors);

/* True if the look is bold and must not be: bold brightens the first 8 colours in many
 * terminals, which makes some unreadable on their background, as black on white. */
bool app_color_is_spoilt_by_bold(const struct app_look *look);
/* Red, green and blue of a colour of the palette, as terminals usually have it. */
uint32_t app_color_rgb(int number);
/* The contrast of two colours by WCAG 2, from 1 to 21. */
double app_color_contrast(uint32_t a, uint32_t b);
bool app_color_is_readable(uint32_t a, uint32_t b);
/* The colour of the first n of the palette (8, 16 or 256) that is nearest to this one; of 8
 * or 16, only one on which the other can be read, or that can be read on it, if there is
 * one. Of 256 the first 16 are left out, which the user may have changed. */
int app_color_nearest(uint32_t rgb, int n, uint32_t other);

#endif
