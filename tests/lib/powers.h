/*
 * Powers: root reads and writes whatever the modes of a file say. Without these powers it
 * is an owner like any other, and what a reader may not do fails as it does for them.
 */
#ifndef LIB_POWERS_H
#define LIB_POWERS_H

#include <linux/capability.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/* For the programs that this process and its children start. False if it cannot be. */
static inline bool
powers_bound(void)
{
	return geteuid() != 0
		|| (prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, 0, 0, 0) == 0
		&& prctl(PR_CAPBSET_DROP, CAP_DAC_READ_SEARCH, 0, 0, 0) == 0);
}

/* For this process itself, and for good. */
static inline bool
powers_drop(void)
{
	struct __user_cap_header_struct head = { _LINUX_CAPABILITY_VERSION_3, 0 };
	struct __user_cap_data_struct data[2];
	const uint32_t gone = 1U << CAP_DAC_OVERRIDE | 1U << CAP_DAC_READ_SEARCH;

	if (geteuid() != 0)
		return true;
	if (syscall(SYS_capget, &head, data) < 0)
		return false;
	data[0].effective &= ~gone;
	data[0].permitted &= ~gone;
	data[0].inheritable &= ~gone;
	return syscall(SYS_capset, &head, data) == 0;
}

#endif
