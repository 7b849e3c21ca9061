/* Resolves the files and folders to read, from operands, options or default places. */
#include "config.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/collection.h"
#include "app/texts.h"
#include "newsreader/buf.h"
#include "newsreader/fs.h"
#include "newsreader/load.h"
#include "newsreader/mem.h"
#include "newsreader/utf8.h"

struct root {
	char *path;	/* NULL: dropped */
	bool is_folder;
	bool by_name;	/* the label shows only the last part of the path */
	size_t order;	/* position as given */
	size_t up;	/* index of the root that contains it */
};

struct root_list {
	struct root *v;
	size_t n, cap;
	bool has_folder, has_stdin;
};

static void
list_release(struct root_list *l)
{
	for (size_t i = 0; i < l->n; i++)
		free(l->v[i].path);
	free(l->v);
	*l = (struct root_list){ .v = NULL };
}

/* Append a root; takes ownership of path. */
static void
list_add(struct root_list *l, char *path, bool is_folder, bool by_name)
{
	l->v = nr_grow(l->v, &l->cap, l->n + 1, sizeof(*l->v));
	l->v[l->n] = (struct root){
		.path = path, .is_folder = is_folder, .by_name = by_name, .order = l->n
	};
	l->n++;
	l->has_folder |= is_folder;
	l->has_stdin |= strcmp(path, "-") == 0;
}

/* The resolved path if it can be opened; else NULL, and the reason in *why. */
static char *
open_root(const char *given, bool *is_folder, const char **why)
{
	struct stat st;
	char *path = realpath(given, NULL);

	if (!path && errno == ENOMEM)
		nr_out_of_memory();
	if (path && stat(path, &st) == 0) {
		*is_folder = S_ISDIR(st.st_mode);
		if (!*is_folder && !S_ISREG(st.st_mode)) {
			*why = "neither a file nor a folder";
			free(path);
			return NULL;
		}
		if (access(path, *is_folder ? R_OK | X_OK : R_OK) == 0)
			return path;
	}
	*why = strerror(errno);
	free(path);
	return NULL;
}

static int
by_order(const void *va, const void *vb)
{
	const struct root *a = va;
	const struct root *b = vb;

	return a->order < b->order ? -1 : 1;
}

/* The rank of a byte in by_path: the end, '/', all others. */
static int
rank(char c)
{
	return c == '\0' ? 0 : c == '/' ? 1 : (unsigned char)c + 1;
}

/* By path, each folder directly before its content: "/a", "/a/b", "/a-b". */
static int
by_path(const void *va, const void *vb)
{
	const struct root *a = va;
	const struct root *b = vb;
	const char *p = a->path, *q = b->path;

	for (; *p && *p == *q; p++)
		q++;
	return *p == *q ? by_order(a, b) : rank(*p) - rank(*q);
}

/* The part of path below outer, "" if they are the same; NULL if it is not inside. */
static const char *
part_below(const char *path, const char *outer)
{
	size_t n = strlen(outer);

	if (strncmp(path, outer, n) != 0)
		return NULL;
	if (path[n] == '\0' || outer[n - 1] == '/')
		return path + n;
	return path[n] == '/' ? path + n + 1 : NULL;
}

/* True if a walk of the outer folder reaches the path: walks skip hidden files and
 * folders, "_data" folders, and files without an article's name. */
static bool
is_met(const char *below, bool is_folder)
{
	const char *name = below;

	if (!*below)
		return true;
	for (;;) {
		size_t n = strcspn(name, "/");
		bool is_last = !name[n];

		if (*name == '.')
			return false;
		if (n == 5 && memcmp(name, "_data", 5) == 0 && (!is_last || is_folder))
			return false;
		if (is_last)
			return is_folder || nr_load_is_article_name(name);
		name += n + 1;
	}
}

/* Drop duplicate roots and those that the walk of another root reaches. */
static void
drop_inner(struct root_list *l)
{
	size_t top = SIZE_MAX, n = 0;

	qsort(l->v, l->n, sizeof(*l->v), by_path);
	for (size_t i = 0; i < l->n; i++) {
		struct root *r = &l->v[i];
		const char *below = NULL;

		while (top != SIZE_MAX && !(below = part_below(r->path, l->v[top].path)))
			top = l->v[top].up;
		if (below && is_met(below, r->is_folder)) {
			NR_FREE(r->path);
			continue;
		}
		r->up = top;
		top = i;
	}
	qsort(l->v, l->n, sizeof(*l->v), by_order);
	for (size_t i = 0; i < l->n; i++)
		if (l->v[i].path)
			l->v[n++] = l->v[i];
	l->n = n;
}

/* Append the path, as "~/news" if it is in the home folder. */
static void
add_short_path(const char *path, struct nr_buf *out)
{
	struct nr_error ignored = NR_ERROR_INIT;
	const char *given = getenv("HOME");
	char *home = given && *given == '/' ? nr_fs_resolve(given, &ignored) : NULL;
	const char *below = home ? part_below(path, home) : NULL;

	if (below && strcmp(home, "/") != 0)
		nr_buf_addf(out, *below ? "~/%s" : "~", below);
	else
		nr_buf_addz(out, path);
	free(home);
}

static char *
make_label(const struct root *first, size_t n)
{
	struct nr_buf raw = NR_BUF_INIT;
	struct nr_buf label = NR_BUF_INIT;
	const char *name = nr_fs_basename(first->path);

	if (strcmp(first->path, "-") == 0)
		nr_buf_addz(&raw, APP_MSG(STANDARD_INPUT));
	else if (first->by_name && *name)
		nr_buf_addz(&raw, name);
	else
		add_short_path(first->path, &raw);
	nr_utf8_clean_line(&label, nr_buf_str(&raw), raw.len);
	nr_buf_clear(&raw);
	if (n > 1)
		nr_buf_addf(&raw, APP_MSG(AND_MORE), nr_buf_str(&label), n - 1);
	else
		nr_buf_addz(&raw, nr_buf_str(&label));
	nr_buf_release(&label);
	return nr_buf_take(&raw);
}

/* Make the roots from a list that is not empty; moves its paths. */
static void
make_roots(struct root_list *l, const char *source, struct app_roots *out)
{
	drop_inner(l);
	*out = (struct app_roots){
		.v = nr_calloc(l->n, sizeof(*out->v)),
		.n = l->n,
		.has_stdin = l->has_stdin,
		/* Standard input can be read only once, and single files are read faster
		 * than an index of them is kept up to date. Only the present state
		 * counts: a folder that is removed later keeps its index. */
		.in_memory = l->has_stdin || !l->has_folder,
		.source = nr_strdup(source),
		.label = make_label(l->v, l->n),
	};
	for (size_t i = 0; i < l->n; i++)
		out->v[i] = l->v[i].path;
	l->n = 0;
}

/* Collect the operands; fails if none can be opened. */
static int
from_operands(char *const *operands, size_t n, struct root_list *l,
	struct nr_diags *missing, struct nr_error *err)
{
	struct nr_buf all = NR_BUF_INIT;
	const char *why;

	for (size_t i = 0; i < n; i++) {
		bool is_folder = false;
		char *path;

		if (strcmp(operands[i], "-") == 0) {
			list_add(l, nr_strdup("-"), false, false);
			continue;
		}
		path = open_root(operands[i], &is_folder, &why);
		if (path)
			list_add(l, path, is_folder, *operands[i] != '/');
		else
			nr_diag_add(missing, NR_FAILURE, operands[i], 0, 0, "%s", why);
	}
	if (l->n > 0)
		return 0;
	for (size_t i = 0; i < missing->n; i++) {
		nr_buf_addz(&all, i > 0 ? "; " : "");
		nr_diag_format(&missing->v[i], &all);
	}
	nr_error_set(err, NR_ERR_INPUT, "%s", nr_buf_str(&all));
	nr_buf_release(&all);
	return -1;
}

/* The places searched without operands, in this order. */
enum place { OPTION, ENVIRONMENT, DATA, SAMPLES, PLACES };

static const char *const place_names[PLACES] = {
	[OPTION] = "option path",
	[ENVIRONMENT] = "$NEWSREADER_PATH",
	[DATA] = "the data folder",
	[SAMPLES] = "the sample articles",
};

static char **
list_of_place(const struct nr_options *options, enum place place, size_t *n)
{
	const char *samples = getenv("NEWSREADER_SAMPLES");
	const char *path = getenv("NEWSREADER_PATH");
	char **v;

	if (place == OPTION)
		return nr_options_list(options, NR_OPT_PATH, n);
	if (place == ENVIRONMENT)
		return nr_option_split(NR_OPT_PATH, path ? path : "", n);
	v = nr_calloc(1, sizeof(*v));
	if (place == DATA)
		*v = nr_fs_xdg(NR_FS_DATA, "articles");
	else
		*v = nr_strdup(samples && *samples ? samples : NEWSREADER_SAMPLES_DIR);
	*n = *v ? 1 : 0;
	return v;
}

/* Collect the roots at a place; none if none of them can be opened. A folder that is
 * missing for now, as on a disk not mounted, stays in the set, so that its part of the
 * index is kept. */
static void
from_place(const struct nr_options *options, enum place place, struct root_list *l)
{
	size_t n;
	size_t n_open = 0;
	char **v = list_of_place(options, place, &n);

	for (size_t i = 0; i < n; i++) {
		const char *ignored;
		bool is_folder = false;
		char *path = open_root(v[i], &is_folder, &ignored);

		n_open += path != NULL;
		if (!path && *v[i] == '/')
			path = nr_strdup(v[i]);
		if (path)
			list_add(l, path, is_folder, place == SAMPLES || *v[i] != '/');
		free(v[i]);
	}
	free(v);
	if (n_open == 0)
		list_release(l);
}

/* Set an error that names every place and its value. */
static int
nothing_there(const struct nr_options *options, struct nr_error *err)
{
	struct nr_buf text = NR_BUF_INIT;

	for (size_t place = 0; place < PLACES; place++) {
		size_t n;
		char **v = list_of_place(options, (enum place)place, &n);

		nr_buf_addf(&text, "%s %s (", place > 0 ? "," : "", place_names[place]);
		if (n == 0)
			nr_buf_addz(&text, "not set");
		for (size_t i = 0; i < n; i++) {
			nr_buf_addf(&text, "%s%s", i > 0 ? ":" : "", v[i]);
			free(v[i]);
		}
		free(v);
		nr_buf_addch(&text, ')');
	}
	nr_error_set(err, NR_ERR_NOT_FOUND,
		"no articles to read: name a folder; looked in%s", nr_buf_str(&text));
	nr_buf_release(&text);
	return -1;
}

int
app_roots_resolve(const struct nr_options *options, char *const *operands, size_t n,
	struct app_roots *out, struct nr_error *err)
{
	struct root_list l = { .v = NULL };
	struct nr_diags missing = NR_DIAGS_INIT;
	const char *source = "";
	int rc = -1;

	if (n > 0 && from_operands(operands, n, &l, &missing, err) < 0)
		goto out;
	for (size_t i = 0; l.n == 0 && i < PLACES; i++) {
		from_place(options, (enum place)i, &l);
		source = place_names[i];
	}
	if (l.n == 0) {
		nothing_there(options, err);
		goto out;
	}
	make_roots(&l, source, out);
	nr_diags_move(&out->missing, &missing);
	rc = 0;
out:
	nr_diags_release(&missing);
	list_release(&l);
	return rc;
}

void
app_roots_copy(const struct app_roots *from, struct app_roots *to)
{
	*to = (struct app_roots){
		.v = nr_calloc(from->n, sizeof(*to->v)), .n = from->n, .in_memory = from->in_memory
	};
	for (size_t i = 0; i < from->n; i++)
		to->v[i] = nr_strdup(from->v[i]);
}

void
app_roots_release(struct app_roots *r)
{
	for (size_t i = 0; i < r->n; i++)
		free(r->v[i]);
	free(r->v);
	free(r->source);
	free(r->label);
	nr_diags_release(&r->missing);
	*r = (struct app_roots){ .v = NULL };
}
