/* The texts of the columns of a list. */
#include "config.h"

#include "app/columns.h"

#include <stdio.h>
#include <time.h>

const struct app_columns app_columns_default = {
	.v = {
		{ APP_COLUMN_MARK, 3 }, { APP_COLUMN_DATE, 9 }, { APP_COLUMN_PROVIDER, 14 },
		{ APP_COLUMN_TITLE, APP_COLUMN_REST }, { APP_COLUMN_HEAT, 1 },
	},
	.n = 5,
};

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
