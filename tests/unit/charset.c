#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "newsreader/charset.h"

static const struct {
	const char *bytes, *type, *name, *text, *why;
} cases[] = {
	{ "abc", NULL, "UTF-8", "abc", "ASCII is UTF-8 too" },
	{ "\xc3\xa4", NULL, "UTF-8", "\xc3\xa4", "UTF-8 by its bytes" },
	{ "\xc3\xa4", "text/html; charset=iso-8859-1", "UTF-8", "\xc3\xa4",
		"whatever is said of them" },
	{ "\xe4", NULL, "WINDOWS-1252", "\xc3\xa4", "else western" },
	{ "\xe4", "text/html;charset=\"KOI8-R\"", "KOI8-R", "\xd0\x94", "the header" },
	{ "\xe4", "text/html; Charset = windows-1251 ; x", "WINDOWS-1251", "\xd0\xb4",
		"written freely" },
	{ "\x80", "text/html; charset=latin1", "WINDOWS-1252", "\xe2\x82\xac",
		"names mean what browsers take them for" },
	{ "<meta charset=windows-1251>\xe4", NULL, "WINDOWS-1251",
		"<meta charset=windows-1251>\xd0\xb4", "<meta charset>" },
	{ "<meta http-equiv=content-type content='text/html; charset=euc-kr'>\xb0\xa1",
		NULL, "CP949", "<meta http-equiv=content-type content='text/html; "
		"charset=euc-kr'>\xea\xb0\x80", "<meta http-equiv>" },
	{ "<!-- <meta charset=koi8-r> --><meta charset=iso-8859-15>\xa4", NULL,
		"ISO-8859-15", "<!-- <meta charset=koi8-r> --><meta charset=iso-8859-15>"
		"\xe2\x82\xac", "none in a comment" },
	{ "<meta charset=koi8-r>\xe4", "text/html; charset=windows-1251",
		"WINDOWS-1251", "<meta charset=koi8-r>\xd0\xb4", "the header first" },
	{ "<?xml version='1.0' encoding='iso-8859-2'?>\xb1", NULL, "ISO-8859-2",
		"<?xml version='1.0' encoding='iso-8859-2'?>\xc4\x85", "XML" },
	{ "<html lang=ru-RU>\xe4", NULL, "WINDOWS-1251", "<html lang=ru-RU>\xd0\xb4",
		"by the language" },
	{ "<html lang=zh-TW>\xa4\xa4", NULL, "BIG5-HKSCS",
		"<html lang=zh-TW>\xe4\xb8\xad", "by language and country" },
	{ "<meta charset=utf-8>\xe4", NULL, "WINDOWS-1252", "<meta charset=utf-8>\xc3\xa4",
		"not what it says" },
	{ "<meta charset=utf-7>+ADw-", NULL, "UTF-8", "<meta charset=utf-7>+ADw-",
		"none that hides ASCII" },
	{ "\xef\xbb\xbf\xc3\xa4", "text/html; charset=koi8-r", "UTF-8", "\xc3\xa4",
		"a mark before all" },
	{ "\xc3\xa4\xc3\xb6\xc3\xbc\xc3\x9f\xc3\xa4\xff.", NULL, "UTF-8",
		"\xc3\xa4\xc3\xb6\xc3\xbc\xc3\x9f\xc3\xa4\xef\xbf\xbd.",
		"a bad byte in UTF-8" },
	{ "\x82\xa0\x82", "x; charset=shift_jis", "CP932", "\xe3\x81\x82\xef\xbf\xbd",
		"cut at the end" },
	{ "\xe4 ba", "x; charset=windows-1258", "WINDOWS-1258", "\xc3\xa4 ba",
		"what waits for an accent at the end" },
	{ "\xa4\xa4\x88\x66", "x; charset=big5", "BIG5-HKSCS", "\xe4\xb8\xad\xc3\x8a",
		"so too of two bytes" },
	{ "", NULL, "UTF-8", "", "nothing" },
};

static void
test_the_charset_is_found(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct nr_buf out = NR_BUF_INIT;
		const char *name = nr_charset_decode(cases[i].bytes, strlen(cases[i].bytes),
			cases[i].type, &out);

		if (strcmp(name, cases[i].name) != 0
				|| strcmp(nr_buf_str(&out), cases[i].text) != 0)
			fail_msg("%s: %s, %s", cases[i].why, name, nr_buf_str(&out));
		nr_buf_release(&out);
	}
}

static void
test_utf_16_is_told_by_its_mark(void **state)
{
	struct nr_buf out = NR_BUF_INIT;

	(void)state;
	assert_string_equal(nr_charset_decode("\xff\xfe" "a\0\xe4\0x", 7, NULL, &out),
		"UTF-16LE");
	assert_string_equal(out.data, "a\xc3\xa4\xef\xbf\xbd");
	nr_buf_clear(&out);
	nr_charset_decode("\xfe\xff\0a\0\xe4", 6, NULL, &out);
	assert_string_equal(out.data, "a\xc3\xa4");
	nr_buf_clear(&out);
	nr_charset_decode("\xff\xfe" "a\0\0\xdc" "b\0c\0", 10, NULL, &out);
	assert_string_equal(out.data, "a\xef\xbf\xbd" "bc");
	nr_buf_release(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_charset_is_found),
		cmocka_unit_test(test_utf_16_is_told_by_its_mark),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
