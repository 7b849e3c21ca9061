/* State of a scan, and its write transaction. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "newsreader/mem.h"
#include "store/private.h"

/* A scan inserts at random positions: the cache must hold these pages. */
static const char scan_settings[] = "PRAGMA cache_size=-40960";

void
nr_scan_reset(struct nr_scan_state *scan)
{
	nr_ids_release(&scan->seen);
	nr_ids_release(&scan->listed);
	nr_ids_release(&scan->gone);
	nr_ids_release(&scan->kept);
	nr_ids_release(&scan->touched);
	nr_ids_release(&scan->stale);
	nr_ids_release(&scan->added);
	nr_ids_release(&scan->updated);
	nr_ids_release(&scan->lost);
	nr_bulk_load_release(&scan->fill);
	nr_buf_release(&scan->text);
	free(scan->topics);
	free(scan->folder);
	memset(scan, 0, sizeof *scan);
}

void
nr_scan_write(struct nr_store *s)
{
	if (s->scan.writing)
		return;
	s->epoch++;
	if (!s->scan.wrote)
		nr_db_exec(&s->db, scan_settings);
	nr_db_begin(&s->db);
	s->scan.writing = s->db.rc == SQLITE_OK;
	if (s->scan.writing)
		nr_bulk_load_begin(s);
	s->scan.wrote |= s->scan.writing;
}

void
nr_scan_abort(struct nr_store *s)
{
	s->db.rc = SQLITE_OK;
	/* After some failures SQLite has rolled back by itself. */
	if (s->scan.writing && s->db.h && !sqlite3_get_autocommit(s->db.h))
		nr_db_exec(&s->db, "ROLLBACK");
	s->db.rc = SQLITE_OK;
	/* The ids of folders and topics made in the transaction are invalid now. */
	NR_FREE(s->scan.topics);
	NR_FREE(s->scan.folder);
	s->scan.add = (struct nr_additions){ .articles = 0 };
	nr_bulk_load_release(&s->scan.fill);
	s->scan.writing = false;
}

void
nr_scan_settle(struct nr_store *s)
{
	if (s->scan.wrote)
		nr_db_exec(&s->db, NR_INDEX_SETTINGS);
	if (s->db.h)
		sqlite3_db_release_memory(s->db.h);
}
