# Programs of `make bench`, which neither `make` nor `make check` builds. They are run in the
# build folder, and the generated collections stay in bench-data there.
#
# make bench SIZES="1000 10000"
#
# NEWSREADER_PAGES names a folder of saved pages; without it extraction is not measured.

SIZES = 1000 10000 100000
bench_folder = bench-data

bench_programs = \
	tests/bench/bare \
	tests/bench/bench \
	tests/bench/generate \
	tests/bench/select
EXTRA_PROGRAMS += $(bench_programs)
CLEANFILES += $(bench_programs)

tests_bench_bare_SOURCES = tests/bench/bare.c
tests_bench_bare_LDADD = $(NCURSES_LIBS)
tests_bench_bench_SOURCES = \
	tests/bench/bench.c \
	tests/bench/collection.c \
	tests/bench/collection.h \
	tests/bench/figures.def \
	tests/bench/floor.c \
	tests/bench/floor.h \
	tests/bench/keys.c \
	tests/bench/pages.c \
	tests/bench/pages.h \
	tests/bench/proc.c \
	tests/bench/proc.h \
	tests/bench/scans.c \
	tests/bench/session.h \
	tests/bench/table.c \
	tests/bench/table.h \
	tests/bench/term.c \
	tests/bench/term.h
tests_bench_bench_LDADD = libnewsreader.a $(YAML_LIBS) $(GUMBO_LIBS) $(MD4C_LIBS) $(UNISTRING_LIBS) $(VTERM_LIBS) $(PTY_LIBS)
tests_bench_generate_SOURCES = \
	tests/bench/generate.c \
	tests/bench/random.h \
	tests/bench/words.c \
	tests/bench/words.h
tests_bench_generate_LDADD = libnewsreader.a $(UNISTRING_LIBS)
tests_bench_select_SOURCES = tests/bench/select.c
tests_bench_select_LDADD = $(SQLITE_LIBS)

bench: newsreader $(bench_programs)
	$(AM_V_at)tests/bench/bench -d $(bench_folder) ./newsreader $(SIZES)
.PHONY: bench
