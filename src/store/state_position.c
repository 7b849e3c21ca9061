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

struct nr_position
nr_state_position_read(sqlite3_stmt *row, int column)
{
	return (struct nr_position){
		.fulltext = sqlite3_column_int(row, column),
		.block = (size_t)sqlite3_column_int64(row, column + 1),
		.offset = (size_t)sqlite3_column_int64(row, column + 2),
		.above = (size_t)sqlite3_column_int64(row, column + 3),
	};
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

void
nr_state_position_write(struct nr_state *st, int64_t id, const char *key, int64_t at,
	const struct nr_position *place)
{
	nr_db_do(&st->db, NR_STATE_PLACE_PUT, "iiiiiit", id, (int64_t)place->fulltext,
		(int64_t)place->block, (int64_t)place->offset, (int64_t)place->above, at, key);
}

void
nr_state_positions_release(struct nr_state *st)
{
	for (size_t i = 0; i < st->n_places; i++)
		free(st->places[i].key);
	st->n_places = 0;
}

void
nr_state_positions_write(struct nr_state *st)
{
	const int64_t none = 0;

	for (size_t i = 0; i < st->n_places && st->db.rc == SQLITE_OK; i++) {
		const struct nr_new_place *new = &st->places[i];

		if (new->none)
			nr_db_do(&st->db, NR_STATE_PLACE_DROP, "i", new->id);
		else
			nr_state_position_write(st, new->id, new->key, new->at, &new->place);
	}
	if (!st->n_places)
		return;
	nr_db_do(&st->db, NR_STATE_PLACE_TRIM, "i", (int64_t)NR_PLACES_MAX);
	/* Log id 0, so that other programs see that no mark changed. */
	if (!st->n_pending)
		nr_state_log(st, &none, 1);
}
