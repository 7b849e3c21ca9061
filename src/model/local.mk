libnewsreader_a_SOURCES += \
	src/model/article.c \
	src/model/host.c \
	src/model/url.c \
	src/model/url_text.c

check_PROGRAMS += tests/unit/article tests/unit/host tests/unit/url
tests_unit_article_SOURCES = tests/unit/article.c
tests_unit_host_SOURCES = tests/unit/host.c
tests_unit_url_SOURCES = tests/unit/url.c
