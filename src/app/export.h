/*
 * The article as text for files and other programs.
 */
#ifndef APP_EXPORT_H
#define APP_EXPORT_H

#include "app/article.h"
#include "newsreader/pages.h"

enum app_form { APP_FORM_TEXT, APP_FORM_MARKDOWN, APP_FORM_HTML };

/* The form that the ending of a file name stands for: .md and the like, .html and .htm;
 * text for all others. */
enum app_form app_form_of(const char *name);

/* Append the article in this form: what the screen shows of it, its full text if `page` is
 * not NULL. Markdown has front matter with all fields, and can be read as an article file
 * again. NR_ERR_INPUT: the kept text is damaged. */
int app_export(const struct app_article *a, const struct nr_saved *page, enum app_form form,
	struct nr_buf *out, struct nr_error *err);

/* Append a file name for it: "2021-04-13-summit-by-the-lake.md". It has letters, digits
 * and dashes only, and begins with neither a dash nor a dot. */
void app_export_name(const struct app_article *a, struct nr_buf *out);

/* Append an ended document as lines of text, at most `width` cells wide, and the addresses
 * of its numbered links that the text does not show; `how` as for nr_layout_make. */
void app_export_text(const struct nr_doc *doc, int width, unsigned how, struct nr_buf *out);

#endif
