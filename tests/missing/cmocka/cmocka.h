#error "make check needs cmocka (libcmocka-dev); install it and run configure again"
