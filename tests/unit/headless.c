#include "config.h"

#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "lib/headless.h"

/* A user interface as small as can be: it shows what was typed, and after "w" a word that
 * comes by a descriptor of its own. */
struct echo {
	struct nr_buf typed;
	int work[2];
};

static void
paint(struct headless *h, const struct echo *echo)
{
	struct ui_canvas c = UI_CANVAS_INIT;
	struct ui_rect all = { 0, 0, 2, 0 };

	h->terminal.size(h->terminal.self, &c.rows, &all.cols);
	ui_canvas_resize(&c, 2, all.cols);
	ui_canvas_puts(&c, &all, 0, 0, UI_STYLE_BAR, nr_buf_str(&echo->typed),
		echo->typed.len);
	ui_canvas_cursor(&c, 1, 1);
	h->terminal.paint(h->terminal.self, &c);
	ui_canvas_release(&c);
}

static void
echo_event(struct echo *echo, const struct ui_event *e)
{
	if (e->kind == UI_EVENT_KEY) {
		nr_buf_addf(&echo->typed, "%s ", app_key_name(e->key).text);
		if (e->key == 'w')
			assert_int_equal(write(echo->work[1], "", 1), 1);
	} else if (e->kind == UI_EVENT_CLICK) {
		nr_buf_addf(&echo->typed, "click %d %d ", e->row, e->col);
	} else if (e->kind == UI_EVENT_WHEEL) {
		nr_buf_addf(&echo->typed, "wheel %d ", e->lines);
	}
}

static void
run(struct headless *h)
{
	struct echo echo = { .typed = NR_BUF_INIT };
	struct ui_event e = { .kind = UI_EVENT_NONE };
	char byte;
	int fds[2];

	assert_int_equal(pipe(echo.work), 0);
	h->terminal.fds(h->terminal.self, fds);
	struct pollfd p[3] = {
		{ .fd = fds[0], .events = POLLIN },
		{ .fd = fds[1], .events = POLLIN },
		{ .fd = echo.work[0], .events = POLLIN },
	};
	while (e.kind != UI_EVENT_QUIT) {
		e = h->terminal.next(h->terminal.self);
		if (e.kind != UI_EVENT_NONE) {
			echo_event(&echo, &e);
			continue;
		}
		paint(h, &echo);
		poll(p, 3, -1);
		if ((p[2].revents & POLLIN) != 0 && read(echo.work[0], &byte, 1) == 1)
			nr_buf_addz(&echo.typed, "worked ");
	}
	close(echo.work[0]);
	close(echo.work[1]);
	nr_buf_release(&echo.typed);
}

static void
test_a_script_is_typed_and_painted_step_by_step(void **state)
{
	struct headless h;

	(void)state;
	headless_init(&h, 2, 60, "j snap Enter ^F snap\n\"a é\" snap click:1,2 wheel:0,0,-3");
	run(&h);
	assert_string_equal(headless_snap(&h, 0), "j\n\n");
	assert_string_equal(headless_snap(&h, 1), "j Enter ^F\n\n");
	assert_string_equal(headless_snap(&h, 2), "j Enter ^F a Space é\n\n");
	assert_string_equal(headless_screen(&h),
		"j Enter ^F a Space é click 1 2 wheel -3\n\n");
	headless_release(&h);
}

static void
test_a_script_waits_for_what_work_brings(void **state)
{
	struct headless h;

	(void)state;
	headless_init(&h, 2, 40, "w wait:worked j wait:\"worked j\" snap gone:nothing k");
	run(&h);
	assert_string_equal(headless_snap(&h, 0), "w worked j\n\n");
	assert_string_equal(headless_screen(&h), "w worked j k\n\n");
	headless_release(&h);
}

static void
test_a_script_can_go_on_and_change_the_size(void **state)
{
	struct headless h;

	(void)state;
	headless_init(&h, 2, 40, "j quit");
	run(&h);
	headless_continue(&h, "resize:2x3 k Enter");
	run(&h);
	assert_string_equal(headless_screen(&h), "k E\n\n");
	assert_int_equal(h.canvas.cols, 3);
	assert_true(h.canvas.cursor_shown);
	headless_release(&h);
}

static void
test_styles_are_kept_when_wanted(void **state)
{
	struct headless h;

	(void)state;
	headless_init(&h, 2, 40, "j");
	h.styles = true;
	run(&h);
	assert_string_equal(headless_screen(&h), "j\naa\n\n\n");
	headless_release(&h);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_script_is_typed_and_painted_step_by_step),
		cmocka_unit_test(test_a_script_waits_for_what_work_brings),
		cmocka_unit_test(test_a_script_can_go_on_and_change_the_size),
		cmocka_unit_test(test_styles_are_kept_when_wanted),
	};

	return cmocka_run_group_tests_name("headless", tests, NULL, NULL);
}
