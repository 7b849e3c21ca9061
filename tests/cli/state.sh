# --state-export and --state-import: marks as lines of JSON.
. "${srcdir:-.}/tests/lib/tap.sh"

export_to() {
	"$NEWSREADER" --state-export >"$1" 2>"$tmp/err"
}
import_from() {
	"$NEWSREADER" --state-import "$@" >"$tmp/out" 2>"$tmp/err"
}
new_home() {
	HOME=$tmp/home-$1
	mkdir "$HOME"
}

export_to "$tmp/none"; is "$?" 0 "there may be no mark"
is "$(cat "$tmp/none")" "" "so none is printed"

cat >"$tmp/marks" <<'EOF'
{"url": "https://x.com/a", "read": "2021-05-01T00:00:00Z", "seen": {"version": "0000000000000009", "title": "A \"title\" é", "heat": 4, "excerpt": "00000000000000aa", "related": ["0000000000000001", "0000000000000002"]}}
{"url": "https://x.com/b", "starred": "2021-05-02T00:00:00Z", "hidden": "2021-05-03T00:00:00Z"}
{"url": "https://x.com/c", "place": {"left": "2021-05-05T00:00:00Z", "view": 1, "block": 7, "offset": 120}}
{"url": "title:x.com:c", "read": "2021-05-04T00:00:00Z"}
EOF
import_from "$tmp/marks"; is "$?" 0 "lines are imported from a file"
is "$(cat "$tmp/out")" "" "with nothing on standard output"
is "$(cat "$tmp/err")" "4 articles read, 4 changed, 0 lines wrong" "and that is said"
export_to "$tmp/again"
is "$(cat "$tmp/again")" "$(cat "$tmp/marks")" "and exported as they were"
import_from "$tmp/again"
is "$(cat "$tmp/err")" "4 articles read, 0 changed, 0 lines wrong" "which changes nothing"

new_home pipe
sort -r "$tmp/marks" | "$NEWSREADER" --state-import 2>/dev/null; is "$?" 0 "standard input is read"
export_to "$tmp/again"
is "$(cat "$tmp/again")" "$(cat "$tmp/marks")" "the order is always the same"

new_home merge
printf '%s\n' '{"url": "https://x.com/a", "read": "2021-05-02T00:00:00Z"}' \
	'{"url": "https://x.com/b", "starred": "2021-05-01T00:00:00Z"}' >"$tmp/other"
import_from "$tmp/marks" "$tmp/other"; is "$?" 0 "several files are read"
export_to "$tmp/merged"
is "$(grep -c '"read": "2021-05-02T00:00:00Z"}' "$tmp/merged")" 1 "the newest reading counts, with what was read then"
has "$(grep /b "$tmp/merged")" '"starred": "2021-05-02T00:00:00Z", "hidden": "2021-05-03' \
	"an older star does not"

new_home seeds
url=$("$NEWSREADER" -l -n 1 "$srcdir/seeds" | cut -f 5)
printf '{"url": "%s", "hidden": "2021-05-01"}\n' "$url" | "$NEWSREADER" --state-import 2>/dev/null
is "$("$NEWSREADER" -l "$srcdir/seeds" | wc -l)" 4 "what was imported is used"

new_home bad
{
	printf 'nonsense \033[2J\n'
	head -n 1 "$tmp/marks"
	printf '{"url": "https://x.com/d", "read": 7}\r\n\n'
	printf '{"url": "https://x.com/\377", "read": "2021-05-01"}\n'
	head -c 1048577 /dev/zero | tr '\0' x
	echo
	head -c 300000 /dev/zero | tr '\0' '['
	echo
	printf '{"url": "https://x.com/e", "read": "2021-05-01"}\r\n'
	printf '{"url": "https://x.com/f", "read": "2021-05-01"}'
} >"$tmp/bad"
import_from "$tmp/bad"; is "$?" 3 "status 3 for wrong lines"
is "$(grep -c "^$tmp/bad:[0-9][0-9]*:" "$tmp/err")" 5 "each of them is named"
is "$(sed -n "s,^$tmp/bad:\([0-9]*\):.*,\1,p" "$tmp/err" | tr '\n' ' ')" "1 3 5 6 7 " "by its number"
has "$(cat "$tmp/err")" "too long" "a huge one too"
is "$(tr -d '[:print:]\n' <"$tmp/err" | wc -c)" 0 "and no control character gets through"
has "$(cat "$tmp/err")" "3 articles read, 3 changed, 5 lines wrong" "the others count"
export_to "$tmp/good"
is "$(cut -d '"' -f 4 "$tmp/good" | tr '\n' ' ')" "https://x.com/a https://x.com/e https://x.com/f " "and are there"

import_from "$tmp/nowhere"; is "$?" 3 "status 3 for a file that is not there"
has "$(cat "$tmp/err")" "$tmp/nowhere: No such file" "which is named"
"$NEWSREADER" --state-export "$tmp" >"$tmp/out" 2>/dev/null; is "$?" 2 "an export takes no path"
"$NEWSREADER" -R --state-import "$tmp/marks" >"$tmp/out" 2>"$tmp/err"; is "$?" 5 "status 5 when marks may not be written"
export_to "$tmp/after"
is "$(cat "$tmp/after")" "$(cat "$tmp/good")" "and none is"
"$NEWSREADER" --state-export >/dev/full 2>/dev/null; is "$?" 4 "status 4 when the output cannot be written"
tap_done
