/*
 * align.h - two texts with some n-grams in common: which passages they share, edits and moved sentences allowed for.
 */
#ifndef REUSE_ALIGN_H
#define REUSE_ALIGN_H
#include "reuse/rarity.h"
#include "reuse/tokens.h"

/* Equal tokens in a row: text a from token `a`, text b from token `b`. */
typedef struct {
    uint32_t a, b, n;
} run;

/* A passage in both texts: tokens [a_begin, a_end) and [b_begin, b_end), and the runs that hold it together. */
typedef struct {
    uint32_t a_begin, a_end, b_begin, b_end;
    uint32_t equal;   /* tokens in its runs */
    uint32_t longest; /* run */
    double bits;
    uint32_t first_run, runs; /* in aligned.run, in order of place in b */
} passage;

typedef struct {
    const run *run;
    passage *passage;
    size_t passages;
} aligned;

typedef struct {
    const tokens *a, *b;
    bool same; /* a and b are one text: a passage and its repetition do not overlap */
    const rarity *rarity;
    double *bits; /* of the trigrams of b, each once it is known (negative: not yet) */
    uint32_t gram;      /* tokens of a seed */
    uint32_t exact_run; /* a pair of texts is of interest when it has a run of so many equal tokens ... */
    double enough;      /* ... or so many bits */
} align_task;

/* A seed: token a of text a and token b of text b begin the same n-gram (which is checked). */
typedef struct {
    uint32_t a, b;
} seed;

/* If the pair is of interest, every maximal run of equal tokens that a seed lies in is inside a passage of the
 * answer; else there is none. */
aligned align(arena *, const align_task *, const seed *seeds, size_t n);

#endif
