libnewsreader_a_SOURCES += src/net/net.c
check_PROGRAMS += tests/unit/net
tests_unit_net_SOURCES = tests/unit/net.c
