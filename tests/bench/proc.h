/*
 * Proc: what the kernel knows of processes and files.
 */
#ifndef BENCH_PROC_H
#define BENCH_PROC_H

#include <stddef.h>
#include <sys/types.h>

/* Milliseconds that all threads have run. */
double bench_proc_cpu(pid_t pid);
/* How often all threads went to sleep by themselves. */
double bench_proc_sleeps(pid_t pid);
/* The most memory that was resident, in MB. */
double bench_proc_peak(pid_t pid);
/* Run a program, its output to the file, to its end; milliseconds. */
double bench_proc_run(const char *const *argv, const char *output);
/* Bytes of all files below. */
double bench_tree_bytes(const char *folder);
void bench_tree_remove(const char *folder);

#endif
