check_PROGRAMS += tests/pty/term
tests_pty_term_SOURCES = tests/pty/term.c
tests_pty_term_LDADD = tests/libtest.a $(LDADD)
