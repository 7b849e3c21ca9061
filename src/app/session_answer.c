/* The answer of a command, shown in place of the article that it was asked about. */
#include "config.h"

#include <string.h>

#include "app/session.h"
#include "newsreader/utf8.h"

void
app_session_answer(struct app_session *s, const char *program, const struct nr_buf *text)
{
	struct app_answer *answer = &s->shown.answer;

	nr_buf_clear(&answer->program);
	nr_buf_clear(&answer->text);
	nr_utf8_clean_line(&answer->program, program, strlen(program));
	nr_utf8_clean_text(&answer->text, nr_buf_str(text), text->len);
	answer->number++;
	s->shown.version++;
}

bool
app_session_drop_answer(struct app_session *s)
{
	struct app_answer *answer = &s->shown.answer;

	if (!app_session_shows_answer(s))
		return false;
	nr_buf_release(&answer->program);
	nr_buf_release(&answer->text);
	s->shown.version++;
	return true;
}

bool
app_session_shows_answer(const struct app_session *s)
{
	return s->shown.answer.program.len > 0;
}

void
app_session_answer_doc(const struct app_session *s, struct nr_doc *doc)
{
	const struct app_answer *answer = &s->shown.answer;

	nr_doc_begin(doc, NR_BLOCK_META);
	nr_doc_addz(doc, NR_SPAN_TITLE, s->shown.article.row.title);
	nr_doc_begin(doc, NR_BLOCK_META);
	nr_doc_addf(doc, 0, NR_SPAN_EMPHASIS, APP_MSG(FROM), nr_buf_str(&answer->program));
	nr_text_to_doc(nr_buf_str(&answer->text), answer->text.len, doc);
	nr_doc_end(doc);
}
