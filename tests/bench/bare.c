#include "config.h"

#include <curses.h>
#include <locale.h>

/*
 * The least that a program with a list on the screen does: a top line with the position,
 * a screen of rows, a cursor that j moves. q quits.
 */

enum { ITEMS = 100000 };

static void
draw_row(int row, bool selected)
{
	attrset(selected ? A_REVERSE : A_NORMAL);
	mvprintw(row, 0, "%-*.*s", COLS, COLS, " ●   2021-06-10  A Provider      A title of an "
		"article in a list of articles                    202│ And the article beside it, "
		"as far as there is room for it");
}

static void
draw_top(int cursor)
{
	attrset(A_REVERSE);
	mvprintw(0, 0, " articles %*d/%d, %d unread ", COLS - 40, cursor, ITEMS, ITEMS);
}

int
main(void)
{
	int cursor = 1;
	int key;

	setlocale(LC_ALL, "");
	initscr();
	raw();
	noecho();
	keypad(stdscr, TRUE);
	draw_top(cursor);
	for (int row = 1; row < LINES - 1; row++)
		draw_row(row, row == cursor);
	attrset(A_NORMAL);
	mvprintw(LINES - 1, 0, " ? help  q quit");
	move(cursor, 0);
	while ((key = getch()) != 'q') {
		int last = LINES - 2;
		int old = cursor;

		if (key == 'j' && cursor < last)
			cursor++;
		else if (key == 'g')
			cursor = 1;
		draw_row(old, false);
		draw_row(cursor, true);
		draw_top(cursor);
		move(cursor, 0);
	}
	endwin();
	return 0;
}
