#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

#include "newsreader/arena.h"
#include "newsreader/buf.h"
#include "newsreader/error.h"
#include "newsreader/mem.h"
#include "newsreader/utf8.h"

static void
test_empty_buffer_is_an_empty_string(void **state)
{
	struct nr_buf b = NR_BUF_INIT;

	(void)state;
	assert_string_equal(nr_buf_str(&b), "");
	nr_buf_clear(&b);
	char *s = nr_buf_take(&b);

	assert_string_equal(s, "");
	free(s);
	nr_buf_release(&b);
}

static void
test_pieces_are_appended(void **state)
{
	struct nr_buf b = NR_BUF_INIT;

	(void)state;
	nr_buf_add(&b, "a\0b", 3);
	nr_buf_add(&b, NULL, 0);
	nr_buf_addz(&b, "cd");
	nr_buf_addch(&b, 'e');
	nr_buf_addf(&b, "%d-%s", 7, "f");
	assert_int_equal(b.len, 9);
	assert_memory_equal(nr_buf_str(&b), "a\0bcde7-f", 10);
	nr_buf_release(&b);
	assert_null(b.data);
}

static void
test_formatted_text_longer_than_the_room_is_whole(void **state)
{
	static const size_t lengths[] = { 1, 62, 63, 64, 65, 127, 128, 5000 };

	(void)state;
	for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
		struct nr_buf b = NR_BUF_INIT;

		nr_buf_addch(&b, '<');
		nr_buf_addf(&b, "%*s>", (int)lengths[i], "x");
		assert_int_equal(b.len, lengths[i] + 2);
		assert_int_equal(strlen(nr_buf_str(&b)), b.len);
		assert_int_equal(b.data[b.len - 1], '>');
		assert_int_equal(b.data[b.len - 2], 'x');
		nr_buf_release(&b);
	}
}

static void
test_reserved_room_is_part_of_a_string(void **state)
{
	struct nr_buf b = NR_BUF_INIT;

	(void)state;
	nr_buf_addz(&b, "ab");
	memcpy(nr_buf_reserve(&b, 100), "cd", 2);
	b.len += 2;
	assert_string_equal(nr_buf_str(&b), "abcd");
	nr_buf_release(&b);
}

static void
test_truncated_buffer_keeps_its_head(void **state)
{
	struct nr_buf b = NR_BUF_INIT;

	(void)state;
	nr_buf_addz(&b, "abcdef");
	nr_buf_truncate(&b, 6);
	assert_string_equal(nr_buf_str(&b), "abcdef");
	nr_buf_truncate(&b, 2);
	assert_string_equal(nr_buf_str(&b), "ab");
	assert_int_equal(b.len, 2);
	nr_buf_release(&b);
}

static void
test_taken_string_leaves_an_empty_buffer(void **state)
{
	struct nr_buf b = NR_BUF_INIT;

	(void)state;
	nr_buf_addz(&b, "mine");
	char *s = nr_buf_take(&b);

	assert_string_equal(s, "mine");
	assert_int_equal(b.len, 0);
	nr_buf_addz(&b, "next");
	assert_string_equal(s, "mine");
	free(s);
	nr_buf_release(&b);
}

static void
test_array_grows_to_what_is_needed(void **state)
{
	size_t cap = 0;
	int *v = NULL;

	(void)state;
	for (size_t n = 1; n <= 1000; n++) {
		v = nr_grow(v, &cap, n, sizeof *v);
		assert_true(cap >= n);
		v[n - 1] = (int)n;
	}
	for (size_t n = 1; n <= 1000; n++)
		assert_int_equal(v[n - 1], n);
	v = nr_grow(v, &cap, 100000, sizeof *v);
	assert_true(cap >= 100000);
	free(v);
}

static void
test_copied_string_ends_at_its_limit_or_nul(void **state)
{
	(void)state;
	char *s = nr_strndup("abc", 2);

	assert_string_equal(s, "ab");
	free(s);
	s = nr_strndup("abc", 100);
	assert_string_equal(s, "abc");
	NR_FREE(s);
	assert_null(s);
}

static void
test_arena_memory_is_zeroed_aligned_and_apart(void **state)
{
	enum { N = 2000 };
	static const char *const heads[] = { "", "o", "od", "odd" };
	struct nr_arena a = NR_ARENA_INIT;
	unsigned char *v[N];

	(void)state;
	for (size_t i = 0; i < N; i++) {
		size_t size = i % 37 + 1;

		assert_string_equal(nr_arena_strndup(&a, "odd", i % 4), heads[i % 4]);
		v[i] = nr_arena_alloc(&a, size);
		assert_int_equal((uintptr_t)v[i] % alignof(max_align_t), 0);
		for (size_t k = 0; k < size; k++)
			assert_int_equal(v[i][k], 0);
		memset(v[i], (int)(i % 255 + 1), size);
	}
	for (size_t i = 0; i < N; i++)
		assert_int_equal(v[i][i % 37], i % 255 + 1);
	nr_arena_release(&a);
	assert_null(a.head);
}

static void
test_cleared_arena_gives_zeroed_memory(void **state)
{
	static const size_t sizes[] = { 1, 100, 5000, 70000, 8 };
	struct nr_arena a = NR_ARENA_INIT;

	(void)state;
	nr_arena_clear(&a);
	for (int round = 0; round < 5; round++) {
		for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
			char *p = nr_arena_alloc(&a, sizes[i]);

			for (size_t k = 0; k < sizes[i]; k++)
				assert_int_equal(p[k], 0);
			memset(p, 'x', sizes[i]);
			nr_arena_strndup(&a, "odd", 3);
		}
		nr_arena_clear(&a);
	}
	nr_arena_release(&a);
}

static void
test_arena_gives_pieces_larger_than_its_blocks(void **state)
{
	static const size_t sizes[] = { 4095, 4096, 4097, 1, 65536, 65537, 1000000, 5,
		0 };
	struct nr_arena a = NR_ARENA_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		char *p = nr_arena_alloc(&a, sizes[i]);

		memset(p, 'x', sizes[i]);
		char *s = nr_arena_strndup(&a, "tail", 4);

		assert_string_equal(s, "tail");
	}
	nr_arena_release(&a);
}

static void
test_error_text_has_its_place_and_reason(void **state)
{
	struct nr_error e = NR_ERROR_INIT;

	(void)state;
	assert_int_equal(nr_error_set(&e, NR_ERR_LIMIT, "%d is over %s", 3, "two"), -1);
	assert_int_equal(e.code, NR_ERR_LIMIT);
	assert_string_equal(e.text, "3 is over two");
	assert_int_equal(nr_error_sys(&e, ENOENT, "%s", "a.md"), -1);
	assert_int_equal(e.code, NR_ERR_SYSTEM);
	assert_string_equal(e.text, "a.md: No such file or directory");
	assert_int_equal(nr_error_at(&e, "a.md", 3, 7, "odd"), -1);
	assert_int_equal(e.code, NR_ERR_INPUT);
	assert_string_equal(e.text, "a.md:3:7: odd");
	nr_error_at(&e, "a.md", 3, 0, "odd");
	assert_string_equal(e.text, "a.md:3: odd");
	nr_error_at(&e, "a.md", 0, 7, "odd");
	assert_string_equal(e.text, "a.md: odd");
}

static void
test_error_may_quote_itself(void **state)
{
	struct nr_error e = NR_ERROR_INIT;

	(void)state;
	nr_error_set(&e, NR_ERR_INPUT, "inner");
	nr_error_set(&e, NR_ERR_INPUT, "outer: %s", e.text);
	assert_string_equal(e.text, "outer: inner");
}

static void
test_error_text_is_clean_for_a_terminal(void **state)
{
	struct nr_error e = NR_ERROR_INIT;

	(void)state;
	nr_error_at(&e, "a\x1b]52;c;x\a\nb.md", 1, 1, "unknown key '%s'",
		"\xe2\x80\xae\xff");
	assert_string_equal(e.text, "a b.md:1:1: unknown key '\xef\xbf\xbd'");
	nr_error_set(&e, NR_ERR_INPUT, "two  spaces stay");
	assert_string_equal(e.text, "two  spaces stay");
}

static void
test_long_error_text_is_cut_at_a_characters_end(void **state)
{
	static const char *const chars[] = { "x", "é", "日", "😀" };

	(void)state;
	for (size_t k = 0; k < sizeof chars / sizeof chars[0]; k++) {
		for (size_t shift = 0; shift < 4; shift++) {
			struct nr_buf b = NR_BUF_INIT;
			struct nr_error e = NR_ERROR_INIT;
			size_t size = strlen(chars[k]);

			nr_buf_addf(&b, "%.*s", (int)shift, "abc");
			while (b.len < 2000)
				nr_buf_addz(&b, chars[k]);
			nr_error_set(&e, NR_ERR_INPUT, "%s", nr_buf_str(&b));
			size_t n = strlen(e.text);

			assert_true(n <= sizeof e.text - 1);
			assert_true(n > sizeof e.text - 1 - size);
			assert_int_equal((n - shift) % size, 0);
			assert_true(nr_utf8_is_clean(e.text, n));
			nr_buf_release(&b);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_empty_buffer_is_an_empty_string),
		cmocka_unit_test(test_pieces_are_appended),
		cmocka_unit_test(test_formatted_text_longer_than_the_room_is_whole),
		cmocka_unit_test(test_reserved_room_is_part_of_a_string),
		cmocka_unit_test(test_truncated_buffer_keeps_its_head),
		cmocka_unit_test(test_taken_string_leaves_an_empty_buffer),
		cmocka_unit_test(test_array_grows_to_what_is_needed),
		cmocka_unit_test(test_copied_string_ends_at_its_limit_or_nul),
		cmocka_unit_test(test_arena_memory_is_zeroed_aligned_and_apart),
		cmocka_unit_test(test_cleared_arena_gives_zeroed_memory),
		cmocka_unit_test(test_arena_gives_pieces_larger_than_its_blocks),
		cmocka_unit_test(test_error_text_has_its_place_and_reason),
		cmocka_unit_test(test_error_may_quote_itself),
		cmocka_unit_test(test_error_text_is_clean_for_a_terminal),
		cmocka_unit_test(test_long_error_text_is_cut_at_a_characters_end),
	};

	return cmocka_run_group_tests_name("buf", tests, NULL, NULL);
}
