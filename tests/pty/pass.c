#include "config.h"

#include <fcntl.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "lib/reader.h"

/* What the reader does with an article: write it to a file, pipe it to a command, run a
 * command with its fields. */

static struct pty *
open_articles(const struct reader *r)
{
	struct pty *p;

	reader_writef(r, "a/one.md", "---\ntitle: Summit by the lake\ndate: 2021-06-02\n"
		"provider: {name: Example}\noriginalUrl: https://x.org/one\n---\n"
		"The *first* text.\n");
	reader_writef(r, "a/two.md", "---\ntitle: Another summit\ndate: 2021-06-01\n---\n"
		"The second text.\n");
	p = reader_open(r, "a", "The first text.");
	pty_wait_text(p, "1/2, 2 unread");	/* the list has both */
	return p;
}

static void
expect_file(const struct reader *r, const char *name, const char *expected)
{
	struct nr_buf got = NR_BUF_INIT;

	assert_true(reader_read(r, name, &got));
	assert_string_equal(nr_buf_str(&got), expected);
	nr_buf_release(&got);
}

static const char markdown[] = "---\ntitle: \"Summit by the lake\"\n"
	"publishedDateTime: 2021-06-02\noriginalUrl: \"https://x.org/one\"\n"
	"provider: {name: \"Example\"}\n---\n\nThe *first* text.\n";
static const char text[] = "Summit by the lake\nExample · Wed 2 Jun 2021\n\n"
	"The first text.\n\nhttps://x.org/one [1]\n";

static void
test_article_is_written_to_the_name_that_is_proposed(void **state)
{
	struct reader *r = *state;
	struct pty *p = open_articles(r);

	pty_keys(p, "w");
	pty_wait_text(p, "Write to: 2021-06-02-summit-by-the-lake.md");
	pty_keys(p, "Enter");
	pty_wait_text(p, "Wrote 2021-06-02-summit-by-the-lake.md");
	expect_file(r, "2021-06-02-summit-by-the-lake.md", markdown);
	reader_quit(p);
}

static void
test_file_that_exists_is_replaced_only_after_a_question(void **state)
{
	struct reader *r = *state;
	struct pty *p = open_articles(r);

	reader_writef(r, "out.txt", "mine");
	pty_send(p, ":w out.txt\r");
	pty_wait_text(p, "out.txt exists. Replace it? y/n");
	pty_keys(p, "n");
	pty_wait_text(p, "Not written");
	expect_file(r, "out.txt", "mine");
	pty_send(p, ":write ~/out.txt\r");
	pty_wait_text(p, "out.txt exists. Replace it? y/n");
	pty_keys(p, "y");
	pty_wait_text(p, "Wrote ");
	expect_file(r, "out.txt", text);
	/* An alias writes the same name. */
	pty_send(p, ":alias sv write notes.md\r");
	pty_send(p, ":sv\r");
	pty_wait_text(p, "Wrote notes.md");
	expect_file(r, "notes.md", markdown);
	pty_send(p, ":w no/such/x.md\r");
	pty_wait_text(p, "Cannot write no/such/x.md: No such file or directory");
	reader_quit(p);
}

static void
test_article_is_piped_to_a_command_in_the_terminal(void **state)
{
	struct reader *r = *state;
	struct pty *p = open_articles(r);

	reader_script(r, "taker", "cat >got; test -t 1 && echo \"TAKER $*\"; exit 3");
	pty_send(p, "|taker 'a b' $HOME\r");
	pty_wait_text(p, "TAKER a b $HOME");
	pty_wait_text(p, "Press Enter to return to newsreader");
	assert_false(pty_altscreen(p));
	expect_file(r, "got", text);
	pty_send(p, "\r");
	pty_wait_text(p, "taker failed (exit status 3)");
	assert_true(pty_altscreen(p));
	/* The prompt remembers it. */
	pty_keys(p, "| Up");
	pty_wait_text(p, "Pipe to: taker 'a b' $HOME");
	pty_keys(p, "Esc");
	pty_wait_gone(p, "Pipe to:");
	pty_send(p, ":pipe nosuch\r");
	pty_wait_text(p, "Program not found: nosuch");
	reader_quit(p);
}

static void
test_command_runs_with_fields(void **state)
{
	struct reader *r = *state;
	struct pty *p = open_articles(r);

	reader_script(r, "show", "echo \"SHOW $#: $*\"");
	pty_send(p, "!show %t %u x\r");
	pty_wait_text(p, "SHOW 3: Summit by the lake https://x.org/one x");
	pty_send(p, "\r");
	pty_wait_text(p, "The first text.");
	pty_send(p, ":run show\r");
	pty_wait_text(p, "SHOW 0:");
	pty_send(p, "\r");
	pty_wait_text(p, "The first text.");
	reader_quit(p);
}

static void
test_answer_is_shown_until_the_next_article(void **state)
{
	struct reader *r = *state;
	struct pty *p = open_articles(r);

	reader_script(r, "shout", "printf '\\033[31mHeard: '; head -n 1 | tr a-z A-Z");
	pty_send(p, ":pipe --show shout\r");
	pty_wait_text(p, "Heard: SUMMIT BY THE LAKE");
	assert_true(pty_find(p, "From shout") >= 0);
	assert_int_equal(pty_find(p, "The first text."), -1);
	pty_keys(p, "x");
	pty_wait_text(p, "The first text.");
	pty_send(p, "|--show shout\r");
	pty_wait_text(p, "Heard: SUMMIT BY THE LAKE");
	pty_keys(p, "J");
	pty_wait_text(p, "The second text.");
	pty_keys(p, "K");
	pty_wait_text(p, "The first text.");
	assert_int_equal(pty_find(p, "Heard"), -1);
	reader_quit(p);
}

static void
test_answer_without_end_is_cut_and_said_to_be(void **state)
{
	struct reader *r = *state;
	struct pty *p = open_articles(r);

	reader_script(r, "endless", "yes and so on");
	pty_send(p, ":pipe --show endless\r");
	pty_wait_text(p, "Only the first 1024 KiB of what endless wrote are shown");
	assert_true(pty_find(p, "and so on") >= 0);
	reader_quit(p);
}

/* A pipe in the home folder, at which a command waits until it is opened here. */
static void
make_fifo(const struct reader *r, const char *name)
{
	char *path = reader_path(r, name);

	assert_int_equal(mkfifo(path, 0600), 0);
	free(path);
}

static void
test_answer_for_an_article_that_was_left_is_not_shown(void **state)
{
	struct reader *r = *state;
	struct pty *p = open_articles(r);

	make_fifo(r, "go");
	reader_script(r, "late", "cat go");
	pty_send(p, ":pipe --show late\r");
	pty_wait_text(p, "Waiting for late");
	pty_keys(p, "j");
	pty_wait_text(p, "The second text.");
	reader_writef(r, "go", "Too late\n");
	pty_wait_text(p, "late has answered, but another article is open");
	assert_int_equal(pty_find(p, "Too late"), -1);
	reader_quit(p);
}

static void
test_answer_is_whole_when_the_command_ends(void **state)
{
	struct reader *r = *state;
	struct pty *p = open_articles(r);

	/* What it leaves behind keeps its end of the pipe open. */
	make_fifo(r, "go");
	reader_script(r, "leaver", "cat go & echo what it says");
	pty_send(p, ":pipe --show leaver\r");
	pty_wait_text(p, "what it says");
	assert_true(pty_find(p, "From leaver") >= 0);
	reader_writef(r, "go", "%s", "");
	reader_script(r, "quiet", "exit 0");
	pty_send(p, ":pipe --show quiet\r");
	pty_wait_text(p, "quiet wrote nothing");
	reader_quit(p);
}

static void
test_text_behind_an_alias_is_as_it_was_typed(void **state)
{
	struct reader *r = *state;
	struct pty *p;

	reader_writef(r, ".config/newsreader/config",
		"alias say pipe --show words -- 'a  b' # c\n");
	p = open_articles(r);
	reader_script(r, "words", "for word; do printf '<%s>' \"$word\"; done");
	pty_send(p, ":say\r");
	pty_wait_text(p, "<--><a  b><#><c>");
	assert_int_equal(pty_find(p, "<c><"), -1);
	reader_quit(p);
}

static void
test_article_that_went_away_is_not_written(void **state)
{
	struct reader *r = *state;
	struct pty *p = open_articles(r);
	struct nr_buf written = NR_BUF_INIT;

	pty_keys(p, "w");
	pty_wait_text(p, "Write to: 2021-06-02-summit-by-the-lake.md");
	reader_remove(r, "a/one.md");
	pty_wait_text(p, "The second text.");
	pty_keys(p, "Enter");
	pty_wait_text(p, "Another article is open now");
	assert_false(reader_read(r, "2021-06-02-summit-by-the-lake.md", &written));
	reader_quit(p);
}

static void
test_each_answer_is_shown_from_its_beginning(void **state)
{
	struct reader *r = *state;
	struct pty *p = open_articles(r);

	reader_script(r, "numbers", "for i in 1 2 3 4 5 6 7 8 9; do echo $1$i; echo; echo; done");
	pty_send(p, ":pipe --show numbers A\r");
	pty_wait_text(p, "A1");
	pty_keys(p, "l End");
	pty_wait_text(p, "A9");
	pty_send(p, ":pipe --show numbers B\r");
	pty_wait_text(p, "B1");
	reader_quit(p);
}

static void
test_command_that_goes_on_is_cancelled(void **state)
{
	struct reader *r = *state;
	struct pty *p = open_articles(r);
	char *path = reader_path(r, "go");
	struct pollfd go = { .fd = -1 };

	make_fifo(r, "go");
	reader_script(r, "slow", "exec cat go");
	pty_send(p, ":pipe --show slow\r");
	pty_wait_text(p, "Waiting for slow");
	go.fd = open(path, O_WRONLY);		/* once it runs */
	assert_true(go.fd >= 0);
	/* The screen goes on meanwhile. */
	pty_keys(p, "j");
	pty_wait_text(p, "The second text.");
	pty_keys(p, "^C");
	pty_wait_text(p, "Cancelled slow");
	/* It has ended: nothing reads the pipe any more. */
	assert_int_equal(poll(&go, 1, PTY_SECONDS * 1000), 1);
	assert_int_equal(go.revents, POLLERR);
	close(go.fd);
	free(path);
	reader_script(r, "endless", "yes '0123456789012345678901234567890123456789'");
	pty_send(p, ":pipe --show endless\r");
	pty_wait_text(p, "From endless");
	reader_quit(p);
}

static void
test_answer_of_a_command_that_fails_is_shown(void **state)
{
	struct reader *r = *state;
	struct pty *p = open_articles(r);

	reader_script(r, "fails", "echo what it wrote; exit 9");
	pty_send(p, ":pipe --show fails\r");
	pty_wait_text(p, "fails failed (exit status 9)");
	assert_true(pty_find(p, "what it wrote") >= 0);
	reader_script(r, "silent", "exit 8");
	pty_send(p, ":pipe --show silent\r");
	pty_wait_text(p, "silent failed (exit status 8)");
	reader_quit(p);
}

static void
test_interrupt_ends_the_wait_for_enter(void **state)
{
	struct reader *r = *state;
	struct pty *p = open_articles(r);

	pty_send(p, "!echo %t\r");
	pty_wait_text(p, "Press Enter to return to newsreader");
	pty_send(p, "\003");
	pty_wait_text(p, "The first text.");
	reader_quit(p);
}

static void
test_program_ends_while_it_waits_for_enter(void **state)
{
	struct reader *r = *state;
	struct pty *p = open_articles(r);

	pty_send(p, "!echo %t\r");
	pty_wait_text(p, "Press Enter to return to newsreader");
	pty_signal(p, SIGTERM);
	reader_killed(p, SIGTERM);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, reader_setup, reader_teardown)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(test_article_is_written_to_the_name_that_is_proposed),
		TEST(test_file_that_exists_is_replaced_only_after_a_question),
		TEST(test_article_is_piped_to_a_command_in_the_terminal),
		TEST(test_command_runs_with_fields),
		TEST(test_answer_is_shown_until_the_next_article),
		TEST(test_answer_without_end_is_cut_and_said_to_be),
		TEST(test_answer_for_an_article_that_was_left_is_not_shown),
		TEST(test_answer_is_whole_when_the_command_ends),
		TEST(test_text_behind_an_alias_is_as_it_was_typed),
		TEST(test_article_that_went_away_is_not_written),
		TEST(test_each_answer_is_shown_from_its_beginning),
		TEST(test_command_that_goes_on_is_cancelled),
		TEST(test_answer_of_a_command_that_fails_is_shown),
		TEST(test_interrupt_ends_the_wait_for_enter),
		TEST(test_program_ends_while_it_waits_for_enter),
	};

	return cmocka_run_group_tests_name("pass", tests, NULL, NULL);
}
