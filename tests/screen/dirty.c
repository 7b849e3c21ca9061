#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "screen/made.h"
#include "screen/screen.h"

static void
test_every_kind_of_article_has_its_row(void **state)
{
	made_news(*state);
	screen_play(*state, "news", 40, 160, "snap:news-wide resize:24x80"
		" snap:news-narrow"
		" resize:14x58 Z Z Z snap:news-58 resize:14x46 snap:news-46 resize:14x40"
		" snap:news-40 resize:14x16 snap:news-16");
}

static void
test_cjk_article(void **state)
{
	made_news(*state);
	screen_play(*state, "news", 24, 80, "/ \"東京\" Enter Esc Enter z snap:cjk"
		" resize:24x41 snap:cjk-41");
}

static void
test_emoji_article(void **state)
{
	made_news(*state);
	screen_play(*state, "news", 24, 80, "/ \"families\" Enter Esc Enter z"
		" snap:emoji");
}

static void
test_article_from_right_to_left(void **state)
{
	made_news(*state);
	screen_play(*state, "news", 24, 80, "/ \"english\" Enter Esc Enter z snap:rtl");
}

static void
test_article_without_anything(void **state)
{
	made_news(*state);
	screen_play(*state, "news", 24, 80, "/ \"without a date\" Enter Esc Enter z"
		" snap:bare");
}

static void
test_replaced_article_says_so(void **state)
{
	made_news(*state);
	screen_play(*state, "news", 24, 80, "/ \"another one replaces\" Enter Esc Enter z"
		" snap:replaced");
}

static void
test_video_tells_length_and_price(void **state)
{
	made_news(*state);
	screen_play(*state, "news", 40, 80, "/ \"sail\" Enter Esc Enter z snap:video");
}

static void
test_html_body_becomes_text(void **state)
{
	made_news(*state);
	screen_play(*state, "news", 60, 80, "/ \"with a body\" Enter Esc Enter z"
		" snap:body-html"
		" resize:60x30 snap:body-html-30");
}

static void
test_markdown_body_becomes_text(void **state)
{
	made_news(*state);
	screen_play(*state, "news", 40, 80, "/ \"jekyll\" Enter Esc Enter z"
		" snap:body-markdown");
}

static void
test_long_title_is_cut_in_the_list_and_wrapped_in_the_article(void **state)
{
	made_news(*state);
	screen_play(*state, "news", 30, 120, "/ \"goes on\" Enter Esc snap:long-title");
}

static void
test_many_related_articles_are_scrolled(void **state)
{
	made_many(*state);
	screen_play(*state, "many", 24, 80, "l l G snap:many-end 7G snap:many-seventh"
		" z snap:many-zoomed");
}

/* What the screen shows has no byte that a terminal would obey. */
static void
assert_harmless(const char *text)
{
	for (; *text != '\0'; text++)
		assert_true(*text == '\n' || (unsigned char)*text >= ' ');
	assert_null(strstr(text, "\xc2\x9b"));
	assert_null(strstr(text, "\xe2\x80\xae"));
	assert_null(strstr(text, "\xe2\x80\x8b"));
}

static void
test_hostile_text_stays_text(void **state)
{
	struct screen *s = *state;

	made_evil(s);
	screen_play(s, "evil", 40, 120, "snap:evil l l snap:evil-related i snap:evil-info"
		" q"
		" t snap:evil-topics Esc P snap:evil-providers Esc g u"
		" snap:evil-addresses Esc"
		" E snap:evil-problems");
	for (size_t i = 0; i < s->h.nsnaps; i++)
		assert_harmless(headless_snap(&s->h, i));
	screen_play(s, "evil", 20, 60, "j Enter snap:endless-article G snap:endless-end"
		" q G Enter snap:raw");
	for (size_t i = 0; i < s->h.nsnaps; i++)
		assert_harmless(headless_snap(&s->h, i));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, screen_setup, screen_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_every_kind_of_article_has_its_row),
		TEST(test_cjk_article),
		TEST(test_emoji_article),
		TEST(test_article_from_right_to_left),
		TEST(test_article_without_anything),
		TEST(test_replaced_article_says_so),
		TEST(test_video_tells_length_and_price),
		TEST(test_html_body_becomes_text),
		TEST(test_markdown_body_becomes_text),
		TEST(test_long_title_is_cut_in_the_list_and_wrapped_in_the_article),
		TEST(test_many_related_articles_are_scrolled),
		TEST(test_hostile_text_stays_text),
	};

	return cmocka_run_group_tests_name("dirty", tests, NULL, NULL);
}
