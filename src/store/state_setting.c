/* Settings: those pending in memory and those in state.db. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "newsreader/mem.h"
#include "store/private.h"
#include "store/state_file.h"

static struct nr_new_setting *
find(const struct nr_state *st, const char *name)
{
	for (size_t i = 0; i < st->n_settings; i++)
		if (strcmp(st->settings[i].name, name) == 0)
			return &st->settings[i];
	return NULL;
}

static struct nr_new_setting *
add(struct nr_state *st, const char *name)
{
	st->settings = nr_grow(st->settings, &st->settings_cap, st->n_settings + 1,
		sizeof *st->settings);
	st->settings[st->n_settings] = (struct nr_new_setting){ .name = nr_strdup(name) };
	return &st->settings[st->n_settings++];
}

/* Append the value that the file has. */
static bool
read_kept(struct nr_state *st, const char *name, struct nr_buf *out)
{
	sqlite3_stmt *row;

	if (!st->db.h)
		return false;
	row = nr_db_query(&st->db, NR_STATE_SETTING, "t", name);
	if (row)
		nr_buf_addz(out, (const char *)sqlite3_column_text(row, 0));
	nr_db_done(row);
	st->db.rc = SQLITE_OK;
	return row != NULL;
}

bool
nr_store_setting(struct nr_store *s, const char *name, struct nr_buf *out)
{
	const struct nr_new_setting *new = find(&s->state, name);

	if (!new || new->carried) {
		if (read_kept(&s->state, name, out))
			return true;
	}
	if (!new || !new->value)
		return false;
	nr_buf_addz(out, new->value);
	return true;
}

void
nr_store_set_setting(struct nr_store *s, const char *name, const char *value)
{
	struct nr_buf old = NR_BUF_INIT;
	bool had = nr_store_setting(s, name, &old);
	struct nr_new_setting *new;

	if (had == (value != NULL) && (!had || strcmp(nr_buf_str(&old), value) == 0)) {
		nr_buf_release(&old);
		return;
	}
	nr_buf_release(&old);
	new = find(&s->state, name);
	if (!new)
		new = add(&s->state, name);
	free(new->value);
	new->value = value ? nr_strdup(value) : NULL;
	new->carried = false;
}

void
nr_state_settings_write(struct nr_state *st)
{
	for (size_t i = 0; i < st->n_settings && st->db.rc == SQLITE_OK; i++) {
		const struct nr_new_setting *new = &st->settings[i];

		if (!new->value)
			nr_db_do(&st->db, NR_STATE_SETTING_DROP, "t", new->name);
		else
			nr_db_do(&st->db, new->carried ? NR_STATE_SETTING_ADD
				: NR_STATE_SETTING_PUT, "tt", new->name, new->value);
	}
	if (st->n_settings)
		nr_db_do(&st->db, NR_STATE_SETTING_TRIM, "i", (int64_t)NR_SETTINGS_MAX);
}

void
nr_state_settings_carry(struct nr_state *st)
{
	sqlite3_stmt *row = nr_db_query(&st->db, NR_STATE_SETTINGS, "");

	for (; row; row = nr_db_next(&st->db, row)) {
		const char *name = (const char *)sqlite3_column_text(row, 0);
		struct nr_new_setting *new = name && !find(st, name) ? add(st, name) : NULL;

		if (!new)
			continue;
		new->value = nr_db_text(row, 1);
		new->carried = true;
	}
	st->db.rc = SQLITE_OK;
}

void
nr_state_settings_release(struct nr_state *st)
{
	for (size_t i = 0; i < st->n_settings; i++) {
		free(st->settings[i].name);
		free(st->settings[i].value);
	}
	st->n_settings = 0;
}
