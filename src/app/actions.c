/* The table of actions, and the look-up of actions by name. */
#include "config.h"

#include "app/actions.h"

#include <stddef.h>
#include <string.h>

#include "newsreader/options.h"

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

const char *
app_action_argument(enum app_action action)
{
	static const struct {
		enum app_action action;
		enum nr_option option;
		const char *words;	/* NULL: the values of the option */
	} arguments[] = {
#define APP_ACTION(id, ...)
#define APP_ARGUMENT(id, option) { APP_ACTION_##id, NR_OPT_##option, NULL },
#define APP_WORDS(id, words) { APP_ACTION_##id, NR_OPT_COUNT, words },
#include "app/actions.def"
#undef APP_ACTION
	};

	for (size_t i = 0; i < sizeof(arguments) / sizeof(*arguments); i++)
		if (arguments[i].action == action)
			return arguments[i].words ? arguments[i].words
				: nr_option_info(arguments[i].option)->values;
	return NULL;
}

const char *
app_action_text(enum app_action action)
{
	static const struct {
		enum app_action action;
		const char *name;
	} takes[] = {
#define APP_ACTION(id, ...)
#define APP_TEXT(id, name) { APP_ACTION_##id, name },
#include "app/actions.def"
#undef APP_ACTION
	};

	for (size_t i = 0; i < sizeof(takes) / sizeof(*takes); i++)
		if (takes[i].action == action)
			return takes[i].name;
	return NULL;
}

int
app_word_index(const char *words, const char *word)
{
	size_t n = strlen(word);

	for (int at = 0;; at++) {
		size_t len = strcspn(words, "|");

		if (len == n && memcmp(words, word, n) == 0)
			return at;
		if (!words[len])
			return -1;
		words += len + 1;
	}
}

const char *
app_word_at(const char *words, int at, int *n)
{
	while (at-- > 0 && words[strcspn(words, "|")])
		words += strcspn(words, "|") + 1;
	*n = (int)strcspn(words, "|");
	return words;
}

int
app_action_check(enum app_action action, const char *argument, struct nr_error *err)
{
	const char *words = app_action_argument(action);

	if (!argument || app_action_text(action)
		|| (words && app_word_index(words, argument) >= 0))
		return 0;
	if (!words)
		return nr_error_set(err, NR_ERR_USAGE, "nothing may follow '%s'",
			actions[action].name);
	return nr_error_set(err, NR_ERR_USAGE, "'%s' takes %s, not '%s'", actions[action].name,
		words, argument);
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
