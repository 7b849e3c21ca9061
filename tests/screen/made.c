#include "config.h"

#include "screen/made.h"

#include <stdio.h>

static void
plain_articles(struct screen *s)
{
	screen_article(s, "news/nodate.md",
		"title: An article without a date\n"
		"webUrl: https://nodate.example/a\n"
		"type: article\n");
	screen_article(s, "news/replaced.md",
		"title: \"A story that another one replaces\"\n"
		"excerpt: \"It is shown dim, and p hides it.\"\n"
		"publishedDateTime: 2021-06-09T11:55:00Z\n"
		"webUrl: https://replaced.example/a\n"
		"provider: {name: Replaced Times, domain: replaced.example}\n"
		"topics: [Science, Weather]\n"
		"quality: 40\nheat: -1\npublished: false\n");
	screen_article(s, "news/long.md",
		"title: \"A title that goes on and on, well past the edge of every pane,"
		" because "
		"whoever wrote it could not decide where it should end, and then it"
		" ends\"\n"
		"publishedDateTime: 2021-06-09\n"
		"webUrl: https://long.example/a\n"
		"provider: {name: The Very Long Name Of A Provider Gazette, "
		"domain: long.example, authors: [Ann Author, Bob Writer]}\n"
		"topics: [Weather]\n"
		"quality: 300\nheat: 500\npublished: true\n"
		"related:\n"
		"  - {title: A story that another one replaces, "
		"webUrl: \"https://replaced.example/a\", quality: 40}\n");
	screen_file(s, "news/post.md",
		"---\nlayout: post\ntitle: A post of a Jekyll blog\n"
		"date: 2021-06-08 09:30:00 +0200\n"
		"description: What it is about, in one line.\n"
		"tags: [Science]\ncategories: blog\n---\n"
		"It says *this* and **that**.\n\n1. one\n2. two\n\n"
		"> A quotation\n> of two lines.\n\n"
		"    a line of code\n\n[a link](https://link.example/x) and `code`.\n");
}

static void
foreign_articles(struct screen *s)
{
	screen_article(s, "news/cjk.md",
		"title:"
		" 東京の天気は晴れのち曇り、明日は雨が降るでしょうと気象庁が発表しました\n"
		"excerpt:"
		" \"気象庁によると、東京の天気は晴れのち曇り。明日は全国的に雨が降るでしょう。"
		"傘を忘れないようにしてください、と担当者は述べた。\"\n"
		"publishedDateTime: 2021-06-09T10:00:00Z\n"
		"webUrl: https://cjk.example/天気\n"
		"provider: {name: 東京新聞, domain: cjk.example}\n"
		"topics: [Weather, 天気]\nquality: 90\nheat: 90\npublished: true\n");
	screen_article(s, "news/emoji.md",
		"title: \"👩‍👩‍👧‍👦 Families 🇩🇪🇫🇷 cafe\\u0301 ❤️ 👍🏽 and a̐é"
		" combined\"\n"
		"excerpt: \"Nothing of this 🎉 may shift a column.\"\n"
		"publishedDateTime: 2021-06-09T09:00:00Z\n"
		"webUrl: https://emoji.example/a\n"
		"provider: {name: \"Émoji 🎈 Post\", domain: emoji.example}\n"
		"topics: [Science]\nquality: 75\nheat: 75\npublished: true\n");
	screen_article(s, "news/rtl.md",
		"title: \"שלום עולם: חדשות היום\"\n"
		"excerpt: \"مرحبا بالعالم. הטקסט הזה נכתב מימין לשמאל, with English in"
		" it.\"\n"
		"publishedDateTime: 2021-06-09T08:00:00Z\n"
		"webUrl: https://rtl.example/a\n"
		"provider: {name: הארץ, domain: rtl.example}\n"
		"quality: 80\nheat: 80\npublished: true\n");
}

static void
rich_articles(struct screen *s)
{
	screen_article(s, "news/video.md",
		"title: Learn to sail in an hour\n"
		"excerpt: \"Knots, winds and what to do when you fall in.\"\n"
		"publishedDateTime: 2021-05-01T07:00:00Z\n"
		"webUrl: https://video.example/watch?v=1\n"
		"type: video\nlength: PT15M28S\nprice: $9.99\nlevels: [Beginner, All]\n"
		"ratings: {average: 4.5, count: 120}\nmembers: 4200\n"
		"featuredContent: '<iframe"
		" src=\"https://player.example/embed/1\"></iframe>'\n"
		"actions: [{title: Enrol, url: \"https://video.example/enrol\"}]\n"
		"provider: {name: Sailing School, domain: video.example}\n"
		"topics: [Sailing]\nquality: 100\nheat: 100\npublished: true\n"
		"mood: calm\nsecured: \"c2VjcmV0\"\n");
	screen_file(s, "news/html.html",
		"---\ntitle: An article with a body\n"
		"publishedDateTime: 2021-06-01T12:00:00Z\n"
		"webUrl: https://html.example/a\n"
		"provider: {name: Body Review, domain: html.example}\n"
		"quality: 70\nheat: 70\npublished: true\n---\n"
		"<h2>A heading</h2><p>Some <b>bold</b> and <i>slanted</i> text with "
		"<a href=\"https://link.example/1\">a link</a>, and "
		"<a href=\"https://link.example/2\">another one</a>.</p>"
		"<ul><li>first<li>second<ol><li>inner one<li>inner two</ol></ul>"
		"<blockquote><p>Quoted words, long enough that they need more than one"
		" line in "
		"any of the layouts.</p></blockquote>"
		"<pre>if (a)\n\treturn b;</pre><hr>"
		"<img src=\"https://html.example/p.jpg\" alt=\"A picture\" width=640"
		" height=480>"
		"<table><tr><th>Year<th>Rain<tr><td>2020<td>312 mm</table>"
		"<p>Stürme &amp; Regen, 30&nbsp;°C.</p><script>alert(1)</script>\n");
}

void
made_news(struct screen *s)
{
	plain_articles(s);
	foreign_articles(s);
	rich_articles(s);
}

void
made_bad(struct screen *s)
{
	screen_article(s, "bad/good.md",
		"title: The one that can be read\n"
		"publishedDateTime: 2021-06-09T06:00:00Z\n"
		"webUrl: https://good.example/a\ntopics: [Good]\n");
	screen_article(s, "bad/odd.md",
		"title: The one with odd fields\n"
		"publishedDateTime: yesterday\n"
		"webUrl: https://odd.example/a\n"
		"quality: [many]\nheat: hot\n"
		"title: The one with odd fields, twice\n");
	screen_file(s, "bad/nothing.md", "");
	screen_file(s, "bad/prose.md", "Just prose, no front matter.\n");
	screen_article(s, "bad/broken.md", "- \"not closed\n");
	screen_article(s, "bad/alias.md", "- &t hello\n- *u\n");
	screen_file(s, "bad/_data/skipped.md", "not looked at");
	screen_file(s, "bad/notes.log", "no article");
}

#define EVIL "a\\e]52;c;ZXZpbA==\\ab\\e[2Jc\\bd\\re\\u202Ef\\u009B31mg\\0h\\u200B\\U0001F600\\n\\ti"

void
made_evil(struct screen *s)
{
	struct nr_buf b = NR_BUF_INIT;

	screen_article(s, "evil/evil.md",
		"title: \"" EVIL "\"\nexcerpt: \"" EVIL "\"\ncategory: \"" EVIL "\"\n"
		"publishedDateTime: 2021-06-09T11:00:00Z\n"
		"webUrl: \"https://evil.example/" EVIL "\"\n"
		"type: \"" EVIL "\"\nprice: \"" EVIL "\"\nlevels: [\"" EVIL "\"]\n"
		"provider: {name: \"" EVIL "\", domain: \"" EVIL "\", authors:"
		" [\"" EVIL "\"]}\n"
		"topics: [\"" EVIL "\"]\n\"" EVIL "\": \"" EVIL "\"\n"
		"items: [\"" EVIL "\"]\nactions: [{title: \"" EVIL "\", url:"
		" \"" EVIL "\"}]\n"
		"related: [{title: \"" EVIL "\", webUrl: \"https://evil.example/r\"}]\n");
	nr_buf_addz(&b, "---\ntitle: \"");
	for (size_t i = 0; i < 100000; i++)
		nr_buf_addz(&b, "Endless. ");
	nr_buf_addz(&b, "\"\npublishedDateTime: 2021-06-09T10:00:00Z\n"
		"webUrl: https://endless.example/a\n---\n");
	screen_write(s, "evil/endless.md", b.data, b.len);
	nr_buf_release(&b);
	static const char raw[] = "---\ntitle: raw \xff\xfe\x80 bytes\xc3\n"
		"webUrl: https://raw.example/a\n---\n\x1b[31mred\x07\b\x00"
		" body\x9b""2J\xe2\x80\xae!\n";
	screen_write(s, "evil/raw.md", raw, sizeof(raw) - 1);
}

void
made_many(struct screen *s)
{
	struct nr_buf b = NR_BUF_INIT;

	for (int i = 1; i <= 30; i++) {
		char path[32];

		nr_buf_clear(&b);
		nr_buf_addf(&b, "title: Story number %d\npublishedDateTime:"
			" 2021-05-%02dT12:00:00Z\n"
			"webUrl: https://many.example/%d\nheat: %d\nquality: %d\n"
			"provider: {name: Paper %c, domain: many.example}\n"
			"topics: [Topic %d,"
			" Every]\n", i, i, i, i * 10, i * 10, 'A' + i % 3,
			i % 5);
		for (int k = 1; i == 30 && k <= 60; k++)
			nr_buf_addf(&b, "%s  - {title: Related number %d, webUrl: "
				"\"https://many.example/%s%d\", quality: %d}\n",
				k == 1 ? "related:\n" : "", k, k == 7 ? "" : "r", k, 100 - k);
		snprintf(path, sizeof(path), "many/%02d.md", i);
		screen_article(s, path, nr_buf_str(&b));
	}
	nr_buf_release(&b);
}

void
made_long(struct screen *s, int files)
{
	char path[32], text[128];

	for (int i = 0; i < files; i++) {
		snprintf(path, sizeof(path), "long/%03d.md", i);
		snprintf(text, sizeof(text), "title: Piece %d%s\nwebUrl: https://long.example/%d\n",
			i, i % 3 ? "" : " of three", i);
		screen_article(s, path, text);
	}
}

void
made_none(struct screen *s)
{
	screen_file(s, "none/README", "no article");
}
