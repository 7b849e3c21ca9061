#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <sys/wait.h>

#include "lib/effort.h"
#include "lib/starved.h"
#include "unit/store_util.h"

static const char no_memory[] = "newsreader: out of memory\n";

/* All of it, or one message that names the reason. */
static void
check_run(const char *name, const struct starved_run *whole, const struct starved_run *r,
	size_t fail)
{
	const char *said = nr_buf_str(&r->err);

	if (!WIFEXITED(r->status))
		fail_msg("%s: allocation %zu: signal %d", name, fail, WTERMSIG(r->status));
	if (WEXITSTATUS(r->status) == WEXITSTATUS(whole->status)
		&& strcmp(nr_buf_str(&r->out), nr_buf_str(&whole->out)) == 0)
		return;
	if (WEXITSTATUS(r->status) == NR_MEM_STATUS && strcmp(said, no_memory) == 0)
		return;
	if (WEXITSTATUS(r->status) == 0 || (!strstr(said, "memory") && !strstr(said, "not start")))
		fail_msg("%s: allocation %zu: status %d, said '%s', wrote '%s'", name, fail,
			WEXITSTATUS(r->status), said, nr_buf_str(&r->out));
}

static void
starve(const char *dir, char **argv, size_t runs)
{
	struct starved_run whole = starved_run(dir, argv, 0);
	size_t all = atomic_load(&starved_plan->count), step = all / runs | 1;	/* odd: both kinds */

	assert_true(WIFEXITED(whole.status));
	assert_true(all > 10);
	for (size_t fail = 1; fail <= all; fail += step) {
		struct starved_run r = starved_run(dir, argv, fail);

		check_run(argv[1], &whole, &r, fail);
		starved_release(&r);
	}
	starved_release(&whole);
}

enum { SAMPLE = 12, MANY_RUNS = 250 };

static void
starve_command(const char *dir, const char *option, const char *operand)
{
	starved_skip_if_sanitized();

	char *name = nr_strdup("newsreader"), *given = nr_strdup(option);
	char *path = nr_fs_join(dir, operand);
	char *argv[] = { name, given, path, NULL };

	starve(dir, argv, effort(SAMPLE, MANY_RUNS));
	free(name);
	free(given);
	free(path);
}

static void
test_a_list_is_whole_or_refused(void **state)
{
	starve_command(*state, "--list", "news");
}

static void
test_an_article_is_whole_or_refused(void **state)
{
	starve_command(*state, "--show", "news");
}

static void
test_files_are_checked_or_not(void **state)
{
	starve_command(*state, "--check", "news");
}

static void
test_a_page_is_extracted_or_not(void **state)
{
	starve_command(*state, "--extract", "page.html");
}

static void
test_marks_are_imported_or_not(void **state)
{
	starve_command(*state, "--state-import", "marks");
}

static void
test_a_large_list_is_whole_or_refused(void **state)
{
	enum { MANY = 300 };

	starved_skip_if_sanitized();

	char *news = nr_fs_join(*state, "news"), *name = nr_strdup("newsreader");
	char *option = nr_strdup("--list"), *argv[] = { name, option, news, NULL };

	for (size_t i = 0; i < MANY; i++) {
		char *file = util_format("m%zu.md", i), *text = util_format("---\ntitle: M%zu\n"
			"webUrl: https://x.example/m%zu\n---\nText\n", i, i);

		util_write(news, file, text);
		free(file);
		free(text);
	}
	starve(*state, argv, effort(SAMPLE, MANY_RUNS));
	free(news);
	free(name);
	free(option);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, starved_setup, util_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_a_list_is_whole_or_refused),
		TEST(test_an_article_is_whole_or_refused),
		TEST(test_files_are_checked_or_not),
		TEST(test_a_page_is_extracted_or_not),
		TEST(test_marks_are_imported_or_not),
		TEST(test_a_large_list_is_whole_or_refused),
	};

	return cmocka_run_group_tests_name("starved", tests, NULL, NULL);
}
