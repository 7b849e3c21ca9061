# The calls between the .c files of each part go one way: no file is called, directly or
# through others, by what it calls. tests/meta/cycles lists those for which this is not so.
. "${srcdir:-.}/tests/lib/tap.sh"
cd "$srcdir" || exit 99

# Not src/PART/*.o: the build folder may still have objects of sources that are gone.
: >"$tmp/objects" >"$tmp/missing"
for source in src/*/*.c; do
	name=${source##*/}
	object=$(cd "$builddir/${source%/*}" && ls "${name%.c}.o" *_a-"${name%.c}.o" 2>/dev/null)
	[ -n "$object" ] || echo "$source" >>"$tmp/missing"
	[ -z "$object" ] || echo "${source%/*}/$object" >>"$tmp/objects"
done
none "$(cat "$tmp/missing")" "every source has an object"

# A line "src/PART/NAME.o: TYPE SYMBOL" for every global symbol, defined or used.
(cd "$builddir" && xargs nm -A -g <"$tmp/objects") | sed 's/:[0-9a-f ]*/: /' >"$tmp/symbols"
ok "$([ "$(wc -l <"$tmp/symbols")" -gt 1000 ]; echo $?)" "there are symbols to look at"

# The files that reach themselves, and the calls on the way.
cat >"$tmp/check.awk" <<'AWK'
{
	file = $1
	sub(/:$/, "", file); sub(/\.o$/, ".c", file); sub(/[a-z]+_a-/, "", file)
	part = file; sub(/\/[^\/]*$/, "", part)
	if ($2 == "U") uses[file, $3] = 1
	else defined[part, $3] = file
}
END {
	for (use in uses) {
		split(use, u, SUBSEP)
		part = u[1]; sub(/\/[^\/]*$/, "", part)
		to = defined[part, u[2]]
		if (to == "" || to == u[1]) continue
		calls[u[1], to] = calls[u[1], to] " " u[2]
		next_of[u[1]] = next_of[u[1]] " " to
		from[u[1]] = 1
	}
	for (f in from) reach(f, f)
	for (f in from) if ((f, f) in reaches) print f >cyclic
	for (c in calls) {
		split(c, u, SUBSEP)
		if ((u[2], u[1]) in reaches) print u[1] " calls" calls[c] " of " u[2] >ways
	}
}
function reach(start, f,   n, i, to) {
	n = split(next_of[f], to, " ")
	for (i = 1; i <= n; i++) {
		if ((start, to[i]) in reaches) continue
		reaches[start, to[i]] = 1
		reach(start, to[i])
	}
}
AWK
: >"$tmp/cyclic" >"$tmp/ways"
awk -v cyclic="$tmp/cyclic" -v ways="$tmp/ways" -f "$tmp/check.awk" "$tmp/symbols"
sort -o "$tmp/cyclic" "$tmp/cyclic"
sed '/^#/d' tests/meta/cycles | sort >"$tmp/listed"
comm -23 "$tmp/cyclic" "$tmp/listed" >"$tmp/new"
none "$(sort "$tmp/ways" | grep -F -f "$tmp/new")" "no file is called by what it calls"
none "$(comm -13 "$tmp/cyclic" "$tmp/listed")" "every exception is one still"
tap_done
