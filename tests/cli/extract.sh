# --extract: the article of a saved page.
. "${srcdir:-.}/tests/lib/tap.sh"

cat >"$tmp/page.html" <<'EOF'
<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>A quiet harbour | The Gull</title>
<meta name="author" content="Ada Quay"><meta property="article:published_time" content="2021-05-01">
<meta property="og:site_name" content="The Gull">
<link rel="canonical" href="https://gull.example/harbour"></head><body>
<nav><a href="/">Front page</a></nav>
<article><h1>A quiet harbour</h1>
<p>The harbour lay quiet in the morning, before the boats came in, and the <a
href="https://gull.example/gulls">gulls</a> stood in rows<br>along the wall.</p>
<h2>Nets</h2><ul><li>Mended, and still wet, they hung between the sheds.</li></ul>
<table><tr><th>Year</th><th>Boats</th></tr><tr><td>1990</td><td>41</td></tr></table>
<pre>cod
 eel</pre><img src="https://gull.example/a.jpg" alt="wall">
<blockquote><p>Nobody speaks of the *price* of fish, because everybody knows it, the mayor says.</p>
</blockquote></article><footer>Contact</footer></body></html>
EOF
extract() {
	"$NEWSREADER" "$@" 2>"$tmp/err"
}

out=$(extract --extract "$tmp/page.html"); is "$?" 0 "the article of a page is printed"
is "$out" "The harbour lay quiet in the morning, before the boats came in, and the gulls stood in rows along the wall.
Nets
Mended, and still wet, they hung between the sheds.
Year │ Boats
1990 │ 41
cod
 eel
Nobody speaks of the *price* of fish, because everybody knows it, the mayor says." \
	"as text, a paragraph a line, without numbers of links"
is "$(cat "$tmp/err")" "" "with nothing on standard error"
is "$(extract --extract=text "$tmp/page.html")" "$out" "which is what text names"
is "$(extract --extract - <"$tmp/page.html")" "$out" "- is standard input"
is "$(extract "$tmp/page.html" --extract)" "$out" "the file may come first"

json=$(extract --extract=json "$tmp/page.html"); is "$?" 0 "JSON"
is "$(printf '%s\n' "$json" | grep -c .)" 1 "is one line"
has "$json" '"title":"A quiet harbour","byline":"Ada Quay","site":"The Gull","date":"2021-05-01","language":"en","url":"https://gull.example/harbour","words":' \
	"with what the page says of itself"
has "$json" '"text":"The harbour lay quiet' "and the text"
case $json in *'"words":'[1-9]*) ok 0 "words are counted" ;; *) ok 1 "words are counted" ;; esac

is "$(extract --extract=markdown "$tmp/page.html")" "# A quiet harbour

The harbour lay quiet in the morning, before the boats came in, and the [gulls](https://gull.example/gulls) stood in rows  
along the wall.

## Nets

-   Mended, and still wet, they hung between the sheds.

| Year | Boats |
| --- | --- |
| 1990 | 41 |

\`\`\`
cod
 eel
\`\`\`

![wall](https://gull.example/a.jpg)

> Nobody speaks of the \\*price\\* of fish, because everybody knows it, the mayor says." \
	"Markdown keeps headings, lists, links, quotes and code"

cat >"$tmp/bars.html" <<'EOF'
<title>Bars</title><article><p>The bars of the harbour open at noon, and the sailors, who know that, wait.</p>
<table><tr><th>Sign<th>Link</tr><tr><td><code>a|b</code> c|d<td><a href="https://gull.example/?a|b">x</a></tr></table>
<p><code>a|b</code> is painted on the wall of one of them, in white, and nobody knows why, or says so.</p></article>
EOF
is "$(extract --extract=markdown "$tmp/bars.html" | grep '|')" \
	'| Sign | Link |
| --- | --- |
| `a\|b` c\|d | [x](https://gull.example/?a%7Cb) |
`a|b` is painted on the wall of one of them, in white, and nobody knows why, or says so.' \
	"a bar in a cell does not end it, in code and addresses either"

cat >"$tmp/marks.html" <<'EOF'
<html lang="en"><head><title>Signs</title></head><body><article><h1>Signs</h1>
<p># is no heading, but a sign before a number, and nobody in the harbour knows why it is there.</p>
<p>12. is no item of a list, but the number of a berth, and the boat at it is the oldest one!</p>
<p>- is no item either<br>=====<br>nor is that a line below a heading, AT&amp;amp;T, and 3 - 4 = 1, as
everybody knows! Look!<a href="https://gull.example/signs">Signs</a></p>
<p>The letters <code>a``b `c`</code> are painted on a boat that lies behind all the others at the wall.</p>
<pre>one
```
# two</pre></article></body></html>
EOF
is "$(extract --extract=markdown "$tmp/marks.html")" "# Signs

\\# is no heading, but a sign before a number, and nobody in the harbour knows why it is there.

12\\. is no item of a list, but the number of a berth, and the boat at it is the oldest one!

\\- is no item either  
\\=====  
nor is that a line below a heading, AT\\&amp;T, and 3 - 4 = 1, as everybody knows! Look\\![Signs](https://gull.example/signs)

The letters \`\`\` a\`\`b \`c\` \`\`\` are painted on a boat that lies behind all the others at the wall.

\`\`\`\`
one
\`\`\`
# two
\`\`\`\`" "and text is no markup"

printf '<meta charset=windows-1251><p>\317\360\350\342\345\362, \354\350\360.' >"$tmp/cyrillic.html"
is "$(extract --extract "$tmp/cyrillic.html")" "Привет, мир." "other charsets become UTF-8"
printf '<p>a\033[2Jb\302\2330m' >"$tmp/evil.html"
is "$(extract --extract "$tmp/evil.html" | tr -d '[:print:]\n' | wc -c | tr -d ' ')" 0 \
	"no control character gets through"

printf '<script>1</script>' >"$tmp/empty.html"
out=$(extract --extract "$tmp/empty.html"); is "$?$out" 1 "status 1 where there is no text"
has "$(cat "$tmp/err")" "no text" "which is said"
out=$(extract --extract "$tmp/nowhere.html"); is "$?$out" 1 "status 1 where there is no file"
out=$(extract --extract); is "$?$out" 2 "status 2 without a file"
out=$(extract --extract "$tmp/page.html" "$tmp/page.html"); is "$?$out" 2 "or with two"
out=$(extract --extract=html "$tmp/page.html"); is "$?$out" 2 "or in a form that is none"
has "$(cat "$tmp/err")" "'html'" "which is named"
out=$(extract --extract --list "$tmp/page.html"); is "$?$out" 2 "or with another command"
for url in 'http://127.0.0.1:1/ü' 'http://127.0.0.1:1/a b' ' http://127.0.0.1:1/ ' 'http://１２７.0.0.1:1/'; do
	extract --extract "$url"
	has "$(cat "$tmp/err")" "127.0.0.1: refused" "'$url' is an address, not a file"
done
for url in ftp://x.example/ file:///x 'gopher://ü.example'; do
	out=$(extract --extract "$url"); is "$?$out" 2 "status 2 with the scheme of $url"
	has "$(cat "$tmp/err")" "$url: only addresses of http and https are fetched" "which is said"
done
for url in http:// 'https://a b/' 'http://?x'; do
	out=$(extract --extract "$url"); is "$?$out" 2 "status 2 where $url has no host"
	has "$(cat "$tmp/err")" "$url: not a web address" "which is said"
done
"$NEWSREADER" --extract "$tmp/page.html" >/dev/full 2>/dev/null; is "$?" 4 "status 4 when the output cannot be written"
tap_done
