/* Formats and parses the marks of one article as JSON. */
#include "config.h"

#include "cli/state_json.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "newsreader/date.h"
#include "newsreader/mem.h"
#include "newsreader/url.h"
#include "newsreader/utf8.h"

enum { HEX_DIGITS = 16 };

void
cli_state_release(struct nr_kept *kept)
{
	free(kept->key);
	nr_snapshot_release(&kept->seen);
	*kept = (struct nr_kept){ .key = NULL };
}

/* ---- writing ---- */

static json_t *
text_value(const char *s)
{
	json_t *value = json_string(s);
	struct nr_buf clean = NR_BUF_INIT;

	if (value != NULL)
		return value;
	nr_utf8_clean_line(&clean, s, strlen(s));	/* the text is from a damaged
							 * file */
	value = json_string(nr_buf_str(&clean));
	nr_buf_release(&clean);
	return value;
}

static json_t *
hex_value(uint64_t v)
{
	return json_sprintf("%016" PRIx64, v);
}

static void
put_time(json_t *object, const char *name, int64_t seconds)
{
	const struct nr_date date = { seconds, NR_DATE_TIME };
	char text[NR_DATE_TEXT];

	if (seconds == 0)
		return;
	nr_date_iso(&date, text);
	json_object_set_new(object, name, json_string(text));
}

static void
put_seen(json_t *object, const struct nr_snapshot *seen)
{
	json_t *s, *related;

	if (seen->version == 0)
		return;
	s = json_object();
	json_object_set_new(s, "version", hex_value((uint64_t)seen->version));
	if (seen->title != NULL) {
		json_object_set_new(s, "title", text_value(seen->title));
		if (seen->has_heat)
			json_object_set_new(s, "heat", json_integer(seen->heat));
		json_object_set_new(s, "excerpt", hex_value(seen->excerpt));
		related = json_array();
		for (size_t i = 0; i < seen->related.n; i++)
			json_array_append_new(related, hex_value((uint64_t)seen->related.v[i]));
		json_object_set_new(s, "related", related);
	}
	json_object_set_new(object, "seen", s);
}

static void
put_place(json_t *object, const struct nr_kept *kept)
{
	const struct nr_position *p = &kept->place;
	json_t *place;

	if (kept->placed == 0)
		return;
	place = json_object();
	put_time(place, "left", kept->placed);
	json_object_set_new(place, "view", json_integer(p->fulltext));
	if (p->above)
		json_object_set_new(place, "above", json_integer((json_int_t)p->above));
	json_object_set_new(place, "block", json_integer((json_int_t)p->block));
	json_object_set_new(place, "offset", json_integer((json_int_t)p->offset));
	json_object_set_new(object, "place", place);
}

void
cli_state_format(const struct nr_kept *kept, struct nr_buf *out)
{
	json_t *object = json_object();
	char *text;

	if (*kept->key != '\0')
		json_object_set_new(object, "url", text_value(kept->key));
	else
		json_object_set_new(object, "id", hex_value((uint64_t)kept->id));
	put_time(object, "read", kept->read);
	put_time(object, "starred", kept->starred);
	put_time(object, "hidden", kept->hidden);
	put_seen(object, &kept->seen);
	put_place(object, kept);
	text = json_dumps(object, 0);
	nr_buf_addz(out, text != NULL ? text : "{}");
	free(text);
	json_decref(object);
}

/* ---- reading ---- */

static int NR_PRINTF(2, 3)
wrong(struct cli_state_error *why, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(why->text, sizeof why->text, fmt, ap);
	va_end(ap);
	return -1;
}

static bool
is_there(const json_t *value)
{
	return value != NULL && !json_is_null(value);
}

static int
get_hex(const json_t *value, const char *name, uint64_t *out, struct cli_state_error *why)
{
	const char *s = json_string_value(value);

	if (s == NULL || strlen(s) != HEX_DIGITS ||
		strspn(s, "0123456789abcdefABCDEF") != HEX_DIGITS)
		return wrong(why, "%s is not 16 hexadecimal digits", name);
	*out = strtoull(s, NULL, 16);
	return 0;
}

/* Get an id or a version of an article: positive. */
static int
get_id(const json_t *value, const char *name, int64_t *out, struct cli_state_error *why)
{
	uint64_t v;

	if (get_hex(value, name, &v, why) < 0)
		return -1;
	if (v == 0 || v > INT64_MAX)
		return wrong(why, "%s is out of range", name);
	*out = (int64_t)v;
	return 0;
}

/* Get a time. A future time is refused, as it would override all marks that the user sets
 * later. */
static int
get_time(const json_t *object, const char *name, int64_t *out, struct cli_state_error *why)
{
	enum { DAY = 24 * 60 * 60 };	/* allowed difference of clocks */
	const json_t *value = json_object_get(object, name);
	const char *s = json_string_value(value);
	struct nr_date date;

	if (!is_there(value))
		return 0;
	if (s == NULL || nr_date_parse(s, strlen(s), &date) < 0)
		return wrong(why, "%s is no time", name);
	if (date.seconds <= 0 || date.seconds > nr_date_now() + DAY)
		return wrong(why, "%s is no time at which something was read", name);
	*out = date.seconds;
	return 0;
}

static int
get_key(const json_t *object, struct nr_kept *out, struct cli_state_error *why)
{
	const json_t *value = json_object_get(object, "url");
	const char *s = json_string_value(value);
	struct nr_buf key = NR_BUF_INIT;

	if (!is_there(value) && is_there(json_object_get(object, "id"))) {
		out->key = nr_strdup("");
		return get_id(json_object_get(object, "id"), "id", &out->id, why);
	}
	if (s == NULL || *s == '\0')
		return wrong(why, "there is no url");
	if (strlen(s) > CLI_STATE_KEY_MAX)
		return wrong(why, "url is too long");
	if (nr_url_canonical(s, &key) < 0) {
		if (strncmp(s, "title:", 6) != 0 && strncmp(s, "file:", 5) != 0)
			return wrong(why, "url is no web address");
		nr_buf_addz(&key, s);
	}
	out->key = nr_buf_take(&key);
	out->id = nr_url_id(out->key);
	return 0;
}

static int
get_related(const json_t *value, struct nr_snapshot *seen, struct cli_state_error *why)
{
	size_t n = json_array_size(value);

	if (!is_there(value))
		return 0;
	if (!json_is_array(value))
		return wrong(why, "related is no list");
	if (n > CLI_STATE_RELATED_MAX)
		return wrong(why, "more than %d are related", CLI_STATE_RELATED_MAX);
	for (size_t i = 0; i < n; i++) {
		int64_t id = 0;

		if (get_id(json_array_get(value, i), "an entry of related", &id, why) < 0)
			return -1;
		nr_ids_add(&seen->related, id);
	}
	nr_ids_sort(&seen->related);
	return 0;
}

static int
get_details(const json_t *s, struct nr_snapshot *seen, struct cli_state_error *why)
{
	const json_t *title = json_object_get(s, "title"), *heat = json_object_get(s, "heat");
	const char *text = json_string_value(title);

	if (!is_there(title))
		return 0;
	if (text == NULL || strlen(text) > CLI_STATE_TITLE_MAX)
		return wrong(why, "title is no text, or too long");
	if (is_there(heat) && !json_is_integer(heat))
		return wrong(why, "heat is no whole number");
	if (get_hex(json_object_get(s, "excerpt"), "excerpt", &seen->excerpt, why) < 0
		|| get_related(json_object_get(s, "related"), seen, why) < 0)
		return -1;
	seen->title = nr_strdup(text);
	seen->has_heat = is_there(heat);
	seen->heat = json_integer_value(heat);
	return 0;
}

static int
get_seen(const json_t *object, struct nr_kept *out, struct cli_state_error *why)
{
	const json_t *s = json_object_get(object, "seen");

	if (!is_there(s))
		return 0;
	if (!json_is_object(s))
		return wrong(why, "seen is no object");
	if (!out->read)
		return wrong(why, "seen is there, but not read");
	if (get_id(json_object_get(s, "version"), "version", &out->seen.version, why) < 0
		|| get_details(s, &out->seen, why) < 0)
		return -1;
	return 0;
}

static int
get_number(const json_t *object, const char *name, size_t *out,
	struct cli_state_error *why)
{
	const json_t *value = json_object_get(object, name);
	json_int_t v = json_integer_value(value);

	if (!json_is_integer(value) || v < 0 || v > INT32_MAX)
		return wrong(why, "%s is no number of a place", name);
	*out = (size_t)v;
	return 0;
}

static int
get_place(const json_t *object, struct nr_kept *out, struct cli_state_error *why)
{
	const json_t *place = json_object_get(object, "place");
	size_t view = 0;

	if (!is_there(place))
		return 0;
	if (!json_is_object(place))
		return wrong(why, "place is no object");
	if (get_time(place, "left", &out->placed, why) < 0
		|| get_number(place, "view", &view, why) < 0
		|| (is_there(json_object_get(place, "above"))
			&& get_number(place, "above", &out->place.above, why) < 0)
		|| get_number(place, "block", &out->place.block, why) < 0
		|| get_number(place, "offset", &out->place.offset, why) < 0)
		return -1;
	if (!out->placed)
		return wrong(why, "place does not say when it was left");
	/* Old exports add the blank lines to the view, two each. */
	out->place.fulltext = view % 2;
	out->place.above += view / 2;
	return 0;
}

static int
get_kept(const json_t *object, struct nr_kept *out, struct cli_state_error *why)
{
	if (!json_is_object(object))
		return wrong(why, "this is no object");
	if (get_key(object, out, why) < 0
		|| get_time(object, "read", &out->read, why) < 0
		|| get_time(object, "starred", &out->starred, why) < 0
		|| get_time(object, "hidden", &out->hidden, why) < 0
		|| get_place(object, out, why) < 0)
		return -1;
	if (!out->read && !out->starred && !out->hidden && !out->placed)
		return wrong(why, "there is no mark");
	return get_seen(object, out, why);
}

int
cli_state_parse(const char *line, size_t n, struct nr_kept *out, struct cli_state_error *why)
{
	struct nr_kept kept = { .key = NULL };
	json_error_t error;
	json_t *object = json_loadb(line, n, JSON_REJECT_DUPLICATES, &error);
	int rc;

	*why = (struct cli_state_error){ .column = 0 };
	if (object == NULL) {
		why->column = error.column > 0 ? (unsigned)error.column : 0;
		return wrong(why, "%s", error.text);
	}
	rc = get_kept(object, &kept, why);
	json_decref(object);
	kept.seen.id = kept.id;
	if (rc == 0)
		*out = kept;
	else
		cli_state_release(&kept);
	return rc;
}
