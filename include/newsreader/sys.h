/*
 * Sys: what systems name or spell differently, under one name.
 */
#ifndef NEWSREADER_SYS_H
#define NEWSREADER_SYS_H

#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

/* strerror(errnum) for any thread: writes at most n bytes to buf, terminated. Returns the
 * text, which is buf or static. */
const char *nr_sys_strerror(int errnum, char *buf, size_t n);

/* A pipe, both ends close-on-exec and non-blocking. 0; or -1 and errno, and fds that were -1
 * still are. */
int nr_sys_pipe(int fds[2]);
/* A close-on-exec socket as of socket(2), or -1 and errno. */
int nr_sys_socket(int family, int type, int protocol);
/* An empty file that has no name, close-on-exec, open for reading and writing, or -1 and
 * errno. */
int nr_sys_unnamed_file(void);

/* Time of the last change of the data: nanoseconds since the epoch, UTC. Times before 1677
 * and after 2262, which do not fit, give INT64_MIN and INT64_MAX. */
int64_t nr_sys_mtime(const struct stat *st);

#endif
