/* Reads a file and parses it into an article: front matter, body, derived fields. */
#include "config.h"

#include <errno.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "load/derive.h"
#include "load/fields.h"
#include "load/front.h"
#include "load/yaml.h"
#include "newsreader/charset.h"
#include "newsreader/fs.h"
#include "newsreader/load.h"
#include "newsreader/utf8.h"

static const struct {
	const char *ending;
	enum nr_body_kind body;
	bool yaml;		/* may be YAML as a whole, without --- */
	bool named;		/* the extension determines the kind of the body */
} kinds[] = {
	{ ".md", NR_BODY_MARKDOWN, false, true },
	{ ".markdown", NR_BODY_MARKDOWN, false, true },
	{ ".mdown", NR_BODY_MARKDOWN, false, true },
	{ ".mkdown", NR_BODY_MARKDOWN, false, true },
	{ ".mkd", NR_BODY_MARKDOWN, false, true },
	{ ".mkdn", NR_BODY_MARKDOWN, false, true },
	{ ".mdwn", NR_BODY_MARKDOWN, false, true },
	{ ".mdtxt", NR_BODY_MARKDOWN, false, true },
	{ ".mdtext", NR_BODY_MARKDOWN, false, true },
	{ ".rmd", NR_BODY_MARKDOWN, false, true },
	{ ".txt", NR_BODY_MARKDOWN, false, false },
	{ ".html", NR_BODY_HTML, false, true },
	{ ".htm", NR_BODY_HTML, false, true },
	{ ".yml", NR_BODY_MARKDOWN, true, false },
	{ ".yaml", NR_BODY_MARKDOWN, true, false },
};

/* Index in kinds[] for this name, or -1. */
static int
find_kind(const char *name)
{
	const char *ending = strrchr(name, '.');

	if (!ending)
		return -1;
	for (size_t i = 0; ending > name && i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strcasecmp(ending, kinds[i].ending) == 0)
			return (int)i;
	return -1;
}

bool
nr_load_is_article_name(const char *name)
{
	return find_kind(name) >= 0;
}

/* True for "<p>", "<!--", "</b>"; "<https://..." is a Markdown link. */
static bool
begins_with_tag(const char *s, size_t n)
{
	if (n < 2 || *s != '<' || strncasecmp(s, "<http", n < 5 ? n : 5) == 0)
		return false;
	return nr_utf8_is_latin(s[1]) || s[1] == '!' || s[1] == '/' || s[1] == '?';
}

static void
take_body(struct nr_article *a, const struct nr_front *f, int kind)
{
	size_t i = 0;

	while (i < f->body_len && strchr(" \t\r\n\f\v", f->body[i]) && f->body[i])
		i++;
	if (i == f->body_len)
		return;
	a->body = nr_arena_strndup(&a->arena, f->body, f->body_len);
	a->body_len = f->body_len;
	a->body_kind = kind < 0 ? NR_BODY_MARKDOWN : kinds[kind].body;
	/* Only if the extension is not specific: Markdown may begin with an HTML tag,
	 * too. */
	if ((kind < 0 || !kinds[kind].named) && begins_with_tag(f->body + i, f->body_len - i))
		a->body_kind = NR_BODY_HTML;
}

static void
warn_dirty(const char *path, const struct nr_front *f, struct nr_diags *diags)
{
	if (f->dirty)
		nr_diag_add(diags, NR_WARNING, path, f->dirty_line, f->dirty_col,
			"control characters or invalid UTF-8 in the front matter: "
			"%zu dropped or replaced", f->dirty);
}

static int
read_front(const char *path, struct nr_front *f, struct nr_article *a,
	struct nr_diags *diags, struct nr_error *err)
{
	struct nr_yaml y;
	int rc = -1, root;

	if (nr_yaml_open(&y, path, f, &a->arena, err) < 0)
		goto out;
	warn_dirty(path, f, &y.diags);
	root = nr_yaml_root(&y);
	if (root < 0 || (root > 0 && nr_fields_read(&y, a) < 0))
		goto out;
	nr_diags_move(diags, &y.diags);
	if (y.unkept)
		nr_diag_add(diags, NR_WARNING, path, 0, 0, "%zu more problems", y.unkept);
	rc = 0;
out:
	nr_yaml_close(&y);
	return rc;
}

/* Find the front matter and check its size. */
static int
find_front(const char *path, const char *data, size_t n, int kind, struct nr_front *f,
	struct nr_error *err)
{
	if (n > NR_LOAD_FILE_MAX)
		return nr_error_set(err, NR_ERR_LIMIT, "%s: larger than %d MiB", path,
			NR_LOAD_FILE_MAX >> 20);
	switch (nr_front_find(data, n, f)) {
	case NR_FRONT_TOML:
		return nr_error_at(err, path, f->opening, 1,
			"TOML front matter is not supported");
	case NR_FRONT_ORG:
		return nr_error_at(err, path, f->opening, 1,
			"Org files are not supported");
	case NR_FRONT_NONE:
		if (kind < 0 || !kinds[kind].yaml)
			return nr_error_at(err, path, 1, 1, "no front matter");
		nr_front_whole(data, n, f);
		break;
	case NR_FRONT_JSON:
		/* JSON is YAML, too. Its size is not known yet. */
		if (kind >= 0 && kinds[kind].yaml)
			nr_front_whole(data, n, f);
		else if (f->body_len == 0)
			return 0;
		break;
	case NR_FRONT_YAML:
		break;
	}
	if (f->raw_len > NR_LOAD_FRONT_MATTER_MAX) {
		nr_error_at(err, path, f->line, 1, "front matter larger than %d MiB",
			NR_LOAD_FRONT_MATTER_MAX >> 20);
		err->code = NR_ERR_LIMIT;
		return -1;
	}
	return 0;
}

/* Derive missing title and date. A file of YAML only may not be an article, so it gets no
 * title from its name. */
static int
complete(const char *path, struct nr_article *a, int kind, struct nr_error *err)
{
	if (a->date.kind == NR_DATE_NONE)
		nr_derive_date(a, path);
	if (a->title || a->name)
		return 0;
	if (kind < 0 || !kinds[kind].yaml)
		nr_derive_title(a, path);
	if (a->title || nr_article_url(a))
		return 0;
	return nr_error_at(err, path, a->line, 1, "no title and no address");
}

static bool
is_utf8(const char *s, size_t n)
{
	for (size_t i = 0, len; i < n; i += len) {
		uint64_t v = UINT64_MAX;
		uint32_t cp;

		if (i + sizeof v <= n)
			memcpy(&v, s + i, sizeof v);
		len = sizeof v;
		if (!(v & UINT64_MAX / 255 << 7))	/* eight bytes of ASCII */
			continue;
		len = nr_utf8_decode(s + i, n - i, &cp);
		if (cp == 0xfffd && (len != 3 || memcmp(s + i, "\xef\xbf\xbd", 3) != 0))
			return false;
	}
	return true;
}

/* Parse UTF-8 into an empty article. */
static int
parse_utf8(const char *path, const char *data, size_t n, struct nr_article *a,
	struct nr_diags *diags, struct nr_error *err)
{
	struct nr_front f = NR_FRONT_INIT;
	struct nr_diags found = NR_DIAGS_INIT;
	int kind = find_kind(path);
	int rc = find_front(path, data, n, kind, &f, err);

	if (rc < 0)
		return rc;
	if (f.format == NR_FRONT_YAML)
		nr_front_clean(&f);
	/* A YAML document may end with its file. */
	f.closed |= kind >= 0 && kinds[kind].yaml;
	a->line = f.opening;
	rc = read_front(path, &f, a, &found, err);
	if (rc == 0) {
		take_body(a, &f, kind);
		rc = complete(path, a, kind, err);
	}
	if (rc == 0)
		nr_diags_move(diags, &found);
	nr_diags_release(&found);
	nr_front_release(&f);
	return rc;
}

/* Other charsets are converted: old sites have files in Windows-1252, some in UTF-16. */
static int
parse(const char *path, const char *data, size_t n, struct nr_article *a,
	struct nr_diags *diags, struct nr_error *err)
{
	struct nr_buf decoded = NR_BUF_INIT;
	int rc;

	if (n > NR_LOAD_FILE_MAX || is_utf8(data, n))
		return parse_utf8(path, data, n, a, diags, err);
	/* UTF-8 with a few invalid bytes is parsed as it is, so that a warning can give
	 * their position. */
	if (strcmp(nr_charset_decode(data, n, NULL, &decoded), "UTF-8") == 0)
		rc = parse_utf8(path, data, n, a, diags, err);
	else
		rc = parse_utf8(path, nr_buf_str(&decoded), decoded.len, a, diags, err);
	nr_buf_release(&decoded);
	return rc;
}

/* Return the article if rc is 0, otherwise free it. */
static int
give(struct nr_article *a, int rc, struct nr_article **out)
{
	if (rc == 0)
		*out = a;
	else
		nr_article_free(a);
	return rc;
}

int
nr_load_parse(const char *path, const char *data, size_t n, struct nr_article **out,
	struct nr_diags *diags, struct nr_error *err)
{
	struct nr_article *a = nr_article_new();

	return give(a, parse(path, data, n, a, diags, err), out);
}

/* A regular file is read with pread, because other threads share its offset. One byte
 * over the limit is read, so that nr_load_parse reports it. */
static int
read_stdin(struct nr_buf *out, struct nr_error *err)
{
	enum { CHUNK = 64 << 10 };
	struct stat st;
	ssize_t n = 1;

	if (fstat(STDIN_FILENO, &st) < 0 || !S_ISREG(st.st_mode))
		return nr_fs_read_fd(STDIN_FILENO, "-", NR_LOAD_FILE_MAX, out, err);
	while (n != 0 && out->len <= NR_LOAD_FILE_MAX) {
		n = pread(STDIN_FILENO, nr_buf_reserve(out, CHUNK), CHUNK, (off_t)out->len);
		if (n > 0)
			out->len += (size_t)n;
		else if (n < 0 && errno != EINTR)
			return nr_error_sys(err, errno, "-");
	}
	return 0;
}

int
nr_load_again(const char *path, struct nr_article *a, struct nr_diags *diags,
	struct nr_error *err)
{
	struct nr_buf data = NR_BUF_INIT;
	int rc = strcmp(path, "-") == 0 ? read_stdin(&data, err)
		: nr_fs_read(path, NR_LOAD_FILE_MAX, &data, err);

	nr_article_clear(a);
	if (rc == 0)
		rc = parse(path, nr_buf_str(&data), data.len, a, diags, err);
	nr_buf_release(&data);
	return rc;
}

int
nr_load_file(const char *path, struct nr_article **out, struct nr_diags *diags,
	struct nr_error *err)
{
	struct nr_article *a = nr_article_new();

	return give(a, nr_load_again(path, a, diags, err), out);
}

const char *
nr_load_version(void)
{
	return yaml_get_version_string();
}
