# Every source file says first what it is, and comments and documents are in plain English.
. "${srcdir:-.}/tests/lib/tap.sh"
cd "$srcdir" || exit 99

sources=$(find src include -name '*.c' -o -name '*.h' -o -name '*.def' | LC_ALL=C sort)

# comments FILE...: path:line: and the text of each line of a comment.
comments() {
	awk 'FNR == 1 { inside = 0 }
	{
		line = $0
		text = ""
		while (line != "") {
			if (inside) {
				end = index(line, "*/")
				text = text " " (end ? substr(line, 1, end - 1) : line)
				line = end ? substr(line, end + 2) : ""
				inside = !end
			} else {
				# Strings first: "/*" in one begins no comment.
				gsub(/"([^"\\]|\\.)*"/, "", line)
				start = index(line, "/*")
				line = start ? substr(line, start + 2) : ""
				inside = start > 0
			}
		}
		if (text != "")
			print FILENAME ":" FNR ":" text
	}' "$@"
}

# banned FILE: the lines of FILE, each path:line: text, with a word of the list.
banned() {
	grep -v '^#' tests/meta/words | cut -f 1 | while IFS= read -r word; do
		# "behind a proxy" is no matter of order.
		grep -iE "^[^:]*:[0-9]+:.*(^|[^a-z_>.])($word)([^a-z_.]|[.]?\$)" "$1" |
			grep -viE 'behind a (proxy|carrier)'
	done
}

# shellcheck disable=SC2086 # one word a file
none "$(for f in $sources; do
	case $f in *.c) head -n 1 "$f" | grep -q '^/\* *[-A-Za-z"`]\|^/\*$' || echo "$f" ;; esac
done)" "every source file begins with what it is"

# shellcheck disable=SC2086
comments $sources >"$tmp/comments"
ok "$([ "$(wc -l <"$tmp/comments")" -gt 2000 ]; echo $?)" "there are comments to look at"
grep -n '' /dev/null README NEWS src/ARCHITECTURE src/HACKING man/*.in man/tour/*.md |
	grep -v -e '^src/HACKING:.*/\*' -e '^README:.*┃$' >"$tmp/documents"
none "$(banned "$tmp/comments")" "comments do without words that have to be decoded"
none "$(banned "$tmp/documents")" "so do the documents"
# shellcheck disable=SC2086
grep -noE '"([^"\\]|\\.)*"' $sources >"$tmp/texts"
none "$(banned "$tmp/texts")" "so do the texts of the program"
printf 'a.c:1: it is made anew\nb.c:2: behind a proxy\nc.c:3: what nr_disclosure_find told.\n' \
	>"$tmp/sample"
is "$(banned "$tmp/sample" | cut -c 1-3 | tr '\n' ' ')" "a.c c.c " "such words are found"
tap_done
