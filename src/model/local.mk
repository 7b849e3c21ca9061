libnewsreader_a_SOURCES += \
	src/model/article.c \
	src/model/url.c

check_PROGRAMS += tests/unit/article tests/unit/url
tests_unit_article_SOURCES = tests/unit/article.c
tests_unit_url_SOURCES = tests/unit/url.c
