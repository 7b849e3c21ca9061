/*
 * The names that the end of a command line can be completed to.
 */
#ifndef UI_COMPLETE_H
#define UI_COMPLETE_H

#include <stdbool.h>
#include <stddef.h>

#include "app/settings.h"
#include "newsreader/buf.h"

struct ui_names {
	char **v;		/* whole names, each of which begins with the text */
	size_t n, cap;
	const char *text;	/* what is to be completed, within the line; borrowed, */
	size_t len;		/* so many bytes of it */
};

/* The files of the folder that was last looked at. */
struct ui_folder {
	char *path;		/* as it was typed, with a '/' at its end, or ""; NULL: none */
	char **v;		/* names, of folders with a '/' at their end */
	size_t n, cap;
};

enum ui_look { UI_LOOK_AT_MEMORY, UI_LOOK_AT_DISK };

/* Find what the end of the first n bytes of a command line can be completed to: fills *out,
 * which the caller releases. The names are in the order of their tables, files in that of
 * their bytes. The names of a folder that is not *folder are looked up only with
 * UI_LOOK_AT_DISK, and then kept there. */
void ui_names_find(const struct app_config *config, struct ui_folder *folder, const char *text,
	size_t n, enum ui_look look, struct ui_names *out);
void ui_names_release(struct ui_names *names);
void ui_folder_release(struct ui_folder *folder);
/* Add the names of all actions, commands and aliases that begin with names->text. */
void ui_names_offer_commands(struct ui_names *names, const struct app_config *config);
/* Append the names, separated by blanks. */
void ui_names_add(const struct ui_names *names, struct nr_buf *out);

#endif
