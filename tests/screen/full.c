#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "newsreader/extract.h"
#include "newsreader/fs.h"
#include "newsreader/load.h"
#include "newsreader/mem.h"
#include "newsreader/pages.h"
#include "screen/screen.h"

/* Full texts that are kept, and reasons why there are none. Nothing is fetched. */

static const char html[] = "<html lang=en><head><title>Summit by the lake</title>"
	"<meta name=author content='Jane Doe'></head><body><article><h1>Summit by the lake</h1>"
	"<p>The presidents of two large countries will meet in June, <a href='https://x.example/a'>"
	"officials said</a> on Tuesday, after weeks of talks about where and when such a meeting"
	" could take place.</p><h2>What they will talk about</h2>"
	"<p>Several topics are on the table, and <em>most</em> of them are <strong>not new"
	"</strong>. Diplomats of both sides have prepared papers about each of them.</p>"
	"<ul><li>Arms control, where a treaty runs out in a few years and talks about the next"
	" one have not begun</li><li>Attacks on hospitals and pipelines<ol><li>Who was it?</li>"
	"<li>Who pays?</li></ol></li><li>The climate</li></ul>"
	"<p><img src='https://x.example/palace.jpg' width=1200 height=800"
	" alt='The palace by the lake'></p>"
	"<blockquote><p>We want a relationship that is stable and predictable, and we will say"
	" clearly what we expect.</p></blockquote><h3>東京からの反応</h3>"
	"<table><tr><th>Year</th><th>Place</th></tr><tr><td>1985</td><td>Geneva</td></tr>"
	"<tr><td>1986</td><td>Reykjavik</td></tr></table>"
	"<pre>if (agreed)\n\tsign(treaty);</pre>"
	"<p>Both delegations will arrive on the evening before. A joint press conference is not"
	" planned so far, <a href='https://x.example/b'>the hosts</a> told"
	" <a href='https://x.example/c'>reporters</a>, but each side will speak on its own.</p>"
	"</article></body></html>";

static struct nr_pages *
open_pages(void)
{
	char *path = nr_fs_xdg(NR_FS_CACHE, "pages.db");
	struct nr_pages *pages = nr_pages_new(path);

	free(path);
	return pages;
}

static void
put_page(struct nr_pages *pages, const struct nr_article *a)
{
	struct nr_error err = NR_ERROR_INIT;
	struct nr_page page = { .doc = NR_DOC_INIT };
	struct nr_saved saved = {
		.id = a->id, .key = nr_strdup(a->key), .source = 2, .status = 200,
		.url = nr_strdup("https://news.example/summit.html"),
		.fetched = 1623233400,	/* 2021-06-09T10:10:00Z */
		.words = 1234,
	};

	assert_int_equal(nr_extract(html, strlen(html), saved.url, &page, &err), 0);
	nr_doc_pack(&page.doc, &saved.doc);
	saved.byline = nr_strdup(page.byline);
	assert_int_equal(nr_pages_put(pages, &saved, &err), 0);
	nr_saved_release(&saved);
	nr_page_release(&page);
}

/* Keep a page for the article of a file, if `with_page`, and a report. */
static void
keep(struct screen *s, const char *file, bool with_page, const char *report)
{
	struct nr_diags diags = NR_DIAGS_INIT;
	struct nr_error err = NR_ERROR_INIT;
	struct nr_pages *pages = open_pages();
	char *path = nr_fs_join(s->home, file);
	struct nr_article *a;

	assert_int_equal(nr_load_file(path, &a, &diags, &err), 0);
	nr_article_identify(a, path);
	if (with_page)
		put_page(pages, a);
	assert_int_equal(nr_pages_put_report(pages, a->id, 1623233400, report, &err), 0);
	nr_pages_free(pages);
	nr_article_free(a);
	nr_diags_release(&diags);
	free(path);
}

static void
setup_news(struct screen *s)
{
	struct nr_error err = NR_ERROR_INIT;

	assert_int_equal(nr_options_set(s->options, "offline", "yes", &err), 0);
	screen_article(s, "news/a.md", "title: Summit by the lake\n"
		"excerpt: The presidents of two large countries will meet.\n"
		"publishedDateTime: 2021-06-08T08:00:00Z\nprovider: {name: Example}\n"
		"webUrl: https://news.example/summit.html\n");
	screen_article(s, "news/b.md", "title: Another summit\n"
		"excerpt: The mayors of two small towns will meet.\n"
		"publishedDateTime: 2021-06-07T08:00:00Z\nprovider: {name: Example}\n"
		"webUrl: https://news.example/mayors.html\nrelated:\n"
		"- {title: Mayors meet, webUrl: 'https://other.example/m', quality: 120,"
		" provider: {name: Other}}\n"
		"- {title: Summit by the lake, webUrl: 'https://news.example/summit.html',"
		" quality: 80}\n");
	keep(s, "news/a.md", true, "amp 404 · cdn timed out · web 200, 1,234 words");
	keep(s, "news/b.md", false, "amp 404 · web 200, consent page · archive no such host");
}

static void
test_full_text_in_a_wide_terminal(void **state)
{
	setup_news(*state);
	screen_play(*state, "news", 40, 160, "snap:full-before x snap:full-wide");
}

static void
test_full_text_in_a_usual_terminal(void **state)
{
	struct screen *s = *state;

	s->styles = true;
	setup_news(s);
	screen_play(s, "news", 24, 80, "x snap:full Enter Space snap:full-page"
		" x snap:full-excerpt x snap:full-again / \"reykjavik\" Enter snap:full-search");
}

static void
test_full_text_in_a_small_terminal(void **state)
{
	setup_news(*state);
	screen_play(*state, "news", 12, 40, "x snap:full-small Space Space snap:full-small-page"
		" G snap:full-small-end q snap:full-small-list");
}

static void
test_place_in_the_full_text_is_kept(void **state)
{
	setup_news(*state);
	screen_play(*state, "news", 24, 80, "x Enter Space Space snap:full-place J K"
		" snap:full-place-back");
	screen_play(*state, "news", 24, 80, "Enter snap:full-place-restart");
}

static void
test_links_have_letters(void **state)
{
	struct screen *s = *state;

	setup_news(s);
	screen_play(s, "news", 24, 80, "x Enter G ; snap:hints z snap:hints-none ; 1"
		" snap:hints-ended ; d snap:hints-opened");
	s->styles = true;
	screen_play(s, "news", 16, 60, "Enter G ; snap:hints-styles");
}

static void
test_addresses_of_the_full_text(void **state)
{
	setup_news(*state);
	screen_play(*state, "news", 24, 80, "x u snap:full-addresses");
}

static void
test_reasons_and_the_best_related_article(void **state)
{
	setup_news(*state);
	screen_play(*state, "news", 24, 80, "j x snap:full-offline B snap:full-best"
		" < snap:full-back l l j x snap:full-related");
}

static void
test_commands_are_typed_by_name(void **state)
{
	setup_news(*state);
	screen_play(*state, "news", 24, 80, ": \"full\" snap:command Tab snap:command-completed Enter"
		" snap:command-done : Up Enter : \"s\" snap:command-many Enter"
		" snap:command-unclear : \"xyz\" Enter snap:command-unknown"
		" : \"rows\" Enter snap:command-option");
}

static void
test_short_names_are_not_asked_about(void **state)
{
	static const char *const quits[] = {
		": \"q\" Enter ^Z", "Enter : \"q\" Enter ^Z", ": \"q!\" Enter ^Z",
		": \" qa \" Enter ^Z", ": \"quit\" Enter ^Z"
	};
	struct screen *s = *state;

	setup_news(s);
	screen_play(s, "news", 24, 80, ": \"h\" Enter snap:command-help");
	for (size_t i = 0; i < sizeof(quits) / sizeof(quits[0]); i++) {
		screen_play(s, "news", 24, 80, quits[i]);
		assert_int_equal(s->h.suspends, 0);
	}
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, screen_setup, screen_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_full_text_in_a_wide_terminal),
		TEST(test_full_text_in_a_usual_terminal),
		TEST(test_full_text_in_a_small_terminal),
		TEST(test_place_in_the_full_text_is_kept),
		TEST(test_links_have_letters),
		TEST(test_addresses_of_the_full_text),
		TEST(test_reasons_and_the_best_related_article),
		TEST(test_commands_are_typed_by_name),
		TEST(test_short_names_are_not_asked_about),
	};

	return cmocka_run_group_tests_name("full", tests, NULL, NULL);
}
