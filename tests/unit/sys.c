/* Calls that differ between systems. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "newsreader/sys.h"

static void
test_an_error_has_its_text(void **state)
{
	char text[256];

	(void)state;
	assert_string_equal(nr_sys_strerror(ENOENT, text, sizeof text), strerror(ENOENT));
	assert_non_null(strstr(nr_sys_strerror(123456, text, sizeof text), "123456"));
}

static void
test_a_pipe_is_not_inherited_and_does_not_block(void **state)
{
	int fds[2];
	char c;

	(void)state;
	assert_int_equal(nr_sys_pipe(fds), 0);
	for (int i = 0; i < 2; i++)
		assert_int_equal(fcntl(fds[i], F_GETFD) & FD_CLOEXEC, FD_CLOEXEC);
	assert_int_equal(read(fds[0], &c, 1), -1);
	assert_int_equal(errno, EAGAIN);
	assert_int_equal(write(fds[1], "x", 1), 1);
	assert_int_equal(read(fds[0], &c, 1), 1);
	close(fds[0]);
	close(fds[1]);
}

static void
test_a_socket_is_not_inherited(void **state)
{
	int fd = nr_sys_socket(AF_INET, SOCK_STREAM, 0);

	(void)state;
	assert_true(fd >= 0);
	assert_int_equal(fcntl(fd, F_GETFD) & FD_CLOEXEC, FD_CLOEXEC);
	close(fd);
}

static void
test_an_unnamed_file_keeps_what_is_written(void **state)
{
	int fd = nr_sys_unnamed_file();
	char text[4] = "";
	struct stat st;

	(void)state;
	assert_true(fd >= 0);
	assert_int_equal(fcntl(fd, F_GETFD) & FD_CLOEXEC, FD_CLOEXEC);
	assert_int_equal(write(fd, "abc", 3), 3);
	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	assert_int_equal(read(fd, text, sizeof text), 3);
	assert_string_equal(text, "abc");
	assert_int_equal(fstat(fd, &st), 0);
	assert_int_equal(st.st_nlink, 0);
	close(fd);
}

static void
test_the_time_of_a_change_has_nanoseconds(void **state)
{
	const struct timespec times[2] = { { 5, 7 }, { 1600000000, 123456789 } };
	int fd = nr_sys_unnamed_file();
	struct stat st;

	(void)state;
	assert_int_equal(futimens(fd, times), 0);
	assert_int_equal(fstat(fd, &st), 0);
	assert_true(nr_sys_mtime(&st) == INT64_C(1600000000123456789));
	close(fd);
}

static void
test_a_time_far_away_is_the_nearest_that_fits(void **state)
{
	static const struct {
		int64_t seconds, want;
	} cases[] = {
		{ 9223372035, INT64_C(9223372035000000000) },
		{ 9223372036, INT64_MAX },
		{ INT64_C(32503680000), INT64_MAX },	/* the year 3000 */
		{ -9223372035, INT64_C(-9223372035000000000) },
		{ -9223372036, INT64_MIN },
		{ INT64_MAX, INT64_MAX },
		{ INT64_MIN, INT64_MIN },
	};

	(void)state;
	if (sizeof(time_t) < sizeof(int64_t))
		skip();
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct stat st = { .st_mtime = (time_t)cases[i].seconds };

		assert_true(nr_sys_mtime(&st) == cases[i].want);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_an_error_has_its_text),
		cmocka_unit_test(test_a_pipe_is_not_inherited_and_does_not_block),
		cmocka_unit_test(test_a_socket_is_not_inherited),
		cmocka_unit_test(test_an_unnamed_file_keeps_what_is_written),
		cmocka_unit_test(test_the_time_of_a_change_has_nanoseconds),
		cmocka_unit_test(test_a_time_far_away_is_the_nearest_that_fits),
	};

	return cmocka_run_group_tests_name("sys", tests, NULL, NULL);
}
