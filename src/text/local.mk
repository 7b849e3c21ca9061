libnewsreader_a_SOURCES += \
	src/text/ascii.c \
	src/text/bare.c \
	src/text/bare.h \
	src/text/build.c \
	src/text/build.h \
	src/text/doc.c \
	src/text/href.c \
	src/text/href.h \
	src/text/html_write.c \
	src/text/layout.c \
	src/text/markdown_write.c \
	src/text/pack.c \
	src/text/plain.c \
	src/text/script.c \
	src/text/script.h \
	src/text/wrap.c \
	src/text/wrap_columns.c \
	src/text/wrap_line.c \
	src/text/wrap_state.h \
	src/text/wrap_table.c \
	src/text/wrap_table.h

check_PROGRAMS += \
	tests/unit/doc \
	tests/unit/pack \
	tests/unit/wrap \
	tests/unit/wrap_table

tests_unit_doc_SOURCES = tests/unit/doc.c
tests_unit_pack_SOURCES = tests/unit/pack.c
tests_unit_wrap_SOURCES = tests/unit/wrap.c
tests_unit_wrap_table_SOURCES = tests/unit/wrap_table.c
