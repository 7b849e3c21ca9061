libnewsreader_a_SOURCES += \
	src/store/counts.c \
	src/store/db.c \
	src/store/db.h \
	src/store/db_file.c \
	src/store/bulk_load.c \
	src/store/find.c \
	src/store/functions.c \
	src/store/idset.c \
	src/store/index.c \
	src/store/row_cache.c \
	src/store/list.c \
	src/store/list_query.c \
	src/store/marks.c \
	src/store/match_query.c \
	src/store/marks.h \
	src/store/scan_summary.c \
	src/store/pages.c \
	src/store/pages.h \
	src/store/pages_host.c \
	src/store/pages_page.c \
	src/store/pages_search.c \
	src/store/private.h \
	src/store/put.c \
	src/store/put_row.c \
	src/store/related.c \
	src/store/row.c \
	src/store/scan_end.c \
	src/store/scan_state.c \
	src/store/scan_write.c \
	src/store/search.c \
	src/store/sql.def \
	src/store/snapshot.c \
	src/store/snapshot.h \
	src/store/state.c \
	src/store/state.h \
	src/store/state_file.c \
	src/store/state_file.h \
	src/store/state_load.c \
	src/store/state_marks.c \
	src/store/state_merge.c \
	src/store/state_moved.c \
	src/store/state_open.c \
	src/store/state_position.c \
	src/store/state_rescue.c \
	src/store/state_schema.c \
	src/store/state_setting.c \
	src/store/state_write.c \
	src/store/store.c \
	src/store/totals.c \
	src/store/words.c \
	src/store/words.h

check_PROGRAMS += \
	tests/unit/crash \
	tests/unit/damage \
	tests/unit/denied \
	tests/unit/bulk_load \
	tests/unit/disk_full \
	tests/unit/row_cache \
	tests/unit/list_query \
	tests/unit/pages \
	tests/unit/pages_disk \
	tests/unit/pages_search \
	tests/unit/positions \
	tests/unit/quick \
	tests/unit/list_near \
	tests/unit/search \
	tests/unit/settings \
	tests/unit/state \
	tests/unit/state_disk \
	tests/unit/state_moved \
	tests/unit/state_shared \
	tests/unit/store \
	tests/unit/updated
tests_unit_crash_SOURCES = tests/unit/crash.c tests/unit/store_util.h
tests_unit_damage_SOURCES = tests/unit/damage.c tests/unit/store_util.h
tests_unit_denied_SOURCES = tests/unit/denied.c tests/unit/store_util.h
tests_unit_bulk_load_SOURCES = tests/unit/bulk_load.c tests/unit/store_util.h
tests_unit_disk_full_SOURCES = tests/unit/disk_full.c tests/unit/store_util.h
tests_unit_row_cache_SOURCES = tests/unit/row_cache.c tests/unit/store_util.h
tests_unit_list_query_SOURCES = tests/unit/list_query.c tests/unit/store_util.h
tests_unit_pages_SOURCES = tests/unit/pages.c tests/unit/pages_util.h tests/unit/store_util.h
tests_unit_pages_disk_SOURCES = tests/unit/pages_disk.c tests/unit/pages_util.h \
	tests/unit/store_util.h
tests_unit_pages_search_SOURCES = tests/unit/pages_search.c tests/unit/pages_util.h \
	tests/unit/store_util.h
tests_unit_positions_SOURCES = tests/unit/positions.c tests/unit/store_util.h
tests_unit_quick_SOURCES = tests/unit/quick.c tests/unit/store_util.h
tests_unit_list_near_SOURCES = tests/unit/list_near.c tests/unit/store_util.h
tests_unit_search_SOURCES = tests/unit/search.c tests/unit/store_util.h
tests_unit_settings_SOURCES = tests/unit/settings.c tests/unit/store_util.h
tests_unit_state_SOURCES = tests/unit/state.c tests/unit/store_util.h
tests_unit_state_disk_SOURCES = tests/unit/state_disk.c tests/unit/store_util.h
tests_unit_state_moved_SOURCES = tests/unit/state_moved.c tests/unit/store_util.h
tests_unit_state_shared_SOURCES = tests/unit/state_shared.c tests/unit/store_util.h
tests_unit_store_SOURCES = tests/unit/store.c tests/unit/store_util.h
tests_unit_updated_SOURCES = tests/unit/updated.c tests/unit/store_util.h
