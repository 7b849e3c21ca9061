/* The themes and the roles, as tables, and what the configuration chooses of them. */
#include "config.h"

#include "app/theme.h"

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
	enum { FAR = 3 };
	struct nr_buf name = NR_BUF_INIT, all = NR_BUF_INIT;
	unsigned best = FAR;
	const char *near = NULL;

	nr_utf8_clean_line(&name, s, n);
	for (int i = 0; i < APP_THEMES; i++) {
		unsigned d = nr_utf8_distance(nr_buf_str(&name), theme_names[i][0], FAR);

		nr_buf_addf(&all, "%s%s", i > 0 ? ", " : "", theme_names[i][0]);
		if (d < best) {
			best = d;
			near = theme_names[i][0];
		}
	}
	if (near != NULL)
		nr_error_set(err, NR_ERR_USAGE, "unknown theme '%s'; did you mean '%s'?",
			nr_buf_str(&name), near);
	else
		nr_error_set(err, NR_ERR_USAGE,
			"unknown theme '%s'; there are %s and auto:LIGHT,DARK",
			nr_buf_str(&name), nr_buf_str(&all));
	nr_buf_release(&name);
	nr_buf_release(&all);
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

/* ---- looks ---- */

struct app_look
app_theme_look(const struct app_theme *theme, enum app_background background,
	enum app_role role)
{
	enum app_theme_id id = background == APP_BACKGROUND_DARK ? theme->dark : theme->light;

	if (theme->by_background && background == APP_BACKGROUND_UNKNOWN)
		id = APP_THEME_TERMINAL;
	struct app_look look = roles[role].looks[id];
	const struct app_look *normal = &roles[APP_ROLE_NORMAL].looks[id];

	if (look.fg == APP_COLOR_NONE)
		look.fg = normal->fg;
	if (look.bg == APP_COLOR_NONE)
		look.bg = normal->bg;
	return look;
}

unsigned
app_theme_attrs(const struct app_theme *theme, enum app_role role)
{
	(void)theme;
	return roles[role].looks[APP_THEME_MONO].attrs;
}
