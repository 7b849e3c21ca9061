# The keys: lines of the configuration, --dump-keys and --dump-actions.
. "${srcdir:-.}/tests/lib/tap.sh"

"$NEWSREADER" --dump-keys >"$tmp/keys" 2>"$tmp/err"; is "$?" 0 "--dump-keys ends well"
is "$(cat "$tmp/err")" "" "without a message"
is "$(head -n 2 "$tmp/keys")" "unbind any all
bind any j down" "the keys are lines of the configuration"
has "$(cat "$tmp/keys")" 'bind any <Tab> next-pane' "names stand between brackets"
has "$(cat "$tmp/keys")" 'bind any <lt> back' "the bracket too"
has "$(cat "$tmp/keys")" 'bind any "\\" search-back' "what a line takes for something else is quoted"
"$NEWSREADER" --config="$tmp/keys" --dump-keys >"$tmp/again" 2>"$tmp/err"
is "$(cat "$tmp/again" "$tmp/err")" "$(cat "$tmp/keys")" "they can be read back"

cat >"$tmp/own" <<'END'
keys mutt
unbind list Y
bind list ,x toggle-read ; layout wide -- read # and wide
bind any Z layout single
END
for preset in newsreader vim newsboat mutt tig own; do
	[ $preset = own ] || echo "keys $preset" >"$tmp/$preset"
	"$NEWSREADER" --config="$tmp/$preset" --dump-keys >"$tmp/keys" 2>"$tmp/err"
	"$NEWSREADER" --config="$tmp/keys" --dump-keys >"$tmp/again" 2>>"$tmp/err"
	is "$(cat "$tmp/again" "$tmp/err")" "$(cat "$tmp/keys")" "those of $preset can be read back"
done
has "$(cat "$tmp/keys")" "bind list ,x toggle-read ; layout wide -- read # and wide" \
	"commands, arguments and help are kept"
has "$(cat "$tmp/keys")" "unbind list Y" "a key that a context does not have"
has "$(cat "$tmp/keys")" "bind any * last" "and those of the preset"

cat >"$tmp/wrong" <<'END'
bind any Tab first
bind lists x first
bind any gg first
bind any ,x frist
keys emcas
bind any ,y layout broad
bind any ,z first
END
"$NEWSREADER" --config="$tmp/wrong" --dump-keys >"$tmp/keys" 2>"$tmp/err"
is "$(sed "s,^$tmp/,," "$tmp/err")" "wrong:1:10: 'Tab' is 3 keys; did you mean <Tab>?
wrong:2:6: unknown context 'lists'; did you mean 'list'?
wrong:3:10: 'gg' begins with 'g', which is bound (any, preset); unbind one of them
wrong:4:13: unknown command 'frist'; did you mean 'first'?
wrong:5:6: unknown preset 'emcas'
wrong:6:20: 'layout' takes auto|wide|narrow|single, not 'broad'" \
	"every mistake is told with its place"
has "$(cat "$tmp/keys")" "bind any ,z first" "what is right holds"

"$NEWSREADER" --dump-actions >"$tmp/actions"; is "$?" 0 "--dump-actions ends well"
is "$(cut -f 1 "$tmp/actions")" \
	"$(sed -n 's/^APP_ACTION([^"]*"\([^"]*\)".*/\1/p' "$srcdir/src/app/actions.def")" \
	"all actions"
is "$(grep "^layout	" "$tmp/actions" | cut -f 2)" "auto|wide|narrow|single" \
	"and what may follow their names"
is "$(grep "^pipe	" "$tmp/actions" | cut -f 2)" "[--show] COMMAND" "which may be any text"
tap_done
