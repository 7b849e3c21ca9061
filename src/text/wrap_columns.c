/* Chooses the column widths of a table. */
#include "config.h"

#include <string.h>

#include "newsreader/utf8.h"
#include "text/wrap_table.h"

enum {
	WORD_MAX = 14,		/* a column is as wide as its longest word, up to this */
	CELL_MIN = 5,		/* or up to this, if the table is too wide otherwise */
	NUMBER_MAX = 24		/* bytes */
};

void
nr_wrap_seek(struct nr_wrap *w, size_t at)
{
	const struct nr_block *b = w->block;
	size_t low = 0, high = b->n_spans;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (b->spans[middle].end <= at)
			low = middle + 1;
		else
			high = middle;
	}
	w->span = low;
}

size_t
nr_wrap_line_end(const struct nr_wrap *w, const struct nr_cell *cell, size_t start)
{
	const char *s = w->block->text;
	const char *newline = memchr(s + start, '\n', cell->end - start);

	return newline != NULL ? (size_t)(newline - s) : cell->end;
}

static void
measure_cell(struct nr_wrap *w, const struct nr_cell *cell, int *natural, int *word)
{
	*natural = *word = 1;
	nr_wrap_seek(w, cell->start);
	for (size_t start = cell->start, stop; start < cell->end; start = stop + 1) {
		int line, longest;

		stop = nr_wrap_line_end(w, cell, start);
		nr_wrap_measure(w, start, stop, &line, &longest);
		*natural = line > *natural ? line : *natural;
		*word = longest > *word ? longest : *word;
	}
}

enum text_is { IS_TEXT, IS_NUMBER, IS_NOTHING };

/* Classify a text: "1,234.5", "-3 %", "$ 5", "2–3" are numbers; a dash means nothing. */
static enum text_is
look_at_text(const char *s, size_t n)
{
	static const char *const signs[] = { "−", "–", "—", "€", "£", "¥", "±", "≈" };
	bool digits = false;

	for (size_t i = 0; i < n && n <= NUMBER_MAX;) {
		size_t k = 0;

		digits |= s[i] >= '0' && s[i] <= '9';
		if ((unsigned char)s[i] < 0x80) {
			if (strchr("0123456789+-.,:/%$()~<> '", s[i++]) == NULL)
				return IS_TEXT;
			continue;
		}
		while (k < sizeof signs / sizeof signs[0] && (strlen(signs[k]) > n - i
				|| memcmp(s + i, signs[k], strlen(signs[k])) != 0))
			k++;
		if (k == sizeof signs / sizeof signs[0])
			return IS_TEXT;
		i += strlen(signs[k]);
	}
	if (n > NUMBER_MAX)
		return IS_TEXT;
	return digits ? IS_NUMBER : IS_NOTHING;
}

static void
measure_column(struct nr_wrap *w, const struct nr_cell *cell)
{
	struct nr_wrap_table *t = w->table;
	struct nr_wrap_column *c = &t->columns[cell->col];
	enum text_is is = look_at_text(w->block->text + cell->start, cell->end - cell->start);
	int natural = 1, word = 1;

	t->n = cell->col + cell->cols > t->n ? cell->col + cell->cols : t->n;
	if (cell->cols == 1)
		measure_cell(w, cell, &natural, &word);
	c->natural = natural > c->natural ? natural : c->natural;
	c->word = word > c->word ? word : c->word;
	if (cell->cols == 1 && !cell->head) {
		c->numbers |= is == IS_NUMBER;
		c->texts |= is == IS_TEXT;
	}
}

/* Cells available for the text of all columns. */
static int
room(const struct nr_wrap *w)
{
	const struct nr_wrap_table *t = w->table;
	int cells = w->avail + TEXT_WRAP_GAP;

	for (int i = 0; i < t->n; i++)
		cells -= t->columns[i].natural > 0 ? TEXT_WRAP_GAP : 0;
	return cells;
}

static int
natural_sum(const struct nr_wrap_table *t)
{
	int sum = 0;

	for (int i = 0; i < t->n; i++)
		sum += t->columns[i].natural;
	return sum;
}

/* Widen the columns of a cell that spans several, as far as there is room. */
static void
widen(struct nr_wrap *w, const struct nr_cell *cell)
{
	struct nr_wrap_table *t = w->table;
	int spare = room(w) - natural_sum(t);
	int natural, word, have = -TEXT_WRAP_GAP, n = 0;

	measure_cell(w, cell, &natural, &word);
	for (int i = 0; i < cell->cols; i++) {
		const struct nr_wrap_column *c = &t->columns[cell->col + i];

		n += c->natural > 0;
		have += c->natural > 0 ? c->natural + TEXT_WRAP_GAP : 0;
	}
	spare = natural - have < spare ? natural - have : spare;
	for (int i = 0; i < cell->cols && spare > 0; i++) {
		struct nr_wrap_column *c = &t->columns[cell->col + i];

		if (c->natural == 0)
			continue;
		c->natural += (spare + n - 1) / n;
		spare -= (spare + n - 1) / n;
		n--;
	}
}

/* Number of rows at the top with header cells only, if other rows follow. */
static size_t
count_heads(const struct nr_block *b)
{
	size_t n = 0;

	while (n < b->n_cells && b->cells[n].head)
		n++;
	if (n == b->n_cells)
		return 0;
	while (n > 0 && b->cells[n - 1].row == b->cells[n].row)
		n--;
	return n;
}

static void
measure(struct nr_wrap *w)
{
	const struct nr_block *b = w->block;
	struct nr_wrap_table *t = w->table;

	memset(t->columns, 0, sizeof t->columns);
	t->n = 0;
	t->heads = count_heads(b);
	for (size_t i = 0; i < b->n_cells; i++)
		measure_column(w, &b->cells[i]);
	for (size_t i = 0; i < b->n_cells; i++) {
		if (b->cells[i].cols > 1)
			widen(w, &b->cells[i]);
	}
}

static int
clamp(int n, int low, int high)
{
	return n < low ? low : n > high ? high : n;
}

static int
floor_of(const struct nr_wrap_column *c, bool whole_words)
{
	int floor = whole_words ? (c->word < WORD_MAX ? c->word : WORD_MAX) : CELL_MIN;

	return floor < c->natural ? floor : c->natural;
}

static int
sum_at(const struct nr_wrap_table *t, int width, bool whole_words)
{
	int sum = 0;

	for (int i = 0; i < t->n; i++) {
		const struct nr_wrap_column *c = &t->columns[i];

		sum += clamp(width, floor_of(c, whole_words), c->natural);
	}
	return sum;
}

/* Give each column its natural width; if the sum is too large, the widest columns are
 * reduced to one common width. False if the table does not fit. */
static bool
share(struct nr_wrap *w)
{
	struct nr_wrap_table *t = w->table;
	int cells = room(w), low = 0, high = w->avail, left;
	bool whole_words = sum_at(t, 0, true) <= cells;

	if (sum_at(t, 0, whole_words) > cells)
		return false;
	while (low < high) {
		int middle = low + (high - low + 1) / 2;

		if (sum_at(t, middle, whole_words) <= cells)
			low = middle;
		else
			high = middle - 1;
	}
	left = cells - sum_at(t, low, whole_words);
	for (int i = 0; i < t->n; i++) {
		struct nr_wrap_column *c = &t->columns[i];

		c->width = clamp(low, floor_of(c, whole_words), c->natural);
		if (left > 0 && c->width == low && c->width < c->natural) {
			c->width++;
			left--;
		}
	}
	return true;
}

bool
nr_wrap_columns(struct nr_wrap *w)
{
	measure(w);
	return share(w);
}
