/* Reads rows of marks from the raw pages of a damaged state.db, without SQLite. */
#include "config.h"

#include "store/state_pages.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "newsreader/mem.h"
#include "newsreader/url.h"

/*
 * The file format is that of https://www.sqlite.org/fileformat2.html: rows are in the
 * leaves of a table's tree (section 1.6), each with its number and a record (2.1). Rows
 * that overflow to another page are skipped.
 */
enum {
	PAGE = 4096,
	FIRST_HEADER = 100,	/* of the file, before the first page's header */
	LEAF = 0x0d,		/* page type of a table leaf */
	LEAF_HEADER = 8,
	/* columns of `mark`, in the first version and now */
	FIELDS_MIN = 5, FIELDS_MAX = 6
};

/* The bytes that are still to be read. */
struct bytes {
	const unsigned char *p;
	size_t n;
};

struct field {
	uint64_t type;		/* serial type */
	struct bytes at;
};

static bool
get_varint(struct bytes *b, uint64_t *out)
{
	uint64_t v = 0;

	for (int i = 0; i < 9 && b->n; i++) {
		unsigned char c = *b->p++;

		b->n--;
		if (i == 8)
			v = v << 8 | c;
		else
			v = v << 7 | (c & 0x7f);
		if (i == 8 || !(c & 0x80)) {
			*out = v;
			return true;
		}
	}
	return false;
}

static size_t
size_of(uint64_t type)
{
	static const unsigned char sizes[] = { 0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0 };

	if (type < sizeof sizes)
		return sizes[type];
	return type / 2 - 6 < PAGE ? (size_t)(type / 2 - 6) : PAGE;
}

/* Split a record. Returns its number of fields; 0 if it is not a record, or has more
 * fields than `mark`. */
static size_t
get_fields(struct bytes record, struct field *out)
{
	struct bytes head = record, body;
	uint64_t head_size;
	size_t n = 0;

	if (!get_varint(&head, &head_size) || head_size > record.n
		|| head_size < record.n - head.n)
		return 0;
	body = (struct bytes){ record.p + head_size, record.n - (size_t)head_size };
	head.n = (size_t)head_size - (record.n - head.n);
	while (head.n) {
		size_t size;

		if (n == FIELDS_MAX || !get_varint(&head, &out[n].type))
			return 0;
		size = size_of(out[n].type);
		if (size > body.n)
			return 0;
		out[n++].at = (struct bytes){ body.p, size };
		body.p += size;
		body.n -= size;
	}
	return n;
}

/* Reads NULL as 0. */
static bool
get_int(const struct field *f, int64_t *out)
{
	uint64_t v = 0;

	if (f->type == 7 || f->type > 9)
		return false;
	if (f->at.n && f->at.p[0] & 0x80)
		v = UINT64_MAX;
	for (size_t i = 0; i < f->at.n; i++)
		v = v << 8 | f->at.p[i];
	*out = f->type == 9 ? 1 : (int64_t)v;
	return true;
}

/* Report a row of `mark`. Other rows are rejected: in `mark` the number is the hash of
 * the key. */
static bool
take_row(int64_t id, struct bytes record, nr_state_page_row *row, void *ctx)
{
	struct field f[FIELDS_MAX] = { { .type = 0 } };
	struct nr_kept kept = { .id = id };
	size_t n = get_fields(record, f);
	bool ok = false;

	if (n < FIELDS_MIN || f[0].type != 0 || f[1].type < 13 || f[1].type % 2 == 0
		|| memchr(f[1].at.p, 0, f[1].at.n)
		|| !get_int(&f[2], &kept.read) || !get_int(&f[3], &kept.starred)
		|| !get_int(&f[4], &kept.hidden) || !get_int(&f[5], &kept.seen.version))
		return false;
	kept.key = nr_strndup((const char *)f[1].at.p, f[1].at.n);
	if (*kept.key && nr_url_id(kept.key) == id) {
		row(ctx, &kept);
		ok = true;
	}
	free(kept.key);
	return ok;
}

static size_t
get_short(const unsigned char *p)
{
	return (size_t)p[0] << 8 | p[1];
}

/* A row is verified by its key, so this count may be wrong in a broken page. */
static size_t
count_cells(const unsigned char *page, size_t header)
{
	size_t cells = get_short(page + header + 3);
	size_t room = (PAGE - header - LEAF_HEADER) / 2;

	return page[header] == LEAF && cells <= room ? cells : room;
}

static size_t
take_page(const unsigned char *page, size_t header, nr_state_page_row *row, void *ctx)
{
	size_t cells = count_cells(page, header), rows = 0;

	for (size_t i = 0; i < cells; i++) {
		size_t at = get_short(page + header + LEAF_HEADER + 2 * i);
		struct bytes b;
		uint64_t size, id;

		if (at < header + LEAF_HEADER || at >= PAGE)
			continue;
		b = (struct bytes){ page + at, PAGE - at };
		if (!get_varint(&b, &size) || !get_varint(&b, &id) || size > b.n)
			continue;
		b.n = (size_t)size;
		rows += take_row((int64_t)id, b, row, ctx);
	}
	return rows;
}

size_t
nr_state_read_pages(const char *path, nr_state_page_row *row, void *ctx)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	unsigned char page[PAGE] = { 0 };
	size_t rows = 0;

	/* The last page may be truncated. */
	for (off_t at = 0; fd >= 0 && pread(fd, page, PAGE, at) > 0; at += PAGE) {
		rows += take_page(page, at == 0 ? FIRST_HEADER : 0, row, ctx);
		memset(page, 0, sizeof page);
	}
	if (fd >= 0)
		close(fd);
	return rows;
}
