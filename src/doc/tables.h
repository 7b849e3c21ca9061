/*
 * The options of the command line and of the configuration file, as gendoc needs them.
 */
#ifndef DOC_TABLES_H
#define DOC_TABLES_H

#include <stddef.h>

struct doc_arg {
	char letter;		/* 0: long name only */
	const char *name;
	const char *value;	/* NULL: takes no value */
	const char *text;
};

extern const struct doc_arg doc_args[];
extern const size_t doc_n_args;

struct doc_setting {
	const char *name;
	const char *values;	/* "a|b|c"; NULL: any */
	const char *def, *text;
};

extern const struct doc_setting doc_settings[];
extern const size_t doc_n_settings;

/* Print the completions for a shell on standard output. */
void doc_put_bash(void);
void doc_put_zsh(void);
void doc_put_fish(void);

#endif
