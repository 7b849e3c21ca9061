#error "make check needs libmicrohttpd, GnuTLS and zlib (libmicrohttpd-dev, libgnutls28-dev, zlib1g-dev); install them and run configure again"
