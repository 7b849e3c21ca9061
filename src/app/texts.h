/*
 * The sentences that the interactive program shows, which messages.def lists.
 *
 * APP_MSG(NOT_FOUND) is a format for app_say and nr_buf_addf; APP_MSG_N(FETCHED, n) the one
 * for the number n. The compiler checks them against what is put in.
 */
#ifndef APP_TEXTS_H
#define APP_TEXTS_H

#define APP_SENTENCE(id, text) \
	static const char app_text_##id[] __attribute__((unused)) = text;
#define APP_PLURAL(id, one, many) \
	static const char app_text_##id##_1[] __attribute__((unused)) = one; \
	static const char app_text_##id##_n[] __attribute__((unused)) = many;
#define APP_ITEM(id, text) APP_SENTENCE(id, text)
#include "app/messages.def"
#undef APP_SENTENCE
#undef APP_PLURAL
#undef APP_ITEM

#define APP_MSG(id) app_text_##id
#define APP_MSG_N(id, n) ((n) == 1 ? app_text_##id##_1 : app_text_##id##_n)

#endif
