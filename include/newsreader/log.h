/*
 * Log: what the program does, one line each, for reports of faults: scans, list queries,
 * fetches, the state, epochs of the index, actions. Off unless nr_log_open was called;
 * then each line is one write, so that threads and processes may share a file. No line has
 * anything of an article's text, title or address.
 */
#ifndef NEWSREADER_LOG_H
#define NEWSREADER_LOG_H

#include "newsreader/error.h"

/* Append to the file from now on; for the start of the program, before there are threads.
 * Returns -1 if it cannot be opened for writing. */
int nr_log_open(const char *path, struct nr_error *err);

/* Append "MS PID TOPIC: text\n"; MS is nr_clock_ms. Nothing happens while the log is off, nor
 * if the file cannot be written. A line is cut at 500 bytes. */
void nr_log(const char *topic, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

#endif
