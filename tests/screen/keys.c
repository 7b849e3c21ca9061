#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "lib/config_line.h"
#include "screen/screen.h"

/* Carry out a line of the configuration. */
static void
bind(struct screen *s, const char *text)
{
	bool changed[NR_OPT_COUNT];
	struct nr_error err = NR_ERROR_INIT;

	if (config_line(&s->config, text, changed, &err) < 0)
		fail_msg("%s: %s", text, err.text);
}

/* Keys of a preset, each followed by what is seen then. */
static const struct {
	const char *preset, *script;
} presets[] = {
	{ "newsreader", "G wait:5/5 g wait:1/5 End"
		" wait:5/5 Home wait:1/5" },
	{ "vim", "G wait:5/5 g g wait:1/5 3 g g"
		" wait:3/5 z z gone:Articles z z wait:Articles" },
	{ "newsboat", "End wait:5/5 Home wait:1/5 g"
		" wait:\"Ordered by heat\" G wait:\"Order reversed\" N wait:\"Marked read\""
		" ^E wait:Starred" },
	{ "newsboat", "n wait:2/5 p wait:1/5 J wait:2/5"
		" K wait:1/5 ^T wait:\"All topics\" r wait:1/5 A wait:undoes" },
	{ "mutt", "* wait:5/5 = wait:1/5 Tab"
		" wait:2/5 S-Tab wait:1/5 N wait:\"Marked read\" F"
		" wait:Starred s wait:\"Ordered by heat\" S wait:\"Order reversed\" Y"
		" wait:\"All topics\" y wait:Topics Esc ^B wait:Addresses q ^A wait:undoes" },
	{ "tig", "End wait:5/5 Home wait:1/5 h wait:Keys q"
		" gone:Keys n wait:2/5 N wait:1/5 t wait:Topics" },
};

static void
test_presets_do_what_their_programs_do(void **state)
{
	struct screen *s = *state;

	for (size_t i = 0; i < sizeof(presets) / sizeof(presets[0]); i++) {
		char line[64];

		s->read_only = true;
		snprintf(line, sizeof(line), "keys %s", presets[i].preset);
		bind(s, line);
		screen_play(s, "seeds", 24, 80, presets[i].script);
	}
}

static void
test_open_sequence_says_what_may_follow(void **state)
{
	struct screen *s = *state;

	bind(s, "bind any ,o order");
	bind(s, "bind any ,rr toggle-read ; down -- read  and on");
	bind(s, "bind article ,a first");
	screen_play(s, "seeds", 24, 80, ", snap:keys-open r snap:keys-open-further Esc"
		" snap:keys-dropped , x snap:keys-unbound 2 , r r snap:keys-run");
}

static void
test_redraw_and_suspend_end_an_open_sequence(void **state)
{
	struct screen *s = *state;

	bind(s, "bind any ,o order");
	screen_play(s, "seeds", 24, 80, ", ^Z");
	assert_int_equal(s->h.suspends, 1);
	assert_null(strstr(headless_screen(&s->h), "is not bound"));
}

static void
test_a_menu_keeps_its_keys_where_they_are_unbound(void **state)
{
	struct screen *s = *state;

	bind(s, "unbind any <Enter>");
	screen_play(s, "seeds", 24, 80, "G ? / \"first line\" Enter Enter");
	assert_non_null(strstr(headless_screen(&s->h), " 1/5"));
}

static void
test_escape_goes_back_one_step_at_a_time_and_never_ends(void **state)
{
	screen_play(*state, "seeds", 24, 80, "Enter \"/putin\" Enter 5 Esc snap:escape-count"
		" Esc snap:escape-search Esc snap:escape-list Esc Esc snap:escape-nothing");
}

static void
test_h_leads_back_to_the_list_and_stays_there(void **state)
{
	screen_play(*state, "seeds", 24, 80, "Enter l h snap:h-list h snap:h-nothing");
}

static void
test_h_of_a_zoomed_article_shows_the_list_again(void **state)
{
	screen_play(*state, "seeds", 24, 80, "Enter z h snap:h-zoomed");
}

static void
test_failed_command_ends_the_others_of_the_key(void **state)
{
	struct screen *s = *state;

	bind(s, "bind any , browse ; last");
	screen_play(s, "seeds", 24, 80, ", wait:1/5 snap:keys-failed");
}

static void
test_commands_of_a_key_may_have_arguments(void **state)
{
	struct screen *s = *state;

	bind(s, "bind any ,t order title");
	screen_play(s, "seeds", 24, 80, ", t wait:\"Ordered by title\" , t"
		" wait:\"Ordered by title\" s wait:\"Ordered by date\"");
}

static void
test_keys_run_every_command_of_the_command_line(void **state)
{
	struct screen *s = *state;

	s->read_only = true;
	bind(s, "alias by order");
	bind(s, "alias home by date ; first");
	bind(s, "bind any ,r rows = auto ; last ; set rows");
	bind(s, "bind any ,a by title ; up");
	bind(s, "bind any ,b home");
	bind(s, "bind any ,k keys vim ; last -- Vim");
	bind(s, "bind any ,c alias by layout");
	bind(s, "bind any ,x set rows = 1 ; by heat ; last");
	screen_play(s, "seeds", 24, 80, ", snap:keys-commands r wait:\"rows = auto\" wait:5/5"
		" , b wait:1/5 3 , a wait:2/5 , b wait:1/5 , x wait:5/5 , k g g wait:1/5");
	bind(s, "keys newsreader");
	bind(s, "bind any ,c alias by layout");
	bind(s, "bind any ,n next-article ; by heat ; last");
	screen_play(s, "seeds", 24, 80, ", n wait:5/5 , c , n"
		" wait:\"'layout' takes\" snap:keys-command-failed");
}

static void
test_theme_of_the_command_line_takes_effect_at_once(void **state)
{
	struct screen *s = *state;

	screen_play(s, "seeds", 24, 80, ": \"theme = night\" Enter : \"color star fg=3\" Enter");
	assert_int_equal(s->h.theme.light, APP_THEME_NIGHT);
	assert_int_equal(s->h.theme.dark, APP_THEME_NIGHT);
	assert_int_equal(s->h.theme.changes[APP_ROLE_STAR].look.fg, 3);
}

static void
test_commands_of_a_key_work_over_an_overlay(void **state)
{
	struct screen *s = *state;

	bind(s, "alias two down ; down");
	bind(s, "bind any ,t two ; set rows");
	bind(s, "bind any ,r set rows = auto");
	screen_play(s, "seeds", 24, 80, "? , t wait:\"rows =\" snap:keys-over-help"
		" , r q wait:1/5 , t wait:\"rows = auto\" wait:3/5");
}

static void
test_messages_and_help_name_the_keys_of_the_map(void **state)
{
	struct screen *s = *state;

	bind(s, "keys mutt");
	bind(s, "bind list ,x toggle-read ; layout wide -- read, and wide");
	bind(s, "bind list ,y quit -- go away");
	screen_play(s, "seeds", 24, 80, "? \"/go aw\" wait:\"go away\"");
	screen_play(s, "seeds", 24, 80, "? \"/star\" snap:keys-help Esc ^A snap:keys-message");
}

static void
test_prompt_keeps_the_keys_that_end_it(void **state)
{
	struct screen *s = *state;

	bind(s, "bind any <Enter> redraw");
	bind(s, "bind any <Esc> redraw");
	bind(s, "bind any <Backspace> redraw");
	screen_play(s, "seeds", 24, 80, "\":by heatx\" Backspace Enter j wait:2/5 / Esc j wait:3/5");
}

static void
test_second_click_opens_what_the_first_selected(void **state)
{
	screen_play(*state, "seeds", 24, 80, "click:4,10 snap:click-selected click:4,10"
		" snap:click-opened");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_presets_do_what_their_programs_do,
			screen_setup, screen_teardown),
		cmocka_unit_test_setup_teardown(test_open_sequence_says_what_may_follow,
			screen_setup, screen_teardown),
		cmocka_unit_test_setup_teardown(test_redraw_and_suspend_end_an_open_sequence,
			screen_setup, screen_teardown),
		cmocka_unit_test_setup_teardown(test_a_menu_keeps_its_keys_where_they_are_unbound,
			screen_setup, screen_teardown),
		cmocka_unit_test_setup_teardown(test_escape_goes_back_one_step_at_a_time_and_never_ends,
			screen_setup, screen_teardown),
		cmocka_unit_test_setup_teardown(test_h_leads_back_to_the_list_and_stays_there,
			screen_setup, screen_teardown),
		cmocka_unit_test_setup_teardown(test_h_of_a_zoomed_article_shows_the_list_again,
			screen_setup, screen_teardown),
		cmocka_unit_test_setup_teardown(test_failed_command_ends_the_others_of_the_key,
			screen_setup, screen_teardown),
		cmocka_unit_test_setup_teardown(test_commands_of_a_key_may_have_arguments,
			screen_setup, screen_teardown),
		cmocka_unit_test_setup_teardown(test_keys_run_every_command_of_the_command_line,
			screen_setup, screen_teardown),
		cmocka_unit_test_setup_teardown(test_theme_of_the_command_line_takes_effect_at_once,
			screen_setup, screen_teardown),
		cmocka_unit_test_setup_teardown(test_commands_of_a_key_work_over_an_overlay,
			screen_setup, screen_teardown),
		cmocka_unit_test_setup_teardown(test_messages_and_help_name_the_keys_of_the_map,
			screen_setup, screen_teardown),
		cmocka_unit_test_setup_teardown(test_prompt_keeps_the_keys_that_end_it,
			screen_setup, screen_teardown),
		cmocka_unit_test_setup_teardown(test_second_click_opens_what_the_first_selected,
			screen_setup, screen_teardown),
	};

	return cmocka_run_group_tests_name("keys", tests, NULL, NULL);
}
