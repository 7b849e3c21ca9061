/* A stack without a lock, which is reversed when it is taken. */
#include "config.h"

#include "newsreader/mailbox.h"

#include <stddef.h>

void
nr_mailbox_put(struct nr_mailbox *box, struct nr_mail *mail)
{
	mail->next = atomic_load(&box->newest);
	while (!atomic_compare_exchange_weak(&box->newest, &mail->next, mail))
		;
}

bool
nr_mailbox_is_empty(struct nr_mailbox *box)
{
	return atomic_load(&box->newest) == NULL;
}

struct nr_mail *
nr_mailbox_take(struct nr_mailbox *box)
{
	struct nr_mail *newest = atomic_exchange(&box->newest, NULL), *oldest = NULL;

	while (newest) {
		struct nr_mail *next = newest->next;

		newest->next = oldest;
		oldest = newest;
		newest = next;
	}
	return oldest;
}
