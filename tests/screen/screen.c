#include "config.h"

#include "screen/screen.h"

#include <errno.h>
#include <ftw.h>
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "app/collection.h"
#include "app/session.h"
#include "newsreader/fs.h"
#include "newsreader/mem.h"
#include "ui/ui.h"

void __real_app_session_start_scan(struct app_session *s, bool reparse);
void __wrap_app_session_start_scan(struct app_session *s, bool reparse);

/* In place of the real one (the linker's --wrap): the scan runs in its thread all the
 * same, but what it finds never comes between two keys of a script. */
void
__wrap_app_session_start_scan(struct app_session *s, bool reparse)
{
	__real_app_session_start_scan(s, reparse);
	while (s->scanner.job != NULL || s->list.job != NULL) {
		struct pollfd fd = { .fd = nr_jobs_fd(s->jobs), .events = POLLIN };

		assert_true(poll(&fd, 1, HEADLESS_SECONDS * 1000) != 0);
		app_session_take_messages(s);
	}
}

static void
set_folder(const char *name, const char *home, const char *folder)
{
	char *path = nr_fs_join(home, folder);

	setenv(name, path, 1);
	free(path);
}

/* Of the machine's programs only these are found. */
static void
set_programs(const char *home)
{
	static const char *const programs[] = { "false", "sleep", "sh", "true" };
	char *bin = nr_fs_join(home, "bin");

	assert_int_equal(mkdir(bin, 0700), 0);
	for (size_t i = 0; i < sizeof(programs) / sizeof(programs[0]); i++) {
		char *from = nr_fs_join("/bin", programs[i]);
		char *to = nr_fs_join(bin, programs[i]);

		assert_int_equal(symlink(from, to), 0);
		free(from);
		free(to);
	}
	setenv("PATH", bin, 1);
	free(bin);
}

static void
set_environment(const char *home)
{
	static const char *const unset[] = {
		"NO_COLOR", "BROWSER", "EDITOR", "VISUAL", "DISPLAY", "WAYLAND_DISPLAY",
		"NEWSREADER_PATH", "NEWSREADER_SAMPLES"
	};

	for (size_t i = 0; i < sizeof(unset) / sizeof(unset[0]); i++)
		unsetenv(unset[i]);
	setenv("HOME", home, 1);
	set_folder("XDG_CACHE_HOME", home, ".cache");
	set_folder("XDG_STATE_HOME", home, ".state");
	set_folder("XDG_CONFIG_HOME", home, ".config");
	set_folder("XDG_DATA_HOME", home, ".data");
	setenv("NEWSREADER_NOW", "2021-06-09T12:00:00Z", 1);
	setenv("TZ", "UTC", 1);
	tzset();
}

int
screen_setup(void **state)
{
	struct screen *s = nr_calloc(1, sizeof(*s));
	struct nr_error err = NR_ERROR_INIT;
	const char *srcdir = getenv("srcdir");

	/* Without a sign at which a line may break, so that every name of the folder
	 * breaks in the same places. */
	snprintf(s->home, sizeof(s->home), "/tmp/screenXXXXXX");
	if (mkdtemp(s->home) == NULL || chdir(srcdir != NULL ? srcdir : ".") < 0)
		return -1;
	set_environment(s->home);
	set_programs(s->home);
	app_config_init(&s->config);
	s->options = s->config.options;
	s->patience = 60000;
	/* Each play of a test begins at the top. */
	assert_int_equal(nr_options_set(s->options, "remember", "no", &err), 0);
	s->filter = (struct nr_filter)NR_FILTER_INIT;
	*state = s;
	return 0;
}

static int
remove_one(const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
	(void)st;
	(void)kind;
	(void)ftw;
	return remove(path);
}

int
screen_teardown(void **state)
{
	struct screen *s = *state;
	int rc = nftw(s->home, remove_one, 16, FTW_DEPTH | FTW_PHYS);

	if (s->played)
		headless_release(&s->h);
	nr_filter_release(&s->filter);
	app_config_release(&s->config);
	free(s);
	return rc;
}

void
screen_write(struct screen *s, const char *path, const void *data, size_t n)
{
	char *full = nr_fs_join(s->home, path);

	for (char *p = full + strlen(s->home) + 1; (p = strchr(p, '/')) != NULL; p++) {
		*p = '\0';
		assert_true(mkdir(full, 0700) == 0 || errno == EEXIST);
		*p = '/';
	}
	FILE *f = fopen(full, "w");
	assert_non_null(f);
	assert_int_equal(fwrite(data, 1, n, f), n);
	assert_int_equal(fclose(f), 0);
	free(full);
}

void
screen_file(struct screen *s, const char *path, const char *text)
{
	screen_write(s, path, text, strlen(text));
}

void
screen_article(struct screen *s, const char *path, const char *yaml)
{
	struct nr_buf b = NR_BUF_INIT;

	nr_buf_addf(&b, "---\n%s---\n", yaml);
	screen_write(s, path, b.data, b.len);
	nr_buf_release(&b);
}

/* ---- golden files ---- */

struct names {
	char **v;
	size_t n;
};

static const char snap[] = "snap:";

static size_t
word_length(const char *word)
{
	const char *end = *word == '"' ? strchr(word + 1, '"') : NULL;

	return end != NULL ? (size_t)(end + 1 - word) : strcspn(word, " \t\n");
}

/* Take the names out of "snap:NAME", and part the digits of "12j". */
static void
take_names(const char *script, struct names *names, struct nr_buf *out)
{
	while (*script != '\0') {
		const char *word = script + strspn(script, " \t\n");
		size_t n = word_length(word);

		nr_buf_addch(out, ' ');
		script = word + n;
		if (strncmp(word, snap, strlen(snap)) == 0) {
			names->v = nr_reallocarray(names->v, names->n + 1,
				sizeof(*names->v));
			names->v[names->n++] = nr_strndup(word + strlen(snap),
				n - strlen(snap));
			n = strlen(snap) - 1;
		}
		for (; n > 0 && *word >= '0' && *word <= '9'; n--)
			nr_buf_addf(out, "%c ", *word++);
		nr_buf_add(out, word, n);
	}
}

/* The name of home is another one in each run, but as long. */
static char *
mask(const char *shown, const char *home)
{
	char *text = nr_strdup(shown);
	size_t n = strlen(home);

	for (char *p = text; (p = strstr(p, home)) != NULL; p += n)
		memcpy(p + n - 6, "XXXXXX", 6);
	return text;
}

static void
rewrite(const char *path, const char *text)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
}

static bool
is_golden(const char *name, const char *text)
{
	struct nr_error err = NR_ERROR_INIT;
	struct nr_buf expected = NR_BUF_INIT;
	char path[128];
	bool same = true;

	snprintf(path, sizeof(path), "tests/screen/%s.txt", name);
	if (getenv("SCREEN_UPDATE") != NULL) {
		rewrite(path, text);
		return true;
	}
	if (nr_fs_read(path, 1 << 20, &expected, &err) < 0) {
		fprintf(stderr, "%s\n", err.text);
		same = false;
	}
	if (strcmp(nr_buf_str(&expected), text) != 0) {
		fprintf(stderr, "==== %s should be\n%s==== but is\n%s====\n", path,
			nr_buf_str(&expected), text);
		same = false;
	}
	nr_buf_release(&expected);
	return same;
}

static size_t
compare(struct screen *s, const struct names *names)
{
	size_t wrong = 0;

	for (size_t i = 0; i < names->n; i++) {
		char *text = mask(headless_snap(&s->h, i), s->home);

		wrong += !is_golden(names->v[i], text);
		free(text);
		free(names->v[i]);
	}
	free(names->v);
	return wrong;
}

static void
run(struct screen *s, const char *operand)
{
	struct nr_error err = NR_ERROR_INIT;
	struct app_roots roots = { .v = NULL };
	struct nr_diags notes = NR_DIAGS_INIT;
	char *path = strcmp(operand, "seeds") == 0 ? nr_strdup(operand)
		: nr_fs_join(s->home, operand);
	struct ui_start start = {
		.terminal = &s->h.terminal,
		.session = { .options = s->options, .roots = &roots, .filter = &s->filter,
			.read_only = s->read_only, .patience = s->patience,
			.keymap = &s->config.read.keymap },
		.config = &s->config,
		.notes = &notes,
		.ascii = s->ascii,
	};

	if (app_roots_resolve(s->options, &path, 1, &roots, &err) < 0
		|| ui_run(&start, &err) < 0)
		fail_msg("%s", err.text);
	app_roots_release(&roots);
	nr_diags_release(&notes);
	free(path);
}

void
screen_play(struct screen *s, const char *operand, int rows, int cols, const char *script)
{
	struct nr_buf plain = NR_BUF_INIT;
	struct names names = { NULL, 0 };

	/* The first paint is from before the scan; this one is not. */
	nr_buf_addf(&plain, "resize:%dx%d ", rows, cols);
	take_names(script, &names, &plain);
	if (s->played)
		headless_release(&s->h);
	s->played = true;
	headless_init(&s->h, rows, cols, nr_buf_str(&plain));
	s->h.styles = s->styles;
	s->h.call = s->call;
	run(s, operand);
	size_t wrong = compare(s, &names);
	nr_buf_release(&plain);
	if (wrong > 0)
		fail_msg("%zu screens differ; SCREEN_UPDATE=1 rewrites them", wrong);
}
