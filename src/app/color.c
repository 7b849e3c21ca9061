/* Colours: the palette of terminals, contrast, and the nearest colour that a terminal has. */
#include "config.h"

#include "app/theme.h"

enum {
	CUBE = 16,		/* first of the 216 colours of 6 levels each */
	GREYS = CUBE + 216	/* first of the 24 greys */
};

/* Less than this cannot be read (WCAG 2, AA). */
static const double readable = 4.5;

uint32_t
app_color_rgb(int number)
{
	/* xterm's. */
	static const uint32_t first[] = {
		0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5,
		0x7f7f7f, 0xff0000, 0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff
	};
	static const uint32_t levels[] = { 0x00, 0x5f, 0x87, 0xaf, 0xd7, 0xff };

	if (number < CUBE)
		return first[number];
	if (number >= GREYS)
		return (uint32_t)(8 + 10 * (number - GREYS)) * 0x010101;
	number -= CUBE;
	return levels[number / 36] << 16 | levels[number / 6 % 6] << 8 | levels[number % 6];
}

/* The light of a level of 8 bits; sRGB's power of 2.4 as a polynomial. */
static double
linear(uint32_t level)
{
	double x = (level & 0xff) / 255.0;

	return x * (x * (x * 0.305306011 + 0.682171111) + 0.012522878);
}

static double
luminance(uint32_t rgb)
{
	return 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8) + 0.0722 * linear(rgb);
}

double
app_color_contrast(uint32_t a, uint32_t b)
{
	double x = luminance(a) + 0.05, y = luminance(b) + 0.05;

	return x > y ? x / y : y / x;
}

bool
app_color_is_readable(uint32_t a, uint32_t b)
{
	return app_color_contrast(a, b) >= readable;
}

/* The strongest of the three levels less the weakest: 0 for a grey. */
static int
chroma(uint32_t rgb)
{
	int most = 0, least = 0xff;

	for (int shift = 0; shift <= 16; shift += 8) {
		int level = (int)(rgb >> shift & 0xff);

		most = level > most ? level : most;
		least = level < least ? level : least;
	}
	return most - least;
}

/* How different two colours are. With chroma, so that a grey does not become a colour. */
static int
distance(uint32_t a, uint32_t b)
{
	int change = chroma(a) - chroma(b);
	int sum = change * change;

	for (int shift = 0; shift <= 16; shift += 8) {
		int d = (int)(a >> shift & 0xff) - (int)(b >> shift & 0xff);

		sum += d * d;
	}
	return sum;
}

int
app_color_nearest(uint32_t rgb, int n, uint32_t other)
{
	/* Bright black is the background itself in some palettes. */
	enum { BRIGHT_BLACK = 8 };
	bool few = n <= CUBE;
	int best = -1, least = 0;
	bool fits = !few;

	for (int i = few ? 0 : CUBE; i < n; i++) {
		int d = distance(rgb, app_color_rgb(i));
		bool goes = few && app_color_is_readable(app_color_rgb(i), other);

		if (few && (i == BRIGHT_BLACK || (fits && !goes)))
			continue;
		if (best < 0 || d < least || (goes && !fits)) {
			best = i;
			least = d;
		}
		fits |= goes;
	}
	return best;
}
