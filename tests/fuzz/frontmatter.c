#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz/driver.h"
#include "newsreader/load.h"
#include "newsreader/url.h"
#include "newsreader/utf8.h"

static void
check(int holds)
{
	if (!holds)
		abort();
}

/* One clean line of at most max bytes, or nothing at all. */
static void
check_line(const char *s, size_t max)
{
	if (!s)
		return;
	check(*s != '\0' && strlen(s) <= max);
	check(nr_utf8_is_clean(s, strlen(s)));
}

/* The same with newlines inside. */
static void
check_text(const char *s)
{
	if (!s)
		return;
	check(*s != '\0' && strlen(s) <= NR_LOAD_TEXT_MAX);
	check(!strchr("\n ", s[strlen(s) - 1]));
	for (;;) {
		size_t n = strcspn(s, "\n");

		check(nr_utf8_is_clean(s, n));
		if (!s[n])
			return;
		s += n + 1;
	}
}

static void
check_lines(const struct nr_strs *list)
{
	check(list->n <= 2 * NR_LOAD_LIST_MAX);
	for (size_t i = 0; i < list->n; i++) {
		check(list->v[i] != NULL);
		check_line(list->v[i], NR_LOAD_LINE_MAX);
	}
}

static void
check_images(const struct nr_images *list)
{
	check(list->n <= NR_LOAD_LIST_MAX);
	for (size_t i = 0; i < list->n; i++) {
		check(list->v[i].url != NULL);
		check_line(list->v[i].url, NR_URL_MAX);
		check(list->v[i].width >= 0 && list->v[i].height >= 0);
	}
}

static void
check_field(const struct nr_article *a, const struct nr_field_info *f, bool has)
{
	const void *member = (const char *)a + f->offset;

	switch (f->shape) {
	case NR_SHAPE_LINE:
	case NR_SHAPE_HTML:
		check_line(*(char *const *)member, NR_LOAD_LINE_MAX);
		check(has == (*(char *const *)member != NULL));
		break;
	case NR_SHAPE_TEXT:
		check_text(*(char *const *)member);
		check(has == (*(char *const *)member != NULL));
		break;
	case NR_SHAPE_URL:
		check_line(*(char *const *)member, NR_URL_MAX);
		check(has == (*(char *const *)member != NULL));
		check(!has || nr_url_is_web(*(char *const *)member));
		break;
	case NR_SHAPE_DATE:
		check(has == (((const struct nr_date *)member)->kind != NR_DATE_NONE));
		break;
	case NR_SHAPE_DURATION:
		check(*(const int64_t *)member >= 0);
		break;
	case NR_SHAPE_LINES:
		check_lines(member);
		break;
	case NR_SHAPE_IMAGES:
		check_images(member);
		break;
	default:
		break;
	}
}

static void
check_article(const struct nr_article *a)
{
	for (int i = 0; i < NR_FIELD_COUNT; i++)
		check_field(a, nr_field_info((enum nr_field)i),
			nr_article_has(a, (enum nr_field)i));
	check_line(a->provider.name, NR_LOAD_LINE_MAX);
	check_line(a->provider.domain, NR_LOAD_LINE_MAX);
	check_images(&a->provider.images);
	check_lines(&a->provider.authors);
	for (size_t i = 0; i < a->actions.n; i++) {
		check_line(a->actions.v[i].url, NR_URL_MAX);
		check_line(a->actions.v[i].title, NR_LOAD_LINE_MAX);
	}
	for (size_t i = 0; i < a->extras.n; i++) {
		check(nr_utf8_is_clean(a->extras.v[i].key, strlen(a->extras.v[i].key)));
		check(nr_utf8_is_clean(a->extras.v[i].value,
			strlen(a->extras.v[i].value)));
		check(strlen(a->extras.v[i].value) <= NR_LOAD_LINE_MAX);
	}
	check((a->key != NULL) == (a->id > 0));
	check(a->line > 0);
	check(a->related.n <= NR_LOAD_RELATED_MAX);
	for (size_t i = 0; i < a->related.n; i++) {
		check(a->related.v[i].related.n == 0);
		check_article(&a->related.v[i]);
	}
}

/* Places are in the file: not behind its last line, nor behind the end of their own. */
static void
check_place(const char *data, size_t n, unsigned line, unsigned col)
{
	const char *end = data + n, *nl;

	for (; line > 1; line--) {
		nl = memchr(data, '\n', (size_t)(end - data));
		check(nl != NULL);
		data = nl + 1;
	}
	nl = memchr(data, '\n', (size_t)(end - data));
	check(col <= (size_t)((nl ? nl : end) - data) + 1);
}

static void
check_diags(const struct nr_diags *diags, const char *data, size_t n)
{
	check(diags->n <= NR_DIAGS_PER_FILE + 1);
	for (size_t i = 0; i < diags->n; i++) {
		struct nr_buf line = NR_BUF_INIT;

		check(diags->v[i].severity == NR_WARNING);
		nr_diag_format(&diags->v[i], &line);
		check_line(nr_buf_str(&line), NR_LOAD_LINE_MAX);
		if (diags->v[i].line)
			check_place(data, n, diags->v[i].line, diags->v[i].col);
		nr_buf_release(&line);
	}
}

static void
run(const char *path, const char *data, size_t n)
{
	struct nr_diags diags = NR_DIAGS_INIT;
	struct nr_error err = NR_ERROR_INIT;
	struct nr_article *a = NULL;

	if (nr_load_parse(path, data, n, &a, &diags, &err) == 0) {
		nr_article_identify(a, path);
		check_article(a);
		check(a->id > 0);
		check((a->body_kind == NR_BODY_NONE) == (a->body_len == 0));
		check_diags(&diags, data, n);
	} else {
		unsigned line = 0, col = 0;

		check(a == NULL && diags.n == 0 && err.code != NR_ERR_NONE);
		check_line(err.text, sizeof(err.text) - 1);
		check(strncmp(err.text, path, strlen(path)) == 0);
		if (sscanf(err.text + strlen(path), ":%u:%u: ", &line, &col) == 2)
			check_place(data, n, line, col);
	}
	nr_article_free(a);
	nr_diags_release(&diags);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	run("a.md", (const char *)data, size);
	run("a.yml", (const char *)data, size);
	return 0;
}
