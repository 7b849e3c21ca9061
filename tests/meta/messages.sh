# Messages come from one table, as whole sentences with forms for one and for many.
. "${srcdir:-.}/tests/lib/tap.sh"
cd "$srcdir" || exit 99

table=src/app/messages.def

# sentences FILE: one a line, NAME or "item NAME", a tab and the text, of a table of messages.
sentences() {
	sed -e '/^[\/ ]\*/d' "$1" | tr '\n\t' '  ' | sed 's/) *APP_/)\nAPP_/g' |
		sed -nE -e 's/^ *APP_ITEM\(([A-Z0-9_]+), *(.*)\) *$/item \1\t\2/p' \
			-e 's/^ *APP_[A-Z]+\(([A-Z0-9_]+), *(.*)\) *$/\1\t\2/p' |
		awk -F '\t' '{
			rest = $2
			while (match(rest, /"([^"\\]|\\.)*"/)) {
				print $1 "\t" substr(rest, RSTART + 1, RLENGTH - 2)
				rest = substr(rest, RSTART + RLENGTH)
			}
		}'
}

# faults: of such lines, those that break a rule of the table.
faults() {
	awk -F '\t' '
		$2 !~ /^([A-Z]|%|\\")/ && $1 !~ /^item/ { print $1 ": no capital: " $2; next }
		$2 ~ /[^.…][.!]$/ || $2 ~ /[^:] $/ { print $1 ": a full stop at the end: " $2; next }
		$2 ~ /[a-z]%[0-9$]*s/ { print $1 ": glued: " $2; next }
		$2 ~ /Error|[Ff]ailed to|[Pp]lease/ { print $1 ": other words: " $2 }'
}

sentences $table >"$tmp/sentences"
ok "$([ "$(wc -l <"$tmp/sentences")" -gt 80 ]; echo $?)" "there are messages to look at"
none "$(faults <"$tmp/sentences")" "a message is a sentence without a full stop"
cat >"$tmp/bad.def" <<'END'
APP_SENTENCE(A, "not found: %s")
APP_SENTENCE(B, "Nothing here.")
APP_PLURAL(C, "Marked %zu article",
	"Marked %zu article%s")
APP_SENTENCE(D, "Fine")
END
is "$(sentences "$tmp/bad.def" | faults | cut -d : -f 1 | tr '\n' ' ')" "A B C " \
	"those that are wrong are found"

none "$(cut -f 1 "$tmp/sentences" | sed 's/^item //' | sort -u | while read -r name; do
	grep -qrE "APP_MSG(_N)?\($name[,)]" src || echo "$name"
done)" "every message is shown somewhere"

# Statements of FILE, one a line.
statements() {
	tr '\n\t' '  ' <"$1" | sed 's/;/;\n/g'
}

none "$(for f in src/app/*.c src/ui/*.c; do
	statements "$f" | grep 'app_say(.*"' | grep -Ev 'APP_MSG|"(%s)+"' | sed "s,^,$f:,"
done)" "every message is in the table"

# ["article%s"], ["article%s", n == 1 ? "" : "s"]: other languages have other plurals.
none "$(grep -nE '"[^"]*[a-z]%s[^"]*".*"(s|es)"|== 1 \? "" : "' src/app/*.c src/ui/*.c)" \
	"no plural is glued together"

# Words that are put on the screen one by one. Not files that the program writes and reads
# again, and reports that are kept with full texts.
none "$(for f in src/app/*.c src/ui/*.c; do
	case $f in
	*/keymap_dump.c|*/resume.c|*/export.c|*/script.c|*/fulltext_page.c|*/roots.c) continue ;;
	esac
	statements "$f" | grep -oE '(nr_buf_add[zf]|nr_doc_add[zf]|ui_key_hints_add) ?\(.*' |
		grep -oE '"([^"\\]|\\.)*"' | sed -E 's/%[-0-9.*]*(zu|lld|[a-z])//g' |
		grep -E '[A-Za-z]{3}' | grep -vE '^"(true|false|/[^ ]*)"$' | sed "s,^,$f: ,"
done)" "no sentence is put together outside the table"

# What is said in other words now.
cat >"$tmp/old" <<'END'
Nothing passes the filter
No articles here
Nothing here
Not published by its site
is being fetched; 
As it was: 
Only what the index knows
is built anew
There is no %s
%s may be: 
does nothing here
ended with status
there is no program
takes no copy
went on from the
Done again
Undone: 
%s goes on
Do it again
Draw the screen
Do anything by its name
Heat not told
has no file of its own
END
none "$(grep -rnF -f "$tmp/old" src man/*.in man/tour README)" "no message is worded as it was"
tap_done
