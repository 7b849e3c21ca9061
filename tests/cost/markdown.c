/*
 * What Markdown costs: reads inputs of two sizes, each in a call of measure(), for a
 * profiler that counts the instructions of each call.
 * usage: markdown SIZE FIRST STEP: the control, plain text, pages, then every STEP-th
 * pattern of Markdown from FIRST on
 */
#include "config.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "newsreader/buf.h"
#include "newsreader/extract.h"
#include "newsreader/html.h"

#ifndef __has_feature
#define __has_feature(x) 0
#endif

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) \
	|| __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
enum { SANITIZED = 1 };
#else
enum { SANITIZED = 0 };
#endif

enum { GROWTH = 4, CONTROL_PART = 16 };

/* An input is a head, then a piece over and over, then a tail. */
static const struct pattern {
	const char *head, *piece, *tail;
} patterns[] = {
	{ "", "![[]()", "" },
	{ "", "[", "" },
	{ "", "![", "" },
	{ "", "[](", "" },
	{ "", "[a](b", "" },
	{ "", "[a](<b", "" },
	{ "", "![a](", "" },
	{ "", "[[a]", "" },
	{ "", "[a][", "" },
	{ "", "[a]\n", "" },
	{ "", "[a]\n:", "" },
	{ "", "[a]: b\n", "" },
	{ "x\n", "[a]: b\n", "" },
	{ "", "[ab]: c\nd\n", "" },
	{ "", "[a]: /b\n[a]", "" },
	{ "", "[a]: b \"", "" },
	{ "[a]: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n\n", "[a][a]", "" },
	{ "", "*", "" },
	{ "", "*a ", "" },
	{ "", "*a_ ", "" },
	{ "", "*a **a ", "" },
	{ "", "a**b", "" },
	{ "", "***a** ", "" },
	{ "", "_a ", "" },
	{ "", "~~a ", "" },
	{ "", "*~~a ", "" },
	{ "", "`", "" },
	{ "", "`a ``b ```c ", "" },
	{ "", "`\n", "" },
	{ "", "\\\\", "" },
	{ "", "\\`", "" },
	{ "", "<", "" },
	{ "", "<a ", "" },
	{ "", "<a b=\"", "" },
	{ "", "<a b=' <a b=\" ", "" },
	{ "", "</a", "" },
	{ "a", "<!--", "" },
	{ "a", "<?", "" },
	{ "a", "<![CDATA[", "" },
	{ "a", "<!A", "" },
	{ "", "<http:a ", "" },
	{ "", "<a@b.", "" },
	{ "", "&", "" },
	{ "", "&amp;", "" },
	{ "", "&#x1", "" },
	{ "", "http://a.b ", "" },
	{ "", "https://a.b/c/", "" },
	{ "", "www.a.b ", "" },
	{ "", "www.", "" },
	{ "", "a@b.c ", "" },
	{ "", "x@y.z@", "" },
	{ "", "(http://a.b/", "" },
	{ "", "http://a.b((", "" },
	{ "", "http://", "" },
	{ "", ">>a\n", "" },
	{ "", "> a\n", "" },
	{ "> > > > > > > >\n", "a\n", "" },
	{ "- - - - - - - - a\n", "a\n", "" },
	{ "", "- a\n", "" },
	{ "", "- a\n\n  b\n\n", "" },
	{ "", "1. a\n", "" },
	{ "", "- > ", "" },
	{ "", "# a\n", "" },
	{ "", "a\n===\n", "" },
	{ "", "```a\n", "" },
	{ "", "    a\n", "" },
	{ "", "a|b\n-|-\nc|d\n\n", "" },
	{ "|a|b|c|d|e|f|g|h|\n|-|-|-|-|-|-|-|-|\n", "x\n", "" },
	{ "|a|\n|-|\n", "|a", "" },
	{ "", "- [x] a\n", "" },
	{ "", "[^1]: a\n", "" },
	{ "", "x[^1] ", "\n\n[^1]: note\n" },
	{ "", "[^a", "" },
	{ "", "a\n: b\n\n", "" },
	{ "", ": a\n", "" },
	{ "", "$a ", "" },
	{ "", "$$a ", "" },
	{ "", "\\(a_", "" },
	{ "", "\\begin{", "" },
	{ "", "{{", "" },
	{ "", "{%", "" },
	{ "", "{{<", "" },
	{ "", "{% raw %}", "" },
	{ "", "{% highlight a %}", "" },
	{ "", "{% comment %}", "" },
	{ "", "{{< code >}}a{{< /code >}}\n\n", "" },
	{ "", "{% raw %}a{% endverbatim %}\n\n", "{% endraw %}" },
	{ "", "{{</*", "" },
	{ "", "{:", "" },
	{ "", "{::comment}", "" },
	{ "", "{{< figure src=\"", "" },
	{ "", "){a", "" },
	{ "", "<div>\n\n", "" },
	{ "", "<b>a</b> ", "" },
	{ "", "<ul><li>", "" },
	{ "", "<table><tr><td>", "" },
	{ "", "a\n\n", "" },
	{ "", "\n", "" },
};

#define TEN "Boats, nets, fish, gulls, and the harbour around them. "

/* Of HTML, with text enough for an article; what the finder of articles does with them is counted. */
static const struct pattern pages[] = {
	{ "<div><p>" TEN TEN TEN TEN TEN TEN "<p>" TEN TEN TEN TEN TEN TEN, "<ul></ul>", "" },
};

/* The least that an input is expected to cost. */
static const struct pattern plain = { "", "a", "" };

typedef void (*reader)(const char *s, size_t n);

static void
read_markdown(const char *s, size_t n)
{
	struct nr_doc doc = NR_DOC_INIT;

	nr_markdown_to_doc(s, n, &doc);
	nr_doc_end(&doc);
	nr_doc_release(&doc);
}

static void
read_page(const char *s, size_t n)
{
	struct nr_error err = NR_ERROR_INIT;
	struct nr_page page;

	nr_extract(s, n, NULL, &page, &err);
	nr_page_release(&page);
}

/* The control: what a parser does that looks back over all open brackets at each closed
 * one, which takes time by the square. */
static void
read_by_the_square(const char *s, size_t n)
{
	size_t open = 0;

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; s[i] == ']' && k < i; k++)
			open += s[k] == '[';
	if (open == SIZE_MAX)
		abort();
}

/* The profiler counts what is called from here, one call after the other. */
void measure(reader read, const char *s, size_t n);

__attribute__((noinline)) void
measure(reader read, const char *s, size_t n)
{
	read(s, n);
}

static void
run(const struct pattern *p, reader read, size_t size)
{
	struct nr_buf text = NR_BUF_INIT;

	nr_buf_addz(&text, p->head);
	while (text.len + strlen(p->piece) + strlen(p->tail) <= size)
		nr_buf_addz(&text, p->piece);
	nr_buf_addz(&text, p->tail);
	measure(read, nr_buf_str(&text), text.len);
	nr_buf_release(&text);
}

static void
put_name(const char *name, const char *s)
{
	fputs(name, stdout);
	for (; *s != '\0'; s++)
		fputs(*s == '\n' ? "\\n" : (char[]){ *s, '\0' }, stdout);
	putchar('\n');
}

int
main(int argc, char **argv)
{
	size_t n = sizeof patterns / sizeof patterns[0], size, step;

	if (SANITIZED)
		return 77;
	if (argc != 4)
		return 2;
	size = strtoul(argv[1], NULL, 10);
	step = strtoul(argv[3], NULL, 10);
	put_name("control ", patterns[0].piece);
	run(&patterns[0], read_by_the_square, size / CONTROL_PART);
	run(&patterns[0], read_by_the_square, size / CONTROL_PART * GROWTH);
	put_name("plain ", plain.piece);
	run(&plain, read_markdown, size);
	run(&plain, read_markdown, size * GROWTH);
	for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++) {
		put_name("page ", pages[i].piece);
		run(&pages[i], read_page, size);
		run(&pages[i], read_page, size * GROWTH);
	}
	for (size_t i = strtoul(argv[2], NULL, 10); i < n; i += step) {
		put_name("", patterns[i].piece);
		run(&patterns[i], read_markdown, size);
		run(&patterns[i], read_markdown, size * GROWTH);
	}
	return 0;
}
