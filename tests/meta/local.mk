check_scripts += \
	tests/meta/cycles.sh \
	tests/meta/hardening.sh \
	tests/meta/headers.sh \
	tests/meta/keys.sh \
	tests/meta/layers.sh \
	tests/meta/manual.sh \
	tests/meta/messages.sh \
	tests/meta/sources.sh \
	tests/meta/symbols.sh \
	tests/meta/words.sh
EXTRA_DIST += tests/meta/cycles tests/meta/layers tests/meta/mutable-data tests/meta/words

# Not to be made from the scripts, as the built-in rule for .sh would.
$(srcdir)/tests/meta/cycles $(srcdir)/tests/meta/layers $(srcdir)/tests/meta/words: ;
