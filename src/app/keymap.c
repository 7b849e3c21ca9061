/* The key map: bindings of keys to commands, and their look-up. */
#include "config.h"

#include "app/keymap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "newsreader/buf.h"
#include "newsreader/mem.h"

static const struct app_context_info contexts[] = {
#define APP_CONTEXT(id, name, text) [APP_CONTEXT_##id] = { name, text },
#include "app/contexts.def"
#undef APP_CONTEXT
};

const struct app_context_info *
app_context_info(enum app_context context)
{
	return &contexts[context];
}

enum app_context
app_context_named(const char *name, size_t n)
{
	unsigned i = 0;

	while (i < APP_CONTEXTS && (strlen(contexts[i].name) != n
			|| memcmp(contexts[i].name, name, n) != 0))
		i++;
	return (enum app_context)i;
}

/* ---- bindings ---- */

static bool
begins(const struct app_binding *b, const uint32_t *keys, size_t n)
{
	return b->n_keys >= n && memcmp(b->keys, keys, n * sizeof(*keys)) == 0;
}

/* True if these keys do something; where they hide others, they go on doing so. */
static bool
is_bound_to(const struct app_binding *b, const uint32_t *keys, size_t n)
{
	return b->n_steps > 0 && b->n_keys == n && begins(b, keys, n);
}

struct app_step *
app_steps_copy(const struct app_step *steps, size_t n)
{
	struct app_step *copy = nr_calloc(n ? n : 1, sizeof(*copy));

	for (size_t i = 0; i < n; i++) {
		copy[i].action = steps[i].action;
		if (steps[i].argument)
			copy[i].argument = nr_strdup(steps[i].argument);
	}
	return copy;
}

void
app_steps_free(struct app_step *steps, size_t n)
{
	for (size_t i = 0; i < n; i++)
		free(steps[i].argument);
	free(steps);
}

void
app_binding_release(struct app_binding *b)
{
	app_steps_free(b->steps, b->n_steps);
	free(b->help);
	free(b->place);
}

static void
remove_at(struct app_keymap *m, size_t i)
{
	app_binding_release(&m->v[i]);
	memmove(&m->v[i], &m->v[i + 1], (--m->n - i) * sizeof(*m->v));
}

/* True if a binding of ANY is not in effect in the context. */
static bool
is_hidden(const struct app_keymap *m, enum app_context context, const struct app_binding *b)
{
	if (m->alone[context])
		return true;
	for (size_t i = 0; i < m->n; i++) {
		const struct app_binding *own = &m->v[i];

		if (own->context == context && begins(b, own->keys, own->n_keys)
			&& (own->n_steps == 0 || own->n_keys == b->n_keys))
			return true;
	}
	return false;
}

static bool
is_in_effect(const struct app_keymap *m, enum app_context context,
	const struct app_binding *b)
{
	if (b->context == context)
		return true;
	return b->context == APP_CONTEXT_ANY && !is_hidden(m, context, b);
}

bool
app_keymap_follows(const struct app_keymap *m, enum app_context context,
	const struct app_binding *b, const uint32_t *keys, size_t n)
{
	return b->n_steps > 0 && begins(b, keys, n) && is_in_effect(m, context, b);
}

enum app_match
app_keymap_find(const struct app_keymap *m, enum app_context context, const uint32_t *keys,
	size_t n, const struct app_binding **out)
{
	enum app_match match = APP_MATCH_NONE;

	for (size_t i = 0; i < m->n; i++) {
		const struct app_binding *b = &m->v[i];

		if (!app_keymap_follows(m, context, b, keys, n))
			continue;
		if (b->n_keys == n) {
			*out = b;
			return APP_MATCH_WHOLE;
		}
		match = APP_MATCH_PART;
	}
	return match;
}

/* The action that a binding consists of; APP_ACTION_NONE if it is more than one, or has
 * an argument. */
static enum app_action
only_action(const struct app_binding *b)
{
	return b->n_steps == 1 && !b->steps->argument ? b->steps->action : APP_ACTION_NONE;
}

enum app_action
app_keymap_action(const struct app_keymap *m, enum app_context context, uint32_t key)
{
	const struct app_binding *b;

	if (app_keymap_find(m, context, &key, 1, &b) != APP_MATCH_WHOLE)
		return APP_ACTION_NONE;
	return only_action(b);
}

/* ---- changing the map ---- */

/* Find a binding in effect in the context whose keys begin with the keys of b, or with
 * whose keys those of b begin. NULL if no binding conflicts with b. */
static const struct app_binding *
find_conflict(const struct app_keymap *m, enum app_context context,
	const struct app_binding *b)
{
	if (!is_in_effect(m, context, b))
		return NULL;
	for (size_t i = 0; i < m->n; i++) {
		const struct app_binding *other = &m->v[i];
		size_t n = other->n_keys < b->n_keys ? other->n_keys : b->n_keys;

		if (other->n_keys != b->n_keys
			&& app_keymap_follows(m, context, other, b->keys, n))
			return other;
	}
	return NULL;
}

static int
check_conflicts(const struct app_keymap *m, const struct app_binding *b,
	struct nr_error *err)
{
	bool everywhere = b->context == APP_CONTEXT_ANY;

	for (int c = 0; c < APP_CONTEXTS; c++) {
		const struct app_binding *other;

		if (!everywhere && c != (int)b->context)
			continue;
		other = find_conflict(m, (enum app_context)c, b);
		if (other)
			return nr_error_set(err, NR_ERR_USAGE, b->n_keys < other->n_keys
				? "'%s' begins '%s', which is bound (%s, %s);"
				" unbind one of them"
				: "'%s' begins with '%s', which is bound (%s, %s);"
				" unbind one of them",
				app_keys_word(b->keys, b->n_keys).text,
				app_keys_word(other->keys, other->n_keys).text,
				contexts[other->context].name,
				other->place ? other->place : "preset");
	}
	return 0;
}

/* Remove what the context itself has for keys that begin so. */
static void
remove_keys(struct app_keymap *m, enum app_context context, const uint32_t *keys, size_t n)
{
	for (size_t i = m->n; i-- > 0;)
		if (m->v[i].context == context && begins(&m->v[i], keys, n))
			remove_at(m, i);
}

static void
append(struct app_keymap *m, const struct app_binding *b)
{
	m->v = nr_grow(m->v, &m->cap, m->n + 1, sizeof(*m->v));
	m->v[m->n++] = *b;
}

int
app_keymap_bind(struct app_keymap *m, struct app_binding *b, struct nr_error *err)
{
	if (check_conflicts(m, b, err) < 0) {
		app_binding_release(b);
		return -1;
	}
	for (size_t i = m->n; i-- > 0;)
		if (m->v[i].context == b->context && is_bound_to(&m->v[i], b->keys, b->n_keys))
			remove_at(m, i);
	append(m, b);
	return 0;
}

static bool
unbind_all(struct app_keymap *m, enum app_context context)
{
	bool found = false;

	for (size_t i = m->n; i-- > 0;) {
		if (m->v[i].context == context) {
			found = true;
			remove_at(m, i);
		}
	}
	if (context == APP_CONTEXT_ANY || m->alone[context])
		return found;
	m->alone[context] = true;
	return true;
}

bool
app_keymap_unbind(struct app_keymap *m, enum app_context context, const uint32_t *keys,
	size_t n)
{
	struct app_binding hidden = { .context = context, .n_keys = n };
	const struct app_binding *b;
	bool found;

	if (n == 0)
		return unbind_all(m, context);
	found = app_keymap_find(m, context, keys, n, &b) != APP_MATCH_NONE;
	remove_keys(m, context, keys, n);
	if (app_keymap_find(m, context, keys, n, &b) != APP_MATCH_NONE) {
		memcpy(hidden.keys, keys, n * sizeof(*keys));
		append(m, &hidden);
	}
	return found;
}

void
app_keymap_release(struct app_keymap *m)
{
	while (m->n > 0)
		app_binding_release(&m->v[--m->n]);
	free(m->v);
	memset(m, 0, sizeof(*m));
}

/* ---- the keys of an action ---- */

static struct app_key_name
table_key(const struct app_action_info *info)
{
	struct app_key_name out;

	if (*info->keys)
		snprintf(out.text, sizeof(out.text), "%.*s",
			(int)strcspn(info->keys, " "), info->keys);
	else
		snprintf(out.text, sizeof(out.text), ":%s", info->name);
	return out;
}

struct app_key_name
app_action_key(const struct app_keymap *m, enum app_action action)
{
	struct app_key_name out;

	if (!m)
		return table_key(app_action_info(action));
	for (size_t i = 0; i < m->n; i++)
		if (only_action(&m->v[i]) == action)
			return app_keys_name(m->v[i].keys, m->v[i].n_keys);
	snprintf(out.text, sizeof(out.text), ":%s", app_action_info(action)->name);
	return out;
}

void
app_binding_add_keys(const struct app_binding *b, struct nr_buf *out)
{
	if (b->context != APP_CONTEXT_ANY)
		nr_buf_addf(out, "%s:", contexts[b->context].name);
	nr_buf_addz(out, app_keys_name(b->keys, b->n_keys).text);
}

void
app_action_add_keys(const struct app_keymap *m, enum app_action action, struct nr_buf *out)
{
	size_t before = out->len;

	for (size_t i = 0; i < m->n; i++) {
		const struct app_binding *b = &m->v[i];

		if (only_action(b) != action)
			continue;
		if (out->len > before)
			nr_buf_addch(out, ' ');
		app_binding_add_keys(b, out);
	}
}
