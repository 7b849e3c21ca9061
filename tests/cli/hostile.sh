# What a file may hold, and what of it never gets out.
. "${srcdir:-.}/tests/lib/tap.sh"

# ESC ] 52 (clipboard), ESC [ 2 J (clear), BS, CR, BEL, DEL, U+202E (right to left), U+009B
# (C1 CSI), U+200B, U+FEFF, U+2028, an invalid byte; once escaped in YAML, once as they are.
yaml='\e]52;c;ZXZpbA==\a\e[2J\b\r\x7f\u202e\u009b31m\u200b\ufeff\u2028|'
raw=$(printf '\302\23331m\342\200\256\342\200\213\357\273\277|\342\200\250')
mkdir "$tmp/a" "$tmp/b"

# Each string field of an article, in the article and in a related entry.
fields='title name excerpt category type price length'
nested() {	# TEXT
	cat <<E2
provider:
  name: "p$1"
  domain: "d$1"
  authors: ["a$1"]
topics: ["t$1", "u$1"]
levels: ["l$1"]
images:
  - url: "i$1"
ratings:
  average: "r$1"
actions:
  - {url: "https://example.org/$1", type: "x$1", title: "y$1", attribution: "z$1"}
"k$1": "v$1"
featuredContent: "<iframe src='https://example.org/$1'></iframe>"
originalUrl: "https://example.org/o$1"
webUrl: "https://example.org/w$1"
ampWebUrl: "https://example.org/m$1"
E2
}
for kind in yaml raw; do
	eval "text=\$$kind"
	{
		echo ---
		for field in $fields; do echo "$field: \"$field$text\""; done
		nested "$text"
		echo related:
		echo "  - title: \"related$text\""
		echo "    excerpt: \"excerpt$text\""
		echo "    webUrl: \"https://example.org/r$text\""
		echo ---
		printf '<p title="x">body \033]52;c;ZXZpbA==\007 \033[2J \b \r \302\233 \342\200\256 \377 &#27; &#155; &#x202e; &#8;</p>\n'
	} >"$tmp/a/$kind.html"
done
printf -- '---\ntitle: Markdown\n---\n\033[2J `\033]0;x\007` [a](https://example.org/\033) &#27;\n' >"$tmp/a/m.md"
printf -- '---\ntitle: Name of the file\n---\n' >"$tmp/a/$(printf 'n\033[2J\302\233\nx').md"
printf -- '---\n- [\033[2J\n' >"$tmp/a/$(printf 'bad\033[2J').md"
long=$(head -c 1048576 /dev/zero | tr '\0' w)
for field in $fields; do
	printf -- '---\n%s: "%s"\nwebUrl: "https://example.org/%s"\n---\n' "$field" "$long" "$field" >"$tmp/b/$field.md"
done
part=$(printf %s "$long" | head -c 65536)	# so that all together stay below the limit of a file
{ echo ---; echo title: Nested; nested "$part" | sed '/^featured/d; /^"k/d'; echo ---; } >"$tmp/b/nested.md"

# clean FILE NAME: only text, newlines and tabs; valid UTF-8; none of the invisible ones.
clean() {
	is "$(LC_ALL=C tr -d '\n\t\040-\176\200-\377' <"$1" | od -An -tx1)" "" "$2: no C0 control, no DEL"
	iconv -f UTF-8 -t UTF-8 <"$1" >/dev/null 2>&1; ok $? "$2: valid UTF-8"
	none "$(LC_ALL=C grep -naE "$(printf '\302[\200-\237]|\342\200[\213\216\217\250-\256]|\342\201[\240-\257]|\357\273\277')" "$1" | cut -c 1-200 | od -An -c | head -n 8)" \
		"$2: no C1, bidi or invisible character"
}

"$NEWSREADER" --list "$tmp/a" >"$tmp/out" 2>"$tmp/err"
is "$?" 3 "a list with a bad file has status 3"
clean "$tmp/out" "the list"
clean "$tmp/err" "messages of the list"
is "$(wc -l <"$tmp/out")" 4 "four articles are four lines"
is "$(awk -F '\t' 'NF != 5' "$tmp/out")" "" "of five columns"
is "$(grep -c "^$tmp/a/bad" "$tmp/err")" 1 "one bad file is one line"

"$NEWSREADER" --check "$tmp/a" >"$tmp/out" 2>"$tmp/err"
ok "$([ -s "$tmp/out" ]; echo $?)" "there are problems"
clean "$tmp/out" "the problems"
clean "$tmp/err" "the summary"

for file in "$tmp"/a/*; do
	name=$(printf %s "${file##*/}" | tr -dc 'a-z.')
	"$NEWSREADER" --show="$file" >"$tmp/out" 2>"$tmp/err"
	clean "$tmp/out" "the article $name"
	clean "$tmp/err" "messages about $name"
done

for file in "$tmp"/b/*; do
	name=${file##*/}
	"$NEWSREADER" --list "$file" >"$tmp/out" 2>"$tmp/err"
	is "$(wc -l <"$tmp/out") $(awk -F '\t' 'NF != 5' "$tmp/out")" "1 " "a megabyte in $name: one line of five columns"
	"$NEWSREADER" --check "$file" >"$tmp/out" 2>/dev/null
	is "$(awk 'length > 2000' "$tmp/out" | wc -l)" 0 "a megabyte in $name: short messages"
	"$NEWSREADER" --show="$file" >"$tmp/out" 2>"$tmp/err"; is "$?" 0 "a megabyte in $name: can be shown"
done
tap_done
