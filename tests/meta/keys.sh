# Messages and hints take keys from the table of actions: no string names one.
. "${srcdir:-.}/tests/lib/tap.sh"
cd "$srcdir" || exit 99

# The keys of the table, for an extended regular expression.
keys=$(sed -nE 's/^APP_ACTION\(([^"]*"){5}(([^"\\]|\\.)*)".*/\2/p' src/app/actions.def |
	tr ' ' '\n' | sed -e 's/\\\\/\\/' -e '/^$/d' -e 's/[]\\.*+?^${}()|[]/\\&/g' |
	tr '\n' '|' | sed 's/|$//')
ok "$(printf '%s\n' "$keys" | grep -qF '|U|\^R|t|'; echo $?)" "there are keys to look for"

# Of strings, one a line, those that name a key: with what it does ("U undoes"), at the
# beginning or after a punctuation mark; in hints that are parted by two blanks ("  o
# browser"), also at the beginning if it is no letter ("? help"); after "press" or "key".
naming() {
	grep -E -e "(\" ?|[];:,.?!)(] |  )($keys) [a-z]+s([^a-z]|\$)" -e "  ($keys) [a-z]" \
		-e "\" ?([?/]|\\^[A-Z]) [a-z]+[ \"]" -e "([Pp]ress|[Kk]ey) ($keys)([^A-Za-z]|\$)"
}

cat >"$tmp/bad" <<'END'
"Marked %zu articles %s; U undoes"
"Still marking; ^C stops"
"  ^C stops"
"%zu problems: E lists them"
"%s does nothing here; ? shows the keys"
" r looks now"
"Nothing to stop; Q quits"
"a shows other marks, T all topics"
"T all topics, t chooses some"
"? help  Enter open  x full text  q quit"
"  u addresses  q back"
"Enter opens  y copies"
"Esc closes"
"  / searches"
"j k Space scroll  e edits the file"
"Keys: press ? on the screen"
END
cat >"$tmp/good" <<'END'
"Marked %zu articles %s; %s undoes"
"A letter opens its link"
"%zu full text%s kept"
"s are"
": no article matches"
"; did you mean "
", by "
"Enter the name of a folder"
"Press any key to go on"
END
is "$(naming <"$tmp/bad")" "$(cat "$tmp/bad")" "strings that name a key are found"
none "$(naming <"$tmp/good")" "other strings are not"

# Comments may name keys, and the tables of arguments and actions.
find src/app src/cli src/ui src/main.c -name '*.[ch]' | LC_ALL=C sort | while read -r f; do
	sed -E -e 's,/\*.*,,' -e '/^[[:space:]]*(\*|#[[:space:]]*include)/s/.*//' "$f" |
		grep -noE '"([^"\\]|\\.)*"' | sed "s,^,$f:,"
done >"$tmp/strings"
ok "$([ -s "$tmp/strings" ]; echo $?)" "there are strings to look at"
none "$(naming <"$tmp/strings")" "no string of the program names a key"
tap_done
