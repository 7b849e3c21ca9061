check_scripts += \
	tests/cli/check.sh \
	tests/cli/extract.sh \
	tests/cli/fetch.sh \
	tests/cli/hostile.sh \
	tests/cli/list.sh \
	tests/cli/run.sh \
	tests/cli/show.sh \
	tests/cli/state.sh \
	tests/cli/usage.sh
EXTRA_DIST += tests/lib/tap.sh tests/lib/cmocka.sh
