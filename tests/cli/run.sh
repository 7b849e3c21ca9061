# script/run: on the sample articles, whatever the reader's own settings say.
. "${srcdir:-.}/tests/lib/tap.sh"

top="$tmp/a clone"
mkdir -p "$top/script" "$top/build" "$top/seeds"
cp "$srcdir/script/run" "$top/script"
cp "$srcdir"/seeds/* "$top/seeds"
ln -s "$NEWSREADER" "$top/build/newsreader"
for step in setup build; do
	echo '#!/bin/sh' >"$top/script/$step"
	chmod +x "$top/script/$step"
done
chmod +x "$top/script/run"
mkdir -p "$HOME/.config/newsreader" "$tmp/own"
printf -- '---\ntitle: My own\n---\n' >"$tmp/own/a.md"
echo "path = $tmp/own" >"$HOME/.config/newsreader/config"

run() {
	(cd / && NEWSREADER_PATH=$tmp/own "$top/script/run" "$@" 2>&1)
}

is "$(run | wc -l)" 5 "the sample articles are read"
is "$(run --list --topic "Joe Biden" | wc -l)" 4 "options are handed on"
is "$(run --list "$tmp/own" | cut -f 4)" "My own" "a path is read instead"
is "$(run -o path="$tmp/own" --list | cut -f 4)" "My own" "also one that is set"
run --nonsense >"$tmp/out"; is "$?" 2 "the status is the program's"
tap_done
