# Run a test program. cmocka 1.1 calls a skipped test "not ok", which TAP takes for a failure.
exec 4>&1
status=$({ { "$@" 3>&- 4>&-; echo $? >&3; } | sed 's/^not ok \([0-9]* # SKIP\)/ok \1/' >&4; } 3>&1)
exit "$status"
