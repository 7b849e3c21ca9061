/* Reads and writes what a run leaves to the next one: lines "name value". */
#include "config.h"

#include "app/resume.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/actions.h"
#include "newsreader/mem.h"

enum { LINE_MAX_BYTES = 1000 };	/* longer names are not kept */

struct field {
	const char *name;
	unsigned given;			/* APP_GIVEN_* */
	enum nr_option option;		/* the value follows that of the option;
					 * NR_OPT_COUNT: none */
	void (*read)(struct app_resume *r, const char *value);
	/* Append lines by put_line. */
	void (*write)(const struct app_resume *r, const char *start, struct nr_buf *out);
};

static void
put_line(struct nr_buf *out, const char *start, const char *value)
{
	if (!strchr(value, '\n') && strlen(value) <= LINE_MAX_BYTES)
		nr_buf_addf(out, "%s %s\n", start, value);
}

/* ---- the filter ---- */

static void
read_show(struct app_resume *r, const char *value)
{
	for (int i = 0; i < NR_SHOWS; i++)
		if (strcmp(value, nr_show_name((enum nr_show)i)) == 0)
			r->filter.show = (enum nr_show)i;
}

static void
write_show(const struct app_resume *r, const char *start, struct nr_buf *out)
{
	put_line(out, start, nr_show_name(r->filter.show));
}

static void
read_topic(struct app_resume *r, const char *value)
{
	nr_filter_add_topic(&r->filter, value);
}

static void
write_topics(const struct app_resume *r, const char *start, struct nr_buf *out)
{
	for (size_t i = 0; i < r->filter.n_topics; i++)
		put_line(out, start, r->filter.topics[i]);
}

static void
read_all_topics(struct app_resume *r, const char *value)
{
	r->filter.all_topics = strcmp(value, "yes") == 0;
}

static void
write_all_topics(const struct app_resume *r, const char *start, struct nr_buf *out)
{
	if (r->filter.all_topics)
		put_line(out, start, "yes");
}

static void
read_provider(struct app_resume *r, const char *value)
{
	free(r->filter.provider);
	r->filter.provider = nr_strdup(value);
}

static void
write_provider(const struct app_resume *r, const char *start, struct nr_buf *out)
{
	if (r->filter.provider)
		put_line(out, start, r->filter.provider);
}

static void
read_unpublished(struct app_resume *r, const char *value)
{
	r->filter.with_unpublished = strcmp(value, "no") != 0;
}

static void
write_unpublished(const struct app_resume *r, const char *start, struct nr_buf *out)
{
	put_line(out, start, r->filter.with_unpublished ? "yes" : "no");
}

/* ---- the order, the screen, the place ---- */

static void
read_order(struct app_resume *r, const char *value)
{
	static const char reversed[] = "reversed ";
	bool reverse = strncmp(value, reversed, sizeof reversed - 1) == 0;
	int order = app_word_index(nr_option_info(NR_OPT_ORDER)->values,
		reverse ? value + sizeof reversed - 1 : value);

	if (order < 0)
		return;
	r->filter.order = (enum nr_order)order;
	r->filter.reverse = reverse;
}

static void
write_order(const struct app_resume *r, const char *start, struct nr_buf *out)
{
	nr_buf_addf(out, "%s %s%s\n", start, r->filter.reverse ? "reversed " : "",
		nr_order_name(r->filter.order));
}

static void
read_layout(struct app_resume *r, const char *value)
{
	int layout = app_word_index(nr_option_info(NR_OPT_LAYOUT)->values, value);

	if (layout >= 0)
		r->layout = layout;
}

static void
write_layout(const struct app_resume *r, const char *start, struct nr_buf *out)
{
	int n;
	const char *name = app_word_at(nr_option_info(NR_OPT_LAYOUT)->values, r->layout, &n);

	nr_buf_addf(out, "%s %.*s\n", start, n, name);
}

static void
read_zoomed(struct app_resume *r, const char *value)
{
	r->zoomed = strcmp(value, "yes") == 0;
}

static void
write_zoomed(const struct app_resume *r, const char *start, struct nr_buf *out)
{
	if (r->zoomed)
		put_line(out, start, "yes");
}

static void
read_place(struct app_resume *r, const char *value)
{
	uint64_t id;
	struct app_place p;

	if (sscanf(value, "%16" SCNx64 " %9zu %9zu %9zu", &id, &p.rank, &p.position, &p.row) != 4)
		return;
	p.article = (int64_t)id;
	r->place = p;
}

static void
write_place(const struct app_resume *r, const char *start, struct nr_buf *out)
{
	const struct app_place *p = &r->place;

	if (p->article)
		nr_buf_addf(out, "%s %016" PRIx64 " %zu %zu %zu\n", start,
			(uint64_t)p->article, p->rank, p->position, p->row);
}

static const struct field fields[] = {
	{ "show", APP_GIVEN_TOPICS, NR_OPT_COUNT, read_show, write_show },
	{ "topic", APP_GIVEN_TOPICS, NR_OPT_COUNT, read_topic, write_topics },
	{ "all-topics", APP_GIVEN_TOPICS, NR_OPT_COUNT, read_all_topics, write_all_topics },
	{ "provider", APP_GIVEN_TOPICS, NR_OPT_COUNT, read_provider, write_provider },
	{ "unpublished", APP_GIVEN_UNPUBLISHED, NR_OPT_SHOW_UNPUBLISHED, read_unpublished,
		write_unpublished },
	{ "order", APP_GIVEN_ORDER, NR_OPT_ORDER, read_order, write_order },
	{ "layout", APP_GIVEN_LAYOUT, NR_OPT_LAYOUT, read_layout, write_layout },
	{ "zoomed", APP_GIVEN_LAYOUT, NR_OPT_COUNT, read_zoomed, write_zoomed },
	{ "place", APP_GIVEN_TOPICS | APP_GIVEN_ORDER, NR_OPT_COUNT, read_place, write_place },
};

/* ---- lines ---- */

/* The field of a line, and its value; NULL if there is no such field. */
static const struct field *
find_field(const char *line, const char **value)
{
	size_t n = strcspn(line, " ");

	*value = line + n + (line[n] == ' ');
	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		if (strlen(fields[i].name) == n && strncmp(fields[i].name, line, n) == 0)
			return &fields[i];
	return NULL;
}

static void
read_line(struct app_resume *r, const char *line, unsigned given,
	const struct nr_options *options)
{
	const char *value;
	const struct field *f = find_field(line, &value);

	if (!f || f->given & given)
		return;
	if (f->option != NR_OPT_COUNT) {
		const char *now = nr_options_string(options, f->option);
		size_t n = strlen(now);

		if (strncmp(value, now, n) != 0 || value[n] != ' ')
			return;
		value += n + 1;
	}
	f->read(r, value);
}

/* The next line of a text, which the caller frees, or NULL. */
static char *
next_line(const char **text)
{
	size_t n = strcspn(*text, "\n");
	char *line = **text ? nr_strndup(*text, n) : NULL;

	*text += n + ((*text)[n] == '\n');
	return line;
}

void
app_resume_read(struct app_resume *r, const char *text, unsigned given,
	const struct nr_options *options)
{
	char *line;

	while ((line = next_line(&text)) != NULL) {
		read_line(r, line, given, options);
		free(line);
	}
}

static void
copy_lines(const char *text, const struct field *f, struct nr_buf *out)
{
	const char *value;
	char *line;

	while ((line = next_line(&text)) != NULL) {
		if (find_field(line, &value) == f)
			nr_buf_addf(out, "%s\n", line);
		free(line);
	}
}

void
app_resume_write(const struct app_resume *r, const char *before, unsigned given,
	const struct nr_options *options, struct nr_buf *out)
{
	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		const struct field *f = &fields[i];
		char start[64];

		if (f->given & given) {
			copy_lines(before, f, out);
			continue;
		}
		if (f->option == NR_OPT_COUNT)
			snprintf(start, sizeof(start), "%s", f->name);
		else
			snprintf(start, sizeof(start), "%s %s", f->name,
				nr_options_string(options, f->option));
		f->write(r, start, out);
	}
}
