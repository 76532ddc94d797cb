/*
 * learnt_score.h - how well attributions are found in texts where people marked them.
 */
#ifndef CLAIMS_LEARNT_SCORE_H
#define CLAIMS_LEARNT_SCORE_H
#include "claims/learnt.h"
#include "claims/marks.h"

typedef enum { SCORE_SOURCE, SCORE_CUE, SCORE_CONTENT, SCORE_WHO_AND_WHAT, SCORES } learnt_measure;

/* For each measure: what was found, what was marked, what agrees.  The first three count distinct spans with the same
 * pieces to the byte; the last pairs attributions one to one, best first, whose contents share a token, whose cues do
 * (or one has none), and whose sources do (or both have none). */
typedef struct {
    uint64_t found[SCORES], marked[SCORES], right[SCORES];
} learnt_scores;

/* Adds one page, read with the models of the lexicon given. */
void learnt_score_page(learnt_scores *, arena *, const claims_lexicon *, const page *, const reading *,
                       const attribution_mark *, size_t marks);
double learnt_f1(const learnt_scores *, learnt_measure);

#endif
