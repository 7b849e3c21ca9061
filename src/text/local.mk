libnewsreader_a_SOURCES += \
	src/text/article.h \
	src/text/ascii.c \
	src/text/bare.c \
	src/text/bare.h \
	src/text/build.c \
	src/text/build.h \
	src/text/charset.c \
	src/text/clean.c \
	src/text/compare.c \
	src/text/doc.c \
	src/text/entity.c \
	src/text/extract.c \
	src/text/extract_bytes.c \
	src/text/metadata.c \
	src/text/metadata.h \
	src/text/find.c \
	src/text/formula.c \
	src/text/formula.h \
	src/text/meta_tags.c \
	src/text/meta_tags.h \
	src/text/hints.c \
	src/text/hints.def \
	src/text/hints.h \
	src/text/href.c \
	src/text/href.h \
	src/text/html.c \
	src/text/inline.c \
	src/text/labels.c \
	src/text/labels.def \
	src/text/labels.h \
	src/text/layout.c \
	src/text/json_ld.c \
	src/text/json_ld.h \
	src/text/standfirst.c \
	src/text/standfirst.h \
	src/text/markdown.c \
	src/text/markdown_html.c \
	src/text/markdown_html.h \
	src/text/markdown_inline.c \
	src/text/markdown_inline.h \
	src/text/markdown_notes.c \
	src/text/markdown_notes.h \
	src/text/markdown_scan.c \
	src/text/markdown_scan.h \
	src/text/media.c \
	src/text/media.h \
	src/text/element_stats.c \
	src/text/element_stats.h \
	src/text/pack.c \
	src/text/page_date.c \
	src/text/page_date.h \
	src/text/plain.c \
	src/text/same.c \
	src/text/same.h \
	src/text/script.c \
	src/text/script.h \
	src/text/shortcode.c \
	src/text/shortcode.h \
	src/text/shortcode_args.c \
	src/text/shortcode_args.h \
	src/text/shortcode_link.c \
	src/text/shortcode_link.h \
	src/text/table.c \
	src/text/table.h \
	src/text/tag.c \
	src/text/tag.h \
	src/text/sanitize.c \
	src/text/sanitize.h \
	src/text/sanitize_rules.c \
	src/text/sanitize_rules.h \
	src/text/tree.c \
	src/text/tree.h \
	src/text/walk.c \
	src/text/walk.h \
	src/text/walker.h \
	src/text/wrap.c \
	src/text/wrap_columns.c \
	src/text/wrap_line.c \
	src/text/wrap_state.h \
	src/text/wrap_table.c \
	src/text/wrap_table.h

check_PROGRAMS += \
	tests/unit/charset \
	tests/unit/compare \
	tests/unit/doc \
	tests/unit/entity \
	tests/unit/extract \
	tests/unit/extract_metadata \
	tests/unit/extract_limits \
	tests/unit/html \
	tests/unit/html_inline \
	tests/unit/html_table \
	tests/unit/markdown \
	tests/unit/pack \
	tests/unit/wrap \
	tests/unit/wrap_table

tests_unit_charset_SOURCES = tests/unit/charset.c
tests_unit_compare_SOURCES = tests/unit/compare.c
tests_unit_extract_SOURCES = tests/unit/extract.c
tests_unit_extract_metadata_SOURCES = tests/unit/extract_metadata.c
tests_unit_extract_limits_SOURCES = tests/unit/extract_limits.c
tests_unit_doc_SOURCES = tests/unit/doc.c
tests_unit_entity_SOURCES = tests/unit/entity.c
tests_unit_markdown_SOURCES = tests/unit/markdown.c
tests_unit_html_SOURCES = tests/unit/html.c tests/unit/html_util.h
tests_unit_html_inline_SOURCES = tests/unit/html_inline.c tests/unit/html_util.h
tests_unit_html_table_SOURCES = tests/unit/html_table.c tests/unit/html_util.h
tests_unit_pack_SOURCES = tests/unit/pack.c
tests_unit_wrap_SOURCES = tests/unit/wrap.c
tests_unit_wrap_table_SOURCES = tests/unit/wrap_table.c
