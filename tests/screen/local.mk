# A scan is over before the script goes on: screen.c starts it in place of the session.
screen_ldflags = $(AM_LDFLAGS) -Wl,--wrap=app_session_start_scan

tests_libtest_a_SOURCES += \
	tests/screen/made.c \
	tests/screen/made.h \
	tests/screen/screen.c \
	tests/screen/screen.h

check_PROGRAMS += \
	tests/screen/dirty \
	tests/screen/filter \
	tests/screen/follow \
	tests/screen/full \
	tests/screen/keys \
	tests/screen/marks \
	tests/screen/overlays \
	tests/screen/panes \
	tests/screen/resume \
	tests/screen/search \
	tests/screen/sizes \
	tests/screen/spoken
tests_screen_dirty_SOURCES = tests/screen/dirty.c
tests_screen_dirty_LDFLAGS = $(screen_ldflags)
tests_screen_filter_SOURCES = tests/screen/filter.c
tests_screen_filter_LDFLAGS = $(screen_ldflags)
tests_screen_follow_SOURCES = tests/screen/follow.c
tests_screen_follow_LDFLAGS = $(screen_ldflags)
tests_screen_full_SOURCES = tests/screen/full.c
tests_screen_full_LDFLAGS = $(screen_ldflags)
tests_screen_keys_SOURCES = tests/screen/keys.c
tests_screen_keys_LDFLAGS = $(screen_ldflags)
tests_screen_marks_SOURCES = tests/screen/marks.c
tests_screen_marks_LDFLAGS = $(screen_ldflags)
tests_screen_overlays_SOURCES = tests/screen/overlays.c
tests_screen_overlays_LDFLAGS = $(screen_ldflags)
tests_screen_panes_SOURCES = tests/screen/panes.c
tests_screen_panes_LDFLAGS = $(screen_ldflags)
tests_screen_sizes_SOURCES = tests/screen/sizes.c
tests_screen_sizes_LDFLAGS = $(screen_ldflags)
tests_screen_resume_SOURCES = tests/screen/resume.c
tests_screen_resume_LDFLAGS = $(screen_ldflags)
tests_screen_search_SOURCES = tests/screen/search.c
tests_screen_search_LDFLAGS = $(screen_ldflags) -Wl,--wrap=nr_match_query_read
tests_screen_spoken_SOURCES = tests/screen/spoken.c
tests_screen_spoken_LDFLAGS = $(screen_ldflags)

# Golden screens.
EXTRA_DIST += $(wildcard $(srcdir)/tests/screen/*.txt)
