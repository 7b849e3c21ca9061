#include "config.h"

/* The whole program in this one, with an allocator that fails when it is told to. */
int newsreader_main(int argc, char **argv);
#define main newsreader_main
#include "../../src/main.c"
#undef main

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>

#include "lib/effort.h"
#include "unit/store_util.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SANITIZED 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || !defined(__GLIBC__)
#define SANITIZED 1
#endif

/* ---- an allocator that fails ---- */

/* Shared with the program, which runs in a process of its own. */
struct plan {
	atomic_size_t count;	/* allocations so far */
	size_t fail;		/* this one gives nothing, from 1 on; 0: none */
	bool all;		/* nor do those that follow */
};

static struct plan *plan;
static bool counting;		/* in the program alone */

#ifndef SANITIZED
extern void *__libc_malloc(size_t n);
extern void *__libc_calloc(size_t n, size_t size);
extern void *__libc_realloc(void *p, size_t n);

static bool
fails(void)
{
	size_t n;

	if (!counting)
		return false;
	n = atomic_fetch_add(&plan->count, 1) + 1;
	if (!plan->fail || n < plan->fail || (n > plan->fail && !plan->all))
		return false;
	errno = ENOMEM;
	return true;
}

void *
malloc(size_t n)
{
	return fails() ? NULL : __libc_malloc(n);
}

void *
calloc(size_t n, size_t size)
{
	return fails() ? NULL : __libc_calloc(n, size);
}

void *
realloc(void *p, size_t n)
{
	return fails() ? NULL : __libc_realloc(p, n);
}
#endif

/* ---- one run ---- */

static const char no_memory[] = "newsreader: out of memory\n";

struct run {
	int status;		/* of waitpid */
	struct nr_buf out, err;
};

static void
release(struct run *r)
{
	nr_buf_release(&r->out);
	nr_buf_release(&r->err);
}

static void
arm(size_t fail)
{
	atomic_store(&plan->count, 0);
	plan->fail = fail;
	plan->all = fail % 2;
}

/* In the child. */
static _Noreturn void
become_program(char **argv)
{
	static const int caught[] = { SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGSYS };

	int argc = 0;

	/* The test's own handlers would hide how it ends. */
	for (size_t i = 0; i < sizeof caught / sizeof caught[0]; i++)
		signal(caught[i], SIG_DFL);
	alarm(60);	/* one that hangs is ended by a signal, and that is seen */
	while (argv[argc])
		argc++;
	counting = true;
	exit(newsreader_main(argc, argv));
}

static void
read_file(const char *path, struct nr_buf *out)
{
	struct nr_error err = NR_ERROR_INIT;

	assert_int_equal(nr_fs_read(path, 1 << 24, out, &err), 0);
}

static void
redirect(const char *path, int fd)
{
	int to = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	if (to < 0 || dup2(to, fd) < 0)
		_exit(99);
	close(to);
}

static void
forget_home(const char *dir)
{
	util_drop_folder(nr_fs_join(dir, "cache"));
	util_drop_folder(nr_fs_join(dir, "state"));
}

static struct run
run_command_of(const char *dir, char **argv, size_t fail)
{
	struct run r = { .out = NR_BUF_INIT, .err = NR_BUF_INIT };
	char *out = nr_fs_join(dir, "out"), *err = nr_fs_join(dir, "err");
	pid_t pid;

	forget_home(dir);
	arm(fail);
	pid = fork();
	if (pid == 0) {
		redirect(out, STDOUT_FILENO);
		redirect(err, STDERR_FILENO);
		become_program(argv);
	}
	assert_int_equal(waitpid(pid, &r.status, 0), pid);
	read_file(out, &r.out);
	read_file(err, &r.err);
	free(out);
	free(err);
	return r;
}

/* All of it, or one message that names the reason. */
static void
check_run(const char *name, const struct run *whole, const struct run *r, size_t fail)
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
	struct run whole = run_command_of(dir, argv, 0);
	size_t all = atomic_load(&plan->count), step = all / runs + 1;

	assert_true(WIFEXITED(whole.status));
	assert_true(all > 10);
	for (size_t fail = 1; fail <= all; fail += step) {
		struct run r = run_command_of(dir, argv, fail);

		check_run(argv[1], &whole, &r, fail);
		release(&r);
	}
	release(&whole);
}

/* ---- what it reads ---- */

static int
setup(void **state)
{
	char *dir = util_make_folder(), *news = nr_fs_join(dir, "news");
	char *cache = nr_fs_join(dir, "cache"), *kept = nr_fs_join(dir, "state");

	assert_int_equal(mkdir(news, 0700), 0);
	util_write(news, "a.md", "---\ntitle: \"A\\u0041 \\xe9: one\"\ntopics: [X, \xc3\x89t\xc3\xa9]\n"
		"date: 2021-05-01\nwebUrl: https://x.example/a\nrelated:\n- title: G\n"
		"  webUrl: https://b\xc3\xbc\x63her.example/g\n---\n# Head\n\n*Text* and [link](https://y.example/)\n");
	util_write(news, "b.html", "---\ntitle: &t B\nexcerpt: |\n  two\n  lines\n---\n"
		"<p>Some <b>HTML</b><table><tr><td>1<td>2</table>\n");
	util_write(news, "c.md", "{\"title\": \"C \\u00e9\", \"tags\": [\"X\", \"Z\"]}\n\n| a | b |\n|---|---|\n"
		"| 1 | ![i](i.png) |\n\nTerm\n: Meaning[^1]\n\n[^1]: Note\n");
	util_write(dir, "page.html", "<html><title>T</title><article><h1>T</h1><p>Some words that"
		" make a paragraph of text, with more than one comma, and a full stop.</p>"
		"<p>Some words that make a paragraph of text, with more than one comma, and so"
		" on.</p></article></html>");
	util_write(dir, "marks", "{\"url\":\"https://x.example/a\",\"starred\":\"2021-05-01T12:00:00Z\"}\n"
		"{\"url\":\"https://x.example/b\",\"read\":\"2021-05-01T12:00:00Z\","
		"\"seen\":{\"version\":\"0000000000000001\",\"title\":\"B\"}}\n");
	setenv("HOME", dir, 1);
	setenv("XDG_CACHE_HOME", cache, 1);
	setenv("XDG_STATE_HOME", kept, 1);
	setenv("TERM", "xterm-256color", 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	plan = mmap(NULL, sizeof *plan, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	assert_true(plan != MAP_FAILED);
	free(news);
	free(cache);
	free(kept);
	*state = dir;
	return 0;
}

static void
skip_if_sanitized(void)
{
#ifdef SANITIZED
	skip();
#endif
}

enum { SAMPLE = 12, EACH = 1 << 20 };

static void
starve_command(const char *dir, const char *option, const char *operand)
{
	char *name = nr_strdup("newsreader"), *given = nr_strdup(option);
	char *path = nr_fs_join(dir, operand);
	char *argv[] = { name, given, path, NULL };

	skip_if_sanitized();
	starve(dir, argv, effort(SAMPLE, EACH));
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
	enum { MANY = 300, TENTH = 10 };
	char *news = nr_fs_join(*state, "news"), *name = nr_strdup("newsreader");
	char *option = nr_strdup("--list"), *argv[] = { name, option, news, NULL };
	size_t all;
	struct run r;

	skip_if_sanitized();
	for (size_t i = 0; i < MANY; i++) {
		char *file = util_format("m%zu.md", i), *text = util_format("---\ntitle: M%zu\n"
			"webUrl: https://x.example/m%zu\n---\nText\n", i, i);

		util_write(news, file, text);
		free(file);
		free(text);
	}
	r = run_command_of(*state, argv, 0);
	all = atomic_load(&plan->count);
	release(&r);
	starve(*state, argv, effort(SAMPLE, all / TENTH));
	free(news);
	free(name);
	free(option);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, util_teardown)

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
