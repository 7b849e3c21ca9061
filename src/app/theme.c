/* The themes and the roles, as tables, and what the configuration chooses of them. */
#include "config.h"

#include "app/theme.h"

#include <stdlib.h>
#include <string.h>

#include "newsreader/buf.h"
#include "newsreader/utf8.h"

struct role {
	const char *name, *text;
	struct app_look looks[APP_THEMES];
};

static const char *const theme_names[][2] = {
#define APP_THEME(id, name, text) [APP_THEME_##id] = { name, text },
#include "app/themes.def"
#undef APP_THEME
};

/* The words of roles.def; RGB keeps NONE as it is. */
#define NONE APP_COLOR_NONE
#define BOLD APP_BOLD
#define DIM APP_DIM
#define UNDERLINE APP_UNDERLINE
#define REVERSE APP_REVERSE
#define ITALIC APP_ITALIC
#define RGB(color) ((color) < 0 ? (color) : APP_COLOR_RGB | (color))

static const struct role roles[] = {
#define APP_ROLE(id, name, text, mono, tf, tb, ta, pf, pb, pa, nf, nb, na, cf, cb, ca) \
	[APP_ROLE_##id] = { name, text, { \
		[APP_THEME_TERMINAL] = { tf, tb, ta }, \
		[APP_THEME_PAPER] = { RGB(pf), RGB(pb), pa }, \
		[APP_THEME_NIGHT] = { RGB(nf), RGB(nb), na }, \
		[APP_THEME_CONTRAST] = { RGB(cf), RGB(cb), ca }, \
		[APP_THEME_MONO] = { NONE, NONE, mono }, \
	} },
#include "app/roles.def"
#undef APP_ROLE
};

const char *
app_role_name(enum app_role role)
{
	return roles[role].name;
}

const char *
app_role_text(enum app_role role)
{
	return roles[role].text;
}

const char *
app_theme_name(enum app_theme_id id)
{
	return theme_names[id][0];
}

const char *
app_theme_text(enum app_theme_id id)
{
	return theme_names[id][1];
}

/* ---- the option "theme" ---- */

static int
find_theme(const char *s, size_t n, enum app_theme_id *out)
{
	for (int i = 0; i < APP_THEMES; i++) {
		if (strlen(theme_names[i][0]) == n && memcmp(theme_names[i][0], s, n) == 0) {
			*out = (enum app_theme_id)i;
			return 0;
		}
	}
	return -1;
}

static int
refuse_theme(const char *s, size_t n, struct nr_error *err)
{
	struct nr_buf name = NR_BUF_INIT;
	struct nr_nearest near;

	nr_utf8_clean_line(&name, s, n);
	near = nr_nearest_to(nr_buf_str(&name));
	for (int i = 0; i < APP_THEMES; i++)
		nr_nearest_try(&near, theme_names[i][0]);
	if (near.found != NULL)
		nr_nearest_refuse(&near, "theme", NULL, 0, err);
	else
		nr_error_set(err, NR_ERR_USAGE, "unknown theme '%s'; there are "
#define APP_THEME(id, name, text) name ", "
#include "app/themes.def"
#undef APP_THEME
			"and auto:LIGHT,DARK", nr_buf_str(&name));
	nr_buf_release(&name);
	return -1;
}

int
app_theme_choose(struct app_theme *theme, const char *value, struct nr_error *err)
{
	static const char prefix[] = "auto:";
	bool by_background = strncmp(value, prefix, sizeof(prefix) - 1) == 0;
	const char *light = by_background ? value + sizeof(prefix) - 1 : value;
	size_t n = by_background ? strcspn(light, ",") : strlen(light);
	const char *dark = light[n] == ',' ? light + n + 1 : light;
	enum app_theme_id ids[2];

	if (by_background && dark == light)
		return nr_error_set(err, NR_ERR_USAGE,
			"'%s' has only one theme; the form is auto:LIGHT,DARK", prefix);
	if (find_theme(light, n, &ids[0]) < 0)
		return refuse_theme(light, n, err);
	if (find_theme(dark, strlen(dark), &ids[1]) < 0)
		return refuse_theme(dark, strlen(dark), err);
	theme->light = ids[0];
	theme->dark = ids[1];
	theme->by_background = by_background;
	return 0;
}

/* ---- the command "color" ---- */

static int
find_role(const struct nr_conf_line *line, enum app_role *out, struct nr_error *err)
{
	struct nr_nearest near = nr_nearest_to(line->words[1]);

	for (int i = 0; i < APP_ROLES; i++) {
		if (strcmp(roles[i].name, line->words[1]) == 0) {
			*out = (enum app_role)i;
			return 0;
		}
		nr_nearest_try(&near, roles[i].name);
	}
	return nr_nearest_refuse(&near, "role", line, 1, err);
}

static bool
read_number(const char *s, int base, size_t digits, int max, int *out)
{
	char *end;
	long number;

	if (strlen(s) > digits || strspn(s, "0123456789abcdefABCDEF") != strlen(s) || *s == '\0')
		return false;
	number = strtol(s, &end, base);
	*out = (int)number;
	return *end == '\0' && number <= max;
}

static const char *const color_names[] = {
	"black", "red", "green", "yellow", "blue", "magenta", "cyan", "white",
	"bright-black", "bright-red", "bright-green", "bright-yellow", "bright-blue",
	"bright-magenta", "bright-cyan", "bright-white", "default"
};

enum { COLORS = sizeof(color_names) / sizeof(*color_names) };

static const struct {
	const char *name;
	unsigned attr;
} attributes[] = {
	{ "bold", APP_BOLD }, { "dim", APP_DIM }, { "italic", APP_ITALIC },
	{ "underline", APP_UNDERLINE }, { "reverse", APP_REVERSE }, { "none", 0 },
};

enum { ATTRIBUTES = sizeof(attributes) / sizeof(*attributes) };

const char *
app_color_name(size_t i)
{
	return i < COLORS ? color_names[i] : NULL;
}

const char *
app_attribute_name(size_t i)
{
	return i < ATTRIBUTES ? attributes[i].name : NULL;
}

/* Read the colour that a word has after its first three characters. */
static int
read_color(const struct nr_conf_line *line, size_t word, int *out, struct nr_error *err)
{
	const char *name = line->words[word] + 3;
	struct nr_nearest near = nr_nearest_to(name);

	if (*name == '#' && strlen(name) == 7 && read_number(name + 1, 16, 6, 0xffffff, out)) {
		*out |= APP_COLOR_RGB;
		return 0;
	}
	if (read_number(name, 10, 3, 255, out))
		return 0;
	for (int i = 0; i < COLORS; i++) {
		if (strcmp(color_names[i], name) == 0) {
			*out = i < COLORS - 1 ? i : APP_COLOR_NONE;
			return 0;
		}
		nr_nearest_try(&near, color_names[i]);
	}
	if (near.found != NULL)
		return nr_nearest_refuse(&near, "color", line, word, err);
	return nr_conf_refuse(line, word, err,
		"'%s' is not a color; a color is a name, a number up to 255, #rrggbb or default",
		name);
}

static int
read_attribute(const struct nr_conf_line *line, size_t word, unsigned *attrs,
	struct nr_error *err)
{
	struct nr_nearest near = nr_nearest_to(line->words[word]);

	for (size_t i = 0; i < ATTRIBUTES; i++) {
		if (strcmp(attributes[i].name, line->words[word]) == 0) {
			*attrs |= attributes[i].attr;
			return 0;
		}
		nr_nearest_try(&near, attributes[i].name);
	}
	if (near.found != NULL)
		return nr_nearest_refuse(&near, "word", line, word, err);
	return nr_conf_refuse(line, word, err,
		"'%s' is not fg=COLOR, bg=COLOR, bold, dim, italic, underline, reverse or none",
		line->words[word]);
}

int
app_theme_command(struct app_theme *theme, const struct nr_conf_line *line,
	struct nr_error *err)
{
	struct app_role_change change;
	enum app_role role = APP_ROLE_NORMAL;
	unsigned attrs = 0;
	int rc = 0;

	if (line->n < 3)
		return nr_conf_refuse(line, line->n, err,
			"color takes a role and what it looks like");
	if (line->free != NULL)
		return nr_conf_refuse(line, line->n, err, "color takes no text after -- or ->");
	if (find_role(line, &role, err) < 0)
		return -1;
	change = theme->changes[role];
	for (size_t i = 2; i < line->n && rc == 0; i++) {
		if (strncmp(line->words[i], "fg=", 3) == 0) {
			change.fg = true;
			rc = read_color(line, i, &change.look.fg, err);
		} else if (strncmp(line->words[i], "bg=", 3) == 0) {
			change.bg = true;
			rc = read_color(line, i, &change.look.bg, err);
		} else {
			change.attrs = true;
			rc = read_attribute(line, i, &attrs, err);
			change.look.attrs = attrs;
		}
	}
	if (rc == 0)
		theme->changes[role] = change;
	return rc;
}

/* ---- looks ---- */

/* The look of a role in one theme; NONE where it has no colour of its own. */
static struct app_look
own_look(const struct app_theme *theme, enum app_theme_id id, enum app_role role)
{
	const struct app_role_change *change = &theme->changes[role];
	struct app_look look = roles[role].looks[id];

	look.fg = change->fg ? change->look.fg : look.fg;
	look.bg = change->bg ? change->look.bg : look.bg;
	look.attrs = change->attrs ? change->look.attrs : look.attrs;
	return look;
}

struct app_look
app_theme_look(const struct app_theme *theme, enum app_background background,
	enum app_role role)
{
	enum app_theme_id id = background == APP_BACKGROUND_DARK ? theme->dark : theme->light;

	if (theme->by_background && background == APP_BACKGROUND_UNKNOWN)
		id = APP_THEME_TERMINAL;
	struct app_look look = own_look(theme, id, role);
	struct app_look normal = own_look(theme, id, APP_ROLE_NORMAL);

	if (look.fg == APP_COLOR_NONE)
		look.fg = normal.fg;
	if (look.bg == APP_COLOR_NONE)
		look.bg = normal.bg;
	return look;
}

unsigned
app_theme_attrs(const struct app_theme *theme, enum app_role role)
{
	return own_look(theme, APP_THEME_MONO, role).attrs;
}
