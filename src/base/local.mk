libnewsreader_a_SOURCES += \
	src/base/arena.c \
	src/base/buf.c \
	src/base/clock.c \
	src/base/date.c \
	src/base/date_read.c src/base/date_read.h \
	src/base/diag.c \
	src/base/duration.c \
	src/base/error.c \
	src/base/fs.c \
	src/base/fs_walk.c \
	src/base/fs_write.c \
	src/base/ids.c \
	src/base/log.c \
	src/base/mem.c \
	src/base/sys.c \
	src/base/utf8.c \
	src/base/utf8_clean.c \
	src/base/utf8_cluster.c \
	src/base/utf8_escape.c \
	src/base/utf8_match.c \
	src/base/utf8_parts.h \
	src/base/utf8_shape.c \
	src/base/utf8_width.c

check_PROGRAMS += \
	tests/unit/buf \
	tests/unit/date \
	tests/unit/diag \
	tests/unit/fs \
	tests/unit/log \
	tests/unit/sys \
	tests/unit/utf8

tests_unit_buf_SOURCES = tests/unit/buf.c
tests_unit_date_SOURCES = tests/unit/date.c
tests_unit_diag_SOURCES = tests/unit/diag.c
tests_unit_fs_SOURCES = tests/unit/fs.c
tests_unit_log_SOURCES = tests/unit/log.c
tests_unit_sys_SOURCES = tests/unit/sys.c
tests_unit_utf8_SOURCES = tests/unit/utf8.c
