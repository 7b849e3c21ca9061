/* Receives headers and body of a hop. */
#include "config.h"

#include "net/transfer.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "newsreader/mem.h"

enum {
	HEADERS_MAX = 256 * 1024,	/* bytes of headers in a hop */
	VALUE_MAX = 8192,		/* bytes of a kept header */
	/* bytes of an unwanted body; above, a new connection is cheaper */
	AWAY_MAX = 64 * 1024
};

/* ---- types ------------------------------------------------------------------------- */

/* Match one element of an Accept header, without parameters. */
static bool
is_type_in(const char *range, size_t n, const char *type, size_t len)
{
	if (n == 3 && memcmp(range, "*/*", 3) == 0)
		return true;
	if (n > 2 && memcmp(range + n - 2, "/*", 2) == 0)
		return len >= n && strncasecmp(range, type, n - 1) == 0;
	return n == len && strncasecmp(range, type, n) == 0;
}

static bool
is_accepted(const char *accept, const char *type)
{
	size_t len = strcspn(type, "; \t,");

	while (*accept) {
		accept += strspn(accept, ", \t");
		if (is_type_in(accept, strcspn(accept, ";, \t"), type, len))
			return true;
		accept += strcspn(accept, ",");
	}
	return false;
}

/* ---- headers ----------------------------------------------------------------------- */

/* The first header of a name counts; one with control characters is ignored. */
static void
keep(char **slot, const char *value, size_t n)
{
	if (*slot || n == 0 || n > VALUE_MAX)
		return;
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)value[i] < ' ' || value[i] == 0x7f)
			return;
	*slot = nr_strndup(value, n);
}

static void
take_length(struct nr_transfer_head *head, const char *value, size_t n)
{
	char *text = nr_strndup(value, n);

	head->length = strtoull(text, NULL, 10);
	free(text);
}

static void
take_field(struct nr_transfer_head *head, const char *line, size_t n)
{
	const char *colon = memchr(line, ':', n);
	size_t name = colon ? (size_t)(colon - line) : 0;
	struct { const char *name; char **slot; } const kept[] = {
		{ "Content-Type", &head->type }, { "ETag", &head->etag },
		{ "Last-Modified", &head->last_modified },
		{ "Location", &head->location },
	};

	if (!colon)
		return;
	line += name + 1;
	n -= name + 1;
	while (n > 0 && (*line == ' ' || *line == '\t')) {
		line++;
		n--;
	}
	while (n > 0 && (line[n - 1] == ' ' || line[n - 1] == '\t'))
		n--;
	for (size_t i = 0; i < sizeof(kept) / sizeof(*kept); i++)
		if (strlen(kept[i].name) == name
			&& strncasecmp(kept[i].name, colon - name, name) == 0)
			keep(kept[i].slot, line, n);
	if (name == 14 && strncasecmp("Content-Length", colon - name, name) == 0)
		take_length(head, line, n);
}

/* Called at the end of the headers. True to continue. */
static bool
finish_head(struct nr_transfer *t)
{
	struct nr_transfer_head *head = &t->head;

	if (head->status < 200)
		return true;	/* informational; another response follows */
	head->complete = true;
	for (char *c = head->type; c && *c; c++)
		if (*c < ' ' || *c > '~')
			*c = '?';
	if (!nr_transfer_is_page(head->status))
		return true;
	if (t->accept && head->type && !is_accepted(t->accept, head->type))
		nr_transfer_decide(t, NR_FETCH_WRONG_TYPE, "sends %.80s", head->type);
	else if (head->length > t->max_bytes)
		nr_transfer_decide(t, NR_FETCH_TOO_BIG, "page larger than %zu bytes",
			t->max_bytes);
	return !t->decided;
}

/* Parse "HTTP/1.1 200 OK". Three digits are required, which not all versions of libcurl
 * check. True to continue. */
static bool
begin_head(struct nr_transfer *t, const char *line, size_t n)
{
	const char *blank = memchr(line, ' ', n);
	size_t left = blank ? n - (size_t)(blank - line) : 0;
	unsigned status = 0;

	nr_transfer_head_release(&t->head);
	for (size_t i = 1; i < 4 && i < left && blank[i] >= '0' && blank[i] <= '9'; i++)
		status = status * 10 + (unsigned)(blank[i] - '0');
	if (status >= 100 && (left == 4 || blank[4] == ' ')) {
		t->head.status = status;
		return true;
	}
	nr_transfer_decide(t, NR_FETCH_BROKEN, "answer without a status");
	return false;
}

size_t
nr_transfer_take_header(char *data, size_t size, size_t n, void *userdata)
{
	struct nr_transfer *t = userdata;
	size_t len = n *= size;

	t->header_bytes += n;
	if (t->header_bytes > HEADERS_MAX) {
		nr_transfer_decide(t, NR_FETCH_TOO_BIG, "headers longer than %d bytes",
			HEADERS_MAX);
		return 0;
	}
	if (t->head.complete)
		return n;
	while (len > 0 && (data[len - 1] == '\r' || data[len - 1] == '\n'))
		len--;
	if (len == 0)
		return finish_head(t) ? n : 0;
	if (len > 5 && memcmp(data, "HTTP/", 5) == 0)
		return begin_head(t, data, len) ? n : 0;
	take_field(&t->head, data, len);
	return n;
}

size_t
nr_transfer_take_body(char *data, size_t size, size_t n, void *userdata)
{
	struct nr_transfer *t = userdata;

	n *= size;
	if (!nr_transfer_is_page(t->head.status)) {
		t->thrown_away += n;
		return t->thrown_away <= AWAY_MAX ? n : 0;
	}
	if (n > t->max_bytes - t->body.len) {
		nr_transfer_decide(t, NR_FETCH_TOO_BIG, "page larger than %zu bytes",
			t->max_bytes);
		return 0;
	}
	nr_buf_add(&t->body, data, n);
	return n;
}
