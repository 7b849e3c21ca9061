/*
 * Media: pictures and players of HTML as text.
 */
#ifndef TEXT_MEDIA_H
#define TEXT_MEDIA_H

#include <gumbo.h>

#include "text/build.h"

/* "[image: alt, 640×480]", a block; a small picture for a sign of text is its alt text.
 * Pictures for counting and decoration are left out. */
void nr_text_media_image(struct nr_text_build *b, const GumboElement *e);
/* "[video: address]", a block. */
void nr_text_media_frame(struct nr_text_build *b, const GumboElement *e);
/* The same for what is left of a player in a forum's text:
 * <span class="videoUrl">watch?v=NUMBER. False if e is no such thing. */
bool nr_text_media_video(struct nr_text_build *b, const GumboElement *e);

/* The value of an attribute, "" if it is not there. */
const char *nr_text_media_attr(const GumboElement *e, const char *name);

#endif
