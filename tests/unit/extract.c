#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "newsreader/extract.h"

#define BOATS "<p>The harbour lay quiet in the morning, before the boats came in, and the " \
	"gulls stood in rows along the wall, as if they were waiting for somebody.</p>"
#define NETS "<p>Nets hung between the sheds, still wet, and two men mended them without a " \
	"word, their hands quick, while the kettle on the stove began to sing.</p>"
#define PRICE "<p>Nobody speaks of the price of fish, the mayor says, because everybody knows " \
	"it, and because there is nothing left to say that would help the fleet.</p>"
#define STORY BOATS NETS PRICE
#define LEGAL "<p>Offers are from third parties, who may pay us, and terms apply. Rates change " \
	"without notice, and not all of them are shown, nor are all of those who make them. " \
	"Opinions are ours alone, and nobody has reviewed, approved or endorsed them, before " \
	"or after. Nothing here is advice, and nobody should take it for that, whatever it " \
	"says, and whoever says it, now or later. Ask somebody who knows, and read what is " \
	"written in small letters, all of it, more than once, before you sign anything.</p>"
/* What the text begins and ends with. */
#define IN_BOATS "The harbour lay quiet in the morning"
#define IN_PRICE "Nobody speaks of the price of fish"

/* The blocks' texts, parted by newlines; headings with #, pictures left out. */
static char *
extract(const char *html)
{
	struct nr_buf out = NR_BUF_INIT;
	struct nr_error err = NR_ERROR_INIT;
	struct nr_page page;

	nr_buf_addz(&out, "");
	if (nr_extract(html, strlen(html), NULL, &page, &err) < 0)
		assert_int_equal(err.code, NR_ERR_NOT_FOUND);
	for (size_t i = 0; i < page.doc.n; i++) {
		const struct nr_block *b = &page.doc.blocks[i];

		if (b->kind == NR_BLOCK_IMAGE || b->kind == NR_BLOCK_RULE)
			continue;
		if (b->kind == NR_BLOCK_HEADING)
			nr_buf_addch(&out, '#');
		nr_buf_add(&out, b->text, b->len);
		nr_buf_addch(&out, '\n');
	}
	nr_page_release(&page);
	return nr_buf_take(&out);
}

struct left_out {
	const char *html, *text, *why;
};

/* The story is there from its beginning to its end, and `text` is not. */
static void
check_left_out(const struct left_out *cases, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		char *text = extract(cases[i].html);

		if (strstr(text, IN_BOATS) == NULL || strstr(text, IN_PRICE) == NULL
				|| strstr(text, cases[i].text) != NULL)
			fail_msg("%s: %s", cases[i].why, text);
		free(text);
	}
}

#define CHECK_LEFT_OUT(cases) check_left_out(cases, sizeof cases / sizeof cases[0])

static void
test_what_surrounds_the_article_is_left_out(void **state)
{
	static const struct left_out cases[] = {
		{ "<nav><a href=/>Home</a></nav><article>" STORY "</article>", "Home", "nav" },
		{ "<div class=site-header><p>The Daily Gull, since 1902, every morning.</div>"
			"<div>" STORY "</div>", "Daily Gull", "a header by name" },
		{ "<div>" STORY "</div><footer><p>All about us, and more, and a long line of "
			"text that nobody reads.</footer>", "All about us", "footer" },
		{ "<div>" STORY "<aside>Subscribe to the gull letter.</aside></div>",
			"gull letter", "aside" },
		{ "<div>" STORY "</div><div id=comments><p>I was there, and I saw it, and it "
			"was not like that at all, believe me, dear people.</div>",
			"believe me", "comments" },
		{ "<div role=navigation><p>Sections, topics, places, people.</div><div>" STORY
			"</div>", "Sections", "by its role" },
		{ "<div>" STORY "<ul><li><a href=/a>One more story</a><li><a href=/b>Another "
			"one of those</a></ul></div>", "One more story", "a list of links" },
		{ "<div>" STORY "<div class=share-bar>Tell a friend</div></div>",
			"Tell a friend", "a share bar" },
		{ "<div>" STORY "<p><a href=/x>Why gulls wait on walls</a></div>",
			"Why gulls", "a paragraph that is a link" },
		{ "<div>" STORY "<div style='display: none'><p>Not to be seen.</div></div>",
			"Not to be seen", "what is hidden" },
		{ "<div><p class=byline>By Ada Quay</p>" STORY "</div>", "Ada Quay",
			"the byline" },
		{ "<div><div class=entry-meta>12 May, 3 min</div>" STORY "</div>", "3 min",
			"date and length" },
		{ "<div>" STORY "<div class=newsletter-box><p>The letter of the gulls, free, "
			"every Friday, in your box.</div></div>", "letter of the gulls",
			"a box by its name" },
		{ "<div>" STORY "<div class=author-info>Ada Quay writes on fish, boats and nets, "
			"and has done so for thirty years, for this paper and for others, "
			"here and abroad.</div></div>", "thirty years", "who the author is" },
		{ "<div>" STORY "<figure><img src=a.jpg alt=a><figcaption>Ada Quay/Agency"
			"</figcaption></figure></div>", "Agency", "who made a picture" },
	};

	(void)state;
	CHECK_LEFT_OUT(cases);
}

static void
test_labels_are_left_out_with_what_they_head(void **state)
{
	static const struct left_out cases[] = {
		{ "<div>" BOATS "<h3>Read more</h3><p><a href=/x>The price of gulls, a "
			"long story</a> (video)</p>" NETS PRICE "</div>", "price of gulls",
			"in English" },
		{ "<div>" BOATS "<p>Lesen Sie auch:</p><div><a href=/x>Der Preis der Möwen</a>"
			"</div>" NETS PRICE "</div>", "Lesen Sie", "in German" },
		{ "<div>" BOATS "<p><b>À lire aussi</b></p>" NETS PRICE "</div>", "lire aussi",
			"in French" },
		{ "<div>" BOATS "<h4>関連記事</h4>" NETS PRICE "</div>", "関連", "in Japanese" },
		{ "<div>" BOATS "<p>Advertisement</p>" NETS PRICE "</div>", "Advertisement",
			"a note" },
		{ "<div>" STORY "<h3>More of it</h3></div>", "More of it",
			"a heading with nothing behind it" },
	};
	char *text;

	(void)state;
	CHECK_LEFT_OUT(cases);
	text = extract("<div>" BOATS "<p>Advertisement is what the old men call it, and laugh, "
		"and they go on mending.</p>" NETS PRICE "</div>");
	assert_non_null(strstr(text, "Advertisement is"));
	free(text);
}

static void
test_boxes_that_speak_of_cookies_are_left_out(void **state)
{
	static const struct left_out cases[] = {
		{ "<div class=x><p>We use cookies, and so do our partners, to show you what "
			"you like, and cookies help us to count, to measure, and to sell, as "
			"you may have guessed.</div><div>" STORY "</div>", "partners",
			"a banner" },
	};

	(void)state;
	CHECK_LEFT_OUT(cases);
	char *text = extract("<title>Cookies for gulls</title><div><p>The baker makes cookies for "
		"gulls, small cookies, and the gulls take them, cookie by cookie.</div>");

	assert_memory_equal(text, "The baker", 9);
	free(text);
}

static void
test_headings_that_repeat_the_title_are_left_out(void **state)
{
	char *text = extract("<title>A quiet harbour | The Gull</title><div><h1>A quiet "
		"harbour</h1>" BOATS "<h2>Nets</h2>" NETS PRICE "</div>");

	(void)state;
	assert_null(strstr(text, "A quiet harbour"));
	assert_non_null(strstr(text, "#Nets\n"));
	free(text);
}

struct kept {
	const char *html, *text, *why;
};

static void
check_kept(const struct kept *cases, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		char *text = extract(cases[i].html);

		if (strstr(text, cases[i].text) == NULL || strstr(text, IN_PRICE) == NULL)
			fail_msg("%s: %s", cases[i].why, text);
		free(text);
	}
}

#define CHECK_KEPT(cases) check_kept(cases, sizeof cases / sizeof cases[0])

static void
test_all_parts_of_the_article_are_kept(void **state)
{
	static const struct kept cases[] = {
		{ "<main><div>" BOATS "</div><div>" NETS PRICE "</div></main>", IN_BOATS,
			"siblings" },
		{ "<div><section><article>" BOATS "</article></section><section><article>" NETS
			PRICE "</article></section></div>", IN_BOATS, "an article in parts" },
		{ "<header><p class=lead>Where the boats have gone, and who still waits for "
			"them, morning by morning.</header><div><div>" STORY "</div></div>",
			"Where the boats have gone", "a lead by its name" },
		{ "<article><header class=entry-header><h2>Where the boats have gone, and who "
			"still waits for them on the wall, morning by morning, in wind and "
			"rain.</h2></header><div>" STORY "</div></article>",
			"Where the boats have gone", "a sentence in the header" },
		{ "<meta name=description content='Where the boats have gone, and who still "
			"waits for them.'><div><div>Where the boats have gone, and who still "
			"waits for them, morning by morning.</div><div><div><div>" STORY
			"</div></div></div></div>", "Where the boats have gone",
			"a lead by what the page says of itself" },
		{ "<meta name=description content='Where the boats have gone, and who still "
			"waits for them.'><div><div><span>Where the boats have gone, and who "
			"still waits for them.</span></div><div><div><ul><li><a href=/a>One</a><li><a "
			"href=/b>Two more of it</a></ul></div><div>" STORY "</div></div></div>",
			"Where the boats have gone", "so too, beside links" },
		{ "<div class=footer-top>" STORY STORY STORY "</div><div>" LEGAL LEGAL "</div>",
			IN_BOATS,
			"most of the text, beside enough of other text" },
		{ "<main>" STORY "<div><p>The core of it is a paragraph without any of the small "
			"signs that part what is said and of more letters than the mayor needs "
			"to say nothing</p><p>and then <a href=/1>a link of many words as long "
			"as a line</a></p></div></main>", "The core of it",
			"a core with links" },
		{ "<div class=above-footer>" STORY "</div>", IN_BOATS,
			"most of the text, whatever its name" },
		{ "<div>" STORY "<figure><img src=a.jpg alt=a><figcaption>Two men mend their "
			"nets in the yard behind the sheds.</figcaption></figure></div>",
			"Two men mend", "a caption" },
		{ "<div>" STORY "<blockquote><p>Fish is fish, and a wall is a wall.</p>"
			"</blockquote></div>", "Fish is fish", "a quote" },
		{ "<div>" STORY "<table><tr><th>Year<th>Boats<tr><td>1990<td>41</table></div>",
			"1990", "a table of data" },
		{ "<div>" STORY "<ul><li>Cod, <li>herring, <li>plaice</ul></div>", "herring",
			"a list" },
		{ "<div>" STORY "<pre>net(1)</pre></div>", "net(1)", "code" },
		{ "<div>" BOATS "<p>See <a href=/n>the note on nets</a> for more of it, and the "
			"map.</p>" NETS PRICE "</div>", "the note on nets", "links in sentences" },
	};

	(void)state;
	CHECK_KEPT(cases);
}

static void
test_scripts_without_spaces_count_by_letters(void **state)
{
	static const char para[] = "<p>港は朝のうち静かで、船が戻る前、かもめは壁の上に並び、誰かを待って"
		"いるように見えた。網は小屋の間に干され、二人の男が黙って繕っていた。</p>";
	struct nr_buf html = NR_BUF_INIT;
	char *text;

	(void)state;
	nr_buf_addf(&html, "<div class=x>メニュー</div><div>%s%s</div><div><p>会社案内、採用。</div>",
		para, para);
	text = extract(html.data);
	assert_memory_equal(text, "港は", strlen("港は"));
	assert_null(strstr(text, "メニュー"));
	assert_null(strstr(text, "採用"));
	free(text);
	text = extract("<div><a href=/>会社案内の頁、会社案内の頁</a></div><div><p>港は朝のうち静かで、"
		"船が戻る前。</div><ul><li>採用情報");
	assert_string_equal(text, "港は朝のうち静かで、船が戻る前。\n");
	free(text);
	nr_buf_release(&html);
}

static void
test_a_body_in_structured_data_is_used_where_the_page_has_little(void **state)
{
	static const char teaser[] = "<p>The beginning, then a wall.</p>";
	struct nr_buf html = NR_BUF_INIT;
	char *text;

	(void)state;
	nr_buf_addz(&html, "<script type='application/ld+json'>{\"@type\": \"NewsArticle\", "
		"\"articleBody\": \"");
	for (int i = 0; i < 20; i++)
		nr_buf_addz(&html, "A sentence of the body &amp; more of it.\\n\\n");
	nr_buf_addf(&html, "\"}</script><div>%s</div>", teaser);
	text = extract(html.data);
	assert_memory_equal(text, "A sentence of the body & more of it.\nA sentence", 47);
	assert_null(strstr(text, "a wall"));
	free(text);
	nr_buf_release(&html);
}

static void
test_a_page_of_a_few_words_is_all_of_it(void **state)
{
	char *text = extract("<h2>Short</h2><p>Hello.");

	(void)state;
	assert_string_equal(text, "#Short\nHello.\n");
	free(text);
	text = extract("<script>1</script><nav></nav>");
	assert_string_equal(text, "");
	free(text);
}

static void
test_hints_stand_in_the_order_of_their_first_letters(void **state)
{
	static const char *const parts[] = {
#define HINT(part, where, flags) part,
#include "extract/hints.def"
#undef HINT
	};

	(void)state;
	for (size_t i = 1; i < sizeof(parts) / sizeof(parts[0]); i++)
		assert_true(parts[i - 1][0] <= parts[i][0]);
}

static void
expect_text(const char *html, const char *expected, const char *why)
{
	char *text = extract(html);

	if (strcmp(text, expected) != 0)
		fail_msg("%s: %s", why, text);
	free(text);
}

static void
test_hidden_text_that_scripts_would_show_is_read(void **state)
{
	(void)state;
	expect_text("<body><div id=app></div><noscript>" BOATS "</noscript>",
		IN_BOATS ", before the boats came in, and the gulls stood in rows along the wall,"
		" as if they were waiting for somebody.\n", "for readers without scripts");
	expect_text("<body><main><template></template></main><div hidden id='S:1a'>" BOATS
		"</div><div hidden id='S:x'>" NETS "</div>",
		IN_BOATS ", before the boats came in, and the gulls stood in rows along the wall,"
		" as if they were waiting for somebody.\n", "sent late");
}

/* Where the page has its text, noscript holds pictures and counters. */
static void
test_noscript_beside_text_is_left_out(void **state)
{
	char *text = extract("<article>" STORY STORY "<noscript><p>Please turn scripts on, for "
		"without them this page is not what it could be.</noscript></article>");

	(void)state;
	assert_null(strstr(text, "scripts"));
	assert_non_null(strstr(text, IN_BOATS));
	free(text);
}

static void
test_headings_stay_whatever_their_class(void **state)
{
	char *text = extract("<article>" BOATS "<h3 class='header-anchor sidebar'>Sheds</h3>"
		NETS "<h2 class=footer-like>Fish</h2>" PRICE "</article>");

	(void)state;
	assert_non_null(strstr(text, "#Sheds\n"));
	assert_non_null(strstr(text, "#Fish\n"));
	free(text);
}

static void
test_list_of_links_that_is_announced_stays(void **state)
{
	char *text = extract("<article>" BOATS NETS "<p>Maps of it:</p><ul><li><a href=/a>North"
		"</a><li><a href=/b>South</a></ul>" PRICE "</article>");

	(void)state;
	assert_non_null(strstr(text, "Maps of it:\nNorth [1]\nSouth [2]\n"));
	free(text);
}

static void
test_fragment_of_several_parts_is_all_read(void **state)
{
	(void)state;
	expect_text("<div><div class=a><p>The ferry goes at five from the northern pier.</p></div>"
		"<div class=a><p><b>Not on board:</b></p><ul><li>dogs<li>bicycles</ul></div></div>",
		"The ferry goes at five from the northern pier.\n#Not on board:\ndogs\nbicycles\n",
		"parts");
}

static void
test_page_that_points_elsewhere_is_none(void **state)
{
	static const struct {
		const char *content, *to;
	} cases[] = {
		{ "0; url=https://gull.example/real", "https://gull.example/real" },
		{ "5;URL='/real'", "https://news.example/real" },
		{ "0, /real", "https://news.example/real" },
		{ "30", NULL },
		{ "0; url=https://news.example/here", NULL },	/* itself */
		{ "0; url=javascript:x", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct nr_error err = NR_ERROR_INIT;
		struct nr_page page;
		char html[256];

		snprintf(html, sizeof html, "<meta http-equiv=refresh content=\"%s\"><p>Wait",
			cases[i].content);
		assert_int_equal(nr_extract(html, strlen(html), "https://news.example/here",
			&page, &err), cases[i].to != NULL ? -1 : 0);
		if (cases[i].to != NULL) {
			assert_int_equal(err.code, NR_ERR_NOT_FOUND);
			assert_string_equal(page.refresh, cases[i].to);
			assert_non_null(strstr(err.text, cases[i].to));
		} else {
			assert_null(page.refresh);
		}
		nr_page_release(&page);
	}
}

static void
test_bytes_that_are_no_page_are_named(void **state)
{
	static const struct {
		const char *bytes;
		size_t n;
		const char *what;
	} cases[] = {
		{ "\x89PNG\r\n\x1a\n....", 12, "a PNG image" },
		{ "\x1f\x8b\x08....", 7, "compressed by gzip" },
		{ "%PDF-1.7 <p>text</p>", 20, "a PDF document" },
		{ "<p>text</p>\0\1", 13, "binary data" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct nr_error err = NR_ERROR_INIT;
		struct nr_page page;

		assert_int_equal(nr_extract_bytes(cases[i].bytes, cases[i].n, "text/html", NULL,
			&page, &err), -1);
		assert_int_equal(err.code, NR_ERR_INPUT);
		assert_non_null(strstr(err.text, cases[i].what));
		nr_page_release(&page);
	}
}

static void
test_plain_text_is_no_html(void **state)
{
	static const struct {
		const char *bytes, *type, *first, *why;
	} cases[] = {
		{ "One <two> & a < b.\n\nThree.", NULL, "One <two> & a < b.", "a file" },
		{ "One <b>two</b>.", "text/plain; charset=utf-8", "One <b>two</b>.", "its type" },
		{ "One <b>two</b>.", NULL, "One two.", "markup" },
		{ "One &amp; two.", "text/html", "One & two.", "HTML without a tag" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct nr_error err = NR_ERROR_INIT;
		struct nr_page page;

		assert_int_equal(nr_extract_bytes(cases[i].bytes, strlen(cases[i].bytes),
			cases[i].type, NULL, &page, &err), 0);
		assert_string_equal(page.doc.blocks[0].text, cases[i].first);
		nr_page_release(&page);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_hidden_text_that_scripts_would_show_is_read),
		cmocka_unit_test(test_noscript_beside_text_is_left_out),
		cmocka_unit_test(test_headings_stay_whatever_their_class),
		cmocka_unit_test(test_list_of_links_that_is_announced_stays),
		cmocka_unit_test(test_fragment_of_several_parts_is_all_read),
		cmocka_unit_test(test_page_that_points_elsewhere_is_none),
		cmocka_unit_test(test_bytes_that_are_no_page_are_named),
		cmocka_unit_test(test_plain_text_is_no_html),
		cmocka_unit_test(test_what_surrounds_the_article_is_left_out),
		cmocka_unit_test(test_labels_are_left_out_with_what_they_head),
		cmocka_unit_test(test_boxes_that_speak_of_cookies_are_left_out),
		cmocka_unit_test(test_headings_that_repeat_the_title_are_left_out),
		cmocka_unit_test(test_all_parts_of_the_article_are_kept),
		cmocka_unit_test(test_scripts_without_spaces_count_by_letters),
		cmocka_unit_test(test_a_body_in_structured_data_is_used_where_the_page_has_little),
		cmocka_unit_test(test_a_page_of_a_few_words_is_all_of_it),
		cmocka_unit_test(test_hints_stand_in_the_order_of_their_first_letters),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
