libnewsreader_a_SOURCES += src/conf/conf.c src/conf/conf_file.c src/conf/options.c
check_PROGRAMS += tests/unit/conf tests/unit/options
tests_unit_conf_SOURCES = tests/unit/conf.c
tests_unit_options_SOURCES = tests/unit/options.c
