#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "newsreader/mem.h"
#include "unit/recorder.h"

/* Open a subject with a template and compare what arrives with the arguments expected. */
static void
expect_opened(struct fixture *f, const char *template, const struct app_subject *s,
	const char *const *expected)
{
	struct nr_options *o = nr_options_new();
	struct nr_buf all = NR_BUF_INIT;
	struct app_browser b;

	setenv("RECORD", "argv", 1);
	assert_int_equal(nr_options_set(o, "browser", template, &f->err), 0);
	if (app_browser_find(o, s, &b, &f->err) < 0)
		fail_msg("%s: %s", s->url, f->err.text);
	assert_int_equal(run_detached(&b.argv, &f->err), 0);
	nr_buf_add(&all, RECORDER, sizeof(RECORDER));
	for (; *expected; expected++)
		nr_buf_add(&all, *expected, strlen(*expected) + 1);
	expect_record(f, nr_buf_str(&all), all.len);
	nr_buf_release(&all);
	app_argv_release(&b.argv);
	nr_options_free(o);
}

static void
test_hostile_addresses_arrive_as_they_are(void **state)
{
	struct fixture *f = *state;
	static const char *const urls[] = {
		"http://e.org/'\"'\"", "http://e.org/$(reboot)", "http://e.org/`reboot`",
		"http://e.org/;reboot;", "http://e.org/|reboot", "http://e.org/a&b&",
		"http://e.org/>/etc/passwd", "http://e.org/%s%u%t%%%",
		"http://e.org/%n%1$s",
		"http://e.org/\\", "http://e.org/*?[a]", "http://e.org/--help",
		"http://e.org/-oProxyCommand=x", "http://e.org/#!~{a,b}^!!",
		"HTTPS://E.ORG:443/A?b=c#d",
	};

	for (size_t i = 0; i < sizeof(urls) / sizeof(*urls); i++) {
		const struct app_subject s = { .url = urls[i], .title = "T" };
		const char *const alone[] = { urls[i], NULL };
		const char *const inside[] = { "--new", urls[i], "%u", "T", NULL };

		expect_opened(f, RECORDER, &s, alone);
		expect_opened(f, RECORDER " --new \"%u\" %%u %t", &s, inside);
	}
}

static void
test_hostile_titles_arrive_as_they_are(void **state)
{
	struct fixture *f = *state;
	static const char *const titles[] = {
		"", " ", "It's \"quoted\"", "$(reboot)", "`reboot`", "; reboot",
		"| reboot",
		"two\nlines\r", "-oProxyCommand=x", "--help", "-", "%s", "%u %o %t", "%%",
		"Z\xc3\xbcrich \xe2\x80\x94 \xe4\xb8\xad\xe6\x96\x87 \xf0\x9f\x98\x80",
		"\xff\xfe", "\x1b]52;c;x\a", "a\\", "a\\\"b", "*", "~", "&&", "<x>", "#",
	};

	for (size_t i = 0; i < sizeof(titles) / sizeof(*titles); i++) {
		const struct app_subject s = {
			.url = "http://e.org/", .title = titles[i], .provider = titles[i],
			.file = "-f x"
		};
		char together[128];
		const char *const expected[] = {
			together, "./-f x", "http://e.org/", NULL
		};

		snprintf(together, sizeof(together), "t=%s, %s", titles[i], titles[i]);
		expect_opened(f, RECORDER " 't=%t, %p' %f %u", &s, expected);
	}
}

static void
test_long_address_and_title_arrive_whole(void **state)
{
	struct fixture *f = *state;
	enum { LONG = 8192 };
	char *url = nr_malloc(LONG + 1);
	char *title = nr_malloc(LONG + 1);
	const struct app_subject s = { .url = url, .title = title };
	const char *const expected[] = { url, title, NULL };

	memset(url, 'a', LONG);
	memcpy(url, "http://e.org/", 13);
	memset(title, ' ', LONG);
	url[LONG] = title[LONG] = '\0';
	expect_opened(f, RECORDER " %u %t", &s, expected);
	free(url);
	free(title);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		TEST(test_hostile_addresses_arrive_as_they_are),
		TEST(test_hostile_titles_arrive_as_they_are),
		TEST(test_long_address_and_title_arrive_whole),
	};

	(void)argc;
	recorder_main(argv);
	return cmocka_run_group_tests_name("open", tests, NULL, NULL);
}
