# Manual and completions are made from the tables while building.

noinst_PROGRAMS += src/doc/gendoc
src_doc_gendoc_SOURCES = \
	src/doc/completion.c \
	src/doc/completion.h \
	src/doc/gendoc.c
src_doc_gendoc_LDADD = $(newsreader_LDADD)
src_doc_gendoc_LDFLAGS = $(SANITIZER_CFLAGS)

man_MANS = man/newsreader.1 man/newsreader.conf.5
bashcompletiondir = $(datadir)/bash-completion/completions
nodist_bashcompletion_DATA = man/newsreader
zshcompletiondir = $(datadir)/zsh/site-functions
nodist_zshcompletion_DATA = man/_newsreader
fishcompletiondir = $(datadir)/fish/vendor_completions.d
nodist_fishcompletion_DATA = man/newsreader.fish

EXTRA_DIST += man/newsreader.1.in man/newsreader.conf.5.in
CLEANFILES += man/newsreader.1 man/newsreader.conf.5 man/newsreader man/_newsreader man/newsreader.fish

gendoc = src/doc/gendoc$(EXEEXT)

man/newsreader.1: $(srcdir)/man/newsreader.1.in $(gendoc)
	$(AM_V_GEN)$(MKDIR_P) man && $(gendoc) man <$(srcdir)/man/newsreader.1.in >$@.tmp && mv $@.tmp $@
man/newsreader.conf.5: $(srcdir)/man/newsreader.conf.5.in $(gendoc)
	$(AM_V_GEN)$(MKDIR_P) man && $(gendoc) man <$(srcdir)/man/newsreader.conf.5.in >$@.tmp && mv $@.tmp $@
man/newsreader: $(gendoc)
	$(AM_V_GEN)$(MKDIR_P) man && $(gendoc) bash >$@.tmp && mv $@.tmp $@
man/_newsreader: $(gendoc)
	$(AM_V_GEN)$(MKDIR_P) man && $(gendoc) zsh >$@.tmp && mv $@.tmp $@
man/newsreader.fish: $(gendoc)
	$(AM_V_GEN)$(MKDIR_P) man && $(gendoc) fish >$@.tmp && mv $@.tmp $@
