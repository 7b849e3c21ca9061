libprogram_a_SOURCES += \
	src/term/clipboard.c \
	src/term/color.c \
	src/term/decode.c \
	src/term/decode.h \
	src/term/input.c \
	src/term/paint.c \
	src/term/signals.c \
	src/term/signals.h \
	src/term/state.h \
	src/term/term.c \
	src/term/term.h \
	src/term/terminfo.c \
	src/term/terminfo.h \
	src/term/tty.c
check_PROGRAMS += tests/unit/decode tests/unit/headless
tests_unit_decode_SOURCES = tests/unit/decode.c
tests_unit_headless_SOURCES = tests/unit/headless.c
