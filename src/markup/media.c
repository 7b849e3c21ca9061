/* Images and players of HTML as text. */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "newsreader/buf.h"
#include "markup/media.h"
#include "markup/sanitize.h"
#include "text/href.h"

enum {
	SIGN_MAX = 32,	/* pixels; an image up to this size is an icon in the text */
	COUNTER_MAX = 2,	/* pixels; an image up to this size is a visit counter */
	SIZE_MAX_SHOWN = 99999
};

const char *
nr_text_media_attr(const GumboElement *e, const char *name)
{
	const GumboAttribute *a = gumbo_get_attribute(&e->attributes, name);

	return a != NULL ? a->value : "";
}

/* Pixels; 0 if unknown. */
static long
size_attr(const GumboElement *e, const char *name)
{
	char *end;
	long size = strtol(nr_text_media_attr(e, name), &end, 10);

	if (*end == '%' || size < 0 || size > SIZE_MAX_SHOWN)
		return 0;
	return size;
}

/* True for the width or height of a visit counter: "0", "1px". */
static bool
is_tiny(const char *size)
{
	char *end;
	long n = strtol(size, &end, 10);

	return end != size && *end != '%' && n <= COUNTER_MAX;
}

static bool
is_counter(const GumboElement *e)
{
	return is_tiny(nr_text_media_attr(e, "width"))
		&& is_tiny(nr_text_media_attr(e, "height"));
}

/* An emoji, or one line of text as an image. */
static bool
is_sign(const GumboElement *e, const char *alt, long width, long height)
{
	size_t n = strlen(alt);

	if (n == 0)
		return false;
	if (strcasestr(nr_text_media_attr(e, "class"), "emoji") != NULL
			|| (width > 0 && width <= SIGN_MAX
				&& height > 0 && height <= SIGN_MAX))
		return true;
	return n > 2 && alt[0] == ':' && alt[n - 1] == ':'
		&& strpbrk(alt, " \t\r\n") == NULL;
}

/* Pages that load images lazily have a placeholder in src. */
static const char *
image_source(const GumboElement *e)
{
	const char *late = nr_text_media_attr(e, "data-src");

	return *late != '\0' ? late : nr_text_media_attr(e, "src");
}

void
nr_text_media_image(struct nr_text_build *b, const GumboElement *e)
{
	bool has_alt = gumbo_get_attribute(&e->attributes, "alt") != NULL;
	const char *alt = nr_text_media_attr(e, "alt");
	long width = size_attr(e, "width"), height = size_attr(e, "height");
	struct nr_buf line = NR_BUF_INIT;

	if (*alt == '\0')
		alt = nr_text_media_attr(e, "title");
	if (is_counter(e) || (has_alt && *alt == '\0'))
		return;
	if (is_sign(e, alt, width, height)) {
		nr_text_build_text(b, alt, strlen(alt));
		return;
	}
	const char *source = image_source(e);
	bool sized = width > 0 && height > 0;

	/* A placeholder: no text and nothing to open. */
	if (*alt == '\0' && !sized && (*source == '\0' || strncmp(source, "data:", 5) == 0))
		return;
	/* The size matters only to those who cannot read what it shows. */
	if (*alt != '\0')
		nr_buf_addf(&line, "[image: %s]", alt);
	else if (sized)
		nr_buf_addf(&line, "[image %ld×%ld]", width, height);
	else
		nr_buf_addz(&line, "[image]");
	nr_text_build_object(b, line.data, source);
	nr_buf_release(&line);
}

/* The player's src, or that of its first <source>. */
static const char *
frame_source(const GumboElement *e)
{
	const char *src = nr_text_media_attr(e, "src");

	if (*src == '\0')
		src = nr_text_media_attr(e, "data-src");
	for (unsigned i = 0; *src == '\0' && i < e->children.length; i++) {
		const GumboNode *child = e->children.data[i];

		if (child->type == GUMBO_NODE_ELEMENT
				&& child->v.element.tag == GUMBO_TAG_SOURCE)
			src = nr_text_media_attr(&child->v.element, "src");
	}
	return src;
}

static void
add_video(struct nr_text_build *b, const char *kind, const char *url)
{
	const char *host = strstr(url, "//");
	struct nr_buf text = NR_BUF_INIT;

	nr_buf_addf(&text, "[%s", kind);
	if (host != NULL) {
		host += strncmp(host + 2, "www.", 4) == 0 ? 6 : 2;
		nr_buf_addf(&text, ": %.*s", (int)strcspn(host, "/?#"), host);
	}
	nr_buf_addch(&text, ']');
	nr_text_build_object(b, text.data, url);
	nr_buf_release(&text);
}

void
nr_text_media_frame(struct nr_text_build *b, const GumboElement *e)
{
	struct nr_buf url = NR_BUF_INIT;

	if (!is_counter(e) && nr_text_href_player(&url, frame_source(e)))
		add_video(b, e->tag == GUMBO_TAG_AUDIO ? "audio" : "video", url.data);
	nr_buf_release(&url);
}

bool
nr_text_media_video(struct nr_text_build *b, const GumboElement *e)
{
	static const char watch[] = "watch?v=";
	const GumboNode *child = e->children.length == 1 ? e->children.data[0] : NULL;
	struct nr_buf url = NR_BUF_INIT;

	if (child == NULL || child->type != GUMBO_NODE_TEXT
			|| strcmp(nr_text_media_attr(e, "class"), "videoUrl") != 0
			|| strncmp(child->v.text.text, watch, strlen(watch)) != 0)
		return false;
	const char *id = child->v.text.text + strlen(watch);

	nr_buf_addz(&url, "https://www.youtube.com/watch?v=");
	nr_buf_add(&url, id, strcspn(id, "&# \t\r\n"));
	add_video(b, "video", url.data);
	nr_buf_release(&url);
	return true;
}
