/* Prints an extracted article as JSON. */
#include "config.h"

#include "cli/extract.h"

#include <jansson.h>
#include <stdlib.h>

static void
put(json_t *object, const char *name, const char *text)
{
	if (text != NULL)
		json_object_set_new(object, name, json_string(text));
}

void
cli_extract_json(const struct nr_page *page, struct nr_buf *out)
{
	struct nr_buf text = NR_BUF_INIT;
	json_t *object = json_object();
	char *line;

	cli_extract_text(page, &text);
	put(object, "title", page->title);
	put(object, "byline", page->byline);
	put(object, "site", page->site);
	put(object, "date", page->date);
	put(object, "language", page->language);
	put(object, "url", page->canonical);
	json_object_set_new(object, "words", json_integer((json_int_t)page->words));
	put(object, "text", nr_buf_str(&text));
	line = json_dumps(object, JSON_COMPACT);
	nr_buf_addz(out, line);
	nr_buf_addch(out, '\n');
	free(line);
	json_decref(object);
	nr_buf_release(&text);
}
