/* Replaces shortcodes that embed videos, posts or files by links. */
#include "config.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "newsreader/utf8.h"
#include "markup/shortcode_link.h"

/* A URL is `site`, then the user and `path` if there is a user, then the id. */
static const struct site {
	const char *name;
	const char *site;
	const char *path;	/* NULL: URLs without a user */
	const char *user;	/* default user; NULL for none */
} sites[] = {
	{ "youtube", "https://www.youtube.com/watch?v=", NULL, NULL },
	{ "vimeo", "https://vimeo.com/", NULL, NULL },
	{ "instagram", "https://www.instagram.com/p/", NULL, NULL },
	{ "gist", "https://gist.github.com/", "/", NULL },
	{ "tweet", "https://twitter.com/", "/status/", "i" },
	{ "twitter", "https://twitter.com/", "/status/", "i" },
	{ "x", "https://twitter.com/", "/status/", "i" },
};

void
nr_text_shortcode_address(struct nr_buf *out, const struct nr_text_arg *address)
{
	for (size_t i = 0; i < address->n; i++) {
		char c = address->s[i];

		if (strchr(" <>()\"\\\n", c) == NULL)
			nr_buf_addch(out, c);
		else
			nr_buf_addf(out, "%%%02X", (unsigned)c);
	}
}

static bool
is_address(const struct nr_text_arg *arg)
{
	return (arg->n > 8 && strncasecmp(arg->s, "https://", 8) == 0)
		|| (arg->n > 7 && strncasecmp(arg->s, "http://", 7) == 0);
}

/* True if the argument has only letters, digits and characters of `more`. */
static bool
is_name(const struct nr_text_arg *arg, const char *more)
{
	for (size_t i = 0; i < arg->n; i++) {
		char c = arg->s[i];

		if (!nr_utf8_is_latin(c) && (c < '0' || c > '9')
				&& (c == '\0' || strchr(more, c) == NULL))
			return false;
	}
	return arg->n > 0;
}

static void
put_link(struct nr_buf *out, const struct site *site, const struct nr_text_args *args)
{
	struct nr_text_arg id = nr_text_args_at(args, 0), user = { NULL, 0 }, second;

	if (is_address(&id)) {
		nr_buf_addch(out, '<');
		nr_text_shortcode_address(out, &id);
		nr_buf_addch(out, '>');
		return;
	}
	second = nr_text_args_at(args, 1);	/* may be a file: "id name.rb" */
	if (site->path != NULL && is_name(&id, "-_") && is_name(&second, "-_")) {
		user = id;
		id = second;
	} else if (site->path != NULL) {
		user = nr_text_args_find(args, "user");
	}
	if (id.n == 0)
		id = nr_text_args_find(args, "id");
	if (user.n == 0 && site->user != NULL)
		user = (struct nr_text_arg){ site->user, strlen(site->user) };
	/* Jekyll's gist has "user/id" as one argument. */
	if (!is_name(&id, site->path != NULL ? "-_/" : "-_")
			|| (user.n > 0 && !is_name(&user, "-_")))
		return;
	nr_buf_addf(out, "<%s", site->site);
	if (user.n > 0)
		nr_buf_addf(out, "%.*s%s", (int)user.n, user.s, site->path);
	nr_buf_addf(out, "%.*s>", (int)id.n, id.s);
}

void
nr_text_shortcode_link(struct nr_buf *out, const struct nr_text_args *args)
{
	for (size_t i = 0; i < sizeof sites / sizeof sites[0]; i++)
		if (nr_text_arg_is(&args->name, sites[i].name))
			put_link(out, &sites[i], args);
}
