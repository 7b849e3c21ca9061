fuzz_targets += \
	tests/fuzz/canvas \
	tests/fuzz/extract \
	tests/fuzz/frontmatter \
	tests/fuzz/html \
	tests/fuzz/import \
	tests/fuzz/keys \
	tests/fuzz/markdown \
	tests/fuzz/plain \
	tests/fuzz/settings \
	tests/fuzz/disclosure \
	tests/fuzz/url

fuzz_driver = tests/fuzz/driver.c tests/fuzz/driver.h
tests_fuzz_canvas_SOURCES = tests/fuzz/canvas.c $(fuzz_driver)
tests_fuzz_extract_SOURCES = tests/fuzz/extract.c $(fuzz_driver)
tests_fuzz_frontmatter_SOURCES = tests/fuzz/frontmatter.c $(fuzz_driver)
tests_fuzz_html_SOURCES = tests/fuzz/html.c $(fuzz_driver)
tests_fuzz_import_SOURCES = tests/fuzz/import.c $(fuzz_driver)
tests_fuzz_markdown_SOURCES = tests/fuzz/markdown.c $(fuzz_driver)
tests_fuzz_keys_SOURCES = tests/fuzz/keys.c $(fuzz_driver)
tests_fuzz_settings_SOURCES = tests/fuzz/settings.c $(fuzz_driver)
tests_fuzz_plain_SOURCES = tests/fuzz/plain.c $(fuzz_driver)
tests_fuzz_disclosure_SOURCES = tests/fuzz/disclosure.c $(fuzz_driver)
tests_fuzz_url_SOURCES = tests/fuzz/url.c $(fuzz_driver)

EXTRA_DIST += tests/fuzz/corpus
