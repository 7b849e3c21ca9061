check_PROGRAMS += tests/pty/fulltext
tests_pty_fulltext_SOURCES = tests/pty/fulltext.c
tests_pty_fulltext_LDADD = $(httpd_libs)
check_PROGRAMS += tests/pty/live
tests_pty_live_SOURCES = tests/pty/live.c
check_PROGRAMS += tests/pty/term tests/pty/term_keys tests/pty/term_paint tests/pty/term_theme
tests_pty_term_SOURCES = tests/pty/term.c
tests_pty_term_keys_SOURCES = tests/pty/term_keys.c
tests_pty_term_paint_SOURCES = tests/pty/term_paint.c
tests_pty_term_theme_SOURCES = tests/pty/term_theme.c
check_PROGRAMS += tests/pty/crash tests/pty/crash_bulk_load tests/pty/newsreader tests/pty/newsreader_edit \
	tests/pty/newsreader_hostile tests/pty/newsreader_resize \
	tests/pty/newsreader_scan tests/pty/newsreader_terminal tests/pty/open tests/pty/pass \
	tests/pty/refused
tests_pty_crash_SOURCES = tests/pty/crash.c
tests_pty_crash_bulk_load_SOURCES = tests/pty/crash_bulk_load.c
tests_pty_newsreader_SOURCES = tests/pty/newsreader.c
tests_pty_newsreader_edit_SOURCES = tests/pty/newsreader_edit.c
tests_pty_newsreader_hostile_SOURCES = tests/pty/newsreader_hostile.c
tests_pty_newsreader_resize_SOURCES = tests/pty/newsreader_resize.c
tests_pty_newsreader_scan_SOURCES = tests/pty/newsreader_scan.c
tests_pty_newsreader_terminal_SOURCES = tests/pty/newsreader_terminal.c
tests_pty_open_SOURCES = tests/pty/open.c
tests_pty_pass_SOURCES = tests/pty/pass.c
tests_pty_refused_SOURCES = tests/pty/refused.c
check_PROGRAMS += tests/pty/newsreader_start
tests_pty_newsreader_start_SOURCES = tests/pty/newsreader_start.c
check_PROGRAMS += tests/pty/fetch
tests_pty_fetch_SOURCES = tests/pty/fetch.c
tests_pty_fetch_LDADD = $(httpd_libs)
check_PROGRAMS += tests/pty/newsreader_paste
tests_pty_newsreader_paste_SOURCES = tests/pty/newsreader_paste.c
check_PROGRAMS += tests/pty/newsreader_blocked
tests_pty_newsreader_blocked_SOURCES = tests/pty/newsreader_blocked.c
check_PROGRAMS += tests/pty/newsreader_config
tests_pty_newsreader_config_SOURCES = tests/pty/newsreader_config.c
check_PROGRAMS += tests/pty/clusters
tests_pty_clusters_SOURCES = tests/pty/clusters.c
check_PROGRAMS += tests/pty/starved_screen
tests_pty_starved_screen_SOURCES = tests/pty/starved_screen.c tests/lib/starved.c tests/lib/starved.h
tests_pty_starved_screen_LDFLAGS = $(AM_LDFLAGS) -Wl,--wrap=term_info_open
