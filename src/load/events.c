/* Runs libyaml over a front matter and collects its events, with aliases expanded. */
#include "config.h"

#include "load/events.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <yaml.h>

#include "newsreader/load.h"
#include "newsreader/mem.h"
#include "newsreader/url.h"

/* Bytes counted for an event in addition to its text. */
enum { EVENT_COST = 8 };

struct reader {
	struct nr_plain *out;
	const struct nr_events_source *source;
	struct nr_anchors *anchors;
	struct nr_fault *fault;
	yaml_parser_t parser;
	/* 1 + the anchor of each open collection; 0 for none */
	size_t open[NR_LOAD_DEPTH_MAX];
	size_t depth;
	size_t expanded;		/* bytes of expanded aliases */
};

NR_PRINTF(4, 5)
static int
fail(struct reader *r, enum nr_errcode code, struct nr_yaml_mark at, const char *fmt, ...)
{
	va_list ap;

	r->fault->code = code;
	r->fault->at = at;
	r->fault->context_line = UINT32_MAX;
	va_start(ap, fmt);
	vsnprintf(r->fault->text, sizeof(r->fault->text), fmt, ap);
	va_end(ap);
	return -1;
}

static struct nr_yaml_mark
mark_of(const yaml_mark_t *at)
{
	return (struct nr_yaml_mark){ (uint32_t)at->line, (uint32_t)at->column };
}

static int
fail_syntax(struct reader *r)
{
	const yaml_parser_t *p = &r->parser;
	const yaml_mark_t *at = p->error == YAML_READER_ERROR ? &p->mark : &p->problem_mark;
	const char *problem = p->problem ? p->problem : "malformed YAML";

	if (p->error == YAML_MEMORY_ERROR)
		nr_out_of_memory();
	if (!p->context)
		return fail(r, NR_ERR_INPUT, mark_of(at), "%s", problem);
	fail(r, NR_ERR_INPUT, mark_of(at), "%s %s, which begins on line %u", problem,
		p->context, r->source->line + (unsigned)p->context_mark.line);
	r->fault->context_line = (uint32_t)p->context_mark.line;
	return -1;
}

/* True if the tag is missing or one of YAML's core types. */
static bool
is_core_tag(const yaml_char_t *tag)
{
	static const char core[] = "tag:yaml.org,2002:";
	static const char *const types[] = {
		"str", "int", "float", "bool", "null", "seq", "map", "timestamp",
	};
	const char *s = (const char *)tag;

	if (!s || strcmp(s, "!") == 0)
		return true;
	if (strncmp(s, core, sizeof(core) - 1) != 0)
		return false;
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (strcmp(s + sizeof(core) - 1, types[i]) == 0)
			return true;
	return false;
}

static void
add(struct reader *r, const yaml_event_t *e)
{
	struct nr_yaml_event *to;

	if (e->type == YAML_SCALAR_EVENT)
		to = nr_plain_add_scalar(r->out, e->data.scalar.style,
			(const char *)e->data.scalar.value, e->data.scalar.length);
	else
		to = nr_plain_add(r->out, e->type);
	to->at = mark_of(&e->start_mark);
}

/* Returns 1 + the anchor's index, 0 for no anchor, -1 if there are too many. */
static int
add_anchor(struct reader *r, const yaml_event_t *e, const yaml_char_t *name)
{
	struct nr_anchors *a = r->anchors;
	size_t most = sizeof(a->v) / sizeof(a->v[0]);

	if (!name)
		return 0;
	if (a->n == most)
		return fail(r, NR_ERR_LIMIT, mark_of(&e->start_mark),
			"more than %zu anchors", most);
	a->v[a->n].id = nr_url_id((const char *)name);
	a->v[a->n].begin = r->out->n;
	a->v[a->n].end = SIZE_MAX;
	return (int)++a->n;
}

/* Copy the events of the anchored node. */
static int
expand(struct reader *r, const yaml_event_t *e)
{
	const struct nr_anchors *a = r->anchors;
	const char *name = (const char *)e->data.alias.anchor;
	struct nr_yaml_mark at = mark_of(&e->start_mark);
	int64_t id = nr_url_id(name);
	struct nr_plain *p = r->out;
	struct nr_yaml_event *copy;
	size_t i = a->n;

	while (i > 0 && a->v[i - 1].id != id)
		i--;
	if (i == 0)
		return fail(r, NR_ERR_INPUT, at, "no anchor for the alias *%.60s", name);
	if (a->v[i - 1].end == SIZE_MAX)
		return fail(r, NR_ERR_INPUT, at, "the alias *%.60s stands in what it names",
			name);
	for (size_t from = a->v[i - 1].begin; from < a->v[i - 1].end; from++) {
		r->expanded += EVENT_COST + p->v[from].len;
		if (r->expanded > NR_LOAD_FRONT_MATTER_MAX)
			return fail(r, NR_ERR_LIMIT, at, "front matter larger than %d MiB "
				"with its aliases expanded", NR_LOAD_FRONT_MATTER_MAX >> 20);
		copy = nr_plain_add(p, (yaml_event_type_t)p->v[from].type);
		*copy = p->v[from];
	}
	if (a->v[i - 1].begin == a->v[i - 1].end)	/* anchor of an earlier part */
		nr_plain_add_scalar(p, YAML_PLAIN_SCALAR_STYLE, "", 0)->at = at;
	return 0;
}

static int
check_tag(struct reader *r, const yaml_event_t *e, const yaml_char_t *tag)
{
	if (is_core_tag(tag))
		return 0;
	return fail(r, NR_ERR_INPUT, mark_of(&e->start_mark),
		"tags of other types are not allowed here: %.60s", (const char *)tag);
}

static int
take_scalar(struct reader *r, const yaml_event_t *e)
{
	int anchor;

	if (check_tag(r, e, e->data.scalar.tag) < 0)
		return -1;
	anchor = add_anchor(r, e, e->data.scalar.anchor);
	if (anchor < 0)
		return -1;
	add(r, e);
	if (anchor > 0)
		r->anchors->v[anchor - 1].end = r->out->n;
	return 0;
}

static int
take_start(struct reader *r, const yaml_event_t *e, const yaml_char_t *name,
	const yaml_char_t *tag)
{
	int anchor;

	if (check_tag(r, e, tag) < 0)
		return -1;
	if (r->depth == NR_LOAD_DEPTH_MAX)
		return fail(r, NR_ERR_LIMIT, mark_of(&e->start_mark),
			"lists and mappings nested too deep");
	anchor = add_anchor(r, e, name);
	if (anchor < 0)
		return -1;
	add(r, e);
	r->open[r->depth++] = (size_t)anchor;
	return 0;
}

static void
take_end(struct reader *r, const yaml_event_t *e)
{
	size_t anchor = r->open[--r->depth];

	add(r, e);
	if (anchor > 0)
		r->anchors->v[anchor - 1].end = r->out->n;
}

/* A part of a front matter must be a mapping without "---". */
static int
check_part(struct reader *r, const yaml_event_t *e)
{
	bool root = r->depth == 0 && (e->type == YAML_SCALAR_EVENT ||
		e->type == YAML_SEQUENCE_START_EVENT || e->type == YAML_ALIAS_EVENT);

	if (root || (e->type == YAML_DOCUMENT_START_EVENT &&
			!e->data.document_start.implicit))
		return fail(r, NR_ERR_INPUT, mark_of(&e->start_mark), "no key with a value");
	return 0;
}

/* Add an event. Returns 1 if the document continues, 0 if it has ended. */
static int
take(struct reader *r, const yaml_event_t *e)
{
	if (r->source->is_part && check_part(r, e) < 0)
		return -1;
	switch (e->type) {
	case YAML_ALIAS_EVENT:
		return expand(r, e) < 0 ? -1 : 1;
	case YAML_SCALAR_EVENT:
		return take_scalar(r, e) < 0 ? -1 : 1;
	case YAML_SEQUENCE_START_EVENT:
		return take_start(r, e, e->data.sequence_start.anchor,
			e->data.sequence_start.tag) < 0 ? -1 : 1;
	case YAML_MAPPING_START_EVENT:
		return take_start(r, e, e->data.mapping_start.anchor,
			e->data.mapping_start.tag) < 0 ? -1 : 1;
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		take_end(r, e);
		return 1;
	case YAML_DOCUMENT_END_EVENT:
	case YAML_STREAM_END_EVENT:
		add(r, e);
		return 0;
	default:
		return 1;
	}
}

/* Read up to the end of the first document, and one event more, to detect an error or
 * another document after it. */
static int
read_all(struct reader *r)
{
	yaml_event_t e;
	int rc = 1;

	while (rc == 1) {
		if (!yaml_parser_parse(&r->parser, &e))
			return fail_syntax(r);
		rc = take(r, &e);
		yaml_event_delete(&e);
	}
	if (rc < 0 || r->out->v[r->out->n - 1].type == YAML_STREAM_END_EVENT)
		return rc;
	if (!yaml_parser_parse(&r->parser, &e))
		return fail_syntax(r);
	if (r->source->is_part && e.type != YAML_STREAM_END_EVENT)
		rc = fail(r, NR_ERR_INPUT, mark_of(&e.start_mark), "no key with a value");
	add(r, &e);
	yaml_event_delete(&e);
	r->out->v[r->out->n - 1].type = YAML_STREAM_END_EVENT;
	return rc;
}

int
nr_events_read(struct nr_plain *out, const struct nr_events_source *source,
	struct nr_anchors *anchors, struct nr_fault *fault)
{
	struct reader r = {
		.out = out, .source = source, .anchors = anchors, .fault = fault
	};
	int rc;

	/* The events of earlier parts are not available: their aliases become nulls. */
	for (size_t i = 0; i < anchors->n; i++)
		anchors->v[i].begin = anchors->v[i].end = 0;
	if (!yaml_parser_initialize(&r.parser))
		nr_out_of_memory();
	yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&r.parser, (const unsigned char *)source->text,
		source->n);
	rc = read_all(&r);
	yaml_parser_delete(&r.parser);
	return rc;
}
