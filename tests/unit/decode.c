#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "newsreader/buf.h"
#include "term/decode.h"

/* As the Linux console has F1, and another terminal Up with Ctrl. */
static const struct term_key keys[] = {
	{ "\033[[A", APP_KEY_NONE },
	{ "\033Oa", APP_KEY_NONE },
	{ "\033[7$", APP_KEY_NONE },
	{ "\033[11~", APP_KEY_HOME },
};

static void
add_event(struct nr_buf *out, const struct ui_event *e)
{
	if (e->kind == UI_EVENT_NONE)
		return;
	nr_buf_addz(out, out->len > 0 ? " " : "");
	if (e->kind == UI_EVENT_KEY) {
		nr_buf_addz(out, app_key_name(e->key).text);
	} else if (e->kind == UI_EVENT_PASTE) {
		nr_buf_addz(out, "paste:");
		nr_buf_add(out, e->text, e->len);
	} else if (e->kind == UI_EVENT_RELEASE) {
		nr_buf_addz(out, "release");
	} else {
		nr_buf_addf(out, "%s:%d,%d,%d", e->kind == UI_EVENT_CLICK ? "click"
			: e->kind == UI_EVENT_DRAG ? "drag" : "wheel",
			e->row, e->col, e->lines);
	}
}

/* A newline in the bytes is a pause. */
static void
assert_decoded(const char *bytes, size_t n, const char *want)
{
	struct term_decoder d = {
		.keys = keys, .nkeys = sizeof(keys) / sizeof(keys[0]), .utf8 = true,
		.mouse = true,
	};
	struct nr_buf got = NR_BUF_INIT;

	for (size_t i = 0; i < n; i++) {
		struct ui_event e = { .kind = UI_EVENT_NONE };

		if (bytes[i] != '\n')
			e = term_decoder_byte(&d, (unsigned char)bytes[i]);
		else
			while ((e = term_decoder_pause(&d)).kind != UI_EVENT_NONE)
				add_event(&got, &e);
		add_event(&got, &e);
	}
	assert_string_equal(nr_buf_str(&got), want);
	nr_buf_release(&got);
	term_decoder_release(&d);
}

static void
test_sequences_are_keys_or_dropped_as_a_whole(void **state)
{
	static const struct {
		const char *bytes, *want;
	} cases[] = {
		{ "\033[A\033OA\033[5~\033[7~\033[Z\033OM", "Up Up PgUp Home S-Tab Enter" },
		{ "\033[11~z", "Home z" },
		{ "\033[[Az", "z" },		/* has a final byte in its middle */
		{ "\033[[Bz", "z" },
		{ "\033[7$z", "z" },
		{ "\033[1;5Az", "z" },
		{ "\033Oaz", "z" },
		{ "\033Ozz", "z" },
		{ "\033xz\033<\033 z", "M-x z M-lt M-Space z" },
		{ "\033\xc3\xa9z\033\003z", "z z" },
		{ "\033[1;\033[Az", "Up z" },
		{ "\033[<z", "" },
		{ "\033[201~z", "z" },
		{ "\033]52;c;xyz\az", "z" },
		{ "\033]52;c;x\033yz\033\\z", "z" },
		{ "\033[1111111111111111111111111111111111111111111111111111111Az", "z" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_decoded(cases[i].bytes, strlen(cases[i].bytes), cases[i].want);
	assert_decoded("\0z\033[\0z\033\0z", 10, "z z");
}

static void
test_an_escape_is_a_key_where_nothing_follows(void **state)
{
	static const struct {
		const char *bytes, *want;
	} cases[] = {
		{ "\033\nj", "Esc j" },
		{ "\033\033\nj", "Esc Esc j" },
		{ "\033\033\033\nj", "Esc Esc Esc j" },
		{ "\033\033OAj", "j" },		/* Up with Alt */
		{ "\033\033[1;2Aj", "j" },
		{ "\033\033xj", "Esc j" },
		{ "\033[\nAj", "A j" },
		{ "\033]x\nj", "j" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_decoded(cases[i].bytes, strlen(cases[i].bytes), cases[i].want);
}

static void
test_both_reports_of_a_mouse_are_read(void **state)
{
	static const struct {
		const char *bytes, *want;
	} cases[] = {
		{ "\033[<0;11;4Mz", "click:3,10,0 z" },
		{ "\033[<0;11;4mz", "release z" },
		{ "\033[<0;-3;999mz", "release z" },	/* outside of the window */
		{ "\033[<32;12;4Mz", "drag:3,11,0 z" },
		{ "\033[<48;12;4Mz", "drag:3,11,0 z" },	/* with Ctrl */
		{ "\033[<33;12;4Mz", "z" },		/* the middle button */
		{ "\033[<32;0;4Mz", "z" },
		{ "\033[<16;11;4Mz", "click:3,10,0 z" },	/* with Ctrl */
		{ "\033[<2;11;4Mz", "z" },
		{ "\033[<35;11;4Mz", "release z" },	/* moved without a button */
		{ "\033[<64;1;1Mz", "wheel:0,0,-3 z" },
		{ "\033[<65;1;1Mz", "wheel:0,0,3 z" },
		{ "\033[<0;0;4Mz", "z" },
		{ "\033[<0;99999;4Mz", "z" },
		{ "\033[<0;999999999999;4Mz", "z" },
		{ "\033[<0;4Mz", "z" },
		{ "\033[<;;Mz", "z" },
		{ "\033[M +$z", "click:3,10,0 z" },
		{ "\033[M@,$z", "drag:3,11,0 z" },
		{ "\033[M#,$z", "release z" },
		{ "\033[M`!!z", "wheel:0,0,-3 z" },
		{ "\033[M\001\001\001z", "z" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_decoded(cases[i].bytes, strlen(cases[i].bytes), cases[i].want);
}

static void
test_what_stands_between_brackets_is_pasted(void **state)
{
	static const struct {
		const char *bytes, *want;
	} cases[] = {
		{ "a\033[200~q\033[201~z", "a paste:q z" },
		{ "\033[200~\033\033\033[201\033[201~z", "paste:\033\033\033[201 z" },
		{ "\033[200~\033[200~\033[201~z", "paste:\033[200~ z" },
		{ "\033[200~q\nz", "paste:q z" },
		{ "\033[200~q\033[20\nz", "paste:q z" },
		{ "\033\033[200~q\033[201~z", "paste:q z" },
		{ "\033[0200~z", "z" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_decoded(cases[i].bytes, strlen(cases[i].bytes), cases[i].want);
}

static void
test_a_paste_is_kept_up_to_its_limit(void **state)
{
	for (size_t size = TERM_PASTE_MAX - 1; size <= TERM_PASTE_MAX + 1; size++) {
		struct term_decoder d = { .utf8 = true };
		struct ui_event e = { .kind = UI_EVENT_NONE };

		(void)state;
		for (const char *s = "\033[200~"; *s != '\0'; s++)
			term_decoder_byte(&d, (unsigned char)*s);
		for (size_t i = 0; i < size; i++)
			term_decoder_byte(&d, 'x');
		for (const char *s = "\033[201~"; *s != '\0'; s++)
			e = term_decoder_byte(&d, (unsigned char)*s);
		assert_int_equal(e.kind, UI_EVENT_PASTE);
		assert_int_equal(e.len, size < TERM_PASTE_MAX ? size : TERM_PASTE_MAX);
		term_decoder_release(&d);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sequences_are_keys_or_dropped_as_a_whole),
		cmocka_unit_test(test_an_escape_is_a_key_where_nothing_follows),
		cmocka_unit_test(test_both_reports_of_a_mouse_are_read),
		cmocka_unit_test(test_what_stands_between_brackets_is_pasted),
		cmocka_unit_test(test_a_paste_is_kept_up_to_its_limit),
	};

	return cmocka_run_group_tests_name("decode", tests, NULL, NULL);
}
