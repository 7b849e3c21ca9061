/* Replaces MathML formulas by their TeX source. */
#include "config.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "newsreader/utf8.h"
#include "markup/formula.h"

/* The next tag with this name at or after s, or NULL. */
static const char *
find_tag(const char *s, const char *end, const char *name)
{
	size_t n = strlen(name);

	while ((s = memchr(s, '<', (size_t)(end - s))) != NULL) {
		if ((size_t)(end - s) > n && strncasecmp(s, name, n) == 0
				&& !nr_utf8_is_latin(s[n]) && s[n] != '-')
			return s;
		s++;
	}
	return NULL;
}

static bool
is_tex(const char *tag, const char *end)
{
	for (; end - tag > 3; tag++) {
		if (strncasecmp(tag, "tex", 3) == 0 && tag[3] != 't')
			return true;
	}
	return false;
}

/* The content of <annotation encoding="application/x-tex">. */
static struct text_value
find_annotation(const char *s, const char *end)
{
	while ((s = find_tag(s, end, "<annotation")) != NULL) {
		const char *text = memchr(s, '>', (size_t)(end - s));

		if (text == NULL)
			break;
		if (is_tex(s, text++)) {
			const char *stop = memchr(text, '<', (size_t)(end - text));

			return (struct text_value){ text,
				(size_t)((stop != NULL ? stop : end) - text) };
		}
		s = text;
	}
	return (struct text_value){ NULL, 0 };
}

/* Remove "{\displaystyle ...}", which only sets the size. */
static void
trim(struct text_value *v)
{
	static const char display[] = "{\\displaystyle";
	size_t n = strlen(display);

	while (v->n > 0 && (unsigned char)v->s[v->n - 1] <= ' ')
		v->n--;
	if (v->n > n && strncmp(v->s, display, n) == 0 && v->s[v->n - 1] == '}') {
		v->s += n;
		v->n -= n + 1;
	}
	while (v->n > 0 && (unsigned char)v->s[0] <= ' ') {
		v->s++;
		v->n--;
	}
}

const char *
nr_text_formula_add(struct nr_buf *out, const struct nr_text_tag *tag, const char *s,
	const char *end, const char **searched)
{
	const char *close;
	struct text_value tex = tag->attrs[TEXT_ATTR_ALTTEXT];

	if (*searched != NULL && s < *searched)		/* nested in another formula */
		return s;
	close = find_tag(s, end, "</math");
	*searched = close != NULL ? close : end;
	if (close == NULL)
		return s;
	if (tex.s == NULL)
		tex = find_annotation(s, close);
	if (tex.s == NULL)
		return s;
	trim(&tex);
	for (size_t i = 0; i < tex.n; i++) {
		if (tex.s[i] == '<')
			nr_buf_addz(out, "&lt;");
		else if ((unsigned char)tex.s[i] >= ' ' && tex.s[i] != 0x7f)
			nr_buf_addch(out, tex.s[i]);
		else
			nr_buf_addch(out, ' ');
	}
	s = memchr(close, '>', (size_t)(end - close));
	return s != NULL ? s + 1 : end;
}
