#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "lib/termdemo.h"

enum { ARGS_MAX = 6 };

bool
termdemo_is_asked(int argc, char **argv)
{
	return argc > 1 && strcmp(argv[1], "demo") == 0;
}

struct pty *
termdemo_start_as(const struct pty_config *config, const char *const *args)
{
	char self[4096];
	const char *argv[ARGS_MAX + 3] = { self, "demo" };
	struct pty_config whole = *config;
	ssize_t n = readlink("/proc/self/exe", self, sizeof(self) - 1);

	assert_true(n > 0);
	self[n] = '\0';
	for (size_t i = 0; args != NULL && args[i] != NULL; i++) {
		assert_true(i < ARGS_MAX);
		argv[i + 2] = args[i];
	}
	whole.argv = argv;
	return pty_start(&whole);
}

struct pty *
termdemo_start_with(const char *const *args, const char *const *env)
{
	struct pty_config config = { .env = env };

	return termdemo_start_as(&config, args);
}

struct pty *
termdemo_start(void)
{
	struct pty *p = termdemo_start_with(NULL, NULL);

	pty_wait_text(p, "termdemo 24x80");
	return p;
}

void
termdemo_assert_restored(struct pty *p)
{
	assert_false(pty_altscreen(p));
	assert_true(pty_cursor_shown(p));
	assert_true(pty_modes_restored(p));
}

void
termdemo_quit(struct pty *p)
{
	pty_send(p, "q");
	int status = pty_wait_exit(p);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
	termdemo_assert_restored(p);
	pty_free(p);
}
