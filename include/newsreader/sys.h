/*
 * Sys: portable names for calls that differ between systems.
 */
#ifndef NEWSREADER_SYS_H
#define NEWSREADER_SYS_H

#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

/* Thread-safe strerror(errnum): writes at most n bytes to buf, NUL-terminated. Returns
 * the text, which is buf or static. */
const char *nr_sys_strerror(int errnum, char *buf, size_t n);

/* A pipe, both ends close-on-exec and non-blocking. Returns 0, or -1 with errno; fds that
 * were -1 before a failure still are. */
int nr_sys_pipe(int fds[2]);
/* A close-on-exec socket as by socket(2), or -1 with errno. */
int nr_sys_socket(int family, int type, int protocol);
/* An empty unnamed file, close-on-exec, open for reading and writing, or -1 with
 * errno. */
int nr_sys_unnamed_file(void);

/* Time of the last modification: nanoseconds since the epoch, UTC. Times before 1677 and
 * after 2262 do not fit and give INT64_MIN and INT64_MAX. */
int64_t nr_sys_mtime(const struct stat *st);

#endif
