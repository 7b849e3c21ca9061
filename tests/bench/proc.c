#include "config.h"

#include "bench/proc.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench/term.h"
#include "newsreader/buf.h"

extern char **environ;

enum { FOLDERS_OPEN = 16 };

/* The number behind `name` in a file of /proc, or its first one; 0 if not found. */
static double
number_in(const char *path, const char *name)
{
	FILE *f = fopen(path, "r");
	char line[256];
	double v = 0;

	while (f != NULL && fgets(line, sizeof(line), f) != NULL) {
		if (strncmp(line, name, strlen(name)) != 0)
			continue;
		v = strtod(line + strlen(name), NULL);
		break;
	}
	if (f != NULL)
		fclose(f);
	return v;
}

static double
sum_of_threads(pid_t pid, const char *file, const char *name)
{
	struct nr_buf path = NR_BUF_INIT;
	const struct dirent *e;
	double sum = 0;
	DIR *dir;

	nr_buf_addf(&path, "/proc/%ld/task", (long)pid);
	dir = opendir(nr_buf_str(&path));
	while (dir != NULL && (e = readdir(dir)) != NULL) {
		if (*e->d_name == '.')
			continue;
		nr_buf_clear(&path);
		nr_buf_addf(&path, "/proc/%ld/task/%s/%s", (long)pid, e->d_name, file);
		sum += number_in(nr_buf_str(&path), name);
	}
	if (dir != NULL)
		closedir(dir);
	nr_buf_release(&path);
	return sum;
}

double
bench_proc_cpu(pid_t pid)
{
	return sum_of_threads(pid, "schedstat", "") / 1e6;
}

double
bench_proc_sleeps(pid_t pid)
{
	return sum_of_threads(pid, "status", "voluntary_ctxt_switches:");
}

double
bench_proc_peak(pid_t pid)
{
	struct nr_buf path = NR_BUF_INIT;
	double kb;

	nr_buf_addf(&path, "/proc/%ld/status", (long)pid);
	kb = number_in(nr_buf_str(&path), "VmHWM:");
	nr_buf_release(&path);
	if (kb <= 0)
		bench_fail("the program's memory is not known");
	return kb / 1024;
}

double
bench_proc_run(const char *const *argv, const char *output)
{
	char *args[16] = { NULL };
	posix_spawn_file_actions_t files;
	double began;
	int status = 0;
	pid_t pid;

	for (size_t i = 0; argv[i] != NULL && i + 1 < sizeof(args) / sizeof(*args); i++)
		args[i] = strdup(argv[i]);
	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, output,
		O_WRONLY | O_CREAT | O_TRUNC, 0600);
	began = bench_now();
	if (posix_spawnp(&pid, args[0], &files, NULL, args, environ) != 0)
		bench_fail("cannot run %s", args[0]);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	began = bench_now() - began;
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		bench_fail("%s did not end well: %d", args[0], status);
	posix_spawn_file_actions_destroy(&files);
	for (size_t i = 0; args[i] != NULL; i++)
		free(args[i]);
	return began;
}

/* nftw() has no context to hand on. */
static double tree_bytes;

static int
add_bytes(const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
	(void)path;
	(void)ftw;
	if (kind == FTW_F)
		tree_bytes += (double)st->st_size;
	return 0;
}

double
bench_tree_bytes(const char *folder)
{
	tree_bytes = 0;
	nftw(folder, add_bytes, FOLDERS_OPEN, FTW_PHYS);
	return tree_bytes;
}

static int
remove_entry(const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
	(void)st;
	(void)kind;
	(void)ftw;
	return remove(path);
}

void
bench_tree_remove(const char *folder)
{
	nftw(folder, remove_entry, FOLDERS_OPEN, FTW_DEPTH | FTW_PHYS);
}
