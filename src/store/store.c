/* Opens and closes a store; reports changes and losses. */
#include "config.h"

#include <stdlib.h>

#include "newsreader/mem.h"
#include "newsreader/pages.h"
#include "store/private.h"

int
nr_store_open(const struct nr_store_config *config, struct nr_store **out,
	struct nr_diags *notes, struct nr_error *err)
{
	struct nr_store *s = nr_calloc(1, sizeof *s);

	s->path = config->index_path ? nr_strdup(config->index_path) : NULL;
	s->name = config->name ? nr_strdup(config->name) : NULL;
	s->pages = nr_pages_new(config->pages_path);
	if (nr_index_open(s, notes, err) < 0) {
		nr_store_close(s);
		return -1;
	}
	s->state.read_only = config->read_only;
	s->state.quick = config->quick;
	nr_state_open(&s->state, config->state_path, notes);
	*out = s;
	return 0;
}

void
nr_store_close(struct nr_store *s)
{
	struct nr_error err = NR_ERROR_INIT;

	if (!s)
		return;
	nr_scan_abort(s);
	/* callers that need the error call nr_store_keep themselves */
	nr_store_keep(s, &err);
	nr_words_free(s->words);
	nr_found_release(&s->found);
	nr_pages_free(s->pages);
	nr_row_cache_release(s);
	nr_db_close(&s->db);
	nr_state_close(&s->state);
	nr_scan_reset(&s->scan);
	nr_ids_release(&s->touched);
	free(s->path);
	free(s->name);
	free(s);
}

bool
nr_store_state_is_kept(const struct nr_store *s)
{
	return s->state.kept;
}

bool
nr_store_has_all_marks(const struct nr_store *s)
{
	return !s->state.partial;
}

const char *
nr_store_version(void)
{
	return "SQLite " SQLITE_VERSION;
}

bool
nr_store_take_loss(struct nr_store *s)
{
	bool lost = nr_index_follow(s) || s->lost;

	s->lost = false;
	return lost;
}

bool
nr_store_changed(struct nr_store *s)
{
	bool changed = nr_index_follow(s) || s->renewed;
	int64_t version = nr_db_int(&s->db, NR_SQL_DATA_VERSION, "");

	if (s->db.rc != SQLITE_OK)
		s->db.rc = SQLITE_OK;
	else if (version != s->version)
		changed = true;
	s->version = version;
	nr_state_sync(&s->state);
	changed = changed || s->state.changed;
	s->state.changed = s->renewed = false;
	return changed;
}
