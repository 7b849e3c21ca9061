/*
 * Made: folders of made-up articles, for what the seeds do not show.
 */
#ifndef SCREEN_MADE_H
#define SCREEN_MADE_H

#include "screen/screen.h"

/* "news": every script, kind and gap that a reader may meet, and all of it fine. */
void made_news(struct screen *s);
/* "bad": files that cannot be read, or not quite, next to one that can. */
void made_bad(struct screen *s);
/* "evil": control characters and a very long title in every field. */
void made_evil(struct screen *s);
/* "many": an article that lists 60 others; 30 files, one of which it lists. */
void made_many(struct screen *s);
/* "long": so many files; every third title ends with "of three". */
void made_long(struct screen *s, int files);
/* "none": no article at all. */
void made_none(struct screen *s);

#endif
