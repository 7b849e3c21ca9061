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
			int ground = app_color_nearest(bg, n, APP_COLOR_NONE);

			fg = app_color_rgb(app_color_nearest(fg, n, ground));
			bg = app_color_rgb(ground);
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
	struct app_theme theme = { APP_THEME_PAPER, APP_THEME_NIGHT, true };
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
		uint32_t rgb;
		int n, background, nearest;
	} cases[] = {
		{ 0x0087d7, 256, -1, 32 },
		{ 0x808080, 256, -1, 244 },
		{ 0xff0000, 256, -1, 196 },	/* not 9, which may be another colour */
		{ 0xfe0101, 16, -1, 9 },
		{ 0xfe0101, 8, -1, 1 },
		{ 0x1c1c1c, 8, -1, 0 },
		{ 0x949494, 8, 0, 7 },		/* readable on black */
		{ 0x626262, 8, 7, 0 },		/* readable on white */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_int_equal(app_color_nearest(cases[i].rgb, cases[i].n,
			cases[i].background), cases[i].nearest);
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
		cmocka_unit_test(test_roles_have_names_of_their_own),
		cmocka_unit_test(test_a_theme_is_chosen_by_name),
		cmocka_unit_test(test_auto_goes_by_the_background),
		cmocka_unit_test(test_the_nearest_colour_is_one_of_the_palette),
	};

	return cmocka_run_group_tests_name("theme", tests, NULL, NULL);
}
