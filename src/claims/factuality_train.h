/*
 * factuality_train.h - learning factuality from texts in which people said of each event whether it happened.
 */
#ifndef CLAIMS_FACTUALITY_TRAIN_H
#define CLAIMS_FACTUALITY_TRAIN_H
#include "claims/factuality.h"

/* An event that people judged: its words, and -3 (did not happen) .. +3 (happened). */
typedef struct {
    span at;
    double value;
} factuality_mark;

typedef struct {
    const claims_lexicon *lexicon;
    linear_examples examples; /* .a and .classes set by factuality_learning_of */
    const linear *model;      /* once learnt */
} factuality_learning;

factuality_learning factuality_learning_of(arena *, const claims_lexicon *);
/* Takes the marks of one page over.  What is worked out on the way is taken from `scratch`, which may be reset after. */
void factuality_learn_page(factuality_learning *, arena *scratch, const page *, const reading *, const factuality_mark *,
                           size_t marks);
/* The model file's bytes. */
hs_str factuality_learn(factuality_learning *, uint64_t seed, unsigned epochs);

/* How well a learnt model tells marks: mean absolute error, correlation. */
typedef struct {
    uint64_t n;
    double error, g, p, gg, pp, gp; /* sums */
} factuality_score;
void factuality_score_page(factuality_score *, arena *scratch, const factuality_learning *, const page *, const reading *,
                           const factuality_mark *, size_t marks);
double factuality_error(const factuality_score *);
double factuality_correlation(const factuality_score *);

#endif
