/*
 * Mailbox: what any thread hands to the one thread that owns the box. No lock: a thread that
 * puts something never waits for another one.
 *
 * What is sent begins with a struct nr_mail; the mailbox owns it until it is taken.
 */
#ifndef NEWSREADER_MAILBOX_H
#define NEWSREADER_MAILBOX_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

struct nr_mail {
	struct nr_mail *next;
};

struct nr_mailbox {
	_Atomic(struct nr_mail *) newest;	/* a stack: the oldest is last */
};

#define NR_MAILBOX_INIT { NULL }

/* For any thread. */
void nr_mailbox_put(struct nr_mailbox *box, struct nr_mail *mail);
/* For any thread; what another thread puts meanwhile may be missed. */
bool nr_mailbox_is_empty(struct nr_mailbox *box);
/* For the owner: all that was put, the oldest first, linked by `next`; NULL if empty. */
struct nr_mail *nr_mailbox_take(struct nr_mailbox *box);

#endif
