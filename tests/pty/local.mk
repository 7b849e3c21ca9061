check_PROGRAMS += tests/pty/term tests/pty/term_keys tests/pty/term_paint
tests_pty_term_SOURCES = tests/pty/term.c
tests_pty_term_keys_SOURCES = tests/pty/term_keys.c
tests_pty_term_paint_SOURCES = tests/pty/term_paint.c
check_PROGRAMS += tests/pty/newsreader tests/pty/newsreader_resize \
	tests/pty/newsreader_terminal
tests_pty_newsreader_SOURCES = tests/pty/newsreader.c
tests_pty_newsreader_resize_SOURCES = tests/pty/newsreader_resize.c
tests_pty_newsreader_terminal_SOURCES = tests/pty/newsreader_terminal.c
