libnewsreader_a_SOURCES += src/load/batch.c src/load/batch.h
libnewsreader_a_SOURCES += \
	src/load/changes.c \
	src/load/derive.c src/load/derive.h \
	src/load/events.c src/load/events.h \
	src/load/fields.c src/load/fields.h \
	src/load/front.c src/load/front.h \
	src/load/json.c src/load/json.h \
	src/load/load.c \
	src/load/mend.c src/load/mend.h \
	src/load/parts.c src/load/parts.h \
	src/load/plain.c src/load/plain.h \
	src/load/write.c \
	src/load/scan.c \
	src/load/unclosed.c src/load/unclosed.h \
	src/load/value.c src/load/value.h \
	src/load/watch.c src/load/watcher.h \
	src/load/watch_inotify.c \
	src/load/yaml.c src/load/yaml.h \
	src/load/yaml_warn.c

check_PROGRAMS += \
	tests/unit/fields \
	tests/unit/load \
	tests/unit/load_limits \
	tests/unit/mend \
	tests/unit/plain \
	tests/unit/posts \
	tests/unit/scan \
	tests/unit/scan_folders \
	tests/unit/watch

tests_unit_fields_SOURCES = tests/unit/fields.c tests/unit/result.h
tests_unit_load_SOURCES = tests/unit/load.c tests/unit/result.h
tests_unit_load_limits_SOURCES = tests/unit/load_limits.c tests/unit/result.h
tests_unit_mend_SOURCES = tests/unit/mend.c tests/unit/result.h
tests_unit_plain_SOURCES = tests/unit/plain.c
tests_unit_posts_SOURCES = tests/unit/posts.c tests/unit/result.h
tests_unit_scan_SOURCES = tests/unit/scan.c
tests_unit_scan_folders_SOURCES = tests/unit/scan_folders.c tests/unit/store_util.h
tests_unit_watch_SOURCES = tests/unit/watch.c tests/unit/store_util.h
