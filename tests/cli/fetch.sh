# --fetch and --extract of an address, against a server on loopback.
. "${srcdir:-.}/tests/lib/tap.sh"
serve=${builddir:-.}/tests/cli/serve
allow="allow-private-hosts=localhost a.localhost b.localhost"
unset http_proxy https_proxy all_proxy no_proxy HTTPS_PROXY ALL_PROXY NO_PROXY

title="Harbour ferries return after a long winter storm"
excerpt="The first ferries crossed the harbour on Sunday morning, nine days after a storm had broken the northern pier."
cat >"$tmp/page.html" <<EOT
<!DOCTYPE html><html lang=en><head><title>$title</title></head><body><nav><a href=/>Home</a></nav>
<article><h1>$title</h1><p>$excerpt Passengers waited in rows along the quay while the crews
checked every rope and ladder twice.</p><p>The company said that the evening crossings would
follow within a week, once divers have looked at the <a href="/piles">piles</a> under the bridge.
Nobody was hurt, but several boats still lie on the beach where the water left them.</p></article></body></html>
EOT

# start ROUTE...: a server; $port is its port.
start() {
	rm -f "$tmp/ask" "$tmp/said"
	mkfifo "$tmp/ask" "$tmp/said"
	"$serve" "$@" <"$tmp/ask" >"$tmp/said" &
	exec 8>"$tmp/ask" 9<"$tmp/said"
	read -r port authority <&9
}
# ask LINE: what the server says to it.
ask() {
	printf '%s\n' "$1" >&8
	read -r said <&9
	echo "$said"
}
stop() {
	exec 8>&- 9<&-
	wait
}
# article FILE HOST PATH [TOPIC]
article() {
	printf -- '---\ntitle: %s\nexcerpt: "%s"\nwebUrl: http://%s:%s%s\ntopics: [%s]\n---\n' \
		"$title" "$excerpt" "$2" "$port" "$3" "${4:-Harbour}" >"$1"
}
# fetch ARG...: what it says on standard error; its status in $status.
fetch() {
	"$NEWSREADER" -o archive-url= -o "$allow" --fetch "$@" >"$tmp/out" 2>"$tmp/err"
	status=$?
}

# ---- fifty articles, ten of which cannot be had

mkdir "$tmp/articles"
set --
i=0
while [ $i -lt 50 ]; do
	case $i in
	*7 | *3) set -- "$@" "/story/$i=503" ;;
	*) set -- "$@" "/story/$i=$tmp/page.html" ;;
	esac
	i=$((i + 1))
done
echo '<meta http-equiv=refresh content="0; url=/story/1">Wait' >"$tmp/points.html"
echo '<meta http-equiv=refresh content="0; url=/two">Wait' >"$tmp/one.html"
echo '<meta http-equiv=refresh content="0; url=/one">Wait' >"$tmp/two.html"
start "$@" "/never=stall" "/points=$tmp/points.html" "/one=$tmp/one.html" "/two=$tmp/two.html" "/moved=301:/story/1" "/away=301:http://127.0.0.1:9/"
i=0
while [ $i -lt 50 ]; do
	case $((i % 3)) in
	0) host=localhost ;;
	1) host=a.localhost ;;
	2) host=b.localhost ;;
	esac
	topic=Harbour
	[ $i -lt 5 ] && topic=Pier
	article "$tmp/articles/$i.md" $host /story/$i $topic
	i=$((i + 1))
done

"$NEWSREADER" --offline -o "$allow" --fetch "$tmp/articles" 2>"$tmp/err"; is "$?" 2 "offline there is nothing to fetch"
has "$(cat "$tmp/err")" "offline: nothing is fetched" "which is said"
is "$(ask connections)" 0 "and nobody was asked"
if command -v strace >/dev/null && strace -o /dev/null true 2>/dev/null; then
	strace -f -e trace=network -o "$tmp/trace" "$NEWSREADER" --offline -o "$allow" \
		--fetch "$tmp/articles" 2>/dev/null
	is "$(grep -c -E 'AF_INET|connect\(' "$tmp/trace")" 0 "no name is looked up offline, and no socket made"
fi

fetch -t Pier "$tmp/articles"
is "$status" 4 "status 4 when some could not be fetched"
is "$(grep -c "^http://" "$tmp/err")" 1 "with a line for each"
has "$(cat "$tmp/err")" "http://localhost:$port/story/3: web 503" "that says why"
has "$(cat "$tmp/err")" "4 full texts of 5, 1 failed" "and a line for all"
is "$(cat "$tmp/out")" "" "on standard error"
is "$(ask 'requests *')" 5 "the filter says what is fetched"

fetch "$tmp/articles"
is "$status" 4 "the others"
is "$(grep -c "^http://" "$tmp/err")" 10 "ten of which fail"
has "$(cat "$tmp/err")" "40 full texts of 50, 10 failed" "and forty are there"
is "$(ask 'requests *')" 51 "what is kept is not asked for again"
fetch -t Pier -n 3 "$tmp/articles"
is "$(grep -o 'of [0-9]*' "$tmp/err")" "of 3" "a limit holds"
fetch -t Ghosts "$tmp/articles"
is "$status" 1 "of an unknown topic there is nothing"

# ---- a single article, and what is wrong with it

mkdir "$tmp/one"
article "$tmp/one/a.md" localhost /moved
fetch "$tmp/one"
is "$status" 0 "a redirect is followed"
article "$tmp/one/a.md" localhost /away
fetch "$tmp/one"
has "$(cat "$tmp/err")" "localhost:$port/away: web 127.0.0.1: refused: it is " "but not to a private address"
allow="allow-private-hosts=nas.example"
article "$tmp/one/a.md" localhost "/story/1?private"
before=$(ask connections)
fetch "$tmp/one"
is "$status" 4 "private hosts are refused"
has "$(cat "$tmp/err")" "web localhost: refused: it is " "which is said"
is "$(ask connections)" "$before" "and not connected to"
allow="allow-private-hosts=localhost a.localhost b.localhost"
fetch -o ca-file=/nowhere.pem "$tmp/one"
is "$status" 4 "an authority file that cannot be read ends it"
has "$(cat "$tmp/err")" "newsreader: /nowhere.pem: " "and is named"

# ---- what an archive is told

mkdir "$tmp/private"
i=0
for host in 10.0.0.1 127.0.0.1.. 0xa.1 nas.internal me:pw@gone.example localhost; do
	i=$((i + 1))
	printf -- '---\ntitle: %s\nwebUrl: http://%s:1/%s?token=abc\n---\n' "$i" "$host" "$i" \
		>"$tmp/private/$i.md"
done
before=$(ask 'requests *')
fetch -o "archive-url=http://localhost:$port/story/1?{url}" "$tmp/private"
is "$status" 4 "private pages cannot be had"
is "$(ask 'requests *')" "$before" "and no archive is asked for them"
is "$(grep -c "archive localhost: refused: it would learn of" "$tmp/err")" 6 "as is said"

# ---- nowhere to keep it

article "$tmp/one/a.md" localhost "/story/1?nowhere"
XDG_CACHE_HOME=/dev/null/cache fetch "$tmp/one"
is "$status" 4 "a text that cannot be kept is no success"
has "$(cat "$tmp/err")" "pages.db: fetched pages cannot be written and are kept in memory: " "the reason is told"
has "$(cat "$tmp/err")" "newsreader: the full texts could not be kept" "and what it means"

# ---- interrupted

article "$tmp/one/a.md" localhost /never
article "$tmp/one/b.md" a.localhost "/story/1?before"
"$NEWSREADER" -o archive-url= -o "$allow" --fetch "$tmp/one" 2>"$tmp/err" &
pid=$!
ask "wait /never 1" >/dev/null
ask "wait /story/1 3" >/dev/null
kill -TERM $pid
wait $pid 2>/dev/null
is "$?" 143 "a signal ends it at once"
has "$(cat "$tmp/err")" "of 2, 0 failed" "and it says how far it came"
article "$tmp/one/a.md" localhost "/story/2?again"
fetch "$tmp/one"
is "$status" 0 "the next time goes on"
has "$(cat "$tmp/err")" "2 full texts of 2, 0 failed" "to the end"

# ---- --extract

out=$("$NEWSREADER" -o "$allow" --extract "http://localhost:$port/story/1"); is "$?" 0 "the page of an address"
has "$out" "divers have looked at the piles under the bridge" "is extracted"
has "$("$NEWSREADER" -o "$allow" --extract=markdown "http://localhost:$port/story/1")" \
	"(http://localhost:$port/piles)" "with links that lead somewhere"
out=$("$NEWSREADER" -o "$allow" --extract "http://localhost:$port/points"); is "$?" 0 "a page that points to another one"
has "$out" "divers have looked at the piles under the bridge" "leads there"
"$NEWSREADER" -o "$allow" --extract "http://localhost:$port/one" >"$tmp/out" 2>"$tmp/err"; is "$?" 1 "pages that point to each other end"
has "$(cat "$tmp/err")" "the page only points to http://localhost:$port/" "with where they point to"
"$NEWSREADER" -o "$allow" --extract "http://localhost:$port/story/3" >"$tmp/out" 2>"$tmp/err"; is "$?" 4 "status 4 if it cannot be fetched"
has "$(cat "$tmp/err")" "503" "with the reason"
"$NEWSREADER" --extract "http://localhost:$port/story/1" >"$tmp/out" 2>"$tmp/err"; is "$?" 4 "private hosts are refused here too"
"$NEWSREADER" --offline -o "$allow" --extract "http://localhost:$port/story/1" >"$tmp/out" 2>"$tmp/err"; is "$?" 2 "and everything is offline"
stop

# ---- safe connections

start --tls "/safe=$tmp/page.html"
url=https://localhost:$port/safe
"$NEWSREADER" -o "$allow" --extract "$url" >"$tmp/out" 2>"$tmp/err"; is "$?" 4 "an authority that is not known is not trusted"
"$NEWSREADER" -o "$allow" -o "ca-file=$authority" --extract "$url" >"$tmp/out" 2>"$tmp/err"; is "$?" 0 "unless ca-file names it"
stop

tap_done
