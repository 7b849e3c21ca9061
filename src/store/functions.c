/* SQL functions of a connection to the index: what is known of an article in memory. */
#include "config.h"

#include "store/private.h"

static void
marked(sqlite3_context *c, int n, sqlite3_value **v)
{
	unsigned marks = nr_state_get(sqlite3_user_data(c), sqlite3_value_int64(v[0]));

	(void)n;
	if (marks & NR_MARK_UPDATED)
		marks &= ~(unsigned)NR_MARK_READ;
	sqlite3_result_int(c,
		(marks & (unsigned)sqlite3_value_int(v[1])) == (unsigned)sqlite3_value_int(v[2]));
}

/* An aggregate, quicker than two sums: the lower half is the number of articles that are not
 * hidden, the upper half how many of these are unread. */
static void
tally_step(sqlite3_context *c, int n, sqlite3_value **v)
{
	unsigned marks = nr_state_get(sqlite3_user_data(c), sqlite3_value_int64(v[0]));
	int64_t *counts = sqlite3_aggregate_context(c, sizeof *counts);

	(void)n;
	if (!(marks & NR_MARK_HIDDEN))
		*counts += 1 + ((int64_t)nr_is_unread(marks) << 32);
}

static void
tally_end(sqlite3_context *c)
{
	const int64_t *counts = sqlite3_aggregate_context(c, sizeof *counts);

	sqlite3_result_int64(c, *counts);
}

static void
member(sqlite3_context *c, int n, sqlite3_value **v)
{
	const struct nr_idset *set = sqlite3_value_pointer(v[0], "nr_idset");

	(void)n;
	sqlite3_result_int(c, set && nr_idset_has(set, sqlite3_value_int64(v[1])));
}

static void
has_words(sqlite3_context *c, int n, sqlite3_value **v)
{
	const struct nr_text_found *f = sqlite3_value_pointer(v[0], "nr_text_found");
	int64_t id = sqlite3_value_int64(v[1]);

	(void)n;
	sqlite3_result_int(c, f && ((f->index && nr_idset_has(f->index, id))
		|| (f->pages && nr_idset_has(f->pages, id))
		|| nr_idset_has(&f->compared, id)));
}

int
nr_functions_register(struct nr_store *s)
{
	sqlite3 *h = s->db.h;
	int rc = sqlite3_create_function(h, "marked", 3, SQLITE_UTF8, &s->state, marked, NULL,
		NULL);

	if (rc == SQLITE_OK)
		rc = sqlite3_create_function(h, "tally", 1, SQLITE_UTF8, &s->state, NULL,
			tally_step, tally_end);
	if (rc == SQLITE_OK)
		rc = sqlite3_create_function(h, "has_words", 2, SQLITE_UTF8, NULL, has_words,
			NULL, NULL);
	return rc == SQLITE_OK ? sqlite3_create_function(h, "member", 2, SQLITE_UTF8, NULL,
		member, NULL, NULL) : rc;
}
