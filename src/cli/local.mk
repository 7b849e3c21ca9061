libprogram_a_SOURCES += \
	src/cli/args.c \
	src/cli/args.def \
	src/cli/args.h \
	src/cli/check.c \
	src/cli/configuration.c \
	src/cli/dump.c \
	src/cli/collection.c \
	src/cli/extract.c \
	src/cli/extract.h \
	src/cli/extract_source.c \
	src/cli/fetch.c \
	src/cli/help.c \
	src/cli/list.c \
	src/cli/out.c \
	src/cli/run.h \
	src/cli/show.c \
	src/cli/state.c \
	src/cli/state_json.c \
	src/cli/state_json.h

check_PROGRAMS += tests/unit/state_json
tests_unit_state_json_SOURCES = tests/unit/state_json.c
