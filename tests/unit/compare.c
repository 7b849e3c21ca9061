#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "newsreader/extract.h"
#include "newsreader/mem.h"

#define TITLE "Harbour town counts its last fishing boats"
#define EXCERPT "Only eleven boats still leave the harbour every morning, and the mayor says " \
	"nobody under thirty wants to fish any more."
#define BODY EXCERPT " The fleet had two hundred vessels when the century began, according to " \
	"records kept in the chapel above the quay. Skippers blame quotas, diesel and the " \
	"weather, in that order, and most of them expect to sell before winter. A school " \
	"teacher has begun to record their stories. She meets them in the café at noon, when " \
	"the wind has dropped, and asks what they remember of the great herring years. Some " \
	"laugh, some weep, and one of them brought a photograph of ninety boats in a row."
#define JUNK_WORDS "Weather sports markets opinion travel recipes puzzles videos podcasts " \
	"obituaries letters jobs homes motors tonight tomorrow pollen council budget vote " \
	"school exams results cinema listings theatre football league table cricket scores "

static enum nr_page_is
compare(const char *title, const char *canonical, const char *text, const char *ours,
	const char *excerpt)
{
	struct nr_page page = { .doc = NR_DOC_INIT, .title = nr_strdup(title) };
	enum nr_page_is is;

	if (canonical != NULL)
		page.canonical = nr_strdup(canonical);
	nr_doc_begin(&page.doc, NR_BLOCK_PARA);
	nr_doc_addz(&page.doc, NR_SPAN_PLAIN, text);
	nr_doc_end(&page.doc);
	for (const char *s = text; *s != '\0'; s += strcspn(s, " "), s += strspn(s, " "))
		page.words++;
	is = nr_page_compare(&page, ours, excerpt);
	nr_page_release(&page);
	return is;
}

static void
test_pages_are_told_from_the_article(void **state)
{
	static const struct {
		const char *title, *url, *text;
		enum nr_page_is is;
		const char *why;
	} cases[] = {
		{ TITLE, NULL, BODY, NR_PAGE_ARTICLE, "the article" },
		{ "The last boats", NULL, BODY, NR_PAGE_ARTICLE, "under another headline" },
		{ TITLE " - The Gull", NULL, BODY " Subscribe to our newsletter.",
			NR_PAGE_ARTICLE, "that asks to subscribe as well" },
		{ TITLE, NULL, "", NR_PAGE_EMPTY, "nothing" },
		{ TITLE, NULL, "Please enable JavaScript to view this page", NR_PAGE_EMPTY,
			"next to nothing" },
		{ "Before you continue", NULL, "We and our partners store cookies and process "
			"personal data to show you advertising and to measure it. With your "
			"consent we and our vendors may use precise location. You may accept "
			"or refuse, and change your privacy choices at any time. Some vendors "
			"do not ask for your consent.", NR_PAGE_CONSENT, "consent" },
		{ "Einwilligung", NULL, "Wir und unsere Partner verwenden Cookies und ähnliche "
			"Verfahren. Mit Ihrer Einwilligung dürfen wir Daten verarbeiten, Sie "
			"können jederzeit in den Datenschutzhinweisen widerrufen oder hier "
			"allen Cookies zustimmen.", NR_PAGE_CONSENT, "consent, in German" },
		{ TITLE, NULL, "Only eleven boats still leave the harbour every morning, and "
			"the mayor says ... Subscribe now to continue reading. Already a "
			"subscriber? Log in.", NR_PAGE_TEASER, "the first words, and an offer" },
		{ TITLE, NULL, "Cet article est réservé aux abonnés. Abonnez-vous pour lire la "
			"suite et soutenir une presse libre, dès un euro le premier mois.",
			NR_PAGE_TEASER, "an offer, in French" },
		{ "Page not found", NULL, "Sorry, the page you are looking for does not exist. "
			"It may have moved, or the address is wrong. Try the search, or go "
			"back to our front page and start again from there.", NR_PAGE_MISSING,
			"not found" },
		{ "404", NULL, "Die Seite wurde leider nicht gefunden. Vielleicht ist sie "
			"umgezogen, vielleicht hat sie nie bestanden; die Suche hilft weiter, "
			"und die Startseite zeigt, was heute geschieht.", NR_PAGE_MISSING,
			"not found, in German" },
		{ "The Gull", "https://gull.example/", JUNK_WORDS, NR_PAGE_HOME, "a front page" },
		{ "The Gull", "https://gull.example", JUNK_WORDS, NR_PAGE_HOME,
			"without a slash too" },
		{ "Council votes on budget", "https://gull.example/b", JUNK_WORDS JUNK_WORDS,
			NR_PAGE_OTHER, "another article" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		enum nr_page_is is = compare(cases[i].title, cases[i].url, cases[i].text,
			TITLE, EXCERPT);

		if (is != cases[i].is)
			fail_msg("%s: %s", cases[i].why, nr_page_is_text(is));
	}
}

static void
test_less_to_compare_with_is_enough(void **state)
{
	(void)state;
	assert_int_equal(compare(TITLE, NULL, BODY, TITLE, NULL), NR_PAGE_ARTICLE);
	assert_int_equal(compare("x", NULL, BODY, NULL, EXCERPT), NR_PAGE_ARTICLE);
	assert_int_equal(compare("x", NULL, BODY, "", ""), NR_PAGE_ARTICLE);
	assert_int_equal(compare("x", NULL, JUNK_WORDS, TITLE, ""), NR_PAGE_OTHER);
	assert_int_equal(compare("x", NULL, JUNK_WORDS, "", EXCERPT), NR_PAGE_OTHER);
}

static void
test_scripts_without_spaces_are_compared(void **state)
{
	static const char body[] = "港町では今も毎朝十一隻の船が出ていく。町長によれば若者は漁に出たがらない。"
		" 網 は 小屋 の 間 に 干され 二人 の 男 が 黙って 繕って いた そして 船 が 戻る の を"
		" 待って いる ように 見えた という 話 で ある";

	(void)state;
	assert_int_equal(compare("x", NULL, body, "港町の船",
		"港町では今も毎朝十一隻の船が出ていく。"), NR_PAGE_ARTICLE);
	assert_int_equal(compare("x", NULL, body, "東京の株価",
		"株価は三日続けて値下がりし、市場では不安が広がった。"), NR_PAGE_OTHER);
}

static void
test_reasons_have_names(void **state)
{
	(void)state;
	for (int is = NR_PAGE_ARTICLE; is <= NR_PAGE_OTHER; is++)
		assert_true(strlen(nr_page_is_text((enum nr_page_is)is)) > 3);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pages_are_told_from_the_article),
		cmocka_unit_test(test_less_to_compare_with_is_enough),
		cmocka_unit_test(test_scripts_without_spaces_are_compared),
		cmocka_unit_test(test_reasons_have_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
