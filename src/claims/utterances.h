/*
 * utterances.h - the attributions of a document as a list: who says, with which words, what.
 */
#ifndef CLAIMS_UTTERANCES_H
#define CLAIMS_UTTERANCES_H
#include "claims/attribution.h"

/* Writes .utterance and .utterances of findings, in order of the text.  Quotation marks around a content are in it. */
void utterances_list(const attributions *, findings *);

#endif
