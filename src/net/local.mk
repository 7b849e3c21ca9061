libnewsreader_a_SOURCES += \
	src/net/address.c \
	src/net/address.h \
	src/net/curl.c \
	src/net/curl.h \
	src/net/fetch.c \
	src/net/request.c \
	src/net/lookup.c \
	src/net/lookup.h \
	src/net/net.c \
	src/net/endpoint.c \
	src/net/endpoint.h \
	src/net/response.c \
	src/net/client.c \
	src/net/disclosure.c \
	src/net/disclosure.h \
	src/net/transfer.c \
	src/net/transfer.h
check_PROGRAMS += \
	tests/unit/fetch \
	tests/unit/fetch_address \
	tests/unit/fetch_broken \
	tests/unit/fetch_limits \
	tests/unit/fetch_many \
	tests/unit/fetch_tls \
	tests/unit/fetch_disclosure \
	tests/unit/net \
	tests/unit/disclosure
tests_unit_fetch_SOURCES = tests/unit/fetch.c tests/unit/fetch_util.h
tests_unit_fetch_LDADD = $(httpd_libs)
tests_unit_fetch_address_SOURCES = tests/unit/fetch_address.c tests/unit/fetch_util.h
tests_unit_fetch_address_LDADD = $(httpd_libs)
tests_unit_fetch_broken_SOURCES = tests/unit/fetch_broken.c tests/unit/fetch_util.h
tests_unit_fetch_broken_LDADD = $(httpd_libs)
tests_unit_fetch_limits_SOURCES = tests/unit/fetch_limits.c tests/unit/fetch_util.h
tests_unit_fetch_limits_LDADD = $(httpd_libs)
tests_unit_fetch_many_SOURCES = tests/unit/fetch_many.c tests/unit/fetch_util.h
tests_unit_fetch_many_LDADD = $(httpd_libs)
tests_unit_fetch_tls_SOURCES = tests/unit/fetch_tls.c tests/unit/fetch_util.h
tests_unit_fetch_tls_LDADD = $(httpd_libs)
tests_unit_fetch_disclosure_SOURCES = tests/unit/fetch_disclosure.c tests/unit/fetch_util.h \
	tests/unit/fulltext_util.h tests/unit/names.h tests/unit/store_util.h
tests_unit_fetch_disclosure_LDADD = $(httpd_libs)
tests_unit_net_SOURCES = tests/unit/net.c
tests_unit_disclosure_SOURCES = tests/unit/disclosure.c
