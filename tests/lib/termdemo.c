#include "config.h"

#include "lib/termdemo.h"

#include <locale.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "newsreader/buf.h"
#include "newsreader/mem.h"
#include "term/term.h"

struct demo {
	struct ui_terminal terminal;
	struct ui_canvas canvas;
	struct nr_buf typed;
	unsigned resizes, leaves;
	bool wide_corner;
	bool done;
};

static void
draw(struct demo *d)
{
	/* The last are two people, joined to one picture, of which a terminal has the first;
	 * which they are goes by how much was typed. */
	static const char *const wide[] = {
		"|世界|e\xcc\x81|👩\xe2\x80\x8d👩|", "|世界|e\xcc\x81|👨\xe2\x80\x8d👩|"
	};
	static const char hostile[] =
		"a\033]52;c;AAAA\ab\033[2Jc\bd\re\xc2\x9b" "f\xe2\x80\xae" "g\xffh\x7f|";
	struct ui_canvas *c = &d->canvas;
	struct ui_rect all;
	char line[128];
	int rows, cols;

	d->terminal.size(d->terminal.self, &rows, &cols);
	c->ascii = d->terminal.ascii;
	ui_canvas_resize(c, rows, cols);
	all = (struct ui_rect){ 0, 0, rows, cols };
	snprintf(line, sizeof(line), "termdemo %dx%d", rows, cols);
	ui_canvas_puts(c, &all, 0, 0, UI_STYLE_TITLE, line, strlen(line));
	int at = ui_canvas_puts(c, &all, 1, 0, UI_STYLE_NORMAL, nr_buf_str(&d->typed),
		d->typed.len);
	for (unsigned i = 0; i < UI_STYLE_COUNT; i++)
		ui_canvas_puts(c, &all, 2, (int)i, i, "x", 1);
	ui_canvas_puts(c, &all, 3, 0, UI_STYLE_NORMAL, wide[at / 3 % 2],
		strlen(wide[at / 3 % 2]));
	ui_canvas_puts(c, &all, 4, 0, UI_STYLE_NORMAL, hostile, sizeof(hostile) - 1);
	snprintf(line, sizeof(line), "resizes %u leaves %u", d->resizes, d->leaves);
	ui_canvas_puts(c, &all, 5, 0, UI_STYLE_NORMAL, line, strlen(line));
	ui_canvas_puts(c, &all, 6, 0, UI_STYLE_EMPHASIS, "so", 2);
	ui_canvas_puts(c, &all, 6, 2, UI_STYLE_NORMAL, " on", 3);
	if (d->wide_corner)
		ui_canvas_puts(c, &all, rows - 1, cols - 2, UI_STYLE_NORMAL, "日", strlen("日"));
	else
		ui_canvas_puts(c, &all, rows - 1, cols - 1, UI_STYLE_NORMAL, "@", 1);
	if (at < 40)
		ui_canvas_cursor(c, 1, at);
	d->terminal.paint(d->terminal.self, c);
}

static void
lend_terminal(struct demo *d)
{
	static const char line[] = "somebody else's line\n";

	d->terminal.leave(d->terminal.self);
	ssize_t n = write(STDOUT_FILENO, line, sizeof(line) - 1);
	(void)n;
	d->terminal.enter(d->terminal.self);
	d->leaves++;
}

static void
copy(struct demo *d, size_t n)
{
	char *text = nr_malloc(n + 1);

	memset(text, 'x', n);
	bool sent = d->terminal.copy(d->terminal.self, text, n);
	nr_buf_addz(&d->typed, sent ? "sent " : "refused ");
	free(text);
}

static void
type(struct demo *d, uint32_t key)
{
	nr_buf_addf(&d->typed, "%s ", app_key_name(key).text);
	switch (key) {
	case 'q':
		d->done = true;
		break;
	case 'L':
		lend_terminal(d);
		break;
	case 'y':
		d->terminal.copy(d->terminal.self, "copied ☃", strlen("copied ☃"));
		break;
	case 'B':
		copy(d, 74994);
		copy(d, 74995);
		break;
	case 'R':
		d->terminal.redraw(d->terminal.self);
		break;
	case 'W':
		d->wide_corner = true;
		break;
	case 'A':
		abort();
	case APP_CTRL('Z'):
		d->terminal.suspend(d->terminal.self);
		break;
	case APP_CTRL('L'):
		nr_buf_clear(&d->typed);
		break;
	default:
		break;
	}
}

/* The text in one word of so many bytes. */
static void
add_pasted(struct nr_buf *out, const char *text, size_t n)
{
	for (size_t i = 0; i < n && i < 40; i++)
		nr_buf_addch(out, text[i] > ' ' && text[i] <= '~' ? text[i] : '_');
	nr_buf_addf(out, ":%zu ", n);
}

static void
handle(struct demo *d, const struct ui_event *e)
{
	switch (e->kind) {
	case UI_EVENT_NONE:
		break;
	case UI_EVENT_KEY:
		type(d, e->key);
		break;
	case UI_EVENT_PASTE:
		nr_buf_addz(&d->typed, "paste:");
		add_pasted(&d->typed, e->text, e->len);
		break;
	case UI_EVENT_RESIZE:
		d->resizes++;
		break;
	case UI_EVENT_REPAINT:
		nr_buf_addz(&d->typed, "repaint ");
		break;
	case UI_EVENT_CLICK:
		nr_buf_addf(&d->typed, "click:%d,%d ", e->row, e->col);
		break;
	case UI_EVENT_DRAG:
		nr_buf_addf(&d->typed, "drag:%d,%d ", e->row, e->col);
		break;
	case UI_EVENT_RELEASE:
		nr_buf_addz(&d->typed, "release ");
		break;
	case UI_EVENT_WHEEL:
		nr_buf_addf(&d->typed, "wheel:%d,%d,%d ", e->row, e->col, e->lines);
		break;
	case UI_EVENT_QUIT:
		d->done = true;
		break;
	}
}

static void
run(struct demo *d)
{
	int fds[2];

	d->terminal.fds(d->terminal.self, fds);
	struct pollfd p[2] = {
		{ .fd = fds[0], .events = POLLIN },
		{ .fd = fds[1], .events = POLLIN },
	};
	while (!d->done) {
		struct ui_event e = d->terminal.next(d->terminal.self);
		if (e.kind != UI_EVENT_NONE) {
			handle(d, &e);
			continue;
		}
		draw(d);
		poll(p, 2, d->terminal.timeout(d->terminal.self));
	}
}

static struct term_config
config_of(int argc, char **argv)
{
	struct term_config config = { .color = TERM_COLOR_AUTO };
	struct nr_error err = NR_ERROR_INIT;

	for (int i = 0; i < argc; i++) {
		if (strcmp(argv[i], "color=always") == 0)
			config.color = TERM_COLOR_ALWAYS;
		else if (strcmp(argv[i], "color=never") == 0)
			config.color = TERM_COLOR_NEVER;
		else if (strcmp(argv[i], "ascii") == 0)
			config.ascii = true;
		else if (strncmp(argv[i], "theme=", 6) == 0)
			app_theme_choose(&config.theme, argv[i] + 6, &err);
		else if (strcmp(argv[i], "mouse") == 0)
			config.mouse = true;
	}
	return config;
}

int
termdemo_main(int argc, char **argv)
{
	struct demo d = { .done = false };
	struct nr_error err = NR_ERROR_INIT;
	struct term_config config = config_of(argc, argv);

	setlocale(LC_ALL, "");
	if (term_open(&config, &d.terminal, &err) < 0) {
		fprintf(stderr, "termdemo: %s\n", err.text);
		return 2;
	}
	run(&d);
	term_close(&d.terminal);
	ui_canvas_release(&d.canvas);
	nr_buf_release(&d.typed);
	return 0;
}
