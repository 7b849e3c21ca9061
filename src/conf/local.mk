libnewsreader_a_SOURCES += src/conf/optfile.c src/conf/options.c
check_PROGRAMS += tests/unit/options
tests_unit_options_SOURCES = tests/unit/options.c
