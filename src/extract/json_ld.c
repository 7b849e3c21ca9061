/* Lenient JSON-LD parser that collects the facts of the article. */
#include "config.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "newsreader/utf8.h"
#include "extract/json_ld.h"

enum {
	DEPTH_MAX = 24,
	KEY_MAX = 32,
	NO_FACT = TEXT_LD_FACTS,
	TYPE = TEXT_LD_FACTS + 1
};

struct reader {
	const char *s, *end;
	int depth;
	struct text_json_ld *ld;
};

/* An object being read. */
struct object {
	struct text_json_ld facts;
	bool is_article;
};

static const struct {
	const char *key;
	int fact;
} keys[] = {
	{ "@type", TYPE },
	{ "headline", TEXT_LD_HEADLINE },
	{ "author", TEXT_LD_AUTHOR },
	{ "publisher", TEXT_LD_PUBLISHER },
	{ "datePublished", TEXT_LD_DATE },
	{ "inLanguage", TEXT_LD_LANGUAGE },
	{ "articleBody", TEXT_LD_BODY },
};

static void read_value(struct reader *r, int fact, struct object *owner);

static void
skip_space(struct reader *r)
{
	while (r->s < r->end && (unsigned char)*r->s <= ' ')
		r->s++;
}

static bool
take(struct reader *r, char c)
{
	skip_space(r);
	if (r->s == r->end || *r->s != c)
		return false;
	r->s++;
	return true;
}

/* Four hexadecimal digits at s; a value over U+FFFF if invalid. */
static uint32_t
read_hex(const char *s, const char *end)
{
	uint32_t cp = 0;

	if (end - s < 4)
		return UINT32_MAX;
	for (int i = 0; i < 4; i++) {
		int digit = nr_utf8_hex(s[i]);

		if (digit < 0)
			return UINT32_MAX;
		cp = cp << 4 | (uint32_t)digit;
	}
	return cp;
}

/* Append the character after "\u". */
static void
read_character(struct reader *r, struct nr_buf *out)
{
	uint32_t cp = read_hex(r->s, r->end), low;
	char utf8[4];

	if (cp == UINT32_MAX)
		return;
	r->s += 4;
	if (cp >= 0xd800 && cp < 0xdc00 && r->end - r->s >= 6 && r->s[0] == '\\'
			&& r->s[1] == 'u') {
		low = read_hex(r->s + 2, r->end);
		if (low >= 0xdc00 && low < 0xe000) {
			cp = 0x10000 + ((cp - 0xd800) << 10) + (low - 0xdc00);
			r->s += 6;
		}
	}
	if (cp == 0 || (cp >= 0xd800 && cp < 0xe000))
		return;
	nr_buf_add(out, utf8, nr_utf8_encode(cp, utf8));
}

static void
read_escape(struct reader *r, struct nr_buf *out)
{
	static const char from[] = "nrtfb", to[] = "\n\n   ";
	char c = r->s < r->end ? *r->s++ : '"';
	const char *at = c != '\0' ? strchr(from, c) : NULL;

	if (c == 'u')
		read_character(r, out);
	else
		nr_buf_addch(out, at != NULL ? to[at - from] : c);
}

/* Read a string up to its closing quote; the opening one was read. */
static void
read_string(struct reader *r, struct nr_buf *out)
{
	while (r->s < r->end && *r->s != '"') {
		const char *start = r->s;

		while (r->s < r->end && *r->s != '"' && *r->s != '\\')
			r->s++;
		nr_buf_add(out, start, (size_t)(r->s - start));
		if (r->s < r->end && *r->s == '\\') {
			r->s++;
			read_escape(r, out);
		}
	}
	if (r->s < r->end)
		r->s++;
}

static void
read_key(struct reader *r, char key[KEY_MAX])
{
	struct nr_buf text = NR_BUF_INIT;

	read_string(r, &text);
	key[0] = '\0';
	if (text.len < KEY_MAX)
		memcpy(key, nr_buf_str(&text), text.len + 1);
	nr_buf_release(&text);
}

static int
fact_of(const char *key)
{
	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
		if (strcmp(keys[i].key, key) == 0)
			return keys[i].fact;
	}
	return NO_FACT;
}

/* True for "NewsArticle", "BlogPosting", "Report" and similar types. */
static bool
is_article_type(const char *type)
{
	return strstr(type, "Article") != NULL || strstr(type, "Posting") != NULL
		|| strstr(type, "Report") != NULL;
}

static void
keep_text(struct reader *r, int fact, struct object *owner)
{
	struct nr_buf text = NR_BUF_INIT;

	read_string(r, &text);
	if (fact == TYPE && is_article_type(nr_buf_str(&text)))
		owner->is_article = true;
	if (fact < NO_FACT && text.len > 0) {
		struct nr_buf *kept = &owner->facts.facts[fact];

		if (fact == TEXT_LD_AUTHOR && kept->len > 0)
			nr_buf_addz(kept, ", ");
		if (fact == TEXT_LD_AUTHOR || kept->len == 0)
			nr_buf_add(kept, text.data, text.len);
	}
	nr_buf_release(&text);
}

/* Of several articles keep the one with the longest body. */
static void
keep_object(struct reader *r, struct object *o)
{
	const struct nr_buf *mine = &o->facts.facts[TEXT_LD_BODY];
	const struct nr_buf *best = &r->ld->facts[TEXT_LD_BODY];

	if (o->is_article && (mine->len > best->len
				|| r->ld->facts[TEXT_LD_HEADLINE].len == 0)) {
		struct text_json_ld old = *r->ld;

		*r->ld = o->facts;
		o->facts = old;
	}
	nr_text_json_ld_release(&o->facts);
}

/* Of a person or an organisation only the name is read, for its owner. */
static void
read_object(struct reader *r, int fact, struct object *owner)
{
	bool named = fact == TEXT_LD_AUTHOR || fact == TEXT_LD_PUBLISHER;
	struct object own = { .is_article = false };
	char key[KEY_MAX];

	while (r->s < r->end && !take(r, '}')) {
		if (take(r, ','))
			continue;
		if (!take(r, '"')) {
			r->s++;
			continue;
		}
		read_key(r, key);
		if (!take(r, ':'))
			continue;
		if (named)
			read_value(r, strcmp(key, "name") == 0 ? fact : NO_FACT, owner);
		else
			read_value(r, fact_of(key), &own);
	}
	if (!named)
		keep_object(r, &own);
}

static void
read_array(struct reader *r, int fact, struct object *owner)
{
	while (r->s < r->end && !take(r, ']')) {
		if (take(r, ',') || take(r, '}'))
			continue;
		read_value(r, fact, owner);
	}
}

static void
read_value(struct reader *r, int fact, struct object *owner)
{
	if (r->depth == DEPTH_MAX) {
		r->s = r->end;
		return;
	}
	r->depth++;
	if (take(r, '"')) {
		keep_text(r, fact, owner);
	} else if (take(r, '{')) {
		read_object(r, fact, owner);
	} else if (take(r, '[')) {
		read_array(r, fact, owner);
	} else {
		while (r->s < r->end && *r->s != ',' && *r->s != ']' && *r->s != '}')
			r->s++;
	}
	r->depth--;
}

void
nr_text_json_ld_read(struct text_json_ld *ld, const char *s, size_t n)
{
	struct reader r = { .s = s, .end = s + n, .ld = ld };
	struct object none = { .is_article = false };

	while (r.s < r.end && *r.s != '{' && *r.s != '[')
		r.s++;
	read_value(&r, NO_FACT, &none);
	nr_text_json_ld_release(&none.facts);
}

void
nr_text_json_ld_release(struct text_json_ld *ld)
{
	for (int i = 0; i < TEXT_LD_FACTS; i++)
		nr_buf_release(&ld->facts[i]);
}
