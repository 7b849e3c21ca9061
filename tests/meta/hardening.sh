# The program has what configure found that compiler and linker can give.
. "${srcdir:-.}/tests/lib/tap.sh"

program=$builddir/newsreader
if ! readelf -W -d -h -l -s -n "$program" >"$tmp/elf" 2>/dev/null; then
	echo "1..0 # SKIP readelf (binutils) is missing"
	exit 0
fi

# found FLAG PATTERN NAME: the pattern is in the program if configure took the flag.
found() {
	case " $HARDENING " in
	*" $1 "*) grep -Eq -e "$2" "$tmp/elf"; ok $? "$3" ;;
	*)
		tap_n=$((tap_n + 1))
		echo "ok $tap_n - $3 # SKIP the build has no $1"
		;;
	esac
}

found -Wl,-z,now 'BIND_NOW|FLAGS.* NOW' "symbols are bound at the start"
found -Wl,-z,relro GNU_RELRO "tables of the linker are read-only"
found -fstack-protector-strong __stack_chk_fail "the stack is guarded"
found -D_FORTIFY_SOURCE=2 '__[a-z]+_chk(@|$)' "calls of the C library are checked"
# The note of the whole program needs a C library that was built so, too.
objdump -d --disassemble=main "$program" >>"$tmp/elf" 2>/dev/null
found -fcf-protection 'endbr(64|32)' "jumps are checked where the processor can"
tap_done
