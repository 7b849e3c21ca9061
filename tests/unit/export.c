#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "app/export.h"
#include "lib/open_article.h"
#include "newsreader/fs.h"

static char *
export_as(const struct app_article *a, const struct nr_saved *page, enum app_form form)
{
	struct nr_error err = NR_ERROR_INIT;
	struct nr_buf out = NR_BUF_INIT;

	assert_int_equal(app_export(a, page, form, &out, &err), 0);
	return nr_buf_take(&out);
}

static void
test_name_has_date_and_title_and_nothing_unsafe(void **state)
{
	static const struct {
		const char *title, *date, *expected;
	} cases[] = {
		{ "Biden proposes a meeting", "2021-04-13T18:15:00Z",
			"2021-04-13-biden-proposes-a-meeting.md" },
		{ "Biden proposes a meeting", "", "biden-proposes-a-meeting.md" },
		{ "../../etc/passwd", "2021-04-13", "2021-04-13-etc-passwd.md" },
		{ "../../etc/passwd", "", "etc-passwd.md" },
		{ "-rf .", "", "rf.md" },
		{ ".hidden", "", "hidden.md" },
		{ "...", "", "article.md" },
		{ "...", "2021-04-13", "2021-04-13.md" },
		{ "It's 5 o'clock", "", "its-5-oclock.md" },
		{ "  A\tB: C|D?*  ", "", "a-b-c-d.md" },
		{ "東京の天気、晴れ", "", "東京の天気-晴れ.md" },
		{ "Größe", "", "grösse.md" },
		{ "0123456789 0123456789 0123456789 0123456789 0123456789 0123456789", "",
			"0123456789-0123456789-0123456789-0123456789-0123456789-0123.md" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct app_article a = { .row.title = (char *)(uintptr_t)cases[i].title };
		struct nr_buf name = NR_BUF_INIT;

		nr_date_parse(cases[i].date, strlen(cases[i].date), &a.row.date);
		app_export_name(&a, &name);
		assert_string_equal(nr_buf_str(&name), cases[i].expected);
		nr_buf_release(&name);
	}
}

static void
test_form_follows_the_ending(void **state)
{
	(void)state;
	assert_int_equal(app_form_of("a.md"), APP_FORM_MARKDOWN);
	assert_int_equal(app_form_of("a.b.MARKDOWN"), APP_FORM_MARKDOWN);
	assert_int_equal(app_form_of("~/x/a.html"), APP_FORM_HTML);
	assert_int_equal(app_form_of("a.htm"), APP_FORM_HTML);
	assert_int_equal(app_form_of("a.txt"), APP_FORM_TEXT);
	assert_int_equal(app_form_of("a"), APP_FORM_TEXT);
}

static char *
body_of(const struct app_article *a)
{
	struct nr_buf out = NR_BUF_INIT;
	struct nr_doc doc = NR_DOC_INIT;

	app_article_doc(a, NULL, NULL, &doc);
	app_export_text(&doc, 76, 0, &out);
	nr_doc_release(&doc);
	return nr_buf_take(&out);
}

/* Written as Markdown and read again, it is the same article with the same text. */
static void
expect_same(const char *path, const char *text)
{
	struct app_article a = open_article(path, text);
	char *written = export_as(&a, NULL, APP_FORM_MARKDOWN);
	struct app_article b = open_article("/b.md", written);
	char *before = body_of(&a), *after = body_of(&b), *again;
	uint64_t has = a.file->has & ~((uint64_t)1 << NR_FIELD_SECURED);

	assert_string_equal(after, before);
	assert_string_equal(b.row.title, a.row.title);
	assert_int_equal(nr_article_version(b.file), nr_article_version(a.file));
	assert_true((b.file->has & has) == has);
	if (strncmp(a.row.key, "file:", 5) != 0)
		assert_string_equal(b.row.key, a.row.key);
	again = export_as(&b, NULL, APP_FORM_MARKDOWN);
	assert_string_equal(again, written);
	free(again);
	free(before);
	free(after);
	free(written);
	app_article_release(&a);
	app_article_release(&b);
}

static void
test_markdown_reads_back_as_the_same_article(void **state)
{
	static const struct {
		const char *path, *text;
	} cases[] = {
		{ "/a.md", "---\ntitle: 'Say \"hello\" \\ twice: #1'\nexcerpt: |\n  Two\n  lines.\n"
			"publishedDateTime: 2021-04-13T18:15:00Z\n"
			"originalUrl: https://a.example/1\nwebUrl: https://b.example/1\n"
			"ampWebUrl: https://amp.b.example/1\ntype: video\nlength: PT15M28S\n"
			"price: $9.99\nlevels: [Easy, 'All: of them']\nmembers: 3\n"
			"ratings: {average: 4.5, count: 12}\nquality: 60\nheat: 80\n"
			"published: false\nfeaturedContent: <iframe src=\"https://v.example/1\">\n"
			"provider: {name: The Times, domain: t.example, authors: [A, B],"
			" images: [{url: 'https://t.example/i', width: 3, height: 4}]}\n"
			"topics: [One, 'Two, too']\n"
			"images: [{url: 'https://a.example/i', isCached: true}]\n"
			"actions: [{title: Buy, url: 'https://a.example/b', type: buy}]\n"
			"items: [x, y]\nmood: calm\n\"odd key: 1\": [a, b]\n"
			"related:\n  - title: Other\n    webUrl: https://a.example/2\n"
			"    quality: 5\n    provider: {name: P}\n"
			"---\n# A *heading*\n\n- one\n- two\n\n> quoted\n" },
		{ "/a.html", "---\ntitle: T\n---\n<h2>Head</h2><p>one <b>two</b> <a href="
			"'https://l.example/'>three</a><ul><li>x<li>y<ol><li>z</ol></ul>"
			"<pre>code\n  more</pre><table><tr><th>A<th>B<tr><td>1<td>2</table>" },
		{ "/a.txt", "---\ntitle: T\n---\nAs *it* stands, 1) and # so on.\n\n- not a list\n" },
		{ "/a.md", "---\nname: Only a name\n---\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		expect_same(cases[i].path, cases[i].text);
}

static void
test_samples_read_back_as_the_same_article(void **state)
{
	static const char *const names[] = { "000_5b47c46c2437cc24.txt",
		"002_cadc216a56c4450b.txt", "004_6cb4dc83300293be.txt" };

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct nr_buf path = NR_BUF_INIT, text = NR_BUF_INIT;
		struct nr_error err = NR_ERROR_INIT;

		nr_buf_addf(&path, "%s/seeds/%s", getenv("srcdir"), names[i]);
		assert_int_equal(nr_fs_read(nr_buf_str(&path), NR_LOAD_FILE_MAX, &text, &err), 0);
		expect_same(nr_buf_str(&path), nr_buf_str(&text));
		nr_buf_release(&path);
		nr_buf_release(&text);
	}
}

static void
test_full_text_takes_the_place_of_the_excerpt(void **state)
{
	struct app_article a = open_article("/a.md", "---\ntitle: T\nexcerpt: Short.\n"
		"webUrl: https://a.example/1\n---\n");
	struct nr_saved page = { .url = (char[]){ "https://a.example/1" },
		.byline = (char[]){ "" } };
	struct nr_doc doc = NR_DOC_INIT;
	char *text;

	(void)state;
	nr_text_to_doc("All of it.", 10, &doc);
	nr_doc_end(&doc);
	nr_doc_pack(&doc, &page.doc);
	nr_doc_release(&doc);
	text = export_as(&a, &page, APP_FORM_MARKDOWN);
	assert_string_equal(text, "---\ntitle: \"T\"\nwebUrl: \"https://a.example/1\"\n---\n\n"
		"All of it.\n\n");
	free(text);
	text = export_as(&a, &page, APP_FORM_TEXT);
	assert_string_equal(text, "T\n\nAll of it.\n\nhttps://a.example/1 [1]\n");
	free(text);
	nr_buf_release(&page.doc);
	app_article_release(&a);
}

static void
test_html_is_escaped_and_nested(void **state)
{
	struct app_article a = open_article("/a.md", "---\ntitle: A <b> & \"c\"\n---\n"
		"- one\n\n  > said <i>\n\n- two\n  1. in\n\n*so* [x](https://l.example/?a&b)\n"
		"[y](javascript:1)\n");
	char *html = export_as(&a, NULL, APP_FORM_HTML);

	(void)state;
	assert_string_equal(html, "<!DOCTYPE html>\n<meta charset=\"utf-8\">\n"
		"<title>A &lt;b&gt; &amp; &quot;c&quot;</title>\n"
		"<h1>A &lt;b&gt; &amp; &quot;c&quot;</h1>\n"
		"<ul><li><p>one</p>\n<blockquote><p>said</p>\n</blockquote>\n</li>\n"
		"<li><p>two</p>\n<ol><li><p>in</p>\n</li></ol>\n</li></ul>\n"
		"<p><em>so</em> <a href=\"https://l.example/?a&amp;b\">x</a> y</p>\n");
	free(html);
	app_article_release(&a);
}

static void
expect_file(const char *path, const char *expected)
{
	struct nr_buf text = NR_BUF_INIT;
	struct nr_error err = NR_ERROR_INIT;

	assert_int_equal(nr_fs_read(path, 1024, &text, &err), 0);
	assert_string_equal(nr_buf_str(&text), expected);
	nr_buf_release(&text);
}

static void
test_file_is_written_whole_and_replaced_only_if_asked(void **state)
{
	char folder[] = "/tmp/exportXXXXXX", path[64], name[64], missing[64];
	struct nr_error err = NR_ERROR_INIT;
	struct stat st;

	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof path, "%s/a.md", folder);
	snprintf(name, sizeof name, "%s/link.md", folder);
	snprintf(missing, sizeof missing, "%s/no/a.md", folder);
	umask(027);
	assert_int_equal(nr_fs_write(path, "one", 3, false, &err), 0);
	expect_file(path, "one");
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0640);
	assert_int_equal(nr_fs_write(path, "two", 3, false, &err), 1);
	expect_file(path, "one");
	assert_int_equal(chmod(path, 0600), 0);
	assert_int_equal(symlink("a.md", name), 0);
	assert_int_equal(nr_fs_write(name, "three", 5, true, &err), 0);
	expect_file(path, "three");
	assert_int_equal(lstat(name, &st), 0);
	assert_true(S_ISLNK(st.st_mode));
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(nr_fs_write(missing, "x", 1, false, &err), -1);
	assert_non_null(strstr(err.text, "cannot write "));
	assert_int_equal(unlink(name), 0);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(rmdir(folder), 0);	/* nothing else is left */
}

static void
test_what_is_no_regular_file_is_not_replaced(void **state)
{
	char folder[] = "/tmp/exportXXXXXX", path[64];
	struct nr_error err = NR_ERROR_INIT;
	struct stat st;

	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof path, "%s/it", folder);
	assert_int_equal(mkfifo(path, 0600), 0);
	assert_int_equal(nr_fs_write(path, "x", 1, true, &err), -1);
	assert_non_null(strstr(err.text, "/it: not a regular file"));
	assert_int_equal(lstat(path, &st), 0);
	assert_true(S_ISFIFO(st.st_mode));
	assert_int_equal(unlink(path), 0);

	assert_int_equal(symlink("missing", path), 0);
	for (int replace = 0; replace < 2; replace++) {
		assert_int_equal(nr_fs_write(path, "x", 1, replace, &err), -1);
		assert_non_null(strstr(err.text, "/it: the link leads to no file"));
	}
	assert_int_equal(lstat(path, &st), 0);
	assert_true(S_ISLNK(st.st_mode));
	assert_int_equal(unlink(path), 0);
	assert_int_equal(rmdir(folder), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_name_has_date_and_title_and_nothing_unsafe),
		cmocka_unit_test(test_form_follows_the_ending),
		cmocka_unit_test(test_markdown_reads_back_as_the_same_article),
		cmocka_unit_test(test_samples_read_back_as_the_same_article),
		cmocka_unit_test(test_full_text_takes_the_place_of_the_excerpt),
		cmocka_unit_test(test_html_is_escaped_and_nested),
		cmocka_unit_test(test_file_is_written_whole_and_replaced_only_if_asked),
		cmocka_unit_test(test_what_is_no_regular_file_is_not_replaced),
	};

	return cmocka_run_group_tests_name("export", tests, use_utc, NULL);
}
