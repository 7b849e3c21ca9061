#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <pthread.h>
#include <stdlib.h>

#include "newsreader/mailbox.h"
#include "newsreader/mem.h"

enum { SENDERS = 4, EACH = 5000 };

struct letter {
	struct nr_mail mail;
	int sender, number;
};

struct sender {
	struct nr_mailbox *box;
	int number;
};

static void
put(struct nr_mailbox *box, int sender, int number)
{
	struct letter *letter = nr_malloc(sizeof *letter);

	*letter = (struct letter){ .sender = sender, .number = number };
	nr_mailbox_put(box, &letter->mail);
}

static void
test_mail_is_taken_once_and_the_oldest_first(void **state)
{
	struct nr_mailbox box = NR_MAILBOX_INIT;
	struct nr_mail *mail;

	(void)state;
	assert_true(nr_mailbox_is_empty(&box));
	assert_null(nr_mailbox_take(&box));
	for (int i = 0; i < 3; i++)
		put(&box, 0, i);
	assert_false(nr_mailbox_is_empty(&box));
	mail = nr_mailbox_take(&box);
	assert_true(nr_mailbox_is_empty(&box));
	for (int i = 0; i < 3; i++) {
		struct nr_mail *next = mail->next;

		assert_int_equal(((struct letter *)mail)->number, i);
		free(mail);
		mail = next;
	}
	assert_null(mail);
}

static void *
send_all(void *arg)
{
	struct sender *s = arg;

	for (int i = 0; i < EACH; i++)
		put(s->box, s->number, i);
	return NULL;
}

static void
test_mail_of_each_thread_comes_whole_and_in_its_order(void **state)
{
	struct nr_mailbox box = NR_MAILBOX_INIT;
	struct sender senders[SENDERS];
	pthread_t threads[SENDERS];
	int next[SENDERS] = { 0 }, n = 0;

	(void)state;
	for (int i = 0; i < SENDERS; i++) {
		senders[i] = (struct sender){ &box, i };
		assert_int_equal(pthread_create(&threads[i], NULL, send_all, &senders[i]), 0);
	}
	while (n < SENDERS * EACH) {
		struct nr_mail *mail = nr_mailbox_take(&box);

		while (mail) {
			struct letter *letter = (struct letter *)mail;

			mail = mail->next;
			assert_int_equal(letter->number, next[letter->sender]++);
			free(letter);
			n++;
		}
	}
	for (int i = 0; i < SENDERS; i++)
		pthread_join(threads[i], NULL);
	assert_true(nr_mailbox_is_empty(&box));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_mail_is_taken_once_and_the_oldest_first),
		cmocka_unit_test(test_mail_of_each_thread_comes_whole_and_in_its_order),
	};

	return cmocka_run_group_tests_name("mailbox", tests, NULL, NULL);
}
