/*
 * Parses the name and arguments of a shortcode or tag: `figure src="a.png" "b" 5`.
 */
#ifndef MARKUP_SHORTCODE_ARGS_H
#define MARKUP_SHORTCODE_ARGS_H

#include <stdbool.h>
#include <stddef.h>

struct nr_text_arg {
	const char *s;		/* NULL: missing */
	size_t n;
};

struct nr_text_args {
	bool close;		/* an end tag: "/name", "endname" */
	struct nr_text_arg name;
	const char *at, *end;	/* the rest, with the arguments */
};

void nr_text_args_read(struct nr_text_args *args, const char *s, const char *end);
/* The value of the argument with this key; if key is NULL, of the first one without a
 * key. */
struct nr_text_arg nr_text_args_find(const struct nr_text_args *args, const char *key);
/* The argument number `place`, from 0, among those without a key. */
struct nr_text_arg nr_text_args_at(const struct nr_text_args *args, int place);
bool nr_text_arg_is(const struct nr_text_arg *arg, const char *s);

#endif
