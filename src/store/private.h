/*
 * Declarations shared by the store's own files.
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

/* Conditions on the marks of an article `id`. marked(id, mask, value): the bits of the mask
 * have this value; one that was updated, as of the last totals, is not read. A hidden one
 * is nothing else. */
#define NR_SQL_VISIBLE "marked(id, 4, 0)"
#define NR_SQL_UNREAD "marked(id, 5, 0)"
#define NR_SQL_STARRED "marked(id, 6, 2)"
#define NR_SQL_UPDATED "marked(id, 12, 8)"
#define NR_SQL_HIDDEN "marked(id, 4, 4)"
_Static_assert(NR_MARK_READ == 1 && NR_MARK_STARRED == 2 && NR_MARK_HIDDEN == 4
	&& NR_MARK_UPDATED == 8, "bits in SQL");

/* A set of article ids. Ids are hashes; open addressing, size a power of two. */
struct nr_idset {
	int64_t *v;
	size_t size, used;
};

bool nr_idset_has(const struct nr_idset *set, int64_t id);
/* True if the id was not in the set. */
bool nr_idset_add(struct nr_idset *set, int64_t id);
void nr_idset_release(struct nr_idset *set);

/* The topic that a scan looked up last of those that share a place in its cache. */
struct nr_topic {
	int64_t fold;		/* hash of the folded name */
	int64_t id;		/* 0: none */
};

enum { NR_TOPICS = 4096 };	/* in the cache; a power of two */

/* A row of article_topic, and a row of ghost (a ghost). */
struct nr_bulk_load_topic {
	int64_t topic, date, article;
	bool unpublished;
};

struct nr_ghost {
	int64_t id;
	const char *key, *title, *provider, *type;
	const char *url;		/* NULL if it equals the key, "" if missing */
	struct nr_date date;
	bool has_quality;
	int64_t quality;
};

/* The bulk load: the first scan into an empty index. All content comes from this scan, so
 * ids are known without queries; rows of tables that are sorted by id or date are
 * collected and written in that order before the transaction ends. */
struct nr_bulk_load {
	bool active;
	int64_t version;		/* data_version of the index */
	struct nr_idset articles;
	struct nr_idset met;		/* ids of articles and ghosts */
	struct nr_bulk_load_topic *topics;
	size_t n_topics, cap_topics;
	struct nr_ghost *ghosts;
	size_t n_ghosts, cap_ghosts;
	struct nr_arena arena;		/* owns the texts of `ghosts` */
};

/* Changes of the row of `total` in a transaction. */
struct nr_additions {
	int64_t articles, unpublished, failed, problems;
};

struct nr_scan_state {
	bool writing;		/* a transaction is open */
	bool wrote;		/* a transaction was begun in this scan */
	bool forgot;		/* nr_store_scan_forget was called */
	struct nr_ids seen;	/* ids of files seen */
	struct nr_ids listed;	/* ids of folders listed */
	struct nr_ids gone;	/* ids of folders that are gone */
	struct nr_ids kept;	/* ids of other folders to keep */
	/* articles that may be ghosts without a lister now */
	struct nr_ids touched;
	struct nr_ids stale;	/* ids of files to read again */
	/* article ids, unordered, maybe repeated */
	struct nr_ids added, updated, lost;
	struct nr_additions add;
	struct nr_bulk_load fill;
	struct nr_topic *topics;	/* NR_TOPICS by the last bits of the hash, or NULL */
	char *folder;		/* path of the last folder looked up */
	int64_t folder_id;
	struct nr_buf text;	/* scratch */
};

/* Totals of one version of the index and one reload of the marks; changes of marks by
 * this store are added. */
struct nr_totals_cache {
	bool valid;
	int64_t version;	/* data_version of the index */
	unsigned reload_count;	/* reload count of the marks */
	struct nr_totals t;
};

/* What the full-text index found last. */
struct nr_found {
	bool valid;
	bool taken;			/* from a worker: used even after the index has changed,
					 * until the worker that is started then replaces it */
	struct nr_buf query;
	uint64_t epoch;			/* of the index */
	struct nr_idset ids;
};

struct nr_store {
	struct nr_db db;
	char *path;		/* NULL if in memory */
	char *name;
	int64_t version;	/* data_version at the last check */
	bool renewed;		/* reopened or emptied since nr_store_changed */
	bool lost;		/* the same since nr_store_take_loss */
	uint64_t epoch;	/* see nr_store_epoch */
	int64_t epoch_version;	/* data_version at that epoch */
	bool held;		/* between nr_store_begin_read and nr_store_end_read */
	struct nr_row *cached;	/* LENT rows in sets by id; id 0: free */
	uint64_t cached_epoch;
	struct nr_totals_cache totals;
	bool listers;		/* the index related_dst exists */
	bool looked;		/* a list query runs */
	/* marks changed during the list query, unordered */
	struct nr_ids touched;
	struct nr_pages *pages;
	struct nr_words *words;	/* tokenizer; NULL until the first search */
	struct nr_found found;
	struct nr_scan_state scan;
	struct nr_state state;
};

/* Where the index and the pages of a store are, for a store of a worker. */
struct nr_connection {
	char *path, *name, *pages_path;
	int64_t pages_name;
};

void nr_connection_init(struct nr_connection *c, const struct nr_store *s);
/* A store without marks, whose index is not open yet. */
struct nr_store *nr_connection_store(const struct nr_connection *c);
void nr_connection_release(struct nr_connection *c);

/* Settings of a connection while it does not scan. */
#define NR_INDEX_SETTINGS "PRAGMA cache_size=-8192; PRAGMA wal_autocheckpoint=8000;"

/* Open, make or rebuild the index. If it cannot be written, it is kept in memory. */
int nr_index_open(struct nr_store *s, struct nr_diags *notes, struct nr_error *err);
/* If a statement failed, fill *err and return -1. NR_ERR_INPUT: the index was damaged,
 * and is empty and usable now. */
int nr_index_check(struct nr_store *s, struct nr_error *err);
/* Define the SQL functions of the connection: marked, see above; tally, for counts;
 * member(set, id), whether an nr_idset bound as a pointer has the id; has_words(found, id),
 * the same of an nr_text_found. Returns an error code of SQLite. */
int nr_functions_register(struct nr_store *s);
/* Reopen the index if another process replaced the file. True if it did. */
bool nr_index_follow(struct nr_store *s);

/* Begin the scan's write transaction unless one is open. */
void nr_scan_write(struct nr_store *s);
/* Roll back the scan's transaction. */
void nr_scan_abort(struct nr_store *s);
/* Release the memory of a finished scan. */
void nr_scan_settle(struct nr_store *s);
/* Called at the begin of each transaction of a scan: starts the bulk load if it is the
 * first one and the index is empty, and drops the indexes that are faster to build at the
 * end. */
void nr_bulk_load_begin(struct nr_store *s);
/* Record an article, one of its topics, or one of its related entries during the bulk
 * load. */
void nr_bulk_load_article(struct nr_store *s, int64_t id);
void nr_bulk_load_topic(struct nr_store *s, const struct nr_bulk_load_topic *t);
void nr_bulk_load_ghost(struct nr_store *s, const struct nr_article *entry);
/* Write the collected rows. */
void nr_bulk_load_write(struct nr_store *s);
/* End the bulk load, because something is to be deleted: ids are looked up in the index
 * from now on. */
void nr_bulk_load_give_up(struct nr_store *s);
void nr_bulk_load_release(struct nr_bulk_load *fill);
/* Make the indexes that are built last, where they are missing. */
void nr_bulk_load_make_indexes(struct nr_db *db);
/* Forget the state of a scan, and free its memory. */
void nr_scan_reset(struct nr_scan_state *scan);
/* The number of the folder that holds `path`; 0 if the index lacks it and `make` is
 * false. *name points to the file name in `path`. */
int64_t nr_scan_folder_of(struct nr_store *s, const char *path, bool make,
	const char **name);

/* The values of a date and of an address in the index: INT64_MIN without a date; NULL if
 * the address equals the key, as for most articles. */
int64_t nr_put_date(const struct nr_date *d);
const char *nr_put_url(const struct nr_article *a);
void nr_put_topic(struct nr_store *s, const struct nr_bulk_load_topic *t);
/* The ghost of a related entry; borrows the entry's texts. */
struct nr_ghost nr_ghost_of(const struct nr_article *entry);
void nr_put_ghost(struct nr_store *s, const struct nr_ghost *ghost);
/* `file` no longer has this article: it becomes a ghost until another file with it is
 * read. */
void nr_put_release(struct nr_store *s, int64_t file, int64_t article);
void nr_put_drop_diags(struct nr_store *s, int64_t file);

/* The articles that have the words of a text: those of index and pages are borrowed until
 * the next search. */
struct nr_text_found {
	const struct nr_idset *index, *pages;
	struct nr_idset compared;	/* used if the index cannot be asked */
};

/* Ask the full-text index, unless it was asked for the same words before. */
void nr_found_ask(struct nr_store *s, const char *text);
/* Move what was found, of which the worker's store is the owner. */
void nr_found_move(struct nr_found *from, struct nr_found *to);
/* Take over what the store of a worker has found, if anything, at this epoch or later. */
void nr_found_take(struct nr_store *s, struct nr_found *from, uint64_t epoch);
void nr_found_release(struct nr_found *f);
/* Find all of them; none if the text has no words. The caller releases `compared`. */
void nr_text_find(struct nr_store *s, const char *text, struct nr_text_found *out);

/* Read a row without its path. */
int nr_row_read(struct nr_store *s, int64_t id, struct nr_row *out, struct nr_error *err);
void nr_row_cache_release(struct nr_store *s);

/* The key of an article or ghost; "" if not known. The caller frees it. */
char *nr_store_key(struct nr_store *s, int64_t id);
/* The path of a file in the index, or NULL. The caller frees it. */
char *nr_store_file_path(struct nr_store *s, int64_t file);

/* Read the marks that other programs changed, and adjust the totals. */
void nr_totals_hear(struct nr_store *s);
/* Bring the totals and the updated marks up to date. */
void nr_totals_refresh(struct nr_store *s);
/* The same at low cost: follows changes of single marks, but not changes of the index. */
void nr_totals_follow(struct nr_store *s);
/* Adjust the totals: the marks of an article changed from `old` to `new`. */
void nr_totals_adjust(struct nr_store *s, int64_t id, unsigned old, unsigned new);
/* Adjust the totals of a list query to the store's current marks of an article; `mark` is
 * the query's entry and is updated. */
void nr_totals_carry(struct nr_store *s, struct nr_mark *mark, struct nr_totals *t);

#endif
