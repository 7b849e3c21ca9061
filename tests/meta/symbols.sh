# The symbols of the archives against the headers.
. "${srcdir:-.}/tests/lib/tap.sh"
cd "$srcdir" || exit 99

symbols() {	# ARCHIVE TYPES: the global symbols of these types
	nm -g --defined-only "$builddir/$1" 2>/dev/null |
		awk -v types="[$2]" 'NF == 3 && $2 ~ types { print $3 }' |
		grep -Ev '^(__asan|__tsan|__ubsan|__odr_asan|__sanitizer|__start|__stop|_?\.)' | sort -u
}

symbols libnewsreader.a TW >"$tmp/library"
symbols libprogram.a TW >"$tmp/program"
ok "$([ -s "$tmp/library" ] && [ -s "$tmp/program" ]; echo $?)" "there are symbols to look at"
none "$(grep -v '^nr_' "$tmp/library")" "functions of the library begin with nr_"
none "$(grep -Ev '^(app|ui|cli|term)_' "$tmp/program")" \
	"functions of the program begin with the name of their part"

names_in() {
	grep -hoE '\b(nr|app|ui|cli|term)_[a-z0-9_]+' "$@" | sort -u
}

# The table of actions names functions of ui/.
names_in include/newsreader/*.h src/*/*.h src/*/*.def >"$tmp/named"
none "$(cat "$tmp/library" "$tmp/program" | sort -u | comm -23 - "$tmp/named")" \
	"every global function is in a header or table"

# A function pointer type has "typedef" before it, and what is inline is no symbol.
grep -hE '^(const |unsigned |struct |enum |int64_t |size_t |ssize_t |bool |int |void |char |double |uint)' \
	include/newsreader/*.h |
	grep -oE '\bnr_[a-z0-9_]+\(' | tr -d '(' | sort -u >"$tmp/declared"
ok "$([ "$(wc -l <"$tmp/declared")" -gt 80 ]; echo $?)" "there are declarations to look at"
none "$(comm -23 "$tmp/declared" "$tmp/library")" "every declared function is defined"

# Data that can change, by its section; what only has addresses put in at the start is not meant.
for archive in libnewsreader.a libprogram.a; do
	objdump -t "$builddir/$archive" | awk -F '\t' '
		/^[^ \t]+: +file format/ { split($1, p, ":"); object = p[1]; sub(/^lib[a-z]+_a-/, "", object) }
		NF == 2 {
			n = split($1, left, " "); section = left[n]; split($2, right, " ")
			if (section ~ /^(\.data|\.bss|\.tdata|\.tbss|\*COM\*)/ && section !~ /^\.data\.rel\.ro/ &&
				right[2] !~ /^\.|^_*(asan|tsan|ubsan|sanitizer)|^__odr_asan/)
				print object, right[2]
		}'
done | sort -u >"$tmp/data"
sed '/^#/d' "$srcdir/tests/meta/mutable-data" >"$tmp/allowed"
none "$(grep -vxF -f "$tmp/allowed" "$tmp/data")" "no data outlives a call and can change"
tap_done
