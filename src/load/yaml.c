/* Steps through the events of a front matter and reports its errors and warnings. */
#include "config.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "load/events.h"
#include "load/json.h"
#include "load/mend.h"
#include "load/unclosed.h"
#include "load/yaml.h"
#include "newsreader/load.h"
#include "newsreader/url.h"
#include "newsreader/utf8.h"

void
nr_yaml_close(struct nr_yaml *y)
{
	nr_plain_release(&y->events);
	nr_diags_release(&y->diags);
	nr_buf_release(&y->tmp);
	nr_buf_release(&y->text);
}

static int
fail_at(struct nr_yaml *y, struct nr_yaml_mark at, const char *what, const char *detail)
{
	unsigned line, col;

	nr_front_locate(y->front, at.line, at.col, &line, &col);
	return nr_error_at(y->err, y->path, line, col, "%s%s", what, detail);
}

static int
enter(struct nr_yaml *y)
{
	if (++y->depth <= NR_LOAD_DEPTH_MAX)
		return 0;
	fail_at(y, y->event.at, "lists and mappings nested too deep", "");
	y->err->code = NR_ERR_LIMIT;
	return -1;
}

int
nr_yaml_next(struct nr_yaml *y)
{
	y->event = y->events.v[y->next++];
	if (y->event.type == YAML_SEQUENCE_START_EVENT ||
		y->event.type == YAML_MAPPING_START_EVENT)
		return enter(y);
	y->depth -= y->event.type == YAML_SEQUENCE_END_EVENT ||
		y->event.type == YAML_MAPPING_END_EVENT;
	return 0;
}

int
nr_yaml_root(struct nr_yaml *y)
{
	if (nr_yaml_next(y) < 0)
		return -1;
	if (y->event.type == YAML_STREAM_END_EVENT)
		return 0;
	if (nr_yaml_is_mapping(y))
		return 1;
	if (nr_yaml_is_null(y))
		return 0;
	return fail_at(y, y->event.at,
		"front matter is no mapping of keys to values", "");
}

int
nr_yaml_skip(struct nr_yaml *y)
{
	unsigned depth = y->depth;

	if (nr_yaml_is_scalar(y))
		return 0;
	while (y->depth >= depth)
		if (nr_yaml_next(y) < 0)
			return -1;
	return 0;
}

/* Copy the current scalar as a key, cleaned. */
static void
take_key(struct nr_yaml *y, char key[NR_YAML_KEY])
{
	size_t n;
	const char *s = nr_yaml_str(y, &n);

	if (n < NR_YAML_KEY && nr_utf8_plain(s, n, '!') == n) {
		memcpy(key, s, n + 1);
		return;
	}
	nr_buf_clear(&y->tmp);
	nr_utf8_clean_line(&y->tmp, s, n < NR_LOAD_LINE_MAX ? n : NR_LOAD_LINE_MAX);
	n = y->tmp.len;
	if (n > NR_YAML_KEY - 1)
		n = nr_utf8_start(y->tmp.data, NR_YAML_KEY - 1);
	memcpy(key, nr_buf_str(&y->tmp), n);
	key[n] = '\0';
}

/* Hashes of the keys of a mapping. Only the first ones are compared: real files have
 * fewer, and for hostile files this avoids quadratic time. */
struct seen {
	int64_t v[128];
	bool merged[128];
	size_t n;
};

/* True if the pair is used: a merged one ("<<") only if its key is new. */
static bool
see_key(struct nr_yaml *y, struct seen *seen, const char *key, bool merging)
{
	int64_t hash = nr_url_id(key);
	size_t i = 0;

	while (i < seen->n && seen->v[i] != hash)
		i++;
	if (i < seen->n && merging)
		return false;
	if (i < seen->n && !seen->merged[i])
		nr_yaml_warn(y, y->event.at, "duplicate key '%s', the last one counts", key);
	if (i == sizeof(seen->v) / sizeof(seen->v[0]))
		return true;
	seen->n += i == seen->n;
	seen->v[i] = hash;
	seen->merged[i] = merging;
	return true;
}

/* State of a visit to the pairs of a mapping. */
struct visitor {
	nr_yaml_visit *visit;
	void *ctx;
	struct seen seen;
};

static int read_pairs(struct nr_yaml *y, struct visitor *v, bool merging);

/* Read the value of "<<": a mapping whose pairs are merged into the current one, or a
 * list of mappings, where earlier ones win. */
static int
merge(struct nr_yaml *y, struct visitor *v)
{
	if (nr_yaml_is_mapping(y))
		return read_pairs(y, v, true);
	for (;;) {
		if (nr_yaml_next(y) < 0)
			return -1;
		if (y->event.type == YAML_SEQUENCE_END_EVENT)
			return 0;
		if ((nr_yaml_is_mapping(y) ? read_pairs(y, v, true) : nr_yaml_skip(y)) < 0)
			return -1;
	}
}

static int
read_pair(struct nr_yaml *y, struct visitor *v, bool merging)
{
	char key[NR_YAML_KEY];
	bool counts = false, is_merge = false;

	y->key_mark = y->event.at;
	if (nr_yaml_is_scalar(y)) {
		is_merge = y->event.style == YAML_PLAIN_SCALAR_STYLE &&
			strcmp(y->event.value, "<<") == 0;
		take_key(y, key);
		counts = is_merge || see_key(y, &v->seen, key, merging);
	} else if (nr_yaml_unexpected(y, "key", "a name") < 0) {
		return -1;
	}
	if (nr_yaml_next(y) < 0)
		return -1;
	if (is_merge && !nr_yaml_is_scalar(y))
		return merge(y, v);
	return counts ? v->visit(y, v->ctx, key) : nr_yaml_skip(y);
}

static int
read_pairs(struct nr_yaml *y, struct visitor *v, bool merging)
{
	for (;;) {
		if (nr_yaml_next(y) < 0)
			return -1;
		if (y->event.type == YAML_MAPPING_END_EVENT)
			return 0;
		if (read_pair(y, v, merging) < 0)
			return -1;
	}
}

int
nr_yaml_pairs(struct nr_yaml *y, nr_yaml_visit *visit, void *ctx)
{
	struct visitor v;

	v.visit = visit;
	v.ctx = ctx;
	v.seen.n = 0;
	return read_pairs(y, &v, false);
}

int
nr_yaml_items(struct nr_yaml *y, const char *key, const char *what, size_t max,
	nr_yaml_visit *visit, void *ctx)
{
	if (nr_yaml_is_null(y))
		return 0;
	if (!nr_yaml_is_list(y))
		return nr_yaml_unexpected(y, key, what);
	for (size_t n = 0;; n++) {
		if (nr_yaml_next(y) < 0)
			return -1;
		if (y->event.type == YAML_SEQUENCE_END_EVENT)
			return 1;
		if (n == max)
			nr_yaml_warn(y, y->event.at,
				"%s: more than %zu entries, the rest is left out", key, max);
		if ((n < max ? visit(y, ctx, key) : nr_yaml_skip(y)) < 0)
			return -1;
	}
}

bool
nr_yaml_is_scalar(const struct nr_yaml *y)
{
	return y->event.type == YAML_SCALAR_EVENT;
}

bool
nr_yaml_is_list(const struct nr_yaml *y)
{
	return y->event.type == YAML_SEQUENCE_START_EVENT;
}

bool
nr_yaml_is_mapping(const struct nr_yaml *y)
{
	return y->event.type == YAML_MAPPING_START_EVENT;
}

bool
nr_yaml_is_null(const struct nr_yaml *y)
{
	const char *s = nr_yaml_is_scalar(y) ? y->event.value : NULL;

	if (!s || y->event.style != YAML_PLAIN_SCALAR_STYLE)
		return false;
	return !*s || strcmp(s, "~") == 0 ||
		((*s | 0x20) == 'n' && strcasecmp(s, "null") == 0);
}

const char *
nr_yaml_str(const struct nr_yaml *y, size_t *n)
{
	*n = y->event.len;
	return y->event.value;
}

unsigned
nr_yaml_line(const struct nr_yaml *y)
{
	return y->front->line + (unsigned)y->event.at.line;
}

const char *
nr_yaml_describe(struct nr_yaml *y)
{
	const char *s;
	size_t n;

	if (nr_yaml_is_list(y))
		return "a list";
	if (nr_yaml_is_mapping(y))
		return "a mapping";
	if (nr_yaml_is_null(y))
		return "nothing";
	s = nr_yaml_str(y, &n);
	nr_buf_clear(&y->tmp);
	nr_utf8_clean_line(&y->tmp, s, n < 256 ? n : 256);
	n = nr_utf8_fit(nr_buf_str(&y->tmp), y->tmp.len, 30, NULL);
	if (n > 50)
		n = nr_utf8_start(y->tmp.data, 50);
	snprintf(y->found, sizeof(y->found), "\"%.*s%s\"", (int)n, nr_buf_str(&y->tmp),
		n < y->tmp.len ? "…" : "");
	return y->found;
}

int
nr_yaml_unexpected(struct nr_yaml *y, const char *key, const char *what)
{
	nr_yaml_warn(y, y->event.at, "%s: expected %s, found %s", key, what, nr_yaml_describe(y));
	return nr_yaml_skip(y);
}

static int
fail_reading(struct nr_yaml *y, const struct nr_fault *fault)
{
	fail_at(y, fault->at, fault->text, "");
	y->err->code = fault->code;
	return -1;
}

static int read_text(struct nr_yaml *y, struct nr_front *f);

/* Without a closing line the body is parsed as YAML and refused: end the front matter
 * before it. False if it is closed, or no line is certainly body text. */
static bool
end_unclosed(struct nr_yaml *y, struct nr_front *f)
{
	size_t line;

	if (f->closed || !nr_unclosed_body(f, &line))
		return false;
	nr_front_end(f, line);
	f->closed = true;
	nr_yaml_warn(y, (struct nr_yaml_mark){ (uint32_t)line, 0 },
		"the front matter is not closed; what follows is read as text");
	return true;
}

/* Parse with libyaml; if it refuses a line, mend the front matter and parse it again. */
static int
read_events(struct nr_yaml *y, struct nr_front *f)
{
	struct nr_anchors anchors = { .n = 0 };
	struct nr_fault first, fault;
	struct nr_buf mended = NR_BUF_INIT;
	int rc;

	nr_plain_clear(&y->events);
	rc = nr_events_read(&y->events, &(struct nr_events_source){ f->text, f->len, f->line,
		false }, &anchors, &first);
	if (rc == 0)
		return 0;
	if (first.code == NR_ERR_INPUT && end_unclosed(y, f))
		return read_text(y, f);
	if (first.code == NR_ERR_INPUT && (rc = nr_mend(y, &mended, &fault)) == 0) {
		anchors.n = 0;
		nr_plain_clear(&y->events);
		rc = nr_events_read(&y->events, &(struct nr_events_source){
			nr_buf_str(&mended), mended.len, f->line, false }, &anchors, &fault);
	} else if (first.code != NR_ERR_INPUT) {
		fault = first;
	}
	nr_buf_release(&mended);
	if (rc < 0)
		return fail_reading(y, fault.code == NR_ERR_INPUT ? &first : &fault);
	/* The mapping is empty: no line could be kept. */
	if (y->events.n < 2 || y->events.v[1].type == YAML_MAPPING_END_EVENT)
		return fail_reading(y, &first);
	return 0;
}

static int
read_text(struct nr_yaml *y, struct nr_front *f)
{
	nr_plain_clear(&y->events);
	if (nr_plain_read(&y->events, f->text, f->len))
		return 0;
	return read_events(y, f);
}

int
nr_yaml_open(struct nr_yaml *y, const char *path, struct nr_front *front,
	struct nr_arena *arena, struct nr_error *err)
{
	*y = (struct nr_yaml){ .path = path, .front = front, .arena = arena, .err = err };
	if (front->format == NR_FRONT_JSON)
		return nr_json_read(&y->events, front, path, err);
	return read_text(y, front);
}
