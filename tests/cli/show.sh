# --show: one article as text.
. "${srcdir:-.}/tests/lib/tap.sh"
seeds=$srcdir/seeds
NEWSREADER_NOW=2021-06-08T00:00:00Z
export NEWSREADER_NOW
file=$seeds/004_6cb4dc83300293be.txt

# The words of an article, however its lines are broken: an address may break after any sign.
flat() {
	"$NEWSREADER" "$@" | tr -d ' \n'
}

text=$("$NEWSREADER" --show="$file"); is "$?" 0 "a file can be shown"
has "$text" "Biden speaks to Putin for first time since taking power: White House" "with its title"
has "$text" "Reuters · Wed 27 Jan 2021, 00:13 · Election, Joe Biden · 5 related" "its facts"
has "$(flat --show="$file")" "https://www.reuters.com/article/us-russia-usa-biden-putin-idUSKBN29V2AJ" "its address"
none "$(printf "%s\n" "$text" | grep "more address")" "but no hint on a key"
none "$(printf '%s\n' "$text" | grep -v '^\[[0-9]*\] ' | grep -E '^.{77}')" \
	"in lines of 76 cells, but for the addresses of links"
is "$(printf '%s\n' "$text" | grep -c ' $')" 0 "without blanks at their ends"
is "$("$NEWSREADER" --show="$file" "$seeds" | head -n 1)" "$(printf '%s\n' "$text" | head -n 1)" \
	"a file of a folder can be shown"
is "$("$NEWSREADER" --show=- <"$file")" "$text" "standard input can be shown"
is "$(cat "$file" | "$NEWSREADER" --show=- 2>&1)" "$text" "a pipe can be shown"
(cd "$seeds" && "$NEWSREADER" --show="${file##*/}") >"$tmp/relative"
is "$(cat "$tmp/relative")" "$text" "a relative path will do"

url=https://www.reuters.com/article/us-russia-usa-biden-putin-idUSKBN29V2AJ
is "$("$NEWSREADER" --show=$url "$seeds" | head -n 1)" "$(printf '%s\n' "$text" | head -n 1)" \
	"an article can be named by its address"
is "$("$NEWSREADER" --show="HTTPS://WWW.REUTERS.COM/article/us-russia-usa-biden-putin-idUSKBN29V2AJ?utm_source=x#y" "$seeds" | head -n 1)" \
	"$(printf '%s\n' "$text" | head -n 1)" "in any form of it"
has "$(flat --show=https://www.cbsnews.com/news/biden-putin-call-navalny-poisoning-treaty/ "$seeds")" \
	"BidenpressesPutinonNavalnyarrestandpushesarmstreatyinfirstphonecall" \
	"an article that only another one lists can be shown"

out=$("$NEWSREADER" --show=https://example.org/none "$seeds" 2>"$tmp/err"); is "$?$out" 1 "status 1 for an article that is not there"
has "$(cat "$tmp/err")" "https://example.org/none" "which is named"
out=$("$NEWSREADER" --show=12345 "$seeds" 2>"$tmp/err"); is "$?$out" 1 "status 1 for a number that none has"
out=$("$NEWSREADER" --show=99999999999999999999 "$seeds" 2>"$tmp/err"); is "$?$out" 1 "and for one beyond all numbers"
printf -- '---\n- [unclosed\n' >"$tmp/bad.md"
# With the file alone, and with a folder that holds it.
for more in "" "$tmp"; do
	out=$("$NEWSREADER" --show="$tmp/bad.md" ${more:+"$more"} 2>"$tmp/err"); is "$?$out" 3 "status 3 for a file without an article"
	is "$(sed 's/:[0-9]*:[0-9]*: [^ ].*/: PLACE/' "$tmp/err")" "$tmp/bad.md: PLACE" "and it is said what is wrong with it, and where"
done
out=$(cd "$tmp" && "$NEWSREADER" --show=bad.md 2>"$tmp/err"); is "$?$out" 3 "status 3 for one named by a relative path"
has "$(cat "$tmp/err")" "$tmp/bad.md:" "with what is wrong with it"
out=$("$NEWSREADER" --show=- <"$tmp/bad.md" 2>"$tmp/err"); is "$?$out" 3 "status 3 for one from standard input"
has "$(cat "$tmp/err")" "-:" "with what is wrong with it"
out=$("$NEWSREADER" --show=$url nosuch "$seeds" 2>"$tmp/err"); is "$?" 3 "status 3 when a path is missing"
has "$out" "Biden speaks to Putin" "but the article is shown"
is "$(cat "$tmp/err")" "newsreader: nosuch: No such file or directory" "and the path is named"
out=$("$NEWSREADER" --show=https://example.org/none nosuch "$seeds" 2>"$tmp/err"); is "$?$out" 3 "status 3 when it may be at a path that is missing"

# The id that `i` shows on the screen.
id=384704120e705060
is "$("$NEWSREADER" --show=$id "$seeds" | head -n 1)" "$(printf '%s\n' "$text" | head -n 1)" "an article can be named by its id"
out=$("$NEWSREADER" --show="$((0x$id))" "$seeds" 2>"$tmp/err"); is "$?$out" 1 "but by no other number"
"$NEWSREADER" --show="$file" >/dev/full 2>/dev/null; is "$?" 4 "status 4 when the output cannot be written"
secret=$(sed -n 's/^secured: "\(.\{24\}\).*/\1/p' "$seeds"/000*)
is "$(cat "$seeds"/000* | grep -c "$secret")" 1 "there is a sealed part to look for"
is "$("$NEWSREADER" --show="$(echo "$seeds"/000*)" | tr -d '\n ' | grep -c "$(printf %s "$secret" | cut -c 1-16)")" 0 "what is sealed is not shown"
tap_done
