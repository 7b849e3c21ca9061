#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "load/entity.h"

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
	assert_decodes("&#1114111;", "\xf4\x8f\xbf\xbf");
}

static void
test_references_are_decoded_once(void **state)
{
	(void)state;
	assert_decodes("&amp;lt;", "&lt;");
	assert_decodes("&&amp;amp;", "&&amp;");
}

static void
test_what_is_no_reference_stays(void **state)
{
	static const char *const cases[] = {
		"", "&", "a & b; c", "&;", "&#;", "&#x;", "&nosuch;", "R&D", "&#12a;",
		"&#1114112;", "&#xd800;", "&#0;", "&AMP;", "&#99999999999;", "&amp",
		"x?a=1&lt=2",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_decodes(cases[i], cases[i]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_references_become_characters),
		cmocka_unit_test(test_references_are_decoded_once),
		cmocka_unit_test(test_what_is_no_reference_stays),
	};

	return cmocka_run_group_tests_name("entity", tests, NULL, NULL);
}
