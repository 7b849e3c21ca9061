#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "fuzz/driver.h"
#include "load/front.h"
#include "load/plain.h"

static void
check(int holds)
{
	if (!holds)
		abort();
}

static void
check_event(const struct nr_yaml_event *is, const yaml_event_t *expected)
{
	const char *s;

	check(is->type == expected->type);
	switch (expected->type) {
	case YAML_SCALAR_EVENT:
		s = (const char *)expected->data.scalar.value;
		check(!expected->data.scalar.anchor && !expected->data.scalar.tag);
		check(is->style == expected->data.scalar.style);
		check(is->len == expected->data.scalar.length);
		check(memcmp(is->value, s, is->len) == 0 && is->value[is->len] == '\0');
		break;
	case YAML_MAPPING_START_EVENT:
		check(!expected->data.mapping_start.anchor);
		check(!expected->data.mapping_start.tag);
		break;
	case YAML_SEQUENCE_START_EVENT:
		check(!expected->data.sequence_start.anchor);
		check(!expected->data.sequence_start.tag);
		break;
	default:
		return;
	}
	check(is->at.line == expected->start_mark.line);
	check(is->at.col == expected->start_mark.column);
}

/* What was read is what libyaml reads, to the last event. */
static void
compare(const struct nr_plain *p, const struct nr_front *f)
{
	yaml_parser_t parser;
	yaml_event_t event;
	int begun = 0;

	check(yaml_parser_initialize(&parser));
	yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&parser, (const unsigned char *)f->text, f->len);
	for (size_t i = 0; i < p->n;) {
		check(yaml_parser_parse(&parser, &event));
		if (begun >= 2)
			check_event(&p->v[i++], &event);
		else
			check(event.type == (begun == 0 ? YAML_STREAM_START_EVENT
				: YAML_DOCUMENT_START_EVENT));
		begun++;
		yaml_event_delete(&event);
	}
	check(p->v[p->n - 1].type == YAML_STREAM_END_EVENT);
	yaml_parser_delete(&parser);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct nr_front f = NR_FRONT_INIT;
	struct nr_plain p = NR_PLAIN_INIT;

	if (!nr_front_find((const char *)data, size, &f))
		nr_front_whole((const char *)data, size, &f);
	nr_front_clean(&f);
	if (nr_plain_read(&p, f.text, f.len))
		compare(&p, &f);
	nr_plain_release(&p);
	nr_front_release(&f);
	return 0;
}
