/* Writes the key map as lines of the configuration. */
#include "config.h"

#include <string.h>

#include "app/keymap.h"

/* Append a word, in quotes if its characters mean something else in a line. */
static void
add_word(const char *word, struct nr_buf *out)
{
	bool quoted = word[strcspn(word, "#;'\"\\")] || strcmp(word, "--") == 0
		|| strcmp(word, "->") == 0;

	if (!quoted) {
		nr_buf_addz(out, word);
		return;
	}
	nr_buf_addch(out, '"');
	for (; *word; word++) {
		if (*word == '"' || *word == '\\')
			nr_buf_addch(out, '\\');
		nr_buf_addch(out, *word);
	}
	nr_buf_addch(out, '"');
}

void
app_binding_add_commands(const struct app_binding *b, struct nr_buf *out)
{
	for (size_t i = 0; i < b->n_steps; i++) {
		const struct app_step *step = &b->steps[i];

		if (i)
			nr_buf_addz(out, " ; ");
		if (step->action != APP_ACTION_NONE)
			nr_buf_addz(out, app_action_info(step->action)->name);
		if (step->argument)
			nr_buf_addf(out, "%s%s", step->action != APP_ACTION_NONE ? " " : "",
				step->argument);
	}
}

/* True if ANY has keys that begin so. */
static bool
is_needed(const struct app_keymap *m, const struct app_binding *hidden)
{
	const struct app_binding *b;

	return app_keymap_find(m, APP_CONTEXT_ANY, hidden->keys, hidden->n_keys, &b)
		!= APP_MATCH_NONE;
}

static void
add_binding(const struct app_binding *b, struct nr_buf *out)
{
	const char *context = app_context_info(b->context)->name;

	nr_buf_addf(out, "%s %s ", b->n_steps ? "bind" : "unbind", context);
	add_word(app_keys_word(b->keys, b->n_keys).text, out);
	if (b->n_steps) {
		nr_buf_addch(out, ' ');
		app_binding_add_commands(b, out);
	}
	if (b->help)
		nr_buf_addf(out, " -- %s", b->help);
	nr_buf_addch(out, '\n');
}

void
app_keymap_dump(const struct app_keymap *m, struct nr_buf *out)
{
	for (unsigned c = 0; c < APP_CONTEXTS; c++) {
		if (c == APP_CONTEXT_ANY || m->alone[c])
			nr_buf_addf(out, "unbind %s all\n",
				app_context_info((enum app_context)c)->name);
		/* What is hidden first: it takes the sequences of the context with it. */
		for (size_t i = 0; i < m->n; i++)
			if (m->v[i].context == c && m->v[i].n_steps == 0
				&& is_needed(m, &m->v[i]))
				add_binding(&m->v[i], out);
		for (size_t i = 0; i < m->n; i++)
			if (m->v[i].context == c && m->v[i].n_steps > 0)
				add_binding(&m->v[i], out);
	}
}
