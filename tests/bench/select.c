#include "config.h"

#include <sqlite3.h>
#include <stddef.h>

/* select FILE: the least that a program with a database does. */
int
main(int argc, char **argv)
{
	sqlite3 *db = NULL;
	int rc = sqlite3_open(argc > 1 ? argv[1] : ":memory:", &db);

	if (rc == SQLITE_OK)
		rc = sqlite3_exec(db, "SELECT count(*) FROM sqlite_schema", NULL, NULL,
			NULL);
	sqlite3_close(db);
	return rc != SQLITE_OK;
}
