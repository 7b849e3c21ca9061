check_scripts += \
	tests/meta/hardening.sh \
	tests/meta/headers.sh \
	tests/meta/keys.sh \
	tests/meta/layers.sh \
	tests/meta/manual.sh \
	tests/meta/sources.sh \
	tests/meta/symbols.sh \
	tests/meta/words.sh
EXTRA_DIST += tests/meta/layers tests/meta/mutable-data tests/meta/words

# Not to be made from layers.sh, as the built-in rule for .sh would.
$(srcdir)/tests/meta/layers: ;
