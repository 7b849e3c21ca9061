# --list on the sample articles, and what it says of other files.
. "${srcdir:-.}/tests/lib/tap.sh"
seeds=$srcdir/seeds
tab=$(printf '\t')

list() {
	"$NEWSREADER" --list "$@" 2>"$tmp/err"
}
titles() {
	list "$@" | cut -f 4
}

cat >"$tmp/expected" <<E2
2021-06-07 16:06${tab}202${tab}Reuters${tab}White House says Biden-Putin meeting not a reward but good way to manage ties${tab}https://www.reuters.com/article/us-g7-summit-biden/white-house-says-biden-putin-meeting-not-a-reward-but-good-way-to-manage-ties-idUSKCN2DJ24Y
2021-04-13 18:15${tab}134${tab}Newsweek${tab}Joe Biden, Vladmir Putin Summit Doesn't Signal New Friendliness with Russia, White House Says${tab}https://www.newsweek.com/joe-biden-vladmir-putin-summit-doesnt-signal-new-friendliness-russia-white-house-says-1583363
2021-04-13 17:48${tab}-1${tab}U.S. News & World Report${tab}Joe Biden Proposes Summit With Russia’s Vladimir Putin${tab}https://www.usnews.com/news/politics/articles/2021-04-13/joe-biden-proposes-summit-with-russias-vladimir-putin
2021-04-13 17:10${tab}215${tab}CNN${tab}Biden proposes meeting with Putin amid rising Ukraine tensions${tab}http://rss.cnn.com/~r/rss/cnn_allpolitics/~3/N95__0UZOs4/index.html
2021-01-27 00:13${tab}225${tab}Reuters${tab}Biden speaks to Putin for first time since taking power: White House${tab}https://www.reuters.com/article/us-russia-usa-biden-putin-idUSKBN29V2AJ
E2
got=$(list "$seeds"; echo "status $?")
is "$got" "$(cat "$tmp/expected"; echo 'status 0')" "the sample articles, newest first, in columns parted by tabs"
is "$(cat "$tmp/err")" "" "nothing is said about good files"
is "$("$NEWSREADER" "$seeds")" "$(cat "$tmp/expected")" "without a screen the list is printed"
is "$(NEWSREADER_PATH=$seeds "$NEWSREADER" -l)" "$(cat "$tmp/expected")" "NEWSREADER_PATH is read when no path is given"
is "$(list -o "path=$seeds")" "$(cat "$tmp/expected")" "the option path is read when no path is given"
is "$(NEWSREADER_PATH=/nowhere list -o "path=$seeds")" "$(cat "$tmp/expected")" "the option path comes before NEWSREADER_PATH"
mkdir -p "$HOME/.local/share/newsreader/articles"
cp "$seeds"/004* "$HOME/.local/share/newsreader/articles"
is "$(list)" "$(tail -n 1 "$tmp/expected")" "the reader's folder is read when nothing is named"
is "$(list - <"$seeds/004_6cb4dc83300293be.txt")" "$(tail -n 1 "$tmp/expected")" "- is standard input"
is "$(list "$seeds"/00[04]*)" "$(sed -n '2p;5p' "$tmp/expected")" "files may be named one by one"
is "$(TZ=Europe/Berlin list -n 1 "$seeds" | cut -f 1)" "2021-06-07 18:06" "dates are in local time"

is "$(titles -n 2 "$seeds" | wc -l)" 2 "--limit limits"
is "$(titles --limit=1 -o order=heat "$seeds")" "Biden speaks to Putin for first time since taking power: White House" \
	"the hottest comes first if the order says so"
is "$(list -o order=provider "$seeds" | cut -f 3 | head -n 2 | tr '\n' ' ')" "CNN Newsweek " \
	"providers are in the order of the alphabet if the order says so"
is "$(titles -o show-unpublished=no "$seeds" | wc -l)" 4 "unpublished articles can be left out"

is "$(titles --topic "Joe Biden" "$seeds" | wc -l)" 4 "one topic"
is "$(titles --topic "joe biden" --topic "democratic voice" "$seeds" | wc -l)" 5 "any of two topics, in any case"
is "$(titles --all-topics -t election -t "Democratic Voice" "$seeds")" \
	"Biden proposes meeting with Putin amid rising Ukraine tensions" "each of two topics"
titles --all-topics -t "joe biden" -t "Democratic Voice" "$seeds" >"$tmp/out"
list --all-topics -t "joe biden" -t "Democratic Voice" "$seeds"; is "$?$(cat "$tmp/out")" 1 "status 1 when nothing matches"
out=$(list --topic "Jo Biden" "$seeds"); is "$?$out" 1 "status 1 for an unknown topic"
has "$(cat "$tmp/err")" "Joe Biden" "the nearest topic is proposed"
is "$(grep -c . "$tmp/err")" 1 "and that in one line"
out=$(list -t "Democratic Voice" -t "Jo Biden" "$seeds" | cut -f 4)
is "$out" "Biden proposes meeting with Putin amid rising Ukraine tensions" "the topics that are there are listed"
has "$(cat "$tmp/err")" "Joe Biden" "and the other one is told"

mkdir "$tmp/mixed"
cp "$seeds"/00* "$tmp/mixed"
printf -- '---\n- [unclosed\n' >"$tmp/mixed/bad.md"
printf 'not an article\n' >"$tmp/mixed/notes.doc"
mkdir "$tmp/mixed/_data" "$tmp/mixed/.hidden" "$tmp/mixed/deep"
printf -- '---\ntitle: Data\n---\n' | tee "$tmp/mixed/_data/a.md" >"$tmp/mixed/.hidden/a.md"
printf -- '---\ntitle: Deep\ndate: 2001-02-03\n---\n' >"$tmp/mixed/deep/a.markdown"
list "$tmp/mixed" >"$tmp/out"; is "$?" 3 "status 3 when a file cannot be read"
is "$(cut -f 4 "$tmp/out" | tail -n 2)" "Biden speaks to Putin for first time since taking power: White House
Deep" "and the rest is printed; hidden folders and _data are left out"
is "$(tail -n 1 "$tmp/out" | cut -f 1)" 2001-02-03 "a date alone has no time"
mkdir "$tmp/years"
printf -- '---\ntitle: Day\ndate: 0001-01-01\n---\n' >"$tmp/years/day.md"
printf -- '---\ntitle: Time\ndate: 0987-01-02T03:04:00Z\n---\n' >"$tmp/years/time.md"
is "$("$NEWSREADER" --list "$tmp/years" | cut -f 1 | tr '\n' ,)" "0987-01-02 03:04,0001-01-01," "years have four digits"
has "$(cat "$tmp/err")" "$tmp/mixed/bad.md:" "the bad file is named"
is "$(grep -c . "$tmp/err")" 1 "and nothing else"
out=$(list /nowhere/at/all); is "$?$out" 3 "status 3 for a path that is not there"
has "$(cat "$tmp/err")" "/nowhere/at/all" "which is named"
out=$(cd "$tmp" && list nosuch "$seeds" nor/such); is "$?" 3 "status 3 when one of several paths is not there"
is "$out" "$(cat "$tmp/expected")" "and the others are listed"
is "$(cat "$tmp/err")" "newsreader: nosuch: No such file or directory
newsreader: nor/such: No such file or directory" "each that is missing has a line"
rm -r "$HOME/.local/share/newsreader/articles"
out=$(NEWSREADER_SAMPLES=/dev/null/none NEWSREADER_PATH=/dev/null/nor list); is "$?$out" 1 "status 1 when there is nothing at all to read"
has "$(cat "$tmp/err")" "\$NEWSREADER_PATH (/dev/null/nor)" "and it is said where was looked"
mkdir "$tmp/empty"
out=$(list "$tmp/empty"); is "$?$out" 1 "status 1 for a folder without articles"

for index in "$HOME"/.cache/newsreader/*/index.db; do
	head -c "$(wc -c <"$index")" /dev/zero | tr '\0' x >"$tmp/damage"
	tail -c +4097 "$tmp/damage" | dd of="$index" bs=4096 seek=1 conv=notrunc 2>/dev/null
done
is "$(list "$seeds" | wc -l)" 5 "a damaged index is rebuilt at once"

"$NEWSREADER" --list "$seeds" >/dev/full 2>"$tmp/err"; is "$?" 4 "status 4 when the output cannot be written"
has "$(cat "$tmp/err")" "No space left on device" "with the reason"
is "$( (trap '' PIPE; "$NEWSREADER" --list "$seeds"; echo $? >"$tmp/status") 2>"$tmp/err" | :; cat "$tmp/err")" "" \
	"nothing is said when the reader of a pipe has gone"
is "$(cat "$tmp/status")" 0 "which is no failure"
# ---- hosts that are not ASCII

mkdir "$tmp/hosts"
printf -- '---\ntitle: Mill\nwebUrl: https://M\303\274hle.example/\303\274\n---\n' >"$tmp/hosts/a.md"
printf -- '---\ntitle: Half\nwebUrl: https://m\357\277\275.example/\n---\n' >"$tmp/hosts/b.md"
has "$("$NEWSREADER" --list "$tmp/hosts" 2>/dev/null)" "https://xn--mhle-0ra.example/%C3%BC" \
	"a host is punycode, a path is percent-encoded"
is "$("$NEWSREADER" --list "$tmp/hosts" 2>/dev/null | grep -c 'http')" 1 "what is no host is no address"

tap_done
