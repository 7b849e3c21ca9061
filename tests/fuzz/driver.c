/*
 * Driver: runs a fuzz target as a test, without libFuzzer: on its corpus, the sample
 * articles, and pieces and fixed mutations of these. One case a file.
 *
 * With --enable-fuzzing libFuzzer brings a main of its own.
 */
#include "config.h"

#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz/driver.h"
#include "newsreader/buf.h"
#include "newsreader/fs.h"
#include "newsreader/mem.h"

#ifdef NEWSREADER_FUZZING

extern int driver_is_not_needed;

#else

enum { INPUT_MAX = 1 << 20, MUTATIONS = 200, CUTS = 64 };

/* The same in every run (Marsaglia's xorshift, 64 bit). */
static uint64_t
next_random(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state;
}

/* In memory of exactly this size, so that AddressSanitizer sees a byte read behind it. */
static void
run(const char *data, size_t n)
{
	uint8_t *copy = nr_malloc(n > 0 ? n : 1);

	if (n > 0)
		memcpy(copy, data, n);
	LLVMFuzzerTestOneInput(copy, n);
	free(copy);
}

static void
mutate(char *data, size_t n, uint64_t *state)
{
	static const char *const pieces[] = {
		"---\n", "<", ">", "</", "&#", "%", "\x1b[2J", "\xc2\x9b", "\xe2\x80\xae", "\xff",
		"- ", ": ", "\"", "&a ", "*a", "!!x", "[[[[", "{", "http://", "amp", "?",
	};
	size_t changes = 1 + next_random(state) % 8;

	while (changes-- > 0) {
		const char *piece = pieces[next_random(state) % (sizeof pieces / sizeof pieces[0])];
		size_t at = next_random(state) % n, len = strlen(piece);

		if (next_random(state) % 2 == 0)
			data[at] = (char)next_random(state);
		else
			memcpy(data + at, piece, len < n - at ? len : n - at);
	}
}

static void
run_file(const struct nr_buf *file)
{
	uint64_t state = 0x9e3779b97f4a7c15;
	char *copy = nr_malloc(file->len + 1);

	run(nr_buf_str(file), file->len);
	for (size_t i = 0; i < CUTS; i++)
		run(nr_buf_str(file), file->len * i / CUTS);
	for (int i = 0; file->len > 0 && i < MUTATIONS; i++) {
		memcpy(copy, file->data, file->len);
		mutate(copy, file->len, &state);
		run(copy, file->len);
	}
	free(copy);
}

/* Returns how many files there were; a folder that is not there has none. */
static size_t
run_folder(const char *folder, size_t before)
{
	struct dirent **names;
	int n = scandir(folder, &names, NULL, alphasort);
	size_t done = 0;

	for (int i = 0; i < n; i++) {
		struct nr_error err = NR_ERROR_INIT;
		struct nr_buf file = NR_BUF_INIT;
		char *path = nr_fs_join(folder, names[i]->d_name);

		if (names[i]->d_name[0] != '.' && nr_fs_read(path, INPUT_MAX, &file, &err) == 0) {
			run_file(&file);
			done++;
			printf("ok %zu - %s\n", before + done, names[i]->d_name);
		}
		free(path);
		nr_buf_release(&file);
		free(names[i]);
	}
	if (n >= 0)
		free(names);
	return done;
}

int
main(int argc, char **argv)
{
	const char *srcdir = getenv("srcdir");
	struct nr_buf path = NR_BUF_INIT;
	size_t n;

	(void)argc;
	run("", 0);
	if (srcdir == NULL)
		srcdir = ".";
	nr_buf_addf(&path, "%s/tests/fuzz/corpus/%s", srcdir, nr_fs_basename(argv[0]));
	n = run_folder(nr_buf_str(&path), 0);
	nr_buf_clear(&path);
	nr_buf_addf(&path, "%s/seeds", srcdir);
	n += run_folder(nr_buf_str(&path), n);
	nr_buf_release(&path);
	printf("1..%zu\n", n);
	return 0;
}

#endif
