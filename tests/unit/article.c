#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "newsreader/article.h"
#include "newsreader/url.h"

#define BIT(field) (UINT64_C(1) << NR_FIELD_##field)

static void
test_fields_are_found_by_key_and_alias(void **state)
{
	static const struct {
		const char *key;
		enum nr_field field;
		bool alias;
	} cases[] = {
		{ "title", NR_FIELD_TITLE, false },
		{ "publishedDateTime", NR_FIELD_PUBLISHED_AT, false },
		{ "secured", NR_FIELD_SECURED, false },
		{ "date", NR_FIELD_PUBLISHED_AT, true },
		{ "description", NR_FIELD_EXCERPT, true },
		{ "tags", NR_FIELD_TOPICS, true },
		{ "categories", NR_FIELD_TOPICS, true },
		{ "Title", NR_FIELD_TITLE, false },
		{ "DATE", NR_FIELD_PUBLISHED_AT, true },
		{ "titl", NR_FIELD_COUNT, false },
		{ "titles", NR_FIELD_COUNT, false },
		{ "", NR_FIELD_COUNT, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		enum nr_field field = NR_FIELD_COUNT;
		int number = nr_field_key(cases[i].key, &field);

		assert_int_equal(field, cases[i].field);
		assert_int_equal(number >= 0, field != NR_FIELD_COUNT);
		assert_int_equal(number % NR_FIELD_KEYS_MAX >= NR_FIELD_COUNT, cases[i].alias);
	}
}

static void
test_every_field_finds_itself(void **state)
{
	(void)state;
	for (int i = 0; i < NR_FIELD_COUNT; i++) {
		const struct nr_field_info *f = nr_field_info((enum nr_field)i);
		enum nr_field found = NR_FIELD_COUNT;

		assert_int_equal(nr_field_key(f->key, &found), i);
		assert_int_equal(found, i);
		assert_true(f->offset < sizeof(struct nr_article));
		assert_true(*f->label && *f->text);
	}
	assert_int_equal(nr_field_info(NR_FIELD_HEAT)->offset,
		offsetof(struct nr_article, heat));
}

static void
test_every_key_has_a_number_of_its_own(void **state)
{
	static const char *const aliases[] = {
		"date", "description", "summary", "tags", "categories",
	};
	enum nr_field field = NR_FIELD_COUNT;
	uint64_t seen = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(aliases) / sizeof(aliases[0]); i++) {
		int number = nr_field_key(aliases[i], &field);

		assert_in_range(number, NR_FIELD_COUNT, NR_FIELD_KEYS_MAX - 1);
		assert_false(seen >> number & 1);
		seen |= UINT64_C(1) << number;
	}
	field = NR_FIELD_PRICE;
	assert_int_equal(nr_field_key("nonsense", &field), -1);
	assert_int_equal(field, NR_FIELD_PRICE);
}

static void
test_new_article_is_published_and_untitled(void **state)
{
	struct nr_article *a = nr_article_new();

	(void)state;
	assert_true(a->published);
	assert_string_equal(nr_article_title(a), "(no title)");
	assert_null(nr_article_url(a));
	a->name = "A forum";
	assert_string_equal(nr_article_title(a), "A forum");
	a->title = "A title";
	assert_string_equal(nr_article_title(a), "A title");
	nr_article_free(a);
	nr_article_free(NULL);
}

static void
test_browser_gets_the_first_web_address(void **state)
{
	struct nr_article a = { .cdn_amp_url = "https://c.com/" };

	(void)state;
	assert_string_equal(nr_article_url(&a), "https://c.com/");
	a.amp_url = "https://a.com/";
	assert_string_equal(nr_article_url(&a), "https://a.com/");
	a.web_url = "https://w.com/";
	assert_string_equal(nr_article_url(&a), "https://w.com/");
	a.original_url = "https://o.com/";
	assert_string_equal(nr_article_url(&a), "https://o.com/");
	a.original_url = "file:///etc/passwd";
	assert_string_equal(nr_article_url(&a), "https://w.com/");
}

static void
check_key(struct nr_article *a, const char *path, const char *expected)
{
	nr_article_identify(a, path);
	if (!expected) {
		assert_null(a->key);
		assert_int_equal(a->id, 0);
		return;
	}
	assert_string_equal(a->key, expected);
	assert_int_equal(a->id, nr_url_id(expected));
}

static void
test_article_is_identified_by_url_then_title_then_file(void **state)
{
	struct nr_article *a = nr_article_new();

	(void)state;
	check_key(a, "/news/a.md", "file:/news/a.md");
	a->name = "Power  Apps";
	check_key(a, "/news/a.md", "title::power apps");
	a->title = "Élan VITAL";
	a->provider.domain = "example.com";
	check_key(a, "/news/a.md", "title:example.com:élan vital");
	a->web_url = "not an address";
	check_key(a, "/news/a.md", "title:example.com:élan vital");
	a->web_url = "HTTPS://amp.Example.com/x#top";
	check_key(a, "/news/a.md", "https://example.com/x");
	nr_article_free(a);
}

static void
test_related_entries_are_identified_too(void **state)
{
	struct nr_article entries[3] = {
		{ .web_url = "https://x.com/a?utm_source=b" },
		{ .title = "Only a Title" },
		{ .excerpt = "names nothing" },
	};
	struct nr_article *a = nr_article_new();

	(void)state;
	a->title = "T";
	a->related = (struct nr_articles){ entries, 3 };
	nr_article_identify(a, "f");
	assert_string_equal(entries[0].key, "https://x.com/a");
	assert_int_equal(entries[0].id, nr_url_id("https://x.com/a"));
	assert_string_equal(entries[1].key, "title::only a title");
	assert_null(entries[2].key);
	assert_int_equal(entries[2].id, 0);
	nr_article_free(a);
}

static void
test_heat_is_explained(void **state)
{
	static const struct {
		int64_t quality, heat;
		size_t related;
		uint64_t has;
		const char *expected;
	} cases[] = {
		{ 125, 225, 5, BIT(QUALITY) | BIT(HEAT),
			"225 (quality 125 + 5 related × 20)" },
		{ 90, 114, 5, BIT(QUALITY) | BIT(HEAT),
			"114 (as given; the formula would make it 190)" },
		{ 54, 54, 0, BIT(QUALITY) | BIT(HEAT),
			"54 (quality 54, no related articles)" },
		{ 55, -1, 1, BIT(QUALITY) | BIT(HEAT),
			"-1 (replaced by a better article of the same story)" },
		{ 0, -1, 0, BIT(HEAT),
			"-1 (replaced by a better article of the same story)" },
		{ 0, 58, 0, BIT(HEAT), "58" },
		{ 99, 0, 3, BIT(QUALITY), "" },
		{ INT64_MAX, 5, 1, BIT(QUALITY) | BIT(HEAT), "5" },
		{ INT64_MIN, INT64_MIN, 0, BIT(QUALITY) | BIT(HEAT),
			"-9223372036854775808 (quality -9223372036854775808, no related "
			"articles)" },
	};
	struct nr_buf out = NR_BUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct nr_article a = {
			.quality = cases[i].quality, .heat = cases[i].heat,
			.related.n = cases[i].related, .has = cases[i].has,
		};

		nr_buf_clear(&out);
		nr_article_explain_heat(&a, &out);
		assert_string_equal(nr_buf_str(&out), cases[i].expected);
	}
	nr_buf_release(&out);
}

static int64_t
version_of(const char *title, const char *excerpt, int64_t heat, uint64_t has,
	int64_t related_1, int64_t related_2)
{
	struct nr_article related[] = { { .id = related_1 }, { .id = related_2 } };

	return nr_article_version(&(struct nr_article){ .title = title, .excerpt = excerpt,
		.heat = heat, .has = has, .related = { related, 2 } });
}

static void
test_version_tells_what_a_reader_would_call_news(void **state)
{
	const int64_t same = version_of("t", "e", 5, BIT(HEAT), 1, 2);

	(void)state;
	assert_int_not_equal(same, 0);
	assert_int_equal(version_of("t", "e", 5, BIT(HEAT), 1, 2), same);
	assert_int_equal(version_of("t", "e", 5, BIT(HEAT), 2, 1), same);
	assert_int_equal(version_of("t", "e", 5, BIT(HEAT) | BIT(TYPE), 2, 1), same);
	assert_int_not_equal(version_of("u", "e", 5, BIT(HEAT), 1, 2), same);
	assert_int_not_equal(version_of("t", "f", 5, BIT(HEAT), 1, 2), same);
	assert_int_not_equal(version_of("te", "", 5, BIT(HEAT), 1, 2), same);
	assert_int_not_equal(version_of("t", "e", 6, BIT(HEAT), 1, 2), same);
	assert_int_not_equal(version_of("t", "e", 5, 0, 1, 2), same);
	assert_int_not_equal(version_of("t", "e", 5, BIT(HEAT), 1, 3), same);
}

static void
test_digest_has_folded_names_and_other_addresses(void **state)
{
	const char *topics[] = { "Joe Biden", "\u200b" };
	struct nr_article *a = nr_article_new();

	(void)state;
	a->title = "ÉTÉ";
	a->web_url = "https://x.com/a";
	a->original_url = "https://x.com/a?utm_source=b";
	a->amp_url = a->cdn_amp_url = "https://other.com/amp/a";
	a->topics = (struct nr_strs){ topics, 2 };
	nr_article_identify(a, "f");
	nr_article_digest(a);
	assert_string_equal(a->digest->title_fold, "été");
	assert_null(a->digest->provider_fold);
	assert_string_equal(a->digest->topic_folds[0], "joe biden");
	assert_string_equal(a->digest->topic_folds[1], "");
	assert_int_equal(a->digest->n_aliases, 1);
	assert_int_equal(a->digest->aliases[0], nr_url_id("https://other.com/a"));
	assert_int_equal(a->digest->version, nr_article_version(a));
	nr_article_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fields_are_found_by_key_and_alias),
		cmocka_unit_test(test_every_field_finds_itself),
		cmocka_unit_test(test_every_key_has_a_number_of_its_own),
		cmocka_unit_test(test_new_article_is_published_and_untitled),
		cmocka_unit_test(test_browser_gets_the_first_web_address),
		cmocka_unit_test(test_article_is_identified_by_url_then_title_then_file),
		cmocka_unit_test(test_related_entries_are_identified_too),
		cmocka_unit_test(test_heat_is_explained),
		cmocka_unit_test(test_version_tells_what_a_reader_would_call_news),
		cmocka_unit_test(test_digest_has_folded_names_and_other_addresses),
	};

	return cmocka_run_group_tests_name("article", tests, NULL, NULL);
}
