check_scripts += \
	tests/cli/check.sh \
	tests/cli/extract.sh \
	tests/cli/fetch.sh \
	tests/cli/hostile.sh \
	tests/cli/keys.sh \
	tests/cli/list.sh \
	tests/cli/run.sh \
	tests/cli/show.sh \
	tests/cli/state.sh \
	tests/cli/usage.sh
EXTRA_DIST += tests/lib/tap.sh tests/lib/cmocka.sh

# The web server of these scripts: no test itself.
EXTRA_PROGRAMS += tests/cli/serve
check_DATA += tests/cli/serve$(EXEEXT)
CLEANFILES += tests/cli/serve$(EXEEXT)
tests_cli_serve_SOURCES = tests/cli/serve.c
tests_cli_serve_LDADD = $(httpd_libs)

check_PROGRAMS += tests/cli/starved
tests_cli_starved_SOURCES = tests/cli/starved.c tests/lib/starved.c tests/lib/starved.h
