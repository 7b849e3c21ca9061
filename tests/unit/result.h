/*
 * Result: what parsing gave, for the tests of load. Include it behind <cmocka.h>.
 */
#ifndef UNIT_RESULT_H
#define UNIT_RESULT_H

#include <string.h>

#include "newsreader/load.h"

/* What came of one file. */
struct result {
	struct nr_article *a;
	struct nr_diags diags;
	struct nr_error err;
};

static inline struct result
parse_bytes(const char *path, const char *data, size_t n)
{
	struct result r = { .diags = NR_DIAGS_INIT, .err = NR_ERROR_INIT };
	int rc = nr_load_parse(path, data, n, &r.a, &r.diags, &r.err);

	assert_int_equal(rc, r.a ? 0 : -1);
	return r;
}

static inline struct result
parse(const char *path, const char *text)
{
	return parse_bytes(path, text, strlen(text));
}

static inline struct result
parse_buf(const struct nr_buf *text)
{
	return parse_bytes("a.md", nr_buf_str(text), text->len);
}

static inline void
release(struct result *r)
{
	nr_article_free(r->a);
	nr_diags_release(&r->diags);
}

static inline void
check_diag(const struct nr_diags *diags, size_t i, const char *expected)
{
	struct nr_buf line = NR_BUF_INIT;

	assert_true(i < diags->n);
	nr_diag_format(&diags->v[i], &line);
	assert_string_equal(nr_buf_str(&line), expected);
	nr_buf_release(&line);
}

/* The article that text gives without any diagnostic. */
static inline struct result
parse_well(const char *text)
{
	struct result r = parse("a.md", text);

	if (!r.a)
		fail_msg("%s", r.err.text);
	if (r.diags.n)
		fail_msg("%u:%u: %s", r.diags.v[0].line, r.diags.v[0].col,
			r.diags.v[0].text);
	return r;
}

/* text gives an article, and this one warning. */
static inline struct result
parse_with_warning(const char *text, const char *warning)
{
	struct result r = parse("a.md", text);

	if (!r.a)
		fail_msg("%s", r.err.text);
	assert_int_equal(r.diags.n, 1);
	assert_int_equal(r.diags.v[0].severity, NR_WARNING);
	check_diag(&r.diags, 0, warning);
	return r;
}

#endif
