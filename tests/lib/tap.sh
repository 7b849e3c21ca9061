# TAP for shell scripts. Source it, call the functions, end with tap_done.
#
#	. "$srcdir/tests/lib/tap.sh"
#	is "$(echo a)" a "echo says what it is told"
#	tap_done
#
# $tmp is a folder of the test's own, with a home in it; it is removed at the end.

: "${srcdir:=.}"
tap_n=0
tap_failed=0
tmp=$(mktemp -d "${TMPDIR:-/tmp}/newsreader-test.XXXXXX") || exit 99
trap 'rm -rf "$tmp"' EXIT
trap 'exit 99' HUP INT TERM
HOME=$tmp/home
mkdir "$HOME"
export HOME

# ok STATUS NAME: passed if STATUS is 0.
ok() {
	tap_n=$((tap_n + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $tap_n - $2"
	else
		echo "not ok $tap_n - $2"
		tap_failed=$((tap_failed + 1))
	fi
}

# is GOT EXPECTED NAME: passed if they are the same.
is() {
	if [ "$1" = "$2" ]; then
		ok 0 "$3"
	else
		ok 1 "$3"
		printf '%s\n' "$1" | sed 's/^/# got:      /'
		printf '%s\n' "$2" | sed 's/^/# expected: /'
	fi
}

# none LINES NAME: passed if LINES is empty; else it says what is wrong.
none() {
	if [ -z "$1" ]; then
		ok 0 "$2"
	else
		ok 1 "$2"
		printf '%s\n' "$1" | sed 's/^/# /'
	fi
}

# has TEXT PART NAME: passed if PART stands in TEXT.
has() {
	case $1 in
	*"$2"*) ok 0 "$3" ;;
	*)
		ok 1 "$3"
		printf '%s\n' "$1" | sed 's/^/# got: /'
		printf '%s\n' "$2" | sed 's/^/# without: /'
		;;
	esac
}

tap_done() {
	echo "1..$tap_n"
	[ "$tap_failed" -eq 0 ]
	exit
}
