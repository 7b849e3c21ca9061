/* The options: their table, values and parsing. */
#include "config.h"

#include "newsreader/options.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "newsreader/buf.h"
#include "newsreader/conf.h"
#include "newsreader/fs.h"
#include "newsreader/mem.h"
#include "newsreader/utf8.h"

struct nr_options {
	char *text[NR_OPT_COUNT];
	int64_t number[NR_OPT_COUNT];	/* BOOL: 0 or 1; ENUM: the index of the value;
					 * SIZE: bytes */
};

/* Whether a change takes effect in the running program. */
enum { START, LIVE };

static const struct nr_option_info infos[NR_OPT_COUNT] = {
#define NR_OPTION(id, name, type, when, def, text) \
	[NR_OPT_##id] = { name, NR_OPT_##type, \
		NR_OPT_##type == NR_OPT_BOOL ? "yes|no" : "", when, def, text },
#define NR_OPTION_ENUM(id, name, values, when, def, text) \
	[NR_OPT_##id] = { name, NR_OPT_ENUM, values, when, def, text },
#include "newsreader/options.def"
#undef NR_OPTION
#undef NR_OPTION_ENUM
};

const struct nr_option_info *
nr_option_info(enum nr_option id)
{
	return &infos[id];
}

enum nr_option
nr_option_named(const char *name)
{
	for (size_t i = 0; i < NR_OPT_COUNT; i++)
		if (strcmp(infos[i].name, name) == 0)
			return (enum nr_option)i;
	return NR_OPT_COUNT;
}

static int
refuse_name(const char *name, struct nr_error *err)
{
	struct nr_nearest near = nr_nearest_to(name);

	for (size_t i = 0; i < NR_OPT_COUNT; i++)
		nr_nearest_try(&near, infos[i].name);
	return nr_nearest_refuse(&near, "option", NULL, 0, err);
}

/* The index of value in "a|b|c", or -1. */
static int
find_value(const char *values, const char *value)
{
	size_t n = strlen(value);
	int at = 0;

	for (const char *p = values; ; p++, at++) {
		size_t len = strcspn(p, "|");

		if (len == n && memcmp(p, value, n) == 0)
			return at;
		p += len;
		if (!*p)
			return -1;
	}
}

/* The number of bytes that "500M" means, or -1 if invalid. */
static int64_t
parse_size(const char *value)
{
	static const char units[] = "KMG";
	const char *unit;
	int64_t n = 0;

	if (*value < '0' || *value > '9')
		return -1;
	for (; *value >= '0' && *value <= '9'; value++) {
		n = n * 10 + (*value - '0');
		if (n > INT64_MAX >> 30)	/* so that this many G still fit */
			return -1;
	}
	if (!*value)
		return n;
	unit = strchr(units, *value >= 'a' ? *value - 'a' + 'A' : *value);
	return unit && !value[1] ? n << (10 * (unit - units + 1)) : -1;
}

static int
bad_value(const struct nr_option_info *info, const char *value, struct nr_error *err)
{
	struct nr_buf shown = NR_BUF_INIT;
	const char *all = info->type == NR_OPT_SIZE ? "a size as 500M" : info->values;

	nr_utf8_clean_line(&shown, value, strlen(value));
	nr_error_set(err, NR_ERR_USAGE, "option '%s' takes %s, not '%s'", info->name, all,
		nr_buf_str(&shown));
	nr_buf_release(&shown);
	return -1;
}

static int
set_option(struct nr_options *o, enum nr_option id, const char *value,
	struct nr_error *err)
{
	const struct nr_option_info *info = &infos[id];
	int64_t number = 0;
	char *copy;

	if (info->type == NR_OPT_BOOL) {
		number = find_value("no|yes|off|on|false|true", value);
		if (number >= 0) {
			number %= 2;
			value = number > 0 ? "yes" : "no";
		}
	} else if (info->type == NR_OPT_ENUM) {
		number = find_value(info->values, value);
	} else if (info->type == NR_OPT_SIZE) {
		number = parse_size(value);
	}
	if (number < 0)
		return bad_value(info, value, err);
	copy = nr_strdup(value);	/* before free: value may be the present text */
	free(o->text[id]);
	o->text[id] = copy;
	o->number[id] = number;
	return 0;
}

struct nr_options *
nr_options_new(void)
{
	struct nr_options *o = nr_calloc(1, sizeof(*o));
	struct nr_error err = NR_ERROR_INIT;

	for (size_t i = 0; i < NR_OPT_COUNT; i++) {
		/* An invalid default leaves "": the unit test of the table finds it. */
		if (set_option(o, (enum nr_option)i, infos[i].def, &err) < 0)
			o->text[i] = nr_strdup("");
	}
	return o;
}

void
nr_options_free(struct nr_options *o)
{
	if (!o)
		return;
	for (size_t i = 0; i < NR_OPT_COUNT; i++)
		free(o->text[i]);
	free(o);
}

int
nr_options_set(struct nr_options *o, const char *name, const char *value,
	struct nr_error *err)
{
	enum nr_option id = nr_option_named(name);

	return id == NR_OPT_COUNT ? refuse_name(name, err) : set_option(o, id, value, err);
}

/* A copy of the n bytes at s without blanks at both ends. */
static char *
trimmed(const char *s, size_t n)
{
	while (n > 0 && (*s == ' ' || *s == '\t')) {
		s++;
		n--;
	}
	while (n > 0 && (s[n - 1] == ' ' || s[n - 1] == '\t'))
		n--;
	return nr_strndup(s, n);
}

int
nr_option_parse(const char *text, char **name, char **value, struct nr_error *err)
{
	const char *equals = strchr(text, '=');

	*name = *value = NULL;
	if (!equals)
		return nr_error_set(err, NR_ERR_USAGE, "'%s' is not NAME=VALUE", text);
	*name = trimmed(text, (size_t)(equals - text));
	*value = trimmed(equals + 1, strlen(equals + 1));
	return 0;
}

const char *
nr_options_string(const struct nr_options *o, enum nr_option id)
{
	return o->text[id];
}

bool
nr_options_bool(const struct nr_options *o, enum nr_option id)
{
	return o->number[id] != 0;
}

int
nr_options_enum(const struct nr_options *o, enum nr_option id)
{
	return (int)o->number[id];
}

int64_t
nr_options_size(const struct nr_options *o, enum nr_option id)
{
	return o->number[id];
}

char *
nr_options_path(const struct nr_options *o, enum nr_option id)
{
	const char *path = o->text[id];

	return *path ? nr_fs_expand(path, strlen(path)) : NULL;
}

char **
nr_option_split(enum nr_option id, const char *text, size_t *n)
{
	bool words = infos[id].type == NR_OPT_WORDS;
	const char *p = text;
	char **v = NULL;
	size_t cap = 0;

	*n = 0;
	for (;;) {
		size_t len = strcspn(p, words ? " \t," : ":");

		if (len > 0) {
			v = nr_grow(v, &cap, *n + 1, sizeof(*v));
			v[(*n)++] = words ? nr_strndup(p, len) : nr_fs_expand(p, len);
		}
		p += len;
		if (!*p++)
			return v;
	}
}

char **
nr_options_list(const struct nr_options *o, enum nr_option id, size_t *n)
{
	return nr_option_split(id, o->text[id], n);
}
