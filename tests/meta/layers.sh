# Who includes whom: the table tests/meta/layers against the sources.
. "${srcdir:-.}/tests/lib/tap.sh"
cd "$srcdir" || exit 99

# file<TAB>included, for every #include of the program.
includes() {
	grep -rEo --include='*.c' --include='*.h' --include='*.def' \
		'^[[:space:]]*#[[:space:]]*include[[:space:]]*[<"][^>"]+[>"]' src include |
		sed -E 's/^([^:]+):[^<"]*([<"][^>"]+[>"])$/\1\t\2/'
}

# The part that a public header belongs to: the one that has its .c, or what the table says.
parts=$(sed -nE 's/^([a-z]+):.*/\1/p' tests/meta/layers)
for header in include/newsreader/*.h include/newsreader/*.def; do
	name=${header##*/}
	name=${name%.*}
	case ${header##*/} in
	fields.def) owner=model ;;
	orders.def) owner=query ;;
	*)
		owner=$(sed -nE "s/^\"newsreader\/$name\.h\" +([a-z]+)\$/\1/p" tests/meta/layers)
		[ -n "$owner" ] || owner=$(find src -name "$name.c" | head -n 1 | cut -d/ -f2)
		;;
	esac
	printf '%s\t%s\n' "newsreader/${header##*/}" "${owner:-nobody}"
done >"$tmp/owners"
none "$(grep 'nobody$' "$tmp/owners")" "every public header belongs to a part"

includes >"$tmp/includes"
ok "$([ -s "$tmp/includes" ]; echo $?)" "there are includes to look at"

cat >"$tmp/check.awk" <<'AWK'
function part_of(file,   p) {
	if (file ~ /^include\//) { sub(/^include\//, "", file); return owner[file] }
	if (file == "src/main.c") return "main"
	split(file, p, "/")
	return p[2]
}
FILENAME == ARGV[1] { owner[$1] = $2; next }
FILENAME == ARGV[2] {
	if ($0 ~ /^[a-z]+:/) {
		from = $1; sub(/:$/, "", from); known[from] = 1; may[from, from] = 1
		for (i = 2; i <= NF; i++) may[from, $i] = 1
	} else if ($0 ~ /^</) {
		library[$1] = 1
		for (i = 2; i <= NF; i++) owns[$1, $i] = 1
	}
	next
}
{
	split($0, f, "\t")
	from = part_of(f[1])
	if (!(from in known)) { print f[1] ": is of no part"; next }
	name = substr(f[2], 2, length(f[2]) - 2)
	if (f[2] in library) {
		if (!((f[2], from) in owns)) print f[1] ": includes " f[2] ", which is of another part"
	} else if (f[2] ~ /^"/ && name != "config.h") {
		if (name ~ /^newsreader\//) to = owner[name]
		else { split(name, p, "/"); to = p[1] }
		if (name !~ /\//) print f[1] ": includes " f[2] " without its folder"
		else if (!((from, to) in may)) print f[1] ": " from " includes " name " of " to
	}
}
AWK
none "$(awk -f "$tmp/check.awk" "$tmp/owners" tests/meta/layers "$tmp/includes")" \
	"no part includes what it may not"

# Cycles: leave away files that include nothing more, until nothing changes.
awk -F '\t' '$2 ~ /^"/ {
	from = $1; sub(/^(include|src)\//, "", from)
	to = substr($2, 2, length($2) - 2)
	if (from ~ /\.(h|def)$/ && to != "config.h" && to != from) print from, to
}' "$tmp/includes" | sort -u >"$tmp/edges"
ok "$([ -s "$tmp/edges" ]; echo $?)" "there are headers that include headers"
cp "$tmp/edges" "$tmp/left"
while :; do
	awk 'NR == FNR { has[$1] = 1; next } $2 in has' "$tmp/left" "$tmp/left" >"$tmp/next"
	cmp -s "$tmp/left" "$tmp/next" && break
	mv "$tmp/next" "$tmp/left"
done
none "$(cat "$tmp/left")" "no header includes itself through others"

for part in $parts; do
	[ "$part" = main ] || [ -d "src/$part" ] || echo "$part"
done >"$tmp/absent"
none "$(cat "$tmp/absent")" "every part of the table is there"
tap_done
