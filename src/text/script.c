/* Superscripts and subscripts as Unicode characters or ASCII signs. */
#include "config.h"

#include <ctype.h>
#include <stdint.h>
#include <string.h>

#include "newsreader/utf8.h"
#include "text/script.h"

/* The characters that most fonts support. */
static const struct {
	uint32_t cp;
	const char *sup, *sub;
} chars[] = {
	{ ' ', " ", " " }, { '0', "⁰", "₀" }, { '1', "¹", "₁" },
	{ '2', "²", "₂" }, { '3', "³", "₃" }, { '4', "⁴", "₄" },
	{ '5', "⁵", "₅" }, { '6', "⁶", "₆" }, { '7', "⁷", "₇" },
	{ '8', "⁸", "₈" }, { '9', "⁹", "₉" }, { '+', "⁺", "₊" },
	{ '-', "⁻", "₋" }, { 0x2212, "⁻", "₋" }, { '=', "⁼", "₌" },
	{ '(', "⁽", "₍" }, { ')', "⁾", "₎" }, { 'a', "ᵃ", "ₐ" },
	{ 'e', "ᵉ", "ₑ" }, { 'h', "ʰ", "ₕ" }, { 'i', "ⁱ", "ᵢ" },
	{ 'j', "ʲ", "ⱼ" }, { 'k', "ᵏ", "ₖ" }, { 'l', "ˡ", "ₗ" },
	{ 'm', "ᵐ", "ₘ" }, { 'n', "ⁿ", "ₙ" }, { 'o', "ᵒ", "ₒ" },
	{ 'p', "ᵖ", "ₚ" }, { 'r', "ʳ", "ᵣ" }, { 's', "ˢ", "ₛ" },
	{ 't', "ᵗ", "ₜ" }, { 'u', "ᵘ", "ᵤ" }, { 'v', "ᵛ", "ᵥ" },
	{ 'x', "ˣ", "ₓ" }, { 'T', "ᵀ", NULL }, { 'M', "ᴹ", NULL },
};

static const char *
find_char(enum nr_text_script script, uint32_t cp)
{
	for (size_t i = 0; i < sizeof chars / sizeof chars[0]; i++) {
		if (chars[i].cp == cp)
			return script == TEXT_SCRIPT_SUP ? chars[i].sup : chars[i].sub;
	}
	return NULL;
}

static bool
is_char(const char *as, const char *s, size_t n)
{
	return as != NULL && strncmp(as, s, n) == 0 && as[n] == '\0';
}

char
nr_text_script_plain(const char *s, size_t n, enum nr_text_script *script)
{
	for (size_t i = 0; i < sizeof chars / sizeof chars[0] && n > 1; i++) {
		bool sup = is_char(chars[i].sup, s, n);

		if (sup || is_char(chars[i].sub, s, n)) {
			*script = sup ? TEXT_SCRIPT_SUP : TEXT_SCRIPT_SUB;
			/* '-' is listed before the minus sign */
			return (char)chars[i].cp;
		}
	}
	return '\0';
}

/* Letters of ordinals and titles that are only raised: "1st", "Mme". */
static bool
is_ending(const char *s)
{
	static const char *const endings[] = {
		"st", "nd", "rd", "th", "er", "ers", "re", "res", "es", "me", "mes", "lle",
		"lles", "gr", "os", "as", "te", "de", "ter", "eme", "ieme", "to", "ta",
	};

	for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
		if (strcmp(endings[i], s) == 0)
			return true;
	}
	return false;
}

/* Properties of a text. */
struct kinds {
	bool mapped;		/* each character has a superscript or subscript form */
	bool simple;		/* letters and digits only */
	bool word;		/* several letters in sequence */
	bool words;		/* several such sequences */
	bool formula;		/* may be an exponent or index */
};

static struct kinds
look_at_text(enum nr_text_script script, const char *s, size_t n)
{
	struct kinds k = { .mapped = true, .simple = true };
	size_t letters = 0;
	bool space = false;
	uint32_t cp;

	for (size_t i = 0; i < n;) {
		bool latin = nr_utf8_is_latin(s[i]);
		size_t len = nr_utf8_decode(s + i, n - i, &cp);
		bool greek = cp >= 0x370 && cp < 0x400;

		letters = latin ? letters + 1 : 0;
		k.word |= letters > 1;
		space |= cp == ' ';
		k.mapped &= find_char(script, cp) != NULL;
		k.simple &= latin || greek || isdigit((unsigned char)s[i]) || cp == '.';
		if (i == 0)
			k.formula = latin || greek || isdigit((unsigned char)s[i]) || cp == 0x2212
				|| (cp < 0x80 && strchr("+-=(", (int)cp) != NULL);
		i += len;
	}
	k.words = k.word && space;
	return k;
}

enum nr_text_script_as
nr_text_script_form(enum nr_text_script script, const char *s, size_t n, char before,
	bool with_chars)
{
	struct kinds k = look_at_text(script, s, n);
	bool attached = before != '\0' && before != ' ' && before != '\n';

	if (!k.formula || k.words || (k.word && !attached)
			|| (script == TEXT_SCRIPT_SUP && is_ending(s)))
		return TEXT_SCRIPT_AS_TEXT;
	if (k.mapped && with_chars)
		return TEXT_SCRIPT_AS_CHARS;
	if (!attached)
		return TEXT_SCRIPT_AS_TEXT;
	return k.simple ? TEXT_SCRIPT_AS_SIGN : TEXT_SCRIPT_AS_GROUP;
}

void
nr_text_script_add(struct nr_buf *out, enum nr_text_script script, const char *s, size_t n)
{
	for (size_t i = 0; i < n;) {
		uint32_t cp;
		size_t len = nr_utf8_decode(s + i, n - i, &cp);
		const char *as = find_char(script, cp);

		if (as != NULL)
			nr_buf_addz(out, as);
		else
			nr_buf_add(out, s + i, len);
		i += len;
	}
}
