/* The presets of the key map. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/keymap.h"
#include "newsreader/mem.h"

/* The keys of a table: names with or without brackets. A wrong one is left out, which the
 * unit test of the tables finds. */
static void
bind_keys(struct app_keymap *m, enum app_action action, const char *keys)
{
	struct nr_error ignored = NR_ERROR_INIT;

	while (*keys) {
		size_t n = strcspn(keys, " ");
		char *word = nr_strndup(keys, n);
		struct app_binding b = { .context = APP_CONTEXT_ANY, .n_keys = 1 };
		int n_keys = 1;

		b.keys[0] = app_key_find(word, n);
		if (b.keys[0] == APP_KEY_NONE)
			n_keys = app_keys_parse(word, b.keys, &ignored);
		free(word);
		if (n_keys > 0) {
			b.n_keys = (size_t)n_keys;
			b.steps = nr_calloc(1, sizeof(*b.steps));
			b.steps->action = action;
			b.n_steps = 1;
			app_keymap_bind(m, &b, &ignored);
		}
		keys += n + (keys[n] == ' ');
	}
}

void
app_keymap_init(struct app_keymap *m)
{
	memset(m, 0, sizeof(*m));
	for (unsigned i = 0; i < APP_ACTION_COUNT; i++)
		bind_keys(m, (enum app_action)i, app_action_info((enum app_action)i)->keys);
}
