/* Parses one HTML tag with its attributes. */
#include "config.h"

#include <string.h>
#include <strings.h>

#include "markup/tag.h"

const char *const text_attr_names[TEXT_ATTRS] = {
	[TEXT_ATTR_ALIGN] = "align",
	[TEXT_ATTR_ALT] = "alt",
	[TEXT_ATTR_ARIA_HIDDEN] = "aria-hidden",
	[TEXT_ATTR_CHECKED] = "checked",
	[TEXT_ATTR_CLASS] = "class",
	[TEXT_ATTR_COLSPAN] = "colspan",
	[TEXT_ATTR_DATA_SRC] = "data-src",
	[TEXT_ATTR_HEIGHT] = "height",
	[TEXT_ATTR_HIDDEN] = "hidden",
	[TEXT_ATTR_HREF] = "href",
	[TEXT_ATTR_ID] = "id",
	[TEXT_ATTR_ITEMPROP] = "itemprop",
	[TEXT_ATTR_REL] = "rel",
	[TEXT_ATTR_ROLE] = "role",
	[TEXT_ATTR_ROWSPAN] = "rowspan",
	[TEXT_ATTR_SRC] = "src",
	[TEXT_ATTR_START] = "start",
	[TEXT_ATTR_STYLE] = "style",
	[TEXT_ATTR_TITLE] = "title",
	[TEXT_ATTR_WIDTH] = "width",
	[TEXT_ATTR_CHARSET] = "charset",
	[TEXT_ATTR_CONTENT] = "content",
	[TEXT_ATTR_DATETIME] = "datetime",
	[TEXT_ATTR_HTTP_EQUIV] = "http-equiv",
	[TEXT_ATTR_LANG] = "lang",
	[TEXT_ATTR_NAME] = "name",
	[TEXT_ATTR_PROPERTY] = "property",
	[TEXT_ATTR_TYPE] = "type",
	[TEXT_ATTR_ALTTEXT] = "alttext",
};

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static const char *
skip_space(const char *s, const char *end)
{
	while (s < end && is_space(*s))
		s++;
	return s;
}

/* Read an attribute value; NULL if the closing quote is missing. */
static const char *
read_value(const char *s, const char *end, struct text_value *value)
{
	const char *stop;

	if (s < end && (*s == '"' || *s == '\'')) {
		stop = memchr(s + 1, *s, (size_t)(end - s - 1));
		if (stop == NULL)
			return NULL;
		*value = (struct text_value){ s + 1, (size_t)(stop - s - 1) };
		return stop + 1;
	}
	for (stop = s; stop < end && !is_space(*stop) && *stop != '>';)
		stop++;
	*value = (struct text_value){ s, (size_t)(stop - s) };
	return stop;
}

/* The first attribute of a name wins. */
static void
keep_attr(struct nr_text_tag *tag, const char *name, size_t n, struct text_value value)
{
	for (size_t i = 0; i < TEXT_ATTRS; i++) {
		const char *known = text_attr_names[i];

		if (*known == (*name | 0x20) && strlen(known) == n
				&& strncasecmp(known, name, n) == 0 && tag->attrs[i].s == NULL)
			tag->attrs[i] = value;
	}
}

static const char *
read_attr(const char *s, const char *end, struct nr_text_tag *tag)
{
	const char *name = s++;		/* a name may begin with '=' */

	while (s < end && !is_space(*s) && *s != '=' && *s != '>' && *s != '/')
		s++;
	struct text_value value = { s, 0 };
	size_t n = (size_t)(s - name);
	const char *equals = skip_space(s, end);

	if (equals < end && *equals == '=') {
		s = read_value(skip_space(equals + 1, end), end, &value);
		if (s == NULL)
			return NULL;
	}
	keep_attr(tag, name, n, value);
	return s;
}

/* AMP elements that correspond to HTML elements, or are not displayed. */
static const struct {
	const char *name;
	GumboTag tag;
} amp[] = {
	{ "amp-img", GUMBO_TAG_IMG },
	{ "amp-video", GUMBO_TAG_VIDEO },
	{ "amp-iframe", GUMBO_TAG_IFRAME },
	{ "amp-ad", GUMBO_TAG_SELECT },
	{ "amp-consent", GUMBO_TAG_SELECT },
	{ "amp-sidebar", GUMBO_TAG_SELECT },
	{ "amp-social-share", GUMBO_TAG_SELECT },
	{ "amp-user-notification", GUMBO_TAG_SELECT },
};

static GumboTag
tag_id(const char *name, size_t n)
{
	if (n > 4 && strncasecmp(name, "amp-", 4) == 0) {
		for (size_t i = 0; i < sizeof amp / sizeof amp[0]; i++) {
			if (strlen(amp[i].name) == n && strncasecmp(amp[i].name, name, n) == 0)
				return amp[i].tag;
		}
		return GUMBO_TAG_UNKNOWN;
	}
	if (n > 20)
		return GUMBO_TAG_UNKNOWN;
	return gumbo_tagn_enum(name, (unsigned)n);
}

const char *
nr_text_tag_read(const char *s, const char *end, struct nr_text_tag *tag)
{
	*tag = (struct nr_text_tag){ .end = s[1] == '/' };
	s += tag->end ? 2 : 1;
	tag->name = s;
	while (s < end && !is_space(*s) && *s != '/' && *s != '>')
		s++;
	tag->n_name = (size_t)(s - tag->name);
	tag->id = tag_id(tag->name, tag->n_name);
	while (s != NULL && s < end && *s != '>') {
		if (is_space(*s)) {
			s++;
		} else if (*s == '/') {
			s++;
			tag->closed = s < end && *s == '>';
		} else {
			s = read_attr(s, end, tag);
		}
	}
	return s != NULL && s < end ? s + 1 : NULL;
}
