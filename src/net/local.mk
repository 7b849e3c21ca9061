libnewsreader_a_SOURCES += \
	src/net/curl.c \
	src/net/curl.h \
	src/net/net.c
check_PROGRAMS += tests/unit/net
tests_unit_net_SOURCES = tests/unit/net.c
