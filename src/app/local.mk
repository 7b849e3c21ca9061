libprogram_a_SOURCES += src/app/keys.c src/app/keys.h
check_PROGRAMS += tests/unit/keys
tests_unit_keys_SOURCES = tests/unit/keys.c
