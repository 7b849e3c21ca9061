#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <unistr.h>

#include <stdlib.h>
#include <string.h>

#include "newsreader/utf8.h"

#define N(array) (sizeof (array) / sizeof (array)[0])

static void
test_valid_characters_are_decoded_and_encoded(void **state)
{
	static const struct {
		const char *s;
		uint32_t cp;
	} cases[] = {
		{ "a", 'a' }, { "\x7f", 0x7f }, { "\xc2\x80", 0x80 }, { "é", 0xe9 },
		{ "\xdf\xbf", 0x7ff }, { "\xe0\xa0\x80", 0x800 }, { "日", 0x65e5 },
		{ "\xed\x9f\xbf", 0xd7ff }, { "\xee\x80\x80", 0xe000 },
		{ "\xef\xbf\xbf", 0xffff }, { "😀", 0x1f600 },
		{ "\xf4\x8f\xbf\xbf", 0x10ffff },
	};

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		uint32_t cp = 0;
		char out[4];
		size_t n = strlen(cases[i].s);

		assert_int_equal(nr_utf8_decode(cases[i].s, n, &cp), n);
		assert_int_equal(cp, cases[i].cp);
		assert_int_equal(nr_utf8_encode(cp, out), n);
		assert_memory_equal(out, cases[i].s, n);
	}
}

static void
test_invalid_bytes_decode_to_the_replacement(void **state)
{
	static const struct {
		const char *s, *why;
	} cases[] = {
		{ "\x80", "lone continuation" },
		{ "\xff", "never a lead" },
		{ "\xc0\xaf", "overlong slash" },
		{ "\xe0\x80\xaf", "overlong in three bytes" },
		{ "\xf0\x80\x80\xaf", "overlong in four bytes" },
		{ "\xed\xa0\x80", "surrogate" },
		{ "\xf4\x90\x80\x80", "over U+10FFFF" },
		{ "\xe6\x97", "cut after two bytes" },
		{ "\xf0\x9f\x98", "cut after three bytes" },
		{ "\xe6" "a", "lead before ASCII" },
	};

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		uint32_t cp = 0;
		size_t n = strlen(cases[i].s);
		size_t used = nr_utf8_decode(cases[i].s, n, &cp);

		if (cp != 0xfffd || used < 1 || used > n)
			fail_msg("%s: U+%04X in %zu bytes", cases[i].why, cp, used);
	}
	char out[4];

	assert_int_equal(nr_utf8_encode(0x110000, out), 3);
	assert_memory_equal(out, "\xef\xbf\xbd", 3);
}

static void
test_line_is_cleaned(void **state)
{
	static const struct {
		const char *in, *expected, *why;
	} cases[] = {
		{ "", "", "empty" },
		{ "plain text", "plain text", "nothing to do" },
		{ " \t a  b\n\nc \r\n", "a b c", "white space folded" },
		{ "a\xc2\xa0\xe2\x80\xa8\xe3\x80\x80" "b", "a b", "Unicode white space" },
		{ "a\v\f\xc2\x85" "b", "a b", "line separators of ASCII and C1" },
		{ "a\x1b]52;c;eA==\x07z", "az", "control string up to a bell" },
		{ "\x1b[2Ja\bb\x7f", "ab", "C0 and DEL" },
		{ "a\xc2\x9b" "2Jb", "ab", "C1 CSI" },
		{ "a\xe2\x80\xae" "b\xe2\x81\xa6" "c\xd8\x9c" "d", "abcd",
			"bidi controls" },
		{ "a\xe2\x80\x8b" "b\xef\xbb\xbf" "c\xe2\x81\xa0" "d\xc2\xad" "e",
			"abcde", "ZWSP, BOM, WJ, soft hyphen" },
		{ "\xf3\xa0\x81\x81" "a\xef\xb8\x8f" "b\xf3\xa0\x84\x80" "c\xcd\x8f" "d",
			"abcd", "tag, variation selectors, grapheme joiner" },
		{ "\xe2\x80\x8b \xe2\x80\x8b", "", "nothing to see" },
		{ "a \xe2\x80\x8b b", "a b", "spaces around a dropped character" },
		{ "a\xff\xc3", "a\xef\xbf\xbd\xef\xbf\xbd", "invalid bytes" },
		{ "a\xef\xbf\xbf" "b\xef\xb7\x90" "c",
			"a\xef\xbf\xbd" "b\xef\xbf\xbd" "c", "noncharacters" },
		{ "\xef\xbf\xbd", "\xef\xbf\xbd", "the replacement itself" },
		{ "e\xcc\x81", "e\xcc\x81", "combining mark" },
		{ "\xd8\x80" "1", "\xd8\x80" "1", "visible Arabic format character" },
		{ "a\xe2\x80\x8d" "b\xe2\x80\x8c" "c", "abc", "joiners in Latin" },
		{ "\xe2\x80\x8d" "a\xe2\x80\x8c", "a", "joiners at the ends" },
		{ "a\xe2\x80\x8d b", "a b", "ZWJ before a space" },
		{ "a \xe2\x80\x8d" "b", "a b", "ZWJ behind a space" },
		{ "👩\xe2\x80\x8d👧", "👩\xe2\x80\x8d👧", "emoji family" },
		{ "می\xe2\x80\x8cخواهم", "می\xe2\x80\x8cخواهم", "Persian ZWNJ" },
		{ "日本\xe3\x80\x80語", "日本 語", "ideographic space" },
	};

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		struct nr_buf out = NR_BUF_INIT;

		nr_buf_addz(&out, "> ");
		nr_utf8_clean_line(&out, cases[i].in, strlen(cases[i].in));
		if (strcmp(nr_buf_str(&out) + 2, cases[i].expected) != 0)
			fail_msg("%s: '%s'", cases[i].why, nr_buf_str(&out));
		assert_true(nr_utf8_is_clean(out.data, out.len));
		nr_buf_release(&out);
	}
}

#define ZWNJ "\xe2\x80\x8c"
#define ZWJ "\xe2\x80\x8d"
#define SHY "\xc2\xad"
#define VS1 "\xef\xb8\x80"
#define VS15 "\xef\xb8\x8e"
#define VS16 "\xef\xb8\x8f"
#define VS17 "\xf3\xa0\x84\x80"
#define FVS1 "\xe1\xa0\x8b"
#define KEYCAP "\xe2\x83\xa3"

static void
test_invisible_characters_stay_where_they_have_an_effect(void **state)
{
	static const struct {
		const char *in, *expected, *why;
	} cases[] = {
		{ "می" ZWNJ "خواهم", "می" ZWNJ "خواهم", "A1: between joining letters" },
		{ "بَ" ZWNJ "َب", "بَ" ZWNJ "َب", "A1: marks aside" },
		{ "کار" ZWNJ "ها", "کارها", "A1: reh joins nothing after it" },
		{ "می" ZWNJ " خواهم", "می خواهم", "A1: nothing to join" },
		{ "می" ZWNJ ZWNJ SHY "خواهم", "می" ZWNJ "خواهم", "one of several" },
		{ "ক্" ZWNJ "ষ", "ক্" ZWNJ "ষ", "A2: after a virama" },
		{ "ক্" ZWNJ "া", "ক্া", "A2: no letter follows" },
		{ "ক" ZWNJ "ষ", "কষ", "A2: no virama" },
		{ "क्" ZWJ "ष", "क्" ZWJ "ष", "B: half form" },
		{ "क्" ZWJ "षक्" ZWJ " ", "क्" ZWJ "षक्" ZWJ, "B: at the end of a word" },
		{ "ക്" ZWJ "ി", "ക്ി", "B: before a vowel sign" },
		{ "ක්" ZWJ "රි", "ක්" ZWJ "රි", "B: Sinhala" },
		{ "র" ZWJ "্য", "র" ZWJ "্য", "Bengali ra with ya-phalaa" },
		{ "क" ZWJ "ष", "कष", "ZWJ without a virama" },
		{ "a" ZWJ "👩", "a👩", "ZWJ joins emoji to emoji only" },
		{ "👩" ZWJ "a", "👩a", "and none to a letter" },
		{ "👩🏽" ZWJ "❤" VS16 ZWJ "👨🏿", "👩🏽" ZWJ "❤" VS16 ZWJ "👨🏿", "couple" },
		{ "👩" ZWJ ZWNJ "👩", "👩👩", "something in between" },
		{ "❤" VS16 "a" VS16, "❤" VS16 "a", "emoji selector" },
		{ "☎" VS15 VS15, "☎" VS15, "text selector, once" },
		{ "1" VS16 KEYCAP "1" VS16 "2", "1" VS16 KEYCAP "12", "keycap" },
		{ "葛" VS17 "葛" VS1 "か" VS17, "葛" VS17 "葛" VS1 "か", "Han" },
		{ "∩" VS1 "é" VS1, "∩" VS1 "é", "mathematics" },
		{ "ᠠ" FVS1 FVS1 "á" FVS1, "ᠠ" FVS1 "á", "Mongolian selector" },
	};

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		struct nr_buf out = NR_BUF_INIT;

		nr_utf8_clean_line(&out, cases[i].in, strlen(cases[i].in));
		if (strcmp(nr_buf_str(&out), cases[i].expected) != 0)
			fail_msg("%s: '%s'", cases[i].why, nr_buf_str(&out));
		nr_buf_clear(&out);
		nr_utf8_clean_text(&out, cases[i].expected, strlen(cases[i].expected));
		assert_string_equal(nr_buf_str(&out), cases[i].expected);
		nr_buf_release(&out);
	}
}

static void
test_text_is_cut_after_a_whole_cluster_and_stays_clean(void **state)
{
	static const struct {
		const char *s;
		size_t max, expected;
		const char *why;
	} cases[] = {
		{ "abc", 3, 3, "nothing to cut" },
		{ "abc", 2, 2, "ASCII" },
		{ "ae\xcc\x81x", 3, 1, "a letter with its mark" },
		{ "🇩🇪🇫🇷", 15, 8, "a flag" },
		{ "🇩🇪🇫🇷", 7, 0, "not half of one" },
		{ "👩" ZWJ "👧x", 10, 0, "a family" },
		{ "ب" ZWNJ "ب", 6, 2, "ZWNJ with nothing after it" },
		{ "ക്" ZWJ "x", 9, 9, "ZWJ that needs nothing after it" },
	};

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		size_t len = nr_utf8_cut(cases[i].s, strlen(cases[i].s), cases[i].max);

		if (len != cases[i].expected)
			fail_msg("%s: %zu bytes", cases[i].why, len);
		assert_true(nr_utf8_is_clean(cases[i].s, len));
	}
}

static void
test_nul_inside_a_line_is_dropped(void **state)
{
	struct nr_buf out = NR_BUF_INIT;

	(void)state;
	nr_utf8_clean_line(&out, "a\0b", 3);
	assert_string_equal(nr_buf_str(&out), "ab");
	nr_buf_release(&out);
}

static void
test_text_keeps_lines_and_spaces(void **state)
{
	static const struct {
		const char *in, *expected, *why;
	} cases[] = {
		{ "", "", "empty" },
		{ "a\r\nb\rc\nd", "a\nb\nc\nd", "line ends" },
		{ "a\r\r\nb", "a\n\nb", "CR before CRLF" },
		{ "a\xe2\x80\xa9" "b\xc2\x85" "c\f", "a\nb\nc\n", "Unicode line ends" },
		{ "  a  b  ", "  a  b  ", "spaces" },
		{ "a\xc2\xa0" "b", "a\xc2\xa0" "b", "no-break space" },
		{ "\ta", "        a", "tab at the start" },
		{ "1234567\ta", "1234567 a", "tab before a stop" },
		{ "12345678\ta", "12345678        a", "tab at a stop" },
		{ "a\tb\tc", "a       b       c", "several tabs" },
		{ "日\ta", "日      a", "tab counts cells" },
		{ "x\n日\ta", "x\n日      a", "tab counts from the line" },
		{ "a\xe2\x80\x8d\nb", "a\nb", "joiner at a line's end" },
		{ "a\x1b[2J\xe2\x80\xae\xff", "a\xef\xbf\xbd", "controls" },
	};

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		struct nr_buf out = NR_BUF_INIT;

		nr_buf_addz(&out, ">>");
		nr_utf8_clean_text(&out, cases[i].in, strlen(cases[i].in));
		if (strcmp(nr_buf_str(&out) + 2, cases[i].expected) != 0)
			fail_msg("%s: '%s'", cases[i].why, nr_buf_str(&out));
		nr_buf_release(&out);
	}
}

static void
test_escape_sequences_are_measured(void **state)
{
	static const struct {
		const char *s;
		size_t n;
		const char *why;
	} cases[] = {
		{ "", 0, "nothing" },
		{ "a\x1b[m", 0, "a letter first" },
		{ "\x1b", 1, "the character alone" },
		{ "\x1b\n", 1, "before a newline" },
		{ "\x1bé", 1, "before no final byte" },
		{ "\x1b[m.", 3, "CSI without parameters" },
		{ "\x1b[38;2;1;2;3mred", 13, "CSI with parameters" },
		{ "\x1b[?25l.", 6, "CSI of a private mode" },
		{ "\x1b[1 q.", 5, "CSI with an intermediate byte" },
		{ "\x1b[31\n", 4, "CSI cut off" },
		{ "\x1b[\"\n", 2, "CSI cut off before a quote" },
		{ "\x1b]0;title\x07.", 10, "OSC up to a bell" },
		{ "\x1b]8;;http://a/é\x1b\\.", 18, "OSC up to ESC backslash" },
		{ "\x1b]0;t\xc2\x9c.", 7, "OSC up to U+009C" },
		{ "\x1b]0;t\n\x07", 2, "OSC over lines" },
		{ "\x1b]0;t\x1b[m", 2, "OSC broken by another sequence" },
		{ "\x1bPq#0\x1b\\.", 7, "DCS" },
		{ "\x1b_a\x1b\\.", 5, "APC" },
		{ "\x1b^a\x1b\\.", 5, "PM" },
		{ "\x1bXa\x1b\\.", 5, "SOS" },
		{ "\x1b(B.", 3, "a character set" },
		{ "\x1b#8.", 3, "a line's size" },
		{ "\x1b(\n", 1, "a character set cut off" },
		{ "\x1b" "7.", 2, "two characters" },
		{ "\x1b F.", 3, "the code structure" },
		{ "\x1b foo", 1, "a word" },
		{ "\xc2\x9b" "31m.", 5, "C1 CSI" },
		{ "\xc2\x9d" "0;t\x07.", 6, "C1 OSC" },
		{ "\xc2\x90q\xc2\x9c.", 5, "C1 DCS" },
		{ "\xc2\x9d" "0;t", 2, "C1 OSC that does not end" },
		{ "\xc2\x84" "a", 2, "another C1 control" },
		{ "\xc2\x85", 0, "a line break" },
		{ "\xc2\xa0", 0, "a space" },
		{ "\x9b" "31m", 0, "no UTF-8" },
	};

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		size_t n = nr_utf8_escape(cases[i].s, strlen(cases[i].s));

		if (n != cases[i].n)
			fail_msg("%s: %zu bytes", cases[i].why, n);
	}
}

static void
test_escape_sequences_are_dropped_as_a_whole(void **state)
{
	static const char text[] = "\x1b[1mbold\x1b[0m \x1b]8;;http://a/\x1b\\link\x1b]8;;"
		"\x1b\\ \x1b(0q\x1b(B\xc2\x9b" "7mx";
	struct nr_buf line = NR_BUF_INIT, lines = NR_BUF_INIT;

	(void)state;
	nr_utf8_clean_line(&line, text, strlen(text));
	nr_utf8_clean_text(&lines, text, strlen(text));
	assert_string_equal(nr_buf_str(&line), "bold link qx");
	assert_string_equal(nr_buf_str(&lines), "bold link qx");
	nr_buf_release(&line);
	nr_buf_release(&lines);
}

static void
assert_clean_stays(const char *s, size_t n)
{
	struct nr_buf once = NR_BUF_INIT, twice = NR_BUF_INIT;

	nr_utf8_clean_line(&once, s, n);
	nr_utf8_clean_line(&twice, nr_buf_str(&once), once.len);
	assert_string_equal(nr_buf_str(&once), nr_buf_str(&twice));
	assert_true(nr_utf8_is_clean(nr_buf_str(&once), once.len));
	nr_buf_clear(&once);
	nr_buf_clear(&twice);
	nr_utf8_clean_text(&once, s, n);
	nr_utf8_clean_text(&twice, once.data, once.len);
	assert_string_equal(nr_buf_str(&once), nr_buf_str(&twice));
	nr_buf_release(&once);
	nr_buf_release(&twice);
}

/* Every sequence of so many parts of an alphabet. */
static void
check_sequences(const char *const *parts, size_t n_parts, int length)
{
	size_t count = 1;

	for (int k = 0; k < length; k++)
		count *= n_parts;
	for (size_t i = 0; i < count; i++) {
		struct nr_buf in = NR_BUF_INIT;
		size_t rest = i;

		for (int k = 0; k < length; k++, rest /= n_parts)
			nr_buf_addz(&in, parts[rest % n_parts]);
		assert_clean_stays(in.data, in.len);
		nr_buf_release(&in);
	}
}

static void
test_cleaning_twice_changes_nothing(void **state)
{
	static const char *const hostile[] = { "a", " ", "\n", "\r", "\t", "\xff", "\xe2",
		"\x80", ZWJ, ZWNJ, "\xcc\x81", VS16,
		"\x1b", "\x1b]", "\x07", "[", "\xc2\x9b",
		"日", "😀", "\xc2\xa0", "\xef\xbf\xbe" };
	static const char *const shaping[] = { "1", " ", ZWJ, ZWNJ, SHY, VS16, KEYCAP, FVS1,
		"ب", "क", "्", "ि", "😀", "🏽", "ᠠ" };

	(void)state;
	check_sequences(hostile, N(hostile), 3);
	check_sequences(shaping, N(shaping), 4);
}

static void
test_unclean_text_is_told(void **state)
{
	static const struct {
		const char *s;
		bool clean;
	} cases[] = {
		{ "", true }, { "a  b ", true }, { "é日😀", true },
		{ "a\xc2\xa0" "b", true },
		{ "a\n", false }, { "\t", false }, { "\x1b", false }, { "\x7f", false },
		{ "\xc2\x9b", false }, { "\xff", false }, { "é\n", false },
		{ "\xe2\x80\xae", false }, { "\xe2\x80\xa8", false },
		{ "é\xe2\x80\x8d", false },
	};

	(void)state;
	for (size_t i = 0; i < N(cases); i++)
		assert_int_equal(nr_utf8_is_clean(cases[i].s, strlen(cases[i].s)),
			cases[i].clean);
}

static void
test_cluster_has_its_bytes_and_cells(void **state)
{
	static const struct {
		const char *s;
		size_t len;
		int width;
		const char *why;
	} cases[] = {
		{ "ab", 1, 1, "ASCII" },
		{ "e\xcc\x81" "b", 3, 1, "combining mark" },
		{ "日本", 3, 2, "ideograph" },
		{ "한국", 3, 2, "Hangul syllable" },
		{ "\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab" "x", 9, 2, "conjoining jamo" },
		{ "का", 6, 2, "spacing vowel sign" },
		{ "\xef\xbd\xb6", 3, 1, "halfwidth kana" },
		{ "👩\xe2\x80\x8d👧\xe2\x80\x8d👦x", 18, 2, "emoji family" },
		{ "👍🏽x", 8, 4, "skin tone" },
		{ "☝🏽x", 7, 3, "skin tone on a narrow character" },
		{ "a🏽x", 5, 3, "skin tone on a letter" },
		{ "❤" VS16 "x", 6, 1, "emoji selector" },
		{ "❤" VS16 ZWJ "🔥x", 13, 1, "joined to a narrow character" },
		{ "1" VS16 KEYCAP "x", 7, 1, "keycap" },
		{ "👩🏻" ZWJ "❤" VS16 ZWJ "💋" ZWJ "👩🏼x", 35, 6, "kiss with skin tones" },
		{ "हिन्दी", 6, 2, "vowel sign before its letter" },
		{ "न्दी", 12, 3, "conjunct" },
		{ "र्त्स्न्यx", 27, 5, "conjunct of five" },
		{ "क्" ZWNJ "ष", 9, 1, "ZWNJ parts a conjunct" },
		{ "ක්" ZWJ "රිx", 15, 2, "Sinhala conjunct" },
		{ "ന്" ZWJ " ", 9, 1, "chillu" },
		{ "ന്" ZWJ "”x", 12, 2, "chillu, then a quote that terminals join" },
		{ "ក្ដីx", 12, 2, "Khmer subscript" },
		{ "မြန်", 6, 2, "Burmese medial" },
		{ "น้ำx", 9, 2, "Thai sara am" },
		{ "தமி", 3, 1, "Tamil" },
		{ "🇩🇪🇫🇷", 8, 2, "flag before a flag" },
		{ "🇩", 4, 1, "half a flag" },
		{ "a\xe2\x80\x8d👧", 4, 1, "ZWJ joins emoji to emoji only" },
		{ "\xcc\x81", 2, 0, "mark alone" },
		{ "\xd8\x80", 2, 1, "Arabic number sign" },
		{ "\r\n", 2, 0, "line end" },
	};

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		int width = -1;
		size_t len = nr_utf8_cluster(cases[i].s, strlen(cases[i].s), &width);

		if (len != cases[i].len || width != cases[i].width)
			fail_msg("%s: %zu bytes, %d cells", cases[i].why, len, width);
	}
}

static void
test_a_cluster_has_limits(void **state)
{
	static const struct {
		const char *base, *more;
		size_t count, expected;
		int width;
	} cases[] = {
		{ "é", "\xcc\x81", 30, 62, 1 },
		{ "é", "\xcc\x81", 31, 64, 1 },
		{ "é", "\xcc\x81", 32, 64, 1 },
		{ "é", "\xcc\x81", 5000, 64, 1 },
		{ "日", "\xcc\x81", 5000, 63, 2 },
		{ "x", "\xf0\x90\xa8\x8d", 5000, 61, 1 },
		{ "क", "ा", 7, 24, 8 },
		{ "क", "ा", 8, 24, 8 },
		{ "👩", ZWJ "👩", 8, 60, 2 },
		{ "👩", ZWJ "👩", 9, 60, 2 },
		{ "\xd8\x80", "🇩🇪", 9, 2, 1 },
	};

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		struct nr_buf b = NR_BUF_INIT;
		int width;

		nr_buf_addz(&b, cases[i].base);
		for (size_t k = 0; k < cases[i].count; k++)
			nr_buf_addz(&b, cases[i].more);
		assert_int_equal(nr_utf8_cluster(b.data, b.len, &width),
			cases[i].expected);
		assert_int_equal(width, cases[i].width);
		nr_buf_release(&b);
	}
}

static void
test_terminals_disagree_on_the_width_of_some_clusters(void **state)
{
	static const struct {
		const char *s;
		int reach;
	} cases[] = {
		{ "a", 0 }, { "é", 0 }, { "e\xcc\x81", 0 }, { "ж", 0 }, { "世", 0 }, { "한", 0 },
		{ "น้", 0 }, { "क", 0 }, { "न्", 0 }, { "│", 0 }, { "—", 0 }, { "★", 0 },
		{ "ب", 0 }, { "か", 0 }, { "ア", 0 }, { "…", 0 },
		{ "हि", 2 }, { "न्दी", 3 }, { "🇩🇪", 4 }, { "❤" VS16, 2 }, { "1" VS16 KEYCAP, 2 },
		{ "👩" ZWJ "👧", 4 }, { "👍🏽", 4 }, { "😀", 2 }, { "䷀", 2 }, { "ك" ZWNJ, 1 },
	};

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		int reach = nr_utf8_reach(cases[i].s, strlen(cases[i].s));

		if (reach != cases[i].reach)
			fail_msg("'%s': %d", cases[i].s, reach);
	}
}

/* The same with every C library and every version of libunistring. */
static void
test_width_of_a_character(void **state)
{
	static const struct {
		uint32_t cp;
		int width;
	} cases[] = {
		{ ' ', 1 }, { '~', 1 }, { 0xa0, 1 }, { 0x300, 0 }, { 0x600, 1 },
		{ 0x6dd, 1 },
		{ 0xcbf, 0 }, { 0xcc6, 0 }, { 0x93e, 1 }, { 0x1160, 0 }, { 0x200d, 0 },
		{ 0x2014, 1 }, { 0x2192, 1 }, { 0x2605, 1 }, { 0x2713, 1 }, { 0x2500, 1 },
		{ 0x2588, 1 }, { 0x231a, 2 }, { 0x2630, 1 }, { 0x268f, 1 }, { 0x3000, 2 },
		{ 0x3248, 2 }, { 0x4dc0, 2 },
		{ 0x4dff, 2 }, { 0x4e00, 2 }, { 0xac00, 2 }, { 0xe000, 1 }, { 0xff01, 2 },
		{ 0xff61, 1 }, { 0xfffd, 1 }, { 0x110bd, 1 }, { 0x11a07, 0 },
		{ 0x11c3f, 0 },
		{ 0x1f1e6, 1 }, { 0x1f3fb, 2 }, { 0x1f600, 2 }, { 0x20000, 2 },
	};

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		char s[4];
		int width = nr_utf8_width(s, nr_utf8_encode(cases[i].cp, s));

		if (width != cases[i].width)
			fail_msg("U+%04X: %d", cases[i].cp, width);
	}
}

static void
test_prefix_of_whole_clusters_fits(void **state)
{
	static const struct {
		const char *s;
		int cells;
		size_t len;
		int used;
	} cases[] = {
		{ "", 5, 0, 0 }, { "abc", 0, 0, 0 }, { "abc", 2, 2, 2 },
		{ "abc", 9, 3, 3 },
		{ "日本", 3, 3, 2 }, { "日本", 4, 6, 4 }, { "日本", 1, 0, 0 },
		{ "ae\xcc\x81x", 2, 4, 2 },	/* the mark belongs to the e */
		{ "🇩🇪🇫🇷", 3, 8, 2 },
	};

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		int used = -1;

		assert_int_equal(nr_utf8_fit(cases[i].s, strlen(cases[i].s),
			cases[i].cells, &used), cases[i].len);
		assert_int_equal(used, cases[i].used);
	}
	assert_int_equal(nr_utf8_fit("abc", 3, 2, NULL), 2);
	assert_int_equal(nr_utf8_width("a日e\xcc\x81", 7), 4);
}

/* What is folded the short way folds as beside a letter that takes the long one. */
static void
test_punctuation_folds_alike_whatever_stands_beside(void **state)
{
	(void)state;
	for (uint32_t cp = 0x80; cp < 0x3000; cp++) {
		struct nr_buf text = NR_BUF_INIT, expected = NR_BUF_INIT;
		uint8_t bytes[6];
		int n = u8_uctomb(bytes, cp, sizeof bytes);
		char *alone, *beside;

		assert_true(n > 0);
		nr_buf_addf(&text, "É Don%.*sT SAY", n, (const char *)bytes);
		alone = nr_utf8_fold(text.data + 3, text.len - 3);
		beside = nr_utf8_fold(text.data, text.len);
		nr_buf_addf(&expected, "é %s", alone);
		if (strcmp(beside, nr_buf_str(&expected)) != 0)
			fail_msg("U+%04X: '%s' and '%s'", cp, beside, alone);
		free(alone);
		free(beside);
		nr_buf_release(&text);
		nr_buf_release(&expected);
	}
}

static void
test_names_taken_for_the_same_fold_equal(void **state)
{
	static const struct {
		const char *a, *b;
		bool same;
	} cases[] = {
		{ "Joe Biden", "joe  BIDEN", true },
		{ "É", "e\xcc\x81", true },
		{ "Straße", "STRASSE", true },
		{ "ﬁne", "FINE", true },
		{ "ΣΊΣΥΦΟΣ", "σίσυφος", true },
		{ "zero\xe2\x80\x8bwidth", "ZeroWidth", true },
		{ "Ａ", "a", true },
		{ "a\xc2\xa0" "b", "a b", true },
		{ "I ❤" VS16 " NY", "i ❤ ny", true },
		{ "می" ZWNJ "خواهم", "میخواهم", false },
		{ "Biden", "Bidén", false },
		{ "", "a", false },
	};

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		char *a = nr_utf8_fold(cases[i].a, strlen(cases[i].a));
		char *b = nr_utf8_fold(cases[i].b, strlen(cases[i].b));

		if ((strcmp(a, b) == 0) != cases[i].same)
			fail_msg("'%s' and '%s' fold to '%s' and '%s'", cases[i].a,
				cases[i].b, a, b);
		free(a);
		free(b);
	}
}

static void
test_text_is_found_without_case(void **state)
{
	enum { NOWHERE = 99 };
	static const struct {
		const char *s;
		size_t from;
		const char *needle;
		size_t at, len;
	} cases[] = {
		{ "The Biden plan", 0, "biden", 4, 5 },
		{ "the biden plan", 0, "BIDEN", 4, 5 },
		{ "aXaX", 1, "ax", 2, 2 },
		{ "aXaX", 3, "ax", NOWHERE, 0 },
		{ "abc", 3, "c", NOWHERE, 0 },
		{ "abc", 9, "c", NOWHERE, 0 },
		{ "abc", 0, "", NOWHERE, 0 },
		{ "", 0, "a", NOWHERE, 0 },
		{ "ab", 0, "abc", NOWHERE, 0 },
		{ "aab", 0, "ab", 1, 2 },
		{ "Škoda ŠKODA", 1, "škoda", 7, 6 },
		{ "日本語", 0, "本", 3, 3 },
		{ "\xe2\x84\xaa" "elvin", 0, "kel", 0, 5 },	/* the Kelvin sign */
		{ "a\xff" "b", 0, "b", 2, 1 },
		{ "aहिन्दी", 0, "ह", 1, 6 },	/* whole clusters */
		{ "aहिन्दी", 0, "द", 7, 12 },
		{ "aहिन्दी द", 2, "न", 7, 12 },
		{ "aहिन्दी द", 8, "द", 20, 3 },
		{ "🇩🇪🇩🇪", 0, "\xf0\x9f\x87\xaa", 0, 8 },
		{ "🇩🇪🇩🇪", 8, "\xf0\x9f\x87\xa9", 8, 8 },
		{ "می" ZWNJ "خواهم", 0, "میخواهم", 0, 17 },
		{ "میخواهم", 0, "می" ZWNJ "خواهم", 0, 14 },
		{ "I ❤" VS16 " NY", 0, "❤", 2, 6 },
		{ "I ❤ NY", 0, "❤" VS16, 2, 3 },
	};

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		size_t at = NOWHERE, len = 0;
		bool found = nr_utf8_find(cases[i].s, strlen(cases[i].s), cases[i].from,
			cases[i].needle, &at, &len);

		if (found != (cases[i].at != NOWHERE) || at != cases[i].at
				|| len != cases[i].len)
			fail_msg("'%s' in '%s': %zu, %zu", cases[i].needle, cases[i].s,
				at, len);
	}
}

/* The whole table of Levenshtein's distance, without case for ASCII. */
static unsigned
plain_distance(const char *a, const char *b)
{
	unsigned d[16][16];

	for (unsigned i = 0; i <= strlen(a); i++) {
		for (unsigned j = 0; j <= strlen(b); j++) {
			if (i == 0 || j == 0) {
				d[i][j] = i + j;
				continue;
			}
			unsigned best = d[i - 1][j - 1] + (a[i - 1] != b[j - 1]);

			best = best < d[i - 1][j] + 1 ? best : d[i - 1][j] + 1;
			d[i][j] = best < d[i][j - 1] + 1 ? best : d[i][j - 1] + 1;
		}
	}
	return d[strlen(a)][strlen(b)];
}

static void
test_distance_is_levenshteins_up_to_its_maximum(void **state)
{
	static const char *const words[] = { "", "a", "ab", "ba", "kitten", "sitting",
		"mitten",
		"abcdefgh", "hgfedcba", "bcdefgha", "xabcdefgh", "aaaaaaaaaa", "tin" };

	(void)state;
	for (size_t i = 0; i < N(words) * N(words); i++) {
		const char *a = words[i % N(words)], *b = words[i / N(words)];
		unsigned full = plain_distance(a, b);

		for (unsigned max = 0; max < 12; max++) {
			unsigned expected = full <= max ? full : max + 1;

			if (nr_utf8_distance(a, b, max) != expected)
				fail_msg("'%s' '%s' max %u: %u, not %u", a, b, max,
					nr_utf8_distance(a, b, max), expected);
		}
	}
	assert_int_equal(nr_utf8_distance("Jo Biden", "joe biden", 3), 1);
	assert_int_equal(nr_utf8_distance("Škoda", "skoda", 3), 1);
}

static void
test_plain_bytes_end_at_the_first_other_one(void **state)
{
	static const char others[] = { 0, '\n', 0x1f, 0x7f, (char)0x80, (char)0xff };
	char s[40];

	(void)state;
	for (size_t at = 0; at < sizeof(s); at++) {
		for (size_t i = 0; i < sizeof(others); i++) {
			memset(s, i % 2 ? '!' : '~', sizeof(s));
			s[at] = others[i];
			assert_int_equal(nr_utf8_plain(s, sizeof(s), ' '), at);
			assert_int_equal(nr_utf8_plain(s, at, '!'), at);
		}
		s[at] = ' ';
		assert_int_equal(nr_utf8_plain(s, sizeof(s), ' '), sizeof(s));
		assert_int_equal(nr_utf8_plain(s, sizeof(s), '!'), at);
	}
}

/* Spaces at every place around the eight bytes that are looked at together. */
static void
test_a_line_has_single_spaces_wherever_they_were(void **state)
{
	struct nr_buf out = NR_BUF_INIT;
	char s[600], want[600];
	uint32_t seed = 1;

	(void)state;
	for (int round = 0; round < 2000; round++) {
		size_t n = (size_t)round % sizeof(s), len = 0;

		for (size_t i = 0; i < n; i++) {
			seed = seed * 1664525 + 1013904223;
			s[i] = seed >> 30 ? 'a' : ' ';
			if (s[i] != ' ' && len && s[i - 1] == ' ')
				want[len++] = ' ';
			if (s[i] != ' ')
				want[len++] = s[i];
		}
		nr_buf_clear(&out);
		nr_utf8_clean_line(&out, s, n);
		assert_int_equal(out.len, len);
		assert_memory_equal(nr_buf_str(&out), want, len);
	}
	nr_buf_release(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_valid_characters_are_decoded_and_encoded),
		cmocka_unit_test(test_invalid_bytes_decode_to_the_replacement),
		cmocka_unit_test(test_plain_bytes_end_at_the_first_other_one),
		cmocka_unit_test(test_line_is_cleaned),
		cmocka_unit_test(test_a_line_has_single_spaces_wherever_they_were),
		cmocka_unit_test(test_nul_inside_a_line_is_dropped),
		cmocka_unit_test(test_text_keeps_lines_and_spaces),
		cmocka_unit_test(test_escape_sequences_are_measured),
		cmocka_unit_test(test_escape_sequences_are_dropped_as_a_whole),
		cmocka_unit_test(test_cleaning_twice_changes_nothing),
		cmocka_unit_test(test_unclean_text_is_told),
		cmocka_unit_test(test_cluster_has_its_bytes_and_cells),
		cmocka_unit_test(test_a_cluster_has_limits),
		cmocka_unit_test(test_width_of_a_character),
		cmocka_unit_test(test_terminals_disagree_on_the_width_of_some_clusters),
		cmocka_unit_test(test_invisible_characters_stay_where_they_have_an_effect),
		cmocka_unit_test(test_text_is_cut_after_a_whole_cluster_and_stays_clean),
		cmocka_unit_test(test_prefix_of_whole_clusters_fits),
		cmocka_unit_test(test_names_taken_for_the_same_fold_equal),
		cmocka_unit_test(test_punctuation_folds_alike_whatever_stands_beside),
		cmocka_unit_test(test_text_is_found_without_case),
		cmocka_unit_test(test_distance_is_levenshteins_up_to_its_maximum),
	};

	return cmocka_run_group_tests_name("utf8", tests, NULL, NULL);
}
