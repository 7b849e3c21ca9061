/*
 * JSON-LD: facts about the article from JSON-LD (https://json-ld.org/) in a page. The
 * parser tolerates common errors: raw line breaks in strings, extra commas, comments
 * around the text.
 */
#ifndef EXTRACT_JSON_LD_H
#define EXTRACT_JSON_LD_H

#include <stddef.h>

#include "newsreader/buf.h"

enum text_json_ld_field {
	TEXT_LD_HEADLINE,
	TEXT_LD_AUTHOR,		/* several are joined with ", " */
	TEXT_LD_PUBLISHER,
	TEXT_LD_DATE,
	TEXT_LD_LANGUAGE,
	TEXT_LD_BODY,
	TEXT_LD_FACTS
};

struct text_json_ld {
	struct nr_buf facts[TEXT_LD_FACTS];	/* of the article with the longest body */
};

/* Search a script for an article. */
void nr_text_json_ld_read(struct text_json_ld *ld, const char *s, size_t n);
void nr_text_json_ld_release(struct text_json_ld *ld);

#endif
