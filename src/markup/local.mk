libnewsreader_a_SOURCES += \
	src/markup/charset.c \
	src/markup/entity.c \
	src/markup/formula.c \
	src/markup/formula.h \
	src/markup/html.c \
	src/markup/inline.c \
	src/markup/markdown.c \
	src/markup/markdown_html.c \
	src/markup/markdown_html.h \
	src/markup/markdown_inline.c \
	src/markup/markdown_inline.h \
	src/markup/markdown_notes.c \
	src/markup/markdown_notes.h \
	src/markup/markdown_scan.c \
	src/markup/markdown_scan.h \
	src/markup/media.c \
	src/markup/media.h \
	src/markup/sanitize.c \
	src/markup/sanitize.h \
	src/markup/sanitize_rules.c \
	src/markup/sanitize_rules.h \
	src/markup/shortcode.c \
	src/markup/shortcode.h \
	src/markup/shortcode_args.c \
	src/markup/shortcode_args.h \
	src/markup/shortcode_link.c \
	src/markup/shortcode_link.h \
	src/markup/table.c \
	src/markup/table.h \
	src/markup/tag.c \
	src/markup/tag.h \
	src/markup/tree.c \
	src/markup/tree.h \
	src/markup/walk.c \
	src/markup/walk.h \
	src/markup/walker.h

check_PROGRAMS += \
	tests/unit/charset \
	tests/unit/entity \
	tests/unit/html \
	tests/unit/html_inline \
	tests/unit/html_table \
	tests/unit/markdown

tests_unit_charset_SOURCES = tests/unit/charset.c
tests_unit_entity_SOURCES = tests/unit/entity.c
tests_unit_html_SOURCES = tests/unit/html.c tests/unit/html_util.h
tests_unit_html_inline_SOURCES = tests/unit/html_inline.c tests/unit/html_util.h
tests_unit_html_table_SOURCES = tests/unit/html_table.c tests/unit/html_util.h
tests_unit_markdown_SOURCES = tests/unit/markdown.c
