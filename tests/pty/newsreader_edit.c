#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "lib/reader.h"

static const char broken[] = "{\n\"title\": \"Broken\",\n\"date\": \"2021-06-02\",\n"
	"\"topics\": [\"one\"\n}\n";

/* An editor that repairs the file, and one that gives it another title; each writes down
 * its arguments. */
static void
install_editors(const struct reader *r)
{
	reader_script(r, "repair", "printf '%s|' \"$@\" >part; mv part record\n"
		"for file; do :; done\n"
		"printf -- '---\\ntitle: Repaired by hand\\ndate: 2021-06-02\\n---\\n' "
		">\"$file\"");
	reader_script(r, "rename", "printf '%s|' \"$@\" >part; mv part record\n"
		"test -t 0 && sed -i 's/^title:.*/title: Renamed by hand/' \"$1\"");
	reader_script(r, "quitter", "exit 1");
}

static void
assert_record(const struct reader *r, struct pty *p, const char *before,
	const char *after)
{
	struct nr_buf got = NR_BUF_INIT, want = NR_BUF_INIT;

	reader_wait_file(r, p, "record", &got);
	nr_buf_addf(&want, "%s%s%s", before, r->dir, after);
	assert_string_equal(nr_buf_str(&got), nr_buf_str(&want));
	nr_buf_release(&got);
	nr_buf_release(&want);
}

static void
test_a_broken_file_is_edited_at_its_line_and_read_again(void **state)
{
	struct reader *r = *state;
	struct pty *p;

	install_editors(r);
	reader_setenv(r, "EDITOR=repair -x 'a b'");
	reader_write(r, "a/broken file.md", broken, strlen(broken));
	reader_writef(r, "a/good.md", "---\ntitle: Good\ndate: 2021-06-01\n---\n");
	p = reader_open(r, "a", "1/1, 1 unread");
	pty_wait_text(p, "broken file.md:5:1: ");
	pty_keys(p, "E");
	pty_wait_text(p, "broken file.md:5:1: ");
	pty_keys(p, "Enter");
	assert_record(r, p, "-x|a b|+5|", "/a/broken file.md|");
	pty_wait_text(p, "2/2, 2 unread");
	/* What was repaired is no problem any longer. */
	pty_wait_gone(p, "broken file.md:5:1: ");
	pty_keys(p, "q");
	reader_wait_row(p, 2, " ●+      2 Jun  Repaired by hand");
	reader_clean(p);
	reader_quit(p);
}

static void
test_a_broken_configuration_is_edited_at_its_line(void **state)
{
	struct reader *r = *state;
	struct pty *p;

	install_editors(r);
	reader_setenv(r, "EDITOR=repair");
	reader_writef(r, ".config/newsreader/config", "mouse = no\nnonesuch = 1\n");
	reader_writef(r, "a/good.md", "---\ntitle: Good\ndate: 2021-06-01\n---\n");
	p = reader_open(r, "a", "1/1, 1 unread");
	pty_keys(p, "E");
	pty_wait_text(p, ".config/newsreader/config:2:1: ");
	pty_keys(p, "Enter");
	assert_record(r, p, "+2|", "/.config/newsreader/config|");
	reader_quit(p);
}

static void
test_an_article_is_edited_and_read_again(void **state)
{
	struct reader *r = *state;
	struct pty *p;

	install_editors(r);
	reader_setenv(r, "EDITOR=quitter");
	reader_setenv(r, "VISUAL=rename");
	reader_writef(r, "a/good.md", "---\ntitle: Good\ndate: 2021-06-01\n---\n");
	p = reader_open(r, "a", "1/1, 1 unread");
	pty_keys(p, "e");
	assert_record(r, p, "", "/a/good.md|");
	pty_wait_gone(p, "Good");
	pty_wait_text(p, "Renamed by hand");
	reader_quit(p);
}

static void
test_an_editor_that_fails_is_reported(void **state)
{
	struct reader *r = *state;
	struct pty *p;

	install_editors(r);
	reader_setenv(r, "EDITOR=quitter");
	reader_writef(r, "a/good.md", "---\ntitle: Good\ndate: 2021-06-01\n---\n");
	p = reader_open(r, "a", "1/1, 1 unread");
	pty_keys(p, "e");
	pty_wait_text(p, "quitter failed (exit status 1)");
	reader_quit(p);
	reader_setenv(r, "EDITOR=nonesuch");
	p = reader_open(r, "a", "1/1, 1 unread");
	pty_keys(p, "e");
	pty_wait_text(p, "Program not found: nonesuch");
	assert_true(pty_altscreen(p));
	reader_quit(p);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, reader_setup, reader_teardown)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(test_a_broken_file_is_edited_at_its_line_and_read_again),
		TEST(test_a_broken_configuration_is_edited_at_its_line),
		TEST(test_an_article_is_edited_and_read_again),
		TEST(test_an_editor_that_fails_is_reported),
	};

	return cmocka_run_group_tests_name("newsreader_edit", tests, NULL, NULL);
}
