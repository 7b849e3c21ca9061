/*
 * The completions for shells, which are printed on standard output.
 */
#ifndef DOC_COMPLETION_H
#define DOC_COMPLETION_H

void doc_put_bash(void);
void doc_put_zsh(void);
void doc_put_fish(void);

#endif
