/* Finds an article by URL, file path, id or key. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "newsreader/url.h"
#include "store/private.h"

enum { ID_DIGITS = 16 };

static int64_t
find_id(struct nr_store *s, int64_t id)
{
	return nr_db_int(&s->db, NR_SQL_ARTICLE_IS, "i", id) ? id : 0;
}

static int64_t
find_digits(struct nr_store *s, const char *text)
{
	size_t digits = strspn(text, "0123456789abcdefABCDEF");

	if (digits != ID_DIGITS || text[digits])
		return 0;
	return find_id(s, (int64_t)strtoull(text, NULL, 16));
}

/* Preference: an article whose canonical URL this is, then an article with this as
 * another URL, then a ghost. */
static int64_t
find_url(struct nr_store *s, const char *url)
{
	struct nr_buf b = NR_BUF_INIT;
	int64_t id, other;

	if (nr_url_canonical(url, &b) < 0)
		return 0;
	id = nr_url_id(nr_buf_str(&b));
	nr_buf_release(&b);
	if (nr_db_int(&s->db, NR_SQL_ARTICLE_FILE, "i", id))
		return id;
	other = nr_db_int(&s->db, NR_SQL_ALIAS_FIND, "i", id);
	return other ? other : find_id(s, id);
}

static int64_t
find_path(struct nr_store *s, const char *path)
{
	const char *name;
	int64_t folder = nr_scan_folder_of(s, path, false, &name);
	int64_t file = nr_db_int(&s->db, NR_SQL_FILE_FIND, "it", folder, name);

	return nr_db_int(&s->db, NR_SQL_FILE_ARTICLE, "i", file);
}

static int64_t
find_resolved(struct nr_store *s, const char *path)
{
	struct nr_error unused = NR_ERROR_INIT;
	char *real = nr_fs_resolve(path, &unused);
	int64_t id = real ? find_path(s, real) : 0;

	free(real);
	return id;
}

int64_t
nr_store_find(struct nr_store *s, const char *what)
{
	struct nr_error err = NR_ERROR_INIT;
	int64_t id = find_url(s, what);

	if (!id)
		id = find_digits(s, what);
	if (!id)
		id = find_path(s, what);
	if (!id)
		id = find_resolved(s, what);
	if (!id)
		id = find_id(s, nr_url_id(what));	/* a key that is not a URL */
	return nr_index_check(s, &err) < 0 ? 0 : id;
}
