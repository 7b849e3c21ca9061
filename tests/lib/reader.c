#include "config.h"

#include "lib/reader.h"

#include <dirent.h>
#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "newsreader/fs.h"
#include "newsreader/mem.h"

enum { FILE_MAX = 16 << 20, ARGS_MAX = 16 };

static const char *
program(void)
{
	const char *path = getenv("NEWSREADER");

	if (path == NULL || *path == '\0')
		fail_msg("NEWSREADER does not name the program");
	return path;
}

void
reader_setenv(struct reader *r, const char *assignment)
{
	if (r->n_env == READER_ENV_MAX)
		fail_msg("no room for '%s'", assignment);
	r->env[r->n_env++] = nr_strdup(assignment);
}

int
reader_setup(void **state)
{
	struct reader *r = nr_calloc(1, sizeof(*r));
	struct nr_buf b = NR_BUF_INIT;
	const char *path = getenv("PATH");

	snprintf(r->dir, sizeof(r->dir), "/tmp/newsreader-XXXXXX");
	assert_non_null(mkdtemp(r->dir));
	nr_buf_addf(&b, "HOME=%s", r->dir);
	reader_setenv(r, nr_buf_str(&b));
	nr_buf_clear(&b);
	nr_buf_addf(&b, "PATH=%s/bin:%s", r->dir, path != NULL ? path : "/usr/bin:/bin");
	reader_setenv(r, nr_buf_str(&b));
	reader_setenv(r, "NEWSREADER_NOW=2021-06-10T12:00:00Z");
	nr_buf_release(&b);
	r->origin = getcwd(NULL, 0);
	assert_non_null(r->origin);
	assert_int_equal(chdir(r->dir), 0);
	*state = r;
	return 0;
}

static int
remove_entry(const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
	(void)st;
	(void)kind;
	(void)ftw;
	return remove(path);
}

int
reader_teardown(void **state)
{
	struct reader *r = *state;

	assert_int_equal(chdir(r->origin), 0);
	free(r->origin);
	nftw(r->dir, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
	for (size_t i = 0; i < r->n_env; i++)
		free(r->env[i]);
	free(r);
	return 0;
}

/* ---- files ---- */

char *
reader_path(const struct reader *r, const char *name)
{
	return nr_fs_join(r->dir, name);
}

static void
make_folder_of(char *path)
{
	struct nr_error err = NR_ERROR_INIT;
	char *slash = strrchr(path, '/');

	*slash = '\0';
	if (nr_fs_mkdirs(path, &err) < 0)
		fail_msg("%s", err.text);
	*slash = '/';
}

void
reader_write(const struct reader *r, const char *name, const char *text, size_t n)
{
	char *path = reader_path(r, name);
	FILE *f;

	make_folder_of(path);
	f = fopen(path, "w");
	if (f == NULL)
		fail_msg("cannot write '%s'", path);
	assert_int_equal(fwrite(text, 1, n, f), n);
	assert_int_equal(fclose(f), 0);
	free(path);
}

void
reader_writef(const struct reader *r, const char *name, const char *fmt, ...)
{
	struct nr_buf b = NR_BUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	nr_buf_vaddf(&b, fmt, ap);
	va_end(ap);
	reader_write(r, name, nr_buf_str(&b), b.len);
	nr_buf_release(&b);
}

void
reader_script(const struct reader *r, const char *name, const char *text)
{
	struct nr_buf b = NR_BUF_INIT;
	char *path;

	nr_buf_addf(&b, "bin/%s", name);
	reader_writef(r, nr_buf_str(&b), "#!/bin/sh\n%s\n", text);
	path = reader_path(r, nr_buf_str(&b));
	assert_int_equal(chmod(path, 0700), 0);
	free(path);
	nr_buf_release(&b);
}

bool
reader_read(const struct reader *r, const char *name, struct nr_buf *out)
{
	struct nr_error err = NR_ERROR_INIT;
	char *path = reader_path(r, name);
	int rc = nr_fs_read(path, FILE_MAX, out, &err);

	free(path);
	return rc == 0;
}

void
reader_remove(const struct reader *r, const char *name)
{
	char *path = reader_path(r, name);

	nftw(path, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
	free(path);
}

static void
copy_seed(const struct reader *r, const char *from, const char *name)
{
	struct nr_error err = NR_ERROR_INIT;
	struct nr_buf text = NR_BUF_INIT, to = NR_BUF_INIT;
	char *path = nr_fs_join(from, name);

	if (nr_fs_read(path, FILE_MAX, &text, &err) < 0)
		fail_msg("%s", err.text);
	nr_buf_addf(&to, "seeds/%s", name);
	reader_write(r, nr_buf_str(&to), nr_buf_str(&text), text.len);
	nr_buf_release(&text);
	nr_buf_release(&to);
	free(path);
}

void
reader_write_many(const struct reader *r, int n)
{
	char name[64];

	for (int i = 0; i < n; i++) {
		snprintf(name, sizeof(name), "many/%03d.md", i);
		reader_writef(r, name, "---\ntitle: Article %03d\ndate: 2021-01-01\n"
			"webUrl: https://x.com/%d\n---\n", i, i);
	}
}

void
reader_seeds(const struct reader *r)
{
	const char *source = getenv("srcdir");
	char *from = nr_fs_join(source != NULL ? source : r->origin, "seeds");
	DIR *d = opendir(from);
	struct dirent *e;

	if (d == NULL)
		fail_msg("there is no folder '%s'", from);
	while ((e = readdir(d)) != NULL) {
		if (*e->d_name != '.')
			copy_seed(r, from, e->d_name);
	}
	closedir(d);
	free(from);
}

/* ---- the program ---- */

struct pty *
reader_start_with(const struct reader *r, const char *const *args, const char *input,
	const char *output)
{
	const char *argv[ARGS_MAX + 2] = { program() };
	struct pty_config config = {
		.argv = argv, .env = (const char *const *)r->env, .input = input,
		.output = output, .rows = r->rows, .cols = r->cols,
	};

	for (size_t i = 0; args != NULL && args[i] != NULL; i++) {
		assert_true(i < ARGS_MAX);
		argv[i + 1] = args[i];
	}
	return pty_start(&config);
}

struct pty *
reader_start(const struct reader *r, const char *const *args)
{
	return reader_start_with(r, args, NULL, NULL);
}

struct pty *
reader_open(const struct reader *r, const char *folder, const char *text)
{
	const char *const args[] = { folder, NULL };
	struct pty *p = reader_start(r, args);

	pty_wait_text(p, text);
	return p;
}

static void
ended(struct pty *p, bool as_expected, int got, const char *expected, int number)
{
	if (!as_expected)
		fail_msg("the program ended with %#x, not with %s %d:\n%s", (unsigned)got,
			expected, number, pty_screen(p));
	assert_true(pty_modes_restored(p));
	assert_false(pty_altscreen(p));
	assert_true(pty_cursor_shown(p));
	pty_free(p);
}

void
reader_ended(struct pty *p, int status)
{
	int got = pty_wait_exit(p);

	ended(p, WIFEXITED(got) && WEXITSTATUS(got) == status, got, "status", status);
}

void
reader_killed(struct pty *p, int sig)
{
	int got = pty_wait_exit(p);

	ended(p, WIFSIGNALED(got) && WTERMSIG(got) == sig, got, "signal", sig);
}

void
reader_quit(struct pty *p)
{
	pty_send(p, "Q");
	reader_ended(p, 0);
}

struct row_text {
	int row;
	const char *text;
};

static bool
row_begins(struct pty *p, void *ctx)
{
	const struct row_text *want = ctx;

	return strncmp(pty_row(p, want->row), want->text, strlen(want->text)) == 0;
}

void
reader_wait_row(struct pty *p, int row, const char *text)
{
	struct row_text want = { row, text };
	char what[256];

	snprintf(what, sizeof(what), "row %d to begin with '%s'", row, text);
	pty_wait(p, row_begins, &want, what);
}

struct file_wanted {
	const struct reader *reader;
	const char *name;
	struct nr_buf *out;
};

static bool
file_is_there(struct pty *p, void *ctx)
{
	const struct file_wanted *want = ctx;

	(void)p;
	return reader_read(want->reader, want->name, want->out);
}

void
reader_wait_file(const struct reader *r, struct pty *p, const char *name,
	struct nr_buf *out)
{
	struct nr_buf unwanted = NR_BUF_INIT;
	struct file_wanted want = { r, name, out != NULL ? out : &unwanted };
	char what[256];

	snprintf(what, sizeof(what), "the file '%s'", name);
	pty_wait(p, file_is_there, &want, what);
	nr_buf_release(&unwanted);
}
