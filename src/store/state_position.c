/* Reading positions: those pending in memory and those in state.db. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "newsreader/date.h"
#include "newsreader/mem.h"
#include "store/private.h"
#include "store/state_file.h"

static struct nr_new_place *
find(const struct nr_state *st, int64_t id)
{
	for (size_t i = 0; i < st->n_places; i++)
		if (st->places[i].id == id)
			return &st->places[i];
	return NULL;
}

/* If they cannot be written they pile up in memory, so the oldest one is dropped at the
 * limit. */
static struct nr_new_place *
add(struct nr_state *st)
{
	if (st->n_places == NR_PLACES_MAX) {
		free(st->places[0].key);
		memmove(st->places, st->places + 1, --st->n_places * sizeof *st->places);
	}
	st->places = nr_grow(st->places, &st->places_cap, st->n_places + 1,
		sizeof *st->places);
	return &st->places[st->n_places++];
}

static bool
read_place(struct nr_state *st, int64_t id, struct nr_position *out)
{
	sqlite3_stmt *row = nr_db_query(&st->db, NR_STATE_PLACE, "i", id);

	if (row) {
		*out = nr_state_position_read(row, 0);
		nr_db_done(row);
	}
	st->db.rc = SQLITE_OK;
	return row != NULL;
}

bool
nr_store_position(struct nr_store *s, int64_t id, struct nr_position *out)
{
	struct nr_state *st = &s->state;
	const struct nr_new_place *new = find(st, id);

	if (new)
		*out = new->place;
	if (new)
		return !new->none;
	return st->db.h && read_place(st, id, out);
}

void
nr_store_set_position(struct nr_store *s, int64_t id, const struct nr_position *place)
{
	struct nr_new_place *new = find(&s->state, id);
	char *key;

	if (!id)
		return;
	key = new ? new->key : nr_store_key(s, id);
	if (!new)
		new = add(&s->state);
	*new = (struct nr_new_place){ .id = id, .at = nr_date_now(), .key = key,
		.none = !place };
	if (place)
		new->place = *place;
}
