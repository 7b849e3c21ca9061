/*
 * Termdemo: a program that does nothing but use the terminal layer. The tests of that layer
 * start themselves with "demo" as first argument to become it.
 */
#ifndef LIB_TERMDEMO_H
#define LIB_TERMDEMO_H

/*
 * Arguments: "color=always", "color=never", "ascii", "mouse".
 *
 * Row 0: size; row 1: names of the keys typed, clicks as "click:R,C", wheels as "wheel:N";
 * row 2: a letter in each style; row 3: wide characters; row 4: hostile text; row 5: how often
 * the terminal was resized; the last cell of the screen: '@'. The cursor stands behind the keys.
 *
 * Keys that do something: q quits, L gives the terminal away and takes it back, y copies
 * "copied ☃", B texts at the limit and over it, R redraws, A aborts, ^Z suspends, ^L clears
 * the keys.
 */
int termdemo_main(int argc, char **argv);

#endif
