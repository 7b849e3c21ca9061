/*
 * Markdown scan: which lines of Markdown are code, and which begin a block, found in one
 * pass before the parser runs, since the parser does not say.
 *
 * Containers are followed as CommonMark has them, but for quotes inside of list items. A
 * line that is said to begin a block begins one for any parser of CommonMark.
 */
#ifndef TEXT_MARKDOWN_SCAN_H
#define TEXT_MARKDOWN_SCAN_H

#include <stdbool.h>
#include <stddef.h>

enum {
	TEXT_SCAN_ITEMS_MAX = 32	/* nested list items; deeper ones count as text */
};

enum nr_text_line_kind {
	TEXT_LINE_BLANK,
	TEXT_LINE_TEXT,
	TEXT_LINE_CODE		/* also the content of <pre>, <script>, <style>, comments */
};

struct nr_text_item {
	int content;		/* column where its content begins */
	char mark;		/* '-', '+', '*', or what follows the number */
};

struct nr_text_scan {
	/* The line found last, with its newline. */
	const char *line;
	size_t n;
	enum nr_text_line_kind kind;
	bool begins;		/* a block begins here: no paragraph goes on */
	bool plain;		/* text of a paragraph outside of lists and quotes */
	bool rule;		/* nothing but a line across */
	bool delimiter;		/* between the head of a table and its rows */
	bool no_delimiter;	/* looks like that, but the head has other columns */
	bool html;		/* in a block of HTML up to a blank line */
	bool raw;		/* in one that ends elsewhere: its kind is code */
	int indent;		/* columns of white space after the marks of quotes */
	/* Private. */
	const char *at, *end;
	struct nr_text_item items[TEXT_SCAN_ITEMS_MAX];
	int n_items;
	int quotes;		/* '>' before the line */
	bool open;		/* a paragraph may go on */
	int lines;		/* of it */
	bool table;
	int columns;		/* of the first line, if that may head a table */
	bool bars;		/* it has '|' */
	char fence;		/* '`', '~'; 0 outside */
	int fence_n, fence_indent, fence_quotes;
	const char *raw_end;	/* what ends a block of raw HTML; NULL outside */
};

void nr_text_scan_init(struct nr_text_scan *c, const char *s, size_t n);
/* Go on to the next line. False at the end. */
bool nr_text_scan_next(struct nr_text_scan *c);
/* How many of this character s begins with. */
size_t nr_text_scan_count(const char *s, const char *end, char ch);

#endif
