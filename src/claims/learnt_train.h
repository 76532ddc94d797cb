/*
 * learnt_train.h - learning who says what from texts in which people marked it.
 */
#ifndef CLAIMS_LEARNT_TRAIN_H
#define CLAIMS_LEARNT_TRAIN_H
#include "claims/learnt.h"
#include "claims/marks.h"

/* One sentence with what was marked in it. */
typedef struct {
    learnt_view *v;
    const attribution_mark *mark;
    uint32_t *of; /* for each unit: the mark whose cue it is, or NOBODY */
    uint32_t page;
} learnt_lesson;

typedef struct {
    arena *a;
    const claims_lexicon *lexicon;
    learnt_words words;
    VEC(learnt_lesson) lesson;
    uint32_t pages;
    uint64_t marks; /* with a cue */
    uint64_t unreached, no_content,
        no_source; /* of these: no unit stands for the cue; content, source among no candidates */
    learnt *model; /* once learnt */
    double f1;     /* who and what, over our pages held out in turn */
} learnt_learning;

/* words: ascending by .word, as long-lived as the learning. */
learnt_learning learnt_learning_of(arena *, const claims_lexicon *, const learnt_word *words, size_t n);
/* Takes one page over; page, reading and marks must live as long as the learning.  domain: 0 for marks as
 * data/training/README.md has them, else a number for another idea of what belongs where. */
void learnt_learn_page(learnt_learning *, const page *, const reading *, const attribution_mark *, size_t marks,
                       uint32_t domain);
/* The model file's bytes: all models from all pages, and how far to trust them from pages held out in turn. */
hs_str learnt_learn(learnt_learning *, uint64_t seed, unsigned epochs);

#endif
