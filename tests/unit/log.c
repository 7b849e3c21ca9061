#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "newsreader/clock.h"
#include "newsreader/fs.h"
#include "newsreader/log.h"
#include "unit/store_util.h"

enum { THREADS = 4, LINES = 200 };

/* The text of the log, which the caller frees. */
static char *
read_log(const char *dir)
{
	struct nr_buf text = NR_BUF_INIT;
	struct nr_error err = NR_ERROR_INIT;
	char *path = nr_fs_join(dir, "log");

	assert_int_equal(nr_fs_read(path, 1 << 20, &text, &err), 0);
	free(path);
	return nr_buf_take(&text);
}

static void
open_log(const char *dir)
{
	struct nr_error err = NR_ERROR_INIT;
	char *path = nr_fs_join(dir, "log");

	assert_int_equal(nr_log_open(path, &err), 0);
	free(path);
}

static void
test_lines_have_time_process_and_topic_and_are_appended(void **state)
{
	int64_t before = nr_clock_ms(), ms;
	char *text, topic[8], word[8];
	long pid;

	nr_log("lost", "the log is off");
	util_write(*state, "log", "an older line\n");
	open_log(*state);
	nr_log("scan", "%d %s", 3, "files");
	text = read_log(*state);
	assert_int_equal(strncmp(text, "an older line\n", 14), 0);
	assert_int_equal(sscanf(text + 14, "%" SCNd64 " %ld %7s 3 %7s", &ms, &pid, topic, word), 4);
	assert_in_range(ms, before, nr_clock_ms());
	assert_int_equal(pid, getpid());
	assert_string_equal(topic, "scan:");
	assert_string_equal(word, "files");
	assert_null(strstr(text, "lost"));
	free(text);
}

static void
test_long_line_is_cut(void **state)
{
	char *text, *long_text = malloc(2001);

	memset(long_text, 'x', 2000);
	long_text[2000] = '\0';
	open_log(*state);
	nr_log("key", "%s", long_text);
	nr_log("key", "next");
	text = read_log(*state);
	assert_int_equal(strcspn(text, "\n"), 499);
	assert_non_null(strstr(text, "x\n"));
	assert_non_null(strstr(text, "key: next\n"));
	free(text);
	free(long_text);
}

static void *
write_lines(void *arg)
{
	for (int i = 0; i < LINES; i++)
		nr_log("job", "%s", (const char *)arg);
	return NULL;
}

static void
test_lines_of_threads_are_whole(void **state)
{
	static char words[THREADS][3] = { "aa", "bb", "cc", "dd" };
	pthread_t threads[THREADS];
	size_t n = 0;
	char *text;

	open_log(*state);
	for (int i = 0; i < THREADS; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, write_lines, words[i]), 0);
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	text = read_log(*state);
	free(text);
	text = read_log(*state);
	for (char *at = text; *at; at = strchr(at, '\n') + 1, n++) {
		char *word = strstr(at, " job: ") + 6;

		assert_int_equal(word[0], word[1]);
		assert_int_equal(word[2], '\n');
	}
	assert_int_equal(n, THREADS * LINES);
	free(text);
}

static void
test_file_that_cannot_be_opened_is_an_error(void **state)
{
	struct nr_error err = NR_ERROR_INIT;
	char *path = nr_fs_join(*state, "none/log");

	assert_int_equal(nr_log_open(path, &err), -1);
	assert_non_null(strstr(err.text, "none/log"));
	free(path);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, util_setup, util_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_lines_have_time_process_and_topic_and_are_appended),
		TEST(test_long_line_is_cut),
		TEST(test_lines_of_threads_are_whole),
		TEST(test_file_that_cannot_be_opened_is_an_error),
	};

	return cmocka_run_group_tests_name("log", tests, NULL, NULL);
}
