/* Copies text to the terminal's clipboard with OSC 52. */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "newsreader/buf.h"
#include "term/state.h"

/* The limit of xterm: a sequence of 100,000 bytes. */
enum { COPY_MAX = 74994 };

static void
add_base64(struct nr_buf *out, const unsigned char *s, size_t n)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	for (size_t i = 0; i < n; i += 3) {
		size_t left = n - i;
		uint32_t v = (uint32_t)s[i] << 16;
		v |= left > 1 ? (uint32_t)s[i + 1] << 8 : 0;
		v |= left > 2 ? s[i + 2] : 0;
		nr_buf_addch(out, digits[v >> 18]);
		nr_buf_addch(out, digits[v >> 12 & 63]);
		nr_buf_addch(out, left > 1 ? digits[v >> 6 & 63] : '=');
		nr_buf_addch(out, left > 2 ? digits[v & 63] : '=');
	}
}

static void
add_sequence(struct nr_buf *out, const char *begin, const char *text, size_t n,
	const char *end)
{
	nr_buf_addz(out, begin);
	add_base64(out, (const unsigned char *)text, n);
	nr_buf_addz(out, end);
}

bool
term_clipboard_copy(const struct term *t, const char *text, size_t n)
{
	const char *tmux = getenv("TMUX");
	const char *type = getenv("TERM");
	struct nr_buf out = NR_BUF_INIT;

	/* The Linux console would print the sequence. */
	if (t->away || n > COPY_MAX || (type != NULL && strcmp(type, "linux") == 0))
		return false;
	add_sequence(&out, "\033]52;c;", text, n, "\a");
	/* tmux handles the sequence itself with its option set-clipboard; with the option
	 * allow-passthrough it passes on the wrapped sequence, in which each ESC is
	 * doubled. */
	if (tmux != NULL && *tmux != '\0')
		add_sequence(&out, "\033Ptmux;\033\033]52;c;", text, n, "\a\033\\");
	bool sent = term_tty_write(t, out.data, out.len);
	nr_buf_release(&out);
	return sent;
}
