#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "newsreader/charset.h"
#include "newsreader/extract.h"

/* Sanitizers keep a shadow of all memory, which is not the page's. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define IS_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define IS_SANITIZED 1
#endif
#endif
#ifndef IS_SANITIZED
#define IS_SANITIZED 0
#endif

enum {
	TIMES = 40,		/* bytes of memory for a byte of the page */
	BASE = 20 << 20,	/* and for the program */
	SECONDS = 20		/* of processor time, under sanitizers and valgrind too */
};

struct made {
	const char *begin, *part, *end;
	size_t times;
	const char *why;
};

static const struct made cases[] = {
	{ "", "<div>", "deep", 100000, "nesting" },
	{ "", "<span>", "deep", 100000, "nesting in a line" },
	{ "", "<a><b>", "x", 100000, "formatting left open" },
	{ "", "<table><tr><td>", "x", 60000, "nested tables" },
	{ "<p ", "a=b ", ">text", 1000000, "a million attributes" },
	{ "<p class='", "a b-c ", "'>text", 200000, "a million classes" },
	{ "", "word, and more ", "", 3500000, "50 MB without a tag" },
	{ "", "x", "", 50 << 20, "50 MB without a space" },
	{ "", "&amp;&#x41;&CounterClockwiseContourIntegral;&;", "", 100000, "entities" },
	{ "", "\x80\xff\xc3", "", 1000000, "invalid encoding" },
	{ "<meta charset=gbk>", "\x81\x30<p>\xb0\xa1", "", 150000, "a wide charset" },
	{ "", "<", "", 1000000, "signs that begin nothing" },
	{ "", "<p>a", "", 250000, "small paragraphs" },
	{ "", "<li>a", "", 200000, "small items" },
	{ "", "<br>a", "", 200000, "breaks" },
	{ "", "<hr>", "x", 250000, "rules" },
	{ "<table>", "<tr><td>a", "", 100000, "rows" },
	{ "<table><tr>", "<td>a", "", 200000, "cells" },
	{ "", "<a href=a>b</a>", "", 70000, "the same link" },
	{ "", "<img src=a alt=b>", "x", 60000, "pictures" },
	{ "", "<p id=a rel=b src=c alt=d>e", "", 40000, "attributes that are kept" },
	{ "", "<p class=a>It is a line of text, with commas, that is long.", "", 20000,
		"long articles" },
	{ "<script type=application/ld+json>", "[", "</script><p>x", 500000, "nested JSON" },
	{ "<script type=application/ld+json>{\"@type\":\"Article\",\"articleBody\":\"",
		"a\\n", "\"}</script><p>x", 400000, "a body of small lines" },
	{ "<script type=application/ld+json>{\"@type\":\"Article\",\"author\":[",
		"\"a\",", "\"b\"]}</script><p>x", 200000, "many authors" },
	{ "<script type=application/ld+json>{\"@type\":\"Article\",\"publisher\":\"- - -\","
		"\"headline\":\"", "a - - - ", "\"}</script><p>x", 1000000, "a long headline" },
	{ "", "<script type=application/ld+json>", "x", 50000, "scripts left open" },
	{ "", "<!-- ", "x", 200000, "comments left open" },
	{ "", "<div>cookie cookie", "x", 60000, "cookies" },
	{ "<div>", "<h3>Read more</h3>", "x", 60000, "labels" },
};

static void
make(const struct made *made, struct nr_buf *page)
{
	nr_buf_addz(page, made->begin);
	for (size_t i = 0; i < made->times; i++)
		nr_buf_addz(page, made->part);
	nr_buf_addz(page, made->end);
}

/* As the program does it; the page's bytes count too. */
static void
extract(const struct made *made, int out)
{
	struct nr_buf bytes = NR_BUF_INIT, html = NR_BUF_INIT, packed = NR_BUF_INIT;
	struct nr_error err = NR_ERROR_INIT;
	struct nr_page page;
	size_t size;

	make(made, &bytes);
	size = bytes.len;
	nr_charset_decode(bytes.data, bytes.len, NULL, &html);
	nr_buf_release(&bytes);
	nr_extract(nr_buf_str(&html), html.len, NULL, &page, &err);
	nr_doc_pack(&page.doc, &packed);
	nr_page_release(&page);
	nr_buf_release(&html);
	nr_buf_release(&packed);
	_exit(write(out, &size, sizeof size) == sizeof size ? 0 : 1);
}

static void
test_time_and_memory_are_bounded(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct rlimit limit = { SECONDS, SECONDS };
		struct rusage used;
		size_t size = 0;
		int status, out[2];
		pid_t pid;

		assert_int_equal(pipe(out), 0);
		pid = fork();
		if (pid == 0) {
			setrlimit(RLIMIT_CPU, &limit);
			extract(&cases[i], out[1]);
		}
		close(out[1]);
		assert_int_equal(wait4(pid, &status, 0, &used), pid);
		if (!WIFEXITED(status) || WEXITSTATUS(status) != 0
				|| read(out[0], &size, sizeof size) != sizeof size)
			fail_msg("%s: ended with %d", cases[i].why, status);
		close(out[0]);
		if (!IS_SANITIZED && (size_t)used.ru_maxrss * 1024 > TIMES * size + BASE)
			fail_msg("%s: %ld kB for %zu bytes", cases[i].why, used.ru_maxrss, size);
	}
}

/* A long base stands in front of each relative address. */
static void
test_absolute_addresses_are_bounded_together(void **state)
{
	struct nr_buf html = NR_BUF_INIT;
	struct nr_error err = NR_ERROR_INIT;
	struct nr_page page;
	size_t sum = 0;

	(void)state;
	nr_buf_addz(&html, "<base href=http://x/");
	for (int i = 0; i < 1000; i++)
		nr_buf_addz(&html, "abc/");
	nr_buf_addz(&html, "><p>");
	for (int i = 0; i < 2000; i++)
		nr_buf_addf(&html, "one, two, three <a href=%d>four</a> ", i);
	assert_int_equal(nr_extract(html.data, html.len, NULL, &page, &err), 0);
	assert_true(page.doc.n_links > 100 && page.words == 8000);
	for (size_t i = 0; i < page.doc.n_links; i++)
		sum += strlen(page.doc.links[i]);
	assert_true(sum <= 4 << 20);
	nr_page_release(&page);
	nr_buf_release(&html);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_time_and_memory_are_bounded),
		cmocka_unit_test(test_absolute_addresses_are_bounded_together),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
