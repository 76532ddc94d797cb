/*
 * several.h - who "the two sides", "both countries" and "these groups" are.
 */
#ifndef CLAIMS_SEVERAL_H
#define CLAIMS_SEVERAL_H
#include "claims/actors.h"

/* The actors that such a phrase means: those that the text coordinated last ("G and H signed ..."), or the only ones that the
 * sentence before names, as many as the phrase says.  How many are written to out (at most `most`); 0 when the phrase is none
 * of these or nobody fits.  sentence[i] is the syntax of sentence i. */
uint32_t several_mean(actors *, syntax *const *sentence, const syntax *, uint32_t unit, uint32_t *out, uint32_t most);

#endif
