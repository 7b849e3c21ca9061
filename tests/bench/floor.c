#include "config.h"

#include "bench/floor.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <yaml.h>

#include "bench/proc.h"
#include "bench/term.h"
#include "newsreader/mem.h"

enum {
	RUNS = 5,
	STARTS = 20,
	KEYS = 100,
	FILE_MAX = 1 << 22
};

static size_t
read_one(const char *path, char *data)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd >= 0 ? read(fd, data, FILE_MAX) : -1;

	if (n <= 0 || n == FILE_MAX)
		bench_fail("cannot read %s", path);
	close(fd);
	return (size_t)n;
}

/* Front matter, between the lines of three dashes; returns the number of events. */
static size_t
parse_one(const char *path, const char *data, size_t n)
{
	const char *end = memmem(data, n, "\n---\n", 5);
	yaml_parser_t parser;
	yaml_event_t event;
	size_t events = 0;
	bool is_end = false;

	if (end == NULL || !yaml_parser_initialize(&parser))
		bench_fail("%s has no front matter", path);
	yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&parser, (const unsigned char *)data + 4,
		(size_t)(end + 1 - data - 4));
	while (!is_end) {
		if (!yaml_parser_parse(&parser, &event))
			bench_fail("%s is not YAML", path);
		is_end = event.type == YAML_STREAM_END_EVENT;
		yaml_event_delete(&event);
		events++;
	}
	yaml_parser_delete(&parser);
	return events;
}

static double
read_all(char *const *paths, size_t n, bool parse)
{
	double began = bench_now();
	char *data = nr_malloc(FILE_MAX);
	size_t bytes = 0, events = 0;

	for (size_t i = 0; i < n; i++) {
		size_t len = read_one(paths[i], data);

		bytes += len;
		if (parse)
			events += parse_one(paths[i], data, len);
	}
	if (bytes < n * 1000 || (parse && events < n * 40))
		bench_fail("too little was read");
	free(data);
	return bench_now() - began;
}

static void
measure_files(const struct bench_collection *c, struct bench_results *r)
{
	static const char *const find[] = { "find", "articles", "-printf",
		"%D %i %s %T@ %p\\n", NULL };
	char **paths = nr_calloc(c->n, sizeof(*paths));

	for (size_t i = 0; i < c->n; i++)
		paths[i] = bench_collection_path(c, i);
	read_all(paths, c->n, false);
	for (int i = 0; i < RUNS; i++) {
		bench_add(r, BENCH_FIND, bench_proc_run(find, "/dev/null"));
		bench_add(r, BENCH_READ, read_all(paths, c->n, false));
		bench_add(r, BENCH_YAML, read_all(paths, c->n, true));
	}
	for (size_t i = 0; i < c->n; i++)
		free(paths[i]);
	free(paths);
}

static void
measure_starts(const char *bare, const char *select, struct bench_results *r)
{
	static const struct bench_screen screen = {
		.first = 1, .last = 1, .list_is_full = true, .bottom = "help"
	};
	const char *const run_bare[] = { bare, NULL };
	const char *const run_select[] = { select, "home/empty.db", NULL };

	for (int i = 0; i < STARTS; i++) {
		struct bench_term *t = bench_term_start(run_bare);
		double at = bench_term_wait(t, &screen, BENCH_APPEARED);

		bench_add(r, BENCH_BARE_START, at - bench_term_began(t));
		bench_term_quit(t, "q");
		bench_add(r, BENCH_SELECT, bench_proc_run(run_select, "/dev/null"));
	}
}

static void
measure_key(const char *bare, struct bench_results *r)
{
	const char *const run_bare[] = { bare, NULL };
	struct bench_term *t = bench_term_start(run_bare);
	struct bench_screen screen = { .first = 1, .last = 1 };

	bench_term_wait(t, &screen, BENCH_COMPLETE);
	for (int i = 0; i < KEYS; i++) {
		bool is_last = screen.first == BENCH_ROWS - 2;
		double at;

		screen.first = screen.last = is_last ? 1 : screen.first + 1;
		at = bench_term_send(t, is_last ? "g" : "j");
		at = bench_term_wait(t, &screen, BENCH_COMPLETE) - at;
		if (!is_last)
			bench_add(r, BENCH_BARE_J, at);
	}
	bench_term_quit(t, "q");
}

void
bench_floors(const struct bench_collection *c, const char *bare, const char *select,
	struct bench_results *r)
{
	measure_files(c, r);
	measure_starts(bare, select, r);
	measure_key(bare, r);
}
