/* Compares texts by their letters only. */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "newsreader/utf8.h"
#include "extract/element_stats.h"
#include "extract/same.h"

bool
nr_text_same_is_letter(uint32_t cp)
{
	if (cp < 0xc0)
		return (cp >= 'a' && cp <= 'z') || (cp >= '0' && cp <= '9');
	return !((cp >= 0x2000 && cp < 0x2c00) || (cp >= 0x3000 && cp < 0x3005)
		|| (cp >= 0x3008 && cp < 0x3020) || (cp >= 0xff00 && cp < 0xff10)
		|| cp == 0xfffd || cp == 0x60c || cp == 0x61f);
}

void
nr_text_same_letters(struct nr_buf *out, const char *s, size_t n)
{
	char *folded = nr_utf8_fold(s, n);
	size_t len = strlen(folded);

	for (size_t i = 0, step; i < len; i += step) {
		uint32_t cp;

		step = nr_utf8_decode(folded + i, len - i, &cp);
		if (nr_text_same_is_letter(cp))
			nr_buf_add(out, folded + i, step);
	}
	free(folded);
}

void
nr_text_same_element(struct nr_buf *out, const GumboElement *e, size_t max)
{
	struct nr_buf text = NR_BUF_INIT;

	nr_text_element_stats_text(e, &text, max);
	nr_text_same_letters(out, nr_buf_str(&text), text.len);
	nr_buf_release(&text);
}

bool
nr_text_same_begins(const struct nr_buf *a, const struct nr_buf *b)
{
	const struct nr_buf *small = a->len < b->len ? a : b;
	const struct nr_buf *large = small == a ? b : a;

	return small->len > 0 && small->len * 4 >= large->len * 3
		&& memcmp(small->data, large->data, small->len) == 0;
}
