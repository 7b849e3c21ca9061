#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "lib/reader.h"

static const char ten_mistakes[] = "brower = x\n"
	"order = heet\n"
	"  mouse = perhaps\n"
	"nonsense\n"
	"sorce local\n"
	"quit\n"
	"source none\n"
	"alias x qit\n"
	"editor = \"vim\n"
	"pages-limit = much\n"
	"ascii = yes\n";

static const char *const places[] = {
	"config:1:1: unknown option 'brower'",
	"config:2:9: option 'order' takes",
	"config:3:11: option 'mouse' takes",
	"config:4:1: unknown command 'nonsense'",
	"config:5:1: unknown command 'sorce'",
	"config:6:1: 'quit' is not a",
	"config:7:8: ",
	"config:8:9: unknown command 'qit'",
	"config:9:10: this quote is",
	"config:10:15: option 'pages-limit'",
};

static void
write_articles(const struct reader *r)
{
	struct nr_buf text = NR_BUF_INIT;
	char name[32];

	for (int i = 1; i <= 80; i++)
		nr_buf_addf(&text, "Line %02d of the text.\n\n", i);
	for (int i = 0; i < 5; i++) {
		snprintf(name, sizeof(name), "a/%d.md", i);
		reader_writef(r, name, "---\ntitle: %c story\ndate: 2021-05-0%d\n---\n%s",
			"CEADB"[i], i + 1, nr_buf_str(&text));
	}
	nr_buf_release(&text);
}

/* As editors save: write another file and give it the name. */
static void
save(const struct reader *r, const char *text)
{
	char *from = reader_path(r, ".config/newsreader/config.part");
	char *to = reader_path(r, ".config/newsreader/config");

	reader_write(r, ".config/newsreader/config.part", text, strlen(text));
	assert_int_equal(rename(from, to), 0);
	free(from);
	free(to);
}

static void
test_ten_mistakes_are_listed_and_gone_when_mended(void **state)
{
	struct reader *r = *state;
	struct pty *p;
	int row;

	r->cols = 120;
	r->rows = 40;
	write_articles(r);
	reader_write(r, ".config/newsreader/config", ten_mistakes, strlen(ten_mistakes));
	p = reader_open(r, "a", "10 mistakes in the configuration (E)");
	pty_wait_text(p, "1/5, 5 unread");
	pty_keys(p, "E");
	for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++)
		pty_wait_text(p, places[i]);
	pty_keys(p, "q");
	pty_wait_gone(p, places[0]);
	pty_keys(p, "j j");
	pty_wait_text(p, "3/5");
	pty_wait_text(p, "Line 05");		/* the file is read */
	pty_keys(p, "Enter j j j j");
	pty_wait_gone(p, "Line 01");
	pty_settle(p);
	row = pty_find(p, "Line 05");
	save(r, "order = title\nascii = yes\n");
	pty_wait_text(p, "Configuration read again");
	assert_int_equal(pty_find(p, "Line 05"), row);
	pty_wait_text(p, "1/5, 4 unread");		/* "A story" was the third */
	pty_keys(p, "k k k k");			/* scrolls: the focus is where it was */
	pty_wait_text(p, "Line 01");
	pty_keys(p, "E");
	pty_wait_gone(p, "config:1:1");
	reader_clean(p);
	reader_quit(p);
}

static void
test_wrong_value_keeps_the_old_one(void **state)
{
	struct reader *r = *state;
	struct pty *p;

	write_articles(r);
	reader_writef(r, ".config/newsreader/config", "order = title\n");
	p = reader_open(r, "a", "1/5, 5 unread");
	pty_wait_text(p, "by title");
	save(r, "order = titel\nascii = yes\n");
	pty_wait_text(p, "config:1:9: option 'order' takes");
	pty_wait_gone(p, "●");
	pty_wait_text(p, "A story");
	assert_true(pty_find(p, "A story") < pty_find(p, "B story"));
	reader_quit(p);
}

static void
test_folder_and_sourced_file_may_come_later(void **state)
{
	struct reader *r = *state;
	struct pty *p;

	write_articles(r);
	p = reader_open(r, "a", "1/5, 5 unread");
	reader_writef(r, ".config/newsreader/config", "source ~/local\n");
	pty_wait_text(p, ".config/newsreader/config:1:8: ");
	reader_writef(r, "local", "ascii = yes\n");
	pty_wait_gone(p, "●");
	reader_quit(p);
}

static void
test_link_to_a_file_elsewhere_is_followed(void **state)
{
	struct reader *r = *state;
	char *from = reader_path(r, ".config/newsreader/config");
	struct pty *p;

	write_articles(r);
	reader_writef(r, "dotfiles/config", "ascii = no\n");
	reader_write(r, ".config/newsreader/other", "", 0);
	assert_int_equal(symlink("../../dotfiles/config", from), 0);
	p = reader_open(r, "a", "1/5, 5 unread");
	reader_writef(r, "dotfiles/config", "ascii = yes\n");
	pty_wait_gone(p, "●");
	reader_quit(p);
	free(from);
}

static void
test_prompt_takes_the_same_lines(void **state)
{
	struct reader *r = *state;
	struct pty *p;
	const char *out;
	size_t n;

	write_articles(r);
	p = reader_open(r, "a", "1/5, 5 unread");
	pty_send(p, ":set asc\t = yes\r");
	pty_wait_gone(p, "●");
	pty_send(p, ":ascii=no\r");
	pty_wait_text(p, "●");
	pty_send(p, ":set ascii\r");
	pty_wait_text(p, "ascii = no");
	/* The screen is not cleared for an option that changes nothing on it. */
	pty_output_clear(p);
	pty_send(p, ":browser=w3m %u\r:set browser\r");
	pty_wait_text(p, "browser = w3m %u");
	out = pty_output(p, &n);
	assert_null(memmem(out, n, "\033[2J", strlen("\033[2J")));
	pty_keys(p, "j");
	pty_wait_text(p, "2/5");		/* "D story" */
	pty_send(p, ":order=ti\t\r");
	pty_wait_text(p, "4/5");
	pty_send(p, ":pages-limit = 1G\r");
	pty_wait_text(p, "Option pages-limit takes effect at the next start");
	/* So much at once, with the line not yet open, would be taken for a paste. */
	pty_keys(p, ":");
	pty_wait_gone(p, "Option pages-limit");
	pty_send(p, "alias both set ascii = yes ; last");
	pty_wait_text(p, "; last");
	pty_keys(p, "Enter");
	pty_wait_gone(p, "; last");
	pty_send(p, ":both\r");
	pty_wait_text(p, "5/5");
	pty_wait_gone(p, "●");
	pty_send(p, ":order heat\r");
	pty_wait_text(p, "Ordered by heat");
	pty_send(p, ":ordr heat\r");
	pty_wait_text(p, "Unknown command: ordr; did you mean order?");
	pty_send(p, ":zoom 3\r");
	pty_wait_text(p, "Nothing may follow 'zoom'");
	reader_quit(p);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, reader_setup, reader_teardown)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(test_ten_mistakes_are_listed_and_gone_when_mended),
		TEST(test_wrong_value_keeps_the_old_one),
		TEST(test_folder_and_sourced_file_may_come_later),
		TEST(test_link_to_a_file_elsewhere_is_followed),
		TEST(test_prompt_takes_the_same_lines),
	};

	return cmocka_run_group_tests_name("newsreader_config", tests, NULL, NULL);
}
