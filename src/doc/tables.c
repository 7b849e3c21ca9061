/* The tables of options that the manual and the completions are made from. */
#include "config.h"

#include "doc/tables.h"

const struct doc_arg doc_args[] = {
#define CLI_ARG(id, letter, name, value, text) { letter, name, value, text },
#include "cli/args.def"
#undef CLI_ARG
};

const size_t doc_n_args = sizeof doc_args / sizeof doc_args[0];

const struct doc_setting doc_settings[] = {
#define BOOL "yes|no"
#define STRING NULL
#define LIST NULL
#define WORDS NULL
#define SIZE NULL
#define NR_OPTION(id, name, type, def, text) { name, type, def, text },
#define NR_OPTION_ENUM(id, name, values, def, text) { name, values, def, text },
#include "newsreader/options.def"
#undef NR_OPTION
#undef NR_OPTION_ENUM
};

const size_t doc_n_settings = sizeof doc_settings / sizeof doc_settings[0];
