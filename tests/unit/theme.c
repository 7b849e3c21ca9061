#include "config.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "app/theme.h"

static struct app_theme
theme_of(enum app_theme_id id)
{
	return (struct app_theme){ .light = id, .dark = id };
}

static struct app_look
look_in(enum app_theme_id id, enum app_role role)
{
	struct app_theme theme = theme_of(id);

	return app_theme_look(&theme, APP_BACKGROUND_UNKNOWN, role);
}

/* ---- contrast, by the text of WCAG 2 ---- */

static double
channel(uint32_t level)
{
	double x = (level & 0xff) / 255.0;

	return x <= 0.04045 ? x / 12.92 : pow((x + 0.055) / 1.055, 2.4);
}

static double
luminance(uint32_t rgb)
{
	return 0.2126 * channel(rgb >> 16) + 0.7152 * channel(rgb >> 8) + 0.0722 * channel(rgb);
}

static double
contrast(uint32_t a, uint32_t b)
{
	double x = luminance(a) + 0.05, y = luminance(b) + 0.05;

	return x > y ? x / y : y / x;
}

static void
test_contrast_is_that_of_wcag(void **state)
{
	(void)state;
	for (uint32_t i = 0; i < 256 * 256; i += 251) {
		uint32_t a = i * 0x010101, b = i * 40503;
		double difference = app_color_contrast(a & 0xffffff, b & 0xffffff)
			/ contrast(a & 0xffffff, b & 0xffffff);

		assert_true(difference > 0.96 && difference < 1.04);
	}
	assert_true(app_color_contrast(0x000000, 0xffffff) > 20.9);
}

/* The least contrast of the roles of a theme, in colours of the first n of the palette, or
 * in direct ones if n is 0. */
static double
least_contrast(enum app_theme_id id, int n)
{
	double least = 21;

	for (int i = 0; i < APP_ROLES; i++) {
		struct app_look look = look_in(id, (enum app_role)i);
		uint32_t fg = (uint32_t)look.fg & 0xffffff, bg = (uint32_t)look.bg & 0xffffff;

		assert_true(look.fg >= APP_COLOR_RGB && look.bg >= APP_COLOR_RGB);
		if (n > 0) {
			bg = app_color_rgb(app_color_nearest(bg, n, fg));
			fg = app_color_rgb(app_color_nearest(fg, n, bg));
		}
		double c = contrast(fg, bg);
		if (c < 4.5)
			print_error("%s in %s, %d colours: %06x on %06x is %.2f\n",
				app_role_name((enum app_role)i), app_theme_name(id), n,
				(unsigned)fg, (unsigned)bg, c);
		least = c < least ? c : least;
	}
	return least;
}

static void
test_every_role_can_be_read_in_every_theme_with_a_background(void **state)
{
	static const enum app_theme_id ids[] = {
		APP_THEME_PAPER, APP_THEME_NIGHT, APP_THEME_CONTRAST
	};
	static const int numbers[] = { 0, 256, 16, 8 };

	(void)state;
	for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++)
		for (size_t k = 0; k < sizeof(numbers) / sizeof(numbers[0]); k++)
			assert_true(least_contrast(ids[i], numbers[k]) >= 4.5);
}

static void
test_contrast_has_a_contrast_of_seven(void **state)
{
	(void)state;
	assert_true(least_contrast(APP_THEME_CONTRAST, 0) >= 7);
}

static void
test_terminal_uses_what_every_palette_shows(void **state)
{
	(void)state;
	for (int i = 0; i < APP_ROLES; i++) {
		struct app_look look = look_in(APP_THEME_TERMINAL, (enum app_role)i);

		assert_true(look.fg == APP_COLOR_NONE || (look.fg >= 1 && look.fg <= 6));
		assert_int_equal(look.bg, APP_COLOR_NONE);
	}
}

static void
test_mono_has_no_colours(void **state)
{
	(void)state;
	for (int i = 0; i < APP_ROLES; i++) {
		struct app_look look = look_in(APP_THEME_MONO, (enum app_role)i);

		assert_int_equal(look.fg, APP_COLOR_NONE);
		assert_int_equal(look.bg, APP_COLOR_NONE);
	}
}

/* What must differ from what, in every theme and without colours. */
static void
test_what_matters_is_told_apart_in_every_theme(void **state)
{
	static const enum app_role pairs[][2] = {
		{ APP_ROLE_UNREAD, APP_ROLE_READ },
		{ APP_ROLE_UNREAD, APP_ROLE_DIM },
		{ APP_ROLE_CURSOR, APP_ROLE_NORMAL },
		{ APP_ROLE_CURSOR, APP_ROLE_CURSOR_UNFOCUSED },
		{ APP_ROLE_CURSOR_UNFOCUSED, APP_ROLE_NORMAL },
		{ APP_ROLE_PICKED, APP_ROLE_NORMAL },
		{ APP_ROLE_PICKED, APP_ROLE_CURSOR },
		{ APP_ROLE_PANE_FOCUS, APP_ROLE_PANE },
		{ APP_ROLE_MATCH, APP_ROLE_NORMAL },
		{ APP_ROLE_LINK, APP_ROLE_NORMAL },
		{ APP_ROLE_KEY, APP_ROLE_LABEL },
		{ APP_ROLE_ERROR, APP_ROLE_INFO },
	};

	(void)state;
	for (int id = 0; id < APP_THEMES; id++)
		for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
			struct app_look a = look_in((enum app_theme_id)id, pairs[i][0]);
			struct app_look b = look_in((enum app_theme_id)id, pairs[i][1]);

			if (a.fg == b.fg && a.bg == b.bg && a.attrs == b.attrs)
				fail_msg("%s looks like %s in %s", app_role_name(pairs[i][0]),
					app_role_name(pairs[i][1]),
					app_theme_name((enum app_theme_id)id));
		}
}

/* As the terminal shows it: without a bold that would spoil the colour. */
static struct app_look
shown(enum app_theme_id id, enum app_role role, int colors)
{
	struct app_theme theme = theme_of(id);
	struct app_look look = app_theme_fit(&theme, APP_BACKGROUND_UNKNOWN, role, colors);

	if (app_color_is_spoilt_by_bold(&look))
		look.attrs &= ~(unsigned)APP_BOLD;
	return look;
}

static bool
looks_like(struct app_look a, struct app_look b)
{
	return a.fg == b.fg && a.bg == b.bg && a.attrs == b.attrs;
}

static void
test_what_matters_is_told_apart_in_every_number_of_colours(void **state)
{
	static const enum app_role pairs[][2] = {
		{ APP_ROLE_CURSOR, APP_ROLE_NORMAL },
		{ APP_ROLE_CURSOR, APP_ROLE_CURSOR_UNFOCUSED },
		{ APP_ROLE_CURSOR, APP_ROLE_PICKED },
		{ APP_ROLE_CURSOR_UNFOCUSED, APP_ROLE_NORMAL },
		{ APP_ROLE_PICKED, APP_ROLE_NORMAL },
		{ APP_ROLE_BAR, APP_ROLE_NORMAL },
		{ APP_ROLE_UNREAD, APP_ROLE_NORMAL },
		{ APP_ROLE_UNREAD, APP_ROLE_READ },
		{ APP_ROLE_TITLE, APP_ROLE_NORMAL },
		{ APP_ROLE_PANE_FOCUS, APP_ROLE_PANE },
		{ APP_ROLE_PANE_FOCUS, APP_ROLE_NORMAL },
		{ APP_ROLE_LINK, APP_ROLE_NORMAL },
		{ APP_ROLE_MATCH, APP_ROLE_NORMAL },
		{ APP_ROLE_HINT, APP_ROLE_LINK },
		{ APP_ROLE_KEY, APP_ROLE_LABEL },
		{ APP_ROLE_ERROR, APP_ROLE_INFO },
	};
	static const int colors[] = { 0, 8, 16, 256, APP_COLOR_RGB };

	(void)state;
	for (int id = 0; id < APP_THEMES; id++)
		for (size_t c = 0; c < sizeof(colors) / sizeof(colors[0]); c++)
			for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
				if (looks_like(shown((enum app_theme_id)id, pairs[i][0], colors[c]),
						shown((enum app_theme_id)id, pairs[i][1],
						colors[c])))
					fail_msg("%s looks like %s in %s with %d colours",
						app_role_name(pairs[i][0]),
						app_role_name(pairs[i][1]),
						app_theme_name((enum app_theme_id)id), colors[c]);
}

static void
test_few_colours_can_be_read_with_every_attribute(void **state)
{
	static const int colors[] = { 8, 16 };

	(void)state;
	for (int id = APP_THEME_PAPER; id <= APP_THEME_CONTRAST; id++)
		for (size_t c = 0; c < sizeof(colors) / sizeof(colors[0]); c++)
			for (int role = 0; role < APP_ROLES; role++) {
				struct app_look look = shown((enum app_theme_id)id,
					(enum app_role)role, colors[c]);
				uint32_t bg = app_color_rgb(look.bg);

				assert_in_range(look.fg, 0, colors[c] - 1);
				assert_in_range(look.bg, 0, colors[c] - 1);
				assert_true(contrast(app_color_rgb(look.fg), bg) >= 4.5);
				if ((look.attrs & APP_BOLD) != 0 && look.fg < 8)
					assert_true(contrast(app_color_rgb(look.fg + 8), bg)
						>= 4.5);
			}
}

static void
test_roles_have_names_of_their_own(void **state)
{
	(void)state;
	for (int i = 0; i < APP_ROLES; i++)
		for (int k = 0; k < i; k++)
			assert_string_not_equal(app_role_name((enum app_role)i),
				app_role_name((enum app_role)k));
}

static void
test_a_theme_is_chosen_by_name(void **state)
{
	static const struct {
		const char *value, *error;	/* error: a part of it, NULL for none */
		enum app_theme_id light, dark;
		bool by_background;
	} cases[] = {
		{ "terminal", NULL, APP_THEME_TERMINAL, APP_THEME_TERMINAL, false },
		{ "night", NULL, APP_THEME_NIGHT, APP_THEME_NIGHT, false },
		{ "auto:paper,night", NULL, APP_THEME_PAPER, APP_THEME_NIGHT, true },
		{ "auto:terminal,contrast", NULL, APP_THEME_TERMINAL, APP_THEME_CONTRAST, true },
		{ "nigth", "unknown theme 'nigth'; did you mean 'night'?", 0, 0, false },
		{ "solarized", "there are terminal, paper, night, contrast, mono", 0, 0, false },
		{ "auto:paper", "auto:LIGHT,DARK", 0, 0, false },
		{ "auto:paper,", "unknown theme ''", 0, 0, false },
		{ "auto", "unknown theme 'auto'", 0, 0, false },
		{ "", "unknown theme ''", 0, 0, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct app_theme theme = theme_of(APP_THEME_MONO);
		struct nr_error err = NR_ERROR_INIT;
		int rc = app_theme_choose(&theme, cases[i].value, &err);

		assert_int_equal(rc, cases[i].error != NULL ? -1 : 0);
		if (cases[i].error != NULL) {
			assert_non_null(strstr(err.text, cases[i].error));
			assert_int_equal(err.code, NR_ERR_USAGE);
			assert_int_equal(theme.light, APP_THEME_MONO);
		} else {
			assert_int_equal(theme.light, cases[i].light);
			assert_int_equal(theme.dark, cases[i].dark);
			assert_int_equal(theme.by_background, cases[i].by_background);
		}
	}
}

static void
test_auto_goes_by_the_background(void **state)
{
	struct app_theme theme = { .light = APP_THEME_PAPER, .dark = APP_THEME_NIGHT,
		.by_background = true };
	const enum app_role role = APP_ROLE_NORMAL;

	(void)state;
	assert_int_equal(app_theme_look(&theme, APP_BACKGROUND_LIGHT, role).bg,
		look_in(APP_THEME_PAPER, role).bg);
	assert_int_equal(app_theme_look(&theme, APP_BACKGROUND_DARK, role).bg,
		look_in(APP_THEME_NIGHT, role).bg);
	assert_int_equal(app_theme_look(&theme, APP_BACKGROUND_UNKNOWN, role).bg,
		APP_COLOR_NONE);
}

static void
test_the_nearest_colour_is_one_of_the_palette(void **state)
{
	static const struct {
		uint32_t rgb, other;
		int n, nearest;
	} cases[] = {
		{ 0x0087d7, 0x000000, 256, 32 },
		{ 0x808080, 0x000000, 256, 244 },
		{ 0xff0000, 0x000000, 256, 196 },	/* not 9, which may be another colour */
		{ 0xfe0101, 0x000000, 16, 9 },
		{ 0x1c1c1c, 0xffffff, 8, 0 },
		{ 0x949494, 0x000000, 8, 7 },	/* readable on black */
		{ 0x626262, 0xe5e5e5, 8, 0 },	/* readable on white */
		{ 0x707070, 0x000000, 16, 7 },	/* not bright black */
		{ 0x005f87, 0xffffff, 8, 4 },	/* white is readable on it, not on cyan */
		{ 0xfaf8f2, 0x6e6e6e, 8, 7 },	/* nothing goes with that grey */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_int_equal(app_color_nearest(cases[i].rgb, cases[i].n, cases[i].other),
			cases[i].nearest);
}

/* ---- the command "color" ---- */

static int
command(struct app_theme *theme, const char *text, struct nr_error *err)
{
	struct nr_conf_line line = NR_CONF_LINE_INIT;
	int rc;

	assert_int_equal(nr_conf_line_read(&line, text, strlen(text), err), 0);
	rc = app_theme_command(theme, &line, err);
	nr_conf_line_release(&line);
	return rc;
}

static void
test_color_changes_a_role_in_every_theme(void **state)
{
	static const struct {
		const char *text;
		enum app_role role;
		struct app_look look;		/* in the theme terminal */
	} cases[] = {
		{ "color title bold", APP_ROLE_TITLE, { -1, -1, APP_BOLD } },
		{ "color title none", APP_ROLE_TITLE, { -1, -1, 0 } },
		{ "color read dim italic", APP_ROLE_READ, { -1, -1, APP_DIM | APP_ITALIC } },
		{ "color link fg=blue", APP_ROLE_LINK, { 4, -1, APP_UNDERLINE } },
		{ "color heading fg=bright-red bg=17 reverse underline", APP_ROLE_HEADING,
			{ 9, 17, APP_REVERSE | APP_UNDERLINE } },
		{ "color star fg=#d78700 # a comment", APP_ROLE_STAR,
			{ APP_COLOR_RGB | 0xd78700, -1, APP_BOLD } },
		{ "color ref fg=default", APP_ROLE_REF, { -1, -1, 0 } },
		{ "color cursor-unfocused bg=255", APP_ROLE_CURSOR_UNFOCUSED,
			{ -1, 255, APP_UNDERLINE } },
		{ "color normal fg=0 bg=white", APP_ROLE_UNREAD, { 0, 7, APP_BOLD } },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct app_theme theme = theme_of(APP_THEME_TERMINAL);
		struct nr_error err = NR_ERROR_INIT;

		if (command(&theme, cases[i].text, &err) < 0)
			fail_msg("%s: %s", cases[i].text, err.text);
		struct app_look look = app_theme_look(&theme, APP_BACKGROUND_UNKNOWN,
			cases[i].role);
		assert_int_equal(look.fg, cases[i].look.fg);
		assert_int_equal(look.bg, cases[i].look.bg);
		assert_int_equal(look.attrs, cases[i].look.attrs);
	}
}

static void
test_the_last_word_on_a_role_counts_and_the_others_stay(void **state)
{
	struct app_theme theme = { .light = APP_THEME_PAPER, .dark = APP_THEME_NIGHT,
		.by_background = true };
	struct nr_error err = NR_ERROR_INIT;

	(void)state;
	assert_int_equal(command(&theme, "color dim fg=3", &err), 0);
	assert_int_equal(command(&theme, "color dim italic", &err), 0);
	assert_int_equal(command(&theme, "color dim fg=2", &err), 0);
	struct app_look look = app_theme_look(&theme, APP_BACKGROUND_DARK, APP_ROLE_DIM);
	assert_int_equal(look.fg, 2);
	assert_int_equal(look.bg, look_in(APP_THEME_NIGHT, APP_ROLE_NORMAL).bg);
	assert_int_equal(look.attrs, APP_ITALIC);
	assert_int_equal(app_theme_attrs(&theme, APP_ROLE_DIM), APP_ITALIC);
	assert_int_equal(app_theme_attrs(&theme, APP_ROLE_UNREAD), APP_BOLD);
}

static void
test_a_wrong_color_says_what_and_where(void **state)
{
	static const struct {
		const char *text, *error;
		unsigned col;
	} cases[] = {
		{ "color", "color takes a role", 6 },
		{ "color title", "color takes a role", 12 },
		{ "color titel bold", "unknown role 'titel'; did you mean 'title'?", 7 },
		{ "color xyzzyx bold", "unknown role 'xyzzyx'", 7 },
		{ "color title bald", "unknown word 'bald'; did you mean 'bold'?", 13 },
		{ "color title bold blinking", "'blinking' is not fg=COLOR, bg=COLOR, bold", 18 },
		{ "color title fg=gren", "unknown color 'gren'; did you mean 'green'?", 13 },
		{ "color title fg=256", "'256' is not a color", 13 },
		{ "color title fg=-1", "'-1' is not a color", 13 },
		{ "color title fg=#12345", "'#12345' is not a color", 13 },
		{ "color title fg=#12345g", "'#12345g' is not a color", 13 },
		{ "color title fg=", "'' is not a color", 13 },
		{ "color title bold -- text", "no text after", 17 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct app_theme theme = theme_of(APP_THEME_TERMINAL);
		struct nr_error err = NR_ERROR_INIT;

		assert_int_equal(command(&theme, cases[i].text, &err), -1);
		if (strstr(err.text, cases[i].error) == NULL || err.col != cases[i].col)
			fail_msg("%s: column %u: %s", cases[i].text, err.col, err.text);
		assert_false(theme.changes[APP_ROLE_TITLE].attrs);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_contrast_is_that_of_wcag),
		cmocka_unit_test(test_every_role_can_be_read_in_every_theme_with_a_background),
		cmocka_unit_test(test_contrast_has_a_contrast_of_seven),
		cmocka_unit_test(test_terminal_uses_what_every_palette_shows),
		cmocka_unit_test(test_mono_has_no_colours),
		cmocka_unit_test(test_what_matters_is_told_apart_in_every_theme),
		cmocka_unit_test(test_what_matters_is_told_apart_in_every_number_of_colours),
		cmocka_unit_test(test_few_colours_can_be_read_with_every_attribute),
		cmocka_unit_test(test_roles_have_names_of_their_own),
		cmocka_unit_test(test_a_theme_is_chosen_by_name),
		cmocka_unit_test(test_auto_goes_by_the_background),
		cmocka_unit_test(test_the_nearest_colour_is_one_of_the_palette),
		cmocka_unit_test(test_color_changes_a_role_in_every_theme),
		cmocka_unit_test(test_the_last_word_on_a_role_counts_and_the_others_stay),
		cmocka_unit_test(test_a_wrong_color_says_what_and_where),
	};

	return cmocka_run_group_tests_name("theme", tests, NULL, NULL);
}
