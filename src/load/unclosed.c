/* Guesses where a front matter without a closing line ends. */
#include "config.h"

#include "load/unclosed.h"

#include <string.h>

#include "load/mend.h"

/* The kind of a line, from its text and the lines above. */
enum what { FRONT, BLANK, EITHER, BODY };

struct state {
	bool after_blank;	/* a blank line was above */
	bool in_value;		/* the last line of the front matter was indented */
	bool any_key;
};

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

/* A paragraph may begin with a word and a colon: after a blank line only a known key is
 * certain. */
static enum what
classify_key(const struct state *st, const char *s, size_t n, size_t key)
{
	if (nr_mend_field(s, key))
		return FRONT;
	if (key + 1 < n && !is_blank(s[key + 1]))
		return BODY;
	return st->after_blank ? EITHER : FRONT;
}

static enum what
classify(const struct state *st, const char *s, size_t n)
{
	size_t i = 0, key;

	while (i < n && is_blank(s[i]))
		i++;
	if (i == n)
		return BLANK;
	if (i > 0)
		return !st->after_blank || st->in_value ? FRONT : EITHER;
	key = nr_mend_key_length(s, n);
	if (key > 0)
		return classify_key(st, s, n, key);
	if (*s == '#' || strchr("]}", *s))
		return st->after_blank ? EITHER : FRONT;
	if (*s == '-' && (n == 1 || is_blank(s[1])))
		return !st->any_key || st->after_blank ? BODY : FRONT;
	return BODY;
}

bool
nr_unclosed_body(const struct nr_front *f, size_t *line)
{
	const char *s = f->text, *end = s + f->len;
	struct state st = { false, false, false };
	size_t last = 0;	/* the line after the last one of the front matter */

	for (size_t at = 0; s < end; at++) {
		const char *nl = memchr(s, '\n', (size_t)(end - s));
		size_t n = (size_t)((nl ? nl : end) - s);
		enum what what = classify(&st, s, n);

		if (what == BODY) {
			*line = last;
			return st.any_key;
		}
		st.after_blank |= what == BLANK;
		if (what == FRONT) {
			st.in_value = is_blank(*s);
			st.any_key |= nr_mend_key_length(s, n) > 0;
			last = at + 1;
		}
		s = nl ? nl + 1 : end;
	}
	return false;
}
