#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/article.h"

static int64_t few[] = { 1, 2, 3 }, more[] = { 2, 3, 5, 8, 9 };
static char old[] = "Old", new[] = "New", evil[] = "E\033[2J\nvil";

#define BASE .version = 1, .title = old, .heat = 125, .has_heat = true, .excerpt = 7, \
	.related = { few, 3, 3 }

static void
test_each_change_is_told(void **state)
{
	static const struct {
		struct nr_snapshot seen, now;
		const char *text;
	} cases[] = {
		{ { BASE }, { .title = old, .heat = 225, .has_heat = true, .excerpt = 7,
			.related = { few, 3, 3 } }, "heat 125 → 225" },
		{ { BASE }, { .title = old, .excerpt = 7, .related = { few, 3, 3 } },
			"heat 125 → none" },
		{ { .title = old }, { .title = old, .has_heat = true }, "heat none → 0" },
		{ { BASE }, { .title = new, .heat = -1, .has_heat = true, .excerpt = 8,
			.related = { more, 5, 5 } }, "heat 125 → -1, 3 new related,"
			" 1 related gone, title was \"Old\", excerpt changed" },
		{ { BASE }, { .title = old, .heat = 125, .has_heat = true, .excerpt = 7 },
			"3 related gone" },
		{ { .title = evil }, { .title = old }, "title was \"E vil\"" },
		{ { BASE }, { BASE }, "changed since it was read" },
		{ { .version = 1 }, { BASE }, "changed since it was read" },
		{ { BASE }, { .version = 2 }, "changed since it was read" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct nr_buf b = NR_BUF_INIT;

		app_changes_explain(&cases[i].seen, &cases[i].now, &b);
		assert_string_equal(nr_buf_str(&b), cases[i].text);
		nr_buf_release(&b);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_change_is_told),
	};

	return cmocka_run_group_tests_name("changes", tests, NULL, NULL);
}
