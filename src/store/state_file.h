/*
 * State file: opening state.db, whatever shape it is in.
 */
#ifndef STORE_STATE_FILE_H
#define STORE_STATE_FILE_H

#include "store/state.h"

enum nr_state_sql {
	NR_STATE_DATA_VERSION, NR_STATE_LOAD, NR_STATE_PUT, NR_STATE_CLEAN,
	NR_STATE_SQL_COUNT
};

/* Open st->path into st->db, make it, or set it aside when it is damaged; fills
 * st->marks, sets st->kept. `suspect`: look at all of it, because writing to it failed. */
void nr_state_file_open(struct nr_state *st, bool suspect, struct nr_diags *notes);
/* Read the marks; what is pending stays. Returns SQLITE_OK or what stopped it. */
int nr_state_file_load(struct nr_state *st);

#endif
