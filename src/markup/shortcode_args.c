/* Parses the name and arguments of shortcodes. */
#include "config.h"

#include <string.h>
#include <strings.h>

#include "markup/shortcode_args.h"

enum { NAME_BYTES_MAX = 64 };

static bool
is_white(char c)
{
	return c == ' ' || c == '\t' || c == '\n';
}

static const char *
skip_white(const char *s, const char *end)
{
	while (s < end && is_white(*s))
		s++;
	return s;
}

bool
nr_text_arg_is(const struct nr_text_arg *arg, const char *s)
{
	return arg->s != NULL && strlen(s) == arg->n && strncasecmp(arg->s, s, arg->n) == 0;
}

void
nr_text_args_read(struct nr_text_args *args, const char *s, const char *end)
{
	const char *name;

	*args = (struct nr_text_args){ .end = end };
	s = skip_white(s, end);
	if (s < end && *s == '/') {
		args->close = true;
		s = skip_white(s + 1, end);
	} else if (end - s > 3 && strncmp(s, "end", 3) == 0) {
		args->close = true;
		s += 3;
	}
	for (name = s; s < end && s - name < NAME_BYTES_MAX && !is_white(*s) && *s != '"'
			&& *s != '\''; s++)
		;
	args->name = (struct nr_text_arg){ name, (size_t)(s - name) };
	args->at = s;
}

/* The value at s, quoted or not; *next is the position after it. */
static struct nr_text_arg
read_value(const char *s, const char *end, const char **next)
{
	struct nr_text_arg value = { s, 0 };

	if (s < end && (*s == '"' || *s == '\'' || *s == '`')) {
		const char *close = memchr(s + 1, *s, (size_t)(end - s - 1));

		value.s = s + 1;
		value.n = (size_t)((close != NULL ? close : end) - value.s);
		*next = close != NULL ? close + 1 : end;
		return value;
	}
	while (s < end && !is_white(*s))
		s++;
	value.n = (size_t)(s - value.s);
	*next = s;
	return value;
}

/* The argument with this key, or the one without a key after `skip` others if key is
 * NULL. */
static struct nr_text_arg
find(const struct nr_text_args *args, const char *key, int skip)
{
	const char *s = skip_white(args->at, args->end);

	while (s < args->end) {
		const char *name = s, *stop;
		struct nr_text_arg value, found;
		bool named;

		while (s < args->end && !is_white(*s) && strchr("=\"'`", *s) == NULL)
			s++;
		found = (struct nr_text_arg){ name, (size_t)(s - name) };
		/* "https://example.com/?a=b" has no key. */
		named = s < args->end && *s == '=' && s > name
			&& memchr(name, '/', found.n) == NULL;
		value = read_value(named ? skip_white(s + 1, args->end) : name, args->end, &stop);
		if (named ? key != NULL && nr_text_arg_is(&found, key)
				: key == NULL && skip-- == 0)
			return value;
		s = skip_white(stop > name ? stop : name + 1, args->end);
	}
	return (struct nr_text_arg){ NULL, 0 };
}

struct nr_text_arg
nr_text_args_find(const struct nr_text_args *args, const char *key)
{
	return find(args, key, 0);
}

struct nr_text_arg
nr_text_args_at(const struct nr_text_args *args, int place)
{
	return find(args, NULL, place);
}
