/*
 * Options: typed values by name. The command line overrides the configuration file, which
 * overrides the defaults. The table is options.def.
 */
#ifndef NEWSREADER_OPTIONS_H
#define NEWSREADER_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "newsreader/error.h"

enum nr_option {
#define NR_OPTION(id, name, type, when, def, text) NR_OPT_##id,
#define NR_OPTION_ENUM(id, name, values, when, def, text) NR_OPT_##id,
#include "newsreader/options.def"
#undef NR_OPTION
#undef NR_OPTION_ENUM
	NR_OPT_COUNT
};

enum nr_option_type {
	NR_OPT_STRING, NR_OPT_LIST, NR_OPT_BOOL, NR_OPT_ENUM,
	NR_OPT_WORDS,		/* a list separated by blanks and commas */
	NR_OPT_SIZE		/* bytes; K, M, G are powers of 1024 */
};

struct nr_option_info {
	const char *name;
	enum nr_option_type type;
	const char *values;	/* of an ENUM and a BOOL: "a|b|c"; else "" */
	bool live;		/* a change takes effect in the running program; otherwise
				 * at the next start */
	const char *def;	/* the default, as text */
	const char *text;	/* what it is for: sentences */
};

const struct nr_option_info *nr_option_info(enum nr_option id);
/* NR_OPT_COUNT if there is no option of this name. */
enum nr_option nr_option_named(const char *name);

struct nr_options;

/* Options with their default values. */
struct nr_options *nr_options_new(void);
void nr_options_free(struct nr_options *o);

/* Set an option. NR_ERR_USAGE: unknown option (the message suggests the nearest name)
 * or invalid value (it lists the valid ones). A BOOL accepts yes, no, on, off, true,
 * false. */
int nr_options_set(struct nr_options *o, const char *name, const char *value,
	struct nr_error *err);
/* The name and the value in "NAME=VALUE", as given to -o, without blanks around them and
 * unchecked. The caller frees both, which are NULL on an error. */
int nr_option_parse(const char *text, char **name, char **value, struct nr_error *err);

/* Borrowed until the option is set again; never NULL. */
const char *nr_options_string(const struct nr_options *o, enum nr_option id);
bool nr_options_bool(const struct nr_options *o, enum nr_option id);
/* Index of the value in `values`. */
int nr_options_enum(const struct nr_options *o, enum nr_option id);
/* A STRING as a path, with "~/" expanded; the caller frees it. NULL if it is empty. */
char *nr_options_path(const struct nr_options *o, enum nr_option id);
int64_t nr_options_size(const struct nr_options *o, enum nr_option id);
/* The elements of a LIST, with "~/" and "~" expanded, or of WORDS, without empty ones.
 * The caller frees each and the array, which is NULL if it is empty. */
char **nr_options_list(const struct nr_options *o, enum nr_option id, size_t *n);
/* The same for `text` as the value of the option. */
char **nr_option_split(enum nr_option id, const char *text, size_t *n);

#endif
