# Every header compiles alone, and twice.
. "${srcdir:-.}/tests/lib/tap.sh"
cd "$srcdir" || exit 99
: "${CC:=cc}"

n=0
for header in include/newsreader/*.h src/*/*.h; do
	n=$((n + 1))
	name=${header#include/}
	name=${name#src/}
	guard=$(printf '%s\n' "$name" | tr 'a-z/.-' 'A-Z___')
	{
		grep -q "^#ifndef $guard\$" "$header" && grep -q "^#define $guard\$" "$header"
	} || echo "$header: no guard $guard" >>"$tmp/guards"
	printf '#include "config.h"\n#include "%s"\n#include "%s"\nextern int at_least_one;\n' \
		"$name" "$name" >"$tmp/one.c"
	# shellcheck disable=SC2086 # flags are words
	$CC $TEST_CPPFLAGS -std=c11 -Wall -Wextra -Wshadow -Wundef -Wstrict-prototypes -Werror \
		-fsyntax-only "$tmp/one.c" 2>>"$tmp/errors" || echo "$header" >>"$tmp/errors"
done
for header in include/newsreader/*; do
	grep -q "^	$header\( \\\\\)\?$" Makefile.am || echo "$header" >>"$tmp/unlisted"
done
ok "$([ "$n" -gt 20 ]; echo $?)" "there are headers to look at"
none "$(cat "$tmp/unlisted" 2>/dev/null)" "every public header is in the distribution"
none "$(cat "$tmp/guards" 2>/dev/null)" "every header has a guard named after it"
none "$(cat "$tmp/errors" 2>/dev/null)" "every header compiles alone"
tap_done
