#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "newsreader/entity.h"

static void
assert_decodes(const char *in, const char *out)
{
	struct nr_buf b = NR_BUF_INIT;

	nr_entity_decode(in, strlen(in), &b);
	assert_string_equal(nr_buf_str(&b), out);
	nr_buf_release(&b);
}

static void
test_references_become_characters(void **state)
{
	(void)state;
	assert_decodes("Biden&#8217;s", "Biden’s");
	assert_decodes("&#x2018;Visual&#X2019;", "‘Visual’");
	assert_decodes("AT&amp;T &lt;b&gt; &quot;x&quot; &hellip;", "AT&T <b> \"x\" …");
	assert_decodes("&#65;&#66;", "AB");
	assert_decodes("&#1114109;", "\xf4\x8f\xbf\xbd");
	assert_decodes("&eacute;&Eacute;&szlig; &check; &CounterClockwiseContourIntegral;",
		"éÉß ✓ ∳");
	assert_decodes("&NotEqualTilde;", "≂̸");
	assert_decodes("&AMP;", "&");
}

static void
test_names_of_html_4_need_no_semicolon(void **state)
{
	(void)state;
	assert_decodes("&copy 2021, R&eacutesum&eacute", "© 2021, Résumé");
	assert_decodes("&amp", "&");
	assert_decodes("&#8217 and &#x2019", "’ and ’");
	assert_decodes("&check &hellip", "&check &hellip");
}

static void
test_numbers_of_windows_1252_are_its_characters(void **state)
{
	(void)state;
	assert_decodes("a &#150; b &#x97; c&#133; &#128;5", "a – b — c… €5");
}

static void
test_numbers_of_no_character_are_replaced(void **state)
{
	(void)state;
	assert_decodes("&#xd800;&#1114112;&#99999999999;", "\xef\xbf\xbd\xef\xbf\xbd"
		"\xef\xbf\xbd");
}

static void
test_references_are_decoded_once(void **state)
{
	(void)state;
	assert_decodes("&amp;lt;", "&lt;");
	assert_decodes("&&amp;amp;", "&&amp;");
}

static void
test_numbers_encoded_twice_are_decoded(void **state)
{
	(void)state;
	assert_decodes("Biden&amp;#8217;s &amp;#x2014; &amp;#39;", "Biden’s — '");
	assert_decodes("&amp;#", "&#");
	assert_decodes("&amp;#a", "&#a");
}

static void
test_what_is_no_reference_stays(void **state)
{
	static const char *const cases[] = {
		"", "&", "a & b; c", "&;", "&#;", "&#x;", "&nosuch;", "R&D", "Q&A", "AT&T",
		"</title>&nosuch;", "<b>&nosuch;</b><!-- &nosuch;", " \n&nosuch; \n",
		"é&nosuch;", "\n\nR&D",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_decodes(cases[i], cases[i]);
}

static void
test_bytes_behind_the_end_are_not_read(void **state)
{
	struct nr_buf b = NR_BUF_INIT;

	(void)state;
	nr_entity_decode("a&amp;b&lt;", 7, &b);
	assert_string_equal(nr_buf_str(&b), "a&b");
	nr_buf_clear(&b);
	nr_entity_decode("x\0&lt;", 6, &b);
	assert_string_equal(nr_buf_str(&b), "x<");
	nr_buf_release(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_references_become_characters),
		cmocka_unit_test(test_names_of_html_4_need_no_semicolon),
		cmocka_unit_test(test_numbers_of_windows_1252_are_its_characters),
		cmocka_unit_test(test_numbers_of_no_character_are_replaced),
		cmocka_unit_test(test_references_are_decoded_once),
		cmocka_unit_test(test_numbers_encoded_twice_are_decoded),
		cmocka_unit_test(test_bytes_behind_the_end_are_not_read),
		cmocka_unit_test(test_what_is_no_reference_stays),
	};

	return cmocka_run_group_tests_name("entity", tests, NULL, NULL);
}
