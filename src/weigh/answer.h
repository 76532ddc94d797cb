/*
 * answer.h - what a model has found of one value, before it is put into a weigh_result.
 */
#ifndef WEIGH_ANSWER_H
#define WEIGH_ANSWER_H
#include "weigh/table.h"

typedef struct {
    double belief;
    double variance;      /* of its log odds */
    uint32_t pivot;       /* the voice whose removal changes belief most, or WEIGH_NONE */
    double without_pivot; /* belief then */
    double other;         /* belief in the other reading, when split */
    bool split;
} answer;

/* Two readings of a table are about equally good when their log evidence differs by less than this times the root of
 * the number of voices on the items where they disagree: chance alone moves it by about a third as much.  Larger tables
 * are read once. */
#define ANSWER_SPLIT 3.2
enum { ANSWER_SPLIT_VOICES = 4000000 };

/* The two greatest of n beliefs change places. */
void answer_swap(double *belief, uint32_t n);
/* The greatest of n beliefs is another one. */
bool answer_differs(const double *x, const double *y, uint32_t n);
/* x becomes the answer of both readings. */
void answer_split(answer *x, const answer *other);

/* Takes this voice for the pivot when its removal changes belief more than the pivot's; when it changes it as much,
 * the one that leaves the higher belief: never the one that happens to come first. */
void answer_offer_pivot(answer *, uint32_t which, double without);

/* Gives the answers of one item: as many as the table has values of it, or as the labels of a closed set. */
typedef void answer_item(const void *model, uint32_t item, answer *out);

/* The caller's result, item by item.  exclusive: the values of an item compete, so a record on any of them is a record
 * on all.  With options.each the answers go there, and the result has none. */
weigh_result *answer_all(arena *, const table *, const weigh_columns *, const weigh_options *, answer_item *,
                         const void *model);

#endif
