libnewsreader_a_SOURCES += \
	src/text/build.c \
	src/text/build.h \
	src/text/doc.c \
	src/text/href.c \
	src/text/href.h \
	src/text/html.c \
	src/text/markdown.c \
	src/text/media.c \
	src/text/media.h \
	src/text/plain.c \
	src/text/table.c \
	src/text/table.h \
	src/text/tag.c \
	src/text/tag.h \
	src/text/tame.c \
	src/text/tame.h \
	src/text/tree.c \
	src/text/tree.h \
	src/text/wrap.c

check_PROGRAMS += \
	tests/unit/doc \
	tests/unit/html \
	tests/unit/wrap

tests_unit_doc_SOURCES = tests/unit/doc.c
tests_unit_html_SOURCES = tests/unit/html.c
tests_unit_wrap_SOURCES = tests/unit/wrap.c
