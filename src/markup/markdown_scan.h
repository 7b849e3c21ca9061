/*
 * Markdown scan: classifies the lines of Markdown in one pass before the parser runs,
 * because the parser does not report which lines are code or begin a block.
 *
 * Containers are handled as in CommonMark, except quotes inside of list items. A line
 * reported to begin a block begins one for any CommonMark parser.
 */
#ifndef MARKUP_MARKDOWN_SCAN_H
#define MARKUP_MARKDOWN_SCAN_H

#include <stdbool.h>
#include <stddef.h>

enum {
	/* nested list items; deeper ones are treated as text */
	TEXT_SCAN_ITEMS_MAX = 32
};

enum nr_text_line_kind {
	TEXT_LINE_BLANK,
	TEXT_LINE_TEXT,
	TEXT_LINE_CODE	/* includes the content of <pre>, <script>, <style>, comments */
};

struct nr_text_item {
	int content;		/* column where its content begins */
	char mark;		/* '-', '+', '*', or the character after the number */
};

struct nr_text_scan {
	/* The current line, with its newline. */
	const char *line;
	size_t n;
	enum nr_text_line_kind kind;
	bool begins;	/* a block begins here; it does not continue a paragraph */
	bool plain;		/* text of a paragraph outside of lists and quotes */
	bool rule;		/* a thematic break */
	bool delimiter;		/* the delimiter row of a table */
	/* resembles one, but the header has another number of columns */
	bool no_delimiter;
	bool html;		/* in an HTML block that ends at a blank line */
	bool raw;	/* in a raw HTML block that ends elsewhere; kind is CODE */
	int indent;		/* columns of white space after the quote markers */
	/* Private. */
	const char *at, *end;
	struct nr_text_item items[TEXT_SCAN_ITEMS_MAX];
	int n_items;
	int quotes;		/* quote markers of the line */
	bool open;		/* a paragraph may continue */
	int lines;		/* number of lines in it */
	bool table;
	int columns;		/* of the first line, if that may be a table header */
	bool bars;		/* that line has '|' */
	char fence;		/* '`' or '~'; 0 outside of a fence */
	int fence_n, fence_indent, fence_quotes;
	/* the string that ends the raw HTML block; NULL outside */
	const char *raw_end;
};

void nr_text_scan_init(struct nr_text_scan *c, const char *s, size_t n);
/* Advance to the next line. False at the end. */
bool nr_text_scan_next(struct nr_text_scan *c);
/* Length of the run of `ch` at s. */
size_t nr_text_scan_count(const char *s, const char *end, char ch);

#endif
