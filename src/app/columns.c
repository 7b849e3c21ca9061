/* The texts of the columns of a list. */
#include "config.h"

#include "app/columns.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "newsreader/conf.h"
#include "newsreader/mem.h"

enum { REST = APP_COLUMN_REST };

/* Local time to the minute, or a date alone, which does not depend on the time zone. */
static const char *
format_date(const struct nr_date *d, char out[APP_COLUMN_TEXT])
{
	time_t seconds = (time_t)d->seconds;
	struct tm tm;
	int n;

	out[0] = '\0';
	if (d->kind == NR_DATE_NONE || !(d->kind == NR_DATE_DAY ? gmtime_r(&seconds, &tm)
		: localtime_r(&seconds, &tm)))
		return out;
	/* Not strftime: its years have four digits from 1000 on only. */
	n = snprintf(out, APP_COLUMN_TEXT, "%04d-%02d-%02d", tm.tm_year + 1900,
		tm.tm_mon + 1, tm.tm_mday);
	if (d->kind == NR_DATE_TIME)
		snprintf(out + n, APP_COLUMN_TEXT - (size_t)n, " %02d:%02d", tm.tm_hour,
			tm.tm_min);
	return out;
}

static const char *
format_heat(const struct nr_row *row, char out[APP_COLUMN_TEXT])
{
	out[0] = '\0';
	if (row->has_heat)
		snprintf(out, APP_COLUMN_TEXT, "%lld", (long long)row->heat);
	return out;
}

const char *
app_column_text(enum app_column column, const struct nr_row *row, char out[APP_COLUMN_TEXT])
{
	switch (column) {
#define TEXT(id, name, text, ...) case APP_COLUMN_##id: return text;
	APP_EACH_COLUMN(TEXT)
#undef TEXT
	default:
		return "";
	}
}

/* ---- the option columns ---- */

static const struct {
	const char *name;
	int cells;
} columns[APP_COLUMNS] = {
#define COLUMN(id, name, text, side, print, keeps, cells, style, draw) \
	[APP_COLUMN_##id] = { name, cells },
	APP_EACH_COLUMN(COLUMN)
#undef COLUMN
};

static const struct {
	enum app_column column;
	const char *name;
	int cells;
} forms[APP_COLUMN_FORMS] = {
#define FORM(column, form, name, cells) \
	[APP_COLUMN_##column##_##form] = { APP_COLUMN_##column, name, cells },
	APP_EACH_COLUMN_FORM(FORM)
#undef FORM
};

static int
refuse_column(const struct nr_nearest *near, struct nr_error *err)
{
	struct nr_buf all = NR_BUF_INIT;

	if (near->found)
		return nr_nearest_refuse(near, "column", NULL, 0, err);
	for (unsigned i = 0; i < APP_COLUMNS; i++)
		nr_buf_addf(&all, "%s%s", i > 0 ? ", " : "", columns[i].name);
	nr_error_set(err, NR_ERR_USAGE, "unknown column '%s'; there are %s", near->name,
		nr_buf_str(&all));
	nr_buf_release(&all);
	return -1;
}

static int
refuse_form(const struct nr_nearest *near, enum app_column column, struct nr_error *err)
{
	const char *name = columns[column].name;
	struct nr_buf all = NR_BUF_INIT;

	if (near->found)
		return nr_error_set(err, NR_ERR_USAGE, "unknown form '%s'; did you mean '%s:%s'?",
			near->name, name, near->found);
	for (unsigned i = 0; i < APP_COLUMN_FORMS; i++)
		if (forms[i].column == column)
			nr_buf_addf(&all, "%s%s:%s", all.len ? ", " : "", name, forms[i].name);
	nr_error_set(err, NR_ERR_USAGE, "unknown form '%s'; there are %s", near->name,
		nr_buf_str(&all));
	nr_buf_release(&all);
	return -1;
}

/* The first form of a column, or none. */
static enum app_column_form
first_form(enum app_column column)
{
	for (unsigned i = 0; i < APP_COLUMN_FORMS; i++)
		if (forms[i].column == column)
			return (enum app_column_form)i;
	return APP_COLUMN_FORMS;
}

static int
parse_name(const char *name, struct app_column_use *out, struct nr_error *err)
{
	struct nr_nearest near = nr_nearest_to(name);

	for (unsigned i = 0; i < APP_COLUMNS; i++) {
		nr_nearest_try(&near, columns[i].name);
		if (strcmp(name, columns[i].name) != 0)
			continue;
		out->column = (enum app_column)i;
		out->form = first_form(out->column);
		out->cells = columns[i].cells;
		return 0;
	}
	return refuse_column(&near, err);
}

/* Read what stands after the ':': a form, or a number of cells. */
static int
parse_form(const char *text, struct app_column_use *out, struct nr_error *err)
{
	struct nr_nearest near = nr_nearest_to(text);
	char *end;
	long cells;

	for (unsigned i = out->form; i < APP_COLUMN_FORMS; i++) {
		if (forms[i].column != out->column)
			break;
		nr_nearest_try(&near, forms[i].name);
		if (strcmp(text, forms[i].name) != 0)
			continue;
		out->form = (enum app_column_form)i;
		out->cells = forms[i].cells;
		return 0;
	}
	if (out->form != APP_COLUMN_FORMS)
		return refuse_form(&near, out->column, err);
	if (out->column == APP_COLUMN_TITLE || out->column == APP_COLUMN_MARK)
		return nr_error_set(err, NR_ERR_USAGE,
			"'%s' has no forms and no number of cells; write it without ':'",
			columns[out->column].name);
	cells = strtol(text, &end, 10);
	if (*text < '0' || *text > '9' || *end || cells < 1 || cells > APP_COLUMN_CELLS)
		return nr_error_set(err, NR_ERR_USAGE,
			"'%s' takes a number of cells from 1 to %d, not '%s'",
			columns[out->column].name, APP_COLUMN_CELLS, text);
	out->cells = (int)cells;
	return 0;
}

/* Read one column; *at is where in the word a mistake is. */
static int
parse_column(char *word, struct app_columns *out, size_t *at, struct nr_error *err)
{
	struct app_column_use use;
	char *colon = strchr(word, ':');

	*at = 0;
	if (colon)
		*colon = '\0';
	if (parse_name(word, &use, err) < 0)
		return -1;
	for (size_t i = 0; i < out->n; i++)
		if (out->v[i].column == use.column)
			return nr_error_set(err, NR_ERR_USAGE, "'%s' stands here twice", word);
	*at = colon ? (size_t)(colon + 1 - word) : 0;
	if (colon && parse_form(colon + 1, &use, err) < 0)
		return -1;
	out->v[out->n++] = use;
	return 0;
}

static bool
has_title(const struct app_columns *c)
{
	for (size_t i = 0; i < c->n; i++)
		if (c->v[i].column == APP_COLUMN_TITLE)
			return true;
	return false;
}

int
app_columns_parse(const char *text, struct app_columns *out, struct nr_error *err)
{
	static const char blanks[] = " \t,";
	const char *p = text + strspn(text, blanks);

	out->n = 0;
	while (*p) {
		size_t len = strcspn(p, blanks), at;
		char *word = nr_strndup(p, len);
		int rc = parse_column(word, out, &at, err);

		free(word);
		if (rc < 0) {
			err->col = (unsigned)((size_t)(p - text) + at + 1);
			return -1;
		}
		p += len;
		p += strspn(p, blanks);
	}
	if (has_title(out))
		return 0;
	nr_error_set(err, NR_ERR_USAGE, "the column 'title' is missing");
	err->col = (unsigned)(p - text) + 1;
	return -1;
}
