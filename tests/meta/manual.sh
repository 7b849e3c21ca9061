# The manual and the completions against the tables.
. "${srcdir:-.}/tests/lib/tap.sh"
: "${builddir:=.}"
man=$builddir/man/newsreader.1

# The first string, or the n-th, of every line of a table.
strings() {	# FILE MACRO N
	grep -E "^$2\(" "$srcdir/$1" | awk -F '"' -v n="$3" '{ print $(2 * n) }'
}

# A manual as plain text: escapes undone.
plain() {
	sed -e 's/\\-/-/g' -e 's/\\(ha/^/g' -e 's/\\(ti/~/g' -e 's/\\(ga/`/g' -e "s/\\\\(aq/'/g" \
	-e 's/\\(dq/"/g' -e 's/\\&//g' -e 's/\\e/\\/g' "$1"
}
plain "$man" >"$tmp/man"
plain "$builddir/man/newsreader.conf.5" >"$tmp/man.conf"

missing() {	# PATTERN-BEFORE [MANUAL] <words: those that no .It line has
	while IFS= read -r word; do
		grep -F -e "$1$word" "$tmp/${2:-man}" | grep -q '^\.It' || echo "$word"
	done
}

strings src/cli/args.def CLI_ARG 1 >"$tmp/args"
strings include/newsreader/options.def 'NR_OPTION(_ENUM)?' 1 >"$tmp/options"
strings include/newsreader/fields.def NR_FIELD 1 >"$tmp/fields"
strings include/newsreader/fields.def NR_FIELD_ALIAS 1 >"$tmp/aliases"
strings src/app/actions.def APP_ACTION 3 | sed 's/\\\\/\\/' | tr ' ' '\n' >"$tmp/keys"
strings src/app/icons.def APP_ICON 2 >"$tmp/signs"
strings include/newsreader/orders.def '	(FIRST|NEXT|LAST)' 1 >"$tmp/orders"
for table in args options fields aliases keys signs orders; do
	ok "$([ -s "$tmp/$table" ]; echo $?)" "there are $table to look for"
done
none "$(missing 'Fl -' <"$tmp/args")" "the manual has every option of the command line"
none "$(missing 'Cm ' man.conf <"$tmp/options")" "newsreader.conf(5) has every option"
grep '^NR_OPTION.*, START, "' "$srcdir/include/newsreader/options.def" | cut -d '"' -f 2 >"$tmp/later"
awk '/^\.It Cm / { name = $3 }
	/takes effect at the next start/ && name { print name }' "$tmp/man.conf" >"$tmp/said"
is "$(cat "$tmp/said")" "$(cat "$tmp/later")" \
	"newsreader.conf(5) says which options wait for the next start"
none "$(missing 'Cm ' <"$tmp/fields")" "the manual has every field"
none "$(while read -r a; do grep -q "^\.Cm $a" "$tmp/man" || echo "$a"; done <"$tmp/aliases")" \
	"the manual has every other name of a field"
none "$(missing 'Sy ' <"$tmp/keys")" "the manual has every key"
none "$(missing 'Sy ' <"$tmp/signs")" "the manual has every sign"
none "$(grep -n '^@' "$man" "$builddir/man/newsreader.conf.5")" "nothing is left to be replaced"

grep '^.s. chooses the order' "$srcdir"/man/tour/*.md >"$tmp/choice"
none "$(while read -r o; do grep -qw "$o" "$tmp/choice" || echo "$o"; done <"$tmp/orders")" \
	"the tour names every order"
"$NEWSREADER" --check "$srcdir/man/tour" >"$tmp/check" 2>"$tmp/err"
is "$?$(cat "$tmp/check")" 0 "the tour has no problems"
for file in "$srcdir"/man/tour/*.md; do
	excerpt=$(sed -n 's/^excerpt: "\(.*\)"$/\1/p' "$file")
	title=$(sed -n 's/^title: "\(.*\)"$/\1/p' "$file")
	tr '\n' ' ' <"$file" | sed 's/.* --- //' >"$tmp/body"
	if [ -z "$excerpt" ] || grep -qF -- "${excerpt%%.*}" "$tmp/body"; then echo "$file"; fi
	grep -hF -A 1 -- "- title: \"$title\"" "$srcdir"/man/tour/*.md | grep 'excerpt:' \
		| grep -vF -- "\"$excerpt\""
done >"$tmp/tour"
none "$(cat "$tmp/tour")" "each excerpt of the tour is one and not said twice"

"$NEWSREADER" --help >"$tmp/help"
none "$(while read -r a; do grep -q -- "--$a" "$tmp/help" || echo "$a"; done <"$tmp/args")" \
	"--help has every option"
none "$(awk 'length > 80' "$tmp/help")" "--help fits into 80 columns"
for file in newsreader _newsreader newsreader.fish; do
	none "$(while read -r a; do grep -qE -- "(--|-l )$a" "$builddir/man/$file" || echo "$a"
		done <"$tmp/args")" "the completion $file has every option"
done
if command -v bash >/dev/null; then
	bash -n "$builddir/man/newsreader" 2>"$tmp/err"
	none "$(cat "$tmp/err")" "bash can read its completion"
	# Words as bash parts them, the last one (_ if there is nothing of it yet) being typed,
	# and what is offered.
	completion=$(cd "$builddir" && pwd)/man/newsreader
	while IFS='>' read -r words offered; do
		# shellcheck disable=SC2086 # one word each
		got=$(cd "$srcdir/seeds" && bash -c '. "$1"; shift; COMP_WORDS=("${@#_}")
			COMP_CWORD=$(($# - 1)); _newsreader; echo ${COMPREPLY[*]}' \
			- "$completion" newsreader $words)
		is "$got" "${offered# }" "bash offers:$offered behind: $words"
	done <<E2
--col > --color=
--color _ > never auto always
--color = a > auto always
-o ord > order=date order=heat order=provider order=title
-o order = _ > date heat provider title
-o order = h > heat
--set = order = h > heat
--set = order = > date heat provider title
--set = mou > mouse=yes mouse=no
-o browser = >
-t 00 >
000 > 000_5b47c46c2437cc24.txt
--show = 004 > 004_6cb4dc83300293be.txt
-C 001 > 001_d7571dc3bcdcae78.txt
E2
fi
# What follows a line of a manual as a literal display.
example() {	# MANUAL LINE
	sed -n "/^$2/,/^\.Ed/p" "$1" | sed -n '/^\.Bd/,/^\.Ed/p' | sed '/^\./d'
}
example "$tmp/man.conf" '\.Sh EXAMPLES' >"$tmp/example"
example "$tmp/man" '\.Ss Changing keys' >"$tmp/keys-example"
for file in example keys-example; do
	ok "$(grep -q '^bind ' "$tmp/$file"; echo $?)" "there is an $file to try"
	"$NEWSREADER" --check-config "$tmp/$file" >"$tmp/out" 2>&1
	is "$?$(cat "$tmp/out")" 0 "and the program takes it"
done
if command -v mandoc >/dev/null; then
	none "$(mandoc -Tlint -Wwarning "$man" 2>&1)" "mandoc finds nothing wrong in the manual"
elif command -v groff >/dev/null; then
	none "$(groff -mdoc -ww -z -Tutf8 "$man" 2>&1)" "groff finds nothing wrong in the manual"
fi
# The sample of README, without its indent.
sed -n '/^     seeds /,/^     ? help/p' "$srcdir/README" | sed -e 's/^    //' -e 's/ *$//' >"$tmp/sample"
sed 's/ *$//' "$srcdir/tests/screen/narrow.txt" >"$tmp/golden"
is "$(cat "$tmp/sample")" "$(cat "$tmp/golden")" "the sample screen of README is a real one"
tap_done
