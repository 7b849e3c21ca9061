check_scripts += tests/cost/markdown.sh

# What the script counts the instructions of: no test itself.
EXTRA_PROGRAMS += tests/cost/markdown
check_DATA += tests/cost/markdown$(EXEEXT)
CLEANFILES += tests/cost/markdown$(EXEEXT)
tests_cost_markdown_SOURCES = tests/cost/markdown.c
