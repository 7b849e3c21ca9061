/* Cleans untrusted text for the terminal. */
#include "config.h"

#include <string.h>
#include <unictype.h>

#include "base/utf8_parts.h"
#include "newsreader/utf8.h"

enum class {
	VISIBLE,
	SPACE,
	TAB,
	NEWLINE,
	SHAPER,			/* kept if it changes its neighbours */
	DROPPED,
	REPLACED
};

enum { TAB_STOP = 8, RUN_MAX = 256, DROPPED_MAX = 16 };

static const char replacement[] = "\xef\xbf\xbd";

static enum class
classify_ascii(uint32_t cp)
{
	if (cp > 0x20 && cp < 0x7f)
		return VISIBLE;
	if (cp == ' ')
		return SPACE;
	if (cp == '\t')
		return TAB;
	return cp >= '\n' && cp <= '\r' ? NEWLINE : DROPPED;
}

/* Characters that are visible although Unicode calls them format characters. */
static bool
is_visible_format(uint32_t cp)
{
	return (cp >= 0x600 && cp <= 0x605) || cp == 0x6dd || cp == 0x70f
		|| cp == 0x890 || cp == 0x891 || cp == 0x8e2 || cp == 0x110bd
		|| cp == 0x110cd;
}

static bool
is_invisible(uint32_t cp)
{
	if (uc_is_property_default_ignorable_code_point(cp))
		return true;
	return uc_is_general_category(cp, UC_FORMAT) && !is_visible_format(cp);
}

static enum class
classify(uint32_t cp)
{
	if (cp < 0x80)
		return classify_ascii(cp);
	if (cp < 0xa0)
		return cp == 0x85 ? NEWLINE : DROPPED;
	if (cp < 0x300)
		return cp == 0xa0 ? SPACE : cp == 0xad ? DROPPED : VISIBLE;
	if (cp == 0x2028 || cp == 0x2029)
		return NEWLINE;
	/* Box drawing, block elements, geometric shapes; ideographs. */
	if ((cp >= 0x2500 && cp <= 0x25ff) || (cp >= 0x4e00 && cp <= 0x9fff))
		return VISIBLE;
	if (nr_utf8_is_shaper(cp))
		return SHAPER;
	if (uc_is_property_white_space(cp))
		return SPACE;
	if ((cp & 0xfffe) == 0xfffe || (cp >= 0xfdd0 && cp <= 0xfdef))
		return REPLACED;
	return is_invisible(cp) ? DROPPED : VISIBLE;
}

/* Decode and classify a character; *len is its length in bytes. */
static enum class
next_class(const char *s, size_t n, size_t *len)
{
	uint32_t cp;

	*len = nr_utf8_decode(s, n, &cp);
	if (cp == 0xfffd && (*len != 3 || memcmp(s, replacement, 3) != 0))
		return REPLACED;
	if (cp == 0x1b || (cp >= 0x80 && cp < 0xa0)) {
		size_t escape = nr_utf8_escape(s, n);

		if (escape > 0) {
			*len = escape;
			return DROPPED;
		}
	}
	return classify(cp);
}

/* The top bit of each byte that is a space; the bytes must be ASCII. */
static uint64_t
spaces_at(const char *s)
{
	const uint64_t ones = UINT64_MAX / 255;
	uint64_t v;

	memcpy(&v, s, sizeof v);
	return ((ones << 7) - (v ^ ones * ' ')) & ones << 7;
}

/* Length in bytes of the plain text before a double space. */
static size_t
single_spaced(const char *s, size_t n)
{
	size_t i = 0;

	while (i + 1 + sizeof(uint64_t) <= n && !(spaces_at(s + i) & spaces_at(s + i + 1)))
		i += sizeof(uint64_t);
	while (i < n && !(s[i] == ' ' && i + 1 < n && s[i + 1] == ' '))
		i++;
	return i;
}

/* Length in bytes of a run of ASCII words with single spaces between them, which need no
 * cleaning. It is limited, because text after a double space is scanned again. */
static size_t
plain_run(const char *s, size_t n)
{
	if (!n || *s == ' ')
		return 0;
	n = nr_utf8_plain(s, n < RUN_MAX ? n : RUN_MAX, ' ');
	n = single_spaced(s, n);
	return n && s[n - 1] == ' ' ? n - 1 : n;
}

/* State of the cleaned output. */
struct state {
	struct nr_buf *out;
	size_t start;		/* start of the output in the buffer */
	bool visible;		/* the last character is visible */
	bool space;	/* a space is pending before the next character of a line */
};

static void
add_visible(struct state *st, const char *s, size_t n)
{
	if (st->space)
		nr_buf_addch(st->out, ' ');
	nr_buf_add(st->out, s, n);
	st->visible = true;
	st->space = false;
}

/* Append a shaper if it has an effect between the cleaned text and s, the rest. */
static void
add_shaper(struct state *st, const char *shaper, size_t len, const char *s, size_t n)
{
	struct nr_utf8_gap gap = { .after = s, .n_after = n };
	size_t used;
	uint32_t cp;
	int dropped = 0;

	if (!st->visible || st->space)
		return;
	while (gap.n_after > 0 && next_class(gap.after, gap.n_after, &used) == DROPPED) {
		gap.after += used;
		gap.n_after -= used;
		if (++dropped > DROPPED_MAX)
			return;
	}
	if (gap.n_after > 0)
		nr_utf8_decode(gap.after, gap.n_after, &gap.next);
	gap.before = st->out->data + st->start;
	gap.n_before = st->out->len - st->start;
	nr_utf8_decode(shaper, len, &cp);
	if (nr_utf8_shapes(cp, &gap))
		nr_buf_add(st->out, shaper, len);
}

/* Take the next run of one class at s, and append it unless it is white space. Returns
 * its class; *len is its length in bytes. */
static enum class
take_run(struct state *st, const char *s, size_t n, size_t *len)
{
	*len = plain_run(s, n);
	enum class class = *len > 0 ? VISIBLE : next_class(s, n, len);

	if (class == VISIBLE)
		add_visible(st, s, *len);
	else if (class == REPLACED)
		add_visible(st, replacement, 3);
	else if (class == SHAPER)
		add_shaper(st, s, *len, s + *len, n - *len);
	return class;
}

void
nr_utf8_clean_line(struct nr_buf *out, const char *s, size_t n)
{
	struct state st = { .out = out, .start = out->len };
	size_t len;

	nr_buf_add(out, "", 0);
	for (size_t i = 0; i < n; i += len) {
		enum class class = take_run(&st, s + i, n - i, &len);

		if (class == SPACE || class == TAB || class == NEWLINE)
			st.space = st.visible;
	}
}

/* Append spaces up to the next tab stop. *from and *col are a position in the current
 * line and its column, so that no part of a line is measured twice. */
static void
add_tab(struct nr_buf *out, size_t *from, int *col)
{
	static const char spaces[] = "        ";

	*col += nr_utf8_width(out->data + *from, out->len - *from);
	int fill = TAB_STOP - *col % TAB_STOP;

	nr_buf_add(out, spaces, (size_t)fill);
	*col = 0;
	*from = out->len;
}

void
nr_utf8_clean_text(struct nr_buf *out, const char *s, size_t n)
{
	struct state st = { .out = out, .start = out->len };
	size_t from = out->len;
	int col = 0;
	size_t len;

	nr_buf_add(out, "", 0);
	for (size_t i = 0; i < n; i += len) {
		enum class class = take_run(&st, s + i, n - i, &len);

		if (class != SPACE && class != TAB && class != NEWLINE)
			continue;
		st.visible = false;
		if (class == SPACE) {
			nr_buf_add(out, s + i, len);
		} else if (class == TAB) {
			add_tab(out, &from, &col);
		} else {
			if (s[i] == '\r' && i + 1 < n && s[i + 1] == '\n')
				len = 2;
			nr_buf_addch(out, '\n');
			from = out->len;
			col = 0;
		}
	}
}

bool
nr_utf8_is_clean(const char *s, size_t n)
{
	enum class class = VISIBLE;
	size_t i = nr_utf8_plain(s, n, ' '), len;

	/* Only visible characters and single spaces: nothing to clean. */
	for (; i < n && (class == VISIBLE || class == SPACE); i += len)
		class = next_class(s + i, n - i, &len);
	if (class == VISIBLE || class == SPACE)
		return true;
	struct nr_buf clean = NR_BUF_INIT;

	nr_utf8_clean_text(&clean, s, n);
	bool same = clean.len == n && memcmp(clean.data, s, n) == 0
		&& memchr(s, '\n', n) == NULL;

	nr_buf_release(&clean);
	return same;
}
