#error "make check needs libvterm (libvterm-dev); install it and run configure again"
