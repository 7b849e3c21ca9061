/* Snapshots: their hashes, their copies and their binary form. */
#include "config.h"

#include "store/snapshot.h"

#include <stdlib.h>

#include "newsreader/mem.h"

/*
 * Binary form: format number, flags, version, heat, hash of the excerpt, number of
 * related ids, these ids, and the title up to the end. Numbers are little-endian.
 */
enum { FORMAT = 1, HAS_HEAT = 1, HEAD = 2 + 3 * 8 + 4, RELATED_MAX = 1 << 20 };

void
nr_snapshot_release(struct nr_snapshot *seen)
{
	free(seen->title);
	nr_ids_release(&seen->related);
	*seen = (struct nr_snapshot){ .id = 0 };
}

uint64_t
nr_snapshot_hash(const char *text)
{
	return nr_ids_hash(text ? text : "");
}

void
nr_snapshot_of_article(const struct nr_article *a, struct nr_snapshot *out)
{
	*out = (struct nr_snapshot){
		.id = a->id,
		.version = nr_article_version(a),
		.title = nr_strdup(nr_article_title(a)),
		.heat = a->heat,
		.has_heat = nr_article_has(a, NR_FIELD_HEAT),
		.excerpt = nr_snapshot_hash(a->excerpt),
	};
	for (size_t i = 0; i < a->related.n; i++) {
		const struct nr_article *r = &a->related.v[i];

		if (r->id && r->id != a->id)
			nr_ids_add(&out->related, r->id);
	}
	nr_ids_sort(&out->related);
}

static void
put_number(struct nr_buf *out, uint64_t v, size_t bytes)
{
	for (size_t i = 0; i < bytes; i++)
		nr_buf_addch(out, (char)(v >> 8 * i & 0xff));
}

static uint64_t
get_number(const unsigned char *p, size_t bytes)
{
	uint64_t v = 0;

	for (size_t i = 0; i < bytes; i++)
		v |= (uint64_t)p[i] << 8 * i;
	return v;
}

void
nr_snapshot_encode(const struct nr_snapshot *seen, struct nr_buf *out)
{
	if (!seen->title || !seen->version)
		return;
	nr_buf_addch(out, FORMAT);
	nr_buf_addch(out, seen->has_heat ? HAS_HEAT : 0);
	put_number(out, (uint64_t)seen->version, 8);
	put_number(out, (uint64_t)seen->heat, 8);
	put_number(out, seen->excerpt, 8);
	put_number(out, seen->related.n, 4);
	for (size_t i = 0; i < seen->related.n; i++)
		put_number(out, (uint64_t)seen->related.v[i], 8);
	nr_buf_addz(out, seen->title);
}

bool
nr_snapshot_decode(const void *data, size_t n, int64_t version, struct nr_snapshot *out)
{
	const unsigned char *p = data;
	size_t related;

	if (!p || n < HEAD || p[0] != FORMAT)
		return false;
	related = (size_t)get_number(p + 26, 4);
	if ((int64_t)get_number(p + 2, 8) != version || related > RELATED_MAX ||
		n < HEAD + 8 * related)
		return false;
	out->version = version;
	out->has_heat = p[1] & HAS_HEAT;
	out->heat = (int64_t)get_number(p + 10, 8);
	out->excerpt = get_number(p + 18, 8);
	for (size_t i = 0; i < related; i++)
		nr_ids_add(&out->related, (int64_t)get_number(p + HEAD + 8 * i, 8));
	n -= HEAD + 8 * related;
	out->title = nr_strndup((const char *)p + HEAD + 8 * related, n);
	return true;
}
