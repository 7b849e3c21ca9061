/* Makes and frees what the full-text job is asked for. */
#include "config.h"

#include <stdlib.h>

#include "app/fulltext_work.h"
#include "newsreader/mem.h"

static char *
copy(const char *s)
{
	return s ? nr_strdup(s) : NULL;
}

struct app_fulltext_item *
app_fulltext_item_new(const struct nr_article *a, const char *archive_url,
	enum app_fulltext_how how)
{
	struct app_fulltext_item *item = nr_calloc(1, sizeof(*item));

	item->id = a->id;
	item->key = nr_strdup(a->key ? a->key : "");
	item->title = copy(a->title ? a->title : a->name);
	item->excerpt = copy(a->excerpt);
	app_source_list_make(a, archive_url, &item->sources);
	item->how = how;
	item->asked = 1;
	item->source = APP_SOURCES;
	return item;
}

void
app_fulltext_item_free(struct app_fulltext_item *item)
{
	free(item->key);
	free(item->title);
	free(item->excerpt);
	app_source_list_release(&item->sources);
	nr_saved_release(&item->kept);
	nr_buf_release(&item->report);
	free(item);
}

void
app_fulltext_command_free(struct app_fulltext_command *command)
{
	if (command->item)
		app_fulltext_item_free(command->item);
	nr_ids_release(&command->ids);
	free(command);
}
