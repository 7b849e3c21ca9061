EXTRA_DIST += tests/fuzz/driver.h
