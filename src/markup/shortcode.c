/* Interprets shortcodes of site generators in Markdown. */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "newsreader/utf8.h"
#include "markup/shortcode.h"
#include "markup/shortcode_args.h"
#include "markup/shortcode_link.h"

/* The ends of constructs that begin with '{'. */
enum ending {
	HUGO_PLAIN, HUGO_MARKDOWN, HUGO_PLAIN_LITERAL, HUGO_MARKDOWN_LITERAL, HUGO_COMMENT,
	OUTPUT, TAG, COMMENT, BRACE, KRAMDOWN, LINE, ENDINGS
};

static const char *const endings[] = {
	[HUGO_PLAIN] = ">}}", [HUGO_MARKDOWN] = "%}}", [HUGO_PLAIN_LITERAL] = "*/>}}",
	[HUGO_MARKDOWN_LITERAL] = "*/%}}", [HUGO_COMMENT] = "*/}}", [OUTPUT] = "}}",
	[TAG] = "%}", [COMMENT] = "#}", [BRACE] = "}", [KRAMDOWN] = "{:/", [LINE] = "\n",
};

_Static_assert((int)ENDINGS == (int)TEXT_SHORTCODE_ENDS, "each ending has its place");

/* What to do with a tag and the content up to its end tag. */
enum role { LINK, CODE, HIDE, RAW, PICTURE, ADDRESS, INCLUDE };

static const struct role_name {
	const char *name;
	enum role role;
} roles[] = {
	{ "highlight", CODE }, { "codeblock", CODE }, { "code", CODE },
	{ "prism", CODE }, { "comment", HIDE }, { "raw", RAW },
	{ "verbatim", RAW },
	{ "figure", PICTURE }, { "image", PICTURE }, { "img", PICTURE },
	{ "picture", PICTURE }, { "include", INCLUDE },
	{ "include_relative", INCLUDE },
	{ "ref", ADDRESS }, { "relref", ADDRESS }, { "link", ADDRESS },
};

enum {
	BLOCKS = 7,		/* the first 7 of roles[] have an end tag */
	TAG_END_MAX = 80,	/* bytes of an end tag after its name */
	/* bytes of a placeholder item for the table of contents */
	CONTENTS_MAX = 200
};

/* Forms of an end tag: "endname", "/name". */
enum end_form { END_NAME, SLASH_NAME, END_FORMS };

_Static_assert((int)BLOCKS == (int)TEXT_SHORTCODE_BLOCKS
	&& (int)END_FORMS == (int)TEXT_SHORTCODE_END_FORMS, "each end has its place");

static bool
begins_with(const char *s, const char *end, const char *what)
{
	size_t n = strlen(what);

	return (size_t)(end - s) >= n && memcmp(s, what, n) == 0;
}

static bool
is_punctuation(char c)
{
	return c > ' ' && c < 0x7f && !nr_utf8_is_latin(c) && (c < '0' || c > '9');
}

void
nr_text_shortcode_literal(struct nr_buf *out, const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (is_punctuation(s[i]))
			nr_buf_addch(out, '\\');
		nr_buf_addch(out, s[i]);
	}
}

/* The next end of this kind at or after s, or NULL. */
static const char *
find_end(struct nr_text_shortcodes *c, enum ending ending, const char *s)
{
	const char **next = &c->next[ending];

	if (*next == NULL || *next < s) {
		*next = memmem(s, (size_t)(c->end - s), endings[ending],
			strlen(endings[ending]));
		if (*next == NULL)
			*next = c->end;
	}
	return *next == c->end ? NULL : *next;
}

const char *
nr_text_shortcode_paragraph(struct nr_text_shortcodes *c, const char *s)
{
	const char *at;

	if (c->blank_line != NULL && c->blank_line >= s)
		return c->blank_line;
	for (at = s; (at = memchr(at, '\n', (size_t)(c->end - at))) != NULL; at++) {
		const char *next = at + 1;

		while (next < c->end && strchr(" \t>", *next) != NULL && *next != '\0')
			next++;
		if (next == c->end || *next == '\n')
			break;
	}
	c->blank_line = at != NULL ? at : c->end;
	return c->blank_line;
}

/* The end of the shortcode at s, whose beginning is `first` bytes long: within its
 * paragraph, within TEXT_SHORTCODE_MAX, and without another beginning before it. */
static const char *
find_near(struct nr_text_shortcodes *c, enum ending ending, const char *s, size_t first)
{
	const char *found = c->end - s > (ptrdiff_t)first ? find_end(c, ending, s + first) : NULL;

	if (found == NULL || found - s > TEXT_SHORTCODE_MAX
			|| found > nr_text_shortcode_paragraph(c, s)
			|| memmem(s + 2, (size_t)(found - s) - 2, s, 2) != NULL)
		return NULL;
	return found;
}

/* True if the name at s is in an end tag: "{%- endraw", "{{< /raw". */
static bool
is_in_tag(const struct nr_text_shortcodes *c, const char *s)
{
	while (s > c->begin && (s[-1] == ' ' || s[-1] == '-'))
		s--;
	return s - c->begin >= 2 && (s[-1] == '%' || s[-1] == '<') && s[-2] == '{';
}

/* The brace that ends the tag at s; NULL if it is too far away. */
static const char *
find_brace(const struct nr_text_shortcodes *c, const char *s)
{
	size_t left = (size_t)(c->end - s);

	return memchr(s, '}', left < TAG_END_MAX ? left : TAG_END_MAX);
}

/* The next end tag name of this block at or after s, or NULL. */
static const char *
find_end_name(struct nr_text_shortcodes *c, size_t block, enum end_form form, const char *s)
{
	const char **next = &c->end_names[block][form];
	char name[24];

	if (*next == NULL || *next < s) {
		const char *at = s;
		size_t n = (size_t)snprintf(name, sizeof name, "%s%s",
			form == END_NAME ? "end" : "/", roles[block].name);

		while ((at = memmem(at, (size_t)(c->end - at), name, n)) != NULL
				&& (!is_in_tag(c, at) || find_brace(c, at) == NULL))
			at += n;
		*next = at != NULL ? at : c->end;
	}
	return *next == c->end ? NULL : *next;
}

/* The end tag of this block; *after is the position after it. */
static const char *
find_block_end(struct nr_text_shortcodes *c, size_t block, const char *s, const char **after)
{
	/* Try one form after the other: a text has tags of one generator only. */
	const char *at = find_end_name(c, block, END_NAME, s);

	if (at == NULL)
		at = find_end_name(c, block, SLASH_NAME, s);
	if (at == NULL)
		return NULL;
	*after = find_brace(c, at) + 1;
	*after += *after < c->end && **after == '}';
	while (at > s && *at != '{')
		at--;
	return at > s && at[-1] == '{' ? at - 1 : at;
}

static size_t
longest_run(const char *s, size_t n, char ch)
{
	size_t longest = 0;

	for (size_t i = 0, run = 0; i < n; i++) {
		run = s[i] == ch ? run + 1 : 0;
		longest = run > longest ? run : longest;
	}
	return longest;
}

/* Append a code block, indented as its tag. */
static void
put_code(struct nr_buf *out, const char *s, size_t n)
{
	size_t ticks = longest_run(s, n, '`') + 1, line = out->len, indent;
	struct nr_buf margin = NR_BUF_INIT;

	while (line > 0 && out->data[line - 1] != '\n')
		line--;
	indent = out->data != NULL ? strspn(out->data + line, " \t>") : 0;
	if (line + indent == out->len && indent > 0)
		nr_buf_add(&margin, out->data + line, indent);
	ticks = ticks > 3 ? ticks : 3;
	if (n > 0 && *s == '\n') {
		s++;
		n--;
	}
	nr_buf_addf(out, "\n\n%s", nr_buf_str(&margin));
	for (size_t i = 0; i < ticks; i++)
		nr_buf_addch(out, '`');
	nr_buf_addch(out, '\n');
	if (n > 0)
		nr_buf_add(out, s, n);
	if (n > 0 && strspn(s, " \t>") < n && out->data[out->len - 1] != '\n')
		nr_buf_addch(out, '\n');
	if (out->data[out->len - 1] == '\n')
		nr_buf_addz(out, nr_buf_str(&margin));
	for (size_t i = 0; i < ticks; i++)
		nr_buf_addch(out, '`');
	nr_buf_addch(out, '\n');
	nr_buf_release(&margin);
}

static void
put_picture(struct nr_buf *out, const struct nr_text_args *args)
{
	static const char *const captions[] = { "caption", "alt", "title" };
	static const char *const sources[] = { "src", "url", "image_path", "link", NULL };
	struct nr_text_arg caption = { NULL, 0 }, src = { NULL, 0 };

	for (size_t i = 0; i < 3 && caption.n == 0; i++)
		caption = nr_text_args_find(args, captions[i]);
	for (size_t i = 0; i < 5 && src.n == 0; i++)
		src = nr_text_args_find(args, sources[i]);
	if (src.n > 0 && memchr(src.s, '.', src.n) == NULL && memchr(src.s, '/', src.n) == NULL)
		src.n = 0;
	if (src.n == 0) {
		nr_text_shortcode_literal(out, caption.s, caption.n);
		return;
	}
	nr_buf_addz(out, "![");
	nr_text_shortcode_literal(out, caption.s, caption.n);
	nr_buf_addz(out, "](");
	nr_text_shortcode_address(out, &src);
	nr_buf_addch(out, ')');
}

static bool
is_picture_file(const struct nr_text_args *args)
{
	struct nr_text_arg file = nr_text_args_at(args, 0);

	return nr_text_args_find(args, "src").n > 0 && file.n > 0
		&& (memmem(file.s, file.n, "fig", 3) != NULL
			|| memmem(file.s, file.n, "im", 2) != NULL
			|| memmem(file.s, file.n, "pic", 3) != NULL);
}

static size_t
find_role(const struct nr_text_args *args)
{
	size_t i = 0;

	while (i < sizeof roles / sizeof roles[0] && !nr_text_arg_is(&args->name, roles[i].name))
		i++;
	return i;
}

/* Handle a tag that ends before `after`. Returns the position to continue at. */
static const char *
take_tag(struct nr_text_shortcodes *c, struct nr_buf *out, const struct nr_text_args *args,
	const char *after)
{
	size_t i = find_role(args);
	enum role role = i < sizeof roles / sizeof roles[0] ? roles[i].role : LINK;
	struct nr_text_arg first;
	const char *close, *next = after;

	if (args->close) {
		c->raw = c->raw && role != RAW;
		return after;
	}
	switch (role) {
	case CODE:
	case HIDE:
	case RAW:
		close = find_block_end(c, i, after, &next);
		c->raw = c->raw || (role == RAW && close != NULL);
		if (close == NULL || role == RAW)
			return after;
		if (role == CODE)
			put_code(out, after, (size_t)(close - after));
		return next;
	case INCLUDE:
	case PICTURE:
		if (role == PICTURE || is_picture_file(args))
			put_picture(out, args);
		break;
	case ADDRESS:
		first = nr_text_args_at(args, 0);
		nr_text_shortcode_address(out, &first);
		break;
	case LINK:
		nr_text_shortcode_link(out, args);
		break;
	}
	return after;
}

/* Handle {{< name >}} and {{% name %}}. */
static const char *
take_hugo(struct nr_text_shortcodes *c, struct nr_buf *out, const char *s)
{
	bool markdown = s[2] == '%';
	enum ending ending = markdown ? HUGO_MARKDOWN : HUGO_PLAIN;
	const char *close;
	struct nr_text_args args;

	if (begins_with(s + 3, c->end, "/*")) {
		ending = markdown ? HUGO_MARKDOWN_LITERAL : HUGO_PLAIN_LITERAL;
		close = find_near(c, ending, s, 5);
		if (close == NULL)
			return NULL;
		nr_text_shortcode_literal(out, s, 3);
		nr_text_shortcode_literal(out, s + 5, (size_t)(close - s) - 5);
		nr_text_shortcode_literal(out, close + 2, 3);
		return close + 5;
	}
	close = find_near(c, ending, s, 3);
	if (close == NULL)
		return NULL;
	nr_text_args_read(&args, s + 3, close > s + 3 && close[-1] == '/' ? close - 1 : close);
	return take_tag(c, out, &args, close + 3);
}

/* Handle {{ "text" | filter }}: only literal text is known. */
static const char *
take_output(struct nr_text_shortcodes *c, struct nr_buf *out, const char *s)
{
	const char *close = find_near(c, OUTPUT, s, 2), *at = s + 2, *quote;

	if (close == NULL)
		return NULL;
	at += *at == '-';
	while (at < close && (*at == ' ' || *at == '\n'))
		at++;
	if (*at == '"' || *at == '\'') {
		quote = memchr(at + 1, *at, (size_t)(close - at) - 1);
		if (quote != NULL)
			nr_buf_add(out, at + 1, (size_t)(quote - at) - 1);
	}
	return close + 2;
}

/* Handle {% name %}. */
static const char *
take_liquid(struct nr_text_shortcodes *c, struct nr_buf *out, const char *s)
{
	const char *close = find_near(c, TAG, s, 2), *at = s + 2;
	struct nr_text_args args;

	if (close == NULL)
		return NULL;
	at += at < close && *at == '-';
	nr_text_args_read(&args, at, close > at && close[-1] == '-' ? close - 1 : close);
	if (c->raw && !(args.close && (nr_text_arg_is(&args.name, "raw")
			|| nr_text_arg_is(&args.name, "verbatim"))))
		return NULL;
	return take_tag(c, out, &args, close + 2);
}

/* Remove the placeholder item of a table of contents: "* toc", then "{:toc}". */
static void
drop_contents(struct nr_buf *out)
{
	size_t line = out->len;

	if (line == 0 || out->data[line - 1] != '\n')
		return;
	for (line--; line > 0 && out->data[line - 1] != '\n'; line--)
		if (out->len - line > CONTENTS_MAX)
			return;
	if (strchr("*-+1", out->data[line]) != NULL)
		nr_buf_truncate(out, line);
}

/* Handle {: .note}, {:toc}, {::comment}text{:/comment}. */
static const char *
take_kramdown(struct nr_text_shortcodes *c, struct nr_buf *out, const char *s)
{
	const char *close = find_near(c, BRACE, s, 2), *line = find_end(c, LINE, s);

	if (close == NULL || (line != NULL && line < close))
		return NULL;
	if (begins_with(s, c->end, "{::comment}")) {
		const char *end = find_end(c, KRAMDOWN, close);

		end = end != NULL ? find_end(c, BRACE, end) : NULL;
		return end != NULL ? end + 1 : close + 1;
	}
	if (begins_with(s, c->end, "{:toc}") || begins_with(s, c->end, "{: toc}"))
		drop_contents(out);
	return close + 1;
}

/* Handle {#id .class key="value"} at the end of a line, or after a link, image or
 * span. */
static const char *
take_attributes(struct nr_text_shortcodes *c, const char *s)
{
	const char *close = find_near(c, BRACE, s, 2), *line = find_end(c, LINE, s), *at = s + 1;
	char before = s > c->begin ? s[-1] : '\n';

	if (close == NULL || (line != NULL && line < close))
		return NULL;
	if (*at == '#' || *at == '.')
		at++;
	else if (memchr(at, '=', (size_t)(close - at)) == NULL || strchr(")]", before) == NULL)
		return NULL;
	if (!nr_utf8_is_latin(*at) || strchr(" \t\n)]>", before) == NULL)
		return NULL;
	at = close + 1;
	while (at < c->end && (*at == ' ' || *at == '\t' || *at == '#'))
		at++;
	if (at < c->end && *at != '\n' && before != ')' && before != ']')
		return NULL;
	return close + 1;
}

const char *
nr_text_shortcode_take(struct nr_text_shortcodes *c, struct nr_buf *out, const char *s)
{
	const char *close;

	if (c->end - s < 3)
		return NULL;
	if (s[1] == '%')
		return take_liquid(c, out, s);
	if (s[1] == ':')
		return take_kramdown(c, out, s);
	if (s[1] == '#' && s[2] == ' ' && !c->raw)
		return (close = find_near(c, COMMENT, s, 2)) != NULL ? close + 2 : NULL;
	if (s[1] != '{')
		return take_attributes(c, s);
	if (c->raw)
		return NULL;
	if (s[2] == '<' || s[2] == '%')
		return take_hugo(c, out, s);
	if (begins_with(s + 2, c->end, "/*"))
		return (close = find_near(c, HUGO_COMMENT, s, 4)) != NULL ? close + 4 : NULL;
	return take_output(c, out, s);
}

void
nr_text_shortcode_code(struct nr_buf *out, const char *s, size_t n)
{
	static const char *const pairs[][2] = {
		{ "{{</*", "{{<" }, { "*/>}}", ">}}" }, { "{{%/*", "{{%" }, { "*/%}}", "%}}" },
		{ "{% raw %}", "" }, { "{% endraw %}", "" },
	};
	const char *end = s + n;

	while (s < end) {
		size_t i = 0;

		while (i < 6 && !begins_with(s, end, pairs[i][0]))
			i++;
		if (i == 6) {
			nr_buf_addch(out, *s++);
		} else {
			nr_buf_addz(out, pairs[i][1]);
			s += strlen(pairs[i][0]);
		}
	}
}
