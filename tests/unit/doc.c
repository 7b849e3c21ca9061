#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "newsreader/doc.h"

static void
test_block_without_text_is_dropped(void **state)
{
	struct nr_doc d = NR_DOC_INIT;

	(void)state;
	nr_doc_begin(&d, NR_BLOCK_PARA);
	nr_doc_begin(&d, NR_BLOCK_RULE);
	nr_doc_begin(&d, NR_BLOCK_HEADING);
	nr_doc_end(&d);
	assert_int_equal(d.n, 1);
	assert_int_equal(d.blocks[0].kind, NR_BLOCK_RULE);
	assert_int_equal(d.blocks[0].len, 0);
	nr_doc_release(&d);
}

static void
test_text_goes_to_the_block_begun_last(void **state)
{
	struct nr_doc d = NR_DOC_INIT;

	(void)state;
	nr_doc_begin(&d, NR_BLOCK_PARA);
	nr_doc_addz(&d, NR_SPAN_PLAIN, "one");
	nr_doc_begin(&d, NR_BLOCK_META);
	nr_doc_addz(&d, NR_SPAN_PLAIN, "two");
	nr_doc_addz(&d, NR_SPAN_PLAIN, " more");
	nr_doc_end(&d);
	nr_doc_end(&d);
	assert_int_equal(d.n, 2);
	assert_string_equal(d.blocks[0].text, "one");
	assert_string_equal(d.blocks[1].text, "two more");
	assert_int_equal(d.blocks[1].len, 8);
	nr_doc_release(&d);
}

static void
test_spans_cover_styled_text_only_and_join(void **state)
{
	struct nr_doc d = NR_DOC_INIT;

	(void)state;
	nr_doc_begin(&d, NR_BLOCK_PARA);
	nr_doc_addz(&d, NR_SPAN_PLAIN, "ab");
	nr_doc_addz(&d, NR_SPAN_STRONG, "cd");
	nr_doc_addz(&d, NR_SPAN_STRONG, "ef");
	nr_doc_addz(&d, NR_SPAN_STRONG, "");
	nr_doc_addz(&d, NR_SPAN_CODE, "g");
	nr_doc_end(&d);
	const struct nr_block *b = &d.blocks[0];

	assert_string_equal(b->text, "abcdefg");
	assert_int_equal(b->n_spans, 2);
	assert_int_equal(b->spans[0].start, 2);
	assert_int_equal(b->spans[0].end, 6);
	assert_int_equal(b->spans[0].style, NR_SPAN_STRONG);
	assert_int_equal(b->spans[1].start, 6);
	assert_int_equal(b->spans[1].end, 7);
	nr_doc_release(&d);
}

static void
test_one_url_has_one_number(void **state)
{
	struct nr_doc d = NR_DOC_INIT;
	char url[32];

	(void)state;
	for (int round = 0; round < 2; round++) {
		for (size_t i = 1; i <= 1000; i++) {
			snprintf(url, sizeof url, "http://h/%zu", i);
			assert_int_equal(nr_doc_link(&d, url), i);
		}
	}
	assert_int_equal(d.n_links, 1000);
	assert_string_equal(d.links[999], "http://h/1000");
	nr_doc_release(&d);
}

static void
test_links_of_different_number_do_not_join(void **state)
{
	struct nr_doc d = NR_DOC_INIT;

	(void)state;
	nr_doc_begin(&d, NR_BLOCK_PARA);
	nr_doc_add_link(&d, 1, NR_SPAN_LINK, "a", 1);
	nr_doc_add_link(&d, 2, NR_SPAN_LINK, "b", 1);
	nr_doc_end(&d);
	assert_int_equal(d.blocks[0].n_spans, 2);
	assert_int_equal(d.blocks[0].spans[1].link, 2);
	nr_doc_release(&d);
}

static void
test_blocks_are_removed_and_links_keep_their_numbers(void **state)
{
	static const char *const texts[] = { "a", "b", "c", "d" };
	struct nr_doc d = NR_DOC_INIT;

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		nr_doc_begin(&d, NR_BLOCK_PARA);
		nr_doc_add_link(&d, nr_doc_link(&d, texts[i]), NR_SPAN_LINK, texts[i], 1);
	}
	nr_doc_end(&d);
	nr_doc_remove(&d, 1, 2);
	assert_int_equal(d.n, 2);
	assert_string_equal(d.blocks[1].text, "d");
	assert_int_equal(d.blocks[1].spans[0].link, 4);
	nr_doc_remove(&d, 0, 2);
	assert_int_equal(d.n, 0);
	nr_doc_release(&d);
}

static void
test_a_head_is_put_before_a_document(void **state)
{
	struct nr_doc d = NR_DOC_INIT, head = NR_DOC_INIT;
	size_t link;

	(void)state;
	link = nr_doc_link(&d, "https://x.example/");
	nr_doc_begin(&d, NR_BLOCK_PARA);
	nr_doc_add_link(&d, link, NR_SPAN_LINK, "text", 4);
	nr_doc_end(&d);
	nr_doc_put_before(&d, &head);	/* of nothing */
	assert_int_equal(d.n, 1);
	nr_doc_begin(&head, NR_BLOCK_HEADING);
	nr_doc_addz(&head, NR_SPAN_PLAIN, "title");
	nr_doc_begin(&head, NR_BLOCK_META);
	nr_doc_addz(&head, NR_SPAN_PLAIN, "fact");
	nr_doc_end(&head);
	nr_doc_put_before(&d, &head);
	assert_int_equal(head.n, 0);
	assert_null(head.blocks);
	assert_int_equal(d.n, 3);
	assert_string_equal(d.blocks[0].text, "title");
	assert_string_equal(d.blocks[1].text, "fact");
	assert_string_equal(d.blocks[2].text, "text");
	assert_int_equal(d.blocks[2].spans[0].link, link);
	/* It can be gone on with. */
	nr_doc_begin(&d, NR_BLOCK_PARA);
	nr_doc_addz(&d, NR_SPAN_PLAIN, "end");
	nr_doc_end(&d);
	assert_string_equal(d.blocks[3].text, "end");
	nr_doc_release(&d);
}

static void
test_released_document_can_be_used_again(void **state)
{
	struct nr_doc d = NR_DOC_INIT;

	(void)state;
	nr_doc_link(&d, "http://a/");
	nr_doc_addz(&d, NR_SPAN_PLAIN, "text");
	nr_doc_release(&d);
	assert_int_equal(nr_doc_link(&d, "http://b/"), 1);
	nr_doc_addz(&d, NR_SPAN_PLAIN, "new");
	nr_doc_end(&d);
	assert_int_equal(d.n, 1);
	assert_string_equal(d.blocks[0].text, "new");
	nr_doc_release(&d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_block_without_text_is_dropped),
		cmocka_unit_test(test_text_goes_to_the_block_begun_last),
		cmocka_unit_test(test_spans_cover_styled_text_only_and_join),
		cmocka_unit_test(test_one_url_has_one_number),
		cmocka_unit_test(test_links_of_different_number_do_not_join),
		cmocka_unit_test(test_blocks_are_removed_and_links_keep_their_numbers),
		cmocka_unit_test(test_a_head_is_put_before_a_document),
		cmocka_unit_test(test_released_document_can_be_used_again),
	};

	return cmocka_run_group_tests_name("doc", tests, NULL, NULL);
}
