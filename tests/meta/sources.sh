# What every source file keeps to.
. "${srcdir:-.}/tests/lib/tap.sh"
cd "$srcdir" || exit 99

sources=$(find src include tests -name '*.c' -o -name '*.h' -o -name '*.def' | LC_ALL=C sort |
	grep -v '^tests/missing/')
# shellcheck disable=SC2086 # one word a file
set -- $sources
ok "$([ $# -gt 50 ]; echo $?)" "there are sources to look at"

none "$(for f in "$@"; do
	case $f in *.c) grep -qF "$f" Makefile.am src/*/local.mk tests/*/local.mk || echo "$f" ;; esac
done)" "every source file is built"

none "$(grep -nE '\b(strcpy|strcat|sprintf|vsprintf|strtok|atoi|atol|system|popen|alloca|usleep|sleep|pthread_cancel|gets|tmpnam|mktemp)[[:space:]]*\(' "$@")" \
	"no forbidden function is called"
none "$(for f in "$@"; do
	case $f in *.c) ;; *) continue ;; esac
	first=$(grep -m 1 '^[[:space:]]*#[[:space:]]*include' "$f")
	[ "$first" = '#include "config.h"' ] || echo "$f: $first"
done)" "config.h comes first"
none "$(wc -l "$@" | awk '$2 != "total" && $1 > ($2 ~ /^tests/ ? 1000 : 500)')" \
	"no file is longer than 500 lines, nor one of tests than 1000"
none "$(awk 'FNR == 1 { start = 0 }
	/^\{/ { start = FNR }
	/^\}/ { if (start && FNR - start - 1 > 50) print FILENAME ":" start ": " FNR - start - 1 " lines"; start = 0 }
	' "$@")" "no function is longer than 50 lines"
none "$(grep -nE '[[:space:]]+$' "$@")" "no line ends with a blank"
none "$(grep -nE '^ +[^ *]' "$@")" "lines are indented with tabs"
none "$(awk '{ line = $0; n = 0
	for (i = 1; i <= length(line); i++) n = substr(line, i, 1) == "\t" ? n + 8 - n % 8 : n + 1
	if (n > 100 && FILENAME !~ /\.def$/) print FILENAME ":" FNR ": " n }' src/*/*.[ch] include/*/*.h src/main.c)" \
	"no line of code is wider than 100 columns"
tap_done
