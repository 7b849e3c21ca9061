libnewsreader_a_SOURCES += \
	src/extract/article.h \
	src/extract/clean.c \
	src/extract/compare.c \
	src/extract/element_stats.c \
	src/extract/element_stats.h \
	src/extract/extract.c \
	src/extract/extract_bytes.c \
	src/extract/find.c \
	src/extract/hints.c \
	src/extract/hints.def \
	src/extract/hints.h \
	src/extract/json_ld.c \
	src/extract/json_ld.h \
	src/extract/labels.c \
	src/extract/labels.def \
	src/extract/labels.h \
	src/extract/meta_tags.c \
	src/extract/meta_tags.h \
	src/extract/metadata.c \
	src/extract/metadata.h \
	src/extract/page_date.c \
	src/extract/page_date.h \
	src/extract/same.c \
	src/extract/same.h \
	src/extract/standfirst.c \
	src/extract/standfirst.h

check_PROGRAMS += \
	tests/unit/compare \
	tests/unit/extract \
	tests/unit/extract_limits \
	tests/unit/extract_metadata

tests_unit_compare_SOURCES = tests/unit/compare.c
tests_unit_extract_SOURCES = tests/unit/extract.c
tests_unit_extract_limits_SOURCES = tests/unit/extract_limits.c
tests_unit_extract_metadata_SOURCES = tests/unit/extract_metadata.c
