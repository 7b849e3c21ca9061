/* Converts a JSON front matter to events with jansson. */
#include "config.h"

#include "load/json.h"

#include <ctype.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "newsreader/load.h"
#include "newsreader/mem.h"

/* jansson's output, because printf uses the decimal point of the locale. */
static void
add_simple(struct nr_plain *p, const json_t *v)
{
	char *text = json_dumps(v, JSON_ENCODE_ANY | JSON_REAL_PRECISION(15));

	if (!text)
		nr_out_of_memory();
	nr_plain_add_scalar(p, YAML_PLAIN_SCALAR_STYLE, text, strlen(text));
	free(text);
}

/* False if the nesting is too deep. */
static bool
add_value(struct nr_plain *p, json_t *v, int depth)
{
	const char *key;
	json_t *member;
	size_t i;

	if (json_is_string(v)) {
		nr_plain_add_scalar(p, YAML_DOUBLE_QUOTED_SCALAR_STYLE,
			json_string_value(v), json_string_length(v));
		return true;
	}
	if (!json_is_object(v) && !json_is_array(v)) {
		add_simple(p, v);
		return true;
	}
	if (depth == NR_LOAD_DEPTH_MAX)
		return false;
	nr_plain_add(p, json_is_object(v) ? YAML_MAPPING_START_EVENT
		: YAML_SEQUENCE_START_EVENT);
	json_object_foreach(v, key, member) {
		nr_plain_add_scalar(p, YAML_DOUBLE_QUOTED_SCALAR_STYLE, key, strlen(key));
		if (!add_value(p, member, depth + 1))
			return false;
	}
	json_array_foreach(v, i, member)
		if (!add_value(p, member, depth + 1))
			return false;
	nr_plain_add(p, json_is_object(v) ? YAML_MAPPING_END_EVENT
		: YAML_SEQUENCE_END_EVENT);
	return true;
}

/* The first byte of the last token in s..end. */
static const char *
last_token(const char *s, const char *end)
{
	const char *token = s;

	while (s < end) {
		if (isspace((unsigned char)*s)) {
			s++;
			continue;
		}
		token = s;
		if (*s++ == '"') {
			while (s < end && *s != '"')
				s += *s == '\\' && s + 1 < end ? 2 : 1;
			s += s < end;
		} else if (isalnum((unsigned char)*token) || *token == '-') {
			while (s < end && (isalnum((unsigned char)*s) || strchr("+-.", *s)))
				s++;
		}
	}
	return token;
}

/* Where it went wrong: jansson tells the end of the token, a reader looks for its
 * beginning. In a byte that is no UTF-8, or at the end, there is no token. */
static int
fail(const struct nr_front *f, const json_error_t *why, const char *path, struct nr_error *err)
{
	unsigned line = f->line + (unsigned)(why->line > 0 ? why->line : 1) - 1;
	unsigned col = why->column > 0 ? (unsigned)why->column : 1;
	enum json_error_code code = json_error_code(why);

	if (code != json_error_invalid_utf8 && code != json_error_premature_end_of_input) {
		const char *end = f->raw + why->position;
		const char *token = last_token(f->raw, end);

		line = f->line;
		col = 1;
		for (const char *p = f->raw; p < token; p++) {
			col = *p == '\n' ? 1 : col + (((unsigned char)*p & 0xc0) != 0x80);
			line += *p == '\n';
		}
	}
	return nr_error_at(err, path, line, col, "JSON: %s", why->text);
}

int
nr_json_read(struct nr_plain *out, struct nr_front *f, const char *path,
	struct nr_error *err)
{
	json_error_t why;
	json_t *root = json_loadb(f->raw, f->raw_len < NR_LOAD_FRONT_MATTER_MAX ? f->raw_len
		: NR_LOAD_FRONT_MATTER_MAX, JSON_DISABLE_EOF_CHECK | JSON_ALLOW_NUL, &why);
	const char *end = f->raw + f->raw_len;
	bool fits;

	if (!root)
		return fail(f, &why, path, err);
	fits = add_value(out, root, 0);
	nr_plain_add(out, YAML_DOCUMENT_END_EVENT);
	nr_plain_add(out, YAML_STREAM_END_EVENT);
	json_decref(root);
	if (!fits) {
		nr_error_at(err, path, f->line, 1, "lists and mappings nested too deep");
		err->code = NR_ERR_LIMIT;
		return -1;
	}
	if (f->body == end) {
		f->raw_len = (size_t)why.position;
		f->body = f->raw + f->raw_len;
		f->body_len = (size_t)(end - f->body);
	}
	return 0;
}
