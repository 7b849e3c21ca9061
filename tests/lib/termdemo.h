/*
 * Termdemo: a program that does nothing but use the terminal layer. The tests of that
 * layer start themselves with "demo" as first argument to become it.
 */
#ifndef LIB_TERMDEMO_H
#define LIB_TERMDEMO_H

#include <stdbool.h>

#include "lib/pty.h"

/*
 * Arguments: "color=always", "color=never", "ascii", "mouse".
 *
 * Row 0: size; row 1: names of the keys typed, clicks as "click:R,C", wheels as
 * "wheel:N"; row 2: a letter in each style; row 3: wide characters; row 4: hostile
 * text; row 5: how often the terminal was resized; the last cell of the screen: '@'.
 * The cursor stands behind the keys.
 *
 * Keys that do something: q quits, L gives the terminal away and takes it back, y
 * copies "copied ☃", B texts at the limit and over it, R redraws, A aborts, ^Z
 * suspends, ^L clears the keys.
 */
int termdemo_main(int argc, char **argv);
/* True if the test program was started to be it. */
bool termdemo_is_asked(int argc, char **argv);

/* Start it; args and env may be NULL. With _as the configuration lacks only argv. */
struct pty *termdemo_start_as(const struct pty_config *config, const char *const *args);
struct pty *termdemo_start_with(const char *const *args, const char *const *env);
/* Start it as it is and wait for its first screen. */
struct pty *termdemo_start(void);
/* After it stopped or ended: the terminal is as the shell left it. */
void termdemo_assert_restored(struct pty *p);
/* Let it end well, look at that, and free p. */
void termdemo_quit(struct pty *p);

#endif
