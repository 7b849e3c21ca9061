libnewsreader_a_SOURCES += src/query/filter.c

check_PROGRAMS += tests/unit/filter
tests_unit_filter_SOURCES = tests/unit/filter.c
