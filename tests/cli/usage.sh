# Options, the configuration file, and messages about them.
. "${srcdir:-.}/tests/lib/tap.sh"
seeds=$srcdir/seeds

# refuses PART NAME ARG...: status 2, nothing printed, one line that has PART.
refuses() {
	part=$1 name=$2
	shift 2
	out=$("$NEWSREADER" "$@" 2>"$tmp/err")
	is "$?$out" 2 "$name: status 2"
	has "$(cat "$tmp/err")" "$part" "$name: says why"
	is "$(grep -c . "$tmp/err")" 1 "$name: in one line"
}

refuses "'--nonsense'" "an unknown long option" --nonsense
refuses "'-x'" "an unknown short option" -x
refuses "needs a value" "an option without its value" --limit
refuses "takes no value" "a value too many" --list=yes
refuses "number from 1 on" "a limit that is no number" -n many "$seeds"
refuses "number from 1 on" "a limit of nothing" -n 0 "$seeds"
refuses "number from 1 on" "a limit beyond all numbers" -n 99999999999999999999999 "$seeds"
refuses "number from 1 on" "a negative limit" --limit=-1 "$seeds"
refuses "--limit needs --list" "a limit of one article" -n 1 --show=x "$seeds"
refuses "--limit needs --list" "a limit of a check" -n 1 --check "$seeds"
refuses "--all-topics needs --topic" "every topic of none" --all-topics -l "$seeds"
refuses "only one of" "two commands" --list --check "$seeds"
refuses "never" "a colour that is none" --color=sometimes -l "$seeds"
refuses "browser" "an unknown setting" -o brwser=w3m -l "$seeds"
refuses "order" "a wrong value" -o order=sideways -l "$seeds"

out=$("$NEWSREADER" "$(printf -- '--\033[2Jx')" 2>&1)
is "$(printf '%s' "$out" | tr -d '[:print:]\n')" "" "no message repeats a control character"

out=$("$NEWSREADER" --help 2>"$tmp/err"); is "$?" 0 "--help ends well"
has "$out" "Usage: newsreader" "--help says how to use it"
is "$(cat "$tmp/err")" "" "on standard output"
is "$("$NEWSREADER" -h)" "$out" "-h is the same"
is "$("$NEWSREADER" --no-such --help 2>/dev/null)" "" "a wrong option before it counts"
out=$("$NEWSREADER" --version); is "$?" 0 "--version ends well"
has "$out" "newsreader 0." "the version"
for library in ncurses SQLite libyaml libunistring gumbo md4c jansson libcurl; do
	printf '%s\n' "$out" | grep -q "$library[ /][0-9][0-9]*\.[0-9]"; ok $? "the version of $library"
done
none "$(printf '%s\n' "$out" | awk 'length > 80')" "in lines of 80 columns"
"$NEWSREADER" --help >/dev/full 2>/dev/null; is "$?" 4 "--help into a full disk is a failure"

is "$("$NEWSREADER" "$seeds" -l -n 1 | wc -l)" 1 "options may stand behind paths"
"$NEWSREADER" -l -- -n 2>"$tmp/err"; is "$?" 3 "-- ends the options"

mkdir -p "$HOME/.config/newsreader"
config=$HOME/.config/newsreader/config
hottest() {
	"$NEWSREADER" -l -n 1 "$@" "$seeds" 2>"$tmp/err" | cut -f 2
}
printf '# taste\norder = heat # not date\n' >"$config"
is "$(hottest)" 225 "the configuration file is read"
is "$(cat "$tmp/err")" "" "nothing is said about a good one"
printf 'order = date\n' >"$HOME/own"
is "$(hottest --config="~/own")" 202 "~/ in the value of an option is the home folder"
is "$(hottest -C"~/own")" 202 "also of a short one"
is "$(hottest -o order=date)" 202 "the command line wins over it"
is "$(hottest -o order=date -o order=heat)" 225 "the last of two wins"
printf 'order = heat\ncolour = red\norder = sideways\nnonsense\n' >"$config"
is "$(hottest)" 225 "wrong lines do not stop the others"
is "$(sed 's/^\(.*config:[0-9]*\):.*/\1/' "$tmp/err")" "$config:2
$config:3
$config:4" "each wrong line is named"
printf 'order = title\n' >"$tmp/other"
is "$(hottest -C "$tmp/other")" 215 "--config replaces the usual file"
is "$(hottest --config="$tmp/other" --set=order=heat)" 225 "--set is -o"
refuses "$tmp/none: No such file or directory" "a configuration file that is not there" -C "$tmp/none" -l "$seeds"
refuses "$tmp: Is a directory" "a folder as configuration file" --config="$tmp" -l "$seeds"

# --check-config and --dump-config.
printf 'order = heat\nmose = yes\nalias x zoom ; quit # leave\nsource local\nquit\n' >"$config"
printf 'browser = "a \\"b # c\\""\neditor = \nmouse=perhaps\n' >"$HOME/.config/newsreader/local"
"$NEWSREADER" --check-config 2>"$tmp/err"; is "$?" 2 "mistakes are an exit status of their own"
is "$(sed "s|$HOME/.config/newsreader/||" "$tmp/err")" \
"config:2:1: unknown option 'mose'; did you mean 'mouse'?
local:3:7: option 'mouse' takes yes|no, not 'perhaps'
config:5:1: 'quit' is not a configuration command" "every mistake is printed"
printf 'order = title\n' >"$tmp/good"
"$NEWSREADER" --check-config "$tmp/good" 2>"$tmp/err"; is "$?$(cat "$tmp/err")" 0 "a good file is said nothing about"
refuses "$tmp/none: No such file or directory" "a file to check that is not there" --check-config "$tmp/none"
refuses "--check-config takes one file" "two files to check" --check-config a b
refuses "--dump-config takes all|changed|default, not 'some'" "another dump" --dump-config=some
EDITOR=vi "$NEWSREADER" --dump-config=changed -o pages-limit=1G >"$tmp/changed" 2>"$tmp/err"
is "$(grep -v '^#' "$tmp/changed" | grep .)" 'browser = "a \"b # c\""
order = heat
pages-limit = 1G
alias x zoom ; quit # leave' "what is changed is printed"
is "$(grep -c "yes|no; default" "$tmp/changed")" 0 "and nothing else"
has "$(cat "$tmp/changed")" "; $HOME/.config/newsreader/local:1" "with the file and line"
has "$(cat "$tmp/changed")" "; command line" "or the command line"
EDITOR=vi "$NEWSREADER" --dump-config -o pages-limit=1G -o 'copy-command= x "y\z" # ' >"$tmp/all" 2>"$tmp/err"
has "$(cat "$tmp/all")" "; empty, so \$EDITOR counts" "or the environment"
is "$(grep -c ' =' "$tmp/all")" "$(grep -cE '^NR_OPTION(_ENUM)?\(' "$srcdir/include/newsreader/options.def")" \
	"all options are printed"
EDITOR=vi "$NEWSREADER" --dump-config -C "$tmp/all" >"$tmp/again" 2>"$tmp/err"
is "$(grep -v '^# ' "$tmp/again")" "$(grep -v '^# ' "$tmp/all")" "and read again"
is "$(cat "$tmp/err")" "" "without a mistake"
"$NEWSREADER" --dump-config=default 2>"$tmp/err" | grep -v '^#' | grep . >"$tmp/default"
has "$(cat "$tmp/default")" "order = date" "the defaults are printed"

printf 'bind any ,x search -- a\377b\nbind any ,y search -- a\177b\nbind any ,z search -- a\302\233b\n' >"$config"
"$NEWSREADER" --dump-config=changed >"$tmp/dump" 2>"$tmp/err"
is "$(LC_ALL=C tr -d '\n -~\200-\277\357' <"$tmp/dump")" "" "lines are printed without control characters"
is "$(grep -c 'a control character' "$tmp/err")" 2 "which are mistakes"

rm "$config"
hottest --log="~/log" >"$tmp/hottest"
is "$(cut -d ' ' -f 3- "$HOME/log" | sed 's/ .*//' | uniq | tr '\n' ' ')" "start: state: scan: end: " \
	"--log has a line for each step"
NEWSREADER_LOG=$tmp/log hottest >"$tmp/again"
is "$(cat "$tmp/again")" "$(cat "$tmp/hottest")" "a log changes nothing else"
ok "$(grep -q 'end: status 0' "$tmp/log"; echo $?)" "the environment may name it"
"$NEWSREADER" -l --log="$tmp/closed" "$seeds" >&- 2>/dev/null
is "$?" 4 "a list that cannot be written is an error, with a log too"
is "$(grep -vcE '^[0-9]+ [0-9]+ [a-z]+: ' "$tmp/closed")" 0 "the log does not become the list"
refuses "$tmp/none/log: No such file or directory" "a log that cannot be opened" --log="$tmp/none/log" -l "$seeds"
tap_done
