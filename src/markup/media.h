/*
 * Media: images and players of HTML as text.
 */
#ifndef MARKUP_MEDIA_H
#define MARKUP_MEDIA_H

#include <gumbo.h>

#include "text/build.h"

/* Add the block "[image: alt, 640×480]", or the alt text of a small icon. Visit counters
 * and decoration are dropped. */
void nr_text_media_image(struct nr_text_build *b, const GumboElement *e);
/* Add the block "[video: URL]". */
void nr_text_media_frame(struct nr_text_build *b, const GumboElement *e);
/* The same for the rest of a player in forum posts: <span
 * class="videoUrl">watch?v=NUMBER. False if e is not one. */
bool nr_text_media_video(struct nr_text_build *b, const GumboElement *e);

/* The value of an attribute, "" if it is missing. */
const char *nr_text_media_attr(const GumboElement *e, const char *name);

#endif
