# --check: every problem, with its place.
. "${srcdir:-.}/tests/lib/tap.sh"

check() {
	"$NEWSREADER" --check "$@" >"$tmp/out" 2>"$tmp/err"
}

check "$srcdir/seeds"; is "$?" 0 "the sample articles have no problem"
is "$(cat "$tmp/out")" "" "so none is printed"
is "$(cat "$tmp/err")" "5 files read, 0 without an article, 0 problems" "and that is said"

mkdir "$tmp/a"
printf -- '---\ntitle: Good\nheat: hot\n---\n' >"$tmp/a/1.md"
printf -- '---\ntitle: Twice\ntitle: Again\n---\n' >"$tmp/a/2.md"
printf -- '---\n- a list\n---\n' >"$tmp/a/3.md"
printf 'no front matter\n' >"$tmp/a/4.md"
printf -- '---\ntitle: "open\n' >"$tmp/a/5.md"
printf -- '---\r\ntitle: "Fine"\r\n---\r\nText\r\n' >"$tmp/a/6.md"
check "$tmp/a"; is "$?" 3 "status 3 for files with problems"
is "$(grep -cv "^$tmp/a/[1-5]\.md:[0-9]*:[0-9]*: [^ ]" "$tmp/out")" 0 \
	"each problem is path:line:column: message"
is "$(cut -d: -f 1 "$tmp/out" | sort -u | wc -l)" 5 "every bad file is named, no good one"
is "$(grep -o "1.md:3:" "$tmp/out")" "1.md:3:" "at its line"
is "$(grep -o "2.md:3:" "$tmp/out")" "2.md:3:" "also a second key of the same name"
has "$(cat "$tmp/err")" "6 files read, 2 without an article" "the summary counts"
check "$tmp/nowhere"; is "$?" 3 "status 3 for a path that is not there"
is "$(cat "$tmp/out")" "" "with nothing on standard output"
check "$tmp/nowhere" "$srcdir/seeds"; is "$?" 3 "status 3 for a path that is missing among others"
is "$(cat "$tmp/err")" "newsreader: $tmp/nowhere: No such file or directory
5 files read, 0 without an article, 0 problems" "which is named, and the others are read"
"$NEWSREADER" --check "$tmp/a" >/dev/full 2>/dev/null; is "$?" 4 "status 4 when the output cannot be written"
[ ! -e "$HOME/.cache/newsreader" ] && [ ! -e "$HOME/.local/state/newsreader" ]
ok $? "nothing is written to the disk"

if [ -n "${NEWSREADER_CORPUS-}" ]; then
	check "$NEWSREADER_CORPUS"
	status=$?
	ok "$([ "$status" -eq 0 ] || [ "$status" -eq 3 ]; echo $?)" "the corpus can be read"
	expected=$(find -L "$NEWSREADER_CORPUS" -type f ! -path '*/_data/*' ! -path '*/.*' \
		\( -iname '*.md' -o -iname '*.markdown' -o -iname '*.txt' -o -iname '*.yml' \
		-o -iname '*.yaml' -o -iname '*.html' \) | wc -l)
	has "$(cat "$tmp/err")" "$expected files read, " "every file of it"
	is "$(tr -d '[:print:]\n' <"$tmp/out" | LC_ALL=C tr -d '\200-\377' | wc -c)" 0 \
		"with no control character in a message"
	"$NEWSREADER" --list "$NEWSREADER_CORPUS" >"$tmp/list" 2>/dev/null
	is "$(awk -F '\t' 'NF != 5' "$tmp/list")" "" "every line of its list has five columns"
	is "$(LC_ALL=C grep -c "$(printf '[\001-\010\013-\037\177]')" "$tmp/list")" 0 \
		"and no control character"
fi
tap_done
