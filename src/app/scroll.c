/* Keeps a cursor and the rows around it in view. */
#include "config.h"

#include "app/scroll.h"

enum {
	MARGIN = 2,		/* rows kept in view beyond the cursor */
	MARGIN_FROM = 7		/* fewest rows of a view with a margin */
};

void
app_scroll_clamp(struct app_scroll *s, size_t n, int rows)
{
	size_t view = rows > 0 ? (size_t)rows : 1;
	size_t margin = view >= MARGIN_FROM ? MARGIN : 0;

	if (s->cursor >= n)
		s->cursor = n ? n - 1 : 0;
	if (s->held == s->cursor + 1)
		margin = 0;
	else
		s->held = 0;
	if (s->cursor < s->top + margin)
		s->top = s->cursor > margin ? s->cursor - margin : 0;
	if (s->cursor + margin >= s->top + view)
		s->top = s->cursor + margin - view + 1;
	/* Leave no blank rows below the end while there are rows above the view. */
	if (n <= view)
		s->top = 0;
	else if (s->top > n - view)
		s->top = n - view;
}

void
app_scroll_hold(struct app_scroll *s, size_t cursor)
{
	size_t row = s->cursor > s->top ? s->cursor - s->top : 0;

	s->cursor = cursor;
	s->top = cursor > row ? cursor - row : 0;
	s->held = cursor + 1;
}

size_t
app_scroll_line(size_t n, bool last, size_t count)
{
	size_t to = count ? count - 1 : last && n ? n - 1 : 0;

	return to < n ? to : n ? n - 1 : 0;
}

void
app_scroll_move(struct app_scroll *s, size_t n, long by)
{
	size_t back = by < 0 ? (size_t)-by : 0;

	if (n == 0)
		s->cursor = 0;
	else if (by < 0)
		s->cursor -= back < s->cursor ? back : s->cursor;
	else
		s->cursor = (size_t)by < n - 1 - s->cursor ? s->cursor + (size_t)by : n - 1;
}

long
app_scroll_distance(enum app_action action, long half, long page)
{
	switch (action) {
	case APP_ACTION_DOWN:
		return 1;
	case APP_ACTION_UP:
		return -1;
	case APP_ACTION_HALF_DOWN:
		return half;
	case APP_ACTION_HALF_UP:
		return -half;
	case APP_ACTION_PAGE_DOWN:
		return page;
	case APP_ACTION_PAGE_UP:
		return -page;
	default:
		return 0;
	}
}
