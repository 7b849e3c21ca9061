#include "config.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "load/yaml.h"
#include "newsreader/load.h"
#include "newsreader/url.h"
#include "newsreader/utf8.h"

/* The tags of YAML's own types, of which only the name is missing. */
static const char core[] = "tag:yaml.org,2002:";
static const char *const core_types[] = {
	"str", "int", "float", "bool", "null", "seq", "map", "timestamp",
};

int
nr_yaml_open(struct nr_yaml *y, const char *path, const struct nr_front *front,
	struct nr_arena *arena, struct nr_error *err)
{
	*y = (struct nr_yaml){ .path = path, .front = front, .arena = arena, .err = err };
	y->is_plain = nr_plain_read(&y->plain, front->text, front->len);
	if (y->is_plain)
		return 0;
	if (!yaml_parser_initialize(&y->parser))
		return nr_error_set(err, NR_ERR_SYSTEM, "%s: no memory for the parser",
			path);
	yaml_parser_set_encoding(&y->parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&y->parser, (const unsigned char *)front->text,
		front->len);
	return 0;
}

void
nr_yaml_close(struct nr_yaml *y)
{
	if (y->has_raw)
		yaml_event_delete(&y->raw);
	if (!y->is_plain)
		yaml_parser_delete(&y->parser);
	nr_plain_release(&y->plain);
	nr_diags_release(&y->diags);
	nr_buf_release(&y->tmp);
	nr_buf_release(&y->text);
}

static int
fail_at(struct nr_yaml *y, struct nr_yaml_mark at, const char *what, const char *detail)
{
	unsigned line, col;

	nr_front_place(y->front, at.line, at.col, &line, &col);
	return nr_error_at(y->err, y->path, line, col, "%s%s", what, detail);
}

static struct nr_yaml_mark
mark_of(const yaml_mark_t *at)
{
	return (struct nr_yaml_mark){ (uint32_t)at->line, (uint32_t)at->column };
}

static int
fail_syntax(struct nr_yaml *y)
{
	const yaml_parser_t *p = &y->parser;
	const yaml_mark_t *at = p->error == YAML_READER_ERROR ? &p->mark : &p->problem_mark;

	if (p->error == YAML_MEMORY_ERROR)
		return nr_error_set(y->err, NR_ERR_SYSTEM, "%s: no memory to parse it",
			y->path);
	nr_buf_clear(&y->tmp);
	if (p->context)
		nr_buf_addf(&y->tmp, " %s, which begins on line %u", p->context,
			y->front->line + (unsigned)p->context_mark.line);
	return fail_at(y, mark_of(at), p->problem ? p->problem : "malformed YAML",
		nr_buf_str(&y->tmp));
}

static bool
is_core_tag(const yaml_char_t *tag)
{
	const char *s = (const char *)tag;

	if (!s || strcmp(s, "!") == 0)
		return true;
	if (strncmp(s, core, sizeof(core) - 1) != 0)
		return false;
	for (size_t i = 0; i < sizeof(core_types) / sizeof(core_types[0]); i++)
		if (strcmp(s + sizeof(core) - 1, core_types[i]) == 0)
			return true;
	return false;
}

static int
check_node(struct nr_yaml *y, const yaml_char_t *anchor, const yaml_char_t *tag)
{
	char name[64];

	if (anchor)
		return fail_at(y, y->event.at, "anchors are not allowed here",
			"");
	if (is_core_tag(tag))
		return 0;
	snprintf(name, sizeof(name), ": %.60s", (const char *)tag);
	return fail_at(y, y->event.at, "tags of other types are not allowed here",
		name);
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

/* The next event of libyaml, and what is used of it. */
static int
take_raw(struct nr_yaml *y)
{
	const yaml_event_t *e = &y->raw;

	if (y->has_raw)
		yaml_event_delete(&y->raw);
	y->has_raw = yaml_parser_parse(&y->parser, &y->raw);
	if (!y->has_raw)
		return fail_syntax(y);
	y->event = (struct nr_yaml_event){
		.type = (uint8_t)e->type, .at = mark_of(&e->start_mark)
	};
	switch (e->type) {
	case YAML_ALIAS_EVENT:
		return fail_at(y, y->event.at, "aliases are not allowed here", "");
	case YAML_SCALAR_EVENT:
		y->event.style = (uint8_t)e->data.scalar.style;
		y->event.len = (uint32_t)e->data.scalar.length;
		y->event.value = (const char *)e->data.scalar.value;
		return check_node(y, e->data.scalar.anchor, e->data.scalar.tag);
	case YAML_SEQUENCE_START_EVENT:
		return check_node(y, e->data.sequence_start.anchor,
			e->data.sequence_start.tag);
	case YAML_MAPPING_START_EVENT:
		return check_node(y, e->data.mapping_start.anchor,
			e->data.mapping_start.tag);
	default:
		return 0;
	}
}

int
nr_yaml_next(struct nr_yaml *y)
{
	if (y->is_plain)
		y->event = y->plain.v[y->next++];
	else if (take_raw(y) < 0)
		return -1;
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
	do {
		if (nr_yaml_next(y) < 0)
			return -1;
		if (y->event.type == YAML_STREAM_END_EVENT)
			return 0;
	} while (y->event.type == YAML_STREAM_START_EVENT ||
		y->event.type == YAML_DOCUMENT_START_EVENT);
	if (nr_yaml_is_mapping(y))
		return 1;
	if (nr_yaml_is_null(y))
		return 0;
	return fail_at(y, y->event.at,
		"front matter is no mapping of keys to values", "");
}

int
nr_yaml_finish(struct nr_yaml *y)
{
	/* The end of the document, and what comes then. */
	return nr_yaml_next(y) < 0 || nr_yaml_next(y) < 0 ? -1 : 0;
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

/* The key that is the current scalar, cleaned. */
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
		for (n = NR_YAML_KEY - 1; (y->tmp.data[n] & 0xc0) == 0x80; n--)
			;
	memcpy(key, nr_buf_str(&y->tmp), n);
	key[n] = '\0';
}

/* The keys of one mapping by their hashes. Only the first ones are compared: more keys
 * than that no real file has, and a hostile one must not cost the square of its size. */
struct seen {
	int64_t v[128];
	size_t n;
};

static void
check_duplicate(struct nr_yaml *y, struct seen *seen, const char *key)
{
	int64_t hash = nr_url_id(key);

	for (size_t i = 0; i < seen->n; i++) {
		if (seen->v[i] == hash) {
			nr_yaml_warn(y, "duplicate key '%s', the last one counts", key);
			return;
		}
	}
	if (seen->n < sizeof(seen->v) / sizeof(seen->v[0]))
		seen->v[seen->n++] = hash;
}

int
nr_yaml_pairs(struct nr_yaml *y, nr_yaml_visit *visit, void *ctx)
{
	char key[NR_YAML_KEY];
	struct seen seen;

	for (seen.n = 0;;) {
		bool named;

		if (nr_yaml_next(y) < 0)
			return -1;
		if (y->event.type == YAML_MAPPING_END_EVENT)
			return 0;
		y->key_mark = y->event.at;
		named = nr_yaml_is_scalar(y);
		if (named) {
			take_key(y, key);
			check_duplicate(y, &seen, key);
		} else if (nr_yaml_unexpected(y, "key", "a name") < 0) {
			return -1;
		}
		if (nr_yaml_next(y) < 0)
			return -1;
		if ((named ? visit(y, ctx, key) : nr_yaml_skip(y)) < 0)
			return -1;
	}
}

int
nr_yaml_items(struct nr_yaml *y, const char *key, size_t max, nr_yaml_visit *visit,
	void *ctx)
{
	for (size_t n = 0;; n++) {
		if (nr_yaml_next(y) < 0)
			return -1;
		if (y->event.type == YAML_SEQUENCE_END_EVENT)
			return 0;
		if (n == max)
			nr_yaml_warn(y, "%s: more than %zu entries, the rest is left out",
				key, max);
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

NR_PRINTF(3, 0)
static void
add_warning(struct nr_yaml *y, struct nr_yaml_mark at, const char *fmt, va_list ap)
{
	struct nr_buf text = NR_BUF_INIT;
	unsigned line, col;

	if (y->diags.n >= NR_DIAGS_PER_FILE) {
		y->unkept++;
		return;
	}
	nr_buf_vaddf(&text, fmt, ap);
	nr_front_place(y->front, at.line, at.col, &line, &col);
	nr_diag_add(&y->diags, NR_WARNING, y->path, line, col, "%s", nr_buf_str(&text));
	nr_buf_release(&text);
}

void
nr_yaml_warn_at(struct nr_yaml *y, struct nr_yaml_mark at, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	add_warning(y, at, fmt, ap);
	va_end(ap);
}

void
nr_yaml_warn(struct nr_yaml *y, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	add_warning(y, y->event.at, fmt, ap);
	va_end(ap);
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
		for (n = 50; (y->tmp.data[n] & 0xc0) == 0x80; n--)
			;
	snprintf(y->found, sizeof(y->found), "\"%.*s%s\"", (int)n, nr_buf_str(&y->tmp),
		n < y->tmp.len ? "…" : "");
	return y->found;
}

int
nr_yaml_unexpected(struct nr_yaml *y, const char *key, const char *what)
{
	nr_yaml_warn(y, "%s: expected %s, found %s", key, what, nr_yaml_describe(y));
	return nr_yaml_skip(y);
}
