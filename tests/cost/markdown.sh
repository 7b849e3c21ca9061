# Four times as much Markdown, or HTML of a page, costs at most six times as many
# instructions, whatever it is: in part, or with $NEWSREADER_THOROUGH for every pattern at 64 and 256 kB.
# A small input whose text is left out (tags of Liquid, cells beyond the last column) costs
# next to nothing, while a large one is over the limit of a paragraph and is shown as plain
# text: an input counts for at least what plain text of its size costs.
. "${srcdir:-.}/tests/lib/tap.sh"
cost=${builddir:-.}/tests/cost/markdown
most=6

if ! command -v valgrind >/dev/null; then
	echo "1..0 # SKIP valgrind is missing"
	exit 0
fi
"$cost" >/dev/null
if [ "$?" -eq 77 ]; then
	echo "1..0 # SKIP valgrind runs no program with a sanitizer"
	exit 0
fi

# counted SIZE FIRST STEP: lines of "factor pattern".
counted() {
	valgrind --tool=callgrind --toggle-collect=measure --dump-after=measure \
		--callgrind-out-file="$tmp/out$2" "$cost" "$@" >"$tmp/names$2" 2>"$tmp/err$2" || return
	n=0
	plain=0
	while IFS= read -r name; do
		small=$(sed -n 's/^totals: //p' "$tmp/out$2.$((n + 1))")
		large=$(sed -n 's/^totals: //p' "$tmp/out$2.$((n + 2))")
		n=$((n + 2))
		case $name in "plain "*) plain=${small:-0} ;; esac
		awk -v s="${small:-0}" -v l="${large:-0}" -v p="$plain" 'BEGIN {
			printf "%.2f", (s > 0 ? l / (s > p ? s : p) : 999) }'
		printf ' %s\n' "$name"
	done <"$tmp/names$2"
}

if [ -n "${NEWSREADER_THOROUGH-}" ]; then
	counted 65536 0 2 >"$tmp/counts" &
	counted 65536 1 2 >"$tmp/more"
	wait "$!"
	cat "$tmp/more" >>"$tmp/counts"
	least=60
else
	least=8
	counted 16384 0 12 >"$tmp/counts"
fi
ok "$([ "$(grep -Evc '^[^ ]* (control|plain|page) ' "$tmp/counts")" -ge "$least" ]; echo $?)" \
	"patterns were counted"
none "$(awk -v most=$most '!/^[^ ]* control / && $1 > most' "$tmp/counts")" \
	"four times the input costs at most $most times the instructions"
none "$(awk -v most=$most '/^[^ ]* control / && $1 <= most' "$tmp/counts")" \
	"what takes time by the square is seen to"
tap_done
