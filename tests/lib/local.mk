check_LIBRARIES += tests/libtest.a
tests_libtest_a_SOURCES = \
	tests/lib/apart.h \
	tests/lib/config_line.h \
	tests/lib/dump.c \
	tests/lib/dump.h \
	tests/lib/effort.h \
	tests/lib/headless.c \
	tests/lib/headless.h \
	tests/lib/httpd.c \
	tests/lib/httpd.h \
	tests/lib/httpd_ca.c \
	tests/lib/open_article.h \
	tests/lib/powers.h \
	tests/lib/pty.c \
	tests/lib/pty.h \
	tests/lib/pty_screen.c \
	tests/lib/pty_shell.c \
	tests/lib/pty_shell.h \
	tests/lib/pty_state.h \
	tests/lib/rawd.c \
	tests/lib/reader.c \
	tests/lib/reader.h \
	tests/lib/reader_clean.c \
	tests/lib/termdemo.c \
	tests/lib/termdemo.h \
	tests/lib/termdemo_run.c
