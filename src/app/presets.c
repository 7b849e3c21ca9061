/* The presets of the key map: whole sets of keys. */
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

static const struct app_preset_info presets[] = {
#define APP_PRESET(id, name, text) [APP_PRESET_##id] = { name, text },
#include "app/presets.def"
};

const struct app_preset_info *
app_preset_info(enum app_preset preset)
{
	return &presets[preset];
}

enum app_preset
app_preset_named(const char *name)
{
	unsigned i = 0;

	while (i < APP_PRESETS && strcmp(presets[i].name, name) != 0)
		i++;
	return (enum app_preset)i;
}

static const struct {
	enum app_preset preset;
	enum app_action action;
	const char *keys;
} changes[] = {
#define APP_PRESET_KEYS(id, action, keys) { APP_PRESET_##id, APP_ACTION_##action, keys },
#include "app/presets.def"
};

enum { CHANGES = sizeof(changes) / sizeof(*changes) };

const char *
app_preset_keys(enum app_preset preset, enum app_action action)
{
	for (size_t i = 0; i < CHANGES; i++)
		if (changes[i].preset == preset && changes[i].action == action)
			return changes[i].keys;
	return NULL;
}

void
app_keymap_preset(struct app_keymap *m, enum app_preset preset)
{
	app_keymap_release(m);
	for (unsigned i = 0; i < APP_ACTION_COUNT; i++) {
		const char *keys = app_preset_keys(preset, (enum app_action)i);

		bind_keys(m, (enum app_action)i, keys ? keys
			: app_action_info((enum app_action)i)->keys);
	}
}

void
app_keymap_init(struct app_keymap *m)
{
	memset(m, 0, sizeof(*m));
	app_keymap_preset(m, APP_PRESET_NEWSREADER);
}
