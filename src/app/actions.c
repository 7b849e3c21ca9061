/* The table of actions, and the look-up of actions by name. */
#include "config.h"

#include "app/actions.h"

#include <stddef.h>
#include <string.h>

static const struct app_action_info actions[] = {
#define APP_ACTION(id, name, group, keys, text, needs, act) \
	[APP_ACTION_##id] = { name, group, keys, text, APP_NEEDS_##needs },
#include "app/actions.def"
#undef APP_ACTION
};

const struct app_action_info *
app_action_info(enum app_action action)
{
	return &actions[action];
}

static const struct {
	const char *name;
	enum app_action action;
} aliases[] = {
#define APP_ALIAS(name, id) { name, APP_ACTION_##id },
#include "app/aliases.def"
#undef APP_ALIAS
};

enum app_action
app_action_named(const char *name)
{
	for (unsigned i = 0; i < APP_ACTION_COUNT; i++)
		if (strcmp(actions[i].name, name) == 0)
			return (enum app_action)i;
	for (size_t i = 0; i < sizeof(aliases) / sizeof(aliases[0]); i++)
		if (strcmp(aliases[i].name, name) == 0)
			return aliases[i].action;
	return APP_ACTION_NONE;
}
