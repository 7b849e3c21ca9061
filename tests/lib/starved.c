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
#include <sys/mman.h>
#include <sys/wait.h>

#include "lib/starved.h"
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

struct starved_plan *starved_plan;
bool starved_counting;		/* in the program alone */

#ifndef SANITIZED
extern void *__libc_malloc(size_t n);
extern void *__libc_calloc(size_t n, size_t size);
extern void *__libc_realloc(void *p, size_t n);

static bool
fails(void)
{
	size_t n;

	if (!starved_counting)
		return false;
	n = atomic_fetch_add(&starved_plan->count, 1) + 1;
	if (!starved_plan->fail || n < starved_plan->fail || (n > starved_plan->fail && !starved_plan->all))
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

void
starved_release(struct starved_run *r)
{
	nr_buf_release(&r->out);
	nr_buf_release(&r->err);
}

void
starved_arm(size_t fail)
{
	atomic_store(&starved_plan->count, 0);
	starved_plan->fail = fail;
	starved_plan->all = fail % 2;
}

/* In the child. */
_Noreturn void
starved_become_program(char **argv)
{
	static const int caught[] = { SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGSYS };

	int argc = 0;

	/* The test's own handlers would hide how it ends. */
	for (size_t i = 0; i < sizeof caught / sizeof caught[0]; i++)
		signal(caught[i], SIG_DFL);
	alarm(60);	/* one that hangs is ended by a signal, and that is seen */
	while (argv[argc])
		argc++;
	starved_counting = true;
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

struct starved_run
starved_run(const char *dir, char **argv, size_t fail)
{
	struct starved_run r = { .out = NR_BUF_INIT, .err = NR_BUF_INIT };
	char *out = nr_fs_join(dir, "out"), *err = nr_fs_join(dir, "err");
	pid_t pid;

	forget_home(dir);
	starved_arm(fail);
	pid = fork();
	if (pid == 0) {
		redirect(out, STDOUT_FILENO);
		redirect(err, STDERR_FILENO);
		starved_become_program(argv);
	}
	assert_int_equal(waitpid(pid, &r.status, 0), pid);
	read_file(out, &r.out);
	read_file(err, &r.err);
	free(out);
	free(err);
	return r;
}

/* ---- what it reads ---- */

int
starved_setup(void **state)
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
	starved_plan = mmap(NULL, sizeof *starved_plan, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	assert_true(starved_plan != MAP_FAILED);
	free(news);
	free(cache);
	free(kept);
	*state = dir;
	return 0;
}

void
starved_skip_if_sanitized(void)
{
#ifdef SANITIZED
	skip();
#endif
}
