/*
 * The store as its own files see it.
 */
#ifndef STORE_PRIVATE_H
#define STORE_PRIVATE_H

#include "newsreader/store.h"
#include "store/db.h"
#include "store/state.h"
#include "store/words.h"

enum nr_sql {
#define NR_SQL(id, text) NR_SQL_##id,
#include "store/sql.def"
#undef NR_SQL
	NR_SQL_COUNT
};

/* A growing list of ids. */
struct nr_idlist {
	int64_t *v;
	size_t n, cap;
};

void nr_idlist_add(struct nr_idlist *l, int64_t id);
void nr_idlist_sort(struct nr_idlist *l);
void nr_idlist_release(struct nr_idlist *l);
/* The ids move to *out; the list is empty afterwards. */
void nr_idlist_move(struct nr_idlist *l, struct nr_ids *out);

/* Ids of articles, which are hashes; open addressing, size a power of two. */
struct nr_idset {
	int64_t *v;
	size_t size, used;
};

bool nr_idset_has(const struct nr_idset *set, int64_t id);
/* Returns whether it is new. */
bool nr_idset_add(struct nr_idset *set, int64_t id);
void nr_idset_release(struct nr_idset *set);

struct nr_topic {
	char *fold;		/* NULL: a free place */
	int64_t id;		/* 0: not known */
};

/* Numbers of topics by their folded names, so that the writer asks for each once. */
struct nr_topics {
	struct nr_topic *v;	/* open addressing, size a power of two */
	size_t size, used;
};

/* The entry of the topic, made if there is none; valid until the next one is made. */
struct nr_topic *nr_topics_at(struct nr_topics *t, const char *fold);
void nr_topics_release(struct nr_topics *t);

/* A topic of an article, and a ghost, as they are written. */
struct nr_bulk_load_topic {
	int64_t topic, date, article;
	bool unpublished;
};

struct nr_ghost {
	int64_t id;
	const char *key, *title, *provider, *type;
	const char *url;		/* NULL if it is the key, "" if there is none */
	struct nr_date date;
	bool has_quality;
	int64_t quality;
};

/* The first filling of an empty index. What is in it was put by this scan, so it is known
 * without asking; and what a table keeps in the order of ids or dates, not of files, is
 * gathered and written in that order before the transaction ends. */
struct nr_bulk_load {
	bool active;
	int64_t version;		/* data_version of the index */
	struct nr_idset articles;
	struct nr_idset met;		/* these, and ghosts */
	struct nr_bulk_load_topic *topics;
	size_t n_topics, cap_topics;
	struct nr_ghost *ghosts;
	size_t n_ghosts, cap_ghosts;
	struct nr_arena arena;		/* of their texts */
};

/* What a transaction adds to the row of `total`. */
struct nr_additions {
	int64_t articles, unpublished, failed, problems;
};

struct nr_scan_state {
	bool active;
	bool writing;		/* in a transaction */
	bool wrote;		/* there was one */
	bool forgot;		/* what was not seen */
	struct nr_idlist seen;	/* file ids */
	struct nr_idlist listed;	/* folder ids */
	struct nr_idlist gone;	/* folder ids */
	struct nr_idlist kept;	/* ids of other folders that are needed */
	struct nr_idlist touched;	/* articles that may now be ghosts nobody lists */
	struct nr_idlist stale;	/* file ids to be read again */
	struct nr_idlist added, updated, lost;	/* articles; any order, maybe repeated */
	struct nr_additions add;
	struct nr_bulk_load fill;
	struct nr_topics topics;
	char *folder;		/* path of the folder asked for last */
	int64_t folder_id;
	struct nr_buf text;	/* scratch */
};

/* Totals as of one state of the index and of the marks; what the store itself marks is
 * added to them. */
struct nr_totals_cache {
	bool valid;
	int64_t version;	/* data_version of the index */
	unsigned reload_count;	/* of the marks */
	struct nr_totals t;
};

struct nr_store {
	struct nr_db db;
	char *path;		/* NULL: in memory */
	char *name;
	int64_t version;	/* data_version at the last look */
	bool renewed;		/* set up anew since nr_store_changed was asked, */
	bool lost;		/* or nr_store_take_loss */
	uint64_t epoch;	/* see nr_store_epoch; */
	int64_t epoch_version;	/* and its data_version */
	bool held;		/* between nr_store_begin_read and nr_store_end_read */
	struct nr_row *cached;	/* LENT rows, each in the place of its id; id 0: none */
	uint64_t cached_epoch;
	struct nr_totals_cache totals;
	bool listers;		/* there is the index that finds who lists an article */
	bool looked;		/* somewhere else, since nr_list_query_begin; */
	struct nr_idlist touched;	/* marks that changed since then, in any order */
	struct nr_pages *pages;	/* NULL in a look */
	struct nr_words *words;	/* cuts texts into words; NULL until something is searched */
	struct nr_scan_state scan;
	struct nr_state state;
};

/* Of a connection that does not scan. */
#define NR_INDEX_SETTINGS "PRAGMA cache_size=-8192; PRAGMA wal_autocheckpoint=8000;"

/* Open, make or rebuild the index. Without a place to write it is in memory. */
int nr_index_open(struct nr_store *s, struct nr_diags *notes, struct nr_error *err);
/* If a statement failed: fill *err and return -1. A damaged index is empty and usable
 * afterwards: that is NR_ERR_INPUT. */
int nr_index_check(struct nr_store *s, struct nr_error *err);
/* Open the file anew if another process replaced it. True if it did. */
bool nr_index_follow(struct nr_store *s);

/* Be in a transaction. */
void nr_scan_write(struct nr_store *s);
/* End the transaction without its writes. */
void nr_scan_abort(struct nr_store *s);
/* A scan is over: give back the memory that it took. */
void nr_scan_settle(struct nr_store *s);
/* A transaction of a scan begins: if it is the first and the index is empty, without the
 * indexes that are made faster at the end; and the end, when those missing are made. */
void nr_bulk_load_begin(struct nr_store *s);
void nr_bulk_load_end(struct nr_store *s);
/* While it is filled: an article is put, and its topics and the ghosts that it lists. */
void nr_bulk_load_article(struct nr_store *s, int64_t id);
void nr_bulk_load_topic(struct nr_store *s, const struct nr_bulk_load_topic *t);
void nr_bulk_load_ghost(struct nr_store *s, const struct nr_article *entry);
/* Write what was gathered. */
void nr_bulk_load_write(struct nr_store *s);
/* Something goes away: from here on the index is asked what is in it. */
void nr_bulk_load_give_up(struct nr_store *s);
void nr_bulk_load_release(struct nr_bulk_load *fill);
/* The indexes that are made last. */
void nr_bulk_load_make_indexes(struct nr_db *db);
/* Forget what is remembered of a scan but its memory. */
void nr_scan_reset(struct nr_scan_state *scan);
void nr_scan_release(struct nr_scan_state *scan);
/* The folder that `path` lies in: its number, 0 if the index does not know it and `make` is
 * not asked for; *name is the rest of path. */
int64_t nr_scan_folder_of(struct nr_store *s, const char *path, bool make,
	const char **name);

void nr_put_topic(struct nr_store *s, const struct nr_bulk_load_topic *t);
/* What a related entry tells; the texts are the entry's. */
struct nr_ghost nr_ghost_of(const struct nr_article *entry);
void nr_put_ghost(struct nr_store *s, const struct nr_ghost *ghost);
/* `file` no longer tells `article`: that becomes a ghost until another file of it is read. */
void nr_put_release(struct nr_store *s, int64_t file, int64_t article);
void nr_put_drop_diags(struct nr_store *s, int64_t file);

/* A row without its path. */
int nr_row_read(struct nr_store *s, int64_t id, struct nr_row *out, struct nr_error *err);
void nr_row_cache_release(struct nr_store *s);

/* The path of a file of the index; NULL if there is none. The caller frees it. */
char *nr_store_file_path(struct nr_store *s, int64_t file);

/* Hear which marks others changed; the totals follow as far as there are any. */
void nr_totals_hear(struct nr_store *s);
/* Bring the totals up to date, and with them which marked articles are updated. */
void nr_totals_refresh(struct nr_store *s);
/* The same as far as that is cheap: with the marks that changed one by one, but not with
 * what has become of the index. */
void nr_totals_follow(struct nr_store *s);
/* Marks of an article have changed from `old` to `new`. */
void nr_totals_adjust(struct nr_store *s, int64_t id, unsigned old, unsigned new);
/* In the totals of a look the marks of an article are not what they were: `mark` is the
 * look's. */
void nr_totals_carry(struct nr_store *s, struct nr_mark *mark, struct nr_totals *t);

#endif
